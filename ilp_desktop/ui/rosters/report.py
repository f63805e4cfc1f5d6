"""The report of an import: what came in, what was refused, who may be who, and the way to take it all back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import ImportLine, RosterPreview, TakenBack
from ilp_desktop.domain.roster import RemarkLevel
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rosters.preview_counts import CountsTable
from ilp_desktop.ui.rosters.refusals import save_refusals
from ilp_desktop.ui.rosters.remarks import RemarkList
from ilp_desktop.ui.rosters.report_taking_back import TakingBack
from ilp_desktop.ui.rosters.report_words import (
    origin_words,
    questions_words,
    taken_back_words,
    undone_words,
    when_words,
)
from ilp_desktop.ui.rosters.words import result_words, unlisted_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Banner, Button, Card, Line, Text, announce
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_OUTCOME, _BESIDE = 12, 10
"""How the page's width is shared between what came in and what is to be looked at."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the page shows of one import."""

    preview: RosterPreview
    line: ImportLine | None
    questions: int


class ReportView(QWidget):
    """Shows one import that came in, a moment or a year ago."""

    students_asked = Signal()
    matching_asked = Signal()
    """The questions about who is who should be shown."""
    again = Signal()
    shown = Signal()
    """The report stands on the screen."""

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs) -> None:
        super().__init__()
        self._office = office
        self._background = background
        self._dialogs = dialogs
        self._taking_back = TakingBack(office, background, dialogs)
        self._run_id = 0
        self._report: Report | None = None
        self.banner = named(Banner(), "report_banner")
        self.badge = Badge("circle-check", size=44)
        self.title = named(Text("", "h1", elide=True), "report_title")
        self.origin = named(Text("", "small", "text2", wrap=True, tabular=True), "report_origin")
        self.words = named(Text("", "body", "text2", wrap=True), "outcome_text")
        self.counts = CountsTable(listing=False)
        self.take_back = named(Button(_("Take this import back…"), "ghost", "undo-2"), "take_back_button")
        self.second = named(Button(_("Bring in another"), ""), "outcome_again_button")
        self.first = named(Button(_("See the students"), "primary", "users-round"), "outcome_students_button")
        self.questions = named(Text("", "h2", wrap=True), "report_questions")
        self._questions_words = Text("", "body", "text2", wrap=True)
        self.answer = named(Button(_("Look at them"), "", "users"), "matching_button")
        self.remarks = named(RemarkList(), "report_remarks")
        self._no_remarks = Text(_("Every row could be read as it stands."), "body", "text2", wrap=True)
        self._no_remarks.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._unlisted = Text("", "small", "text3", wrap=True)
        self.save = named(Button(_("Save the refused rows…"), "", "download"), "save_refused_button")
        self._foot = QBoxLayout(QBoxLayout.Direction.RightToLeft)
        self._lay_out()
        self._connect()

    def show_run(self, run_id: int) -> None:
        """Read an import's report and show it."""
        if run_id != self._run_id:
            self.banner.hide()
            for part in (self.title, self.origin, self.words):
                part.setText("")  # an earlier report is not this one's
        self._run_id = run_id
        office = self._office

        def read() -> Report:
            lines = office.rosters.imports()
            line = next((one for one in lines if one.run_id == run_id), None)
            return Report(office.rosters.report(run_id), line, office.matching.count())

        def show(report: Report) -> None:
            if self._run_id == run_id:
                self._show(report)

        self._background.ask(read, self, show, self._fail)

    def _show(self, report: Report) -> None:
        self._report = report
        preview, line = report.preview, report.line
        back = taken_back_words(line, self._office.zone) if line is not None else ""
        self.badge.show_icon("undo-2" if back else "circle-check")
        self.title.setText(_("The import was taken back") if back else _("The roster is in"))
        parts = [preview.file_name]
        if line is not None:
            parts += [when_words(line, self._office.zone), origin_words(line)]
        self.origin.setText(" · ".join(part for part in (*parts, back) if part))
        self.words.setText(_("This is what it had brought.") if back else result_words(preview))
        self.counts.show_preview(preview)
        self.take_back.setVisible(line is not None and line.can_take_back)
        self.take_back.setEnabled(True)
        self._show_questions(report.questions)
        self._show_remarks(preview)
        announce(self, f"{self.title.text()}. {self.words.text()}")
        self.shown.emit()

    def _show_questions(self, count: int) -> None:
        self.questions.setText(questions_words(count))
        self._questions_words.setText(
            _("Some rows may be people who are here already. They are kept apart until somebody looks.")
            if count
            else _("Everybody was known by number or id, or is new.")
        )
        self.answer.setVisible(count > 0)

    def _show_remarks(self, preview: RosterPreview) -> None:
        ordered = sorted(preview.remarks, key=lambda one: one.level is not RemarkLevel.REFUSED)
        self.remarks.show_remarks(tuple(ordered))
        self._pages.setCurrentIndex(0 if ordered else 1)
        words = unlisted_words(sum(one.count for one in preview.remark_counts) - len(ordered))
        self._unlisted.setText(words)
        self._unlisted.setVisible(bool(words))
        self.save.setVisible(any(one.level is RemarkLevel.REFUSED for one in preview.remark_counts))

    def _ask_back(self) -> None:
        if self._report is None or self._report.line is None:
            return

        def begin() -> None:
            self.take_back.setEnabled(False)

        self._taking_back.ask(self, self._report.line, begin, self._taken_back, self._fail)

    def _taken_back(self, result: TakenBack) -> None:
        self.banner.say(undone_words(result), tint="accent")
        self.show_run(self._run_id)

    def _fail(self, error: OfficeError) -> None:
        self.take_back.setEnabled(True)
        self.banner.say(sentence(error))

    def _save(self) -> None:
        if self._report is not None:
            save_refusals(self, self._office, self._background, self._dialogs, self._report.preview, self._fail)

    def _connect(self) -> None:
        self.first.clicked.connect(self.students_asked)
        self.second.clicked.connect(self.again)
        self.answer.clicked.connect(self.matching_asked)
        self.take_back.clicked.connect(self._ask_back)
        self.save.clicked.connect(self._save)

    def _fit_room(self) -> None:
        """Put the way back under the next steps where large letters leave no room beside them."""
        buttons = (self.take_back, self.second, self.first)
        room = (self.width() - SPACE.lg) * _OUTCOME // (_OUTCOME + _BESIDE) - 2 * SPACE.xl
        wide = sum(one.sizeHint().width() for one in buttons) + 2 * SPACE.md <= room
        side_by_side, stacked = QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.TopToBottom
        self._foot.setDirection(side_by_side if wide else stacked)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_room()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_room()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.lg)
        row.addWidget(self._outcome_card(), _OUTCOME)
        right = QVBoxLayout()
        right.setSpacing(SPACE.lg)
        right.addWidget(self._questions_card())
        right.addWidget(self._remarks_card(), 1)
        row.addLayout(right, _BESIDE)

    def _outcome_card(self) -> Card:
        card = named(Card(spacing=SPACE.sm), "report_card")
        head = QHBoxLayout()
        head.setSpacing(SPACE.md)
        head.addWidget(self.badge)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.origin)
        head.addLayout(words, 1)
        card.body.addWidget(self.banner)
        card.body.addLayout(head)
        card.body.addSpacing(SPACE.xs)
        card.body.addWidget(self.words)
        card.body.addWidget(self.counts, 1)
        card.body.addWidget(Line())
        nexts = QHBoxLayout()
        nexts.setSpacing(SPACE.md)
        nexts.addStretch(1)
        nexts.addWidget(self.second)
        nexts.addWidget(self.first)
        self._foot.setContentsMargins(0, SPACE.sm, 0, 0)
        self._foot.setSpacing(SPACE.sm)
        self._foot.addLayout(nexts, 1)
        self._foot.addWidget(self.take_back)
        card.body.addLayout(self._foot)
        return card

    def _questions_card(self) -> Card:
        card = named(Card(spacing=SPACE.xs), "questions_card")
        row = QHBoxLayout()
        row.setSpacing(SPACE.md)
        words = QVBoxLayout()
        words.setSpacing(SPACE.xs)
        words.addWidget(self.questions)
        words.addWidget(self._questions_words)
        row.addLayout(words, 1)
        row.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
        return card

    def _remarks_card(self) -> Card:
        card = named(Card(spacing=SPACE.md), "remarks_card")
        card.body.addWidget(Text(_("Refused rows and remarks"), "h2", wrap=True))
        self._pages = QStackedWidget()  # a stacked layout without a parent shows each page as a window
        self._pages.addWidget(self.remarks)
        self._pages.addWidget(self._no_remarks)
        card.body.addWidget(self._pages, 1)
        card.body.addWidget(self._unlisted)
        card.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignRight)
        return card
