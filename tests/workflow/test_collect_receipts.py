"""What collecting leaves to read: receipts for senders, the list of letters, and the command as a person runs it."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reporter.folder import Folder, FolderError
from reporter.post.journal import Journal, load_journal
from reporter.workflow import collected as flow
from reporter.workflow.arrivals import from_path
from reporter.workflow.collected import finish
from tests.post.inbound_letters import attached, letter, part
from tests.returned import MAY, NAME, figure, filled
from tests.workflow.collect_case import (
    APRIL,
    GOOD,
    LI,
    OLD,
    OTHER,
    STRANGER,
    ZHANG,
    collection,
    months_of,
    tree,
    working_folder,
)
from tests.workflow.commands import reporter

WRONG = filled(figure("A1-K01", "8-10", "<b>核对</b>"))
"""The form of 区发改局 with a range for a figure."""
RAR = part(b"Rar!\x1a\x07\x00" + bytes(99), b'attachment; filename="5.rar"')


def run(folder: Folder, *letters: bytes) -> list[str]:
    """Collect letters and write what there is to read; paths relative to the root."""
    place = folder.root / "来信"
    place.mkdir(exist_ok=True)
    for number, data in enumerate(letters):
        (place / f"{number}.eml").write_bytes(data)
    months = months_of(folder)
    one = collection(folder)
    one.collect(from_path(place))
    return list(finish(months, MAY, one))


def receipts(folder: Folder) -> dict[str, EmailMessage]:
    """The drafts by the address they go to."""
    place = folder.output(MAY) / "receipts"
    found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(place.glob("*.eml"))]
    return {one["To"].addresses[0].addr_spec: one for one in found}  # type: ignore[misc]


def text(one: EmailMessage, kind: str = "plain") -> str:
    body = one.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def journal(folder: Folder) -> Journal:
    return load_journal((folder.output(MAY) / "sealed" / "collected.json").read_bytes())


def test_a_receipt_says_what_is_used_and_what_is_to_be_put_right(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    written = run(folder, letter(attached(NAME, WRONG), RAR))
    assert written == ["output/2024-05/收件清单.xlsx", "output/2024-05/receipts/" + written[1].rpartition("/")[2]]
    one = receipts(folder)[ZHANG]
    assert (one["Subject"], one["X-Unsent"], one["In-Reply-To"]) == ("收到5月填报表（1处需要改）", "1", "<1@163.com>")
    said = text(one)
    assert "《产业培塑行动填报表（2024年5月）》（区发改局）：已计入，有需要改的。" in said
    assert "1.发来的是压缩包（.rar），取不出表。" in said
    assert "请在6月6日17时前改好发回" in said and "2.“指标”页I5格（A1-K01 城镇新增就业，本期累计）填的是“8-10”" in said
    assert "区发改局：" in said.splitlines()[0]


def test_a_form_without_fault_needs_nothing(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    run(folder, letter(attached(NAME, GOOD)))
    one = receipts(folder)[ZHANG]
    assert one["Subject"] == "收到5月填报表" and "全部可以使用，不需要重报。谢谢配合。" in text(one)


def test_one_receipt_for_all_letters_of_a_sender_and_none_twice(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    later = "from a by b; Tue, 4 Jun 2024 10:00:00 +0800"
    first = letter(attached(NAME, WRONG))
    run(folder, first, letter(attached("b.xlsx", GOOD), message_id="<2@x>", received=later))
    (one,) = receipts(folder).values()
    assert one["In-Reply-To"] == "<2@x>" and "6月3日、6月4日发来的邮件已收到，其中填报表2份" in text(one)
    assert "已用6月4日10:00收到的" in text(one)
    before = tree(tmp_path)
    assert run(folder) == ["output/2024-05/收件清单.xlsx"] and tree(tmp_path) == before
    run(folder, first, letter(attached("乙.xlsx", OTHER), message_id="<3@x>", sender=LI))
    assert set(receipts(folder)) == {ZHANG, LI} and all(one.answered for one in journal(folder).letters)


def test_the_same_letters_give_the_same_bytes(tmp_path: Path) -> None:
    letters = letter(attached(NAME, WRONG)), letter(RAR, message_id="<2@x>")
    one, two = working_folder(tmp_path / "1"), working_folder(tmp_path / "2")
    run(one, *letters)
    run(two, *letters)
    assert tree(one.root) == tree(two.root)


@pytest.mark.parametrize(
    ("data", "answered"),
    [
        (letter(attached(NAME, GOOD), sender=STRANGER), True),
        (letter(RAR, sender=STRANGER), False),
        (letter(RAR), True),
        (letter(text="见附件"), False),
        (letter(attached(NAME, GOOD), headers=[b"Auto-Submitted: auto-replied"]), False),
        (letter(attached(NAME, GOOD), sender="a@b"), False),
    ],
)
def test_who_gets_a_receipt(tmp_path: Path, data: bytes, answered: bool) -> None:
    """Nobody confirms to strangers or machines that their letters arrive."""
    folder = working_folder(tmp_path)
    run(folder, data)
    assert bool(receipts(folder)) is answered


def test_a_stranger_with_a_form_is_asked_whose_it_is(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    run(folder, letter(attached(NAME, GOOD), sender=STRANGER))
    assert f"是从{STRANGER}发来的，不在通讯录里。已先计入" in text(receipts(folder)[STRANGER])


def test_a_form_of_an_earlier_month_is_sent_back_with_words(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    run(folder, letter(attached("旧.xlsx", OLD)))
    one = receipts(folder)[ZHANG]
    assert one["Subject"] == "5月填报表没有收到：附件不能用"
    assert "本期收的是2024年5月" in text(one) and "2024-05-A1-区发改局.xlsx" in text(one)
    assert APRIL < MAY


def test_nothing_typed_becomes_markup(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    run(folder, letter(attached("<script>.xlsx", b"PK\x03\x04broken"), attached("_b_ {{ 1 }}.xlsx", WRONG)))
    one = receipts(folder)[ZHANG]
    assert "<script>" not in text(one, "html") and "&lt;script&gt;" in text(one, "html")
    assert "_b_ {{ 1 }}.xlsx" in text(one, "html")


def test_a_message_id_that_would_break_the_header_is_left_out(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    run(folder, letter(attached(NAME, GOOD), message_id="<a b\x7f@x> =?utf-8?B?DQpCY2M6IHhAeS56?="))
    assert receipts(folder)[ZHANG]["In-Reply-To"] is None and receipts(folder)[ZHANG]["Bcc"] is None


def test_a_template_at_fault_loses_no_form_and_the_receipt_comes_later(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    own = tmp_path / "templates" / "邮件-回执.md.j2"
    own.parent.mkdir()
    own.write_text("{{ 没有 }}", encoding="utf-8")
    with pytest.raises(FolderError, match="填报表已经收好"):
        run(folder, letter(attached(NAME, GOOD)))
    assert (folder.returns(MAY) / NAME).read_bytes() == GOOD
    own.unlink()
    run(folder)
    assert set(receipts(folder)) == {ZHANG}


def test_a_run_stopped_between_receipts_and_their_mark_writes_the_same_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, whole = working_folder(tmp_path / "a"), working_folder(tmp_path / "b")
    run(whole, letter(attached(NAME, GOOD)))
    monkeypatch.setattr(flow.Collection, "answer", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(folder, letter(attached(NAME, GOOD)))
    monkeypatch.undo()
    run(folder)
    assert tree(folder.root) == tree(whole.root)


def test_the_list_shows_every_letter_with_what_to_do(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    run(
        folder,
        letter(attached(NAME, GOOD)),
        letter(RAR, message_id="<2@x>"),
        letter(sender=STRANGER, message_id="<3@x>"),
    )
    sheet = load_workbook(folder.output(MAY) / "收件清单.xlsx")["收件清单"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=6)]
    assert sorted(row[5] for row in rows) == ["不是填报表", "新收", "要人看"]
    taken = next(row for row in rows if row[5] == "新收")
    assert (taken[3], taken[7], taken[8]) == (ZHANG, "区发改局　产业培塑行动", f"2024-05/{NAME}")
    asked = next(row for row in rows if row[5] == "要人看")
    assert "（E118）" in asked[9] and asked[10] == "打开邮件"
    link = next(cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.value == "打开邮件")
    assert (folder.output(MAY) / link.target).is_file()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh working folder of the real register."""
    found = tmp_path_factory.mktemp("收表") / "屈原"
    reporter("init", str(found))
    return found


def test_the_command_from_a_folder_of_letters(root: Path, tmp_path: Path) -> None:
    place = tmp_path / "来信"
    place.mkdir()
    (place / "1.eml").write_bytes(letter(RAR))
    (place / "2.eml").write_bytes(letter(attached("旧.xlsx", OLD), message_id="<2@x>"))
    dry = reporter("collect", "2024-05", "--from", str(place), "--dry-run", root=root, encoding="gbk").stdout
    assert "只看，没有写文件" in dry and "要人看2封" in dry and not (root / "output" / "2024-05").exists()
    found = json.loads(reporter("collect", "2024-05", "--from", str(place), "--json", root=root).stdout)
    assert [one["verdict"] for one in found["letters"]] == ["要人看", "要人看"] and found["known"] == 0
    again = reporter("collect", "2024-05", "--from", str(place), root=root).stdout
    assert "早已收过的2封" in again


@pytest.mark.parametrize(
    ("settings", "code", "sentence"),
    [
        ("", 2, "还没有写host、user"),
        ('[imap]\nhost = "127.0.0.1"\nuser = "a"\nsecurity = "none"\nport = 1', 3, "连不上"),
    ],
)
def test_the_command_without_a_mailbox_says_so(
    root: Path, settings: str, code: int, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTER_IMAP_PASSWORD", "x")
    (root / "reporter.toml").write_text(settings, encoding="utf-8")
    assert sentence in reporter("collect", "2024-07", root=root, code=code).stderr
    assert not (root / "input_sheets" / "2024-07").exists()


def test_the_command_without_a_password_and_nobody_to_ask(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTER_IMAP_PASSWORD", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    (root / "reporter.toml").write_text('[imap]\nhost = "imap.163.com"\nuser = "a@163.com"', encoding="utf-8")
    assert "没有“a@163.com”的邮箱密码" in reporter("collect", "2024-05", root=root, code=2).stderr
