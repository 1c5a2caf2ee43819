"""A Postfix of our own: its configuration, queue and mailboxes in one folder, on a free port of loopback, with TLS."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import trustme

MASTER = (Path("/usr/share/postfix/master.cf.dist"), Path("/etc/postfix/master.cf"))
_NOBODY = 65534
_CONFIGURATION = """\
compatibility_level = 3.6
queue_directory = {home}/spool
data_directory = {home}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mta.example
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mydestination =
alias_maps =
alias_database =
virtual_mailbox_domains = qy.cn
virtual_mailbox_base = {home}/mail
virtual_mailbox_maps = texthash:{home}/boxes
virtual_minimum_uid = 100
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
smtpd_tls_security_level = may
smtpd_tls_cert_file = {home}/cert.pem
smtpd_tls_key_file = {home}/key.pem
message_size_limit = 200000
maillog_file = {home}/log
maillog_file_prefixes = {home}
biff = no
"""


def why_not() -> str:
    """Why Postfix cannot run here; empty when it can."""
    if shutil.which("postfix") is None:
        return "Postfix is not installed"
    return "" if os.geteuid() == 0 else "Postfix starts as root only"


@contextmanager
def postfix(boxes: Sequence[str]) -> Iterator[tuple[int, Path, Mapping[str, Path]]]:
    """The server while the block runs: its port, the file of its authority, the mailbox of each address."""
    home = Path(tempfile.mkdtemp(prefix="reporter-mta-"))
    home.chmod(0o755)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    mailboxes = {address: home / "mail" / address.split("@")[0] for address in boxes}
    configuration = _configured(home, port, boxes)
    command = ["postfix", "-c", str(configuration)]
    subprocess.run([*command, "start"], check=True, capture_output=True)
    try:
        _wait_for(port)
        yield port, home / "ca.pem", mailboxes
    finally:
        subprocess.run([*command, "stop"], check=False, capture_output=True)
        shutil.rmtree(home, ignore_errors=True)


def delivered(box: Path, number: int, seconds: float = 20) -> list[bytes]:
    """The messages of a mailbox, once there are `number` of them; what is there when the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and len(list((box / "new").glob("*"))) < number:
        time.sleep(0.2)
    return [path.read_bytes() for path in sorted((box / "new").glob("*"))]


def _configured(home: Path, port: int, boxes: Sequence[str]) -> Path:
    place = home / "etc"
    for folder in (place, home / "spool", home / "data", home / "mail"):
        folder.mkdir()
    shutil.chown(home / "data", "postfix")
    os.chown(home / "mail", _NOBODY, _NOBODY)
    (place / "main.cf").write_text(_CONFIGURATION.format(home=home), encoding="utf-8")
    (place / "master.cf").write_text("\n".join(_services(port)) + "\n", encoding="utf-8")
    (home / "boxes").write_text("".join(f"{one} {one.split('@')[0]}/\n" for one in boxes), encoding="utf-8")
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    authority.cert_pem.write_to_path(str(home / "ca.pem"))
    issued.private_key_pem.write_to_path(str(home / "key.pem"))
    for blob in issued.cert_chain_pems:
        blob.write_to_path(str(home / "cert.pem"), append=True)
    return place


def _services(port: int) -> Iterator[str]:
    """The services of the distribution, without its own ports and without chroot."""
    source = next(path for path in MASTER if path.is_file())
    yield f"127.0.0.1:{port} inet n - n - - smtpd"
    keep = False
    for line in source.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if line[0] not in " \t":
            keep = len(words) >= 8 and words[1] in ("unix", "unix-dgram", "fifo") and words[7] != "pipe"
            words[4:5] = ["n"]
        if keep:
            yield " ".join(words) if line[0] not in " \t" else line


def _wait_for(port: int) -> None:
    end = time.monotonic() + 15
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
