"""Disposing of a student's file for good, as the school's schedule says, and again after a restore of an older backup."""

from collections.abc import Sequence

from sqlalchemy import Connection, exists, select

from ilp_desktop.clock import Clock
from ilp_desktop.domain.access import Purpose, Sharing, Viewer
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.confidential_disposing import forget
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.disclosures import open_requests
from ilp_desktop.store import audits, uids
from ilp_desktop.store.disposals import Tombstone, dispose, still_here, with_merged
from ilp_desktop.store.tables import staged_row, student
from ilp_desktop.vault.confidential import Confidence

_s = student.c


class Disposals:
    """The one hard delete: the lead's, for students who are not enrolled any more."""

    def __init__(self, desk: Desk, confidence: Confidence) -> None:
        self._desk = desk
        self._confidence = confidence

    def in_the_way(self, student_id: int) -> str:
        """Return the code of what keeps this file from being disposed of now, '' for nothing.

        Raises OfficeError ``student_gone`` for whoever may not dispose of it.
        """
        with self._desk.store.read() as connection:
            if not self._names(connection, student_id):
                raise OfficeError("student_gone")
            return _in_the_way(connection, student_id)

    def dispose(self, student_id: int, schedule: str, typed_name: str) -> Changes:
        """Delete everything of a student for good. What stays: an empty row, the day, and the schedule line that says so.

        ``typed_name`` is the student's name as the lead typed it, to be sure. Backups made before still hold the file;
        restored, it is disposed of again. Raises OfficeError ``student_gone``, ``disposal_name``, ``disposal_schedule``,
        ``disposal_enrolled``, ``disposal_asked_for`` (34 CFR 99.10(e)), ``disposal_roster``.
        """
        desk = self._desk
        line = schedule.strip()
        if not line:
            raise OfficeError("disposal_schedule")
        with desk.store.write() as connection:
            names = self._names(connection, student_id)
            if not names:
                raise OfficeError("student_gone")
            if " ".join(typed_name.split()) not in names:
                raise OfficeError("disposal_name")
            if code := _in_the_way(connection, student_id):
                raise OfficeError(code)
            row = connection.execute(select(_s.uid).where(_s.id == student_id)).scalar_one()
            stone = Tombstone(row, desk.today, desk.clock.now(), desk.viewer.person_uid, line)
            _dispose(connection, desk.viewer, desk.clock, self._confidence, student_id, stone)
        desk.store.fold_log()
        return Changes(frozenset(Kind), frozenset({student_id}))

    def _names(self, connection: Connection, student_id: int) -> frozenset[str]:
        """Return the legal name and the one that people say; nothing for whoever may not dispose of the file."""
        desk = self._desk
        row = connection.execute(
            select(_s.given_name, _s.family_name, _s.preferred_name).where(
                _s.id == student_id, _s.deleted_at.is_(None), desk.sees(Sharing.PLAN, Purpose.DISPOSE)
            ),
            desk.as_viewer(),
        ).one_or_none()
        if row is None:
            return frozenset()
        said = (full_name(row.given_name, row.family_name), full_name(*row))
        return frozenset(" ".join(name.split()) for name in said)


def dispose_again(
    connection: Connection, viewer: Viewer, clock: Clock, confidence: Confidence, stones: Sequence[Tombstone]
) -> int:
    """Dispose of who was disposed of since; return how many were. A line in the record says each."""
    found = still_here(connection, stones)
    for student_id, stone in found:
        _dispose(connection, viewer, clock, confidence, student_id, stone)
    return len(found)


def _dispose(
    connection: Connection, viewer: Viewer, clock: Clock, confidence: Confidence, student_id: int, stone: Tombstone
) -> None:
    theirs = connection.execute(select(_s.uid).where(_s.id.in_(with_merged(connection, student_id)))).scalars().all()
    forget(connection, confidence, theirs)
    dispose(connection, student_id, stone, uids.new_uid(clock))
    audits.append(connection, viewer, "student_disposed", student_id, at=clock.now(), on=stone.disposed_on.isoformat())


def _in_the_way(connection: Connection, student_id: int) -> str:
    """What is enrolled, asked for, or on its way in is not destroyed."""
    withdrawn = connection.execute(select(_s.withdrawn_at).where(_s.id == student_id)).scalar_one()
    if withdrawn is None:
        return "disposal_enrolled"
    if open_requests(connection, student_id):
        return "disposal_asked_for"
    waits = connection.execute(select(exists().where(staged_row.c.id.is_not(None)))).scalar_one()
    return "disposal_roster" if waits else ""
