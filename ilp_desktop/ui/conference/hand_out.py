"""The last step as one deed: the plan is finalized in each home's language, and every copy goes to the printer."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.watching import Watch
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.conference.papers import Printer, Printers
from ilp_desktop.ui.conference.parts import column
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Text, Working, announce
from ilp_desktop.wording import sentence


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to do: papers to be made, and how many copies wait for the printer."""

    to_make: bool = False
    waiting: int = 0

    @property
    def words(self) -> str:
        """What the button says; '' where there is nothing to do."""
        if self.to_make:
            return _("Finalize and print")
        if self.waiting:
            return ngettext("Print {count} copy", "Print {count} copies", self.waiting).format(count=self.waiting)
        return ""


class HandOut(QWidget):
    """A button, how far it is, and what came of it. A printer that is away keeps no plan from being finalized."""

    changed = Signal()
    """It is at work now, or no more."""
    settled = Signal()
    """A run ended, well or not."""

    def __init__(self, sitting: Sitting, printers: Callable[[], Printers], parent: QWidget) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._printers = printers
        self._offer = Offer()
        self._stop: Event | None = None
        self.button = named(Button(_("Finalize and print"), "primary", "printer"), "hand_out_button")
        self.working = Working(cancel=True, parent=self)
        self.working.cancel.setObjectName("hand_out_cancel")
        self.told = named(Text("", "small", "text2", wrap=True), "hand_out_told")
        down = column(self, spacing=SPACE.sm)
        for widget in (self.told, self.working, self.button):
            down.addWidget(widget)
        self.told.hide()
        self.button.clicked.connect(self.begin)
        self.working.cancel.clicked.connect(self._cancel)

    @property
    def is_going(self) -> bool:
        """Whether it is at work."""
        return self._stop is not None

    def offer(self, offer: Offer) -> None:
        """Offer what there is to do."""
        self._offer = offer
        if offer.words:
            self.button.setText(offer.words)
            self.button.updateGeometry()
        self.button.setVisible(bool(offer.words) and not self.is_going)

    def begin(self) -> None:
        """Finalize what is not finalized, then print what waits."""
        if self.is_going:
            return
        printers = self._printers()
        usual = printers.usual()
        if usual is not None:
            self._go(usual)
            return
        try:
            printers.choose(self, self._go)
        except OfficeError as error:
            self._go(None, error)

    def _go(self, printer: Printer | None, missing: OfficeError | None = None) -> None:
        self._sitting.boxes.flush()
        self._stop = Event()
        self.told.hide()
        self.working.cancel.setEnabled(True)
        self.working.begin(_("Finalizing…"))
        self.button.hide()
        self.working.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        office, conference = self._sitting.office, self._sitting.conference_id

        def made(_changes: Changes) -> None:
            if printer is None:
                self._end(missing)
            else:
                self._print(printer)

        def failed(error: OfficeError) -> None:
            self._rest()
            self._sitting.failed.emit(error)

        self._sitting.background.do(lambda: office.plans.finalize_copies(conference), made, failed, owner=self)

    def _print(self, printer: Printer) -> None:
        assert self._stop is not None
        printing, conference, stop = self._sitting.office.printing, self._sitting.conference_id, self._stop
        count: list[int] = []

        def tell(_step: str, done: int, total: int) -> None:
            if total and stop is self._stop:
                words = _("Printing {number} of {total}").format(number=done + 1, total=total)
                self.working.tell(done, total, words)

        watch = Watch(self._sitting.background.teller(self, tell), stop.is_set)

        def verb() -> Changes:
            jobs = printing.waiting(conference)
            count.append(len(jobs))
            return printing.print_papers(jobs, printer, watch)

        self._sitting.background.do(
            verb, lambda _changes: self._end(None, count[0]), self._end, owner=self, takes_long=True
        )

    def _end(self, error: OfficeError | None, count: int = 0) -> None:
        self._rest()
        if error is None:
            said = ngettext("{count} copy is out.", "{count} copies are out.", count).format(count=count)
        else:
            owed = _("The copies are owed: they stand on the closing list and in the print queue until they are out.")
            said = f"{sentence(error)} {owed}"
        self.told.setText(said)
        self.told.set_fg("text2" if error is None else "amber")
        self.told.show()
        announce(self.told, said)

    def _rest(self) -> None:
        self._stop = None
        self.working.end()
        self.offer(self._offer)
        self.changed.emit()
        self.settled.emit()

    def _cancel(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self.working.cancel.setEnabled(False)
            self.working.tell(0, 0, _("Stopping after this copy…"))

    def let_go(self) -> None:
        """Stop after the copy that is at the printer: the conference is being left, and the rest waits in the queue."""
        if self._stop is not None:
            self._stop.set()
