"""Rosters that stand in memory: what tests of the preview's model and pages are given where no file is needed."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from ilp_desktop.domain.imports import (
    Effect,
    FieldChange,
    ImportLine,
    KindCount,
    RosterPreview,
    StagedRow,
    StagedRows,
    TakenBack,
)
from ilp_desktop.domain.roster import RemarkCount, RemarkLevel, RosterRemark


def new_student(at: int) -> StagedRow:
    fields = (
        FieldChange("student_number", "", f"10{at:04d}", corrected=False, keep=False),
        FieldChange("grade", "", "05", corrected=False, keep=False),
        FieldChange("birth_date", "", "2015-03-04", corrected=False, keep=False),
    )
    return StagedRow(at, "student", Effect.NEW, f"Student {at:05d}", "users.csv", at + 1, fields)


def changed_student(at: int, *, corrected: bool = False) -> StagedRow:
    fields = (
        FieldChange("grade", "04", "05", corrected=False, keep=False),
        FieldChange("given_name", "Mari", "Marisol", corrected=corrected, keep=corrected),
        FieldChange("email", "", "m.begay@example.org", corrected=False, keep=False),
    )
    return StagedRow(at, "student", Effect.CHANGED, f"Marisol Begay {at}", "users.csv", at + 1, fields)


def gone(at: int, kind: str = "student") -> StagedRow:
    return StagedRow(at, kind, Effect.GONE, f"Gone {at}", "", 0, ())


@dataclass
class MemoryRosters:
    """The verbs of the rosters as the screens know them, on a list."""

    staged: list[StagedRow]
    asked: list[tuple[int, int]] = field(default_factory=list)
    taken_back: bool = False

    def rows(self, run_id, *, effect=None, kind="", text="", after=0, limit=200):
        self.asked.append((after, limit))
        fit = self._fit(effect, kind, text)
        return StagedRows(tuple([row for row in fit if row.staged_id > after][:limit]), len(fit))

    def places(self, run_id, *, effect=None, kind="", text="", every=100):
        return tuple(row.staged_id for row in self._fit(effect, kind, text)[every - 1 :: every])

    def _fit(self, effect, kind, text):
        return [
            row
            for row in self.staged
            if effect in {None, row.effect} and kind in {"", row.kind} and text.casefold() in row.name.casefold()
        ]

    def _put(self, ids, change):
        self.staged = [change(row) if row.staged_id in ids else row for row in self.staged]

    def keep(self, staged_ids, field, ours):
        def kept(row):
            return replace(
                row, fields=tuple(replace(one, keep=ours) if field in {None, one.field} else one for one in row.fields)
            )

        self._put(set(staged_ids), kept)

    def keep_all(self, run_id, ours):
        self.keep([row.staged_id for row in self.staged], None, ours)

    def withdraw(self, run_id, staged_ids, yes):
        ids = {row.staged_id for row in self.staged if row.effect is Effect.GONE and row.kind == "student"}
        self._put(ids if staged_ids is None else set(staged_ids), lambda row: replace(row, withdraw=yes))

    def leave_out(self, staged_ids, yes):
        self._put(set(staged_ids), lambda row: replace(row, left_out=yes))

    def refusals_csv(self, run_id):
        return b"file,row,what\r\nusers.csv,9,The cell is empty.\r\n"

    def report(self, run_id):
        return preview_of(self)

    def imports(self):
        counts = preview_of(self).counts
        at = datetime(2026, 10, 15, 14, 2, tzinfo=UTC)
        back = datetime(2026, 10, 15, 15, 30, tzinfo=UTC) if self.taken_back else None
        older = datetime(2026, 8, 20, 20, 40, tzinfo=UTC)
        return (
            ImportLine(7, "sis", "oneroster", "roster.zip", at, "Iris Park", counts, back, can_take_back=not back),
            ImportLine(3, "sis", "oneroster", "august.zip", older, "", counts, None, can_take_back=bool(back)),
        )

    def take_back(self, run_id):
        self.taken_back = True
        return TakenBack(120, 3)


def preview_of(rosters: MemoryRosters) -> RosterPreview:
    kinds = list(dict.fromkeys(row.kind for row in rosters.staged))

    def count(kind, effect):
        return sum(row.kind == kind and row.effect is effect for row in rosters.staged)

    counts = tuple(
        KindCount(kind, count(kind, Effect.NEW), count(kind, Effect.CHANGED), 5, count(kind, Effect.GONE), 0)
        for kind in kinds
    )
    warning = RosterRemark("users.csv", 4, "date_unreadable", RemarkLevel.WARNING, (("column", "birthDate"),))
    refused = RosterRemark("users.csv", 9, "cell_empty", RemarkLevel.REFUSED, (("column", "familyName"),))
    said = (
        RemarkCount("users.csv", "date_unreadable", RemarkLevel.WARNING, 250),
        RemarkCount("users.csv", "cell_empty", RemarkLevel.REFUSED, 1),
    )
    return RosterPreview(7, "sis", "roster.zip", "oneroster", counts, (warning, refused), said)


def office_with(rosters: MemoryRosters, questions: int = 3):
    """Return what the screens need of an office."""
    return SimpleNamespace(
        rosters=rosters, matching=SimpleNamespace(count=lambda: questions), zone=ZoneInfo("America/Denver")
    )
