"""Who outside the school asked for a student's file, and what they got: the record that 34 CFR 99.32 asks for.

A closed list of grounds, each with where it stands and whether a line is owed; the rest is what must be said before a line
can be kept. No opinion on whether a ground holds: that is the school's to judge.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from ilp_desktop.domain.errors import OfficeError


class Ground(Enum):
    """On what a disclosure rests, in the order in which it is offered."""

    NOT_YET = "not_yet"
    """A request that nobody has answered: there is no ground yet."""
    CONSENT = "consent"
    PARENT = "parent"
    OTHER_SCHOOL = "other_school"
    EDUCATION_AUTHORITY = "education_authority"
    CHILD_WELFARE = "child_welfare"
    COURT = "court"
    COURT_SECRET = "court_secret"  # noqa: S105 - an order, not a password
    LEGAL_ACTION = "legal_action"
    JUVENILE_JUSTICE = "juvenile_justice"
    EMERGENCY = "emergency"
    STUDY = "study"
    ACCREDITING = "accrediting"
    FINANCIAL_AID = "financial_aid"
    DIRECTORY = "directory"
    SCHOOL_OFFICIAL = "school_official"
    NONE = "none"
    """Nothing allowed it: refused, or it happened and should not have."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a ground stands, whether 99.32 owes a line for it, and what the line must say beside the usual."""

    citation: str
    owed: bool = True
    needs_threat: bool = False
    """The articulable and significant threat on which it rested (99.32(a)(5))."""
    may_pass_on: bool = False
    """The recipient may hand it on for the school: then to whom and why belongs to the line (99.32(b), 99.33(b))."""
    is_secret: bool = False
    """A court ordered that nobody be told: it is kept in the office, and stands on no paper."""


RULES: dict[Ground, Rule] = {
    Ground.NOT_YET: Rule("34 CFR 99.32(a)(1)"),
    Ground.CONSENT: Rule("34 CFR 99.30, 99.32(d)(3)", owed=False),
    Ground.PARENT: Rule("34 CFR 99.10, 99.31(a)(8) and (12), 99.32(d)(1)", owed=False),
    Ground.OTHER_SCHOOL: Rule("34 CFR 99.31(a)(2), 99.34"),
    Ground.EDUCATION_AUTHORITY: Rule("34 CFR 99.31(a)(3), 99.35", may_pass_on=True),
    Ground.CHILD_WELFARE: Rule("20 U.S.C. 1232g(b)(1)(L)", may_pass_on=True),
    Ground.COURT: Rule("34 CFR 99.31(a)(9)(i) and (ii)"),
    Ground.COURT_SECRET: Rule("34 CFR 99.31(a)(9)(ii)(A) to (C), 99.32(d)(5)", owed=False, is_secret=True),
    Ground.LEGAL_ACTION: Rule("34 CFR 99.31(a)(9)(iii)"),
    Ground.JUVENILE_JUSTICE: Rule("34 CFR 99.31(a)(5), 99.38", may_pass_on=True),
    Ground.EMERGENCY: Rule("34 CFR 99.31(a)(10), 99.36, 99.32(a)(5)", needs_threat=True),
    Ground.STUDY: Rule("34 CFR 99.31(a)(6)", may_pass_on=True),
    Ground.ACCREDITING: Rule("34 CFR 99.31(a)(7)", may_pass_on=True),
    Ground.FINANCIAL_AID: Rule("34 CFR 99.31(a)(4)", may_pass_on=True),
    Ground.DIRECTORY: Rule("34 CFR 99.31(a)(11), 99.37, 99.32(d)(4)", owed=False),
    Ground.SCHOOL_OFFICIAL: Rule("34 CFR 99.31(a)(1), 99.32(d)(2)", owed=False),
    Ground.NONE: Rule("34 CFR 99.30, 99.32(a)(1)"),
}
"""What the law says of each ground."""


class Outcome(Enum):
    """What came of it."""

    OPEN = "open"
    """Asked for, and not answered yet: nothing of this student may be destroyed meanwhile (34 CFR 99.10(e))."""
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """Who asked no longer asks."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One request or disclosure, as it is written down; texts as people wrote them."""

    party: str
    """Who asked or got it."""
    interest: str
    """What for: the party's legitimate interest."""
    what: str
    """Which part of the file."""
    asked_on: date
    outcome: Outcome = Outcome.OPEN
    ground: Ground = Ground.NOT_YET
    asked_by: str = ""
    """On whose request, where it was not the party's own."""
    answered_on: date | None = None
    threat: str = ""
    passed_on: str = ""
    """To whom else the party may hand it on, and why."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DisclosureLine:
    """An entry as it stands now. ``earlier`` are the entries that it took the place of, oldest first."""

    entry_id: int
    entry: Entry
    recorded_by: str
    recorded_at: datetime
    earlier: tuple["Recorded", ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody waits for an answer."""
        return self.entry.outcome is Outcome.OPEN


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What one person reads of a student's requests and disclosures, and whether they may add to it."""

    lines: tuple["DisclosureLine", ...]
    may_note: bool


@dataclass(frozen=True, slots=True)
class DisclosureLog:
    """What is printed of a student's requests and disclosures. ``school`` is the office's name; oldest line first."""

    student: str
    student_number: str
    grade: str
    school: str
    printed_on: date
    lines: tuple[DisclosureLine, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as it once stood, who wrote it and when."""

    entry: Entry
    recorded_by: str
    recorded_at: datetime


LONGEST = 2000
"""Letters that one text of an entry may have."""


def checked(entry: Entry, today: date) -> Entry:
    """Return an entry as it can be kept, its texts trimmed.

    Raises OfficeError ``disclosure_incomplete``, ``disclosure_too_long``, ``disclosure_ground_missing``,
    ``disclosure_threat_missing``, ``disclosure_dates``.
    """
    said = {name: getattr(entry, name).strip() for name in _TEXTS}
    if not all(said[name] for name in ("party", "interest", "what")):
        raise OfficeError("disclosure_incomplete")
    if max(len(words) for words in said.values()) > LONGEST:
        raise OfficeError("disclosure_too_long")
    is_open = entry.outcome is Outcome.OPEN
    ground = Ground.NOT_YET if is_open else entry.ground
    answered_on = None if is_open else entry.answered_on or today
    if entry.outcome is Outcome.GIVEN and ground is Ground.NOT_YET:
        raise OfficeError("disclosure_ground_missing")
    if entry.outcome is Outcome.GIVEN and RULES[ground].needs_threat and not said["threat"]:
        raise OfficeError("disclosure_threat_missing")
    if entry.asked_on > today or (answered_on is not None and not entry.asked_on <= answered_on <= today):
        raise OfficeError("disclosure_dates")
    return Entry(asked_on=entry.asked_on, outcome=entry.outcome, ground=ground, answered_on=answered_on, **said)


_TEXTS = ("party", "interest", "what", "asked_by", "threat", "passed_on", "note")
