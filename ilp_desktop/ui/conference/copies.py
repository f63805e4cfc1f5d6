"""The last step: finalize the plan, print it, give the family its copy, file one in the cumulative folder (R45, R46)."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.deliveries import DeliveryKind, RenderingLine
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import FieldTemplate, SectionTemplate
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.carry_card import CarryCard
from ilp_desktop.ui.conference.contact_button import ContactButton
from ilp_desktop.ui.conference.copy_card import CopyCard
from ilp_desktop.ui.conference.hand_out import HandOut, Offer
from ilp_desktop.ui.conference.papers import Printer, Printers, SystemPrinters, pages_of
from ilp_desktop.ui.conference.parts import Part, Scrolling, column, line
from ilp_desktop.ui.conference.preview import PIXELS, Preview
from ilp_desktop.ui.conference.reading_order import has_keyboard
from ilp_desktop.ui.conference.signatures import paper_languages
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.day.words import language_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, EmptyState, Notice, SegmentedControl, Text

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.services.copy_notes import Carrying

    Answer = tuple[tuple[RenderingLine, ...], Carrying, tuple[int, ...]]


class CopiesPart(Part):
    """The finalized plan at the left, what becomes of its copies at the right."""

    printed = Signal()
    printers: Printers = SystemPrinters()

    def __init__(self, sitting: Sitting, section: SectionTemplate, field: FieldTemplate, parent: QWidget) -> None:
        super().__init__(sitting, section, field, parent)
        sitting.boxes.saved.connect(self.show_sheet)  # what was typed just before may be on its way still
        self._lines: tuple[RenderingLine, ...] = ()
        self._shown: int | None = None
        self._made = False
        self._is_read = False
        self._languages = paper_languages(sitting)
        self.carry = CarryCard(sitting)
        self.hand_out = HandOut(sitting, lambda: self.printers, self)
        self.carry.said.connect(self.show_sheet)
        self.hand_out.changed.connect(self._rest)
        self.hand_out.settled.connect(self._handed_out)
        row = line(self, spacing=SPACE.xl)
        row.addWidget(self._paper_card(), 5)
        row.addWidget(self._copies_card(), 5)

    def _paper_card(self) -> Card:
        card = Card(padding=SPACE.lg, parent=self)
        self._pages = QStackedWidget(card)
        words = _("Finalizing draws the plan once, closes it with the school's seal, and keeps exactly that paper.")
        self._pages.addWidget(EmptyState("file-text", _("Not finalized yet"), words))
        self._preview = named(Preview(), "plan_preview")
        self._pages.addWidget(self._preview)
        card.body.addWidget(self._pages, 1)
        return card

    def _copies_card(self) -> Card:
        card = Card(spacing=SPACE.md, parent=self)
        card.body.addWidget(Text(self.sitting.worded(self.field.prompt), "h2", wrap=True))
        self._done = named(
            Notice(_("Done: the family has its copy, and one is in the folder."), "accent", "circle-check"),
            "done_notice",
        )
        self._done.hide()  # until the office has said so
        card.body.addWidget(self._done)
        self._scroll = Scrolling(spacing=SPACE.md, parent=card)
        self._scroll.inside.addWidget(Text(self.sitting.worded(self.field.hint), "body", "text2", wrap=True))
        self._scroll.inside.addWidget(self.carry)
        self._cards = column(spacing=SPACE.md)
        self._scroll.inside.addLayout(self._cards)
        self._scroll.inside.addWidget(self._making_rows())
        self._scroll.inside.addWidget(ContactButton(self.sitting))
        self._scroll.inside.addStretch()
        self._scroll.setMinimumHeight(theme.scaled(32))  # lower than by itself: the button below must be seen whole
        card.body.addWidget(self._scroll, 1)
        card.body.addWidget(self.hand_out)
        return card

    def _making_rows(self) -> QWidget:
        """What is seldom wanted: one paper in a language of one's choice, and none printed."""
        self._making = QWidget(self)
        making = column(self._making, spacing=SPACE.sm)
        self._making_words = Text("", "label", "text3")
        making.addWidget(self._making_words)
        self._language = named(
            SegmentedControl(
                [(each, language_words(each)) for each in self._languages], spoken=_("Language of the paper")
            ),
            "paper_language",
        )
        self._finalize = named(Button(_("Finalize only"), "", "shield-check"), "finalize_button")
        self._finalize.clicked.connect(self._finalize_now)
        making.addWidget(self._language)
        making.addWidget(self._finalize)
        return self._making

    @override
    def show_sheet(self) -> None:
        if self.isVisible():
            self._ask()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        office, conference = self.sitting.office, self.sitting.conference_id

        def read() -> "Answer":
            plans = office.plans
            return plans.renderings(conference), plans.carrying(conference), office.printing.waiting(conference)

        self.sitting.background.ask(read, self, lambda answer: self._show(*answer), self.sitting.failed.emit)

    def _show(self, lines: tuple[RenderingLine, ...], carrying: "Carrying", waiting: tuple[int, ...]) -> None:
        self.carry.show_carrying(carrying)
        self.hand_out.offer(Offer(bool(carrying.missing) and self.sitting.office.plans.may_finalize, len(waiting)))
        self._lead()
        if lines == self._lines and self._is_read and not self._made:
            return  # the sheet was read again for another reason: a button about to be pressed stays the same button
        self._is_read = True
        self._lines = lines
        had_keyboard = self._made or has_keyboard(self)
        self._made = False
        cards = self._show_cards(lines)
        current = [each for each in lines if each.current]
        self._show_making({each.language for each in current}, first=not lines)
        is_done = any(_is_done(each) for each in current)
        self._done.setVisible(is_done)
        if had_keyboard and cards:
            self._hand_on(cards[-1])
        if current and self._shown not in {each.rendering_id for each in lines}:
            self._show_paper(current[-1].rendering_id)
        if not lines:
            self._pages.setCurrentIndex(0)

    def _show_cards(self, lines: tuple[RenderingLine, ...]) -> list[CopyCard]:
        while (item := self._cards.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.deleteLater()
        cards: list[CopyCard] = []
        for each in lines:
            card = CopyCard(each, self.sitting.zone)
            card.print_wanted.connect(lambda each=each: self._print(each))
            card.recorded.connect(partial(self._record, each))
            card.shown.connect(lambda each=each: self._show_paper(each.rendering_id))
            self._cards.addWidget(card)
            cards.append(card)
        return cards

    def _hand_on(self, card: CopyCard) -> None:
        """Give the keyboard to what is to be done next with the newest paper; after that to the way on."""
        if card.next_button is not None:
            card.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.way_on.emit()

    def _show_making(self, made: set[str], *, first: bool) -> None:
        missing = [each for each in self._languages if each not in made]
        self._making.setVisible(bool(missing))
        for each in self._languages:
            self._language.set_enabled(each, on=each in missing)
        if missing and self._language.current() not in missing:
            self._language.choose(missing[0])
        words = _("Language of the paper") if first or not made else _("Also in another language")
        self._making_words.setText(words.upper())
        self._finalize.setText(_("Finalize only") if not made else _("Finalize it too"))

    def _lead(self) -> None:
        self.set_leading(on=self.hand_out.button.isVisibleTo(self))

    def _rest(self) -> None:
        """One thing at a time: while copies are made nothing else is asked for."""
        self._making.setEnabled(not self.hand_out.is_going)
        self.carry.setEnabled(not self.hand_out.is_going)
        self._made = self._made or not self.hand_out.is_going

    def _handed_out(self) -> None:
        self.printed.emit()
        self.show_sheet()

    @override
    def leave(self) -> None:
        self.hand_out.let_go()

    def _finalize_now(self) -> None:
        self.sitting.boxes.flush()
        self._finalize.setEnabled(False)
        office, conference, language = self.sitting.office, self.sitting.conference_id, self._language.current()

        def made(changes: Changes) -> None:
            self._finalize.setEnabled(True)
            self._made = True
            if changes.made_id is not None:
                self._show_paper(changes.made_id)

        def failed(error: OfficeError) -> None:
            self._finalize.setEnabled(True)
            self.sitting.failed.emit(error)

        self.sitting.background.do(lambda: office.plans.finalize(conference, language), made, failed, owner=self)

    def _show_paper(self, rendering_id: int) -> None:
        self._shown = rendering_id
        office = self.sitting.office

        def show(pages: tuple[QImage, ...]) -> None:
            if self._shown == rendering_id:
                self._preview.show_pages(pages)
                self._pages.setCurrentIndex(1)

        self.sitting.background.ask(
            lambda: pages_of(office.plans.rendering(rendering_id), PIXELS), self, show, self.sitting.failed.emit
        )

    def _print(self, each: RenderingLine) -> None:
        office = self.sitting.office

        def with_printer(printer: Printer) -> None:
            def verb() -> Changes:
                printer.print_pages(office.plans.rendering(each.rendering_id))
                return office.plans.record_delivery(each.rendering_id, DeliveryKind.PRINTED.value)

            self.sitting.do(verb, lambda _changes: self.printed.emit())

        try:
            self.printers.choose(self, with_printer)
        except OfficeError as error:
            self.sitting.failed.emit(error)

    def _record(self, each: RenderingLine, kind: DeliveryKind) -> None:
        office = self.sitting.office
        to_whom = _family(self.sitting) if kind is DeliveryKind.GIVEN_TO_FAMILY else ""
        self.sitting.do(lambda: office.plans.record_delivery(each.rendering_id, kind.value, to_whom))


def _is_done(each: RenderingLine) -> bool:
    kinds = {delivery.kind for delivery in each.deliveries}
    return {DeliveryKind.GIVEN_TO_FAMILY, DeliveryKind.FILED_IN_FOLDER} <= kinds


def _family(sitting: Sitting) -> str:
    people = sitting.sheet.participants
    return ", ".join(each.name for each in people if each.party is Party.FAMILY and each.attended)
