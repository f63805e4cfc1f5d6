"""How a paper for a family says things: dates, roles, choices. Never overdue, no-show, refused, waived, clause numbers."""

from collections.abc import Mapping
from datetime import date

from ilp_desktop.domain.plans import (
    CarriedOver,
    ConferenceFacts,
    PaperNote,
    PlanConsultation,
    SignatureMark,
    WhatNext,
)
from ilp_desktop.language import N_, translation
from ilp_desktop.wording.languages import LANGUAGE_NAMES

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_ROLES = {
    "student": N_("student"),
    "parent": N_("parent"),
    "mother": N_("mother"),
    "father": N_("father"),
    "guardian": N_("guardian"),
    "grandmother": N_("grandmother"),
    "grandfather": N_("grandfather"),
    "teacher": N_("teacher"),
    "counselor": N_("counselor"),
    "educator": N_("educator"),
    "school_manager": N_("school manager"),
    "principal": N_("principal"),
    "interpreter": N_("interpreter"),
    "learning_coach": N_("learning coach"),
    "guest": N_("guest of the family"),
}
_WHOSE = {
    "student": N_("in {name}\u2019s words"),
    "parent": N_("in the family\u2019s words"),
    "teacher": N_("in the teacher\u2019s words"),
    "together": N_("said together"),
}
_MODES = {
    "in_person": N_("in person"),
    "phone": N_("by phone"),
    "video": N_("by video"),
    "home_visit": N_("at home"),
}
_CHOICES = {
    "agree": N_("I agree with this plan."),
    "attended_only": N_("I took part. My signature does not mean I agree."),
    "disagree": N_("I took part and I see some of it differently."),
}
_LANGUAGES = {"en": N_("in English"), "es": N_("in Spanish")}
_CARRIED_OVER = {
    ("", False): N_("Written in {languages}."),
    ("", True): N_("Partly written in {languages}."),
    ("read_aloud", False): N_("Written in {languages}; read aloud by the interpreter {name}."),
    ("read_aloud", True): N_("Partly written in {languages}; read aloud by the interpreter {name}."),
    ("translated", False): N_("Written in {languages}; translated for the family by {name}."),
    ("translated", True): N_("Partly written in {languages}; translated for the family by {name}."),
}
"""How it came into the family's language, and whether some of it was written in it."""
_NOON = 12


class Words:
    """The words of one paper, in its language. ``labels`` are a policy set's own words, by the code of a place."""

    def __init__(self, language: str, labels: Mapping[str, str]) -> None:
        self.language = language
        self._labels = labels
        self._catalog = translation(language)
        self._prompts = {
            place.removeprefix("prompt."): said for place, said in labels.items() if place.startswith("prompt.")
        }

    def gettext(self, message: str) -> str:
        """Return a message in the paper's language."""
        return self._catalog.gettext(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the form of a message that fits a number, in the paper's language."""
        return self._catalog.ngettext(one, many, count)

    def heading(self, place: str, message: str) -> str:
        """Return the policy set's heading of a place, or our own."""
        return self._labels.get(place) or self.gettext(message)

    def prompt(self, shown: str, called: str = "") -> str:
        """Return a prompt, or what a plan is called, in the paper's language where the policy set has it, else as shown."""
        for words, said in self._prompts.items():
            if words.replace("{name}", called) == shown:
                return said.replace("{name}", called)
        return shown

    def date(self, written: str) -> str:
        """Return a school date as people say it; anything else as it was written."""
        try:
            day = date.fromisoformat(written)
        except ValueError:
            return written
        month = self.gettext(_MONTHS[day.month - 1])
        return self.gettext("{month} {day}, {year}").format(month=month, day=day.day, year=day.year)

    def clock(self, starts_at: str) -> str:
        """Return a local time 'HH:MM' as people say it: 2:50 PM."""
        hour, minute = (int(part) for part in starts_at.split(":")[:2])
        half = self.gettext("AM") if hour < _NOON else self.gettext("PM")
        return f"{(hour + 11) % 12 + 1}:{minute:02d} {half}"

    def school_year(self, ends: int) -> str:
        """Return a school year: 2026-27 with an en dash."""
        return f"{ends - 1}\u2013{ends % 100:02d}"

    def role(self, code: str) -> str:
        """Return a role's word, or the office's own words."""
        return self.gettext(_ROLES[code]) if code in _ROLES else code

    def whose(self, code: str, name: str) -> str:
        """Say whose words they are."""
        return self.gettext(_WHOSE[code]).format(name=name)

    def grade(self, code: str) -> str:
        """Say a grade: Kindergarten, Grade 3."""
        if code.upper() in {"K", "KG", "0", "00"}:
            return self.gettext("Kindergarten")
        return self.gettext("Grade {grade}").format(grade=code.lstrip("0")) if code.isdecimal() else code

    def conference(self, facts: ConferenceFacts) -> str:
        """Say when and how people met."""
        parts = [self.gettext("We met on {date}").format(date=self.date(facts.date)), self.gettext(_MODES[facts.mode])]
        if facts.minutes is not None:
            parts.append(self.gettext("for {count} minutes").format(count=facts.minutes))
        base = facts.language.split("-", maxsplit=1)[0]
        if base in _LANGUAGES:
            parts.append(self.gettext(_LANGUAGES[base]))
        if facts.interpreter:
            parts.append(self.gettext("with {name} interpreting").format(name=facts.interpreter))
        return ", ".join(parts) + "."

    def paper(self, note: PaperNote) -> str:
        """Say that the conference was held on paper, and who typed it in."""
        return self.gettext("Held on paper by {held_by}; entered from paper by {entered_by} on {date}.").format(
            held_by=note.held_by, entered_by=note.entered_by, date=self.date(note.entered_on)
        )

    def carried_over(self, note: CarriedOver) -> str:
        """Say in which language it was written and who carried it over; nothing is translated by a program."""
        languages = ", ".join(self._within(each) for each in note.written_in)
        if not languages:
            return self.gettext("Translated by {name}.").format(name=note.by)
        how = note.how if note.by else ""
        return self.gettext(_CARRIED_OVER[how, note.partly]).format(languages=languages, name=note.by)

    def _within(self, language: str) -> str:
        """Name a language as it stands within a sentence, where Spanish begins it with a small letter."""
        known = LANGUAGE_NAMES.get(language)
        name = self.gettext(known) if known else language
        return name[:1].lower() + name[1:] if self.language.startswith("es") else name

    def what_next(self, note: WhatNext) -> list[str]:
        """Say when people meet again and whom to call; nothing where nobody said."""
        said: list[str] = []
        if note.on and note.at:
            again = self.gettext("We meet again on {date} at {time}.")
            said.append(again.format(date=self.date(note.on), time=self.clock(note.at)))
        elif note.on:
            said.append(self.gettext("We meet again on {date}.").format(date=self.date(note.on)))
        if note.call:
            said.append(self.gettext("Questions? Call {who}.").format(who=note.call))
        return said

    def consultation(self, talk: PlanConsultation) -> str:
        """Say that the grown-ups talked among themselves, and how long; never about what."""
        if talk.took_place and talk.minutes is not None:
            return self.gettext("The family and the teacher also talked in private, for {count} minutes.").format(
                count=talk.minutes
            )
        if talk.took_place:
            return self.gettext("The family and the teacher also talked in private.")
        reason = self._labels.get(f"consultation.{talk.reason}", "")
        said = self.gettext("There was no private talk this time.")
        return f"{said} {reason}." if reason else said

    def choice(self, mark: SignatureMark) -> str:
        """Say what a signer declared, in the first person."""
        if mark.method == "chose_not_to_sign":
            return self.gettext("Chose not to sign today.")
        return self.gettext(_CHOICES[mark.choice])
