"""The staff, for a list view: spoken as well as drawn. The first line is of students who have nobody."""

from collections.abc import Hashable
from dataclasses import dataclass

from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import RowsModel
from ilp_desktop.ui.students.rows import PersonDelegate, PersonLook


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """One line: somebody, or with id 0 nobody; ``mark`` and ``kind`` are the chip's."""

    staff_id: int
    title: str
    meta: str
    mark: str = ""
    kind: str = ""


class StaffModel(RowsModel[StaffEntry]):
    """The staff found."""

    @override
    def key(self, row: StaffEntry) -> int:
        return row.staff_id

    @override
    def spoken(self, row: StaffEntry) -> str:
        return ", ".join(part for part in (row.title, row.meta, row.mark) if part)


class StaffDelegate(PersonDelegate):
    """Paints one line as the list of students paints a student."""

    @override
    def look_of(self, row: Hashable) -> PersonLook | None:
        if not isinstance(row, StaffEntry):
            return None
        return PersonLook(row.title, row.meta, (row.mark, row.kind), "" if row.staff_id else "users-round")
