"""`reporter mail` as a person runs it: what it sends, what it refuses, its exit codes.

In this process, except where the process itself matters: 再次催报 to jia@qy.cn and 退回 to li@qy.cn may leave; the
circular to 张三 and 督办 to li@qy.cn (copy to sun@qy.cn) are not issued.
"""

from __future__ import annotations

import email
import email.policy
import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from reporter.cli import main
from reporter.workflow.issue import Order, issue
from tests.post.mail_server import PASSWORD, Box, authenticating, certificate, served
from tests.workflow.commands import reporter
from tests.workflow.mail_folder import MAY, months, ran_folder

TODAY = ("--today", "2024-06-08")
ALL = ("--send", "--yes", "--count", "2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    code: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `reporter mail 2024-05 … --today 2024-06-08` in this process; `typed` is what the person types."""

    def run(root: Path, *options: str, typed: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["reporter", "mail", str(MAY), *options, *TODAY, "--root", str(root)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int) and "Traceback" not in printed.err, printed.err
        return Done(code=code, out=printed.out, err=printed.err)

    return run


def folder(place: Path, port: int, more: str = "", **options: object) -> Path:
    """The folder of `mail_folder` with a server on loopback."""
    table = f'[mail]\nhost = "127.0.0.1"\nport = {port}\nfrom = "dcs@qy.gov.cn"\npause = 0\nretry_wait = 0\n'
    return ran_folder(place, settings=table + (more or 'security = "none"\n'), **options)  # type: ignore[arg-type]


def outbox(root: Path) -> Path:
    return root / "output" / str(MAY) / "sealed" / "outbox"


def test_sending_once_in_processes_of_their_own(tmp_path: Path) -> None:
    with served(box := Box()) as settings:
        root = folder(tmp_path, settings.port)
        printed = reporter("mail", str(MAY), *ALL, *TODAY, root=root).stdout
        assert "共5封：待发2，未签发3" in printed and "共5封：未签发3，已发2" in printed
        again = reporter("mail", str(MAY), "--send", *TODAY, root=root).stdout
        assert "没有要发的。" in again
    assert sorted(address for address, _, _ in box.taken) == ["jia@qy.cn", "li@qy.cn"]
    page = (root / "output" / str(MAY) / "mail" / "index.html").read_text(encoding="utf-8")
    assert page.count("已发（250 taken）") == 2
    assert len(list(outbox(root).glob("*.json"))) == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--send", "--yes"), "用--yes时要同时写--count"),
        (("--send", "--yes", "--count", "7"), "要发的是2封，不是--count写的7封，没有发送。"),
        (("--send", "--resend", "0123456789", "--yes", "--count", "1"), "没有编号是0123456789的邮件"),
        (("--resend", "0123456789"), "--resend要和--send一起用"),
        (("--test", "a@b.cn", "--send"), "--test不和--send"),
        (("--test", "a@b.cn;c@d.cn", "--yes", "--count", "4"), "不是一个邮箱地址"),
        (("--kind", "通告"), "没有“通告”这类邮件"),
    ],
)
def test_what_is_refused_before_any_connection(
    tmp_path: Path, mail: Command, options: tuple[str, ...], said: str
) -> None:
    with served(box := Box()) as settings:
        root = folder(tmp_path, settings.port)
        done = mail(root, *options)
    assert (done.code, len(done.err.splitlines())) == (2, 1) and said in done.err
    assert box.taken == [] and not outbox(root).exists()


@pytest.mark.parametrize(("typed", "sent"), [("yes\n", 2), ("YES\n", 2), ("y\n", 0), ("\n", 0), ("", 0)])
def test_the_person_is_asked(tmp_path: Path, mail: Command, typed: str, sent: int) -> None:
    with served(box := Box()) as settings:
        done = mail(folder(tmp_path, settings.port), "--send", typed=typed)
    assert (len(box.taken), done.code) == (sent, 2 if typed == "" else 0)
    assert "要发2封。输入yes发送" in done.out


def test_a_rehearsal_connects_to_nothing_and_remembers_nothing(tmp_path: Path, mail: Command) -> None:
    root = folder(tmp_path, 1)
    done = mail(root, "--send", "--dry-run")
    assert (done.code, "演练：会发2封，没有连接服务器" in done.out) == (0, True)
    assert not outbox(root).exists()


def test_a_test_goes_to_one_address_and_counts_for_nobody(tmp_path: Path, mail: Command) -> None:
    with served(box := Box()) as settings:
        root = folder(tmp_path, settings.port)
        done = mail(root, "--test", "me@qy.cn", "--yes", "--count", "4")
        assert done.code == 0
        assert [address for address, _, _ in box.taken] == ["me@qy.cn"] * 4
        for _, _, data in box.taken:
            found = email.message_from_bytes(data, policy=email.policy.default)
            assert found["Subject"].startswith("[测试]") and found["To"] == "me@qy.cn" and found["Cc"] is None
            plain = found.get_body(("plain",))
            assert plain is not None and plain.get_content().startswith("这是测试。正式发送时的收件人：")
        assert not outbox(root).exists()
        page = (root / "output" / str(MAY) / "mail" / "index.html").read_text(encoding="utf-8")
        assert "me@qy.cn" not in page and "待发" in page
        assert mail(root, *ALL).code == 0
    assert box.to("jia@qy.cn") == box.to("li@qy.cn") == 1


def test_partly_refused_is_exit_3_and_named(tmp_path: Path, mail: Command) -> None:
    with served(Box({"jia@qy.cn": ["rcpt 550 no such user"]})) as settings:
        root = folder(tmp_path, settings.port)
        done = mail(root, *ALL)
        assert done.code == 3
        assert "E704" in done.out and "给区残联（jia@qy.cn）的邮件没有发成：被拒收（550 no such user" in done.out
        assert mail(root, "--send").code == 3


def test_nobody_knows_is_exit_3_and_only_resend_sends_it(tmp_path: Path, mail: Command) -> None:
    with served(box := Box({"jia@qy.cn": ["drop-after"]})) as settings:
        root = folder(tmp_path, settings.port)
        done = mail(root, *ALL)
        assert done.code == 3 and "E705" in done.out
        shown = json.loads(mail(root, "--json").out)["letters"]
        (key,) = [one["id"] for one in shown if one["state"] == "不明"]
        assert mail(root, "--send").code == 3 and box.to("jia@qy.cn") == 1
        done = mail(root, "--send", "--resend", key, "--yes", "--count", "1")
        assert (done.code, box.to("jia@qy.cn"), box.to("li@qy.cn")) == (0, 2, 1)


def test_the_password_comes_from_the_environment_or_is_asked(
    tmp_path: Path, mail: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reporter.post.password._kept", lambda *_: "")
    context, ca = certificate("127.0.0.1", tmp_path)
    with served(box := Box(), tls_context=context, authenticator=authenticating, auth_required=True) as settings:
        table = f'security = "starttls"\nuser = "dcs@qy.gov.cn"\nca_file = "{ca}"\ntimeout = 5\n'
        root = folder(tmp_path, settings.port, table)
        monkeypatch.setenv("REPORTER_MAIL_PASSWORD", "wrong")
        done = mail(root, *ALL)
        assert (done.code, box.taken) == (3, []) and "不认用户名或密码" in done.err and len(done.err.splitlines()) == 1
        monkeypatch.delenv("REPORTER_MAIL_PASSWORD")
        monkeypatch.setattr("reporter.cli.mail._ask", lambda _: PASSWORD)
        assert mail(root, *ALL).code == 0
    assert len(box.taken) == 2
    kept = [path for path in root.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()]
    assert kept == []


def test_a_closed_port_is_one_sentence_and_exit_3(tmp_path: Path, mail: Command) -> None:
    root = folder(tmp_path, 1)
    done = mail(root, *ALL)
    assert (done.code, len(done.err.splitlines())) == (3, 1) and "不接受连接" in done.err
    assert "待发" in mail(root).out and not outbox(root).exists()


def test_without_a_server_only_drafts(tmp_path: Path, mail: Command) -> None:
    root = ran_folder(tmp_path)
    assert mail(root).code == 0
    done = mail(root, "--send")
    assert done.code == 2 and "[mail]还没有写host、from，不能发送" in done.err


def test_samples_are_not_sent_unless_allowed(tmp_path: Path, mail: Command) -> None:
    with served(box := Box()) as settings:
        root = folder(tmp_path, settings.port, sample=True)
        done = mail(root, *ALL)
        assert (done.code, box.taken) == (2, []) and "样例，没有发送" in done.err
        assert mail(root, *ALL, "--allow-sample").code == 0
    (subject,) = {
        str(email.message_from_bytes(data, policy=email.policy.default)["Subject"])[:4] for *_, data in box.taken
    }
    assert subject == "【样例】"


def test_an_issued_period_sends_the_issued_documents(tmp_path: Path, mail: Command) -> None:
    with served(box := Box()) as settings:
        root = folder(tmp_path, settings.port)
        order = Order(number="屈政办函〔2024〕9号", issue_no=3, day=date(2024, 6, 7), first_notice=None)
        issue(months(root), MAY, order, pdf=False)
        circular = root / "output" / str(MAY) / "督查通报.docx"
        issued = circular.read_bytes()
        circular.write_bytes(b"changed by hand")
        done = mail(root, "--send", "--yes", "--count", "3")
        assert done.code == 0, done.err
    assert sorted(address for address, _, _ in box.taken) == ["li@qy.cn", "sun@qy.cn", "zhang@qy.cn"]
    (letter,) = [data for address, _, data in box.taken if address == "zhang@qy.cn"]
    found = email.message_from_bytes(letter, policy=email.policy.default)
    attached = {part.get_filename(): part.get_content() for part in found.iter_attachments()}
    assert attached["督查通报（2024年1—5月）.docx"] == issued
    assert "第3期" in found["Subject"] and "已印发" in found.get_body(("plain",)).get_content()  # type: ignore[union-attr]
