"""First run: a few pages with Back on each, and at their end an open office."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _, in_use
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.first_run.choices import WelcomePage
from ilp_desktop.ui.first_run.creating import CreatePage
from ilp_desktop.ui.first_run.door import FoundedOffice, NewOffice, OfficeDoor
from ilp_desktop.ui.first_run.hero import Hero
from ilp_desktop.ui.first_run.sheets import SheetPage
from ilp_desktop.ui.focus import focus_on
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SIZE, SPACE
from ilp_desktop.ui.widgets.cards import ScrollingCanvas
from ilp_desktop.ui.widgets.notices import Banner, fade_in

if TYPE_CHECKING:  # not needed by who makes a new office
    from ilp_desktop.ui.restoring.screen import RestorePages

_Page = TypeVar("_Page", bound=QWidget)


def _sentence(error: OfficeError) -> str:
    from ilp_desktop.wording import sentence  # noqa: PLC0415 - every room's sentences; nothing is wrong yet

    return sentence(error)


class FirstRun(QWidget):
    """Leads to an open office: a new one, one that exists, or the demo school."""

    opened = Signal(object)
    """The office, open: the window shows its day."""
    demo_opened = Signal(object)
    """The demo school, open: whoever is here for the first time may want to be shown around."""
    unlock_wanted = Signal(Path)
    """A person chose an office that exists, or went back to it; the window asks for its passphrase."""

    def __init__(
        self,
        door: OfficeDoor,
        background: Background,
        dialogs: Dialogs,
        *,
        print_pdf: Callable[[bytes, str], None] | None = None,
        before: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``print_pdf(pdf, title)`` prints in the computer's dialog; where there is none, the sheet is saved as PDF.

        ``before`` is the office whose door one came from, to which Back leads.
        """
        super().__init__(parent)
        self.setObjectName("first_run")
        self._door = door
        self._background = background
        self._dialogs = dialogs
        self._print_pdf = print_pdf
        self._founded: FoundedOffice | None = None
        self._before = before
        self._restoring: RestorePages | None = None
        self._added: list[QWidget] = []
        """The pages made so far, in the order of the stack."""
        self._pages = named(QStackedWidget(), "first_run_pages")
        self.welcome = self._add(named(WelcomePage(has_back=before is not None), "welcome_page"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Hero(), 2)
        row.addWidget(self._pages, 4)
        self._wire()

    def _wire(self) -> None:
        self.welcome.new_wanted.connect(lambda: self._show(self.create_page))
        self.welcome.existing_wanted.connect(self._choose_office)
        self.welcome.backup_wanted.connect(self.start_from_backup)
        self.welcome.demo_wanted.connect(self.open_demo)
        self.welcome.back.connect(lambda: self.unlock_wanted.emit(self._before))

    # What comes after the first page is made when it is first gone to.

    @cached_property
    def create_page(self) -> CreatePage:
        """The page that asks for a new office's name and passphrase."""
        page = self._add(named(CreatePage(self._door, self._dialogs), "create_page"))
        page.back.connect(lambda: self._show(self.welcome))
        page.wanted.connect(self._found)
        return page

    @cached_property
    def sheet(self) -> SheetPage:
        """The page with the recovery sheet."""
        page = self._add(named(SheetPage(self._door.judge_code, can_print=self._print_pdf is not None), "sheet_page"))
        page.back.connect(self._give_up)
        page.save_wanted.connect(self._save_sheet)
        page.print_wanted.connect(self._print_sheet)
        page.typed_back.connect(self._confirm)
        return page

    def _add(self, page: _Page) -> _Page:
        self._added.append(page)
        self._pages.addWidget(_centered(page))
        return page

    def shown(self) -> QWidget:
        """Return the page that is shown."""
        return self._added[self._pages.currentIndex()]

    def focus_first(self) -> None:
        """Put the keyboard on the page that is shown."""
        focus_on(self.shown())

    def drop(self) -> None:
        """Leave nothing behind of an office that was begun: the window is closing."""
        if self._founded is not None:
            self._founded.drop()
            self._founded = None

    def flush(self) -> None:
        """Stop a restore that is under way, so that the window need not wait for it: the window is closing."""
        if self._restoring is not None:
            self._restoring.drop()

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentIndex(self._added.index(page))
        focus_on(page)
        fade_in(page)

    def _complain(self, banner: Banner, error: OfficeError) -> None:
        banner.say(_sentence(error))

    # -- a new office -----------------------------------------------------------------------------------------------

    def _found(self, wish: NewOffice) -> None:
        self.create_page.banner.hide()
        self.create_page.set_busy(True)
        self._background.ask(lambda: self._door.found(wish), self, self._founded_now, self._not_founded)

    def _founded_now(self, founded: FoundedOffice) -> None:
        self._founded = founded
        self.create_page.set_busy(False)
        self.sheet.show_groups(founded.recovery_groups)
        self._show(self.sheet)

    def _not_founded(self, error: OfficeError) -> None:
        self.create_page.set_busy(False)
        self._complain(self.create_page.banner, error)

    def _give_up(self) -> None:
        self.drop()
        self._show(self.create_page)

    def _save_sheet(self) -> None:
        founded = self._founded
        assert founded is not None
        suggested = Path.home() / _("Recovery sheet, {office}.pdf").format(office=founded.office_name)

        def write(path: Path) -> None:
            self._background.ask(
                lambda: founded.write_sheet(path, in_use()),
                self,
                lambda _done: self.sheet.saved(path),
                lambda error: self._complain(self.sheet.banner, error),
            )

        self._dialogs.save_file(_("Save the recovery sheet"), suggested, _("PDF (*.pdf)"), write)

    def _print_sheet(self) -> None:
        founded, print_pdf = self._founded, self._print_pdf
        assert founded is not None
        assert print_pdf is not None
        self._background.ask(
            lambda: founded.sheet(in_use()),
            self,
            lambda pdf: print_pdf(pdf, _("Recovery sheet")),
            lambda error: self._complain(self.sheet.banner, error),
        )

    def _confirm(self, typed: str) -> None:
        founded = self._founded
        assert founded is not None
        self.sheet.set_busy(True)
        self._background.ask(lambda: founded.confirm(typed), self, self._confirmed, self._not_confirmed)

    def _confirmed(self, office: object) -> None:
        self._founded = None
        self.create_page.pair.forget()
        self.sheet.set_busy(False)
        self.opened.emit(office)

    def _not_confirmed(self, error: OfficeError) -> None:
        self.sheet.set_busy(False)
        self.sheet.typed.show_wrong(_sentence(error))
        self.sheet.typed.setFocus()

    # -- an office that exists --------------------------------------------------------------------------------------

    def _choose_office(self) -> None:
        self.welcome.banner.hide()
        start = self._door.place_for(_("Office")).parent
        self._dialogs.choose_folder(_("Open an office: choose its folder, which ends in .ilp"), start, self._look)

    def _look(self, folder: Path) -> None:
        self._background.ask(
            lambda: self._door.name_of(folder),
            self,
            lambda _name: self.unlock_wanted.emit(folder),
            lambda error: self._complain(self.welcome.banner, error),
        )

    # -- an office from a backup ------------------------------------------------------------------------------------

    def start_from_backup(self, target: Path | None = None) -> None:
        """Show the pages of a restore; ``target`` is the office that was to be opened, to which Back leads."""
        from ilp_desktop.ui.restoring.screen import RestorePages  # noqa: PLC0415 - seldom wanted

        if self._restoring is None:
            made = self._restoring = self._add(RestorePages(self._door, self._background, self._dialogs, target))
            made.opened.connect(self.opened)
            made.left.connect(lambda: self._show(self.welcome) if target is None else self.unlock_wanted.emit(target))
        self._show(self._restoring)

    # -- the demo school --------------------------------------------------------------------------------------------

    def open_demo(self) -> None:
        """Open the demo school, inventing it first where there is none."""
        self.welcome.banner.hide()
        self._set_choosing(False)
        self.welcome.working.begin(_("Inventing a school: students, families and a conference day…"))
        tell = self._background.teller(self, self.welcome.working.tell)
        self._background.ask(lambda: self._door.open_demo(tell), self, self._demo_opened, self._demo_failed)

    def _demo_opened(self, office: object) -> None:
        self._set_choosing(True)
        self.demo_opened.emit(office)

    def _demo_failed(self, error: OfficeError) -> None:
        self._set_choosing(True)
        self._complain(self.welcome.banner, error)

    def _set_choosing(self, on: bool) -> None:
        for row in (*self.welcome.rows, self.welcome.back_button):
            row.setEnabled(on)
        if on:
            self.welcome.working.end()


def _centered(page: QWidget) -> ScrollingCanvas:
    """A page of a readable width in the middle; it scrolls where the text is large and the screen is low."""
    held = ScrollingCanvas()
    page.setMaximumWidth(theme.scaled(SIZE.form))
    across = QHBoxLayout(held.canvas)
    across.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
    down = QVBoxLayout()
    down.addStretch(2)
    down.addWidget(page)
    down.addStretch(3)
    across.addStretch(1)
    across.addLayout(down, 100)
    across.addStretch(1)
    across.setAlignment(down, Qt.AlignmentFlag.AlignVCenter)
    return held
