"""What a student is asked in a section, and how it is said to somebody of that age. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ilp_desktop.domain.conferences import ConferenceSheet, Goal
from ilp_desktop.domain.packs import PolicyPack, SectionTemplate, worded
from ilp_desktop.domain.worksheets import Ages, ages_of
from ilp_desktop.language import N_, translation

_OWN = frozenset({"text", "goals"})
HELLO: Mapping[Ages, str] = MappingProxyType(
    {
        Ages.DRAWING: N_("Write it here, or say it and somebody writes it for you."),
        Ages.CHILD: N_("Write it the way you would say it. Spelling does not matter here."),
        Ages.YOUTH: N_("In your own words. You can change any of it later."),
    }
)
"""What stands under "Your turn"."""
GOAL: Mapping[Ages, str] = MappingProxyType(
    {Ages.DRAWING: N_("I want to…"), Ages.CHILD: N_("I will…"), Ages.YOUTH: N_("I will…")}
)
FIRST_STEP: Mapping[Ages, str] = MappingProxyType(
    {
        Ages.DRAWING: N_("First I…"),
        Ages.CHILD: N_("First, something small for this week"),
        Ages.YOUTH: N_("The first step, small enough for this week"),
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is the student's to write: a text under ``path``, or goals where that is empty."""

    path: str
    question: str
    hint: str


def asked(pack: PolicyPack, key: str, language: str, name: str) -> tuple[Asked, ...]:
    """Return what a section asks of the student alone, in a language."""
    section = next((one for one in pack.sections if one.key == key), None)
    return tuple(_asked(section, language, name)) if section is not None else ()


def _asked(section: SectionTemplate, language: str, name: str) -> list[Asked]:
    return [
        Asked(
            f"answer:{section.key}.{field.key}" if field.kind == "text" else "",
            worded(section.heading if field.kind == "goals" else field.prompt, language, name),
            worded(field.hint, language, name),
        )
        for field in section.fields
        if field.writer == "student" and field.kind in _OWN
    ]


def own_goals(sheet: ConferenceSheet) -> tuple[Goal, ...]:
    """Return the goals that are in the student's words (R41)."""
    return tuple(goal for goal in sheet.goals if goal.whose == "student")


def languages_for(family: str, in_use: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages that a student may be asked in: the window's, the family's and English, as far as known."""
    wanted = (in_use, family.split("-", maxsplit=1)[0], "en")
    return tuple(dict.fromkeys(language for language in wanted if language in known))


def hello(ages: Ages, language: str) -> str:
    """Return the line under "Your turn"."""
    return translation(language).gettext(HELLO[ages])


def ages_in(sheet: ConferenceSheet) -> Ages:
    """Return how to speak to the student of a conference."""
    return ages_of(sheet.grade)
