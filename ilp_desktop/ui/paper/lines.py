"""What stands on a conference's paper, line by line, in the order of the paper. No Qt: values and pure functions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from ilp_desktop.domain.conferences import ConferenceSheet, Goal, Party
from ilp_desktop.domain.packs import NOT_APPROPRIATE, REACHED, SEEN, FieldTemplate, PolicyPack, SectionTemplate, worded
from ilp_desktop.language import _

GOALS, STEPS, PROMISES = 2, 3, 2
"""How many lines the paper has: more that stand in the plan are shown too."""
PARTIES = (Party.STUDENT, Party.FAMILY, Party.SCHOOL)


class LineKind(Enum):
    """What is typed into a line."""

    HERE = "here"
    OUTCOME = "outcome"
    TEXT = "text"
    GOAL = "goal"
    STEP = "step"
    PROMISE = "promise"
    TALK = "talk"
    SIGN = "sign"
    CHECK = "check"
    """Reached or not; gone through or not."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of a paper.

    ``path`` is the field that words go to (``answer:…``, ``paper_goal:1``, ``paper_step:1.2``, ``paper_commitment:family.1``),
    ``key`` the participant or goal that a choice is of. ``chosen`` is what is known of it already.
    """

    kind: LineKind
    heading: str = ""
    """Of the section, where this is its first line; what it says of the section stands in ``hint``."""
    words: str = ""
    hint: str = ""
    path: str = ""
    key: int = 0
    text: str = ""
    who: str = ""
    due_on: date | None = None
    chosen: str = ""
    party: Party | None = None

    @property
    def filled(self) -> bool:
        """Whether something stands there."""
        return bool(self.text.strip() or self.chosen)


def lines_of(
    sheet: ConferenceSheet, pack: PolicyPack, marks: Mapping[int, str], language: str
) -> tuple[PaperLine, ...]:
    """Return every line of a paper as it now stands. ``marks`` are the choices of those who signed, by participant."""
    lines = _here(sheet) + _outcomes(sheet)
    name = sheet.preferred_name
    for section in pack.sections:
        made = [line for field in section.fields for line in _lines_of(sheet, section, field, marks, language)]
        if made:
            heading = worded(section.heading, language, name)
            made[0] = replace(made[0], heading=heading)
            lines += made
    return tuple(lines)


def to_prepare(sheet: ConferenceSheet, pack: PolicyPack, language: str) -> tuple[PaperLine, ...]:
    """Return what staff write ahead: what came of the last goals, and the strengths that they see."""
    lines = _outcomes(sheet)
    for section in pack.sections:
        if section.key == "celebrate":
            texts = [field for field in section.fields if field.kind == "text" and field.writer != "student"]
            made = [_text(sheet, section, field, language) for field in texts or section.fields[:1]]
            made[0] = replace(made[0], heading=worded(section.heading, language, sheet.preferred_name))
            lines += made
    return tuple(lines)


def place_of_due(text: str, on: date) -> date | None:
    """Return the day that somebody wrote as month/day, the next one after the conference; None for what is none."""
    parts = text.replace("-", "/").replace(".", "/").split("/")
    if len(parts) not in {2, 3} or not all(part.strip().isdecimal() for part in parts):
        return None
    month, day, *years = (int(part) for part in parts)
    year = (years[0] + 2000 if years[0] < 100 else years[0]) if years else on.year
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    if years or found >= on:
        return found
    try:
        return found.replace(year=year + 1)
    except ValueError:
        return None


def _here(sheet: ConferenceSheet) -> list[PaperLine]:
    said = {True: "y", False: "n", None: ""}
    return [
        PaperLine(
            LineKind.HERE, words=person.name, hint=person.role, key=person.participant_id, chosen=said[person.attended]
        )
        for person in sheet.participants
    ]


def _outcomes(sheet: ConferenceSheet) -> list[PaperLine]:
    return [
        PaperLine(
            LineKind.OUTCOME,
            words=goal.text,
            key=goal.goal_id,
            chosen="" if goal.status == "open" else goal.status,
        )
        for goal in sheet.last_goals
        if goal.text.strip()
    ]


def _lines_of(
    sheet: ConferenceSheet, section: SectionTemplate, field: FieldTemplate, marks: Mapping[int, str], language: str
) -> list[PaperLine]:
    # Courses are typed where they stand beside one another: in the conference itself.
    makers: Mapping[str, Callable[[], list[PaperLine]]] = {
        "text": lambda: [_text(sheet, section, field, language)],
        "checklist": lambda: _checks(sheet, section, field, language),
        "graduation": lambda: [_check(sheet, f"{section.key}.{field.key}#{SEEN}", _("We went through this together"))],
        "goals": lambda: _goals(sheet),
        "commitments": lambda: _promises(sheet),
        "consultation": lambda: [_talk(sheet)],
        "signatures": lambda: _signatures(sheet, marks),
    }
    make = makers.get(field.kind)
    return make() if make is not None else []


def _text(sheet: ConferenceSheet, section: SectionTemplate, field: FieldTemplate, language: str) -> PaperLine:
    path = f"{section.key}.{field.key}"
    found = sheet.answer(path)
    name = sheet.preferred_name
    return PaperLine(
        LineKind.TEXT,
        words=worded(field.prompt, language, name),
        path=f"answer:{path}",
        text=found.text if found else "",
    )


def _checks(sheet: ConferenceSheet, section: SectionTemplate, field: FieldTemplate, language: str) -> list[PaperLine]:
    base = f"{section.key}.{field.key}"
    name = sheet.preferred_name
    lines = [_check(sheet, f"{base}#{item.key}", worded(item.words, language, name)) for item in field.items]
    path = f"{base}#{NOT_APPROPRIATE}"
    found = sheet.answer(path)
    words = f"{worded(field.prompt, language, name)}: {_('not appropriate now, because')}"
    return [*lines, PaperLine(LineKind.TEXT, words=words, path=f"answer:{path}", text=found.text if found else "")]


def _check(sheet: ConferenceSheet, path: str, words: str) -> PaperLine:
    found = sheet.answer(path)
    chosen = REACHED if found is not None and found.text else ""
    return PaperLine(LineKind.CHECK, words=words, path=f"answer:{path}", chosen=chosen)


def _goals(sheet: ConferenceSheet) -> list[PaperLine]:
    lines: list[PaperLine] = []
    for number in range(1, max(GOALS, len(sheet.goals)) + 1):
        goal = sheet.goals[number - 1] if number <= len(sheet.goals) else None
        lines.append(PaperLine(LineKind.GOAL, path=f"paper_goal:{number}", key=number, text=goal.text if goal else ""))
        lines += _steps(goal, number)
    return lines


def _steps(goal: Goal | None, number: int) -> list[PaperLine]:
    steps = goal.steps if goal else ()
    lines: list[PaperLine] = []
    for at in range(1, max(STEPS, len(steps)) + 1):
        step = steps[at - 1] if at <= len(steps) else None
        lines.append(
            PaperLine(
                LineKind.STEP,
                path=f"paper_step:{number}.{at}",
                key=at,
                text=step.text if step else "",
                who=step.who if step else "",
                due_on=step.due_on if step else None,
            )
        )
    return lines


def _promises(sheet: ConferenceSheet) -> list[PaperLine]:
    lines: list[PaperLine] = []
    for party in PARTIES:
        there = [one.text for one in sheet.commitments if one.party is party]
        for at in range(1, max(PROMISES, len(there)) + 1):
            text = there[at - 1] if at <= len(there) else ""
            path = f"paper_commitment:{party.value}.{at}"
            lines.append(PaperLine(LineKind.PROMISE, path=path, key=at, text=text, party=party))
    return lines


def _talk(sheet: ConferenceSheet) -> PaperLine:
    talk = sheet.consultation
    chosen = talk.reason or (str(talk.counted // 60) if talk.settled else "")
    return PaperLine(LineKind.TALK, chosen=chosen)


def _signatures(sheet: ConferenceSheet, marks: Mapping[int, str]) -> list[PaperLine]:
    return [
        PaperLine(
            LineKind.SIGN,
            words=person.name,
            hint=person.role,
            key=person.participant_id,
            path=f"words:{person.participant_id}",
            text=_words_of(sheet, person.participant_id),
            chosen=marks.get(person.participant_id, ""),
        )
        for person in sheet.participants
        if person.may_sign
    ]


def _words_of(sheet: ConferenceSheet, participant_id: int) -> str:
    found = sheet.answer(f"words:{participant_id}")
    return found.text if found else ""
