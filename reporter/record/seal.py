"""The sealed archive of an issued period: a zip that is a working folder again once it is unpacked. Pure bytes.

The manifest holds the hash of every other member; the hash of the archive itself stands in the index beside it and in
the manifests of later archives, so that neither a member nor the manifest can be changed unnoticed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reporter.core.values import dataclass
from reporter.record.codec import decode, encode
from reporter.record.issue import Issue
from reporter.sheets.cells import Unreadable
from reporter.sheets.guard import ZIP_FAULTS, open_zip
from reporter.sheets.limits import MEGABYTE

MANIFEST, README = "manifest.json", "封存说明.txt"
FORMAT = 1
"""Of the archive's layout; a later one must still read this."""
MOST_MEMBERS, LARGEST = 5000, 512 * MEGABYTE
"""An archive holds a month's returns and documents: some hundred files, some tens of megabytes."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


class BrokenSeal(ValueError):
    """An archive that is not what was sealed; the text says in Chinese which member is wrong and how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Hash and size of a file in the archive."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliance:
    """An archive of an earlier period whose figures this one was compared with."""

    period: str
    edition: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an archive is. `register` is the fingerprint of the register as it counted in the period.

    `previous_edition` is the hash of the archive that this one corrects; empty for the first edition.
    """

    format: int
    program: str
    period: str
    edition: int
    issue: Issue
    register: str
    members: Mapping[str, Member]
    previous_edition: str = ""
    relies_on: tuple[Reliance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An archive of which every member was compared with the manifest. `sha256` is its own."""

    data: bytes
    sha256: str
    manifest: Manifest

    @property
    def issue(self) -> Issue:
        return self.manifest.issue

    def read(self, name: str) -> bytes:
        """A member; BrokenSeal when the archive has none of that name."""
        if name not in self.manifest.members:
            raise BrokenSeal(f"里面没有“{name}”")
        with ZipFile(BytesIO(self.data)) as package:
            return package.read(name)


def member_of(data: bytes) -> Member:
    """Hash and size of a file."""
    return Member(sha256=sha256(data).hexdigest(), size=len(data))


def pack(manifest: Manifest, members: Mapping[str, bytes]) -> bytes:
    """The archive; the same members give the same bytes. ValueError where they are not those of the manifest."""
    if {name: member_of(data) for name, data in members.items()} != dict(manifest.members):
        raise ValueError("the manifest is of other members")
    whole = {**members, MANIFEST: _dumped(manifest)}
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name in sorted(whole):
            part = ZipInfo(name, _LONG_AGO)
            part.compress_type, part.create_system, part.external_attr = ZIP_DEFLATED, _UNIX, _PLAIN_FILE
            package.writestr(part, whole[name])
    return out.getvalue()


def unpack(data: bytes) -> Sealed:
    """The archive with every member compared; BrokenSeal names the first that is missing, too many or changed."""
    try:
        package = open_zip(data, most_parts=MOST_MEMBERS, largest=LARGEST)
    except Unreadable as fault:
        detail = fault.values.get("detail") or fault.values.get("size")
        raise BrokenSeal(f"不能打开：{detail}" if detail else "打不开，文件坏了或者没有拷全") from fault
    with package:
        manifest = _manifest(package)
        _compare(package, manifest)
    return Sealed(data=data, sha256=sha256(data).hexdigest(), manifest=manifest)


def _manifest(package: ZipFile) -> Manifest:
    if MANIFEST not in package.namelist():
        raise BrokenSeal(f"里面没有清单“{MANIFEST}”")
    try:
        manifest = decode(Manifest, json.loads(package.read(MANIFEST)))
    except (*ZIP_FAULTS, TypeError, KeyError, RecursionError, RuntimeError) as fault:
        raise BrokenSeal(f"里面的清单“{MANIFEST}”读不出来") from fault
    if manifest.format > FORMAT:
        raise BrokenSeal(f"是更新的程序（{manifest.program}）封存的，请先升级程序")
    return manifest


def _compare(package: ZipFile, manifest: Manifest) -> None:
    """Members in the order of their names, so that the first fault is always the same one."""
    there = {*package.namelist()} - {MANIFEST}
    for name in sorted(there | {*manifest.members}):
        if "\\" in name or PurePosixPath(name).as_posix() != name:
            raise BrokenSeal(f"里面有不正常的文件名“{name}”")
        if name not in there:
            raise BrokenSeal(f"里面少了“{name}”")
        if name not in manifest.members:
            raise BrokenSeal(f"里面多出了“{name}”")
        try:
            same = member_of(package.read(name)) == manifest.members[name]
        except (*ZIP_FAULTS, RuntimeError):
            same = False
        if not same:
            raise BrokenSeal(f"里面的“{name}”被改过或者坏了，和封存时不一样")


def _dumped(manifest: Manifest) -> bytes:
    text = json.dumps(encode(manifest), ensure_ascii=False, sort_keys=True, indent=1)
    return (text + "\n").encode("utf-8")
