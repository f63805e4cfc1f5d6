"""A policy pack as the program reads it: what a conference is made of, in each language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
class FieldTemplate:
    """One thing asked in a section.

    ``kind`` is text, goals, commitments, measures, consultation, signatures or copies. ``writer`` says whose words are
    expected: student, parent, teacher or together. ``printed`` fields go on the plan. ``shows`` are the marks (R114) that a
    conference has once something stands here; of commitments, once student, family and school each made one.
    """

    key: str
    kind: str
    prompt: Wording
    hint: Wording
    writer: str
    printed: bool
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionTemplate:
    """One step of the conference: its name in the stepper, its heading and what it asks."""

    key: str
    title: Wording
    heading: Wording
    fields: tuple[FieldTemplate, ...]


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

    def field(self, path: str) -> FieldTemplate | None:
        """Return what a pack asks at a path, section.field."""
        section_key, _, key = path.partition(".")
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
