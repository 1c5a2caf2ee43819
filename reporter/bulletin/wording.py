"""Templates to Markdown: a sandbox in which every printed value becomes an opaque mark (DESIGN 3).

Nothing a bureau typed reaches the Markdown parser: a value is printed as a mark, and whatever could glue bare text
to marks (the operators ~ + % *, most filters) is refused.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from types import CodeType, TracebackType
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reporter.bulletin.figure import Figure, FixedText, Phrase, Setting, joined, ordinal
from reporter.bulletin.names import named
from reporter.core.marks import Marks, strip_private
from reporter.core.numbers import shown
from reporter.document.levels import chinese

_SOURCE = "<template>"
_SECONDS = 30
_KEPT_FILTERS = ("length", "count", "first", "last", "list", "map", "reject", "rejectattr", "select", "selectattr")


class TemplateFault(ValueError):
    """A template that cannot be used; says in Chinese which one, where, and which name it lacks (E308)."""

    def __init__(self, name: str, *, line: int, variable: str = "", what: str = "") -> None:
        said = f"用了“{variable}”，没有这个数" if variable else what
        super().__init__(f"模板“{name}”第{line}行{said}。其他文书照常生成。")
        self.name = name
        self.line = line
        self.variable = variable


def markdown(content: object, template: str, *, name: str, **more: object) -> tuple[str, Marks]:
    """A document's content (a dataclass) by the words of `template`; `more` are further names of the template."""
    context = named(content)
    assert isinstance(context, dict)
    return render(template, {**context, **more}, name=name)


def render(template: str, context: Mapping[str, object], *, name: str) -> tuple[str, Marks]:
    """The Markdown of `template` and the marks it holds. `context` holds dicts, lists, text, numbers and figures."""
    marks = Marks()
    environment = sandbox(marks)
    try:
        code = _code(template, name)
        compiled = environment.template_class.from_code(environment, code, environment.make_globals(None))
        return "".join(_in_time(compiled.generate(context), name)), marks
    except TemplateFault:
        raise
    except TemplateSyntaxError as error:
        raise TemplateFault(name, line=error.lineno, what=f"写法不对（{error.message}）") from error
    except UndefinedError as error:
        variable = getattr(error, "variable", "") or str(error)
        raise TemplateFault(name, line=_line(error.__traceback__), variable=variable) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise TemplateFault(name, line=_line(error.__traceback__), what=f"算不出来（{error}）") from error


@lru_cache(maxsize=64)
def _code(template: str, name: str) -> CodeType:
    """The template as code, which is the same for all documents made of it: no mark is in it."""
    environment = sandbox(Marks())
    tree = environment.parse(strip_private(template))
    _refuse_joins(tree, name)
    code: CodeType = environment.compile(tree, filename=_SOURCE)
    return code


def _in_time(pieces: Iterable[str], name: str) -> Iterator[str]:
    """`pieces` as they come; TemplateFault once rendering has taken too long: a loop in it never ends."""
    end = time.monotonic() + _SECONDS
    for piece in pieces:
        if time.monotonic() > end:
            raise TemplateFault(name, line=0, what=f"超过{_SECONDS}秒没有写完，多半是循环写错了")
        yield piece


class _Undefined(StrictUndefined):
    """Says which name is missing."""

    def _fail_with_undefined_error(self, *_args: Any, **_kwargs: Any) -> Any:
        error = UndefinedError(self._undefined_message)
        error.variable = self._undefined_name  # type: ignore[attr-defined]
        raise error

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __div__ = __rdiv__ = _fail_with_undefined_error
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _fail_with_undefined_error
    __pos__ = __neg__ = __call__ = __getitem__ = __lt__ = __le__ = __gt__ = __ge__ = _fail_with_undefined_error
    __int__ = __float__ = __complex__ = __pow__ = __rpow__ = _fail_with_undefined_error
    __iter__ = __str__ = __len__ = __eq__ = __ne__ = __bool__ = __hash__ = _fail_with_undefined_error


class _Sandbox(ImmutableSandboxedEnvironment):
    """Arithmetic on numbers only: text is never glued or filled in, and what is printed is not taken apart."""

    intercepted_binops = frozenset(("+", "%", "*", "**"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**":
            raise SecurityError("不能用“**”")  # one number could keep the machine busy for hours
        if isinstance(left, str | Phrase) or isinstance(right, str | Phrase):
            raise SecurityError(f"文字不能用“{operator}”")
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        return super().getattr(_untouched(obj), attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return super().getitem(_untouched(obj), argument)


def _untouched(obj: Any) -> Any:
    """`obj`, unless it is text that holds marks already."""
    if isinstance(obj, Markup):
        raise SecurityError("宏印出的文字不能再加工")
    return obj


def sandbox(marks: Marks) -> ImmutableSandboxedEnvironment:
    """The environment in which templates are read and rendered; what they print becomes marks."""
    environment = _Sandbox(
        undefined=_Undefined,
        autoescape=True,
        optimized=False,
        finalize=_finalizer(marks),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    kept: dict[str, Callable[..., Any]] = {name: environment.filters[name] for name in _KEPT_FILTERS}
    environment.filters = kept | {
        "join": _join,
        "顿号": _join,
        "分号": lambda values: _join(values, "；"),
        "取整": lambda value: _rounded(value, 0),
        "一位小数": lambda value: _rounded(value, 1),
        "两位小数": lambda value: _rounded(value, 2),
        "汉字": lambda value: chinese(int(value)),
    }
    environment.globals.clear()
    return environment


def _finalizer(marks: Marks) -> Callable[[Context, Any], Markup]:
    @pass_context  # without it Jinja calls this at compile time, and marks end up inside marks
    def finalize(_context: Context, value: Any) -> Markup:
        if isinstance(value, Markup):
            return value
        return Markup("".join(_marked(marks, part) for part in _parts(value)))

    return finalize


def _parts(value: Any) -> Iterable[str | Figure]:
    if isinstance(value, Phrase):
        return value.parts
    if isinstance(value, Figure):
        return (value,)
    if isinstance(value, bool) or value is None or not isinstance(value, str | int | Decimal | StrictUndefined):
        raise TypeError("这里没有能印的内容")
    return (value if isinstance(value, str) else ordinal(str(value)),)


def _marked(marks: Marks, part: str | Figure) -> str:
    if isinstance(part, Figure):
        return marks.add(part.text, part.origin, value=part.value)
    if isinstance(part, Setting) and part.value is not None:
        return marks.add(part, part.origin, value=part.value)
    return marks.add(part, fixed=part.fixed if isinstance(part, FixedText) else None)


def _join(values: Iterable[str | Figure | Phrase | int], separator: str = "、") -> Phrase:
    return joined((ordinal(str(one)) if isinstance(one, int) else one for one in values), separator)


def _rounded(value: Figure | Decimal | int, places: int) -> Figure | str:
    """A number with that many decimals; a figure stays one."""
    if isinstance(value, Figure):
        return Figure(text=shown(value.value, places), value=value.value, origin=value.origin)
    return shown(Decimal(value), places)


def _refuse_joins(tree: nodes.Template, name: str) -> None:
    for node in tree.find_all((nodes.Concat, nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        joins = isinstance(node, nodes.Concat)
        what = "用了“~”，请直接把两个数挨着写" if joins else "引用了别的模板，不支持"
        raise TemplateFault(name, line=node.lineno, what=what)


def _line(trace: TracebackType | None) -> int:
    """The line of the template in which an error arose; 0 when it is not known."""
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _SOURCE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
