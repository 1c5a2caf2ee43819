"""States of an indicator or task, and why a figure is missing (DESIGN 8, DOMAIN 2)."""

from __future__ import annotations

from enum import Enum


class Status(Enum):
    """State of an indicator or task at the end of a period."""

    ACHIEVED = "achieved"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    NOT_DUE = "not_due"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"

    @property
    def is_due(self) -> bool:
        """Counted in 应统计 (DESIGN 8: achieved + on_pace + behind + far_behind + not_reported)."""
        return self not in (Status.NOT_DUE, Status.NOT_APPLICABLE)

    @property
    def is_met(self) -> bool:
        """Counted in 达到."""
        return self in (Status.ACHIEVED, Status.ON_PACE)

    @property
    def is_lagging(self) -> bool:
        """Counted in 滞后."""
        return self in (Status.BEHIND, Status.FAR_BEHIND)

    @property
    def light(self) -> str | None:
        """绿, 黄 or 红; None for a state without a light (DOMAIN 3)."""
        return {
            Status.ACHIEVED: "绿",
            Status.ON_PACE: "绿",
            Status.BEHIND: "黄",
            Status.FAR_BEHIND: "红",
        }.get(self)

    @property
    def label(self) -> str:
        """The state's name in documents."""
        return {
            Status.ACHIEVED: "已完成",
            Status.ON_PACE: "达到进度",
            Status.BEHIND: "滞后",
            Status.FAR_BEHIND: "严重滞后",
            Status.NOT_DUE: "未到节点",
            Status.NOT_REPORTED: "未报",
            Status.NOT_APPLICABLE: "不适用",
        }[self]


class Reason(Enum):
    """Why ratio or actual is missing, or why an item is not due (DESIGN 8)."""

    NOT_DUE_YET = "not_due_yet"
    NOT_PUBLISHED = "not_published"
    BEFORE_START = "before_start"
    BLANK = "blank"
    REJECTED = "rejected"
    ONE_SIDE_MISSING = "one_side_missing"
    NO_BASE = "no_base"
    NO_SHARE = "no_share"
    ABOUT_UNRULED = "about_unruled"
    DENOMINATOR_ZERO = "denominator_zero"
    WAIVED = "waived"
    FORM_MISSING = "form_missing"


class TaskState(Enum):
    """What a lead says of its task; the value is the entry of the form's drop-down (DESIGN 6)."""

    DONE = "已完成"
    NORMAL = "正常推进"
    SLOW = "进展滞后"
    STALLED = "停滞"
    NOT_STARTED = "未到启动时间"

    @property
    def status(self) -> Status:
        """The task status this answer means (DESIGN 8)."""
        return {
            TaskState.DONE: Status.ACHIEVED,
            TaskState.NORMAL: Status.ON_PACE,
            TaskState.SLOW: Status.BEHIND,
            TaskState.STALLED: Status.FAR_BEHIND,
            TaskState.NOT_STARTED: Status.NOT_DUE,
        }[self]
