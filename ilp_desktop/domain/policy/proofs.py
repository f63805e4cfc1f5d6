"""The yearly proof as values: what was found for a school year, counted, and frozen (R85, R86).

Counts only, and words of policy sets: nothing of it names a student, an adult or anybody of the staff. What people said
and may be printed (``Voice``) stands beside it and never in ``proof.json``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from ilp_desktop.domain.packs import Wording
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.domain.policy.suppression import EVERY_SCHOOL, Key, unsaid, with_sums
from ilp_desktop.domain.students import GRADES

FORMAT = "ilp-proof"
FORMAT_VERSION = 1
SECONDARY = frozenset({"07", "08", "09", "10", "11", "12"})
"""The grades that a report speaks of where the policy's scope is ``secondary`` (A11)."""
WORST_FIRST = (
    State.CLOSED,
    State.OVERDUE,
    State.DUE,
    State.NOT_DONE,
    State.ADVISED,
    State.WAIVED,
    State.ELSEWHERE,
    State.MET,
    State.NOT_APPLICABLE,
)
"""A clause may ask a student several times a year; of its states, the first of these says how the student stands."""
MET = frozenset({State.MET, State.ELSEWHERE})
OPEN = frozenset({State.DUE, State.OVERDUE, State.ADVISED})
NOT_MET = frozenset({State.CLOSED, State.NOT_DONE})
MEASURES: Mapping[str, str] = {
    "students": "",
    "met": "students",
    "family": "met",
    "talk": "family",
    "copies": "met",
    "plan": "students",
}
"""What a group's numbers count, and among whom: who met counts among the students, whose family came among those who met."""


class ProofPaper(Enum):
    """The papers that a proof can be put on; the annex alone names students."""

    PATRONS = "patrons"
    EVIDENCE = "evidence"
    SELF_VIEW = "self_view"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Told:
    """A policy set's words in one language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """What happened on a day of a policy set's history (R88); the day as ISO writes it."""

    on: str
    what: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """One policy set that was held against the facts."""

    pack_id: str
    version: str
    digest: str
    name: tuple[Told, ...]
    jurisdiction: str
    history: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class SchoolName:
    """A school of the office; 0 for students of whom no school is known."""

    school: int
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """The students of a grade of a school: how many, and for how many something was done in the year.

    ``met``: a plan conference was held; ``family``: with a parent there; ``talk``: and a private talk of parent and teacher;
    ``copies``: what was discussed was handed over; ``plan``: a plan of the grade's kind is on file. ``held`` are conferences.
    """

    school: int
    grade: str
    students: int
    met: int
    family: int
    talk: int
    copies: int
    plan: int
    held: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many students of a grade of a school one clause finds in one state, a value of ``State``."""

    school: int
    grade: str
    state: str
    students: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Evidence of the school's own: what kind, on which day, who took part as roles; never the words that were typed."""

    kind: str
    title: tuple[Told, ...]
    on: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """What a clause that asks something of a school or district finds for an office, a value of ``State``."""

    office: str
    state: str
    evidence: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ClauseProof:
    """One clause with its own words, and what it found (R114)."""

    clause_id: str
    pack_id: str
    citation: str
    strength: str
    scope: str
    title: tuple[Told, ...]
    summary: tuple[Told, ...]
    recorded: tuple[Told, ...]
    confirmed: bool
    counts: tuple[Cell, ...]
    own: tuple[Own, ...]

    def count(self, states: Iterable[State]) -> int:
        """Return how many students stand in one of these states."""
        wanted = {state.value for state in states}
        return sum(cell.students for cell in self.counts if cell.state in wanted)

    @property
    def applied(self) -> int:
        """How many students it applied to."""
        return sum(cell.students for cell in self.counts if cell.state != State.NOT_APPLICABLE.value)


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found for one school year, of one office or of several put together. Frozen when it is made."""

    format: str
    version: int
    office_uid: str
    office: str
    school_year: str
    made_on: str
    scope: str
    rules: tuple[Rules, ...]
    schools: tuple[SchoolName, ...]
    groups: tuple[Group, ...]
    clauses: tuple[ClauseProof, ...]
    log: tuple[Shown, ...]
    """Training, procedures, consultations and reports of the year (R13, R83, R84, R87), oldest first."""

    @property
    def students(self) -> int:
        """How many students it counts."""
        return sum(group.students for group in self.groups)

    @property
    def without_plan(self) -> int:
        """How many students have no plan on file (R13)."""
        return sum(group.students - group.plan for group in self.groups)


@dataclass(frozen=True, slots=True)
class Voice:
    """What somebody said of how it went, chosen for print by whoever made the proof: as whom, and the words."""

    roles: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """What an office keeps of a proof: the counts, and the words that may be printed."""

    proof: Proof
    voices: tuple[Voice, ...] = ()
    ahead: str = ""
    """What the school plans next, in the words of whoever made the proof."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Something that was said and recorded (R85): by whom as roles, and whether a name of somebody here stands in it."""

    uid: str
    on: date
    roles: tuple[str, ...]
    text: str
    names_somebody: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a proof would be made of: students, how many of them something is asked of and how often, and opinions."""

    school_year: str
    years: tuple[str, ...]
    """The school years that a proof can be made of, today's first."""
    students: int
    waiting: int
    requirements: int
    without_plan: int
    opinions: tuple[Opinion, ...]
    over: bool = False
    """The year is over: what stands open today is not its."""


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One proof that was made; its policy sets by their ids, the lowest first."""

    proof_id: int
    school_year: str
    made_on: date
    made_by: str
    students: int
    schools: tuple[tuple[int, str], ...]
    pack_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """A clause that was past its day and not met for one student when the proof was made."""

    student: str
    grade: str
    school: str
    clause_id: str
    period: str
    state: str
    have: int
    need: int
    due_on: str


def told(wording: Wording | None) -> tuple[Told, ...]:
    """Return a policy set's words as they are kept."""
    return tuple(Told(language, text) for language, text in sorted((wording or {}).items()))


def in_language(words: Sequence[Told], language: str) -> str:
    """Return kept words in a language, else in English, else whichever there are."""
    by_language = {one.language: one.text for one in words}
    base = language.split("-", maxsplit=1)[0]
    return (
        by_language.get(language)
        or by_language.get(base)
        or by_language.get("en")
        or next(iter(by_language.values()), "")
    )


def grade_order(grade: str) -> tuple[int, str]:
    """Return where a grade stands among others: the youngest first, what is no grade last."""
    return (GRADES.index(grade) if grade in GRADES else len(GRADES), grade)


def worst(states: Iterable[State]) -> State:
    """Return how a student stands with a clause that asked several times."""
    return min(states, key=WORST_FIRST.index)


def narrowed(proof: Proof, school: int | None = None) -> Proof:
    """Return what of a proof a report speaks of: one school or all, and the grades that its scope names (A11).

    A clause that then applies to no student of the report's is left out where others remain beside it.
    """

    def is_in(one: Group | Cell) -> bool:
        return (school is None or one.school == school) and (proof.scope != "secondary" or one.grade in SECONDARY)

    clauses = tuple(replace(one, counts=tuple(filter(is_in, one.counts))) for one in proof.clauses)
    kept = tuple(
        now
        for before, now in zip(proof.clauses, clauses, strict=True)
        if now.scope != "student" or now.applied or not before.applied
    )
    schools = tuple(one for one in proof.schools if school is None or one.school == school)
    return replace(proof, schools=schools, groups=tuple(filter(is_in, proof.groups)), clauses=kept)


def public_numbers(proof: Proof) -> dict[str, dict[Key, int | None]]:
    """Return what a public report may say, by measure, school and grade with their sums; None stays unsaid.

    The pattern is that of the whole proof, whichever school is printed: a school's report cannot be taken from that of all.
    """
    said: dict[str, dict[Key, int | None]] = {}
    tables: dict[str, dict[Key, int]] = {}
    hidden: dict[str, frozenset[Key]] = {}
    for measure, among in MEASURES.items():
        cells: Counter[Key] = Counter()
        for group in proof.groups:
            cells[group.school or -1, group.grade] += int(getattr(group, measure))
        tables[measure] = table = with_sums(cells)
        hidden[measure] = unsaid(table, tables[among], hidden[among]) if among else unsaid(table)
        said[measure] = {key: None if key in hidden[measure] else number for key, number in table.items()}
    return said


def row_of(school: int | None) -> int:
    """Return where a school's numbers stand in ``public_numbers``; None: those of all."""
    return EVERY_SCHOOL if school is None else school or -1


def together(proofs: Sequence[Proof], name: str) -> Proof:
    """Put the proofs of several offices into one, such as a district's. Schools keep apart; clauses meet by their id."""
    first = proofs[0]
    rules = {(one.pack_id, one.version, one.digest): one for proof in proofs for one in proof.rules}
    schools: list[SchoolName] = []
    groups: list[Group] = []
    clauses: dict[tuple[str, str], ClauseProof] = {}
    for proof in proofs:
        number = {one.school: len(schools) + at for at, one in enumerate(proof.schools, start=1)}
        schools += [SchoolName(number[one.school], one.name) for one in proof.schools]
        groups += [replace(group, school=number[group.school]) for group in proof.groups]
        for one in proof.clauses:
            moved = tuple(replace(cell, school=number[cell.school]) for cell in one.counts)
            known = clauses.get((one.pack_id, one.clause_id))
            clauses[one.pack_id, one.clause_id] = (
                replace(one, counts=moved)
                if known is None
                else replace(known, counts=known.counts + moved, own=known.own + one.own)
            )
    return Proof(
        FORMAT,
        FORMAT_VERSION,
        "",
        name,
        first.school_year,
        max(proof.made_on for proof in proofs),
        "secondary" if all(proof.scope == "secondary" for proof in proofs) else "all",
        tuple(rules.values()),
        tuple(schools),
        tuple(groups),
        tuple(clauses.values()),
        tuple(sorted((one for proof in proofs for one in proof.log), key=lambda one: one.on)),
    )


def faults(proof: Proof) -> str:
    """Return what does not fit in a proof that came from elsewhere, as a place; nothing where all of it does."""
    known = {one.school for one in proof.schools}
    of = {(group.school, group.grade): group.students for group in proof.groups}
    if len(of) != len(proof.groups) or len(known) != len(proof.schools):
        return "groups"
    for group in proof.groups:
        nested = all(
            0 <= int(getattr(group, measure)) <= int(getattr(group, among or measure))
            for measure, among in MEASURES.items()
        )
        if group.school not in known or not nested or group.held < group.met:
            return f"groups: {group.grade}"
    states = {state.value for state in State}
    for clause in proof.clauses:
        if any(one.state not in states for one in (*clause.counts, *clause.own)):
            return f"clauses: {clause.clause_id}"
        sums: Counter[Key] = Counter()
        for cell in clause.counts:
            sums[cell.school, cell.grade] += cell.students
        if any(cell.students < 0 for cell in clause.counts) or (clause.scope == "student" and dict(sums) != of):
            return f"clauses: {clause.clause_id}"
    return ""
