"""A school year as a strip: the months, the quarters, where there is no school, and today."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ilp_desktop.domain.policy.calendars import SchoolYear, Stretch
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.words import date_words, locale
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.policy.words import year_spoken
from ilp_desktop.ui.widgets import name_changed

_BAR = 40
_MONTHS = 24
_ABOVE = 20
_DAY = timedelta(days=1)
_LEAST = 3.0
"""Pixels that a single day without school is wide at the least, to be seen."""


class YearStrip(QWidget):
    """Painted from the year alone; spoken as the same in words. A tip says which quarter or break the pointer is on."""

    def __init__(self) -> None:
        super().__init__()
        self._year: SchoolYear | None = None
        self._today: date | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_year(self, year: SchoolYear, today: date) -> None:
        """Show a year."""
        self._year, self._today = year, today
        name_changed(self, year_spoken(year))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(600, theme.scaled(_ABOVE + _BAR + _MONTHS))

    # Places

    def _at(self, year: SchoolYear, day: date) -> float:
        """Return where a day begins, in pixels from the left."""
        whole = (year.ends - year.begins).days + 1
        return self.width() * (day - year.begins).days / whole

    def _place(self, year: SchoolYear, one: Stretch) -> QRectF:
        left, right = self._at(year, one.first), self._at(year, one.last + _DAY)
        return QRectF(left, theme.scaled(_ABOVE), max(_LEAST, right - left), theme.scaled(_BAR))

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        year = self._year
        if year is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        bar = QRectF(0, theme.scaled(_ABOVE), self.width(), theme.scaled(_BAR))
        round_bar = QPainterPath()
        round_bar.addRoundedRect(bar, theme.RADIUS.field, theme.RADIUS.field)
        painter.fillPath(round_bar, look.color("surface2"))
        painter.setClipPath(round_bar)
        for number, one in enumerate(year.quarters, 1):
            painter.fillRect(self._place(year, one), look.color("accent_soft" if number % 2 else "blue_soft"))
        closed = look.color("border_strong")
        closed.setAlpha(130)
        for one in year.closed:
            painter.fillRect(self._place(year, one), closed)
        painter.setClipping(False)
        self._name_quarters(painter, year)
        self._paint_months(painter, year, bar)
        self._paint_today(painter, year, bar)

    def _name_quarters(self, painter: QPainter, year: SchoolYear) -> None:
        look = theme.current()
        painter.setFont(theme.font("small_strong"))
        for number, one in enumerate(year.quarters, 1):
            place = self._place(year, one)
            painter.setPen(look.color("accent_text" if number % 2 else "blue"))
            words = _("Quarter {number}").format(number=number)
            if painter.fontMetrics().horizontalAdvance(words) > place.width() - 12:
                words = str(number)
            painter.drawText(
                place.adjusted(8, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words
            )

    def _paint_months(self, painter: QPainter, year: SchoolYear, bar: QRectF) -> None:
        look = theme.current()
        painter.setFont(theme.font("small"))
        first = year.begins.replace(day=1)
        for ahead in range(13):
            months = first.month - 1 + ahead
            day = date(first.year + months // 12, months % 12 + 1, 1)
            if day > year.ends:
                break
            left = self._at(year, max(day, year.begins))
            painter.setPen(QPen(look.color("border"), 1))
            if day > year.begins:
                painter.drawLine(QPointF(left, bar.bottom() + 2), QPointF(left, bar.bottom() + 8))
            painter.setPen(look.color("text3"))
            name = locale().standaloneMonthName(day.month, locale().FormatType.ShortFormat)
            painter.drawText(
                QRectF(left + 4, bar.bottom() + 2, 80, theme.scaled(20)), int(Qt.AlignmentFlag.AlignVCenter), name
            )

    def _paint_today(self, painter: QPainter, year: SchoolYear, bar: QRectF) -> None:
        if self._today is None or not year.holds(self._today):
            return
        look = theme.current()
        left = self._at(year, self._today)
        painter.setPen(QPen(look.color("accent"), 2))
        painter.drawLine(QPointF(left, bar.top() - 4), QPointF(left, bar.bottom()))
        painter.setFont(theme.font("small_strong"))
        painter.setPen(look.color("accent_text"))
        words = _("Today")
        width = painter.fontMetrics().horizontalAdvance(words) + 4.0
        from_left = min(max(0.0, left - width / 2), self.width() - width)
        painter.drawText(QRectF(from_left, 0, width, bar.top() - 4), int(Qt.AlignmentFlag.AlignCenter), words)

    # What the pointer is on

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._year is not None:
            words = self.words_at(event.pos().x())
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def words_at(self, left: float) -> str:
        """Say what is at a place, in pixels from the left."""
        year = self._year
        assert year is not None
        day = year.begins + timedelta(days=int(left / self.width() * ((year.ends - year.begins).days + 1)))
        for one in year.closed:
            place = self._place(year, one)
            if place.left() <= left <= place.right():
                return _("No school: {first} to {last}").format(first=date_words(one.first), last=date_words(one.last))
        for number, one in enumerate(year.quarters, 1):
            if one.holds(day):
                return _("Quarter {number}: {first} to {last}").format(
                    number=number, first=date_words(one.first), last=date_words(one.last)
                )
        return date_words(day)
