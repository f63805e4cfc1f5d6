"""A restore from its first page to the open office."""

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.watching import Watch
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.first_run.door import BackupKey, OfficeDoor
from ilp_desktop.ui.focus import focus_on
from ilp_desktop.ui.names import named
from ilp_desktop.ui.restoring import restores
from ilp_desktop.ui.restoring.choosing import ChoosePage
from ilp_desktop.ui.restoring.pages import StepPage
from ilp_desktop.ui.restoring.places import PlacePage
from ilp_desktop.ui.restoring.placing import DonePage, TargetPage
from ilp_desktop.ui.restoring.proving import KeyPage
from ilp_desktop.ui.restoring.restores import Restore, Step
from ilp_desktop.ui.safekeeping.words import moment_words, step_words
from ilp_desktop.ui.sticks import StickWatch
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import InsideBackup, Restored, SeenBackup


class RestorePages(QWidget):
    """One page at a time, with Back on each. Nothing is made before the last one."""

    opened = Signal(object)
    """The restored office, open."""
    left = Signal()
    """The person went back before the first page."""

    def __init__(self, door: OfficeDoor, background: Background, dialogs: Dialogs, target: Path | None = None) -> None:
        """``target`` is the office that is to be replaced, where one was to be opened."""
        super().__init__()
        named(self, "restore_pages")
        self._door = door
        self._background = background
        self._dialogs = dialogs
        self._target = target
        self._restore = Restore()
        self._passphrase = ""
        self._stop = threading.Event()
        self.place = PlacePage()
        self.choose = ChoosePage()
        self.key = KeyPage(door.judge_code)
        self.target = TargetPage(door)
        self.done = DonePage()
        self._pages: dict[Step, StepPage] = {
            Step.PLACE: self.place,
            Step.BACKUP: self.choose,
            Step.KEY: self.key,
            Step.TARGET: self.target,
            Step.DONE: self.done,
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for step, page in self._pages.items():
            column.addWidget(page)
            page.setVisible(step is Step.PLACE)  # once it is laid out: before, it would be a window of its own
            page.back.connect(self._back)
            page.cancelled.connect(self._cancel)
        self._connect()
        StickWatch(door.drives, background, self.place).changed.connect(self.place.show_drives)
        background.ask(door.backups_here, self, self.place.show_here)

    @property
    def state(self) -> Restore:
        """Where the restore stands."""
        return self._restore

    def focus_first(self) -> None:
        """Put the keyboard on the page that is shown."""
        focus_on(self._pages[self._restore.step])

    def drop(self) -> None:
        """Let go of what is under way: the window is closing."""
        self._stop.set()

    def _connect(self) -> None:
        self.place.chosen.connect(self._look)
        self.place.folder_wanted.connect(self._choose_folder)
        self.choose.chosen.connect(self._choose)
        self.key.given.connect(self._look_inside)
        self.target.wanted.connect(self._do)
        self.target.place_wanted.connect(self._choose_place)
        self.done.open_wanted.connect(self._open)

    def _show(self, restore: Restore) -> None:
        before, self._restore = self._restore, restore
        if before.step is not restore.step:
            for step, page in self._pages.items():
                page.banner.hide()
                page.setVisible(step is restore.step)
            focus_on(self._pages[restore.step])

    def _back(self) -> None:
        before = restores.back(self._restore)
        if self._restore.step is Step.TARGET:
            self.target.pair.forget()
        if self._restore.step is Step.KEY:
            self.key.forget()
        if before is None:
            self.left.emit()
        else:
            self._show(before)

    # Which backup

    def _choose_folder(self) -> None:
        self._dialogs.choose_folder(_("The stick or folder in which the backups are"), Path.home(), self._look)

    def _look(self, folder: Path) -> None:
        self.place.banner.hide()

        def show(seen: "tuple[SeenBackup, ...]") -> None:
            self.choose.show_backups(seen)
            self._show(restores.looked(self._restore, seen))

        self._background.ask(
            lambda: self._door.backups_in(folder),
            self,
            show,
            lambda error: self.place.banner.say(sentence(error)),
        )

    def _choose(self, folder: Path) -> None:
        restore = restores.chose(self._restore, folder)
        if restore.chosen is not None:
            about = _("{school}, as it was on {made}. The sheet is the paper with eight groups of letters and figures.")
            self.key.about(about.format(school=restore.chosen.school, made=moment_words(restore.chosen.made_at)))
        self._show(restore)

    # What opens it

    def _look_inside(self, key: BackupKey) -> None:
        chosen = self._restore.chosen
        assert chosen is not None
        watch = self._begin(self.key)
        door, backup, usual = self._door, chosen.folder, self._target or self._door.place_for(chosen.school)

        def show(answer: "tuple[InsideBackup, bool]") -> None:
            inside, stands = answer
            self.key.set_busy("")
            self.target.show_restore(restore := restores.opened(self._restore, key, inside, usual, stands=stands))
            self._show(restore)

        def look() -> "tuple[InsideBackup, bool]":
            return door.look_inside(backup, key, watch), door.stands(usual)

        self._background.ask(look, self, show, partial(self._refused, self.key))

    def _refused(self, page: KeyPage | TargetPage, error: OfficeError) -> None:
        page.set_busy("")
        page.refused(error)

    # Where it goes

    def _choose_place(self) -> None:
        to = self._restore.to
        assert to is not None

        def moved(folder: Path) -> None:
            new = folder / to.name
            self._background.ask(lambda: self._door.stands(new), self, partial(self._move, new))

        self._dialogs.choose_folder(_("Where the office is kept"), to.parent, moved)

    def _move(self, to: Path, stands: bool) -> None:
        restore = restores.moved(self._restore, to, stands=stands)
        self.target.show_restore(restore)
        self._show(restore)

    def _do(self, new_passphrase: str) -> None:
        restore = self._restore
        assert restore.chosen is not None
        assert restore.key is not None
        assert restore.to is not None
        self._passphrase = new_passphrase or restore.key.passphrase
        watch = self._begin(self.target)
        make = partial(self._door.restore, restore.chosen.folder, restore.to, restore.key, new_passphrase, watch)
        self._background.ask(make, self, self._restored, partial(self._refused, self.target))

    def _restored(self, done: "Restored") -> None:
        self.target.set_busy("")
        self.key.forget()
        self.target.pair.forget()
        self.done.show_done(done)
        self._show(restores.restored(self._restore, done))

    # The open office

    def _open(self) -> None:
        done, passphrase = self._restore.done, self._passphrase
        assert done is not None
        self.done.set_busy(_("Opening…"))

        def opened(office: object) -> None:
            self._passphrase = ""
            self._restore = Restore()
            self.done.set_busy("")
            self.opened.emit(office)

        def refused(error: OfficeError) -> None:
            self.done.set_busy("")
            self.done.banner.say(sentence(error))

        self._background.ask(lambda: self._door.open(done.folder, passphrase), self, opened, refused)

    # What takes long

    def _begin(self, page: StepPage) -> Watch:
        stop = self._stop = threading.Event()
        page.set_busy(step_words("keys"))

        def hear(step: str, done: int, total: int) -> None:
            if not stop.is_set():
                page.working.tell(done, total, step_words(step))

        return Watch(self._background.teller(self, hear), stop.is_set)

    def _cancel(self) -> None:
        self._stop.set()
