"""The one running program: its window, its threads, the office that is open, and the order in which they end."""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ilp_desktop import language
from ilp_desktop.app.ahead import Ahead
from ilp_desktop.app.doors import Door
from ilp_desktop.app.speech import of_this_computer, speak
from ilp_desktop.app.tidying import Tidying, leave_to_window, let_window_in
from ilp_desktop.clock import Clock, SystemClock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs, WindowDialogs
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.unlock.screen import Unlock
from ilp_desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from ilp_desktop.app.locks.watches import ComputerWatch
    from ilp_desktop.office import Office
    from ilp_desktop.settings import Settings
    from ilp_desktop.ui.first_run.screen import FirstRun

_BACKED_UP_EVERY = 60 * 60 * 1000
_NEXT_AFTER = 400
"""Milliseconds after an office is shown: its day has been painted by then."""


def application() -> QApplication:
    """Return the Qt application, made and dressed."""
    theme.prepare()
    leave_to_window()
    let_window_in()
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("ILP Desktop")
    app.setQuitOnLastWindowClosed(True)
    theme.apply(app)
    return app


class Program(QObject):
    """Shows first run or unlock, then the open office; locks it and lets go of everything in order."""

    def __init__(
        self,
        *,
        office: Path | None = None,
        door: Door | None = None,
        clock: Clock | None = None,
        dialogs: Callable[[QWidget], Dialogs] = WindowDialogs,
    ) -> None:
        super().__init__()
        self.clock = clock or SystemClock()
        self.door = door or Door(self.clock)
        speak(self.door.recent_language() or of_this_computer())
        self.background = Background(self)
        self.window = MainWindow(self.clock)
        self.dialogs = dialogs(self.window)
        self.office: Office | None = None
        self.show_checking: Callable[[Path], None] | None = None
        """Checks a file that was dropped, while an office is open."""
        self.offer_tour: Callable[[], None] | None = None
        """Offers the guided tour, while an office is open."""
        self._folder = office or self.door.recent()
        self._first_run: FirstRun | None = None
        self._computer: ComputerWatch | None = None
        self._ahead = Ahead()
        self._hourly = QTimer(self)
        self._hourly.setInterval(_BACKED_UP_EVERY)
        self._hourly.timeout.connect(self._back_up)
        self._tidying = Tidying(self.window.idle.idle_seconds, lambda: self.background.is_busy, self)
        self.background.failed.connect(self.window.show_failure)
        self._was_copied_here = False
        self.window.lock_asked.connect(self.lock)
        self.window.closing.connect(self.close)
        self.window.pdf_dropped.connect(self._check_dropped)
        if self._folder is None:
            self._show_first_run()
        else:
            self.show_unlock(self._folder)

    def show(self, *, import_ahead: bool = True) -> None:
        """Show the window; what is needed after the passphrase is imported while it is typed."""
        self.window.show()
        self.once_painted(self._watch_computer)
        if import_ahead:
            # Imports hold the interpreter: begun any earlier, the first picture would wait for them.
            self.once_painted(self._import_ahead)

    def once_painted(self, then: Callable[[], object]) -> None:
        """Call ``then`` once, after the window's first picture stands on the screen."""
        self.window.installEventFilter(_Painted(self.window, self, then))

    def leave_once_painted(self) -> None:
        """End the program as soon as the first screen was painted: what the bench times."""
        self.once_painted(QApplication.quit)

    def watch_for_crashes(self) -> None:
        """Show the report of an error that nobody caught, the exact words, before anybody saves it."""
        from ilp_desktop.ui.crash import CrashReports, CrashWindow  # noqa: PLC0415 - after the first picture

        crashes = CrashReports(self)

        def show(words: str) -> None:
            CrashWindow(words, self.dialogs, self.window).open()

        crashes.reported.connect(show)
        crashes.install()

    def open_demo(self) -> None:
        """Open the demo school, as a person does at first run."""
        if self._first_run is None:
            self._show_first_run()
        assert self._first_run is not None
        self._first_run.open_demo()

    def show_unlock(self, folder: Path, told: str = "") -> None:
        """Ask for an office's passphrase."""
        self._folder = folder
        name = self.office.name if self.office is not None else ""
        page = Unlock(self.door, self.background, folder, office_name=name, told=told)
        page.opened.connect(self.show_office)
        page.other_wanted.connect(self._show_first_run)
        page.backup_wanted.connect(self._start_from_backup)
        self.window.show_page(page)

    def show_office(self, office: "Office", place: str = "day") -> None:
        """Show an office that was opened, on its conference day or another of its places."""
        from ilp_desktop.app.pages import furnish  # noqa: PLC0415 - the pages come after the passphrase

        theme.load_scripts()
        if self.office is None:
            # What was imported stays for good: going through all of it again would hold a click up for 60 ms. Never
            # while pages stand there: what is kept for good is never let go of, and a page knows students.
            gc.freeze()
        self.office = office
        self._folder = office.folder
        self._take_settings()
        self.door.remember(office.folder, office.uid, office.viewer.person_uid)
        if self.door.people_here(office.uid) > 1:
            # Whoever sits down would be the person who turned it on.
            self.background.do(office.keyring.forget_everybody, failed=lambda _error: None)
        shell = furnish(self, office)
        self.window.show_office(
            shell,
            office.name,
            idle_minutes=office.settings.idle_lock_minutes,
            deferred_minutes=office.settings.deferred_lock_minutes,
            deferred=self.timer_runs,
        )
        shell.go(place)
        QTimer.singleShot(_NEXT_AFTER, self, self._ahead.places)
        for code in office.remarks:
            self.window.show_failure(OfficeError(code))
        self._hourly.start()
        if self._computer is not None:
            self._computer.office_opened()

    def _show_demo(self, office: "Office") -> None:
        self.show_office(office)
        if self.offer_tour is not None:
            self.offer_tour()

    def take(self, settings: "Settings") -> None:
        """Follow settings that were changed while the office is open."""
        assert self.office is not None
        self.office.settings = settings
        self.window.idle.set_limits(settings.idle_lock_minutes, settings.deferred_lock_minutes, self.timer_runs)

    def speak_anew(self, _language: str = "") -> None:
        """Make the pages again, in the language now in use; what is typed is saved first."""
        self._settle()
        self.background.drain(lambda: self.show_office(self.office, "preferences") if self.office else None)

    def timer_runs(self) -> bool:
        """Tell whether a consultation timer is running, which puts the lock off."""
        shell = self.window.shell
        day = shell.page("day") if shell is not None else None
        return bool(day is not None and getattr(day, "timer_running", False))

    def lock(self) -> None:
        """Lock the office: save what is being typed, finish what runs, then leave nothing of it behind."""
        if self.office is None:
            return
        self._settle()
        self.background.drain(self._locked)

    def close(self) -> None:
        """End: save what is being typed, wait for it, close the office."""
        self._ahead.stop()
        if self._computer is not None:
            self._computer.stop()
        self._settle()
        if self._first_run is not None and isValid(self._first_run):
            self._first_run.flush()
        self.background.close()
        if self._first_run is not None and isValid(self._first_run):
            self._first_run.drop()
        if self.office is not None:
            self.door.close(self.office)
            self.office = None

    def _watch_computer(self) -> None:
        """Lock with the computer's screen and before it sleeps; a consultation timer puts neither off."""
        from ilp_desktop.app import locks  # noqa: PLC0415 - after the first picture

        QGuiApplication.clipboard().dataChanged.connect(self._note_copied)
        self._computer = locks.watch(self)
        if self._computer is not None:
            self._computer.left.connect(self._leave)
            if self.office is not None:
                self._computer.office_opened()

    def _leave(self) -> None:
        if self.office is None:
            self._tell_locked()
        else:
            self.lock()

    def _back_up(self) -> None:
        if self.office is not None:
            self.background.ask(self.office.back_up, self.window, lambda _made: None)

    def _settle(self) -> None:
        self._hourly.stop()
        shell = self.window.shell
        if shell is None:
            return
        shell.leaving.emit()
        for page in shell.pages():
            flush = getattr(page, "flush", None)
            if flush is not None:
                flush()

    def _locked(self) -> None:
        office = self.office
        if office is None:
            return
        self.dialogs.close_all()
        self.window.drop_dialogs()
        self._empty_clipboard()
        self.show_unlock(
            office.folder,
            told=language._(
                "Locked. Everything that was typed is saved. The next person types a passphrase of their own."
            ),
        )
        self.office = None
        self.show_checking = None
        self.offer_tour = None
        self.background.ask(lambda: self.door.close(office), self.window, lambda _closed: self._tell_locked())

    def _note_copied(self) -> None:
        # Not every platform says who owns it. What comes while nobody is in our window, another program copied.
        self._was_copied_here = bool(QGuiApplication.focusWindow())

    def _empty_clipboard(self) -> None:
        """Take what was copied here off the clipboard; what another program put there is not ours."""
        clipboard = QGuiApplication.clipboard()
        if self._was_copied_here or clipboard.ownsClipboard():
            clipboard.clear()
        if clipboard.supportsSelection() and clipboard.ownsSelection():
            clipboard.clear(QClipboard.Mode.Selection)

    def _tell_locked(self) -> None:
        # Pages, rows and the database knew each other, and some of them were kept for good with what was imported.
        gc.unfreeze()
        gc.collect()
        if self._computer is not None:
            self._computer.office_locked()

    def _start_from_backup(self, target: Path) -> None:
        self._show_first_run().start_from_backup(target)

    def _show_first_run(self) -> "FirstRun":
        from ilp_desktop.ui.first_run.screen import FirstRun  # noqa: PLC0415 - not needed to unlock

        page = FirstRun(self.door, self.background, self.dialogs, print_pdf=self._print, before=self._folder)
        page.opened.connect(self.show_office)
        page.demo_opened.connect(self._show_demo)
        page.unlock_wanted.connect(self.show_unlock)
        self._first_run = page
        self.window.show_page(page)
        return page

    def _print(self, pdf: bytes, title: str) -> None:
        """Print a paper in the computer's own dialog; without a printer, say so."""
        del title
        from ilp_desktop.ui.conference.papers import Printer, SystemPrinters  # noqa: PLC0415 - only to print

        def put_out(printer: Printer) -> None:
            self.background.ask(lambda: printer.print_pages(pdf), self.window, lambda _printed: None)

        try:
            SystemPrinters().choose(self.window, put_out)
        except OfficeError as error:
            self.window.show_failure(error)

    def _check_dropped(self, path: Path) -> None:
        if self.office is not None and self.show_checking is not None:
            self.show_checking(path)

    def _take_settings(self) -> None:
        assert self.office is not None
        chosen = self.office.settings
        speak(chosen.language)
        theme.apply(application(), chosen.color_scheme, chosen.text_percent, reduce_motion=chosen.reduce_motion)

    def _import_ahead(self) -> None:
        self._ahead.opening(lambda: self.door.is_opening)
        theme.load_scripts()


class _Painted(QObject):
    def __init__(self, window: QWidget, program: QObject, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._program = program
        self._then = then

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # The children are painted in the same turn, after the window.
            QTimer.singleShot(0, self._program, self._then)
        return False
