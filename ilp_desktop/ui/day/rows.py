"""The day's rows for a list view: already read, spoken as well as drawn."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ilp_desktop.domain.conferences import DayRow
from ilp_desktop.ui.day.words import row_spoken
from ilp_desktop.ui.overriding import override

_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class RowRole(IntEnum):
    """What the delegate asks for beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole


class DayModel(QAbstractListModel):
    """The conferences of the view chosen; ``data`` never touches the disk."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[DayRow, ...] = ()

    def show_rows(self, rows: tuple[DayRow, ...]) -> None:
        """Show these rows; of the same conferences in the same order only what changed is painted anew, and the selection stays."""
        same = [row.conference_id for row in rows] == [row.conference_id for row in self._rows]
        if same:
            changed = [at for at, row in enumerate(rows) if row != self._rows[at]]
            self._rows = rows
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: Index) -> DayRow | None:
        """Return the conference at an index, None where there is none."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def place(self, conference_id: int | None) -> QModelIndex:
        """Return where a conference stands; an invalid index where it is not in view."""
        for at, row in enumerate(self._rows):
            if row.conference_id == conference_id:
                return self.index(at)
        return QModelIndex()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return row_spoken(row)
            case Qt.ItemDataRole.ToolTipRole:
                return row.student_name
            case RowRole.ROW:
                return row
            case _other:
                return None
