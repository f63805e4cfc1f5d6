"""The part of the office page that keeps the office safe: copies, backups, a look over it, the sheet."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.watching import Watch
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.first_run.door import OfficeDoor
from ilp_desktop.ui.names import named
from ilp_desktop.ui.safekeeping.copying import CopyCard
from ilp_desktop.ui.safekeeping.kept import KeptCard
from ilp_desktop.ui.safekeeping.looking import LookCard
from ilp_desktop.ui.safekeeping.sheet import SheetCard
from ilp_desktop.ui.safekeeping.words import made_words, step_words
from ilp_desktop.ui.sticks import StickWatch
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import ScrollingCanvas, Working
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import CheckLine, CopyMade, Office, Safety, SeenBackup
    from ilp_desktop.store.drives import Drive

_WIDEST = 860


class BackupsPart(ScrollingCanvas):
    """One part of the office page. It looks for sticks while it is shown."""

    shown = Signal()
    """What is known was read and is on the screen."""

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs, door: OfficeDoor) -> None:
        super().__init__()
        named(self, "backups_part")
        self._office = office
        self._background = background
        self._dialogs = dialogs
        self._stop: threading.Event | None = None
        self._drives: tuple[Drive, ...] = ()
        """The sticks as they were seen last, also while a copy is made."""
        self.copy = CopyCard(office.zone)
        self.kept = KeptCard(office.zone)
        self.look = LookCard()
        self.sheet = SheetCard(door.judge_code, office.zone) if office.viewer.role is Role.LEAD else None
        self._lay_out()
        self.copy.wanted.connect(self._copy_to_stick)
        self.copy.folder_wanted.connect(self._choose_folder)
        self.copy.working.cancelled.connect(lambda: self._cancel(self.copy.working))
        self.look.begin.clicked.connect(self._look_over)
        self.look.working.cancelled.connect(lambda: self._cancel(self.look.working))
        if self.sheet is not None:
            self.sheet.wanted.connect(self._try_sheet)
        background.changed.connect(self._hear)
        self._sticks = StickWatch(door.drives, background, self)
        self._sticks.changed.connect(self._drives_changed)
        self._read()

    def focus_first(self) -> None:
        """Put the keyboard on the next step."""
        self.copy.focus_first()

    def flush(self) -> None:
        """Let go of what is under way: the office is being locked, and a slow stick must not put that off."""
        if self._stop is not None:
            self._stop.set()

    # What is known

    def _read(self) -> None:
        def show(answer: "tuple[Safety, tuple[SeenBackup, ...]]") -> None:
            state, here = answer
            self.copy.show_state(state)
            self.kept.show_here(here)
            if self.sheet is not None:
                self.sheet.show_last(state.sheet_at)
            self.shown.emit()

        safe = self._office.safekeeping
        self._background.ask(lambda: (safe.state(), safe.here()), self, show)

    def _drives_changed(self, drives: "tuple[Drive, ...]") -> None:
        self._drives = drives
        self._show_drives()

    def _show_drives(self) -> None:
        safe, drives = self._office.safekeeping, self._drives

        def show(kept: "list[tuple[SeenBackup, ...]]") -> None:
            usual = next((drive for drive, backups in zip(drives, kept, strict=True) if backups), None)
            if self._stop is None and drives == self._drives:
                self.copy.show_drives(drives, usual)
            self.kept.show_sticks(tuple(zip(drives, kept, strict=True)))

        self._background.ask(lambda: [safe.among(drive.root) for drive in drives], self, show)

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.OFFICE):
            self._read()

    # A copy

    def _choose_folder(self) -> None:
        self._dialogs.choose_folder(
            _("Where the copy goes"), Path.home(), lambda folder: self._copy(folder, folder.name or str(folder))
        )

    def _copy_to_stick(self, drive: "Drive") -> None:
        self._copy(drive.root, drive.name)

    def _copy(self, folder: Path, name: str) -> None:
        watch = self._begin(self.copy.working)
        self.copy.set_busy(step_words("copying"))
        made: list[CopyMade] = []

        def copy() -> Changes:
            made.append(self._office.back_up_to(folder, name=name, watch=watch))
            return Changes(frozenset({Kind.OFFICE}))

        def done(_changes: Changes) -> None:
            self._ended(self.copy.set_busy)
            (copied,) = made
            tint = "amber" if copied.remarks else "accent"
            self.copy.banner.say(made_words(copied.folder, copied.remarks, name), tint=tint)
            self._show_drives()
            self.copy.focus_first()

        def failed(error: OfficeError) -> None:
            self._ended(self.copy.set_busy)
            self.copy.banner.say(sentence(error), tint="neutral" if error.code == "stopped" else "red")
            self._show_drives()
            self.copy.focus_first()

        self._background.do(copy, done, failed, owner=self, takes_long=True)

    # A look over the office

    def _look_over(self) -> None:
        watch = self._begin(self.look.working)
        self.look.set_busy(step_words("keys"))
        also = self.copy.chosen.root if self.copy.chosen is not None else None

        def done(lines: "tuple[CheckLine, ...]") -> None:
            self._ended(self.look.set_busy)
            self.look.show_lines(lines)
            spoiled = (str(line.params["file"]) for line in lines if line.code == "backup_unsound")
            self.kept.show_spoiled(frozenset(spoiled))
            self.look.begin.setFocus()

        def failed(error: OfficeError) -> None:
            self._ended(self.look.set_busy)
            self.look.banner.say(sentence(error), tint="neutral" if error.code == "stopped" else "red")
            self.look.begin.setFocus()

        self._background.ask(lambda: self._office.check(also, watch=watch), self, done, failed)

    # The sheet

    def _try_sheet(self, typed: str) -> None:
        card = self.sheet
        assert card is not None
        card.set_busy(step_words("keys"))

        def done(_changes: Changes) -> None:
            card.set_busy("")
            card.right()

        def failed(error: OfficeError) -> None:
            card.set_busy("")
            card.refused(error)

        safe = self._office.safekeeping
        self._background.do(lambda: safe.try_sheet(typed), done, failed, owner=self, takes_long=True)

    # What takes long

    def _begin(self, working: Working) -> Watch:
        """Return how long work is watched: what it tells shows on ``working``, and it stops when that is cancelled."""
        stop = self._stop = threading.Event()
        self._set_others(on=False)

        def hear(step: str, done: int, total: int) -> None:
            if stop is self._stop and not stop.is_set():
                working.tell(done, total, step_words(step))

        return Watch(self._background.teller(self, hear), stop.is_set)

    def _cancel(self, working: Working) -> None:
        if self._stop is not None:
            self._stop.set()
            working.cancel.setEnabled(False)
            working.tell(0, 0, _("Stopping…"))

    def _ended(self, set_busy: Callable[[str], None]) -> None:
        self._stop = None
        set_busy("")
        self._set_others(on=True)

    def _set_others(self, *, on: bool) -> None:
        """Let one thing be done at a time: both read the whole office."""
        self.look.begin.setEnabled(on)
        self.copy.back_up.setEnabled(on)
        self.copy.folder.setEnabled(on)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, SPACE.xl)
        column.setSpacing(SPACE.lg)
        for card in (self.copy, self.kept, self.look, self.sheet):
            if card is not None:
                card.setMaximumWidth(_WIDEST)
                column.addWidget(card)
        column.addStretch(1)
        self.canvas.setLayout(column)
