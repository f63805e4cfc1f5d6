"""Signing: the plan to read at the left, the signers in any order at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.packs import FieldTemplate, SectionTemplate
from ilp_desktop.domain.plans import SignatureMark
from ilp_desktop.domain.signing import SignerLine, SigningSheet
from ilp_desktop.language import LANGUAGES, N_, _
from ilp_desktop.ui.conference.hand_out import HandOut, Offer
from ilp_desktop.ui.conference.papers import Printers, SystemPrinters
from ilp_desktop.ui.conference.parts import Part, Scrolling, column, line
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.conference.plan_text import PlanText
from ilp_desktop.ui.conference.plan_words import PlanLine, plan_lines
from ilp_desktop.ui.conference.reading_order import has_keyboard
from ilp_desktop.ui.conference.sign_later import later_answers, later_form, later_words
from ilp_desktop.ui.conference.sign_panel import SignPanel
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.day.words import language_words
from ilp_desktop.ui.deeds.one_form import OneForm
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Avatar, Banner, Button, Card, Chip, SegmentedControl, Text

CHOSEN = {
    "agree": N_("Took part and agrees"),
    "attended_only": N_("Took part"),
    "disagree": N_("Sees some of it differently"),
}
METHODS = {
    "drawn": (N_("Signed"), "accent"),
    "paper": (N_("On paper"), "blue"),
    "chose_not_to_sign": (N_("Not today"), "grey"),
}


def paper_languages(sitting: Sitting) -> tuple[str, ...]:
    """Return the languages a plan can be shown and drawn in, the family's first where it is one of them."""
    family = sitting.sheet.language.split("-", maxsplit=1)[0]
    return tuple(sorted(LANGUAGES, key=lambda language: language != family))


def mark_words(mark: SignatureMark) -> str:
    """Word what a signer declared."""
    return _("Chose not to sign today") if mark.method == "chose_not_to_sign" else _(CHOSEN[mark.choice])


class SignerRow(QWidget):
    """One signer: who, what they declared, and the button for their turn."""

    def __init__(
        self, signer: SignerLine, turn: Callable[[], None], take_back: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        person, mark = signer.participant, signer.mark
        named(self, f"signer_{person.participant_id}_row")
        self.turn_button: Button | None = None
        row = line(self, spacing=SPACE.md)
        row.addWidget(Avatar(person.name, 40))
        words = column(spacing=1)
        words.addWidget(Text(person.name, "strong", elide=True))
        below = role_words(person.role) if mark is None else f"{role_words(person.role)} · {mark_words(mark)}"
        if mark is None and person.signs_by is not None:
            below = f"{role_words(person.role)} · {later_words(person.signs_by, person.signs_how)}"
        if signer.outdated:
            below = _("{role} · signed before the change").format(role=role_words(person.role))
        words.addWidget(Text(below, "small", "amber" if signer.outdated else "text2", elide=True))
        row.addLayout(words, 1)
        if mark is not None and not signer.outdated:
            text, kind = METHODS[mark.method]
            row.addWidget(named(Chip(_(text), kind), "signer_chip"))
        if mark is None or signer.outdated:
            sign = Button(_("Sign again") if signer.outdated else _("Sign"), "", "pen-line")
            sign.setAccessibleName(_("{name} signs").format(name=person.name))
            named(sign, f"turn_{person.participant_id}").clicked.connect(turn)
            row.addWidget(sign)
            self.turn_button = sign
        else:
            back = Button("", "ghost", "undo-2", spoken=_("Take back the mark of {name}").format(name=person.name))
            named(back, f"take_back_{person.participant_id}").clicked.connect(take_back)
            row.addWidget(back)


class SignaturesPart(Part):
    """Shows what is signed and who has signed; a change after a mark is said, never hidden."""

    printers: Printers = SystemPrinters()

    def __init__(self, sitting: Sitting, section: SectionTemplate, field: FieldTemplate, parent: QWidget) -> None:
        super().__init__(sitting, section, field, parent)
        sitting.boxes.saved.connect(self.show_sheet)  # what was typed just before may be on its way still
        self._sheet: SigningSheet | None = None
        self._signers: list[SignerRow] = []
        self._panel: SignPanel | None = None
        self._signed = False
        languages = paper_languages(sitting)
        self._text = named(PlanText(), "plan_text")
        self._language = named(
            SegmentedControl([(each, language_words(each)) for each in languages], spoken=_("Language of the plan")),
            "plan_language",
        )
        self._changed = named(Banner(), "plan_changed_banner")
        self._changed.closing.hide()
        self._rows = Scrolling(spacing=SPACE.md)
        self._below = QVBoxLayout()
        self._forms = OneForm(self, sitting.background, self._ask, sitting.failed.emit)
        self._note = named(Text("", "small", "text2", wrap=True), "signers_note")
        self.hand_out = HandOut(sitting, lambda: self.printers, self)
        self.hand_out.changed.connect(self._lead)
        self.hand_out.settled.connect(self._handed_out)
        down = column(self, spacing=SPACE.md)
        down.addWidget(self._changed)
        row = line(spacing=SPACE.xl)
        row.addWidget(self._plan_card(), 4)
        row.addWidget(self._signers_card(), 5)
        down.addLayout(row, 1)
        self._language.chosen.connect(self._ask)
        self._changed.acted.connect(self._new_revision)

    def _plan_card(self) -> Card:
        card = Card(padding=SPACE.lg, spacing=SPACE.sm, parent=self)
        head = line(spacing=SPACE.sm)
        self._number = Text("", "strong", "text2", elide=True)
        head.addWidget(self._number, 1)
        head.addWidget(self._language)
        card.body.addLayout(head)
        card.body.addWidget(self._text, 1)
        return card

    def _signers_card(self) -> Card:
        card = Card(spacing=SPACE.sm, parent=self)
        self._pages = QStackedWidget(card)
        listing = QWidget(self._pages)
        down = column(listing, spacing=SPACE.sm)
        down.addWidget(Text(self.sitting.worded(self.field.prompt), "h2", wrap=True))
        down.addWidget(Text(self.sitting.worded(self.field.hint), "body", "text2", wrap=True))
        down.addSpacing(SPACE.xs)
        down.addWidget(self._rows, 1)
        down.addWidget(self._note)
        down.addWidget(self.hand_out)
        self._pages.addWidget(listing)
        # When somebody signs later is asked in the place of the list: below it there would be no room.
        asking = Scrolling(parent=self._pages)
        asking.inside.addLayout(self._below)
        asking.inside.addStretch()
        self._pages.addWidget(asking)
        card.body.addWidget(self._pages, 1)
        return card

    @override
    def show_sheet(self) -> None:
        if self.isVisible():
            self._ask()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    @override
    def leave(self) -> None:
        self.hand_out.let_go()
        self._end_turn()

    def _ask(self) -> None:
        office, conference, pack = self.sitting.office, self.sitting.conference_id, self.sitting.pack
        language = self._language.current()

        def read() -> tuple[SigningSheet, tuple[PlanLine, ...], bool]:
            sheet = office.signing.prepare(conference)
            ready = sheet.complete and not sheet.changed_since_signature and office.plans.may_finalize
            offered = ready and office.plans.carrying(conference).is_ready
            return sheet, plan_lines(sheet.content, pack, language), offered

        self.sitting.background.ask(read, self, lambda answer: self._show(*answer, language), self.sitting.failed.emit)

    def _show(self, sheet: SigningSheet, lines: tuple[PlanLine, ...], offered: bool, language: str) -> None:
        if self._sheet is not None and self._panel is not None and sheet.sha256 != self._sheet.sha256:
            self._end_turn()  # what the person was reading is no longer what would be signed
        last_mark = self._sheet is not None and not self._sheet.complete and sheet.complete
        changed, self._sheet = sheet != self._sheet, sheet
        self._text.show_lines(lines)
        if self._panel is not None:
            self._panel.show_language(language)  # a mark says in which language the plan was read
        self._number.setText(_("Revision {number}").format(number=sheet.number))
        had_keyboard = self._signed or has_keyboard(self._rows)
        if changed:
            self._show_signers(sheet)
        self.hand_out.offer(Offer(offered))
        if offered and last_mark and self.sitting.office.settings.print_after_signing:
            self.hand_out.begin()
        self._lead()
        if had_keyboard and self._panel is None:
            self._signed = False
            self._hand_on()
        self._open_wanted(sheet)

    def _show_signers(self, sheet: SigningSheet) -> None:
        self._rows.empty()
        self._signers = [self._row(signer) for signer in sheet.signers]
        for row in self._signers:
            self._rows.inside.addWidget(row)
        self._rows.inside.addStretch()
        self._note.setText(_note(sheet))
        self._show_change(sheet)

    def _hand_on(self) -> None:
        """Give the keyboard to the next signer, or to the way on when everybody has signed."""
        for row in self._signers:
            if row.turn_button is not None:
                row.turn_button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if self.hand_out.button.isVisibleTo(self):
            self.hand_out.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.hand_out.is_going:
            self.way_on.emit()

    def _lead(self) -> None:
        """The primary action is the signer's while it is their turn, then to hand the copies out."""
        self.set_leading(on=self._panel is not None or self.hand_out.button.isVisibleTo(self))

    def _handed_out(self) -> None:
        self._signed = False
        self._ask()
        self.way_on.emit()

    def _row(self, signer: SignerLine) -> SignerRow:
        person = signer.participant.participant_id
        return SignerRow(signer, lambda: self._turn(signer), lambda: self._take_back((person,)), self._rows.ground)

    def _show_change(self, sheet: SigningSheet) -> None:
        if not sheet.changed_since_signature:
            self._changed.hide()
            return
        names = ", ".join(signer.participant.name for signer in sheet.signers if signer.outdated)
        words = _("The plan was changed after it was signed by {names}. Their marks stay with what it said then.")
        self._changed.say(words.format(names=names), tint="amber", action=_("Make a new revision"))

    def _turn(self, signer: SignerLine) -> None:
        if self._sheet is None:
            return
        self._end_turn()
        panel = SignPanel(self.sitting, self._sheet, signer, self._language.current())
        panel.done.connect(self._end_turn, Qt.ConnectionType.QueuedConnection)
        panel.later_wanted.connect(lambda: self._ask_when(signer), Qt.ConnectionType.QueuedConnection)
        self._panel = panel
        self._pages.addWidget(panel)
        self._pages.setCurrentWidget(panel)
        panel.focus_first()
        self._lead()

    def _ask_when(self, signer: SignerLine) -> None:
        """Ask until when they will sign, in the place of the panel."""
        self._end_turn()
        sitting, person = self.sitting, signer.participant
        form = later_form(person, sitting.clock.now().astimezone(sitting.zone).date())

        def keep() -> None:
            by, how = later_answers(form)
            later, person_id = sitting.office.later, person.participant_id

            def kept(_changes: Changes) -> None:
                form.hide()
                form.deleteLater()
                self._pages.setCurrentIndex(0)
                self._ask()

            self._forms.do(lambda: later.sign_later(person_id, by, how), kept, form)

        self._pages.setCurrentIndex(1)
        self._forms.open(form, self._below, keep, lambda: self._pages.setCurrentIndex(0))

    def _open_wanted(self, sheet: SigningSheet) -> None:
        """Open the turn of whoever came to sign what they left for later."""
        wanted, self.sitting.turn_wanted = self.sitting.turn_wanted, None
        for signer in sheet.signers if wanted is not None else ():
            if signer.participant.participant_id == wanted and not signer.settled:
                self._turn(signer)

    def _end_turn(self) -> None:
        panel, self._panel = self._panel, None
        if panel is not None:
            panel.leave(self._pages)
            self._signed = True
            self._lead()

    def _take_back(self, people: tuple[int, ...]) -> None:
        signing = self.sitting.office.signing
        for person in people:
            self.sitting.do(lambda person=person: signing.take_back(person))

    def _new_revision(self) -> None:
        if self._sheet is not None:
            outdated = [signer for signer in self._sheet.signers if signer.outdated]
            self._take_back(tuple(signer.participant.participant_id for signer in outdated))


def _note(sheet: SigningSheet) -> str:
    if sheet.complete:
        return _("Everyone expected has signed. The plan can be finalized.")
    if sheet.guardian_owed:
        return _("A parent or guardian is still to sign, here or on paper.")
    owed = [line.participant.name for line in sheet.signers if line.expected and not line.settled]
    return _("Still to sign: {names}").format(names=", ".join(owed)) if owed else ""
