"""Bringing a roster in: read, compared, previewed, decided about; then applied in one short transaction, or dropped."""

import contextlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, exists, func, select, true, update

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import Effect, ImportLine, KindCount, RosterPreview, StagedRows, TakenBack
from ilp_desktop.domain.mappings import Content, RosterLook, TableMapping
from ilp_desktop.domain.roster import RemarkLevel, RosterMode, RosterReading, RosterRecord, RosterRemark
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.roster.shapes import open_any, shape_of, table_within
from ilp_desktop.services import matching, roster_deciding, roster_pages, roster_runs, roster_taking_back
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.mappings import Mappings, as_remembered, remember
from ilp_desktop.services.openings import note_opening
from ilp_desktop.services.roster_applying import Applying
from ilp_desktop.services.roster_references import UNKNOWN, References
from ilp_desktop.services.roster_rows import records_of
from ilp_desktop.services.roster_runs import SHOWN_FIRST, Run
from ilp_desktop.services.roster_staging import Staging
from ilp_desktop.store import audits
from ilp_desktop.store.engine import roomy
from ilp_desktop.store.tables import import_run, staged_row, student
from ilp_desktop.wording.imports import refusals

_MAY_IMPORT = frozenset({Role.LEAD, Role.COUNSELOR, Role.FRONT_DESK})
_CLASSIC = frozenset(
    {"student", "guardian", "staff_member", "school_class", "course", "enrollment", "academic_session", "org"}
)
_MAIN_KINDS = {
    Content.STUDENTS: "student",
    Content.GUARDIANS: "guardian",
    Content.STAFF: "staff_member",
    Content.REGISTRATIONS: "enrollment",
    Content.GRADES: "measure_point",
    Content.ASSESSMENTS: "measure_point",
    Content.ATTENDANCE: "measure_point",
    Content.CREDITS: "measure_point",
    Content.CASELOAD: "assignment",
    Content.COURSES: "course",
}
"""What the refused rows of a table are counted with."""
_NAME_STUDENTS = "guardians_name_students"
_SWEPT_AT_ONCE = 2000
_ROOM_FOR_A_COPY = 1.2
_s = staged_row.c


def _nothing(done: int) -> None:
    del done


def _never() -> bool:
    return False


class Rosters:
    """The office's ways to take a roster in."""

    def __init__(self, desk: Desk, back_up: Callable[[], object] | None = None) -> None:
        """``back_up`` copies the whole office; it is called before an import changes anybody who is here."""
        self._desk = desk
        self._back_up = back_up
        self._last_run = 0

    def look(self, path: Path, sheet: str = "") -> RosterLook:
        """Say what a path holds, a table with what its columns probably are.

        Raises OfficeError for what is neither a roster nor a table.
        """
        self._check_allowed()
        shape = shape_of(path)
        if shape != "table":
            return RosterLook(shape)
        # It brings a library for workbooks, which an office that has OneRoster never needs.
        from ilp_desktop.roster import guessing  # noqa: PLC0415

        return RosterLook(shape, guessing.look(table_within(path), sheet, Mappings(self._desk).remembered))

    def preview(
        self,
        path: Path,
        *,
        mapping: TableMapping | None = None,
        source: str | None = None,
        progress: Callable[[int], None] = _nothing,
        cancelled: Callable[[], bool] = _never,
    ) -> RosterPreview:
        """Read a roster and stage what differs from the office; nothing of the office changes.

        A plain table needs a ``mapping``, which is remembered when the import is applied. ``progress`` hears how many rows were compared. Raises OfficeError for what is
        no roster and ``import_cancelled`` when ``cancelled`` says so; then nothing stays staged.
        """
        self._check_allowed()
        with open_any(path, mapping, source) as opened:
            contents = roster_runs.contents_of(opened.contents)
            unchanged = self._unchanged(opened.source, contents, path.name)
            if unchanged is not None:
                return unchanged
            coming = _Coming(
                opened.records(), opened.source, opened.shape, opened.mode, opened.whole, contents, opened.remarks
            )
            if mapping is not None and opened.shape == "table":
                coming = replace(coming, main_kind=_MAIN_KINDS[mapping.content], mapping=as_remembered(mapping))
            return self._stage(coming, path.name, progress, cancelled)

    def stage(
        self,
        reading: RosterReading,
        file_name: str,
        *,
        progress: Callable[[int], None] = _nothing,
        cancelled: Callable[[], bool] = _never,
    ) -> RosterPreview:
        """Stage a roster that was read elsewhere, as ``preview`` does."""
        self._check_allowed()
        roster = reading.roster
        bulk = _CLASSIC if roster.mode is RosterMode.BULK else frozenset[str]()
        coming = _Coming(
            records_of(roster),
            roster.source,
            roster.shape,
            roster.mode,
            bulk if roster.whole is None else roster.whole,
            roster.contents,
            Remarks(),
            reading,
        )
        return self._stage(coming, file_name, progress, cancelled)

    def rows(
        self,
        run_id: int,
        *,
        effect: Effect | None = None,
        kind: str = "",
        text: str = "",
        after: int = 0,
        limit: int = 200,
    ) -> StagedRows:
        """Return the staged rows after one, each with what it would change. Raises OfficeError ``import_gone``."""
        self._check_allowed()
        with self._desk.store.read() as connection:
            run = roster_runs.waiting(connection, run_id)
            page = roster_pages.page(connection, run, effect=effect, kind=kind, words=text, after=after, limit=limit)
        note_opening(self._desk, "roster_read", run=run_id)
        return page

    def places(
        self, run_id: int, *, effect: Effect | None = None, kind: str = "", text: str = "", every: int = 100
    ) -> tuple[int, ...]:
        """Return the id of the last row of each page of ``every`` rows, so that any page is one question away."""
        self._check_allowed()
        with self._desk.store.read() as connection:
            run = roster_runs.waiting(connection, run_id)
            return roster_pages.places(connection, run, effect=effect, kind=kind, words=text, every=every)

    def keep(self, staged_ids: Sequence[int], field: str | None, ours: bool) -> None:
        """Let the office's word stand in a field of changed rows, in every field for None; or the sender's."""
        self._check_allowed()
        with self._desk.store.write() as connection:
            roster_deciding.keep(connection, staged_ids, field, ours=ours)

    def keep_all(self, run_id: int, ours: bool) -> None:
        """Let the office's word stand in every changed row of an import, or the sender's."""
        self._check_allowed()
        with self._desk.store.write() as connection:
            roster_deciding.keep_all(connection, run_id, ours=ours)

    def withdraw(self, run_id: int, staged_ids: Sequence[int] | None, yes: bool) -> None:
        """Say that students gone from the file left the school, all of them for None. Nothing of theirs is deleted."""
        self._check_allowed()
        with self._desk.store.write() as connection:
            roster_deciding.mark(connection, "withdraw", roster_deciding.students_gone(run_id, staged_ids), yes=yes)

    def leave_out(self, staged_ids: Sequence[int], yes: bool) -> None:
        """Keep rows from coming in this time; the next import brings them up again."""
        self._check_allowed()
        with self._desk.store.write() as connection:
            roster_deciding.mark(connection, "leave_out", roster_deciding.those(staged_ids), yes=yes)

    def refusals_csv(self, run_id: int) -> bytes:
        """Return what was refused as a table of file, row and reason, for whoever keeps the data where it came from."""
        return refusals(self.report(run_id))

    def apply(self, run_id: int) -> Changes:
        """Make a staged roster the office's, in one transaction: all of it or nothing.

        The office is copied before, where somebody is in it already and something will change. Raises OfficeError
        ``import_gone`` where the import was dropped or applied meanwhile, and what the copying raises.
        """
        self._check_allowed()
        desk = self._desk
        with desk.store.read() as connection:
            run = roster_runs.waiting(connection, run_id)
        remark = self._copy_first(run)
        with desk.store.write() as connection, roomy(connection):
            run = roster_runs.waiting(connection, run_id)
            if connection.execute(select(exists().where(_s.run_id == run_id))).scalar_one():
                applying = Applying(
                    connection, desk, run_id, run.source, guardians_name_students=_NAME_STUDENTS in run.traits
                )
                students, guardians = applying.apply_all()
                matching.find(connection, desk, run_id, students, guardians)
            self._settle(connection, run, remark)
            audits.append(connection, desk.viewer, "roster_imported", at=desk.clock.now(), run=run_id)
        # What was staged is swept in writes of their own: the one that matters stays short. It has happened by now,
        # whatever becomes of the sweeping: the next preview does it again.
        with contextlib.suppress(OfficeError):
            self._sweep()
        return Changes(frozenset({Kind.ROSTER, Kind.STUDENT, Kind.DAY}))

    def discard(self, run_id: int) -> None:
        """Drop a staged roster."""
        self._check_allowed()
        self._sweep(run_id)

    def imports(self) -> tuple[ImportLine, ...]:
        """Return the imports that were applied, newest first."""
        self._check_allowed()
        with self._desk.store.read() as connection:
            return roster_runs.lines(connection)

    def report(self, run_id: int) -> RosterPreview:
        """Return what is kept of an import: its counts and remarks. Raises OfficeError ``import_gone``."""
        self._check_allowed()
        with self._desk.store.read() as connection:
            return roster_runs.report(connection, run_id)

    def take_back(self, run_id: int) -> TakenBack:
        """Undo a whole import in one transaction; rows that were worked on since stay, and are counted.

        Raises OfficeError ``import_gone``, ``import_not_latest``, ``import_taken_back``.
        """
        self._check_allowed()
        desk = self._desk
        with desk.store.write() as connection:
            taken = roster_taking_back.take_back(connection, desk, run_id)
            audits.append(connection, desk.viewer, "roster_taken_back", at=desk.clock.now(), run=run_id)
        return taken

    def _check_allowed(self) -> None:
        if self._desk.viewer.role not in _MAY_IMPORT:
            raise OfficeError("not_allowed")

    def _stage(
        self, coming: "_Coming", file_name: str, progress: Callable[[int], None], cancelled: Callable[[], bool]
    ) -> RosterPreview:
        self._sweep()
        desk = self._desk
        with desk.store.write() as connection:
            run_id = self._begin(connection, coming.source, coming.shape, file_name)
        try:
            references = None
            if coming.mode is RosterMode.DELTA or coming.shape == "table":
                references = References(coming.source, partial(roster_runs.file_of, coming.shape, file_name))
            staging = Staging(
                desk,
                run_id,
                coming.source,
                references=references,
                remarks=coming.remarks,
                progress=progress,
                cancelled=cancelled,
            )
            staging.take_all(coming.records)
            staging.find_gone(coming.whole)
            preview = self._found(coming, staging, run_id, file_name)
            traits = {_NAME_STUDENTS} if staging.guardians_name_students else set[str]()
            with desk.store.write() as connection:
                roster_runs.note(connection, preview, coming.contents, traits, coming.mapping)
        except BaseException:
            self.discard(run_id)
            raise
        return preview

    def _begin(self, connection: Connection, source: str, shape: str, file_name: str) -> int:
        """A run that was dropped and is still remembered on some page is never taken for a later one."""
        self._last_run = roster_runs.begin(connection, self._desk, source, shape, file_name, after=self._last_run)
        return self._last_run

    def _found(self, coming: "_Coming", staging: Staging, run_id: int, file_name: str) -> RosterPreview:
        before = coming.reading
        remarks = (*(before.remarks if before else ()), *coming.remarks.kept())
        remark_counts = (*(before.counts if before else ()), *coming.remarks.counts())
        brought = [kind for kind in SHOWN_FIRST if staging.brought(kind)]
        main_kind = coming.main_kind or (brought or ["student"])[0]
        refused = Counter(staging.refused)
        for count in remark_counts:
            # What points at nobody was counted with its kind, which a table's name does not tell.
            if count.level is RemarkLevel.REFUSED and count.code not in UNKNOWN:
                refused[roster_runs.kind_of(coming.shape, count.file, main_kind)] += count.count
        counts = (staging.count(kind, refused[kind]) for kind in SHOWN_FIRST)
        shown = tuple(
            count
            for count in counts
            if count.kind in _CLASSIC or any((count.new, count.changed, count.same, count.gone, count.refused))
        )
        return RosterPreview(run_id, coming.source, file_name, coming.shape, shown, remarks, remark_counts)

    def _unchanged(self, source: str, contents: bytes, file_name: str) -> RosterPreview | None:
        """Return the preview of the very files that this source brought last: nothing has to be compared."""
        with self._desk.store.read() as connection:
            last = roster_runs.last_applied(connection, source, contents)
        if last is None:
            return None
        self._sweep()
        desk = self._desk
        with desk.store.write() as connection:
            run_id = self._begin(connection, source, last.shape, file_name)
            same = tuple(KindCount(c.kind, 0, 0, c.new + c.changed + c.same, 0, c.refused) for c in last.counts)
            preview = replace(last, run_id=run_id, file_name=file_name, counts=same)
            roster_runs.note(connection, preview, contents, (), {})
        return preview

    def _copy_first(self, run: Run) -> RosterRemark | None:
        """Copy the office before it changes; where the disk has no room for a copy, remark on it and go on.

        The import can be taken back without a copy, and an office that refused every roster on a full disk would leave
        people with a worse one. Any other failure stops the import: then it is the office that needs looking after.
        """
        database = self._desk.store.path
        with self._desk.store.read() as connection:
            somebody = connection.execute(select(student.c.id).limit(1)).first() is not None
        if self._back_up is None or not somebody or not any(c.new or c.changed or c.gone for c in run.counts):
            return None
        if shutil.disk_usage(database.parent).free < database.stat().st_size * _ROOM_FOR_A_COPY:
            return RosterRemark(run.file_name, 0, "no_backup", RemarkLevel.WARNING)
        self._back_up()
        return None

    def _settle(self, connection: Connection, run: Run, remark: RosterRemark | None) -> None:
        """Keep the import and what is now known of its source."""
        now = self._desk.clock.now()
        r = import_run.c
        connection.execute(update(import_run).where(r.id == run.run_id).values(applied_at=now))
        if remark is not None:
            roster_runs.add_remark(connection, run.run_id, remark)
        undecided = any(
            row.effect == "left_out" or not row.decision.get("withdraw")
            for row in connection.execute(
                select(_s.effect, _s.decision).where(
                    _s.run_id == run.run_id,
                    (_s.effect == "left_out") | ((_s.effect == "gone") & (_s.kind == "student")),
                )
            )
        )
        # What somebody has still to decide about is brought up again by the same files.
        roster_runs.remember_source(connection, self._desk, run, None if undecided else run.contents or None)
        if run.mapping:
            remember(connection, self._desk, run.mapping)

    def _sweep(self, run_id: int | None = None) -> None:
        """Drop what is staged and the runs that were not applied, or one of them: there is one import at a time.

        A little at a time: what is being written in a conference meanwhile does not wait.
        """
        store, r = self._desk.store, import_run.c
        own = _s.run_id == run_id if run_id is not None else true()
        unapplied = r.applied_at.is_(None) & (r.id == run_id if run_id is not None else true())
        with store.read() as connection:
            first, last = connection.execute(select(func.min(_s.id), func.max(_s.id)).where(own)).one()
            left = connection.execute(select(exists().where(unapplied))).scalar_one()
        for start in range(first or 0, (last or -1) + 1, _SWEPT_AT_ONCE):
            with store.write() as connection:
                connection.execute(delete(staged_row).where(_s.id < start + _SWEPT_AT_ONCE, own))
        if left:
            with store.write() as connection:
                connection.execute(delete(import_run).where(unapplied))
        if last:
            with store.write() as connection:
                connection.exec_driver_sql("PRAGMA shrink_memory")


@dataclass(frozen=True, slots=True)
class _Coming:
    """A roster on its way in. ``reading`` is set where its remarks were made before."""

    records: Iterable[RosterRecord]
    source: str
    shape: str
    mode: RosterMode
    whole: frozenset[str]
    contents: bytes
    remarks: Remarks
    reading: RosterReading | None = None
    main_kind: str = ""
    mapping: Mapping[str, Any] = field(default_factory=dict[str, Any])
