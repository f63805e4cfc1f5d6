"""Who outside the school asked for a student's file and what they got, written down and printed (34 CFR 99.32)."""

from dataclasses import asdict

from sqlalchemy import Connection, exists, func, insert, select

from ilp_desktop.documents.disclosures import draw_disclosures
from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.disclosures import (
    Disclosed,
    DisclosureLine,
    DisclosureLog,
    Entry,
    Ground,
    Outcome,
    Recorded,
    checked,
)
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.conference_rows import Found, made_id
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.openings import note_opening
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import disclosure, office, staff_member, student

_TOUCHED = frozenset({Kind.DISCLOSURE})
_d, _s = disclosure.c, student.c
_LINES = (
    select(disclosure, staff_member.c.given_name, staff_member.c.family_name)
    .select_from(disclosure.outerjoin(staff_member, staff_member.c.person_uid == _d.recorded_by))
    .order_by(_d.id)
)


class Disclosures:
    """The requests and disclosures of the students for whose files one person answers.

    That is the lead's and the principal's, and a counselor's for their own students; an auditor reads (99.32(c)). Every
    verb raises OfficeError ``student_gone`` or ``disclosure_gone`` for anybody else.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_student(self, student_id: int) -> Disclosed:
        """Return each request and disclosure as it stands now, the latest asked first; it writes a line in the record."""
        desk = self._desk
        with desk.store.read() as connection:
            self._student(connection, student_id, Purpose.READ)
            lines = _lines(connection, student_id)
            may_note = self._found(connection, student_id, Purpose.DISCLOSE) is not None
        note_opening(desk, "disclosures_read", student_id)
        return Disclosed(tuple(sorted(lines, key=_when, reverse=True)), may_note)

    def note(self, student_id: int, entry: Entry) -> Changes:
        """Write down a request, answered or not, or a disclosure. Raises as ``domain.disclosures.checked``."""
        desk = self._desk
        kept = checked(entry, desk.today)
        with desk.store.write() as connection:
            self._student(connection, student_id, Purpose.DISCLOSE)
            made = self._keep(connection, student_id, kept, None)
            act = "request_noted" if kept.outcome is Outcome.OPEN else "disclosure_noted"
            audits.append(connection, desk.viewer, act, student_id, at=desk.clock.now(), disclosure=made)
        return Changes(_TOUCHED, frozenset({student_id}), made_id=made)

    def say_anew(self, entry_id: int, entry: Entry) -> Changes:
        """Write down the answer to a request, or correct a line: what stood there stays, behind the new one.

        Raises as ``domain.disclosures.checked``, and OfficeError ``changed_elsewhere`` where the line was said anew already.
        """
        desk = self._desk
        kept = checked(entry, desk.today)
        with desk.store.write() as connection:
            before = connection.execute(
                select(_d.student_id, _d.outcome)
                .join(student, _s.id == _d.student_id)
                .where(_d.id == entry_id, _s.deleted_at.is_(None), desk.sees(Sharing.RECORD, Purpose.DISCLOSE)),
                desk.as_viewer(),
            ).one_or_none()
            if before is None:
                raise OfficeError("disclosure_gone")
            if connection.execute(select(exists().where(_d.replaces_id == entry_id))).scalar_one():
                raise OfficeError("changed_elsewhere")
            made = self._keep(connection, before.student_id, kept, entry_id)
            answered = before.outcome == Outcome.OPEN.value and kept.outcome is not Outcome.OPEN
            act = "request_answered" if answered else "disclosure_corrected"
            audits.append(connection, desk.viewer, act, before.student_id, at=desk.clock.now(), disclosure=made)
        return Changes(_TOUCHED, frozenset({before.student_id}), made_id=made)

    def paper(self, student_id: int, language: str = "en") -> bytes:
        """Draw the paper that goes with the file, in a language; it writes a line in the record."""
        desk = self._desk
        with desk.store.read() as connection:
            row = self._student(connection, student_id, Purpose.PRINT)
            lines = sorted(_lines(connection, student_id), key=_when)
            paper = connection.execute(select(office.c.settings)).scalar_one().get("paper", "letter")
        log = DisclosureLog(
            student=full_name(row.given_name, row.family_name),
            student_number=row.student_number,
            grade=row.grade,
            school=desk.office_name,
            printed_on=desk.today,
            lines=tuple(lines),
        )
        pdf = draw_disclosures(log, language=language, size=paper)
        with desk.store.write() as connection:
            audits.append(connection, desk.viewer, "disclosures_printed", student_id, at=desk.clock.now())
        return pdf

    def _student(self, connection: Connection, student_id: int, purpose: Purpose) -> Found:
        row = self._found(connection, student_id, purpose)
        if row is None:
            raise OfficeError("student_gone")
        return row

    def _found(self, connection: Connection, student_id: int, purpose: Purpose) -> Found | None:
        statement = select(_s.given_name, _s.family_name, _s.student_number, _s.grade).where(
            _s.id == student_id, _s.deleted_at.is_(None), self._desk.sees(Sharing.RECORD, purpose)
        )
        return connection.execute(statement, self._desk.as_viewer()).one_or_none()

    def _keep(self, connection: Connection, student_id: int, entry: Entry, replaces: int | None) -> int:
        desk = self._desk
        values = asdict(entry) | {
            "ground": entry.ground.value,
            "outcome": entry.outcome.value,
            "uid": uids.new_uid(desk.clock),
            "student_id": student_id,
            "replaces_id": replaces,
            "recorded_at": desk.clock.now(),
            "recorded_by": desk.viewer.person_uid,
        }
        return made_id(connection.execute(insert(disclosure).values(**values)))


def open_requests(connection: Connection, student_id: int) -> int:
    """Return how many requests for a student's file wait for an answer."""
    later = disclosure.alias()
    said_anew = exists().where(later.c.replaces_id == _d.id)
    counted = select(func.count()).where(
        _d.student_id == student_id, _d.outcome == Outcome.OPEN.value, ~said_anew.correlate(disclosure)
    )
    return connection.execute(counted).scalar_one()


def _lines(connection: Connection, student_id: int) -> list[DisclosureLine]:
    """Return each line as it stands, with what it took the place of; one statement."""
    rows = {row.id: row for row in connection.execute(_LINES.where(_d.student_id == student_id))}
    replaced = {row.replaces_id for row in rows.values()}
    return [_line(row, rows) for row in rows.values() if row.id not in replaced]


def _line(row: Found, rows: dict[int, Found]) -> DisclosureLine:
    earlier: list[Recorded] = []
    before = rows.get(row.replaces_id)
    while before is not None:
        earlier.insert(0, Recorded(_entry(before), _by(before), before.recorded_at))
        before = rows.get(before.replaces_id)
    return DisclosureLine(row.id, _entry(row), _by(row), row.recorded_at, tuple(earlier))


def _entry(row: Found) -> Entry:
    return Entry(
        party=row.party,
        interest=row.interest,
        what=row.what,
        asked_on=row.asked_on,
        outcome=Outcome(row.outcome),
        ground=Ground(row.ground),
        asked_by=row.asked_by,
        answered_on=row.answered_on,
        threat=row.threat,
        passed_on=row.passed_on,
        note=row.note,
    )


def _by(row: Found) -> str:
    return full_name(row.given_name or "", row.family_name or "")


def _when(line: DisclosureLine) -> tuple[object, int]:
    return (line.entry.asked_on, line.entry_id)
