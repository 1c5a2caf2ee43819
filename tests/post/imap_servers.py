"""IMAP servers on this machine: pymap, a real one, and a small scripted one for faults that no real one has."""

from __future__ import annotations

import imaplib
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

import trustme

USER, PASSWORD = "demouser", "demopass"
BEIJING = timezone(timedelta(hours=8))


def certificate(folder: Path, *names: str) -> tuple[Path, Path, Path]:
    """A certificate for those names (127.0.0.1 without any): the authority that vouches for it, itself, its key."""
    authority = trustme.CA()
    made = authority.issue_cert(*(names or ("127.0.0.1",)))
    files = folder / "ca.pem", folder / "cert.pem", folder / "key.pem"
    authority.cert_pem.write_to_path(str(files[0]))
    files[1].write_bytes(b"".join(blob.bytes() for blob in made.cert_chain_pems))
    made.private_key_pem.write_to_path(str(files[2]))
    return files


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def pymap(folder: Path) -> Iterator[tuple[int, Path]]:
    """A running pymap with STARTTLS and an INBOX of a few old letters: its port and who vouches for it."""
    (authority, cert, key), port = certificate(folder), free_port()
    command = [sys.executable, "-c", "from pymap.main import main; main()", "--host", "127.0.0.1", "--port", str(port)]
    options = ["--cert", str(cert), "--key", str(key), "dict", "--demo-data"]
    with subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield port, authority
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def put(port: int, cert: Path, *letters: tuple[datetime, bytes]) -> None:
    """Letters into the INBOX of pymap, each with its time of arrival in Beijing."""
    with imaplib.IMAP4("127.0.0.1", port) as client:
        client.starttls(ssl.create_default_context(cafile=str(cert)))
        client.login(USER, PASSWORD)
        for moment, data in letters:
            assert client.append("INBOX", "", moment.replace(tzinfo=BEIJING), data)[0] == "OK"


def flags(port: int, cert: Path) -> list[bytes]:
    """What the server remembers of each letter in INBOX; asking changes nothing."""
    with imaplib.IMAP4("127.0.0.1", port) as client:
        client.starttls(ssl.create_default_context(cafile=str(cert)))
        client.login(USER, PASSWORD)
        client.select("INBOX", readonly=True)
        return [line for line in client.uid("FETCH", "1:*", "(FLAGS)")[1] if isinstance(line, bytes)]


@dataclass(slots=True)
class Script:
    """How the scripted server behaves. `drop_after` letters it hangs up; -1: never."""

    letters: Sequence[bytes] = ()
    wants_id: bool = False
    advertises_id: bool = True
    drop_after: int = -1
    silent: bool = False
    garbage: bool = False
    cut_literal: bool = False
    stated_size: int = 0
    said: list[str] = field(default_factory=list)


@contextmanager
def scripted(script: Script, tls: tuple[Path, Path] | None = None) -> Iterator[int]:
    """The scripted server at a port of 127.0.0.1; `script.said` collects the commands it heard."""
    server = socket.create_server(("127.0.0.1", 0))
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
    done = threading.Event()
    thread = threading.Thread(target=_serve, args=(server, script, context, done), daemon=True)
    thread.start()
    try:
        yield int(server.getsockname()[1])
    finally:
        done.set()
        server.close()
        thread.join(5)


def _serve(server: socket.socket, script: Script, context: ssl.SSLContext | None, done: threading.Event) -> None:
    server.settimeout(0.1)
    while not done.is_set():
        try:
            raw, _ = server.accept()
        except TimeoutError:
            continue
        except OSError:
            return
        with suppress(OSError), raw:
            raw.settimeout(10)
            if script.silent:
                done.wait(10)
            elif context:
                with context.wrap_socket(raw, server_side=True) as secured:
                    _Session(secured, script).run()
            else:
                _Session(raw, script).run()


class _Session:
    def __init__(self, connection: socket.socket, script: Script) -> None:
        self.connection, self.script, self.named, self.sent = connection, script, False, 0

    def run(self) -> None:
        self.say("* OK ready")
        with self.connection.makefile("rb") as lines:
            for line in lines:
                tag, _, command = line.decode("utf-8", "replace").strip().partition(" ")
                self.script.said.append(command)
                if not self.answer(tag, command):
                    return

    def say(self, text: str, literal: bytes = b"") -> None:
        self.connection.sendall(text.encode() + b"\r\n" + (literal + b")\r\n" if literal else b""))

    def answer(self, tag: str, command: str) -> bool:
        """Answer one command; False to hang up."""
        word = command.upper()
        if word.startswith("CAPABILITY"):
            self.say(f"* CAPABILITY IMAP4rev1{' ID' if self.script.advertises_id else ''}")
        elif word.startswith("LOGIN") and PASSWORD not in command:
            self.say(f"{tag} NO LOGIN failed")
            return True
        elif word.startswith("ID "):
            self.named = True
        elif word.startswith(("SELECT", "EXAMINE")):
            if self.script.wants_id and not self.named:
                self.say(f"{tag} NO EXAMINE Unsafe Login. Please contact kefu@188.com for help")
                return True
            self.say("* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok")
        elif word.startswith("UID SEARCH"):
            self.say("* SEARCH " + " ".join(str(1 + at) for at in range(len(self.script.letters))))
        elif "INTERNALDATE" in word:
            self.list()
        elif "BODY.PEEK" in word:
            return self.fetch(tag, command)
        self.say(f"{tag} OK done")
        return not word.startswith("LOGOUT")

    def list(self) -> None:
        for at, data in enumerate(self.script.letters, 1):
            size = self.script.stated_size or len(data)
            self.say(f'* {at} FETCH (UID {at} RFC822.SIZE {size} INTERNALDATE " 3-Jun-2024 09:0{at}:00 +0800")')

    def fetch(self, tag: str, command: str) -> bool:
        if self.sent == self.script.drop_after:
            return False
        at = int(command.split()[2])
        data = self.script.letters[at - 1]
        if "HEADER" in command:
            data = data.split(b"\r\n\r\n")[0] + b"\r\n\r\n"
        if self.script.garbage:
            self.say("* HELLO WORLD")
        elif self.script.cut_literal:
            self.connection.sendall(
                f"* {at} FETCH (UID {at} BODY[] {{{len(data)}}}\r\n".encode() + data[: len(data) // 2]
            )
            return False
        else:
            self.say(f"* {at} FETCH (UID {at} BODY[] {{{len(data)}}}", data)
        self.sent += 1
        self.say(f"{tag} OK done")
        return True
