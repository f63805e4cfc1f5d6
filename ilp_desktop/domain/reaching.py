"""Reaching a family before a conference: who was tried and how, what they need in order to come, what they asked for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ilp_desktop.domain.evidence import OUTCOME, Entry
from ilp_desktop.domain.packs import Wording
from ilp_desktop.domain.policy.recording import ATTEMPT

REQUEST = "request"
NEEDS_FORM, ASKED_FORM = "accommodation_request", "conference_request"
"""How policy sets name what a family needs in order to come (R36), and that a parent asks for a conference (R33)."""
GIVEN, DECIDED = "accommodation", "decided"
"""Marks that say that the one was given, and that the other has come to something."""
NEEDS, LANGUAGE, ASKED = "needs", "language", "asked"
"""Keys of a request's texts: what is needed, the language of an interpreter; that a conference is asked for."""
REACHED = "reached"


class Need(Enum):
    """What a family can need in order to come (R36)."""

    INTERPRETER = "interpreter"
    HOUR = "hour"
    PHONE = "phone"
    VIDEO = "video"
    NO_STAIRS = "no_stairs"
    CHILD_CARE = "child_care"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NeedLine:
    """What a family said that it needs. ``event_uid`` is the request's; ``given_on`` is None until somebody says that it was given."""

    event_uid: str
    evidence_id: int
    student_id: int
    on: date
    needs: tuple[Need, ...]
    language: str
    note: str
    given_on: date | None = None


@dataclass(frozen=True, slots=True)
class AskedLine:
    """That a parent asked for a conference (R33). ``came_of`` is what it came to, ``settled_on`` None until somebody says so."""

    event_uid: str
    evidence_id: int
    on: date
    note: str
    settled_on: date | None = None
    came_of: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """One try to reach somebody: when, how (``recording.MODES``), by whom, and what came of it (``recording.OUTCOMES``)."""

    on: date
    mode: str
    outcome: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class AdultReached:
    """An adult who may attend today, and what was tried this school year. Whoever is barred is not among them.

    ``is_reached``: a try reached them, or they came to a conference.
    """

    guardian_id: int
    name: str
    tries: tuple[Tried, ...]
    """The last one first."""
    is_reached: bool


@dataclass(frozen=True, slots=True)
class EffortLine:
    """What tries add up to under one clause in force (R35, R105): ``have`` of ``need`` adults or, not ``by_adult``, tries.

    ``tries`` is how many for each adult are an earnest effort; 0: the staff judge.
    """

    title: Wording
    have: int
    need: int
    is_met: bool
    by_adult: bool
    tries: int = 0


@dataclass(frozen=True, slots=True)
class ReachSheet:
    """Everything about reaching one student's family this school year."""

    student_id: int
    adults: tuple[AdultReached, ...]
    tries: int
    effort: tuple[EffortLine, ...]
    needs: tuple[NeedLine, ...]
    asked: tuple[AskedLine, ...]
    may_change: bool
    needs_form: str = ""
    asked_form: str = ""
    """What the policy in force calls such requests; '': it knows none."""
    me: int | None = None
    """The row of whoever looks, among the staff."""
    today: date = date.min


def attempt(adults: Collection[int], mode: str, outcome: str, on: date, staff_id: int | None, note: str = "") -> Entry:
    """Return a try to reach somebody, as it is recorded."""
    texts = {OUTCOME: outcome}
    return Entry(ATTEMPT, on, adults=frozenset(adults), mode=mode, staff_id=staff_id, texts=texts, note=note)


def need_request(
    sheet: ReachSheet,
    needs: Collection[Need],
    on: date,
    *,
    adults: Collection[int] = (),
    language: str = "",
    note: str = "",
) -> Entry:
    """Return what a family needs in order to come, as it is recorded."""
    texts = {NEEDS: " ".join(one.value for one in Need if one in needs)}
    if language and Need.INTERPRETER in needs:
        texts[LANGUAGE] = language
    roles = frozenset({"parent"})
    return Entry(REQUEST, on, sheet.needs_form, roles=roles, adults=frozenset(adults), texts=texts, note=note)


def conference_request(sheet: ReachSheet, on: date, *, adults: Collection[int] = (), note: str = "") -> Entry:
    """Return that a parent asked for a conference, as it is recorded."""
    roles = frozenset({"parent"})
    return Entry(
        REQUEST, on, sheet.asked_form, roles=roles, adults=frozenset(adults), texts={ASKED: "conference"}, note=note
    )


def needs_said(text: str) -> tuple[Need, ...]:
    """Return what a request says is needed."""
    words = text.split()
    return tuple(one for one in Need if one.value in words)
