"""The lists beside a paper: who is not ready, and which sheets are still to be typed in."""

from collections.abc import Hashable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from ilp_desktop.domain.preparation import PaperRow, ReadyRow
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.day.words import time_words
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.paper.words import ENTRIES, gap_words, paper_meta, paper_spoken, ready_spoken
from ilp_desktop.ui.rows import RowsModel
from ilp_desktop.ui.widgets import paint_chip

_LEFT = 62


class PaperModel(RowsModel[PaperRow]):
    """The papers of a stack, in its order."""

    @override
    def key(self, row: PaperRow) -> Hashable:
        return row.conference_id

    @override
    def spoken(self, row: PaperRow) -> str:
        return paper_spoken(row)


class ReadyModel(RowsModel[ReadyRow]):
    """The conferences to come, in slot order."""

    @override
    def key(self, row: ReadyRow) -> Hashable:
        return row.conference_id

    @override
    def spoken(self, row: ReadyRow) -> str:
        return ready_spoken(row)


class PaperDelegate(RowDelegate):
    """Paints a number or a time, a name, a line below, and a chip for how far it is."""

    @override
    def _draw(self, painter: QPainter, place: QRectF, row: Hashable, state: QStyle.StateFlag) -> None:
        self._ground(painter, place, state)
        if isinstance(row, PaperRow):
            words, kind = ENTRIES[row.entry]
            self._lines(painter, place, (f"{row.number}", row.student_name, paper_meta(row)), (_(words), kind))
        elif isinstance(row, ReadyRow):
            chip = (str(len(row.gaps)), "amber") if row.gaps else (_("Ready"), "accent")
            self._lines(painter, place, (time_words(row.starts_at), row.student_name, gap_words(row)), chip)

    def _lines(self, painter: QPainter, place: QRectF, words: tuple[str, str, str], chip: tuple[str, str]) -> None:
        look, line, top = theme.current(), theme.scaled(20), place.top() + 12
        until = paint_chip(painter, place.right() - 10, top + line / 2, *chip).left()
        left = place.left() + theme.scaled(_LEFT)
        painter.setFont(theme.font("strong", tabular=True))
        painter.setPen(look.color("text2"))
        across = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(place.left(), top, theme.scaled(_LEFT - 14), line), across, words[0])
        painter.setFont(theme.font("strong"))
        painter.setPen(look.color("text"))
        self._line(painter, QRectF(left, top, until - left - 6, line), words[1])
        painter.setFont(theme.font("small"))
        painter.setPen(look.color("text2"))
        self._line(painter, QRectF(left, top + theme.scaled(21), place.right() - left - 10, line), words[2])
