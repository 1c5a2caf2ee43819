"""Collecting from mailboxes: a real server once, scripted ones for what real ones do on bad days."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from reporter.folder import Folder, FolderError
from reporter.post import mailbox as post
from reporter.post.journal import Verdict
from reporter.post.mailbox import Mailbox, MailboxTrouble, fetch
from reporter.post.mailbox_settings import mailbox_settings
from reporter.workflow.arrivals import from_mailbox
from reporter.workflow.collect_report import Report, lines
from tests.post.imap_servers import PASSWORD, USER, Script, certificate, flags, free_port, put, pymap, scripted
from tests.post.inbound_letters import attached, letter
from tests.returned import MAY, NAME
from tests.workflow.collect_case import BLANK, GOOD, OTHER, collection, months_of, returned, working_folder

SINCE = date(2024, 5, 1)
FIRST, SECOND = (
    letter(attached(NAME, GOOD)),
    letter(attached("乙.xlsx", OTHER), message_id="<2@x>", sender="li@163.com"),
)
THIRD = letter(attached("丙.xlsx", BLANK), message_id="<3@x>")


def plain(port: int, **more: str) -> Mailbox:
    return Mailbox(host="127.0.0.1", port=port, user=USER, security="none", **more)


def collected(folder: Folder, box: Mailbox, password: str = PASSWORD) -> Report:
    one = collection(folder)
    return one.collect(from_mailbox(box, password, SINCE, lambda origin: one.is_known(origin=origin)))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    with pymap(tmp_path_factory.mktemp("pymap")) as found:
        put(
            *found,
            (datetime(2024, 6, 4, 0, 30), SECOND),
            (datetime(2024, 6, 3, 9, 5, 30), FIRST),
            (datetime(2024, 4, 30, 23, 59), letter(attached("旧.xlsx", BLANK), message_id="<old@x>")),
        )
        yield found


def test_a_real_server_over_starttls(server: tuple[int, Path], tmp_path: Path) -> None:
    """Letters since 1 May by the server's own time of arrival, oldest first; nothing is marked as read."""
    (port, cert), folder = server, working_folder(tmp_path)
    before = flags(port, cert)
    box = Mailbox(host="127.0.0.1", port=port, user=USER, security="starttls", ca_file=str(cert))
    report = collected(folder, box)
    assert report.trouble == "" and [one.verdict for one in report.letters] == [Verdict.NEW, Verdict.NEW]
    assert [one.received for one in report.letters] == [datetime(2024, 6, 3, 9, 5, 30), datetime(2024, 6, 4, 0, 30)]
    assert set(returned(folder)) == {NAME, "乙.xlsx", "收件登记.csv"}
    files = {file.file.rpartition("/")[2]: file for file in months_of(folder).results(MAY).files}
    assert (files[NAME].received, files[NAME].received_from) == (datetime(2024, 6, 3, 9, 5, 30), "邮箱")
    assert flags(port, cert) == before and not any(b"Seen" in line for line in before[-3:])
    again = collected(folder, box)
    assert (again.letters, again.known, again.trouble) == ((), 0, "")


def test_a_certificate_that_nobody_vouches_for_ends_before_the_login(server: tuple[int, Path], tmp_path: Path) -> None:
    box = Mailbox(host="127.0.0.1", port=server[0], user=USER, security="starttls")
    assert "证书核对不上" in collected(working_folder(tmp_path), box).trouble


def test_tls_from_the_first_byte_and_a_certificate_of_another_name(tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "w")
    for names, trouble in (((), ""), (("mail.example.com",), "证书核对不上")):
        place = tmp_path / f"cert{len(names)}"
        place.mkdir()
        authority, cert, key = certificate(place, *names)
        script = Script(letters=[FIRST])
        with scripted(script, (cert, key)) as port:
            box = Mailbox(host="127.0.0.1", port=port, user=USER, ca_file=str(authority))
            report = collected(folder, box)
        assert trouble in report.trouble and bool(report.trouble) is bool(trouble)
        assert any(PASSWORD in said for said in script.said) is not bool(trouble)


@pytest.mark.parametrize("advertises", [True, False])
def test_a_server_that_wants_to_know_who_is_there(
    tmp_path: Path, advertises: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """163 and 126: ID before the folder is opened, whether the server advertises it or its name is known."""
    monkeypatch.setattr(post, "_WANT_ID", () if advertises else ("127.0.0.1",))
    script = Script(letters=[FIRST], wants_id=True, advertises_id=advertises)
    with scripted(script) as port:
        report = collected(working_folder(tmp_path), plain(port))
    assert report.trouble == "" and len(report.letters) == 1
    words = [said.split()[0].upper() for said in script.said]
    assert words.index("LOGIN") < words.index("ID") < words.index("EXAMINE") and "SELECT" not in words
    assert not any(
        word in said.upper() for said in script.said for word in ("STORE", "EXPUNGE", "COPY", "MOVE", "BODY[")
    )


def test_a_server_that_calls_us_unsafe(tmp_path: Path) -> None:
    with scripted(Script(wants_id=True, advertises_id=False)) as port:
        assert "登录不安全" in collected(working_folder(tmp_path), plain(port)).trouble


@pytest.mark.parametrize("password", ["falsch", "口令"])
def test_a_wrong_password(tmp_path: Path, password: str) -> None:
    with scripted(Script(letters=[FIRST])) as port:
        report = collected(working_folder(tmp_path), plain(port), password)
    assert "授权码" in report.trouble and password not in report.trouble


def test_a_connection_that_drops_leaves_whole_letters_and_the_rest_for_later(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    with scripted(Script(letters=[FIRST, SECOND, THIRD], drop_after=2)) as port:
        box = plain(port)
        report = collected(folder, box)
        assert "连接断了" in report.trouble and len(report.letters) == 2
        assert set(returned(folder)) == {NAME, "乙.xlsx", "收件登记.csv"}
        said = list(lines(report, (), MAY, dry_run=False))
        assert "新收2封" in said[0]
    with scripted(Script(letters=[FIRST, SECOND, THIRD])) as port:
        again = collected(folder, plain(port))
    assert (again.trouble, len(again.letters)) == ("", 1)
    assert set(returned(folder)) == {NAME, "乙.xlsx", "丙.xlsx", "收件登记.csv"}


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (Script(letters=[FIRST], cut_literal=True), "连接断了"),
        (Script(letters=[FIRST], garbage=True), "没有给出邮件内容"),
        (Script(silent=True), "没有回应"),
    ],
)
def test_servers_that_break_off(tmp_path: Path, script: Script, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post, "_TIMEOUT", 1)
    folder = working_folder(tmp_path)
    with scripted(script) as port:
        report = collected(folder, plain(port))
    assert sentence in report.trouble and returned(folder) == {}


def test_a_port_where_nobody_listens_and_a_host_that_is_none(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    assert "连不上" in collected(folder, plain(free_port())).trouble
    nowhere = Mailbox(host="mail.invalid", user=USER)
    assert "找不到邮件服务器" in collected(folder, nowhere).trouble


def test_tls_at_a_port_without_it(tmp_path: Path) -> None:
    with scripted(Script()) as port:
        box = Mailbox(host="127.0.0.1", port=port, user=USER)
        assert "没有建立加密连接" in collected(working_folder(tmp_path), box).trouble


def test_starttls_that_the_server_does_not_have_is_no_plain_login(tmp_path: Path) -> None:
    script = Script()
    with scripted(script) as port:
        box = Mailbox(host="127.0.0.1", port=port, user=USER, security="starttls")
        assert collected(working_folder(tmp_path), box).trouble
    assert not any(said.upper().startswith("LOGIN") for said in script.said)


def test_a_letter_too_large_is_listed_by_its_head(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    with scripted(Script(letters=[FIRST], stated_size=90_000_000)) as port:
        (one,) = collected(folder, plain(port)).letters
    assert (one.verdict, one.sender, [note.code for note in one.attention]) == (
        Verdict.PERSON,
        "zhang@163.com",
        ["E726"],
    )
    assert "85MB" in one.attention[0].said and returned(folder) == {} and one.kept == ""


def test_letters_already_known_are_not_fetched_again(tmp_path: Path) -> None:
    folder, script = working_folder(tmp_path), Script(letters=[FIRST, SECOND])
    with scripted(script) as port:
        collected(folder, plain(port))
        script.said.clear()
        assert collected(folder, plain(port)).letters == ()
    assert not any("BODY" in said for said in script.said)


def test_the_tool_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imap_tools", None)
    with pytest.raises(MailboxTrouble, match=r"reporter\[mail\]"):
        list(fetch(plain(1), PASSWORD, SINCE, lambda _: False))


FULL = {"host": "imap.163.com", "user": "a@163.com"}


def test_settings() -> None:
    box, since = mailbox_settings({**FULL, "since": "2024-05-20", "folder": "收件箱"})
    assert (box.host, box.security, box.port, box.folder, since) == (
        "imap.163.com",
        "tls",
        0,
        "收件箱",
        date(2024, 5, 20),
    )
    assert mailbox_settings({**FULL, "since": date(2024, 5, 20)})[1] == date(2024, 5, 20)
    assert mailbox_settings({**FULL, "since": ""})[1] is None
    assert mailbox_settings({**FULL, "host": "127.0.0.1", "security": "none"})[0].security == "none"


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({}, "host、user"),
        ({**FULL, "host": ""}, "host"),
        ({**FULL, "password": "x"}, "不能写密码"),
        ({**FULL, "hots": "x"}, "hots"),
        ({**FULL, "security": "none"}, "不加密"),
        ({**FULL, "security": "ssl"}, "security"),
        ({**FULL, "security": "starttls", "port": 993}, "993"),
        ({**FULL, "port": "993"}, "port"),
        ({**FULL, "port": 70000}, "port"),
        ({**FULL, "since": "五月"}, "since"),
        ({**FULL, "user": "a\r\nb"}, "user"),
        ({**FULL, "user": 3}, "user"),
    ],
)
def test_settings_that_cannot_be(table: dict[str, object], sentence: str) -> None:
    with pytest.raises(FolderError, match=sentence):
        mailbox_settings(table)
