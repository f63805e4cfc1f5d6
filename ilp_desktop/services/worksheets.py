"""The papers of a day's conferences: made for those who may print a student's plan, and written down as handed out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from ilp_desktop.documents.stacks import draw_reflections, draw_stack, draw_worksheet
from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.conferences import ConferenceSheet
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import FieldTemplate, PolicyPack, worded
from ilp_desktop.domain.sheet_codes import code_of
from ilp_desktop.domain.worksheets import EveningStack, LastGoal, PaperAsk, PaperSection, Worksheet, ages_of
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.plan_contents import prepared
from ilp_desktop.store import audits
from ilp_desktop.store.tables import conference, office, student

_SECONDS = 60


class Worksheets:
    """Papers to write on. Each is drawn anew from what the office knows now; nothing of another household is on it.

    Raises OfficeError ``conference_gone`` for a conference that is not this person's to print, ``papers_none`` where
    there is nothing to print.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def worksheet(self, conference_id: int) -> bytes:
        """Return one student's worksheet as PDF, in the family's language."""
        (sheet,), size = self._sheets([conference_id])
        return draw_worksheet(sheet, size)

    def reflection(self, conference_id: int, language: str = "en") -> bytes:
        """Return one student's reflection sheet as PDF."""
        sheets, size = self._sheets([conference_id])
        return draw_reflections(sheets, sheets[0].on, language, size)

    def reflections(self, on: date, staff_id: int | None, language: str = "en") -> bytes:
        """Return the reflection sheets of somebody's students of a day as one PDF, in slot order."""
        sheets, size = self._sheets(self._ids(on, staff_id))
        return draw_reflections(sheets, on, language, size)

    def stack(self, on: date, staff_id: int | None, language: str = "en") -> bytes:
        """Return the worksheets of somebody's day as one PDF, in slot order, its cover in ``language``."""
        sheets, size = self._sheets(self._ids(on, staff_id))
        return draw_stack(EveningStack(on, self._desk.office_name, sheets[0].staff_name, sheets), language, size)

    def _ids(self, on: date, staff_id: int | None) -> list[int]:
        c, s, desk = conference.c, student.c, self._desk
        whose = c.staff_id.is_(None) if staff_id is None else c.staff_id == staff_id
        statement = (
            select(c.id)
            .join(student, s.id == c.student_id)
            .where(c.held_on == on, whose, c.deleted_at.is_(None), s.deleted_at.is_(None))
            .where(c.concluded_at.is_(None), desk.sees(Sharing.PLAN, Purpose.PRINT))
            .order_by(c.starts_at, s.sort_key, c.id)
        )
        with desk.store.read() as connection:
            found = list(connection.execute(statement, desk.as_viewer()).scalars())
        if not found:
            raise OfficeError("papers_none")
        return found

    def _sheets(self, conference_ids: Sequence[int]) -> tuple[tuple[Worksheet, ...], Any]:
        desk = self._desk
        with desk.store.read() as connection:
            made = [_worksheet(connection, desk, one) for one in conference_ids]
            size = connection.execute(select(office.c.settings)).scalar_one().get("paper", "letter")
        with desk.store.write() as connection:
            at = desk.clock.now()
            for conference_id, (student_id, _sheet) in zip(conference_ids, made, strict=True):
                audits.append(connection, desk.viewer, "worksheet_made", student_id, at=at, conference=conference_id)
        return tuple(sheet for _student_id, sheet in made), size


def _worksheet(connection: Connection, desk: Desk, conference_id: int) -> tuple[int, Worksheet]:
    plan = prepared(connection, desk, conference_id, Purpose.PRINT)
    sheet, pack = plan.sheet, plan.pack
    rule = pack.consultation
    return sheet.student_id, Worksheet(
        content=plan.revision.content,
        code=code_of(conference_id),
        on=sheet.on,
        starts_at=sheet.starts_at,
        minutes=sheet.minutes,
        staff_name=sheet.staff_name,
        language=sheet.language,
        interpreter=next((person.name for person in sheet.participants if person.role == "interpreter"), ""),
        needs_interpreter=bool(sheet.interpreter),
        ages=ages_of(sheet.grade),
        sections=_sections(sheet, pack),
        last_goals=tuple(
            LastGoal(
                goal.text, goal.language, goal.status, tuple(step.text for step in goal.steps if step.text.strip())
            )
            for goal in sheet.last_goals
            if goal.text.strip()
        ),
        signers=tuple((person.name, person.role) for person in sheet.participants if person.may_sign),
        statement=worded(pack.statement, sheet.language, sheet.preferred_name),
        talk_minutes=(rule.minimum // _SECONDS, rule.limit // _SECONDS),
        reasons=tuple(worded(reason, sheet.language) for reason in rule.reasons.values()),
    )


def _items(sheet: ConferenceSheet, path: str, field: FieldTemplate) -> tuple[tuple[str, bool], ...]:
    found = ((item, sheet.answer(f"{path}#{item.key}")) for item in field.items)
    return tuple(
        (worded(item.words, sheet.language, sheet.preferred_name), bool(said and said.text)) for item, said in found
    )


def _sections(sheet: ConferenceSheet, pack: PolicyPack) -> tuple[PaperSection, ...]:
    name, language = sheet.preferred_name, sheet.language
    made: list[PaperSection] = []
    for section in pack.sections:
        asks: list[PaperAsk] = []
        for field in section.fields:
            found = sheet.answer(f"{section.key}.{field.key}")
            asks.append(
                PaperAsk(
                    kind=field.kind,
                    prompt=worded(field.prompt, language, name),
                    hint=worded(field.hint, language, name) if field.hint else "",
                    writer=field.writer,
                    printed=field.printed,
                    written=found.text.strip() if found else "",
                    language=found.language if found else "",
                    items=_items(sheet, f"{section.key}.{field.key}", field),
                )
            )
        made.append(PaperSection(worded(section.heading, language, name), tuple(asks)))
    return tuple(made)
