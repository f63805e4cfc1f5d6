"""The record of the whole office: whether it is whole, who did what, and a table of it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from ilp_desktop.clock import Clock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.records import RecordFilter, RecordLine, RecordPage, RecordPerson, Standing
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.record.filters import FilterBar
from ilp_desktop.ui.record.rows import RecordList, by_day
from ilp_desktop.ui.record.words import standing_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Canvas, Card, EmptyState, IconMark, Text, Tinted, toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_MARKS = {"accent": ("shield-check", "accent_text"), "red": ("circle-alert", "red"), "neutral": ("info", "text2")}
_LIST, _NOTHING, _NOT_YOURS = range(3)


class StandingLine(Tinted):
    """Whether the record is as it was written, in one line."""

    def __init__(self) -> None:
        super().__init__("neutral", padding=SPACE.md)
        self._mark = IconMark("info", "text2", 20)
        self.title = named(Text(_("Checking the record…"), "strong"), "standing_title")
        self.words = named(Text("", "body", "text2", wrap=True), "standing_words")
        row = QHBoxLayout()
        row.setSpacing(SPACE.md)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.title, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.body.addLayout(row)

    def show_standing(self, standing: Standing) -> None:
        """Show what the chain says of itself."""
        title, words, tint = standing_words(standing)
        self.set_tint(tint)
        self._mark.show_icon(*_MARKS[tint])
        self.title.setText(title)
        self.words.setText(words)
        self.setAccessibleName(f"{title}. {words}")


class RecordPart(Canvas):
    """Reads a page of lines at a time; what is typed or chosen asks anew, and an answer to an older question is let go."""

    student_asked = Signal(int)
    answered = Signal()
    """Lines stand on the screen."""

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs, clock: Clock) -> None:
        super().__init__()
        named(self, "record_part")
        self._office, self._background, self._dialogs = office, background, dialogs
        self._today: date = clock.today(office.zone)
        self._lines: tuple[RecordLine, ...] = ()
        self._older_than: int | None = None
        self._asked = 0
        self._has_people = False
        self.standing = named(StandingLine(), "record_standing")
        self.filters = named(FilterBar(self._today), "record_filters")
        self.banner = named(Banner(), "record_banner")
        self.list = RecordList(office.zone, self._today)
        self.more = named(Button(_("Show earlier lines"), "ghost", "chevron-down"), "record_more_button")
        self.save = named(Button(_("Save as a table…"), "", "download"), "record_save_button")
        self._pages = QStackedWidget()  # a stacked layout without a parent shows each page as a window
        self._lay_out()
        self.filters.changed.connect(self.read)
        self.more.clicked.connect(self._read_on)
        self.save.clicked.connect(self._ask_where)
        self.list.student_asked.connect(self.student_asked)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read each time the part is gone to: every deed of the office adds a line."""
        super().showEvent(event)
        ask, records = self._background.ask, self._office.records
        if not self._has_people:
            ask(records.people, self, self._show_people, lambda _error: None)
        ask(records.standing, self, self.standing.show_standing, lambda _error: self.standing.hide())
        self.read()

    def read(self) -> None:
        """Read the newest lines of what is looked for."""
        self._ask(self.filters.wanted(), None, ())

    def _read_on(self) -> None:
        if self._older_than is not None:
            self._ask(self.filters.wanted(), self._older_than, self._lines)

    def _ask(self, wanted: RecordFilter, older_than: int | None, before: tuple[RecordLine, ...]) -> None:
        self._asked += 1
        asked = self._asked

        def show(page: RecordPage) -> None:
            if asked == self._asked:
                self._show(page, before)

        self._background.ask(lambda: self._office.records.lines(wanted, older_than), self, show, self._fail)

    def _show(self, page: RecordPage, before: tuple[RecordLine, ...]) -> None:
        at = len(before) and self.list.rows.rowCount()
        self._lines, self._older_than = before + page.lines, page.older_than
        self.list.rows.show_rows(by_day(self._lines, self._office.zone))
        self._pages.setCurrentIndex(_LIST if self._lines else _NOTHING)
        had_focus = self.more.hasFocus()
        self.more.setVisible(page.older_than is not None)
        self.save.setEnabled(bool(self._lines))
        if at:
            self.list.setCurrentIndex(self.list.rows.index(at))
            if had_focus and not self.more.isVisible():
                self.list.setFocus()
        self.answered.emit()

    def _show_people(self, people: tuple[RecordPerson, ...]) -> None:
        self._has_people = True
        self.filters.show_people(people)

    def _fail(self, error: OfficeError) -> None:
        if error.code == "not_allowed":
            self._pages.setCurrentIndex(_NOT_YOURS)
            for part in (self.filters, self.standing, self.more, self.save):
                part.hide()
        else:
            self.banner.say(sentence(error))

    def _ask_where(self) -> None:
        wanted = self.filters.wanted()

        def save(path: Path) -> None:
            def write() -> Path:
                from ilp_desktop.office import write_privately  # noqa: PLC0415 - few are ever saved

                return write_privately(path, self._office.records.export(wanted))

            def done(written: Path) -> None:
                toast(
                    self,
                    _("Saved as {name}. It holds names: keep it where others do not look.").format(name=written.name),
                )
                self.read()

            self._background.ask(write, self, done, self._fail)

        suggested = Path(_("record {date}.csv").format(date=self._today.isoformat()))
        self._dialogs.save_file(_("Save the record as a table"), suggested, _("Table (*.csv)"), save)

    def _lay_out(self) -> None:
        self._pages.addWidget(self.list)
        self._pages.addWidget(
            EmptyState("search", _("No such line"), _("Look for fewer letters, another person, or more days."))
        )
        self._pages.addWidget(
            named(
                EmptyState(
                    "lock",
                    _("The record of the office is not yours to read"),
                    _(
                        "The lead, the principal and an auditor read it. Who opened a file stands in that student\u2019s file."
                    ),
                ),
                "record_not_yours",
            )
        )
        card = named(Card(spacing=SPACE.md), "record_card")
        card.body.addWidget(self.banner)
        card.body.addWidget(self.filters)
        card.body.addWidget(self._pages, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        foot.addWidget(self.save)
        card.body.addLayout(foot)
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, SPACE.xl)
        down.setSpacing(SPACE.md)
        down.addWidget(self.standing)
        down.addWidget(card, 1)
