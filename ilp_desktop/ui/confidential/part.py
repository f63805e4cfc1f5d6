"""The confidential part of a student's file. Nobody without the key has it on their screen at all."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.confidential import ConfidentialFile, ConfidentialItem, FoundItem, NoteWords, Unfinished
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.gradual import Gradual, polish_children
from ilp_desktop.ui.confidential.deeds import Deeds
from ilp_desktop.ui.confidential.editor import NoteEditor
from ilp_desktop.ui.confidential.items import FoundCard, ItemCard
from ilp_desktop.ui.day.words import hour_words
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.students.student_part import StudentPart
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Card, EmptyState, IconMark, SearchField, Text, toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import Office

_SEARCH_MILLISECONDS = 200
_AT_FIRST = 6
"""How many cards appear at once: about as many as a window is high. Showing one takes a millisecond."""


class ConfidentialPart(StudentPart):
    """Notes and documents of one student, written, found and let out; empty again as soon as it is left."""

    student_wanted = Signal(int)
    """Another student's file is wanted: a search found something there."""
    built = Signal()
    """What was asked for is on the screen."""

    def __init__(
        self, office: "Office", background: Background, dialogs: Dialogs, clock: Clock, zone: ZoneInfo
    ) -> None:
        super().__init__()
        named(self, "confidential_part")
        self._office = office
        self._background = background
        self._clock = clock
        self._zone = zone
        self._student_id = 0
        self._unfinished: Unfinished | None = None
        self._consents_of: set[int] = set()
        self._body: QWidget | None = None
        self._building: QWidget | None = None
        self._waits = False
        self._coming = Gradual(self)
        self.deeds = Deeds(office, background, dialogs, self)
        self.search = named(
            SearchField(_("Find in confidential notes"), _("Find in confidential notes"), self), "confidential_search"
        )
        self.attach = named(Button(_("Attach a document"), "", "upload", parent=self), "confidential_attach")
        self.write = named(Button(_("Write a note"), "primary", "plus", parent=self), "confidential_write")
        self.banner = named(Banner(parent=self), "confidential_banner")
        self.unfinished = named(Banner("neutral", parent=self), "unfinished_banner")
        self.editor = NoteEditor(background, self._save_draft, self._time, parent=self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_SEARCH_MILLISECONDS)
        self._lay_out()
        self._connect()

    # The part of a file

    def show_student(self, student_id: int) -> None:
        if student_id != self._student_id:
            self.leave_student()
        self._student_id = self.deeds.student_id = student_id
        self._ask()

    def leave_student(self) -> None:
        self.flush()
        self.editor.end()
        self._give_up()
        self._typing.stop()
        self._student_id = self.deeds.student_id = 0
        self._unfinished = None
        self._consents_of.clear()
        self.search.clear()
        self._show_body(None)
        for one in (self.banner, self.unfinished):
            one.hide()

    def flush(self) -> None:
        """Make durable what is typed: the office is being locked, or another page is gone to."""
        self.editor.flush()

    # Reading

    def _ask(self) -> None:
        asked = self._student_id
        self._waits = not self.editor.is_settled
        if not asked or self._waits:
            return  # what is on its way to the disk belongs to the answer

        def show(file: ConfidentialFile) -> None:
            if self._student_id == asked and not self.search.text().strip():
                self._show_file(file)

        def refused(error: OfficeError) -> None:
            if self._student_id == asked:
                self._refuse(error)

        self._background.ask(lambda: self._office.confidential.of_student(asked), self, show, refused)

    def _ask_now(self) -> None:
        if self._waits:
            self._ask()

    def _refuse(self, error: OfficeError) -> None:
        if error.code not in {"student_gone", "not_allowed"}:
            self._say(error)
            return
        for one in (self.attach, self.write):
            one.setEnabled(False)
        words = _("Only counselors and leads who take part in a student's plan read what is confidential about them.")
        body = QWidget(self)
        card = Card(parent=body)
        card.body.addWidget(named(EmptyState("lock", _("Not yours to read"), words), "confidential_closed"))
        _column(body).addWidget(card)
        self._show_body(body)
        self.built.emit()

    def _show_file(self, file: ConfidentialFile) -> None:
        self.attach.setEnabled(True)
        self.write.setEnabled(not self.editor.is_open)
        self._offer_unfinished(file)
        if file.damaged:
            words = ngettext(
                "{count} record does not open: it was changed outside the program. Open a backup from before, or ask the lead "
                "counselor.",
                "{count} records do not open: they were changed outside the program. Open a backup from before, or ask the lead "
                "counselor.",
                file.damaged,
            )
            self.banner.say(words.format(count=file.damaged))
        self._begin(lambda body: self._cards(file, body))

    def _cards(self, file: ConfidentialFile, body: QWidget) -> Iterator[Card]:
        today = self._clock.today(self._zone)
        for item in file.items:
            card = ItemCard(file, item, self.deeds, self._zone, body)
            card.consents_toggled.connect(self._toggle_consents)
            if item.item_id in self._consents_of:
                card.show_consents(today)
            yield card
        if not file.items:
            words = _("What only counselors may know about this student goes here: a talk, a report, a letter.")
            card = Card(parent=body)
            empty = named(EmptyState("lock", _("No confidential note yet"), words), "confidential_empty")
            card.body.addWidget(empty)
            yield card

    def _begin(self, cards: Callable[[QWidget], Iterator[Card]]) -> None:
        """Build what comes behind what is shown; what was begun before and not shown yet is let go of."""
        self._give_up()
        body = self._building = QWidget(self)
        body.hide()
        self._coming.start(self._arriving(body, cards(body)))

    def _arriving(self, body: QWidget, cards: Iterator[Card]) -> Iterator[None]:
        column = _column(body)
        for number, card in enumerate(cards):
            yield from polish_children(card)
            column.addWidget(card)
            if isinstance(card, FoundCard):
                yield from card.build()
            if number + 1 == _AT_FIRST:
                self._show_body(body)  # the others follow below, one at a time
            yield
        if body is not self._body:
            self._show_body(body)
        self.built.emit()

    def _give_up(self) -> None:
        self._coming.stop()
        if self._building is not None:
            self._building.deleteLater()
            self._building = None

    def _show_body(self, body: QWidget | None) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        before, self._body, self._building = self._body, body, None
        if body is not None:
            self._place.addWidget(body)
            body.show()
        if before is not None:
            inside = focused is not None and before.isAncestorOf(focused)
            name = focused.objectName() if focused is not None else ""
            self._place.removeWidget(before)
            before.hide()
            before.deleteLater()
            if body is not None and inside:
                again = body.findChild(QWidget, name) if name else None
                (again or self.write).setFocus()

    def _toggle_consents(self, item_id: int, on: bool) -> None:
        (self._consents_of.add if on else self._consents_of.discard)(item_id)
        card = self.findChild(ItemCard, f"item_{item_id}")
        if isinstance(card, ItemCard) and card.shows_consents is not on:
            card.show_consents(self._clock.today(self._zone))

    # Writing

    def _offer_unfinished(self, file: ConfidentialFile) -> None:
        owed = [Unfinished(item_id, words) for item_id, words in self.editor.owed(file.student_id).items()]
        begun = (*owed, *file.unfinished)
        self._unfinished = begun[0] if begun and not self.editor.is_open else None
        if self._unfinished is None:
            self.unfinished.hide()
            return
        words = _("You began to write here and did not keep it. It is safe, and nobody else sees it.")
        self.unfinished.say(words, tint="neutral", action=_("Go on writing"))
        self._versions = {item.item_id: item.version for item in file.items}

    def _go_on(self) -> None:
        begun = self._unfinished
        if begun is not None:
            self.unfinished.hide()
            version = None if begun.item_id is None else self._versions.get(begun.item_id)
            self.editor.begin(self._student_id, begun.item_id, version, begun.words)

    def _write(self) -> None:
        if not self.editor.is_open:
            self._unfinished_or(lambda: self.editor.begin(self._student_id, None, None, NoteWords()), None)

    def _change(self, item: ConfidentialItem) -> None:
        if self.editor.is_open:
            self.banner.say(_("Keep or discard what you are writing first. It is safe meanwhile."), tint="blue")
            self.editor.text.editor.setFocus()
            return
        record = item.record
        words = NoteWords(record.title, record.text, record.about)
        self._unfinished_or(
            lambda: self.editor.begin(self._student_id, item.item_id, item.version, words), item.item_id
        )

    def _turn(self, writing: bool) -> None:
        """One thing at a time is written: while it is, the way to another steps back."""
        self.write.set_kind("" if writing else "primary")
        self.write.setEnabled(not writing)

    def _unfinished_or(self, begin: Callable[[], None], item_id: int | None) -> None:
        """Go on with what was begun for the same note, rather than write over it."""
        if self._unfinished is not None and self._unfinished.item_id == item_id:
            self._go_on()
        else:
            begin()

    def _save_draft(self, student_id: int, words: NoteWords, item_id: int | None) -> Changes:
        return self._office.confidential.save_draft(student_id, words, item_id)

    def _time(self) -> str:
        return hour_words(self._clock.now().astimezone(self._zone))

    def _keep(self) -> None:
        editor = self.editor
        editor.forget()
        editor.set_busy(on=True)

        def kept() -> None:
            self.banner.hide()
            self._end()

        self.deeds.keep(editor.words(), editor.item_id, editor.version, kept, editor.owe)

    def _discard(self) -> None:
        editor = self.editor

        def begin() -> None:
            editor.set_busy(on=True)
            editor.forget()

        self.deeds.discard(editor.item_id, begin, self._end, editor.owe)

    def _end(self) -> None:
        self.editor.forget()
        self.editor.end()
        self.write.setFocus()

    # Finding

    def _look(self) -> None:
        letters, asked = self.search.text(), self._student_id
        if not letters.strip() or not asked:
            self._ask()
            return

        def show(found: tuple[FoundItem, ...]) -> None:
            if self.search.text() == letters and self._student_id == asked:
                self._begin(lambda body: iter((FoundCard(found, asked, self._go_to, body),)))

        self._background.ask(lambda: self._office.confidential.search(letters), self, show, self._say)

    def _go_to(self, found: FoundItem) -> None:
        if found.student_id != self._student_id:
            self.student_wanted.emit(found.student_id)
            return
        self.search.clear()
        self._look()

    # How

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    def _hear(self, changes: Changes) -> None:
        if self._student_id and changes.touches(Kind.CONFIDENTIAL, Kind.STUDENT):
            self._ask()

    def _connect(self) -> None:
        self.write.clicked.connect(self._write)
        self.attach.clicked.connect(self.deeds.attach)
        self.unfinished.acted.connect(self._go_on)
        self.editor.turned.connect(self._turn)
        self.editor.settled.connect(self._ask_now)
        self.editor.keep_asked.connect(self._keep)
        self.editor.discard_asked.connect(self._discard)
        self.search.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._look)
        self.deeds.failed.connect(self._say)
        self.deeds.told.connect(self._tell)
        self.deeds.change_asked.connect(self._change)
        self.deeds.removed.connect(self._offer_back)
        self._background.changed.connect(self._hear)

    def _tell(self, words: str) -> None:
        toast(self, words)

    def _offer_back(self, item_id: int) -> None:
        student_id = self._student_id
        toast(self, _("Removed."), action=_("Undo"), then=lambda: self.deeds.restore(student_id, item_id))

    def _lay_out(self) -> None:
        note = QHBoxLayout()
        note.setSpacing(SPACE.sm)
        note.addWidget(IconMark("lock", "text3", 16, self))
        words = _(
            "Only counselors and leads who take part in this student's plan can read this. It is part of the student's "
            "record: parents may ask the school to see it."
        )
        note.addWidget(Text(words, "small", "text2", wrap=True, parent=self), 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE.sm)
        row.addWidget(self.search, 1)
        row.addWidget(self.attach)
        row.addWidget(self.write)
        column = _column(self)
        column.addLayout(note)
        column.addLayout(row)
        column.addWidget(self.banner)
        column.addWidget(self.unfinished)
        column.addWidget(self.editor)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE.lg)
    return column
