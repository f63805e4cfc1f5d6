"""The window that people sign in: turned to the family, one signer at a time, in the signer's language."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.documents.words import Words as PaperWords
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import worded
from ilp_desktop.domain.signing import SignerLine, SigningSheet
from ilp_desktop.language import translation
from ilp_desktop.ui.conference.parts import Scrolling, column, line
from ilp_desktop.ui.conference.plan_text import PlanText
from ilp_desktop.ui.conference.plan_words import plan_lines
from ilp_desktop.ui.conference.sign_panel import SignPanel
from ilp_desktop.ui.conference.signatures import paper_languages
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.day.words import own_name
from ilp_desktop.ui.family.pages import MARKED
from ilp_desktop.ui.family.turning import Turnable
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Avatar, Banner, Button, Canvas, Card, IconMark, SegmentedControl, Text, announce
from ilp_desktop.ui.window import NAME
from ilp_desktop.wording import sentence

_PREFERRED = QSize(1180, 720)


class SigningWindow(QWidget):
    """What is signed at the left, who signs at the right. A mark is made by the verb that the runner uses."""

    closed = Signal()

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        named(self, "signing_window")
        self.setWindowTitle(NAME)  # a title is seen in the task bar: it names nobody
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._sitting = sitting
        self._languages = paper_languages(sitting)
        self._language = self._languages[0]
        self._sheet: SigningSheet | None = None
        self._panel: SignPanel | None = None
        self._signed = False
        content = Canvas()
        self._turnable = Turnable(content, self)
        column(self).addWidget(self._turnable)
        self._lay_out(content)
        sitting.boxes.saved.connect(self._ask)
        sitting.sheet_read.connect(self._ask)
        sitting.failed.connect(self._say)
        sitting.background.changed.connect(self._hear)
        self._word()
        self._ask()

    def place(self, beside: QWidget) -> None:
        """Open on another screen than the staff's where there is one, the last of them: a pad or a touch screen."""
        others = [screen for screen in QGuiApplication.screens() if screen is not beside.screen()]
        if others:
            self.setGeometry(others[-1].geometry())
            self.showFullScreen()
        else:
            room = beside.screen().availableGeometry()
            self.resize(_PREFERRED.boundedTo(room.size()))
            self.move(room.center() - self.rect().center())
            self.show()
        self.activateWindow()

    # Building

    def _lay_out(self, content: QWidget) -> None:
        down = column(content, spacing=SPACE.lg)
        down.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        down.addLayout(self._head())
        self._banner = named(Banner(), "signing_banner")
        down.addWidget(self._banner)
        row = line(spacing=SPACE.xl)
        row.addWidget(self._plan_card(), 4)
        row.addWidget(self._signers_card(), 5)
        down.addLayout(row, 1)

    def _head(self) -> QHBoxLayout:
        row = line(spacing=SPACE.lg)
        self._title = named(Text("", "h1", elide=True), "signing_title")
        row.addWidget(self._title, 1)
        each = [(one, own_name(one)) for one in self._languages]
        self._choice = named(SegmentedControl(each, self._language), "signing_language")
        self._choice.chosen.connect(self._choose_language)
        row.addWidget(self._choice)
        self._turn = named(Button("", "", "rotate-ccw", spoken="…"), "signing_turn_button")
        self._turn.clicked.connect(self._turnable.turn)
        row.addWidget(self._turn)
        self._leave = named(Button("…", "ghost"), "signing_close_button")
        self._leave.clicked.connect(self.close)
        row.addWidget(self._leave)
        return row

    def _plan_card(self) -> Card:
        card = Card(padding=SPACE.xl, spacing=SPACE.md)
        self._statement_title = Text("", "h2", wrap=True)
        self._statement = named(Text("", "body", wrap=True), "signing_statement")
        card.body.addWidget(self._statement_title)
        card.body.addWidget(self._statement)
        self._plan = named(PlanText(), "signing_plan")
        card.body.addWidget(self._plan, 1)
        return card

    def _signers_card(self) -> Card:
        card = Card(padding=SPACE.xl, spacing=SPACE.md)
        self._pages = QStackedWidget(card)
        listing = QWidget(self._pages)
        down = column(listing, spacing=SPACE.md)
        self._asked = Text("", "h2", wrap=True)
        down.addWidget(self._asked)
        self._rows = Scrolling(spacing=SPACE.md)
        down.addWidget(self._rows, 1)
        self._pages.addWidget(listing)
        card.body.addWidget(self._pages, 1)
        return card

    # Speaking

    def _word(self) -> None:
        """Say everything in the language that is chosen."""
        gettext = translation(self._language).gettext
        self._title.setText(gettext("Our signatures"))
        self.setAccessibleName(self._title.text())
        self._choice.setAccessibleName(gettext("Language of the plan"))
        self._turn.setText(gettext("Turn around"))
        self._turn.setAccessibleName(gettext("Turn the window around, for who sits across the table"))
        self._leave.setText(gettext("Close"))
        self._statement_title.setText(gettext("What this plan is"))
        self._statement.setText(worded(self._sitting.pack.statement, self._language, self._sitting.name))
        self._plan.setAccessibleName(gettext("What the plan says"))
        if self._panel is not None:
            self._panel.show_language(self._language)
        if self._sheet is not None:
            self._plan.show_lines(plan_lines(self._sheet.content, self._sitting.pack, self._language))
            self._show_signers(self._sheet)

    def _choose_language(self, language: str) -> None:
        self._language = language
        self._word()

    def _say(self, error: OfficeError) -> None:
        self._banner.say(sentence(error))

    # Asking

    def _ask(self) -> None:
        sitting = self._sitting
        sitting.background.ask(
            lambda: sitting.office.signing.prepare(sitting.conference_id), self, self._show, self._say
        )

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.SIGNATURE):
            self._ask()

    def _show(self, sheet: SigningSheet) -> None:
        before, self._sheet = self._sheet, sheet
        if before is not None and self._panel is not None and before.sha256 != sheet.sha256:
            self._end_turn()  # what the person was reading is no longer what would be signed
        if sheet != before:
            self._word()
        if self._signed and self._panel is None:
            self._signed = False
            self._hand_on()

    def _show_signers(self, sheet: SigningSheet) -> None:
        self._rows.empty()
        gettext = translation(self._language).gettext
        owed = [signer for signer in sheet.signers if not signer.settled]
        self._asked.setText(gettext("Who signs now?") if owed else gettext("Thank you! Everybody has signed."))
        for signer in sheet.signers:
            self._rows.inside.addWidget(self._row(signer, gettext))
        self._rows.inside.addStretch()

    def _row(self, signer: SignerLine, gettext: Callable[[str], str]) -> QWidget:
        person, mark = signer.participant, signer.mark
        made = QWidget(self._rows.ground)
        row = line(made, spacing=SPACE.md)
        row.addWidget(Avatar(person.name, 48))
        words: QVBoxLayout = column(spacing=1)
        words.addWidget(Text(person.name, "strong", elide=True))
        words.addWidget(Text(PaperWords(self._language, {}).role(person.role), "small", "text2", elide=True))
        row.addLayout(words, 1)
        if mark is not None and signer.settled:
            row.addWidget(IconMark("circle-check", "accent_text", 20))
            row.addWidget(Text(gettext(MARKED[mark.method]), "strong", "accent_text"))
        else:
            sign = named(Button(gettext("Sign"), "", "pen-line"), f"facing_turn_{person.participant_id}")
            sign.setAccessibleName(gettext("{name} signs").format(name=person.name))
            sign.clicked.connect(lambda: self._begin_turn(signer))
            row.addWidget(sign)
        return made

    # Turns

    def _begin_turn(self, signer: SignerLine) -> None:
        if self._sheet is None:
            return
        panel = SignPanel(self._sitting, self._sheet, signer, self._language, facing=True)
        panel.done.connect(self._end_turn, Qt.ConnectionType.QueuedConnection)
        self._panel = panel
        self._pages.addWidget(panel)
        self._pages.setCurrentWidget(panel)
        panel.focus_first()
        announce(self, signer.participant.name)

    def _end_turn(self) -> None:
        panel, self._panel = self._panel, None
        if panel is not None:
            panel.leave(self._pages)
            self._signed = True
            self._ask()

    def _hand_on(self) -> None:
        buttons = [each for each in self._rows.findChildren(Button) if each.isVisible()]
        (buttons[0] if buttons else self._leave).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if self._panel is not None:
            self._panel.close_down()
        self.closed.emit()
