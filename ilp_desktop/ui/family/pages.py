"""What the family view shows of one conference, section by section, in the family's language. No Qt.

Only what goes on the plan is here: a field that is not printed, a note, another student or a word of the private talk
has no way in, because nothing but the kinds below is ever asked.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from ilp_desktop.documents.words import Words as PaperWords
from ilp_desktop.domain.conferences import Answer, ConferenceSheet, Goal, Participant, Party
from ilp_desktop.domain.consultations import Phase
from ilp_desktop.domain.groups import SharedPage
from ilp_desktop.domain.measures import Measure
from ilp_desktop.domain.packs import FieldTemplate, PolicyPack, SectionTemplate, worded
from ilp_desktop.domain.plans import WhatNext
from ilp_desktop.domain.signing import SignerLine, SigningSheet
from ilp_desktop.language import N_, translation
from ilp_desktop.ui.conference.writing import Words

_NEWEST = 5
"""How many points of a measure a chart shows that is read from across a table."""
_TALKING = frozenset({Phase.RUNNING, Phase.PAUSED, Phase.INTERRUPTED})
_OUTCOMES = {
    "met": (N_("Reached"), "accent"),
    "partly": (N_("Partly reached"), "blue"),
    "carried_on": (N_("We go on with it"), "amber"),
    "dropped": (N_("Let go"), "grey"),
    "open": (N_("Still on the way"), "grey"),
}
MARKED = {"drawn": N_("Signed"), "paper": N_("Signs on paper"), "chose_not_to_sign": N_("Not today")}
"""How a mark is said to the family, by its method."""
_HELPERS = {
    Party.STUDENT: (N_("{name}"), N_("I will…"), "star"),
    Party.FAMILY: (N_("Family"), N_("At home we will…"), "house"),
    Party.SCHOOL: (N_("School"), N_("At school we will…"), "school"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was written, under its question; ``hint`` stands there while nothing is."""

    question: str
    text: str
    hint: str = ""
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Growth:
    """A chart, and where the numbers come from."""

    measure: Measure
    newest: str
    source: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A goal of last time and what came of it; ``tint`` is the kind of its chip."""

    text: str
    words: str
    tint: str


@dataclass(frozen=True, slots=True)
class AimStep:
    """A step of a goal; ``detail`` says who does it and by when."""

    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal with its steps in order."""

    title: str
    text: str
    whose: str
    steps: tuple[AimStep, ...]


@dataclass(frozen=True, slots=True)
class Promises:
    """What one party will do."""

    name: str
    lead: str
    icon: str
    promises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What the plan is, in the policy set's own words."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Signer:
    """One person who signs, and whether they have."""

    name: str
    role: str
    state: str
    done: bool


Block: TypeAlias = Said | Growth | Outcome | Aim | Promises | Statement | Signer


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """One page: its heading, and what stands below it. A quiet page has no blocks, and a line under its heading."""

    key: str
    heading: str
    icon: str = "sparkles"
    below: str = ""
    blocks: tuple[Block, ...] = ()
    outcomes_title: str = ""
    step: int = 0
    """Which step of the conference this is, from 1; 0 where the way is not shown."""
    steps: int = 0
    language: str = "en"

    @property
    def quiet(self) -> bool:
        """Whether there is only its heading and a line to read."""
        return not self.blocks


def welcome(language: str) -> FamilyPage:
    """Return the page between conferences: nobody's name is on it."""
    gettext = translation(language).gettext
    return FamilyPage(
        "welcome", gettext("Welcome"), "hand-heart", gettext("We will begin in a moment."), language=language
    )


def away(language: str) -> FamilyPage:
    """Return the page for when the staff's screen is covered or shows something else."""
    gettext = translation(language).gettext
    return FamilyPage("away", gettext("Back in a moment."), "hand-heart", language=language)


def grown_ups(language: str) -> FamilyPage:
    """Return the page that the child sees while the grown-ups talk among themselves (R44)."""
    gettext = translation(language).gettext
    words = gettext("You will be called back in very soon.")
    return FamilyPage("private", gettext("A few minutes for the grown-ups."), "hand-heart", words, language=language)


def together(shared: SharedPage | None, language: str) -> FamilyPage:
    """Return what everybody of a group conference may see; each plan stays on its family's own sheet."""
    if shared is None or not shared.text.strip():
        return welcome(language)
    return FamilyPage("together", shared.name, "users-round", blocks=(Said("", shared.text),), language=language)


def family_page(
    sheet: ConferenceSheet,
    pack: PolicyPack,
    key: str,
    language: str,
    signing: SigningSheet | None = None,
) -> FamilyPage:
    """Return the page of a section; ``key`` is '' before the conference has begun.

    While the grown-ups talk, every section shows the child's page.
    """
    section = next((one for one in pack.sections if one.key == key), None)
    if section is None:
        return welcome(language)
    kinds = {field.kind for field in section.fields}
    if "consultation" in kinds or sheet.consultation.phase in _TALKING:
        return grown_ups(language)
    telling = _Telling(sheet, pack, language, signing)
    at = pack.sections.index(section) + 1
    if "copies" in kinds:
        page = telling.thanks()
    else:
        blocks = tuple(block for field in section.fields if field.printed for block in telling.blocks(field))
        heading = worded(section.heading, language, telling.name)
        page = FamilyPage(section.key, heading, _icon(section), blocks=blocks, language=language)
        if not blocks:
            return away(language)
    titled = any(isinstance(block, Outcome) for block in page.blocks)
    return replace(
        page,
        step=at,
        steps=len(pack.sections),
        outcomes_title=translation(language).gettext("Goals of last time") if titled else "",
    )


def overlaid(sheet: ConferenceSheet, kept: Mapping[str, Words]) -> ConferenceSheet:
    """Return a sheet with what was typed since it was read, by field path, as far as it is kept."""

    def text(path: str, otherwise: str) -> str:
        return kept[path].text if path in kept else otherwise

    def goal(one: Goal) -> Goal:
        steps = tuple(
            replace(step, text=text(f"step:{step.step_id}", step.text), who=text(f"step_who:{step.step_id}", step.who))
            for step in one.steps
        )
        return replace(one, text=text(f"goal:{one.goal_id}", one.text), steps=steps)

    answers = {answer.field: answer for answer in sheet.answers}
    for path, words in kept.items():
        kind, _, field = path.partition(":")
        if kind == "answer":
            answers[field] = replace(
                answers.get(field) or Answer(field, "", ""), text=words.text, language=words.language
            )
    promises = tuple(
        replace(
            one,
            text=text(f"commitment:{one.commitment_id}", one.text),
            who=text(f"commitment_who:{one.commitment_id}", one.who),
        )
        for one in sheet.commitments
    )
    goals = tuple(goal(one) for one in sheet.goals)
    return replace(sheet, answers=tuple(answers.values()), goals=goals, commitments=promises)


class _Telling:
    def __init__(self, sheet: ConferenceSheet, pack: PolicyPack, language: str, signing: SigningSheet | None) -> None:
        self.sheet, self.pack, self.language, self.signing = sheet, pack, language, signing
        self.name = sheet.preferred_name or sheet.student_name.split(" ")[0]
        self._words = PaperWords(language, {})
        self.gettext = self._words.gettext

    def blocks(self, field: FieldTemplate) -> Iterator[Block]:
        tell = _TOLD.get(field.kind)
        if tell is not None:
            yield from tell(self, field)
        else:
            yield self._asked(field, "")  # of a kind that is not known here, the question and nothing else

    def thanks(self) -> FamilyPage:
        heading = self.gettext("Thank you, {name}!").format(name=self.name)
        sheet = self.sheet
        again = WhatNext("" if sheet.next_on is None else sheet.next_on.isoformat(), sheet.next_at, sheet.next_call)
        below = [self.gettext("Thank you for coming. Your copy comes with you."), *self._words.what_next(again)]
        return FamilyPage("thanks", heading, "award", "\n".join(below), language=self.language)

    def growth(self, _field: FieldTemplate) -> Iterator[Block]:
        for measured in self.sheet.measures:
            if measured.points:
                measure = replace(measured, points=measured.points[-_NEWEST:])
                yield Growth(measure, self._newest(measure), self._source(measure))
        for goal in self.sheet.last_goals:
            words, tint = _OUTCOMES[goal.status]
            yield Outcome(goal.text, self.gettext(words), tint)

    def _newest(self, measure: Measure) -> str:
        number = f"{measure.points[-1].value:g}"
        return number + measure.unit if measure.unit == "%" else f"{number} {measure.unit}".rstrip()

    def _source(self, measure: Measure) -> str:
        first, last = measure.points[0].label, measure.points[-1].label
        when = self.gettext("{first} to {last}").format(first=first, last=last) if first != last else last
        return " · ".join(part for part in (measure.source, when) if part)

    def goals(self, field: FieldTemplate) -> Iterator[Block]:
        for number, goal in enumerate(self.sheet.goals, start=1):
            if goal.text.strip():
                steps = tuple(self._step(step.text, step.who, step.due_on) for step in goal.steps if step.text.strip())
                title = self.gettext("Goal {number}").format(number=number)
                yield Aim(title, goal.text, self._words.whose(goal.whose, self.name), steps)
        if not any(goal.text.strip() for goal in self.sheet.goals):
            yield self._asked(field, "")

    def _step(self, text: str, who: str, due: date | None) -> AimStep:
        by = self._words.date(due.isoformat()) if due is not None else ""
        return AimStep(text, " · ".join(part for part in (who, by) if part))

    def helpers(self, _field: FieldTemplate) -> Iterator[Block]:
        for party, (title, lead, icon) in _HELPERS.items():
            promises = tuple(
                f"{one.text} ({one.who})" if one.who.strip() else one.text
                for one in self.sheet.commitments
                if one.party is party and one.text.strip()
            )
            yield Promises(self.gettext(title).format(name=self.name), self.gettext(lead), icon, promises)

    def signers(self, _field: FieldTemplate) -> Iterator[Block]:
        statement = worded(self.pack.statement, self.language, self.name)
        yield Statement(self.gettext("What this plan is"), statement)
        marks = {line.participant.participant_id: line for line in self.signing.signers} if self.signing else {}
        for person in self.sheet.participants:
            if person.may_sign or person.participant_id in marks:
                yield self._signer(person, marks.get(person.participant_id))

    def _signer(self, person: Participant, line: SignerLine | None) -> Signer:
        settled = line is not None and line.settled
        state = self.gettext(MARKED[line.mark.method]) if settled and line is not None and line.mark is not None else ""
        return Signer(person.name, self._words.role(person.role), state, settled)

    def said(self, field: FieldTemplate) -> Iterator[Block]:
        section = next(one for one in self.pack.sections if field in one.fields)
        answer = self.sheet.answer(f"{section.key}.{field.key}")
        yield self._asked(field, answer.text if answer is not None else "")

    def _asked(self, field: FieldTemplate, text: str) -> Said:
        return Said(
            worded(field.prompt, self.language, self.name),
            text.strip(),
            worded(field.hint, self.language, self.name),
            self._words.whose(field.writer, self.name) if field.writer == "student" and text.strip() else "",
        )


_TOLD: Mapping[str, Callable[[_Telling, FieldTemplate], Iterator[Block]]] = MappingProxyType(
    {
        "text": _Telling.said,
        "measures": _Telling.growth,
        "goals": _Telling.goals,
        "commitments": _Telling.helpers,
        "signatures": _Telling.signers,
    }
)
_ICONS = {"measures": "trending-up", "goals": "target", "commitments": "hand-heart", "signatures": "signature"}


def _icon(section: SectionTemplate) -> str:
    return next((_ICONS[field.kind] for field in section.fields if field.kind in _ICONS), "sparkles")
