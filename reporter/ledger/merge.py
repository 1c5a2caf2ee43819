"""All returns of a period to one ledger; the order in which they are given does not matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.core.problem import Place, Problem, place_of, problem
from reporter.forms.model import FormLayout
from reporter.intake.submission import NotAForm, Submission
from reporter.ledger import accepted
from reporter.ledger.accepted import Versions
from reporter.ledger.checks import check_ledger
from reporter.ledger.model import Ledger
from reporter.ledger.returns import expected_return
from reporter.ledger.sorting import moment_of, sort_returns
from reporter.plan.model import Plan

_MOST_CELLS = 10


def merge(
    plan: Plan,
    period: Period,
    layouts: Sequence[FormLayout],
    returns: Sequence[Submission | NotAForm],
    past: Past | None,
) -> Ledger:
    """The ledger of a month: of every form the newest valid answers, every expected return, every file found."""
    sorted_returns = sort_returns(returns, {(layout.action, layout.bureau): layout for layout in layouts})
    versions = {key: sorted_returns.accepted.get(key, ()) for key in ((one.action, one.bureau) for one in layouts)}
    answered = [(one, versions[one.action, one.bureau]) for one in layouts if versions[one.action, one.bureau]]
    ledger = Ledger(
        period=period,
        sample=sorted_returns.sample,
        figures={seen.code: seen for one, files in answered for seen in accepted.observations(one, files, past)},
        steps={row.code: row for one, files in answered for row in accepted.steps(one, files, past)},
        tasks={(row.code, one.bureau): row for one, files in answered for row in accepted.tasks(one, files, past)},
        lists=tuple((one.action, one.bureau, row) for one, files in answered for row in accepted.list_rows(one, files)),
        returns=tuple(
            expected_return(
                plan,
                one,
                versions[one.action, one.bureau],
                sorted_returns.refused.get((one.action, one.bureau), ()),
            )
            for one in layouts
        ),
        files=sorted_returns.files,
    )
    problems = (
        *sorted_returns.problems,
        *(found for one, files in answered for found in _version_problems(one, files, ledger)),
        *check_ledger(plan, ledger, layouts, [form for _, files in answered for form in files[:1]]),
    )
    return replace(ledger, problems=problems)


def _version_problems(layout: FormLayout, versions: Versions, ledger: Ledger) -> Iterator[Problem]:
    """The problems of the newest version, and those of the cells that an earlier one still supplies."""
    kept = list(accepted.kept_instead(layout, versions))
    answered = {found.place for found in kept}
    newest, *earlier = versions
    if earlier:
        yield from _changed(layout, newest, earlier)
    yield from (found for found in newest.problems if found.place not in answered)
    yield from kept
    own = (seen.source for seen in ledger.figures.values() if seen.bureau == layout.bureau)
    used = {place_of(source) for source in own if source}
    yield from (found for form in earlier for found in form.problems if found.place in used)


def _changed(layout: FormLayout, newest: Submission, earlier: Versions) -> Iterator[Problem]:
    """E105: which cells the newest version changed."""
    cells = accepted.changed_cells(newest, earlier[0])
    if cells:
        more = "等" if len(cells) > _MOST_CELLS else ""
        yield problem(
            "E105",
            Place(file=newest.file.file),
            bureau=newest.bureau,
            count=len(earlier) + 1,
            action_name=layout.action_name,
            time=moment_of(newest.file),
            changed=len(cells),
            cells="、".join(cells[:_MOST_CELLS]) + more,
        )
