"""The remarks about a roster's rows, each with file, row and reason."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ilp_desktop.domain.roster import RemarkLevel, RosterRemark
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rosters.words import place_words, remark_spoken
from ilp_desktop.wording.roster import remark_sentence

_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
_MARKS = {RemarkLevel.REFUSED: ("circle-alert", "red"), RemarkLevel.WARNING: ("triangle-alert", "amber")}
_MARK = 18


class RemarkRole(IntEnum):
    """What the delegate asks for beside Qt's own roles."""

    REMARK = Qt.ItemDataRole.UserRole


class RemarkModel(QAbstractListModel):
    """The remarks of the view chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._remarks: tuple[RosterRemark, ...] = ()

    def show_remarks(self, remarks: tuple[RosterRemark, ...]) -> None:
        """Show these remarks."""
        if remarks != self._remarks:
            self.beginResetModel()
            self._remarks = remarks
            self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._remarks)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._remarks):
            return None
        remark = self._remarks[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return remark_spoken(remark)
            case Qt.ItemDataRole.ToolTipRole:
                return remark_sentence(remark)
            case RemarkRole.REMARK:
                return remark
            case _other:
                return None


class RemarkDelegate(QStyledItemDelegate):
    """Paints a mark for the level, where it is, and the reason in at most two lines."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, theme.scaled(68))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        remark = index.data(RemarkRole.REMARK)
        if not isinstance(remark, RosterRemark):
            return
        look = theme.current()
        place = QRectF(option.rect)  # type: ignore[attr-defined] # the stubs leave the fields of options out
        painter.save()
        painter.setPen(look.color("border"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        icon, ink = _MARKS[remark.level]
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(int(place.left()) + 2, int(place.top()) + 10, theme.pixmap(icon, ink, _MARK, ratio))
        left, line = place.left() + _MARK + 14, theme.scaled(20)
        painter.setFont(theme.font("small_strong", tabular=True))
        painter.setPen(look.color("text"))
        top = QRectF(left, place.top() + 8, place.right() - left - 4, line)
        painter.drawText(top, int(Qt.AlignmentFlag.AlignVCenter), place_words(remark))
        painter.setFont(theme.font("small"))
        painter.setPen(look.color("text2"))
        below = QRectF(left, top.bottom(), top.width(), place.bottom() - top.bottom() - 4)
        painter.drawText(below, int(Qt.TextFlag.TextWordWrap), remark_sentence(remark))
        painter.restore()


class RemarkList(QListView):
    """The remarks, to be read and gone through."""

    def __init__(self) -> None:
        super().__init__()
        self._model = RemarkModel(self)
        self.setModel(self._model)
        self.setItemDelegate(RemarkDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Remarks about the roster"))

    def show_remarks(self, remarks: tuple[RosterRemark, ...]) -> None:
        """Show these remarks."""
        self._model.show_remarks(remarks)
