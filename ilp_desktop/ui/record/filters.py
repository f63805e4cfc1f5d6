"""What is looked for in the record: a student, a person, a kind of deed, some days."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.acts import ActKind
from ilp_desktop.domain.records import RecordFilter, RecordPerson
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.words import locale
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.record.words import SPANS, Span, days_of
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import SearchField, Text
from ilp_desktop.wording.acts import kind_words

_AFTER_TYPING = 200


def as_date(day: QDate) -> date:
    """Return a day of Qt's as one of ours."""
    return date(day.year(), day.month(), day.day())


def dressed(field: QComboBox | QDateEdit) -> None:
    """Give a box the font and the height of the look: neither reaches it through the stylesheet."""
    field.setFont(theme.font("body", tabular=True))
    field.setFixedHeight(theme.scaled(theme.SIZE.control) + 2)
    if isinstance(field, QDateEdit):
        field.lineEdit().setFont(theme.font("body", tabular=True))
        field.lineEdit().setTextMargins(SPACE.sm + 2, 0, SPACE.sm, 0)


def date_field(name: str, spoken: str, today: date) -> QDateEdit:
    """Return a box for a day that is not in days to come."""
    field = named(QDateEdit(), name)
    field.setLocale(locale())
    field.setDisplayFormat(_("ddd, MMM d, yyyy"))
    field.setMaximumDate(QDate(today.year, today.month, today.day))
    field.setDate(QDate(today.year, today.month, today.day))
    field.setAccessibleName(spoken)
    return field


class FilterBar(QWidget):
    """Tells what is wanted at each change; letters wait a moment for the next one."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.student = named(SearchField(_("Student, by name or number"), _("Student")), "record_student")
        self.person = named(QComboBox(), "record_person")
        self.kind = named(QComboBox(), "record_kind")
        self.span = named(QComboBox(), "record_span")
        self.first = date_field("record_first", _("First day"), today)
        self.last = date_field("record_last", _("Last day"), today)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_AFTER_TYPING)
        self._fill()
        self._lay_out()
        self._connect()

    def wanted(self) -> RecordFilter:
        """Return what is looked for."""
        span = Span(self.span.currentData())
        first, last = days_of(span, self._today)
        if span is Span.BETWEEN:
            first, last = sorted((as_date(self.first.date()), as_date(self.last.date())))
        kind = self.kind.currentData()
        return RecordFilter(
            person=self.person.currentData(),
            kind=ActKind(kind) if kind else None,
            student=self.student.text(),
            first=first,
            last=last,
        )

    def show_people(self, people: tuple[RecordPerson, ...]) -> None:
        """Offer everybody who opens the office, or did."""
        for one in people:
            self.person.addItem(one.name, one.person_uid)

    def _fill(self) -> None:
        self.person.addItem(_("Anybody"), None)
        self.kind.addItem(_("Everything"), "")
        for kind in ActKind:
            self.kind.addItem(kind_words(kind), kind.value)
        for span, words in SPANS.items():
            self.span.addItem(_(words), span.value)

    def _connect(self) -> None:
        self.student.textChanged.connect(self._typed)
        self._wait.timeout.connect(self.changed)
        for box in (self.person, self.kind, self.span):
            box.currentIndexChanged.connect(self._chosen)
        for day in (self.first, self.last):
            day.dateChanged.connect(self._chosen)

    def _typed(self, _letters: str) -> None:
        self._wait.start()

    def _chosen(self, _what: object) -> None:
        self._days.setVisible(self.span.currentData() == Span.BETWEEN.value)
        self.changed.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.md)
        row.addWidget(self.student, 5)
        for box, spoken, share in (
            (self.person, _("Person"), 4),
            (self.kind, _("Kind of line"), 4),
            (self.span, _("Days"), 3),
        ):
            box.setAccessibleName(spoken)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            row.addWidget(box, share)
        self._days = QWidget(self)
        between = QHBoxLayout(self._days)
        between.setContentsMargins(0, 0, 0, 0)
        between.setSpacing(SPACE.md)
        between.addStretch(1)
        between.addWidget(Text(_("From"), "body", "text2"))
        between.addWidget(self.first)
        between.addWidget(Text(_("to"), "body", "text2"))
        between.addWidget(self.last)
        self._days.hide()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.sm)
        down.addLayout(row)
        down.addWidget(self._days)
        self._fit_text()

    def _fit_text(self) -> None:
        for field in (self.person, self.kind, self.span, self.first, self.last):
            dressed(field)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._fit_text)  # dressing gives back the font that a box was made with
        super().changeEvent(event)
