"""A day as people choose it: typed, stepped with the arrow keys, or taken from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.words import locale
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Text


class DayEdit(QWidget):
    """The line and the button of its calendar."""

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__()
        self.edit = named(QDateEdit(), name)
        self.edit.setLocale(locale())
        self.edit.setDisplayFormat(_("ddd, MMM d, yyyy"))
        self.edit.setAccessibleName(spoken)
        self.pick = Button("", "ghost", "calendar-days", spoken=_("Choose the day in a calendar"))
        named(self.pick, f"{name}_pick")
        self.pick.setFixedWidth(theme.scaled(42))
        self.pick.clicked.connect(self._offer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(self.edit, 1)
        row.addWidget(self.pick)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._fit_text()

    def day(self) -> date:
        """Return the day that stands there."""
        on = self.edit.date()
        return date(on.year(), on.month(), on.day())

    def set_day(self, on: date) -> None:
        """Put a day in."""
        self.edit.setDate(QDate(on.year, on.month, on.day))

    def menu_of_days(self) -> QMenu:
        """Return the menu with the calendar."""
        menu = named(QMenu(self), "days_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = named(QCalendarWidget(menu), "days_calendar")
        calendar.setLocale(locale())
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setMinimumSize(QSize(320, 240))
        calendar.setMinimumDate(self.edit.minimumDate())
        calendar.setSelectedDate(self.edit.date())

        def take(chosen: QDate) -> None:
            menu.close()
            self.edit.setDate(chosen)

        calendar.activated.connect(take)
        calendar.clicked.connect(take)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        return menu

    def _offer(self) -> None:
        self.menu_of_days().popup(self.pick.mapToGlobal(self.pick.rect().bottomLeft()))

    def _fit_text(self) -> None:
        self.edit.setFont(theme.font("body", tabular=True))
        self.edit.setFixedHeight(theme.scaled(theme.SIZE.control) + 2)
        # Neither the font nor the stylesheet's padding reaches the line inside.
        self.edit.lineEdit().setFont(theme.font("body", tabular=True))
        self.edit.lineEdit().setTextMargins(SPACE.sm + 2, 0, SPACE.sm, 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            # After the line was dressed again: dressing gives it back the font that it was made with.
            QTimer.singleShot(0, self, self._fit_text)
        super().changeEvent(event)


class DayField(QWidget):
    """A question above a day. An optional one has a box to tick first: without it, there is no such day."""

    def __init__(self, name: str, question: str, *, on: date, wanted: bool = True, optional: str = "") -> None:
        super().__init__()
        self.days = DayEdit(name, question)
        self.days.set_day(on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs + 2)
        self.box: QCheckBox | None = None
        if optional:
            self.box = named(QCheckBox(optional), f"{name}_box")
            self.box.setFont(theme.font("strong"))
            self.box.setChecked(wanted)
            if not wanted:
                self.days.hide()
            self.box.toggled.connect(self.days.setVisible)
            column.addWidget(self.box)
        else:
            heading = Text(question, "strong")
            heading.setBuddy(self.days.edit)
            column.addWidget(heading)
        column.addWidget(self.days)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def day(self) -> date | None:
        """Return the day, None where the box is not ticked."""
        return None if self.box is not None and not self.box.isChecked() else self.days.day()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.box or self.days.edit).setFocus(event.reason())
