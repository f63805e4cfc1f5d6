"""Arranging a conference from a student's file: when, how long, how."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QEvent, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from ilp_desktop.language import N_, _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.words import locale
from ilp_desktop.ui.deeds.days import DayEdit
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Card, Text

_MINUTES = (10, 15, 20, 30, 45, 60)
_USUAL = 20
_MODES = {"in_person": N_("In person"), "phone": N_("By phone"), "video": N_("By video")}
_ONE_LINE = 760
_FIRST_HOUR = QTime(15, 30)


@dataclass(frozen=True, slots=True)
class Wish:
    """When and how a conference should take place. ``starts_at`` is local 'HH:MM'."""

    on: date
    starts_at: str
    minutes: int
    mode: str


class ArrangeForm(Card):
    """Small enough to stand in the file. Escape leaves it."""

    wanted = Signal(object)
    """A ``Wish``."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=SPACE.md, parent=parent)
        named(self, "arrange_card")
        self.days = DayEdit("arrange_day", _("Day"))
        self.day = self.days.edit
        self.time = named(QTimeEdit(_FIRST_HOUR), "arrange_time")
        self.time.setLocale(locale())
        self.time.setDisplayFormat("h:mm Ap")
        self.minutes = named(QComboBox(), "arrange_minutes")
        for minutes in _MINUTES:
            self.minutes.addItem(_("{count} minutes").format(count=minutes), minutes)
        self.mode = named(QComboBox(), "arrange_mode")
        for key, words in _MODES.items():
            self.mode.addItem(_(words), key)
        self.banner = Banner()
        self.make = named(Button(_("Arrange"), "primary"), "arrange_button")
        self.cancel = named(Button(_("Cancel"), "ghost"), "arrange_cancel")
        self.make.clicked.connect(self._ask)
        self.cancel.clicked.connect(self.left)
        self._lay_out()
        self._fit_text()
        self.hide()

    def begin(self, today: date) -> None:
        """Ask for a conference from today on."""
        first = QDate(today.year, today.month, today.day)
        self.day.setMinimumDate(first)
        self.day.setDate(first)
        self.time.setTime(_FIRST_HOUR)
        self.minutes.setCurrentIndex(_MINUTES.index(_USUAL))
        self.mode.setCurrentIndex(0)
        self.banner.hide()
        self.set_busy(False)
        self.show()
        self.day.setFocus()

    def set_busy(self, on: bool) -> None:
        """Arrange nothing twice."""
        self.make.setEnabled(not on)

    def fit_width(self, width: int) -> None:
        """Put the fields on two lines where one is too short for them."""
        wide = width >= theme.scaled(_ONE_LINE)
        self._rows.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _fit_text(self) -> None:
        for field in (self.time, self.minutes, self.mode):
            field.setFont(theme.font("body", tabular=True))
            field.setFixedHeight(theme.scaled(theme.SIZE.control) + 2)
        # Neither the font nor the stylesheet's padding reaches the line inside.
        self.time.lineEdit().setFont(theme.font("body", tabular=True))
        self.time.lineEdit().setTextMargins(SPACE.sm + 2, 0, SPACE.sm, 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            # After the fields were dressed again: dressing gives them back the font that they were made with.
            QTimer.singleShot(0, self, self._fit_text)
        super().changeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self.wanted.emit(
            Wish(
                self.days.day(),
                self.time.time().toString("HH:mm"),
                int(self.minutes.currentData()),
                str(self.mode.currentData()),
            )
        )

    def _lay_out(self) -> None:
        self.body.addWidget(Text(_("Arrange a conference"), "h2"))
        words = _("The student, every adult who may come, and you will be on it.")
        self.body.addWidget(Text(words, "body", "text2", wrap=True))
        rows = self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        rows.setSpacing(SPACE.md)
        when, how = QHBoxLayout(), QHBoxLayout()
        rows.addLayout(when, 8)
        rows.addLayout(how, 6)
        for row in (when, how):
            row.setSpacing(SPACE.md)
        for title, field, share in (
            (_("Day"), self.days, 5),
            (_("Begins"), self.time, 3),
            (_("Length"), self.minutes, 3),
            (_("How"), self.mode, 3),
        ):
            field.setAccessibleName(title)
            heading = Text(title, "strong")
            heading.setBuddy(self.day if field is self.days else field)
            column = QVBoxLayout()
            column.setSpacing(SPACE.xs + 2)
            column.addWidget(heading)
            column.addWidget(field)
            (when if field in {self.days, self.time} else how).addLayout(column, share)
        self.body.addLayout(rows)
        self.body.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.sm)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.make)
        self.body.addLayout(foot)
