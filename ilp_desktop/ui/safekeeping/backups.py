"""A list of backups, newest first: in the office page and where one is chosen to restore."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import Index, RowRole, RowsModel
from ilp_desktop.ui.safekeeping.words import moment_words, size_words
from ilp_desktop.ui.widgets import paint_chip

if TYPE_CHECKING:
    from ilp_desktop.office import SeenBackup

_HEIGHT = 60


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One backup in words, and whether it can be used."""

    folder: Path
    title: str
    meta: str
    is_whole: bool


def line_of(seen: "SeenBackup", zone: ZoneInfo | None, *, with_school: bool, spoiled: bool = False) -> BackupLine:
    """Return a backup as its line shows it; ``spoiled`` where it was read since, and found damaged."""
    is_whole = seen.problem is None and not spoiled
    size = size_words(seen.size) if seen.size else ""
    school = seen.school if with_school else ""
    made = _("made and read back whole") if is_whole and not with_school else ""
    meta = " · ".join(part for part in (school, size, made) if part)
    return BackupLine(seen.folder, moment_words(seen.made_at, zone), meta, is_whole)


class BackupModel(RowsModel[BackupLine]):
    """The backups as they were last read."""

    @override
    def key(self, row: BackupLine) -> Path:
        return row.folder

    @override
    def spoken(self, row: BackupLine) -> str:
        return ", ".join(part for part in (row.title, row.meta, "" if row.is_whole else _("Damaged")) if part)


class BackupDelegate(RowDelegate):
    """Paints when a backup was made, how large it is, and whether it is damaged."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, theme.scaled(_HEIGHT))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(RowRole.ROW)
        if not isinstance(line, BackupLine):
            return
        look = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined] # the stubs leave the fields of options out
        place = QRectF(option.rect).adjusted(0, 2, -4, -2)  # type: ignore[attr-defined]
        self._ground(painter, place, state)
        high = theme.scaled(20)
        left, top = place.left() + 16, place.center().y() - high - 1
        until = place.right() - 12
        if not line.is_whole:
            until = paint_chip(painter, until, place.center().y(), _("Damaged"), "red").left() - 8
        painter.setFont(theme.font("strong", tabular=True))
        painter.setPen(look.color("text" if line.is_whole else "text2"))
        self._line(painter, QRectF(left, top, until - left, high), line.title)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(look.color("text2"))
        self._line(painter, QRectF(left, top + high + 2, until - left, high), line.meta)
        painter.restore()


class BackupList(QListView):
    """Backups, one of them chosen. Return goes on with it."""

    picked = Signal(object)
    """The folder of the backup chosen now; None where there is none."""
    entered = Signal()

    def __init__(self, name: str, *, rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name)
        self._rows = rows
        self.setAccessibleName(_("Backups, newest first"))
        self.rows = BackupModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(BackupDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_lines(self, lines: tuple[BackupLine, ...]) -> None:
        """Show these; what was chosen stays chosen where it is still there, otherwise the newest is."""
        before = self.chosen()
        self.rows.show_rows(lines)
        again = self.rows.place(before) if before is not None else QModelIndex()
        first = next((at for at, line in enumerate(lines) if line.is_whole), 0)
        self.setCurrentIndex(again if again.isValid() else self.rows.index(first))
        self.setFixedHeight(theme.scaled(_HEIGHT) * max(1, min(self._rows, len(lines))) + 4)

    def chosen(self) -> Path | None:
        """Return the folder of the backup that is chosen."""
        line = self.rows.row(self.currentIndex())
        return line.folder if line is not None else None

    def _tell(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(self.chosen())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
