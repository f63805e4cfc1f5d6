"""Where a student is at school: the grade and days of each school year, and the programs (R93 to R99, R117)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Table, exists, insert, select, update

from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.calendars import label_of
from ilp_desktop.domain.policy.recording import programs_of
from ilp_desktop.domain.students import GRADES
from ilp_desktop.services.conference_rows import Found, made_id
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.evidence_lines import shareable
from ilp_desktop.services.policies import policy_in_force
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import program_spell, year_at_school

_TOUCHED = frozenset({Kind.EVIDENCE})
_y, _p = year_at_school.c, program_spell.c


@dataclass(frozen=True, slots=True)
class YearSaid:
    """One school year as a person says it: the grade, the days of entry and of the first class, whether new, the last day."""

    grade: str
    enrolled_on: date
    started_on: date
    new: bool
    left_on: date | None = None


class Placements:
    """What a person says of a student's years and programs stands against the roster.

    For who may change the plan; every verb raises OfficeError ``student_gone`` or ``placement_gone`` for anybody else.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # School years

    def correct_year(self, year_id: int, said: YearSaid, version: int) -> Changes:
        """Say a school year anew, from what was read at ``version``; the roster does not change its grade back.

        Raises OfficeError ``changed_elsewhere``, ``year_days_wrong``, ``year_grade_unknown``.
        """
        with self._desk.store.write() as connection:
            row = self._reached(connection, year_at_school, year_id)
            if row.version != version:
                raise OfficeError("changed_elsewhere")
            values = _checked(row.label, said)
            connection.execute(
                update(year_at_school).where(_y.id == year_id).values(**values, version=_y.version + 1)
            )  # fmt: skip
            self._note(connection, "year_corrected", row.student_id)
        return Changes(_TOUCHED, frozenset({row.student_id}))

    def add_year(self, student_id: int, starts: int, said: YearSaid) -> Changes:
        """Add a school year that began in the calendar year ``starts`` and that the office knew nothing of.

        Raises as ``correct_year``, and OfficeError ``year_known``.
        """
        label = label_of(starts)
        with self._desk.store.write() as connection:
            self._check(connection, student_id)
            if connection.execute(
                select(exists().where(_y.student_id == student_id, _y.label == label))
            ).scalar_one():  # fmt: skip
                raise OfficeError("year_known", year=label)
            # As one that was corrected: what a person said stays against the roster.
            values = _checked(label, said) | {"student_id": student_id, "label": label, "version": 2}
            made = self._make(connection, year_at_school, values)
            self._note(connection, "year_corrected", student_id)
        return Changes(_TOUCHED, frozenset({student_id}), made_id=made)

    # Programs

    def enter_program(self, student_id: int, program: str, on: date) -> Changes:
        """Say that a student is in a program of the policy from a day on.

        Raises OfficeError ``program_unknown``, ``program_already``.
        """
        desk = self._desk
        with desk.store.write() as connection:
            self._check(connection, student_id)
            if program not in programs_of(policy_in_force(connection, desk.today)):
                raise OfficeError("program_unknown")
            in_it = exists().where(
                _p.student_id == student_id,
                _p.program == program,
                _p.deleted_at.is_(None),
                _p.ends_on.is_(None) | (_p.ends_on >= on),
                _p.begins_on <= on,
            )
            if connection.execute(select(in_it)).scalar_one():
                raise OfficeError("program_already")
            values: dict[str, object] = {"student_id": student_id, "program": program, "begins_on": on}
            made = self._make(connection, program_spell, values)
            self._note(connection, "program_changed", student_id)
        return Changes(_TOUCHED, frozenset({student_id}), made_id=made)

    def leave_program(self, spell_id: int, on: date) -> Changes:
        """Say that a day is a student's last in a program. Raises OfficeError ``dates_reversed``."""
        with self._desk.store.write() as connection:
            row = self._reached(connection, program_spell, spell_id)
            if on < row.begins_on:
                raise OfficeError("dates_reversed")
            self._change_spell(connection, row, {"ends_on": on})
        return Changes(_TOUCHED, frozenset({row.student_id}))

    def take_back_program(self, spell_id: int) -> Changes:
        """Say that a student was never in a program: it was written down by mistake."""
        with self._desk.store.write() as connection:
            row = self._reached(connection, program_spell, spell_id)
            self._change_spell(connection, row, {"deleted_at": self._desk.clock.now()})
        return Changes(_TOUCHED, frozenset({row.student_id}))

    # What the verbs share

    def _check(self, connection: Connection, student_id: int) -> None:
        if not shareable(connection, self._desk, student_id, Purpose.EDIT):
            raise OfficeError("student_gone")

    def _reached(self, connection: Connection, table: Table, row_id: int) -> Found:
        row = connection.execute(
            select(table).where(table.c.id == row_id, table.c.deleted_at.is_(None))
        ).one_or_none()  # fmt: skip
        if row is None or not shareable(connection, self._desk, row.student_id, Purpose.EDIT):
            raise OfficeError("placement_gone")
        return row

    def _make(self, connection: Connection, table: Table, values: Mapping[str, object]) -> int:
        uid = uids.new_uid(self._desk.clock)
        return made_id(connection.execute(insert(table).values({"uid": uid, **values})))

    def _change_spell(self, connection: Connection, row: Found, values: Mapping[str, object]) -> None:
        changed = {**values, "version": _p.version + 1}
        connection.execute(update(program_spell).where(_p.id == row.id).values(changed))
        self._note(connection, "program_changed", row.student_id)

    def _note(self, connection: Connection, act: str, student_id: int) -> None:
        audits.append(connection, self._desk.viewer, act, student_id, at=self._desk.clock.now())


def _checked(label: str, said: YearSaid) -> dict[str, object]:
    """Return a school year as it is kept. Its days lie between its first of July and the last of June."""
    starts = int(label[:4])
    first, last = date(starts, 7, 1), date(starts + 1, 6, 30)
    days = (said.enrolled_on, said.started_on, *((said.left_on,) if said.left_on else ()))
    if not all(first <= day <= last for day in days) or list(days) != sorted(days):
        raise OfficeError("year_days_wrong")
    if said.grade not in GRADES:
        raise OfficeError("year_grade_unknown")
    return {
        "grade": said.grade,
        "enrolled_on": said.enrolled_on,
        "started_on": said.started_on,
        "is_new": said.new,
        "left_on": said.left_on,
    }
