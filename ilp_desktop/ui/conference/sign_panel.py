"""One signer's turn: the choice, the words where one is needed, the pad, and the ways without a pad."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.documents.words import Words as PaperWords
from ilp_desktop.domain.plans import Choice, Method
from ilp_desktop.domain.signing import SignerLine, SigningSheet, Strokes
from ilp_desktop.language import N_, _, translation
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference import marking
from ilp_desktop.ui.conference.long_choice import LongChoice
from ilp_desktop.ui.conference.marking import CHOICES, Marking
from ilp_desktop.ui.conference.parts import Scrolling, column, line
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.conference.sitting import Sitting, texts
from ilp_desktop.ui.conference.writing import Words
from ilp_desktop.ui.conference.written import BoxText
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, SignaturePad, Text, announce
from ilp_desktop.wording.consents import CONSENTS

_PAD, _PAD_FACING = 104, 120
"""Least height of the pad, in pixels."""
YOUR_TURN = N_("Your turn, {name}")
_MISSING = {
    "choice": N_("Please choose one of the three sentences first."),
    "words": N_("A few words, please: what do you see differently?"),
    "signature": N_("Please sign in the box first. Who cannot draw here signs on paper."),
}


class SignPanel(QWidget):
    """Asks one person. What it records binds to the plan as it was shown beside it.

    ``facing``: the signer alone looks at it, so that every word is in the signer's language; whoever signs on paper or not
    today says so to the staff, on their screen.
    """

    done = Signal()
    later_wanted = Signal()
    """They will sign on another day, here or on paper."""

    def __init__(
        self, sitting: Sitting, sheet: SigningSheet, signer: SignerLine, language: str, *, facing: bool = False
    ) -> None:
        super().__init__()
        named(self, "sign_panel")
        self._facing = facing
        self._sitting = sitting
        self._sheet = sheet
        self._person = signer.participant
        self._language = language
        self._state = Marking(self._person.participant_id)
        self._pad = named(SignaturePad(self._person.name), "signature_pad")
        self._pad.setMinimumHeight(_PAD_FACING if facing else theme.scaled(_PAD))
        self._problem = named(Text("", "small", "red", wrap=True), "sign_problem")
        self._problem.hide()
        self._consent = named(Text("", "small", "text2", wrap=True), "sign_consent")
        # In a larger type the sentences need more height than a small screen has; the buttons stay in sight.
        scroll = Scrolling(spacing=SPACE.sm)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.inside.addLayout(self._head())
        scroll.inside.addLayout(self._choice_rows())
        scroll.inside.addWidget(self._words_box())
        scroll.inside.addWidget(self._consent)
        scroll.inside.addWidget(self._pad, 1)
        down = column(self, spacing=SPACE.sm)
        down.addWidget(scroll, 1)
        down.addWidget(self._problem)
        down.addLayout(self._foot())
        self._pad.changed.connect(self._drawn)
        self.show_language(language)

    def focus_first(self) -> None:
        """Put the keyboard on the first choice."""
        next(iter(self._choices.values())).radio.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_language(self, language: str) -> None:
        """The plan beside is now shown in this language; the signer is asked in it too."""
        self._language = language
        gettext = translation(language).gettext
        say = gettext
        if self._facing:
            self._pad.set_language(language)
            self._role.setText(PaperWords(language, {}).role(self._person.role))
            self._sign.setText(gettext("Sign"))
            self._cancel.setText(gettext("Cancel"))
            self._clear.setText(gettext("Clear"))
            self._words.setAccessibleName(gettext("What I see differently"))
            self._words.setPlaceholderText(gettext("In your own words"))
        self._turn.setText(say(YOUR_TURN).format(name=self._person.name))
        self._consent.setText(say(CONSENTS[self._sheet.consent_of(self._person)]))
        for choice, one in self._choices.items():
            one.set_words(say(CHOICES[choice]))

    def close_down(self) -> None:
        """Keep the words typed so far."""
        self._words.let_go()

    def leave(self, pages: QStackedWidget) -> None:
        """Keep the words typed so far and go; the first of the pages is shown again."""
        self.close_down()
        pages.setCurrentIndex(0)
        pages.removeWidget(self)
        self.hide()
        self.deleteLater()

    def _head(self) -> QVBoxLayout:
        words = column(spacing=1)
        self._turn = named(Text("", "h2", elide=True), "sign_turn")
        words.addWidget(self._turn)
        self._role = Text(role_words(self._person.role), "small", "text2")
        words.addWidget(self._role)
        return words

    def _choice_rows(self) -> QVBoxLayout:
        rows = column(spacing=0)
        self._group = QButtonGroup(self)
        self._choices: dict[Choice, LongChoice] = {}
        for choice, words in CHOICES.items():
            one = self._choices[choice] = LongChoice(_(words))
            named(one.radio, f"choice_{choice}").clicked.connect(self._choose)
            self._group.addButton(one.radio)
            rows.addWidget(one)
        return rows

    def _foot(self) -> QHBoxLayout:
        row = line(spacing=SPACE.xs)
        clear = named(Button("", "ghost", "rotate-ccw", spoken=_("Clear the signature")), "clear_button")
        other = named(Button(_("Without a pen"), "ghost", "ellipsis"), "other_ways_button")
        other.setAccessibleName(_("Sign on paper, later, or not today"))
        cancel = named(Button(_("Cancel"), "ghost"), "cancel_sign_button")
        sign = named(Button(_("Sign"), "primary", "signature"), "sign_button")
        if self._facing:
            other.hide()
        self._clear, self._cancel, self._sign = clear, cancel, sign
        clear.clicked.connect(self._pad.clear)
        other.clicked.connect(lambda: self.menu_of_ways().popup(other.mapToGlobal(other.rect().bottomLeft())))
        cancel.clicked.connect(self.done)
        sign.clicked.connect(lambda _on=False: self.sign())
        row.addWidget(clear)
        row.addWidget(other)
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(sign)
        return row

    def menu_of_ways(self) -> QMenu:
        """Return the menu of the ways to mark the plan without the pad; all of them by keyboard."""
        menu = named(QMenu(self), "ways_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        paper = named(menu.addAction(_("Signed on paper")), "paper_action")
        paper.triggered.connect(lambda: self.sign("paper"))
        not_today = named(menu.addAction(_("Chose not to sign today")), "not_today_action")
        not_today.triggered.connect(lambda: self.sign("chose_not_to_sign"))
        later = named(menu.addAction(_("Will sign later…")), "later_action")
        later.triggered.connect(self.later_wanted)
        return menu

    def _words_box(self) -> BoxText:
        path = f"words:{self._person.participant_id}"
        stored = texts(self._sitting.sheet).get(path, Words("", self._language))
        self._words = BoxText(self._sitting, path, stored, spoken=_("What I see differently"), lines=(2, 3))
        named(self._words, "disagreement_text")
        self._words.setPlaceholderText(_("In your own words"))
        self._words.textChanged.connect(self._worded)
        self._words.hide()
        self._worded()
        return self._words

    def _worded(self) -> None:
        self._state = marking.wording(self._state, self._words.toPlainText())

    def _drawn(self) -> None:
        self._state = marking.drawing(self._state, drawn=not self._pad.is_empty())
        self._problem.hide()

    def _choose(self) -> None:
        for choice, one in self._choices.items():
            if one.radio.isChecked():
                self._state = marking.choosing(self._state, choice)
        self._words.setVisible(self._state.choice == "disagree")
        self._problem.hide()

    def sign(self, method: Method = "drawn") -> None:
        """Record the mark, or say what is still missing."""
        problem = self._missing(method)
        if problem:
            self._problem.setText(problem)
            self._problem.show()
            announce(self._problem, problem)
            return
        state, sheet, language = self._state, self._sheet, self._language
        words = state.words if state.choice == "disagree" else ""
        strokes, aspect = (self._strokes(), self._aspect()) if method == "drawn" else ((), 3.0)
        signing = self._sitting.office.signing
        self._sitting.do(
            lambda: signing.sign(
                sheet.conference_id,
                state.participant_id,
                sheet.sha256,
                state.choice or "attended_only",
                words,
                method,
                strokes,
                language,
                aspect=aspect,
            ),
            lambda _changes: self.done.emit(),
        )

    def _missing(self, method: Method) -> str:
        owed = self._state.owed(method)
        if owed:
            return translation(self._language).gettext(_MISSING[owed]) if self._facing else _(_MISSING[owed])
        return self._pad.problem() if method == "drawn" else ""

    def _aspect(self) -> float:
        return self._pad.width() / max(1, self._pad.height())

    def _strokes(self) -> Strokes:
        # The pad counts both ways in its widths; a mark keeps each within its own side, 0 to 1.
        aspect = self._aspect()
        return tuple(
            tuple((point.x, point.y * aspect, float(point.milliseconds), point.pressure) for point in stroke)
            for stroke in self._pad.strokes()
        )
