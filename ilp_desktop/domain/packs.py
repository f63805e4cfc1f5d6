"""A policy pack as the program reads it: what a conference is made of, in each language."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Wording = Mapping[str, str]
"""Language (BCP-47) to text."""


def worded(wording: Wording, language: str, name: str = "") -> str:
    """Return a pack's text in a language, else in English; ``{name}`` becomes the name the student goes by."""
    text = wording.get(language) or wording.get(language.split("-", maxsplit=1)[0]) or wording["en"]
    return text.replace("{name}", name) if name else text


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The names and choices of one school. ``names`` has ``plan_labels.<kind>`` and ``statement``, each by language."""

    names: Mapping[str, Wording] = field(default_factory=dict[str, Wording])
    choices: Mapping[str, str] = field(default_factory=dict[str, str])
    """Value by ``pack.choice``; what is not said is as the policy set has it."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What decides which steps a conference has: the student's grade, plan (ilp, pccr) and programs on its day, and its occasion.

    None of it changes under a conference that has begun.
    """

    grade: str = ""
    plan: str = "ilp"
    programs: frozenset[str] = frozenset()
    occasion: str = ""
    """Key of an ``Occasion``; nothing: a conference as such."""


@dataclass(frozen=True, slots=True)
class ForWhom:
    """For which conferences a step or a question is. What is left out holds for all, but an occasion has only what names it."""

    grades: frozenset[str] = frozenset()
    plans: frozenset[str] = frozenset()
    programs: frozenset[str] = frozenset()
    without_programs: frozenset[str] = frozenset()
    occasions: frozenset[str] = frozenset()
    """``CONFERENCE`` stands for a conference as such, and so does nothing at all."""

    def fits(self, meeting: Meeting) -> bool:
        """Tell whether a conference has what is for these."""
        return (
            (meeting.occasion or CONFERENCE) in (self.occasions or {CONFERENCE})
            and (not self.grades or meeting.grade in self.grades)
            and (not self.plans or meeting.plan in self.plans)
            and (not self.programs or bool(self.programs & meeting.programs))
            and not self.without_programs & meeting.programs
        )


CONFERENCE = "conference"
EVERYBODY = ForWhom()


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist, such as a skill for work."""

    key: str
    words: Wording


@dataclass(frozen=True, slots=True)
class FieldTemplate:
    """One thing asked in a section.

    ``kind`` is one of ``KINDS``. ``writer`` says whose words are expected: student, parent, teacher or together. ``printed``
    fields go on the plan. ``shows`` are the marks (R114) that a conference has once something stands here; of commitments,
    once student, family and school each made one.
    """

    key: str
    kind: str
    prompt: Wording
    hint: Wording
    writer: str
    printed: bool
    shows: tuple[str, ...] = ()
    whom: ForWhom = EVERYBODY
    items: tuple[Item, ...] = ()
    """Of a checklist, what can be reached."""

    @property
    def parts(self) -> tuple[str, ...]:
        """What is written of it as an answer, each under ``section.field#part``; '' is the answer itself."""
        match self.kind:
            case "text":
                return ("",)
            case "graduation":
                return (SEEN,)
            case "checklist":
                return (*(item.key for item in self.items), NOT_APPROPRIATE)
            case _other:
                return ()


KINDS = (
    "text", "goals", "commitments", "measures", "consultation", "signatures", "copies", "courses", "graduation", "checklist",
)  # fmt: skip
"""What a field can be. ``checklist`` has ``items``, and a way to say with a reason that it is not appropriate (R56)."""
SEEN = "seen"
"""That people went through it together."""
APPROVED = "approved"
NOT_APPROPRIATE = "not_appropriate"
"""Why a checklist is not for this student: its answer is the reason."""
REACHED = "yes"
"""What stands under an item of a checklist once it is reached, and under what was gone through."""


@dataclass(frozen=True, slots=True)
class SectionTemplate:
    """One step of the conference: its name in the stepper, its heading and what it asks."""

    key: str
    title: Wording
    heading: Wording
    fields: tuple[FieldTemplate, ...]
    whom: ForWhom = EVERYBODY


@dataclass(frozen=True, slots=True)
class Occasion:
    """A conversation that is kept as something of its own and not as a conference: a welcome call, an addendum's review.

    ``key`` is a template of the set and ``event`` what it counts as once it was held (R95, R102, R110).
    """

    key: str
    title: Wording
    event: str
    mode: str = "in_person"
    whom: ForWhom = EVERYBODY
    """Whose it is; occasions mean nothing here."""


@dataclass(frozen=True, slots=True)
class ConsultationRule:
    """How long the private consultation should be, in seconds, and the reasons that excuse it (code to wording)."""

    minimum: int
    limit: int
    reasons: Mapping[str, Wording]


@dataclass(frozen=True, slots=True)
class PolicyPack:
    """One policy set in force: what it is called, and the conference it asks for."""

    pack_id: str
    version: str
    digest: str
    name: Wording
    plan_labels: Mapping[str, Wording]
    """Plan kind (ilp, pccr) to the family's name for it."""
    statement: Wording
    """The non-binding statement above the signatures."""
    sections: tuple[SectionTemplate, ...]
    consultation: ConsultationRule
    occasions: tuple[Occasion, ...] = ()

    @property
    def by_program(self) -> bool:
        """Whether it matters here which programs a student is in."""
        those = [whom for section in self.sections for whom in (section.whom, *(each.whom for each in section.fields))]
        those += [each.whom for each in self.occasions]
        return any(whom.programs or whom.without_programs for whom in those)

    def has(self, kind: str) -> bool:
        """Tell whether a kind of field is asked for."""
        return any(field.kind == kind for section in self.sections for field in section.fields)

    def occasion(self, key: str) -> Occasion | None:
        """Return an occasion by its key."""
        return next((each for each in self.occasions if each.key == key), None)

    def occasions_of(self, meeting: Meeting) -> tuple[Occasion, ...]:
        """Return what a conversation with this student can be besides a conference."""
        plain = replace(meeting, occasion="")
        return tuple(each for each in self.occasions if each.whom.fits(plain))

    def of(self, meeting: Meeting) -> "PolicyPack":
        """Return the set with those steps and questions alone that one conference has. Without any it would have all."""
        sections = tuple(
            replace(section, fields=tuple(each for each in section.fields if each.whom.fits(meeting)))
            for section in self.sections
            if section.whom.fits(meeting)
        )
        return replace(self, sections=tuple(section for section in sections if section.fields) or self.sections)

    def field(self, path: str) -> FieldTemplate | None:
        """Return what a pack asks at a path, section.field or section.field#part."""
        section_key, _, key = path.partition("#")[0].partition(".")
        return next(
            (
                field
                for section in self.sections
                if section.key == section_key
                for field in section.fields
                if field.key == key
            ),
            None,
        )
