"""The faces that count as 仿宋, 楷体 and so on, under the names that Word, WPS and their fonts give them."""

from __future__ import annotations

from reporter.core.values import dataclass


def _names(*names: str) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """Accepted names in small letters; an office with other fonts gives its own."""

    fang: frozenset[str] = _names(
        "仿宋_GB2312",
        "仿宋",
        "FangSong",
        "FangSong_GB2312",
        "方正仿宋_GB2312",
        "方正仿宋_GBK",
        "方正仿宋简体",
        "华文仿宋",
        "STFangsong",
    )
    kai: frozenset[str] = _names(
        "楷体_GB2312",
        "楷体",
        "KaiTi",
        "KaiTi_GB2312",
        "方正楷体_GB2312",
        "方正楷体_GBK",
        "方正楷体简体",
        "华文楷体",
        "STKaiti",
    )
    hei: frozenset[str] = _names("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体", "STHeiti")
    song: frozenset[str] = _names(
        "宋体", "SimSun", "NSimSun", "新宋体", "方正书宋_GBK", "方正书宋简体", "华文宋体", "STSong"
    )
    mark: frozenset[str] = _names(
        "方正小标宋简体",
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
        "小标宋体",
        "文星标宋",
        "汉仪小标宋简",
        "华文中宋",
        "STZhongsong",
    )
    rare: frozenset[str] = _names("宋体", "SimSun", "仿宋", "FangSong", "SimSun-ExtB", "宋体-ExtB", "楷体", "KaiTi")
    """What may stand in for characters outside GB2312."""


def is_one_of(name: str, faces: frozenset[str]) -> bool:
    """Whether a font name is among `faces`."""
    return name.lower() in faces
