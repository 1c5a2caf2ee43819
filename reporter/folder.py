"""A working folder: its paths, its settings, its lock, and the one way files are written."""

from __future__ import annotations

import os
import re
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, fields
from importlib.resources import files
from pathlib import Path

from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.core.values import dataclass

SETTINGS, REGISTER, REGISTRATION = "reporter.toml", "计划台账.xlsx", "收件登记.csv"
UNFINISHED = ".写入中-"
"""How the name of a file begins while it is written; one that a killed run left is nobody's."""


class FolderError(Exception):
    """A working folder that cannot be used as asked; the text is the Chinese sentence for the clerk."""


class NotAFolder(FolderError):
    """There is no working folder here."""


class FileBusy(FolderError):
    """A file or folder cannot be written, or another run is under way."""


class ToolMissing(FolderError):
    """A program that this PC lacks is needed for what was asked."""


class RegisterUnusable(Exception):
    """The register cannot be used; `problems` say what to mend, each with table and cell."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("计划台账不能用")
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this PC works; no figure depends on it (DESIGN 2)."""

    soffice: str = ""
    """Where LibreOffice is; empty: looked for."""
    fonts: str = ""
    """Folder with the faces for PDF; empty: those of the system."""
    archive_copy: str = ""
    """Folder for a second copy of every sealed archive, relative to the working folder or absolute; empty: none."""
    tables: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Tables such as [mail], each read by the room that needs it."""

    workers: str = ""
    """How many processes read a large month; empty: as many as the machine has processors."""

    @property
    def processes(self) -> int:
        return int(self.workers) if self.workers else os.cpu_count() or 1

    @classmethod
    def parse(cls, text: str) -> Settings:
        """The settings in `text`; FolderError naming the key when a value cannot be. Other keys are left alone."""
        try:
            table: Mapping[str, object] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise FolderError(f"{SETTINGS}写法不对：{error}。请改好后再运行，或用“reporter init”另建一个。") from error
        names = {one.name for one in fields(cls)} - {"tables"}
        known = {name: table[name] for name in names if name in table}
        for name, value in known.items():
            if not isinstance(value, str):
                raise FolderError(f'{SETTINGS}的{name}要写成带英文引号的文字，例如{name} = ""。')
        tables = {name: value for name, value in table.items() if isinstance(value, dict)}
        settings = cls(**{name: str(value) for name, value in known.items()}, tables=tables)
        if not re.fullmatch(r"([1-9]\d?)?", settings.workers):
            raise FolderError(f'{SETTINGS}的workers要写成1到99的整数，例如workers = "2"，或者空着。')
        return settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The paths of a working folder."""

    root: Path
    settings: Settings

    @property
    def register(self) -> Path:
        """The register workbook that clerks edit."""
        return self.root / "input_sheets" / REGISTER

    def returns(self, period: Period) -> Path:
        """Where the period's returned forms lie."""
        return self.root / "input_sheets" / str(period)

    def output(self, period: Period) -> Path:
        return self.root / "output" / str(period)

    def sealed(self, period: Period) -> Path:
        """Memory of the period: archives, forms as issued; no command deletes it."""
        return self.output(period) / "sealed"

    def readings(self, period: Period) -> Path:
        """What the returned files of a period said when they were last read; can be deleted at any time."""
        return self.root / "output" / ".读取" / f"{period}.bin"

    def issued_record(self, period: Period) -> Path:
        """The forms as issued."""
        return self.sealed(period) / "forms.json"

    @property
    def archive_copy(self) -> Path | None:
        """Where second copies of archives go; None when there is no such place."""
        return self.root / self.settings.archive_copy if self.settings.archive_copy else None

    def outbox(self, period: Period) -> Path:
        """Memory of what was sent to whom; no command deletes it."""
        return self.output(period) / "sealed" / "outbox"

    def relative(self, path: Path) -> str:
        """`path` relative to the root, with `/`."""
        return path.relative_to(self.root).as_posix()

    def template(self, name: str) -> str:
        """The text of a wording template: the working folder's own file, else the shipped one."""
        own = self.root / "templates" / name
        return own.read_text(encoding="utf-8-sig") if own.is_file() else shipped_template(name)


def open_folder(root: Path) -> Folder:
    """The working folder at `root`; NotAFolder when it holds no reporter.toml."""
    settings = root / SETTINGS
    if not settings.is_file():
        raise NotAFolder(
            f"“{root}”不是工作文件夹（里面没有{SETTINGS}）。请先运行“reporter init 文件夹名”建一个，再进到那里运行。"
        )
    return Folder(root=root.resolve(), settings=Settings.parse(settings.read_text(encoding="utf-8-sig")))


def shipped_template(name: str) -> str:
    """The text of a shipped template, from the wheel or the checkout."""
    for place in _template_places():
        if (place / name).is_file():
            return (place / name).read_text(encoding="utf-8-sig")
    raise FolderError(f"缺少文书模板“{name}”，请重新安装程序。")


def shipped_templates() -> Mapping[str, str]:
    """Every shipped template by name."""
    folder = next(place for place in _template_places() if place.is_dir())
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".j2"))
    return {name: shipped_template(name) for name in names}


def _template_places() -> tuple[Path, Path]:
    package = Path(str(files("reporter")))
    return package / "templates", package.parent / "templates"


def write_atomic(path: Path, data: bytes, *, patience: float = 2.5) -> None:
    """Write `data` so that `path` is either the old file or the whole new one.

    An unchanged file is left alone. A file that Excel or WPS holds open is tried again for `patience` seconds; then
    FileBusy names it.
    """
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return
    _write(path, data, lambda temporary: _replace(temporary, path, patience))


def write_new(path: Path, data: bytes) -> None:
    """Write `data` as a file that is not there yet, whole or not at all; FolderError when the name is taken."""
    _write(path, data, lambda temporary: _link(temporary, path))


def _write(path: Path, data: bytes, finish: Callable[[Path], None]) -> None:
    """`data` in a temporary file beside `path`, which `finish` brings to its name."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED, suffix=".tmp")
    except OSError as error:
        raise FileBusy(f"文件夹“{path.parent}”不让写入（{error.strerror}）。请换个文件夹，或者把只读去掉。") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        finish(temporary)
    except OSError as error:
        raise FileBusy(
            f"“{path}”写不进去（{error.strerror}）。如果它正被WPS或Excel打开，请先关掉，再运行一次；原来的文件没有变。"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def _link(temporary: Path, path: Path) -> None:
    """Give the file its name unless another has it: a link where the disk knows links, else under the folder's lock."""
    try:
        os.link(temporary, path)
    except FileExistsError as error:
        raise FolderError(f"“{path}”已经有了，没有改动它。") from error
    except OSError:
        if path.exists():
            raise FolderError(f"“{path}”已经有了，没有改动它。") from None
        temporary.replace(path)


def _replace(temporary: Path, path: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            temporary.replace(path)
            return
        except PermissionError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(0.1)


@contextmanager
def one_run_at_a_time(folder: Folder) -> Iterator[None]:
    """Hold the working folder's lock; FileBusy when another run holds it."""
    from filelock import FileLock, Timeout

    place = folder.root / "output"
    try:
        place.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(place / ".运行中.lock"))
        lock.acquire(timeout=0)
    except Timeout as error:
        raise FileBusy("另一个窗口正在这个文件夹里运行，请等它结束后再运行。") from error
    except OSError as error:
        raise FileBusy(f"文件夹“{place}”不让写入（{error.strerror}）。请换个文件夹，或者把只读去掉。") from error
    try:
        yield
    finally:
        lock.release()
