"""Sending against a real server that misbehaves: exactly once, or in the list."""

from __future__ import annotations

import email
import email.policy
import os
import random
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reporter.core.period import Period
from reporter.folder import FolderError
from reporter.post.letter import Attachment
from reporter.post.outbox import Outbox, State
from reporter.post.send import due
from reporter.post.settings import MailSettings, Security
from reporter.post.smtp import MailServerError
from reporter.post.standing import Stand, standings
from tests.post.letters import Run, letter
from tests.post.mail_server import PASSWORD, Box, authenticating, certificate, served


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Run]:
    return lambda *letters: Run(tmp_path / "outbox", letters)


def test_each_gets_it_once_and_a_second_run_sends_nothing(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn"), letter("b@qy.cn", "c@qy.cn"))
    with served(box := Box()) as settings:
        one.send(settings)
        assert one.stands() == ["已发"] * 3
        one.send(settings)
    assert sorted(address for address, _, _ in box.taken) == ["a@qy.cn", "b@qy.cn", "c@qy.cn"]
    assert set(box.counts.values()) == {1}


def test_what_arrives_is_the_message_byte_for_byte(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn", text=".甲\n..乙\nFrom 丙\n" + "长" * 2000))
    with served(box := Box()) as settings:
        one.send(settings)
    found = email.message_from_bytes(box.taken[0][2], policy=email.policy.default)
    plain = found.get_body(("plain",))
    assert plain is not None and plain.get_content().replace("\r\n", "\n") == ".甲\n..乙\nFrom 丙\n" + "长" * 2000
    assert [part.get_content() for part in found.iter_attachments()] == [b"x" * 100]
    assert found["Date"] == "Wed, 12 Jun 2024 09:02:00 +0800"


def test_one_of_several_is_refused_and_the_others_are_not_sent_again(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn"), letter("b@qy.cn", "bad@qy.cn"), letter("c@qy.cn"))
    with served(box := Box({"bad@qy.cn": ["rcpt 550 no such user"] * 9})) as settings:
        one.send(settings)
        one.send(settings)
    assert one.stands() == ["已发", "已发", "被拒收", "已发"]
    assert (box.attempts["bad@qy.cn"], set(box.counts.values()), len(box.taken)) == (1, {1}, 3)
    assert one.standings()[2].said == "被拒收（550 no such user，没有这个邮箱，或者不收）"


def test_all_refused(run: Callable[..., Run]) -> None:
    one = run(letter("bad@qy.cn"), letter("c@qy.cn"))
    with served(box := Box({"bad@qy.cn": ["rcpt 550 no"]})) as settings:
        one.send(settings)
    assert (one.stands(), box.to("c@qy.cn")) == (["被拒收", "已发"], 1)


@pytest.mark.parametrize("fault", ["rcpt 451 greylisted", "data 451 try later", "rcpt 450 busy"])
def test_who_asks_to_come_later_gets_it_later_and_others_once(run: Callable[..., Run], fault: str) -> None:
    one = run(letter("a@qy.cn"), letter("grey@qy.cn", "b@qy.cn"))
    with served(box := Box({"grey@qy.cn": [fault]})) as settings:
        one.send(settings)
        assert "稍后再试" in one.stands()
        one.send(settings)
    assert one.stands() == ["已发"] * 3
    assert set(box.counts.values()) == {1} and len(box.taken) == 3


def test_in_the_same_run_it_waits_and_comes_back(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn"), letter("grey@qy.cn"))
    with served(box := Box({"grey@qy.cn": ["rcpt 451 later"]})) as settings:
        one.send(replace(settings, retry_wait=300))
    assert (one.stands(), one.waits) == (["已发", "已发"], [0, 300])
    assert any("等5分钟再试" in line for line in one.told)
    assert set(box.counts.values()) == {1}


def test_after_three_times_it_is_over(run: Callable[..., Run]) -> None:
    one = run(letter("grey@qy.cn"))
    with served(box := Box({"grey@qy.cn": ["rcpt 451 later"] * 9})) as settings:
        one.send(replace(settings, retry_wait=1))
        assert one.stands() == ["被拒收"]
        one.send(settings)
    assert box.attempts["grey@qy.cn"] == 3
    assert one.standings()[0].said == "试了3次没有发成（451 later）"


def test_attempts_are_counted_over_runs(run: Callable[..., Run]) -> None:
    one = run(letter("grey@qy.cn"))
    with served(box := Box({"grey@qy.cn": ["rcpt 451 later"] * 9})) as settings:
        for _ in range(5):
            one.send(settings)
    assert (box.attempts["grey@qy.cn"], one.stands()) == (3, ["被拒收"])


def test_a_sender_that_is_not_taken_refuses_the_letter(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn"))
    with served(box := Box({"MAIL": ["mail 553 not yours"]})) as settings:
        one.send(settings)
    assert (one.stands(), box.taken) == (["被拒收"], [])


@pytest.mark.parametrize("fault", ["drop-after", "slow-after"])
def test_lost_after_the_message_nobody_knows_and_it_is_never_resent_by_itself(
    run: Callable[..., Run], fault: str
) -> None:
    one = run(letter("a@qy.cn"), letter("b@qy.cn"))
    with served(box := Box({"a@qy.cn": [fault]})) as settings:
        one.send(settings)
        assert one.stands() == ["不明", "已发"]
        one.send(settings)
        one.send(settings)
        assert (box.to("a@qy.cn"), box.to("b@qy.cn")) == (1, 1)
        key = one.standings()[0].id
        one.send(settings, resend=[key])
    assert (box.to("a@qy.cn"), box.to("b@qy.cn")) == (2, 1)
    assert one.stands() == ["已发", "已发"]
    (again,) = {name for address, name, _ in box.taken if address == "a@qy.cn"}
    assert again.startswith("<")


@pytest.mark.parametrize("fault", ["drop-rcpt", "drop-data", "rcpt 421 closing"])
def test_lost_before_the_message_is_certain_and_tried_again_at_once(run: Callable[..., Run], fault: str) -> None:
    one = run(letter("a@qy.cn"), letter("b@qy.cn"))
    with served(box := Box({"a@qy.cn": [fault]})) as settings:
        one.send(settings)
    assert one.stands() == ["已发", "已发"]
    assert set(box.counts.values()) == {1} and len(box.taken) == 2


def test_a_server_that_always_drops_is_left_alone_and_nothing_is_unknown(run: Callable[..., Run]) -> None:
    many = [letter(f"p{number}@qy.cn") for number in range(9)]
    one = run(*many)
    with (
        served(box := Box({f"p{number}@qy.cn": ["drop-data"] * 9 for number in range(9)})) as settings,
        pytest.raises(MailServerError, match="连着断了3次"),
    ):
        one.send(settings)
    assert box.taken == []
    assert one.stands() == ["稍后再试"] * 3 + ["待发"] * 6


def test_too_big_for_the_server(run: Callable[..., Run]) -> None:
    big = letter("a@qy.cn", attachments=(Attachment(name="大.docx", data=b"x" * 300_000),))
    one = run(big, letter("b@qy.cn"))
    with served(box := Box(), data_size_limit=200_000) as settings:
        one.send(settings)
    assert (one.stands(), [address for address, _, _ in box.taken]) == (["被拒收", "已发"], ["b@qy.cn"])
    assert "552" in one.standings()[0].said and "邮件太大" in one.standings()[0].said


def test_a_552_after_data_is_final(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn"))
    with served(box := Box({"a@qy.cn": ["data 552 too big"]})) as settings:
        one.send(settings)
        one.send(settings)
    assert (one.stands(), box.taken, box.attempts["a@qy.cn"]) == (["被拒收"], [], 1)


def test_the_limit_of_a_run_and_the_pause(run: Callable[..., Run]) -> None:
    one = run(*(letter(f"p{number}@qy.cn") for number in range(5)))
    with served(box := Box()) as settings:
        assert one.send(replace(settings, limit=3, pause=2)) == 2
        assert (one.stands(), one.waits) == (["已发"] * 3 + ["待发"] * 2, [2, 2])
        assert one.send(settings) == 0
    assert len(box.taken) == 5 and set(box.counts.values()) == {1}


# ---- what changed after sending ----


def test_changed_content_is_not_sent_again_by_itself(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn", about="27号"))
    with served(box := Box()) as settings:
        one.send(settings)
        one.letters = [letter("a@qy.cn", about="27号", text="改过的正文")]
        assert one.stands() == ["内容有变"]
        one.send(settings)
        assert len(box.taken) == 1
        one.send(settings, resend=[one.standings()[0].id])
        assert one.stands() == ["已发"]
        one.letters = [letter("a@qy.cn", about="28号")]
        one.send(settings)
    assert len(box.taken) == 3


def test_what_never_arrived_may_go_out_changed(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn"))
    with served(box := Box({"a@qy.cn": ["data 554 spam"]})) as settings:
        one.send(settings)
        one.letters = [letter("a@qy.cn", text="改过的正文")]
        assert one.stands() == ["待发"]
        one.send(settings)
    assert len(box.taken) == 1


def test_a_held_or_big_letter_never_leaves_even_when_asked(tmp_path: Path) -> None:
    held = letter("a@qy.cn", hold="未签发")
    key = held.id_for("a@qy.cn")
    (found,) = standings([(held, 10)], Outbox(None), 100, [key])
    assert found.stand is Stand.HELD and due([found]) == ()
    (found,) = standings([(letter("a@qy.cn"), 101)], Outbox(None), 100, [letter("a@qy.cn").id_for("a@qy.cn")])
    assert found.stand is Stand.TOO_BIG and due([found]) == ()


# ---- the server cannot be used ----


def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_a_closed_port_and_a_name_that_is_none(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn"))
    shut = MailSettings(host="127.0.0.1", port=closed_port(), security=Security.NONE, sender="d@qy.cn")
    with pytest.raises(MailServerError, match="不接受连接"):
        one.send(shut)
    with pytest.raises(MailServerError, match=r"找不到发信服务器“smtp\.invalid”"):
        one.send(replace(shut, host="smtp.invalid", security=Security.TLS))
    assert one.stands() == ["待发"] and one.outbox.records == ()


def test_a_server_that_says_nothing(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn"))
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = int(silent.getsockname()[1])
        with pytest.raises(MailServerError, match="没有回应"):
            one.send(MailSettings(host="127.0.0.1", port=port, security=Security.NONE, sender="d@qy.cn", timeout=1))


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_certificates(run: Callable[..., Run], tmp_path: Path, security: Security) -> None:
    tls = security is Security.TLS
    context, ca = certificate("127.0.0.1", tmp_path)
    wrong, wrong_ca = certificate("other.example", tmp_path / "..")
    one = run(letter("a@qy.cn"))
    options = {"serving": context} if tls else {"tls_context": context}
    with served(box := Box(), **options) as settings:  # type: ignore[arg-type]
        safe = replace(settings, security=security, timeout=5)
        with pytest.raises(MailServerError, match="没有发送，也没有交出密码"):
            one.send(safe)
        with pytest.raises(MailServerError, match=r"证书文件“没有\.pem”读不了"):
            one.send(replace(safe, ca_file="没有.pem"))
        assert one.stands() == ["待发"] and box.taken == []
        one.send(replace(safe, ca_file=str(ca)))
        assert one.stands() == ["已发"]
    other = Run(tmp_path / "outbox2", [letter("a@qy.cn")])
    options = {"serving": wrong} if tls else {"tls_context": wrong}
    with served(box := Box(), **options) as settings, pytest.raises(MailServerError, match="和服务器名称不符"):  # type: ignore[arg-type]
        other.send(replace(settings, security=security, ca_file=str(wrong_ca), timeout=5))
    assert box.taken == []


def test_no_silent_plain_fallback(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn"))
    with served(box := Box()) as settings:
        with pytest.raises(MailServerError, match="不提供加密（STARTTLS），没有发送"):
            one.send(replace(settings, security=Security.STARTTLS))
        with pytest.raises(MailServerError, match="建立加密连接失败"):
            one.send(replace(settings, security=Security.TLS))
    assert box.taken == [] and one.stands() == ["待发"]


def test_passwords(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn"))
    options = {"authenticator": authenticating, "auth_require_tls": False}
    with served(box := Box(), **options) as settings:  # type: ignore[arg-type]
        safe = replace(settings, user="dcs@qy.gov.cn")
        with pytest.raises(MailServerError, match=r"不认用户名或密码（535.*授权码"):
            one.send(safe, password="wrong")
        assert one.stands() == ["待发"] and box.taken == []
        one.send(safe, password=PASSWORD)
    assert one.stands() == ["已发"]


def test_a_computer_with_a_chinese_name(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getfqdn", lambda *_: "督查室的电脑")
    one = run(letter("a@qy.cn"))
    with served(Box()) as settings:
        one.send(settings)
    assert one.stands() == ["已发"]


# ---- the outbox itself ----


def test_a_damaged_record_stops_everything(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn"))
    with served(box := Box()) as settings:
        one.send(settings)
        (path,) = one.place.glob("*.json")
        good = path.read_bytes()
        for broken in (b"", b"{}", good[: len(good) // 2], good.replace(b'"sent"', b'"perhaps"'), b"[]"):
            path.write_bytes(broken)
            with pytest.raises(FolderError, match="坏了，读不出来"):
                one.send(settings)
        path.write_bytes(good)
        path.rename(path.with_name("0000000000.json"))
        with pytest.raises(FolderError, match="被改过"):
            one.send(settings)
    assert len(box.taken) == 1


def test_a_record_says_what_happened(run: Callable[..., Run]) -> None:
    one = run(letter("a@qy.cn"))
    with served(Box({"a@qy.cn": ["rcpt 451 later"]})) as settings:
        one.send(settings)
        one.send(settings)
    (record,) = one.outbox.records
    assert record.state is State.SENT
    assert [event.what for event in record.events] == [
        "第1次没有发成（451 later），稍后再试", "正在发", "已发（250 taken）",
    ]  # fmt: skip
    assert record.attachments == ("督办通知单.docx",)


@pytest.mark.parametrize("seed", range(2))
def test_a_year_of_letters_with_faults_exactly_once_or_listed(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve months, eight bureaus; each letter may meet several faults; three runs a month."""
    monkeypatch.setattr(os, "fsync", lambda _: None)  # thousands of records: their order is tested here, not the disk
    dice = random.Random(seed)
    kinds = ["", "", "", "rcpt 550 no", "rcpt 451 later", "data 451 busy", "data 554 spam", "drop-rcpt", "drop-data",
             "drop-after", "rcpt 421 closing"]  # fmt: skip
    for month in range(1, 13):
        period = Period(2024, month)
        letters = [
            letter(f"p{number}@qy.cn", *([f"c{number}@qy.cn"] if number % 3 == 0 else []), period=period)
            for number in range(8)
        ]
        names = [person.address for one in letters for person in one.envelope]
        faults = {name: [one for one in dice.choices(kinds, k=3) if one] for name in names}
        box = Box({name: list(found) for name, found in faults.items()})
        one = Run(tmp_path / str(period), letters)
        with served(box) as settings:
            for _ in range(3):
                try:
                    one.send(settings)
                except MailServerError as error:
                    assert "连着断了" in str(error)
        assert max(box.counts.values()) == 1
        for found in one.standings():
            assert found.person is not None
            arrived = box.to(found.person.address)
            assert (found.stand is Stand.SENT) <= (arrived == 1), (faults[found.person.address], found)
            assert found.stand in (Stand.SENT, Stand.REFUSED, Stand.UNKNOWN, Stand.READY, Stand.LATER)
            if arrived == 1:
                assert found.stand in (Stand.SENT, Stand.UNKNOWN)
            if found.stand is Stand.REFUSED:
                assert arrived == 0
