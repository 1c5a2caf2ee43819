"""All returns of a period to one ledger; the order in which they are given does not matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.core.problem import Place, Problem, place_of, problem
from reporter.forms.model import FormLayout, SheetKind
from reporter.intake.submission import NotAForm, Submission
from reporter.ledger import accepted
from reporter.ledger.accepted import Versions
from reporter.ledger.checks import check_ledger
from reporter.ledger.differences import cleared, differences
from reporter.ledger.model import Ledger
from reporter.ledger.returns import expected_return
from reporter.ledger.sorting import moment_of, sort_returns
from reporter.plan.lenience import ruled
from reporter.plan.model import Plan

_MOST_CELLS = 10
_UNANSWERED = ("E601", "E602")
"""What is wrong with a reply that does not count, hence needs no mending where an earlier one does."""


def merge(
    plan: Plan,
    period: Period,
    layouts: Sequence[FormLayout],
    returns: Sequence[Submission | NotAForm],
    past: Past | None,
) -> Ledger:
    """The ledger of a month: of every form the newest valid answers, every expected return, every file found."""
    shown, waived = _as_ruled(plan, period, returns)
    sorted_returns = sort_returns(shown, {(layout.action, layout.bureau): layout for layout in layouts})
    versions = {key: sorted_returns.accepted.get(key, ()) for key in ((one.action, one.bureau) for one in layouts)}
    answered = [(one, versions[one.action, one.bureau]) for one in layouts if versions[one.action, one.bureau]]
    ledger = Ledger(
        period=period,
        sample=sorted_returns.sample,
        figures={seen.code: seen for one, files in answered for seen in accepted.observations(one, files, past)},
        steps={row.code: row for one, files in answered for row in accepted.steps(one, files, past)},
        tasks={(row.code, one.bureau): row for one, files in answered for row in accepted.tasks(one, files, past)},
        lists=tuple((one.action, one.bureau, row) for one, files in answered for row in accepted.list_rows(one, files)),
        replies=tuple(row for one, files in answered for row in accepted.replies(one, files)),
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
    across = ruled(check_ledger(plan, ledger, layouts, [files[0] for _, files in answered]), plan, period.last_day)
    own = {(one.action, one.bureau): tuple(_version_problems(one, files, ledger)) for one, files in answered}
    return replace(
        ledger,
        problems=(*sorted_returns.problems, *(found for one in own.values() for found in one), *across.shown),
        waived=(*(one for _, files in answered for one in waived.get(files[0].file.file, ())), *across.waived),
        differences=tuple(found for _, files in answered for found in differences(files)),
        cleared=tuple(
            found
            for one in layouts
            for found in _cleared(versions[one.action, one.bureau],
                                  sorted_returns.refused.get((one.action, one.bureau), ()),
                                  own.get((one.action, one.bureau), ()))
        ),
    )  # fmt: skip


def _as_ruled(
    plan: Plan, period: Period, returns: Sequence[Submission | NotAForm]
) -> tuple[list[Submission | NotAForm], Mapping[str, tuple[Problem, ...]]]:
    """The returns with their problems as trial and waivers want them shown, and what is waived by file.

    Why a whole file is refused is always said.
    """
    shown: list[Submission | NotAForm] = []
    waived = {}
    for one in returns:
        if isinstance(one, NotAForm) or one.rejected:
            shown.append(one)
            continue
        found = ruled(one.problems, plan, period.last_day)
        shown.append(one if found.shown == one.problems else replace(one, problems=found.shown))
        waived[one.file.file] = found.waived
    return shown, waived


def _cleared(accepted: Versions, refused: Sequence[Submission], now: Sequence[Problem]) -> Iterator[Problem]:
    """What is put right since the returns before the one that stands for the form."""
    if accepted:
        before = [one for one in (*accepted[1:], *refused) if one.file.received <= accepted[0].file.received]
        return cleared(sorted(before, key=lambda one: one.file.received, reverse=True), now)
    return cleared(refused[1:], refused[0].problems) if refused else iter(())


def _version_problems(layout: FormLayout, versions: Versions, ledger: Ledger) -> Iterator[Problem]:
    """The problems of the newest version, and those of the cells that an earlier one still supplies."""
    kept = list(accepted.kept_instead(layout, versions))
    answered = {found.place for found in kept}
    newest, *earlier = versions
    if earlier:
        yield from _changed(layout, newest, earlier)
    replied = {reply.answer.code: reply.answer.source for reply in ledger.replies if reply.bureau == layout.bureau}
    needless = {code for code, source in replied.items() if source.file != newest.file.file}
    shown = (found for found in newest.problems if found.place not in answered)
    yield from (found for found in shown if not (found.code in _UNANSWERED and found.item in needless))
    yield from kept
    own = (seen.source for seen in ledger.figures.values() if seen.bureau == layout.bureau)
    used = {place_of(source) for source in (*own, *replied.values()) if source}
    yield from (found for form in earlier for found in form.problems if found.place in used)


def _changed(layout: FormLayout, newest: Submission, earlier: Versions) -> Iterator[Problem]:
    """E105: which cells the newest version changed."""
    found = [one.new_source for one in differences([newest, earlier[0]])]
    cells = [one.cell if one.sheet == SheetKind.INDICATORS.value else f"“{one.sheet}”页{one.cell}" for one in found]
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
