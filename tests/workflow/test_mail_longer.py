"""Mail of a quarter: to leaders only, as a draft until it is issued; letters to bureaus go with its months."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from reporter.core.period import Period
from reporter.folder import FolderError, open_folder
from reporter.forms.write import write_form
from reporter.post.letter import Kind
from reporter.post.outbox import Outbox
from reporter.workflow.documents import write_documents
from reporter.workflow.issue import Order, issue
from reporter.workflow.mail import Mail, compose_mail, kinds_named, write_drafts
from tests.workflow.mail_folder import ANSWERS, months, ran_folder

JUNE, Q2 = Period.parse("2024-06"), Period.parse("2024-Q2")
DAY = date(2024, 7, 20)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of `mail_folder` in which June has come back too, and the quarter was run."""
    found = ran_folder(tmp_path)
    one = months(found)
    form = next(layout for layout in one.forms(JUNE) if layout.bureau_name == "区发改局")
    path = found / "input_sheets" / str(JUNE) / "发改.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(write_form(form, answers=ANSWERS))
    one = months(found)
    write_documents(one, Q2, one.assess(Q2))
    return found


def composed(root: Path, kind: str | None = None) -> Mail:
    box = Outbox(open_folder(root).outbox(Q2))
    return compose_mail(months(root), Q2, DAY, kinds_named(kind), box, ())


def test_only_leaders_get_letters_of_a_quarter(root: Path) -> None:
    (draft,) = composed(root).made
    letter = draft.letter
    assert (letter.kind, letter.who, letter.about) == (Kind.BULLETIN, "张三", "送审")
    assert "2024年二季度" in letter.body.subject and letter.hold
    papers = ("督查通报", "督查专报", "民生实事专报")
    assert [one.name for one in letter.attachments] == [f"{one}（2024年二季度，送审稿）.docx" for one in papers]


def test_an_issued_quarter_may_go(root: Path) -> None:
    order = Order(number="甲办发〔2024〕9号", issue_no=None, day=date(2024, 7, 15))
    issue(months(root), Q2, order, pdf=False)
    mail = composed(root)
    assert [(one.letter.about, one.letter.hold) for one in mail.made] == [("印发", "")]
    paths = write_drafts(open_folder(root), mail)
    assert {path.parent for path in paths} == {root / "output/2024-Q2/mail"}
    assert "2024年二季度邮件清单" in paths[-1].read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["督办", "催报", "退回", "填报通知"])
def test_bureaus_get_nothing_for_a_quarter(root: Path, kind: str) -> None:
    with pytest.raises(FolderError, match=r"2024年二季度没有可以写的.*给各单位的邮件按月写"):
        composed(root, kind)


def test_a_quarter_that_was_not_run_has_no_letters(root: Path) -> None:
    shutil.rmtree(root / "output/2024-Q2")
    with pytest.raises(FolderError, match="先运行“reporter run 2024-Q2”"):
        composed(root)
