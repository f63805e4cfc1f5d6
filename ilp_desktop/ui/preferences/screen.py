"""The page of settings. A choice is in force at once; there is no Save button."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from ilp_desktop import language
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.settings import Settings
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.first_run.door import OfficeDoor
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.preferences.about import AboutCard, TourCard
from ilp_desktop.ui.preferences.choices import ChoicesCard, Value
from ilp_desktop.ui.preferences.keys import KeyCard, LoginCard, PassphraseCard, RecoveryCard
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, ScrollingCanvas, Text
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_WIDEST = 860
_SHEET = Path("recovery-sheet.pdf")

_OF_OFFICE = (
    "idle_lock_minutes",
    "paper",
    "print_both_sides",
    "queue_copies",
    "print_after_signing",
    "board_shows",
    "copy_reminder_days",
)


class PreferencesPage(ScrollingCanvas):
    """One page of the open office."""

    settings_changed = Signal(object)
    """The Settings now in force: limits of the idle lock and paper are the program's to follow."""
    language_changed = Signal(str)
    """The window speaks another language from now on: its pages are to be made again."""
    tour_wanted = Signal()
    """The guided tour of the demo school is to be shown again."""
    shown = Signal()
    """What is set was read and is on the screen."""

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs, door: OfficeDoor) -> None:
        super().__init__()
        named(self, "preferences_page")
        self._office = office
        self._background = background
        self._dialogs = dialogs
        self._settings = office.settings
        self._sheet = b""
        self.banner = named(Banner(), "preferences_banner")
        self.cards = (
            ChoicesCard(
                _("How it looks"), ("color_scheme", "text_percent", "reduce_motion", "agenda_clock"), "look_card"
            ),
            ChoicesCard(_("Language"), ("language",), "language_card"),
            ChoicesCard(_("For the whole office"), _OF_OFFICE, "common_card", note=_note(office)),
        )
        self._door = door
        self.login = LoginCard()
        self.passphrase = PassphraseCard(door, office.name)
        self.recovery = RecoveryCard()
        self._key_cards = (self.passphrase, self.login, *((self.recovery,) if office.is_led else ()))
        self.tour = TourCard() if office.is_demo else None
        self.about = AboutCard()
        self._lay_out()
        for card in self.cards:
            card.chosen.connect(self._choose)
        self.passphrase.wanted.connect(self._change_passphrase)
        self.recovery.wanted.connect(self._renew_recovery)
        self.login.wanted.connect(self._turn_login_on)
        self.login.unwanted.connect(self._turn_login_off)
        self.recovery.save_wanted.connect(self._save_sheet)
        background.changed.connect(self._hear)
        self._show(self._settings)
        self._read()

    # Settings

    def _read(self) -> None:
        def show(settings: Settings) -> None:
            self._show(settings)
            self.shown.emit()

        self._background.ask(self._office.preferences.current, self, show)
        office, door = self._office, self._door

        def show_login(answer: tuple[bool, int]) -> None:
            self.login.show_state(is_on=answer[0], is_shared=answer[1] > 1)

        self._background.ask(
            lambda: (office.keyring.is_on(), door.people_here(office.uid)), self, show_login, lambda _error: None
        )

    def _show(self, settings: Settings) -> None:
        self._settings = settings
        for card in self.cards:
            card.show_settings(settings)

    def _choose(self, setting: str, value: Value) -> None:
        before = self._settings
        values: dict[str, Value] = {setting: value}
        self._take(replace(before, **values))  # pyright: ignore[reportArgumentType] - each choice offers its own type

        def undo(error: OfficeError) -> None:
            self._take(before)
            self.banner.say(sentence(error))

        self._background.do(lambda: self._office.preferences.change(**values), failed=undo, owner=self)

    def _take(self, settings: Settings) -> None:
        """Let settings be in force, on the screen first."""
        before = self._settings
        self._show(settings)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, settings.color_scheme, settings.text_percent, reduce_motion=settings.reduce_motion)
        self.settings_changed.emit(settings)
        if settings.language != before.language:
            language.use(settings.language)
            self.language_changed.emit(settings.language)

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.OFFICE):
            self._read()

    # Keys

    def _change_passphrase(self, old: str, new: str) -> None:
        card = self.passphrase
        card.set_busy(_("Making new keys. This takes a few seconds…"))

        def change() -> Changes:
            self._office.change_passphrase(old, new)
            return Changes(frozenset({Kind.OFFICE}))

        def done(_changes: Changes) -> None:
            card.set_busy("")
            card.close_form()
            card.banner.say(_("The passphrase is changed. The old one opens nothing any more."), tint="accent")
            card.begin.setFocus()

        self._background.do(change, done, lambda error: _say_wrong(card, card.old.show_wrong, error), owner=self)

    def _turn_login_on(self, passphrase: str) -> None:
        card, office, door = self.login, self._office, self._door
        card.set_busy(_("One moment…"))

        def done(_changes: Changes) -> None:
            card.set_busy("")
            card.close_form()
            card.banner.say(_("From the next start on, this computer's login opens the office for you."), tint="accent")

        self._background.do(
            lambda: office.keyring.keep(passphrase, door.people_here(office.uid)),
            done,
            lambda error: _say_wrong(card, card.passphrase.show_wrong, error),
            owner=self,
        )

    def _turn_login_off(self) -> None:
        card = self.login

        def done(_changes: Changes) -> None:
            card.banner.say(_("It is off. The passphrase is asked at each start."), tint="accent")

        self._background.do(
            self._office.keyring.forget, done, lambda error: card.banner.say(sentence(error)), owner=self
        )

    def _renew_recovery(self, passphrase: str) -> None:
        """Ask where the sheet goes before it is made: a sheet that nobody has is a lost one."""
        self._dialogs.save_file(
            _("Save the recovery sheet"), _SHEET, _("PDF (*.pdf)"), lambda path: self._make_sheet(passphrase, path)
        )

    def _make_sheet(self, passphrase: str, path: Path) -> None:
        card = self.recovery
        card.set_busy(_("Making the new sheet. This takes a few seconds…"))
        made: list[bytes] = []

        def make() -> Changes:
            made.append(self._office.renew_recovery(passphrase, language.in_use()))
            _write(path, made[0])
            return Changes(frozenset({Kind.OFFICE}))

        def failed(error: OfficeError) -> None:
            if made:
                card.set_busy("")
                card.close_form()
                self._offer_again(made[0], error)
            else:
                _say_wrong(card, card.passphrase.show_wrong, error)

        def done(_changes: Changes) -> None:
            card.set_busy("")
            card.close_form()
            self._say_saved(path)

        self._background.do(make, done, failed, owner=self)

    def _offer_again(self, sheet: bytes, error: OfficeError) -> None:
        self._sheet = sheet
        words = _("The new sheet is made, and the old one opens nothing any more, but it could not be saved there.")
        self.recovery.banner.say(f"{words} {sentence(error)}", action=_("Save it elsewhere…"))

    def _save_sheet(self) -> None:
        sheet = self._sheet

        def save(path: Path) -> None:
            self._background.ask(
                lambda: _write(path, sheet), self, self._say_saved, lambda error: self._offer_again(sheet, error)
            )

        self._dialogs.save_file(_("Save the recovery sheet"), _SHEET, _("PDF (*.pdf)"), save)

    def _say_saved(self, path: Path) -> None:
        self._sheet = b""
        words = _("Saved as {name}. Print it, then delete the file: who has the sheet can open the office.")
        self.recovery.banner.say(words.format(name=path.name), tint="accent")
        self.recovery.begin.setFocus()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """No passphrase stays in a line that nobody looks at."""
        super().hideEvent(event)
        for card in self._key_cards:
            if card.form.isEnabled():
                card.close_form()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(SPACE.xl)
        column.addWidget(Text(_("Settings"), "h1"))
        tour = () if self.tour is None else (self.tour,)
        if self.tour is not None:
            self.tour.begin.clicked.connect(self.tour_wanted)
        for part in (self.banner, *self.cards, *self._key_cards, *tour, self.about):
            column.addWidget(part)
        column.addStretch(1)
        row = QHBoxLayout(self.canvas)
        row.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xxl)
        row.addLayout(column, 1)
        self._fit_text()

    def _fit_text(self) -> None:
        self.canvas.setMaximumWidth(theme.scaled(_WIDEST) + 2 * SPACE.xxl)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit_text()
        super().changeEvent(event)


def _note(office: "Office") -> str:
    return "" if office.is_led else _("The lead of the office sets these for everybody.")


def _say_wrong(card: KeyCard, show_wrong: Callable[[str], None], error: OfficeError) -> None:
    card.set_busy("")
    if error.code == "passphrase_wrong":
        show_wrong(sentence(error))
        card.form.setFocus()
    else:
        card.banner.say(sentence(error))


def _write(path: Path, sheet: bytes) -> Path:
    from ilp_desktop.office import write_privately  # noqa: PLC0415 - with the office, after the unlock window

    return write_privately(path, sheet)
