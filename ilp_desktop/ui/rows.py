"""The model behind every list, frozen rows that were read already, spoken as well as drawn; and the list that opens one."""

from collections.abc import Hashable
from enum import IntEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QListView, QWidget

from ilp_desktop.ui.overriding import override

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
_ROOT = QModelIndex()


class RowRole(IntEnum):
    """What a delegate asks for beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole


class RowsModel(QAbstractListModel, Generic[Row]):
    """The newest answer; ``data`` never touches the disk. A list says what its rows are called and known by."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def key(self, row: Row) -> Hashable:
        """Return what a row is known by when it is read anew."""
        raise NotImplementedError

    def spoken(self, row: Row) -> str:
        """Return a row in words, as a screen reader says it."""
        raise NotImplementedError

    def tip(self, row: Row) -> str | None:
        """Return what shows while the pointer rests on a row."""
        del row

    def show_rows(self, rows: tuple[Row, ...]) -> bool:
        """Show these rows and tell whether others stand there than before.

        Of the same ones in the same order only what changed is painted anew, and the selection stays.
        """
        before = self._rows
        if [self.key(row) for row in before] == [self.key(row) for row in rows]:
            changed = [at for at, row in enumerate(rows) if row != before[at]]
            self._rows = rows
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return bool(changed)
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def row(self, index: Index) -> Row | None:
        """Return what stands at an index, None where there is nothing."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def place(self, key: Hashable) -> QModelIndex:
        """Return where a row stands; an invalid index where it does not."""
        return next((self.index(at) for at, row in enumerate(self._rows) if self.key(row) == key), QModelIndex())

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
                return self.spoken(row)
            case Qt.ItemDataRole.ToolTipRole:
                return self.tip(row)
            case RowRole.ROW:
                return row
            case _other:
                return None


_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class RowsView(QListView):
    """Rows of one height, painted by a delegate. Return, the space bar or a click opens one; moving through opens none."""

    opened = Signal(QModelIndex)

    def __init__(self, delegate: QAbstractItemDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.clicked.connect(self.opened)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENS and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
