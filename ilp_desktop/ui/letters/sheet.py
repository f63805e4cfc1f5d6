"""A letter to a family, from choosing it to writing down that it went out; nothing of another home is in it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.letters import LetterPaper, Offer, Wanted, Way
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.papers import Printer, Printers, SystemPrinters, pages_of
from ilp_desktop.ui.conference.preview import PIXELS, Preview
from ilp_desktop.ui.deeds.days import DayField
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.letters.form import LetterForm
from ilp_desktop.ui.letters.laying import lay_out
from ilp_desktop.ui.letters.words import WAYS
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import (
    Banner,
    Button,
    Canvas,
    Card,
    EmptyState,
    SegmentedControl,
    Text,
    toast,
)
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import Office

_LEFT = 490
_UNTIL_TOLD = date(2000, 1, 1)
"""What the day is before the office's own is known."""
_WIDTH, _HEIGHT = 1160, 690


class LetterSheet(Canvas):
    """Writes to one family. ``clause_id`` chooses the letter that a requirement asks for."""

    closed = Signal()
    answered = Signal()
    """What was asked for is on the screen."""
    printers: Callable[[], Printers] = SystemPrinters

    def __init__(
        self, office: "Office", background: Background, dialogs: Dialogs, student_id: int, clause_id: str = ""
    ) -> None:
        super().__init__()
        named(self, "letter_sheet")
        self._office = office
        self._background = background
        self._dialogs = dialogs
        self._student_id = student_id
        self._offer: Offer | None = None
        self._drawn: tuple[LetterPaper, ...] = ()
        self._seen: Wanted | None = None
        self._is_drawing = False
        self.form: LetterForm | None = None
        self.title = named(Text(_("Write to the family"), "h1", wrap=True), "letter_title")
        self.banner = named(Banner(), "letter_banner")
        self.look = named(Button(_("Look at it"), "primary", "eye"), "letter_look")
        self.print = named(Button(_("Print"), "", "printer"), "letter_print")
        self.save = named(Button(_("Save…"), "", "download"), "letter_save")
        self.close_button = named(Button(_("Close"), "ghost"), "letter_close")
        self.preview = named(Preview(_("The letter"), _("Page {number} of {count} of the letter")), "letter_preview")
        self.nothing = named(
            EmptyState("file-text", _("Not looked at yet"), _("Fill it in, then look at it: one for each home.")),
            "letter_nothing",
        )
        self.way = named(
            SegmentedControl([(one.value, _(WAYS[one])) for one in Way], Way.MAILED.value, spoken=_("How it went out")),
            "letter_way",
        )
        self.day = DayField("letter_day", _("On"), on=_UNTIL_TOLD)
        self.sent = named(Button(_("Write down that it went out"), "", "check"), "letter_sent")
        self._lay_out()
        self._connect()
        self._show_drawn(())
        background.ask(lambda: office.letters.of_student(student_id, clause_id), self, self._begin, self._say)

    # What is offered

    def _begin(self, offer: Offer) -> None:
        self._offer = offer
        self.day.days.set_day(offer.today)
        self.title.setText(_("Write to the family of {name}").format(name=offer.student))
        if not offer.addressees:
            words = _("No adult of {name} may be mailed today. Look at “Adults and staff”.").format(name=offer.student)
            self.nothing.hide()
            self._right.addWidget(named(EmptyState("mail", _("Nobody to write to"), words), "letter_nobody"))
            self.look.setEnabled(False)
            self.answered.emit()
            return
        self.form = LetterForm(offer)
        self.form.changed.connect(lambda: self._show_drawn(()))
        self._form_place.addWidget(self.form)
        self.form.letter.setFocus()
        self.look.setEnabled(True)
        self.answered.emit()

    # Looking at it

    def _look(self) -> None:
        form, office, student_id = self.form, self._office, self._student_id
        if form is None or self._is_drawing:
            return
        wanted = form.wanted()
        self.banner.hide()
        self._is_drawing = True  # the button keeps the keyboard

        def draw() -> tuple[tuple[LetterPaper, ...], tuple[QImage, ...]]:
            drawn = office.letters.papers(student_id, wanted)
            return drawn, tuple(page for one in drawn for page in pages_of(one.pdf, PIXELS))

        def show(found: tuple[tuple[LetterPaper, ...], tuple[QImage, ...]]) -> None:
            self._is_drawing = False
            if self.form is not None and self.form.wanted() == wanted:
                self._seen = wanted
                self.preview.show_pages(found[1])
                self._show_drawn(found[0])
            self.answered.emit()

        def failed(error: OfficeError) -> None:
            self._is_drawing = False
            self._say(error)

        self._background.ask(draw, self, show, failed)

    def _show_drawn(self, drawn: tuple[LetterPaper, ...]) -> None:
        """Show what was drawn; what was changed since is to be looked at again before it leaves."""
        self._drawn = drawn
        self.preview.setVisible(bool(drawn))
        self.nothing.setVisible(not drawn)
        may_send = self._offer is not None and self._offer.may_send
        for button in (self.print, self.save):
            button.setEnabled(bool(drawn))
        for part in (self.way, self.day, self.sent):
            part.setEnabled(bool(drawn) and may_send)

    def _chosen(self) -> tuple[LetterPaper, ...]:
        if self.form is None:
            return ()
        homes = self.form.homes.chosen()
        return tuple(one for one in self._drawn if one.addressee.key in homes)

    # Leaving the program

    def _print_it(self) -> None:
        papers = self._chosen()

        def with_printer(printer: Printer) -> None:
            def work() -> None:
                for one in papers:
                    printer.print_pages(one.pdf)

            self._background.ask(work, self, lambda _none: self.answered.emit(), self._say)

        try:
            self.printers().choose(self, with_printer)
        except OfficeError as error:
            self._say(error)

    def _save_it(self) -> None:
        papers = self._chosen()

        def save(path: Path) -> None:
            def write() -> int:
                from ilp_desktop.office import write_privately  # noqa: PLC0415 - few are ever saved

                for number, one in enumerate(papers, start=1):
                    beside = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
                    write_privately(beside, one.pdf)
                return len(papers)

            def done(_count: int) -> None:
                toast(self.window(), _("Saved as {name}.").format(name=path.name))

            self._background.ask(write, self, done, self._say)

        # The name of the file tells of nobody.
        self._dialogs.save_file(_("Save the letter"), Path("letter.pdf"), _("Paper (*.pdf)"), save)

    def _went_out(self) -> None:
        wanted, office, student_id = self._seen, self._office, self._student_id
        homes = [one.addressee.key for one in self._chosen()]
        on, way = self.day.day(), Way(self.way.current())
        if wanted is None:
            return
        self.sent.setEnabled(False)

        def done(_changes: Changes) -> None:
            toast(self.window(), _("Written down."))
            self.closed.emit()

        def failed(error: OfficeError) -> None:
            self.sent.setEnabled(True)
            self._say(error)

        self._background.do(lambda: office.letters.sent(student_id, wanted, way, homes, on), done, failed, owner=self)

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))
        self.answered.emit()

    # Layout

    def _connect(self) -> None:
        self.look.clicked.connect(self._look)
        self.print.clicked.connect(self._print_it)
        self.save.clicked.connect(self._save_it)
        self.sent.clicked.connect(self._went_out)
        self.close_button.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        questions = Card(spacing=SPACE.md)
        self._form_place = QVBoxLayout()
        questions.body.addLayout(self._form_place)
        questions.body.addWidget(self.banner)
        looking = QHBoxLayout()
        looking.setSpacing(SPACE.sm)
        for button in (self.look, self.print, self.save):
            looking.addWidget(button)
        looking.addStretch(1)
        questions.body.addLayout(looking)
        going = Card(spacing=SPACE.md)
        going.body.addWidget(Text(_("How it went out"), "h2"))
        going.body.addWidget(self.way)
        going.body.addWidget(self.day)
        going.body.addWidget(self.sent)
        papers = (self.preview, self.nothing)
        self._right = lay_out(self, self.title, self.close_button, (questions, going), papers, _LEFT)


class LetterWindow(QDialog):
    """The sheet in a window of its own, over whatever asked for it."""

    def __init__(
        self,
        office: "Office",
        background: Background,
        dialogs: Dialogs,
        student_id: int,
        clause_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "letter_window")
        self.setWindowTitle(_("Write to the family"))
        self.resize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))
        self.sheet = LetterSheet(office, background, dialogs, student_id, clause_id)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.sheet)
        self.sheet.closed.connect(self.accept)
        self.finished.connect(self.deleteLater)
