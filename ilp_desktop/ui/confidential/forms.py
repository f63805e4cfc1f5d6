"""The small fields of a consent: a choice with its heading, and a day that is not to come."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QTimer
from PySide6.QtWidgets import QComboBox, QDateEdit, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.words import locale
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Text


class Headed(QWidget):
    """A field under its heading, as high as a line of the program."""

    def __init__(self, heading: str, field: QComboBox | QDateEdit, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        field.setAccessibleName(heading)
        words = Text(heading, "strong", parent=self)
        words.setBuddy(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs + 2)
        column.addWidget(words)
        column.addWidget(field)
        self._fit_text()

    def _fit_text(self) -> None:
        self.field.setFont(theme.font("body", tabular=True))
        self.field.setFixedHeight(theme.scaled(theme.SIZE.control) + 2)
        if isinstance(self.field, QDateEdit):
            # Neither the font nor the stylesheet's padding reaches the line inside.
            self.field.lineEdit().setFont(theme.font("body", tabular=True))
            self.field.lineEdit().setTextMargins(SPACE.sm + 2, 0, SPACE.sm, 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            # After the field was dressed again: dressing gives it back the font that it was made with.
            QTimer.singleShot(0, self, self._fit_text)
        super().changeEvent(event)


class Choice(Headed):
    """One of several, each with what it stands for."""

    def __init__(self, heading: str, name: str, choices: Iterable[tuple[str, object]], parent: QWidget) -> None:
        combo = named(QComboBox(), name)
        for words, value in choices:
            combo.addItem(words, value)
        # A long name is cut off in its box, and does not widen the card.
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        super().__init__(heading, combo, parent)
        self.combo = combo

    @property
    def chosen(self) -> object:
        """What the chosen words stand for."""
        return self.combo.currentData()


class Day(Headed):
    """A day that is not to come."""

    def __init__(self, heading: str, name: str, today: date, parent: QWidget) -> None:
        edit = named(QDateEdit(), name)
        edit.setLocale(locale())
        edit.setDisplayFormat(_("MMM d, yyyy"))
        last = QDate(today.year, today.month, today.day)
        edit.setMaximumDate(last)
        edit.setDate(last)
        super().__init__(heading, edit, parent)
        self.edit = edit

    @property
    def chosen(self) -> date:
        """The day."""
        on = self.edit.date()
        return date(on.year(), on.month(), on.day())
