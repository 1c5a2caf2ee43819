"""通讯录 of a working folder: read for letters out and for senders of letters in."""

from __future__ import annotations

import time

from reporter.folder import FileBusy, Folder
from reporter.plan.model import Plan
from reporter.post.contacts import CONTACTS, Contacts, read_contacts

_PATIENCE = 2.5


def load_contacts(folder: Folder, plan: Plan) -> Contacts:
    """The people in input_sheets/通讯录.xlsx; nobody when there is no such file. FileBusy when it cannot be read."""
    path = folder.root / "input_sheets" / CONTACTS
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return read_contacts(path.read_bytes(), plan)
        except FileNotFoundError:
            return Contacts()
        except OSError as error:
            if time.monotonic() >= deadline:
                raise FileBusy(
                    f"“input_sheets/{CONTACTS}”读不了（{error.strerror}）。请先关掉它，再运行一次。"
                ) from error
            time.sleep(0.1)
