"""End to end through Postfix: what it puts into mailboxes is what the files say, once for each address."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.post.postfix import delivered, postfix, why_not
from tests.workflow.commands import reporter
from tests.workflow.mail_folder import MAY, ran_folder

TODAY = ("--today", "2024-06-08")


@pytest.mark.mta
@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_from_the_folder_into_the_mailboxes(tmp_path: Path) -> None:
    people = [
        ("区发改局", "李四", "填报人", "", "li@qy.cn"),
        ("区残联", "甲", "填报人", "", "nobody@qy.cn"),
    ]
    with postfix(["li@qy.cn", "me@qy.cn"]) as (port, ca, boxes):
        settings = (
            f'[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "starttls"\nca_file = "{ca}"\n'
            'from = "dcs@qy.cn"\nfrom_name = "区督查室"\npause = 0\nretry_wait = 0\n'
        )
        root = ran_folder(tmp_path, settings=settings, people=people)
        done = reporter("mail", str(MAY), "--send", "--yes", "--count", "2", *TODAY, root=root, code=3)
        assert "给区残联（nobody@qy.cn）的邮件没有发成：被拒收（550" in done.stdout
        reporter("mail", str(MAY), "--send", *TODAY, root=root, code=3)
        reporter("mail", str(MAY), "--test", "me@qy.cn", "--yes", "--count", "4", *TODAY, root=root)
        (data,) = delivered(boxes["li@qy.cn"], 1)
        assert len(delivered(boxes["me@qy.cn"], 4)) == 4
    found = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    assert found["From"] == "区督查室 <dcs@qy.cn>" and found["Subject"].startswith("请说明5月填报表：产业培塑行动")
    (attached,) = found.iter_attachments()
    assert attached.get_filename() == "产业培塑行动填报表（2024年5月，区发改局，批注）.xlsx"
    returned = root / "output" / str(MAY) / "returned" / "2024-05-A1-区发改局.xlsx"
    assert attached.get_content() == returned.read_bytes()
    assert "with ESMTPS" in str(found["Received"])
