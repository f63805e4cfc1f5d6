"""Writing down who asked for a file, what for, and what they got."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.disclosures import RULES, Entry, Ground, Outcome
from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.record.entry_state import OFFERED, asks
from ilp_desktop.ui.record.filters import as_date, date_field, dressed
from ilp_desktop.ui.record.words import OUTCOMES
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Card, Field, LineField, SegmentedControl, Text
from ilp_desktop.wording.disclosures import GROUNDS


class EntryForm(Card):
    """Small enough to stand in the file. Escape leaves it, and nothing is written before the button says so."""

    wanted = Signal(object)
    """An ``Entry``."""
    left = Signal()

    def __init__(self, today: date) -> None:
        super().__init__(spacing=SPACE.md)
        named(self, "entry_card")
        self._title = Text("", "h2")
        self.party = named(LineField(_("Who asked for it or got it")), "entry_party")
        self.asked_by = named(LineField(_("On whose request, if not their own")), "entry_asked_by")
        self.interest = named(LineField(_("What for")), "entry_interest")
        self.what = named(LineField(_("Which part of the file")), "entry_what")
        self.asked_on = date_field("entry_asked_on", _("Asked on"), today)
        self.answered_on = date_field("entry_answered_on", _("Answered on"), today)
        self.outcome = named(
            SegmentedControl([(one.value, _(OUTCOMES[one][0])) for one in Outcome], spoken=_("What came of it")),
            "entry_outcome",
        )
        self.ground = named(QComboBox(), "entry_ground")
        self.citation = named(Text("", "small", "text2", wrap=True), "entry_citation")
        self.threat = named(Field(_("What the danger was"), least_lines=1), "entry_threat")
        self.passed_on = named(Field(_("To whom they may hand it on, and why"), least_lines=1), "entry_passed_on")
        self.note = named(Field(_("Note"), least_lines=1), "entry_note")
        self.banner = named(Banner(), "entry_banner")
        self.keep = named(Button(_("Write it down"), "primary"), "entry_keep_button")
        self.cancel = named(Button(_("Cancel"), "ghost"), "entry_cancel_button")
        self._lay_out()
        self._connect()
        self._fit_text()
        self.hide()

    def begin(self, entry: Entry | None, today: date) -> None:
        """Ask for a new line, or for what is to be said anew of one."""
        self._title.setText(_("A request or a disclosure") if entry is None else _("Answer or correct it"))
        shown = entry or Entry("", "", "", today)
        for field, words in (
            (self.party, shown.party),
            (self.asked_by, shown.asked_by),
            (self.interest, shown.interest),
            (self.what, shown.what),
            (self.threat, shown.threat),
            (self.passed_on, shown.passed_on),
            (self.note, shown.note),
        ):
            field.set_text(words)
        for day in (self.asked_on, self.answered_on):
            day.setMaximumDate(_day(today))  # the form may have been made yesterday
        _show_day(self.asked_on, shown.asked_on)
        _show_day(self.answered_on, shown.answered_on or today)
        self.outcome.choose(shown.outcome.value)
        self.ground.setCurrentIndex(self.ground.findData(shown.ground.value))
        self.banner.hide()
        self.set_busy(False)
        self._ask_the_rest()
        self.show()
        self.party.setFocus()

    def set_busy(self, on: bool) -> None:
        """Write nothing down twice."""
        self.keep.setEnabled(not on)

    def entry(self) -> Entry:
        """Return what was said."""
        outcome, ground = Outcome(self.outcome.current()), self._ground()
        more = asks(outcome, ground)
        return Entry(
            party=self.party.text(),
            interest=self.interest.text(),
            what=self.what.text(),
            asked_on=as_date(self.asked_on.date()),
            outcome=outcome,
            ground=ground if more.ground else Ground.NONE if more.answered_on else Ground.NOT_YET,
            asked_by=self.asked_by.text(),
            answered_on=as_date(self.answered_on.date()) if more.answered_on else None,
            threat=self.threat.text() if more.threat else "",
            passed_on=self.passed_on.text() if more.passed_on else "",
            note=self.note.text(),
        )

    def _ground(self) -> Ground:
        value = self.ground.currentData()
        return Ground(value) if value else Ground.NOT_YET

    def _ask_the_rest(self) -> None:
        ground = self._ground()
        more = asks(Outcome(self.outcome.current()), ground)
        self._answered.setVisible(more.answered_on)
        self._allowed.setVisible(more.ground)
        self.threat.setVisible(more.threat)
        self.passed_on.setVisible(more.passed_on)
        owed = (
            _("The law asks for this line.") if RULES[ground].owed else _("The law asks for no line; you may keep one.")
        )
        secret = _("It is never on the paper that families may read.") if RULES[ground].is_secret else ""
        said = " ".join(part for part in (f"{RULES[ground].citation}.", owed, secret) if part)
        self.citation.setText(said if ground is not Ground.NOT_YET else "")
        self.citation.setVisible(more.ground and bool(self.citation.text()))

    def _chosen(self, _what: object) -> None:
        self._ask_the_rest()

    def _connect(self) -> None:
        self.outcome.chosen.connect(self._chosen)
        self.ground.currentIndexChanged.connect(self._chosen)
        self.keep.clicked.connect(lambda: self.wanted.emit(self.entry()))
        self.cancel.clicked.connect(self.left)

    def _lay_out(self) -> None:
        self.ground.setPlaceholderText(_("Choose…"))
        self.ground.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for ground in OFFERED:
            self.ground.addItem(_(GROUNDS[ground]), ground.value)
        self.ground.setAccessibleName(_("What allowed it"))
        self._answered = _labeled(_("Answered on"), self.answered_on)
        self._allowed = _labeled(_("What allowed it"), self.ground)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.lg)
        grid.setVerticalSpacing(SPACE.md)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for at, field in enumerate((self.party, self.asked_by, self.interest, self.what)):
            grid.addWidget(field, at // 2, at % 2)
        grid.addWidget(_labeled(_("Asked on"), self.asked_on), 2, 0)
        grid.addWidget(self._answered, 2, 1)
        self.body.addWidget(self._title)
        self.body.addLayout(grid)
        self.body.addWidget(Text(_("What came of it"), "strong"))
        self.body.addWidget(self.outcome, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._allowed, self.citation, self.threat, self.passed_on, self.note, self.banner):
            self.body.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.sm)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.keep)
        self.body.addLayout(foot)

    def _fit_text(self) -> None:
        for field in (self.asked_on, self.answered_on, self.ground):
            dressed(field)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._fit_text)  # dressing gives back the font that a box was made with
        super().changeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _labeled(title: str, field: QWidget) -> QWidget:
    made = QWidget()
    down = QVBoxLayout(made)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(SPACE.xs + 2)
    heading = Text(title, "strong")
    heading.setBuddy(field)
    down.addWidget(heading)
    down.addWidget(field)
    return made


def _show_day(field: QDateEdit, day: date) -> None:
    field.setDate(_day(day))


def _day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
