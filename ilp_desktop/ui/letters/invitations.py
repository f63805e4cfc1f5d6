"""Invitations to the conferences of a schedule: looked at, printed as a stack, saved for calendars, and written down."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.invitations import InvitationsLook
from ilp_desktop.domain.letters import Way
from ilp_desktop.domain.watching import Watch
from ilp_desktop.language import _, in_use, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.papers import Printer, Printers, SystemPrinters, pages_of
from ilp_desktop.ui.conference.preview import PIXELS, Preview
from ilp_desktop.ui.deeds.days import DayField
from ilp_desktop.ui.dialogs import Dialogs
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
    LineField,
    SegmentedControl,
    Text,
    Working,
    toast,
)
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import Office

_LEFT = 490
_WIDTH, _HEIGHT = 1160, 690
_SHOWN = 6
"""Pages that are looked at; printed and saved are all of them."""
_UNTIL_TOLD = date(2000, 1, 1)
_Drawn = tuple[bytes, tuple[QImage, ...]]


class InvitationsSheet(Canvas):
    """Invites the families of one schedule. ``flush`` lets go of what is being drawn."""

    closed = Signal()
    answered = Signal()
    """What was asked for is on the screen."""
    printers: Callable[[], Printers] = SystemPrinters

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs, schedule_id: int) -> None:
        super().__init__()
        named(self, "invitations_sheet")
        self._office, self._background, self._dialogs = office, background, dialogs
        self._schedule_id = schedule_id
        self._stop: threading.Event | None = None
        self._pdf = b""
        self.title = named(Text(_("Invite the families"), "h1", elide=True), "invitations_title")
        self.told = named(Text("", "body", "text2", wrap=True), "invitations_told")
        self.banner = named(Banner(), "invitations_banner")
        self.call_name = named(LineField(_("Whom the family can call")), "invitations_call_name")
        self.call_phone = named(LineField(_("Phone")), "invitations_call_phone")
        self.look = named(Button(_("Look at them"), "primary", "eye"), "invitations_look")
        self.print = named(Button(_("Print"), "", "printer"), "invitations_print")
        self.save = named(Button(_("Save\u2026"), "", "download"), "invitations_save")
        self.calendars = named(Button(_("Save for calendars\u2026"), "", "calendar-days"), "invitations_calendars")
        self.working = named(Working(cancel=True), "invitations_working")
        self.close_button = named(Button(_("Close"), "ghost"), "invitations_close")
        self.preview = named(
            Preview(_("The letters"), _("Page {number} of the letters, {count} shown")), "invitations_preview"
        )
        self.nothing = named(
            EmptyState("mail", _("Not looked at yet"), _("A letter for each home, in the order of the times.")),
            "invitations_nothing",
        )
        self.way = named(
            SegmentedControl(
                [(one.value, _(WAYS[one])) for one in Way], Way.MAILED.value, spoken=_("How they went out")
            ),
            "invitations_way",
        )
        self.day = DayField("invitations_day", _("On"), on=_UNTIL_TOLD)
        self.sent = named(Button(_("Write down that they went out"), "", "check"), "invitations_sent")
        self._lay_out()
        self._connect()
        self._show_drawn((b"", ()))
        self.look.setEnabled(False)
        self.calendars.setEnabled(False)
        self._read()

    def flush(self) -> None:
        """Let go of what is being drawn: the office is being locked, or the window closed."""
        if self._stop is not None:
            self._stop.set()

    def _read(self) -> None:
        invitations, number = self._office.invitations, self._schedule_id
        self._background.ask(lambda: invitations.look(number), self, self._begin, self._say)

    def _begin(self, found: InvitationsLook) -> None:
        if self.day.day() == _UNTIL_TOLD:
            self.call_name.set_text(found.call_name)
            self.call_phone.set_text(found.call_phone)
            self.day.days.set_day(found.today)
            (self.call_name if not found.call_name else self.call_phone).setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.setText(_("Invite the families: {name}").format(name=found.name))
        self.told.setText(" ".join(_told(found)))
        for button in (self.look, self.calendars):
            button.setEnabled(found.homes > 0)
        self.answered.emit()

    # Looking at them

    def _look(self) -> None:
        invitations, number = self._office.invitations, self._schedule_id
        name, phone = self.call_name.text(), self.call_phone.text()
        stop = self._stop = threading.Event()
        self.banner.hide()
        self.working.hold(_("Drawing the letters\u2026"), self.look, self.calendars)

        def hear(_step: str, done: int, total: int) -> None:
            words = _("Drawing the letters: {done} of {total}").format(done=done, total=total)
            self.working.tell(done, total, words)

        watch = Watch(self._background.teller(self, hear), stop.is_set)

        def draw() -> _Drawn:
            pdf = invitations.papers(number, name, phone, in_use(), watch=watch)
            return pdf, pages_of(pdf, PIXELS, most=_SHOWN)

        def show(drawn: _Drawn) -> None:
            self._rest()
            self._show_drawn(drawn)
            self.print.setFocus(Qt.FocusReason.OtherFocusReason)
            self.answered.emit()

        def failed(error: OfficeError) -> None:
            self._rest()
            self._say(error)

        self._background.ask(draw, self, show, failed)

    def _rest(self) -> None:
        self._stop = None
        self.working.hold("", self.look, self.calendars)

    def _show_drawn(self, drawn: _Drawn) -> None:
        """Show what was drawn; what was changed since is to be looked at again before it leaves."""
        self._pdf = drawn[0]
        if drawn[1]:
            self.preview.show_pages(drawn[1])
        self.preview.setVisible(bool(drawn[0]))
        self.nothing.setVisible(not drawn[0])
        for part in (self.print, self.save, self.way, self.day, self.sent):
            part.setEnabled(bool(drawn[0]))

    def _forget(self, _text: str) -> None:
        self._show_drawn((b"", ()))

    # Leaving the program

    def _print_it(self) -> None:
        pdf = self._pdf

        def with_printer(printer: Printer) -> None:
            self._background.ask(
                lambda: printer.print_pages(pdf), self, lambda _none: self.answered.emit(), self._say
            )  # fmt: skip

        try:
            self.printers().choose(self, with_printer)
        except OfficeError as error:
            self._say(error)

    def _save_it(self) -> None:
        pdf = self._pdf

        def save(path: Path) -> None:
            def write() -> Path:
                from ilp_desktop.office import write_privately  # noqa: PLC0415 - few are ever saved

                return write_privately(path, pdf)

            self._background.ask(
                write, self, lambda written: self._say_done(_("Saved as {name}.").format(name=written.name)), self._say
            )

        self._dialogs.save_file(_("Save the letters"), Path("invitations.pdf"), _("Paper (*.pdf)"), save)

    def _save_calendars(self) -> None:
        invitations, number = self._office.invitations, self._schedule_id
        name, phone = self.call_name.text(), self.call_phone.text()

        def save(folder: Path) -> None:
            def write() -> int:
                from ilp_desktop.office import write_privately  # noqa: PLC0415 - few are ever saved

                files = invitations.calendars(number, name, phone, in_use())
                for one in files:
                    write_privately(folder / one.name, one.content)
                return len(files)

            def done(count: int) -> None:
                words = ngettext(
                    "{count} file saved: one for each home, and one for each member of staff.",
                    "{count} files saved: one for each home, and one for each member of staff.",
                    count,
                )
                self._say_done(words.format(count=count))

            self._background.ask(write, self, done, self._say)

        self._dialogs.choose_folder(_("Where the files for calendars go"), Path.home(), save)

    def _went_out(self) -> None:
        invitations, number = self._office.invitations, self._schedule_id
        on, way = self.day.day(), Way(self.way.current())
        self.sent.setEnabled(False)

        def done(_changes: Changes) -> None:
            toast(self.window(), _("Written down."))
            self.closed.emit()

        def failed(error: OfficeError) -> None:
            self.sent.setEnabled(True)
            self._say(error)

        self._background.do(lambda: invitations.sent(number, way, on), done, failed, owner=self)

    def _say_done(self, words: str) -> None:
        self.banner.say(words, tint="accent")
        self.answered.emit()

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error), tint="neutral" if error.code == "stopped" else "red")
        self.answered.emit()

    # Layout

    def _connect(self) -> None:
        self.look.clicked.connect(self._look)
        self.print.clicked.connect(self._print_it)
        self.save.clicked.connect(self._save_it)
        self.calendars.clicked.connect(self._save_calendars)
        self.sent.clicked.connect(self._went_out)
        self.close_button.clicked.connect(self.closed)
        self.working.cancelled.connect(self.flush)
        for line in (self.call_name, self.call_phone):
            line.typed.connect(self._forget)
            line.entered.connect(self.look.click)

    def _lay_out(self) -> None:
        cards = (self._questions(), self._going(), self._dates())
        lay_out(self, self.title, self.close_button, cards, (self.preview, self.nothing), _LEFT)

    def _questions(self) -> Card:
        card = Card(spacing=SPACE.md)
        call = QHBoxLayout()
        call.setSpacing(SPACE.md)
        call.addWidget(self.call_name, 3)
        call.addWidget(self.call_phone, 2)
        looking = QHBoxLayout()
        looking.setSpacing(SPACE.sm)
        for button in (self.look, self.print, self.save):
            looking.addWidget(button)
        looking.addStretch(1)
        card.body.addWidget(self.told)
        card.body.addLayout(call)
        card.body.addWidget(self.banner)
        card.body.addWidget(self.working)
        card.body.addLayout(looking)
        return card

    def _going(self) -> Card:
        card = Card(spacing=SPACE.md)
        card.body.addWidget(Text(_("How they went out"), "h2"))
        for part in (self.way, self.day, self.sent):
            card.body.addWidget(part)
        return card

    def _dates(self) -> Card:
        card = Card(spacing=SPACE.md)
        card.body.addWidget(Text(_("For calendars"), "h2"))
        words = _(
            "Files that families and staff open in their calendar. A time that moves later replaces the one before."
        )
        card.body.addWidget(Text(words, "body", "text2", wrap=True))
        card.body.addWidget(self.calendars, 0, Qt.AlignmentFlag.AlignLeft)
        return card


class InvitationsWindow(QDialog):
    """The sheet in a window of its own."""

    def __init__(
        self,
        office: "Office",
        background: Background,
        dialogs: Dialogs,
        schedule_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "invitations_window")
        self.setWindowTitle(_("Invite the families"))
        self.resize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))
        self.sheet = InvitationsSheet(office, background, dialogs, schedule_id)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.sheet)
        self.sheet.closed.connect(self.accept)
        self.finished.connect(self.sheet.flush)
        self.finished.connect(self.deleteLater)


def _told(found: InvitationsLook) -> list[str]:
    """Return how many letters there are, who gets none, and how many went out already."""
    count = found.homes
    said = [ngettext("{count} letter to write.", "{count} letters to write.", count).format(count=count)]
    if found.unmailed:
        words = ngettext(
            "{count} family has nobody who may be mailed: look at their file, Adults and staff.",
            "{count} families have nobody who may be mailed: look at their files, Adults and staff.",
            found.unmailed,
        )
        said.append(words.format(count=found.unmailed))
    if found.invited:
        words = ngettext("{count} was invited before.", "{count} were invited before.", found.invited)
        said.append(words.format(count=found.invited))
    if found.waiting:
        words = ngettext("{count} conference has no time yet.", "{count} conferences have no time yet.", found.waiting)
        said.append(words.format(count=found.waiting))
    return said
