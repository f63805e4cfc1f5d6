"""What a plan says: exactly what is printed, no more, and what each signer declared.

``PlanContent`` is the source of everything that leaves the office for a plan: its canonical JSON is what a seal code
is taken of, what the paper shows and what lies inside the PDF as plan.json. It names people and roles; it holds no
addresses and no telephone numbers, so that no copy hands one household the other's.

School dates are local 'YYYY-MM-DD'. Languages are BCP-47. An empty text means that nothing was written.
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ilp_desktop.domain.jsonables import SAID_IF_ANY, Json, from_jsonable, to_jsonable

Whose: TypeAlias = Literal["student", "parent", "teacher", "together"]
Mode: TypeAlias = Literal["in_person", "phone", "video", "home_visit"]
Choice: TypeAlias = Literal["agree", "attended_only", "disagree"]
SignerKind: TypeAlias = Literal["student", "parent", "educator", "other"]
Method: TypeAlias = Literal["drawn", "paper", "chose_not_to_sign"]
Point2: TypeAlias = tuple[float, ...]
"""x, y from 0 to 1 (y downwards), then, where the pen gave them, milliseconds since the first touch and pressure."""

PLAN_FORMAT = "ilp-desktop-plan"
PLAN_FORMAT_VERSION = 3
"""2: a conference may have been held on paper. 3: courses, diplomas and further sections; a copy may say what happens next
and who carried it over, and a mark which consent was shown. A plan is written as the lowest that says it."""


@dataclass(frozen=True, slots=True)
class PlanStudent:
    """Whose plan it is."""

    uid: str
    name: str
    preferred_name: str = ""
    grade: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class PlanSchool:
    """The school that holds the plan, and the office (its file) that makes the paper."""

    name: str
    office: str
    uid: str


@dataclass(frozen=True, slots=True)
class PlanKind:
    """What the policy set calls this plan: a code, and the words a family reads (R88)."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class RevisionMark:
    """Which revision of the plan this is, and the uid of the one that it replaces."""

    number: int
    uid: str
    date: str
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class PaperNote:
    """That a conference was held on paper: by whom, and who typed it in on which day."""

    held_by: str
    entered_by: str
    entered_on: str


@dataclass(frozen=True, slots=True)
class ConferenceFacts:
    """When and how people met. ``minutes`` is None when nobody timed it; ``interpreter`` is a name or empty."""

    date: str
    mode: Mode = "in_person"
    minutes: int | None = None
    interpreter: str = ""
    language: str = "en"
    paper: PaperNote | None = field(default=None, metadata={SAID_IF_ANY: True})


@dataclass(frozen=True, slots=True)
class PlanParticipant:
    """Someone the plan is made with. ``role`` is a role code the wording knows, or the office's own words."""

    name: str
    role: str
    attended: bool = True


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """What was written under a prompt, with the prompt as it was shown."""

    prompt: str
    text: str
    language: str = "en"
    whose: Whose = "together"


@dataclass(frozen=True, slots=True)
class MeasurePoint:
    """One value of a measure, and when it was taken, in the words of the school."""

    label: str
    value: float | int


@dataclass(frozen=True, slots=True)
class PlanMeasure:
    """What the school measured, oldest point first, and the value expected at this time of the year, if any."""

    label: str
    unit: str
    points: tuple[MeasurePoint, ...]
    benchmark: float | int | None = None


@dataclass(frozen=True, slots=True)
class GoalStep:
    """One of a goal's sequential steps (R42). ``due`` is a school date or the family's own words."""

    number: int
    text: str
    who: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class PlanGoal:
    """A goal in somebody's own sentence; ``whose`` records who developed it (R41)."""

    text: str
    whose: Whose = "student"
    language: str = "en"
    steps: tuple[GoalStep, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanCommitment:
    """What somebody will do for the goals (R43)."""

    text: str
    who: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class PlanSupport:
    """Who does what: the student, the family, the school."""

    student: tuple[PlanCommitment, ...] = ()
    family: tuple[PlanCommitment, ...] = ()
    school: tuple[PlanCommitment, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanConsultation:
    """The private talk (R44): that it took place and how long. Never what was said. ``reason`` is a code."""

    took_place: bool
    minutes: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PlanCourse:
    """A course of the four-year plan (R53, R57). ``credits`` is a number of the diploma's units."""

    grade: str
    title: str
    subject: str
    """The diploma's word for what it counts for; '': not said."""
    credits: float | int
    state: Literal["planned", "registered", "passed", "not_passed"]


@dataclass(frozen=True, slots=True)
class PlanCourses:
    """The order of courses, and who approved it when; '' while some of them are nobody's word yet."""

    courses: tuple[PlanCourse, ...]
    approved_by: str = ""
    approved_on: str = ""


@dataclass(frozen=True, slots=True)
class PlanSubject:
    """What a diploma asks in a subject, and what is earned and planned of it."""

    name: str
    asked: float | int
    earned: float | int
    planned: float | int


@dataclass(frozen=True, slots=True)
class PlanDiploma:
    """What state or district ask for graduation (R55). ``confirmed`` is False where the policy set says so of itself."""

    name: str
    citation: str
    confirmed: bool
    unit: str
    asked: float | int
    subjects: tuple[PlanSubject, ...]
    competencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanChecks:
    """What of a list was reached (R56), or why it is not appropriate for this student."""

    prompt: str
    reached: tuple[str, ...] = ()
    not_appropriate: str = ""


@dataclass(frozen=True, slots=True)
class PlanSection:
    """A section of the policy set with what was written in it, its heading as it was shown."""

    key: str
    heading: str
    answers: tuple[PlanAnswer, ...] = ()
    checks: tuple[PlanChecks, ...] = ()


@dataclass(frozen=True, slots=True)
class PackMark:
    """The policy set in force when the plan was made."""

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class PlanContent:
    """Everything a plan says, in the order in which it is read."""

    student: PlanStudent
    school: PlanSchool
    kind: PlanKind
    school_year: int
    """The calendar year in which the school year ends: 2027 for 2026-27."""
    revision: RevisionMark
    pack: PackMark
    conference: ConferenceFacts | None = None
    participants: tuple[PlanParticipant, ...] = ()
    strengths: tuple[PlanAnswer, ...] = ()
    measures: tuple[PlanMeasure, ...] = ()
    improvements: tuple[PlanAnswer, ...] = ()
    goals: tuple[PlanGoal, ...] = ()
    support: PlanSupport = field(default_factory=PlanSupport)
    consultation: PlanConsultation | None = None
    sections: tuple[PlanSection, ...] | None = field(default=None, metadata={SAID_IF_ANY: True})
    courses: PlanCourses | None = field(default=None, metadata={SAID_IF_ANY: True})
    diplomas: tuple[PlanDiploma, ...] | None = field(default=None, metadata={SAID_IF_ANY: True})

    def to_jsonable(self) -> Json:
        """Return the content as JSON values."""
        return to_jsonable(self)

    @staticmethod
    def from_jsonable(value: object) -> "PlanContent":
        """Read the content back. An unknown, missing or mistyped key raises ValueError."""
        return from_jsonable(PlanContent, value)


@dataclass(frozen=True, slots=True)
class ConsentShown:
    """Which sentence about signing on a screen a signer was shown, in which edition of its words and which language."""

    wording: str
    edition: int
    language: str


@dataclass(frozen=True, slots=True)
class SignatureMark:
    """What one person declared about one revision, and how.

    It is bound to the revision by ``revision_sha256`` (hex) and says in which language the plan was shown.
    ``signed_at`` is a UTC instant, ``signed_on`` the school's date. ``aspect`` is the width of the signing field over
    its height. ``words`` holds what a signer who disagrees wished to say.
    """

    name: str
    role: str
    kind: SignerKind
    choice: Choice
    method: Method
    language: str
    revision_sha256: str
    signed_at: str
    signed_on: str
    words: str = ""
    strokes: tuple[tuple[Point2, ...], ...] = ()
    aspect: float | int = 3
    consent: ConsentShown | None = field(default=None, metadata={SAID_IF_ANY: True})

    def to_jsonable(self) -> Json:
        """Return the mark as JSON values."""
        return to_jsonable(self)

    @staticmethod
    def from_jsonable(value: object) -> "SignatureMark":
        """Read a mark back. An unknown, missing or mistyped key raises ValueError."""
        return from_jsonable(SignatureMark, value)


@dataclass(frozen=True, slots=True)
class WhatNext:
    """When people meet again ('YYYY-MM-DD' and local 'HH:MM') and whom to call; '' is what nobody said."""

    on: str = ""
    at: str = ""
    call: str = ""


How: TypeAlias = Literal["", "translated", "read_aloud"]


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """In which languages that the copy's readers do not read it was written, and who carried it over.

    ``partly``: some of it is in theirs. ``how`` '': nobody said; ``by`` is a person's name.
    """

    written_in: tuple[str, ...]
    partly: bool = False
    how: How = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class CopyNote:
    """What one copy says beside the plan; the seal closes it with the rest of the paper.

    It is no part of what was signed: a next date that is found after the last signature changes no revision. ``language``
    is the paper's.
    """

    language: str
    carried_over: CarriedOver | None = field(default=None, metadata={SAID_IF_ANY: True})
    what_next: WhatNext | None = field(default=None, metadata={SAID_IF_ANY: True})

    @property
    def says_something(self) -> bool:
        """Whether the copy has a line that the plan has not."""
        return self.carried_over is not None or self.what_next is not None


@dataclass(frozen=True, slots=True)
class SealedPlan:
    """A rendering that left the office's hands: one revision, in one language, as the bytes that were sealed once."""

    revision_uid: str
    language: str
    seal_code: str
    pdf_sha256: str
    sealed_at: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """What plan.json inside a PDF says."""

    content: PlanContent
    seal_code: str
    signatures: tuple[SignatureMark, ...]
    note: CopyNote | None = None
