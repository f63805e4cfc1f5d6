"""Questions of when: a conference that goes on another day, and what happens next."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QSizePolicy, QTimeEdit, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.conferences import ConferenceSheet
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.day.words import locale
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Canvas, Text
from ilp_desktop.wording import sentence

_A_WEEK = timedelta(days=7)
_FIRST_HOUR = "15:30"


class HourField(QWidget):
    """A question above a time of day; an optional one has a box to tick first."""

    def __init__(self, name: str, question: str, at: str, *, wanted: bool = True, optional: bool = False) -> None:
        super().__init__()
        self.edit = named(QTimeEdit(QTime.fromString(at, "HH:mm")), name)
        self.edit.setLocale(locale())
        self.edit.setDisplayFormat("h:mm Ap")
        self.edit.setAccessibleName(question)
        self.box: QCheckBox | None = None
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.xs + 2)
        if optional:
            self.box = named(QCheckBox(question), f"{name}_box")
            self.box.setFont(theme.font("strong"))
            self.box.setChecked(wanted)
            self.edit.setVisible(wanted)
            self.box.toggled.connect(self.edit.setVisible)
            down.addWidget(self.box)
        else:
            heading = Text(question, "strong")
            heading.setBuddy(self.edit)
            down.addWidget(heading)
        down.addWidget(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._fit_text()

    def hour(self) -> str:
        """Return the time as 'HH:MM', '' where the box is not ticked."""
        wanted = self.box is None or self.box.isChecked()
        return self.edit.time().toString("HH:mm") if wanted else ""

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

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.box or self.edit).setFocus(event.reason())


def next_form(sheet: ConferenceSheet, today: date) -> DeedForm:
    """Return the questions of what happens next, with what is said now."""
    words = _("The family's copy says it. It arranges nothing by itself.")
    form = DeedForm("next", _("What happens next"), _("Keep this"), words)
    wanted = sheet.next_on is not None
    form.put(
        form.day("on", _("We meet again on"), sheet.next_on or today + _A_WEEK, wanted=wanted, optional=True),
        form.keep(
            "at", HourField("next_at", _("At"), sheet.next_at or _FIRST_HOUR, wanted=bool(sheet.next_at), optional=True)
        ),
    )
    form.put(form.line("call", _("Whom to call, with the number"), sheet.next_call))
    return form


def next_answers(form: DeedForm) -> tuple[date | None, str, str]:
    """Return the day, the time and whom to call."""
    return form.day_of("on"), _hour_of(form, "at"), form.words_of("call")


def _hour_of(form: DeedForm, key: str) -> str:
    part = form.part(key)
    assert isinstance(part, HourField), key
    return part.hour()


class FormWindow(QDialog):
    """A form in a small window of its own, where a page has no room for it."""

    def __init__(self, name: str, title: str, form: DeedForm, sitting: Sitting, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, f"{name}_window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.form = form
        self._sitting = sitting
        ground = Canvas()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.xl)
        inside.addWidget(form)
        inside.addStretch()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(ground)
        self.setMinimumWidth(theme.scaled(520))
        form.left.connect(self.close)
        form.wanted.connect(self.ask)

    @override
    def open(self) -> None:
        """Show it, the keyboard in its first question."""
        super().open()
        self.form.begin()

    def ask(self) -> None:
        """Do what the form is for."""
        raise NotImplementedError

    def do(self, verb: Callable[[], Changes], then: Callable[[Changes], None]) -> None:
        """Have a verb done and close; what the office meets is said inside."""

        def done(changes: Changes) -> None:
            self.close()
            then(changes)

        form = self.form
        self._sitting.background.do(verb, done, lambda error: form.say(sentence(error)), owner=self)


class AnotherDayWindow(FormWindow):
    """Asks on which day a conference goes on. What is written stays, and is there again on that day."""

    arranged = Signal(int)
    """It goes on another day: the conference of that day."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        words = _(
            "Everything written stays and is there again on that day, at the section where you are; so is the time of the "
            "private talk. Signatures made so far are asked for again, because the plan is not finished."
        )
        form = DeedForm("another_day", _("Go on another day"), _("Go on that day"), words)
        form.put(
            form.day("on", _("Day"), _today(sitting) + _A_WEEK),
            form.keep("at", HourField("another_day_at", _("Begins"), sitting.sheet.starts_at)),
        )
        super().__init__("another_day", _("Go on another day"), form, sitting, parent)

    @override
    def ask(self) -> None:
        sitting, form = self._sitting, self.form
        sitting.boxes.flush()
        on, at = form.certain_day_of("on"), _hour_of(form, "at")
        continuing, conference = sitting.office.continuing, sitting.conference_id
        self.do(
            lambda: continuing.go_on(conference, on, at, sitting.sheet.minutes),
            lambda changes: self.arranged.emit(changes.made_id or 0),
        )


class NextWindow(FormWindow):
    """Asks what happens next, as the family's copy is to say it."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        form = next_form(sitting.sheet, _today(sitting))
        super().__init__("next", _("What happens next"), form, sitting, parent)

    @override
    def ask(self) -> None:
        on, at, call = next_answers(self.form)
        continuing, conference = self._sitting.office.continuing, self._sitting.conference_id
        self.do(lambda: continuing.say_next(conference, on, at, call), lambda _changes: None)


def _today(sitting: Sitting) -> date:
    return sitting.clock.now().astimezone(sitting.zone).date()
