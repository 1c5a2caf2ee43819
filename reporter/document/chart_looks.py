"""How the series of a chart look: told apart by pattern, marker and dash also where there is no colour."""

from __future__ import annotations

from reporter.core.values import dataclass

_WHITE, _BLACK = "FFFFFF", "000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Colours are RRGGBB; `label` is the colour of a figure printed on the bar; an empty pattern is solid."""

    color: str
    pattern: str = ""
    background: str = _WHITE
    label: str = _BLACK
    marker: str = ""
    dash: str = "solid"


_BY_NAME = {
    "绿灯": Look(color="2E7D32", label=_WHITE, marker="circle"),
    "黄灯": Look(color="BF9000", pattern="wide_upward_diagonal", background="FFF2CC", marker="triangle", dash="dash"),
    "红灯": Look(color="C00000", pattern="large_grid", background="F8CFCF", marker="square", dash="round_dot"),
    "未报": Look(color="FFFFFF", marker="diamond", dash="long_dash"),
}
_GREY = "595959"
_OTHERS = (
    Look(color="1F4E79", label=_WHITE, marker="circle"),
    Look(color="C55A11", pattern="wide_downward_diagonal", background="FBE5D6", marker="square", dash="dash"),
    Look(color="BFBFBF", marker="triangle", dash="round_dot"),
    Look(color="7030A0", pattern="dotted_grid", background="EFE4F5", marker="diamond", dash="long_dash"),
    Look(color="00695C", pattern="light_horizontal", background="D9EEEA", marker="x", dash="dash_dot"),
    Look(color="404040", pattern="light_vertical", marker="star", dash="long_dash_dot"),
    Look(color="AD1457", pattern="small_grid", background="F9DCE7", marker="plus"),
    Look(color="5D4037", pattern="percent_10", marker="long_dash", dash="square_dot"),
)


def look_of(name: str, index: int, *, lines: bool) -> Look:
    """The look of the series `name`, the `index`-th (from 0) of its chart; a white line would not be seen."""
    look = _BY_NAME.get(name) or _OTHERS[index % len(_OTHERS)]
    if lines and look.color in (_WHITE, "BFBFBF"):
        return Look(color=_GREY, marker=look.marker, dash=look.dash)
    return look
