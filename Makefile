# Two commands do everything: make report, make test.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: report test lint docs bench bench-month bench-stages bench-reading clean

report: $(VENV)/.installed
	$(BIN)/reporter demo

test: $(VENV)/.tested
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.linted
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.installed
	$(BIN)/python docs/generate.py

bench-reading: $(VENV)/.installed
	$(BIN)/python -m benchmarks.reading

bench-stages: $(VENV)/.installed
	$(BIN)/python -m benchmarks.stages

bench-month: $(VENV)/.installed
	$(BIN)/python -m benchmarks.month

bench: bench-month bench-stages bench-reading

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --upgrade "pip>=25.1"
	$(PIP) --editable .
	$(BIN)/python -m compileall -q reporter
	touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(PIP) --group test
	touch $@

$(VENV)/.linted: $(VENV)/.installed
	$(PIP) --group lint
	touch $@

clean:
	rm -rf $(VENV)
