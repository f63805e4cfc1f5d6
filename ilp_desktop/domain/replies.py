"""What a family answered to an invitation: who said so, what, and with which words."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Reply(Enum):
    """An answer to an invitation."""

    COMING = "coming"
    BY_PHONE = "by_phone"
    BY_VIDEO = "by_video"
    ANOTHER_TIME = "another_time"
    NOT_COMING = "not_coming"


MODES = {Reply.COMING: "in_person", Reply.BY_PHONE: "phone", Reply.BY_VIDEO: "video"}
"""How a conference takes place to which somebody said this."""


@dataclass(frozen=True, slots=True)
class FamilySpan:
    """When a family can come: a day, from one local time 'HH:MM' to another."""

    on: date
    begins_at: str
    ends_at: str


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """The answer of one adult, or of the student (``guardian_id`` None). Nobody is in it who may not come."""

    conference_id: int
    guardian_id: int | None
    name: str
    reply: Reply
    note: str
    on: date


@dataclass(frozen=True, slots=True)
class Invited:
    """One who is expected at a conference and can answer; ``guardian_id`` None: the student."""

    guardian_id: int | None
    name: str
    said: ReplyLine | None = None


@dataclass(frozen=True, slots=True)
class ReplySheet:
    """Who is expected at a conference, with what each has answered. ``begun``: nothing can be answered any more."""

    conference_id: int
    student_id: int
    on: date
    starts_at: str
    invited: tuple[Invited, ...]
    begun: bool
    days: tuple[date, ...] = ()
    """Of the schedule it comes from: for another time it goes back among those to be placed there. None: of no schedule."""


def heard(lines: tuple[ReplyLine, ...]) -> Reply | None:
    """Return the family's answers as one: somebody comes, or wants another time, or nobody can; None: no answer yet."""
    said = {line.reply for line in lines}
    order = (Reply.ANOTHER_TIME, Reply.COMING, Reply.BY_VIDEO, Reply.BY_PHONE, Reply.NOT_COMING)
    return next((one for one in order if one in said), None)
