"""The family view follows the runner: which conference, which section, and what is typed once it is kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.groups import SharedPage
from ilp_desktop.domain.signing import SigningSheet
from ilp_desktop.language import in_use, known_language
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.flow import holds
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.family import pages
from ilp_desktop.ui.family.pages import FamilyPage
from ilp_desktop.ui.family.window import FamilyWindow

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_GATHERED = 50
"""Milliseconds in which several changes become one page."""


class FamilyView(QObject):
    """Decides what the family's window shows. Whatever is not surely this family's own, it answers with a calm page."""

    turned = Signal(bool)
    """The window was opened or closed."""

    def __init__(self, office: "Office", background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._background = background
        self._window: FamilyWindow | None = None
        self._sitting: Sitting | None = None
        self._key = ""
        self._signing: SigningSheet | None = None
        self._room: SharedPage | None = None
        """What everybody may see of the group whose page is open."""
        self._shared: SharedPage | None = None
        """The same, of the group that the conference is one of."""
        self._hidden = False
        self._elsewhere = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_GATHERED)
        self._soon.timeout.connect(self._show)
        background.changed.connect(self._hear)

    @property
    def window(self) -> FamilyWindow | None:
        """The family's window, while it is open."""
        return self._window

    def open(self, beside: QWidget) -> None:
        """Open the window, on another screen than ``beside`` where there is one."""
        if self._window is None:
            window = self._window = FamilyWindow(self._draw)
            window.closed.connect(self._closed)
            self._show()
            window.place(beside)
            self.turned.emit(True)
            self._ask_signing()
            self._ask_shared()

    def close(self) -> None:
        """Close the window, with every word on it."""
        window, self._window = self._window, None
        self._soon.stop()
        if window is not None:
            window.closed.disconnect(self._closed)
            window.close()
            window.deleteLater()
            self.turned.emit(False)

    def turn(self, beside: QWidget) -> None:
        """Open the window, or close it."""
        if self._window is None:
            self.open(beside)
        else:
            self.close()

    def seat(self, sitting: Sitting) -> None:
        """Follow a conference that is on the staff's screen now."""
        self.leave()
        self._sitting = sitting
        sitting.sheet_read.connect(self._soon.start)
        sitting.boxes.saved.connect(self._soon.start)
        self._show()
        self._ask_shared()

    def show_section(self, key: str) -> None:
        """Go along to a section; '' is before the conference has begun."""
        self._key, self._signing = key, None
        self._soon.start()  # in a turn of its own: the runner changes its section in this one
        self._ask_signing()

    def leave(self) -> None:
        """The conference left the staff's screen: nothing of it stays."""
        sitting, self._sitting = self._sitting, None
        self._key, self._signing, self._shared = "", None, None
        if sitting is not None:
            sitting.sheet_read.disconnect(self._soon.start)
            sitting.boxes.saved.disconnect(self._soon.start)
        self._show()

    def hide_for(self, hidden: bool) -> None:
        """Show a calm page while the staff's screen is covered."""
        self._hidden = hidden
        self._show()

    def look_away(self, elsewhere: bool) -> None:
        """Show a calm page while the staff's screen shows anything but the conference."""
        self._elsewhere = elsewhere
        self._show()

    def share(self, page: SharedPage | None) -> None:
        """Show what everybody in the room of a group may see, for as long as it is open; None: no group any more."""
        self._room = page
        self._show()

    def page(self) -> FamilyPage:
        """Return what the family may see now."""
        sitting, room = self._sitting, self._room
        if room is not None and not self._hidden and (sitting is None or sitting.sheet.group_id is not None):
            return pages.together(room, known_language(room.language))
        if sitting is None:
            return pages.welcome(in_use())
        language = known_language(sitting.sheet.language)
        if self._hidden or self._elsewhere:
            return pages.away(language)
        if sitting.sheet.group_id is not None:
            return pages.together(self._shared, language)  # others are in the room: nothing of this student
        sheet = pages.overlaid(sitting.sheet, sitting.boxes.kept())
        return pages.family_page(sheet, sitting.pack, self._key, language, self._signing)

    def _show(self) -> None:
        if self._window is not None:
            self._window.show_page(self.page())

    def _ask_signing(self) -> None:
        """Ask who has signed, where that is what the family sees."""
        sitting, window = self._sitting, self._window
        if sitting is None or window is None:
            return
        section = next((one for one in sitting.pack.sections if one.key == self._key), None)
        if section is None or not holds(section, "signatures"):
            return
        key, conference = self._key, sitting.conference_id

        def show(sheet: SigningSheet) -> None:
            if self._sitting is sitting and self._key == key:
                self._signing = sheet
                self._show()

        def wait(_error: OfficeError) -> None:
            """The runner says above its own section what went wrong."""

        self._background.ask(lambda: self._office.signing.prepare(conference), window, show, wait)

    def _ask_shared(self) -> None:
        """Ask what everybody in the room may see, where the conference is one of a group."""
        sitting, window = self._sitting, self._window
        group = sitting.sheet.group_id if sitting is not None else None
        if group is None or window is None:
            return

        def show(shared: SharedPage) -> None:
            if self._sitting is sitting:
                self._shared = shared
                self._show()

        self._background.ask(lambda: self._office.groups.shared(group), window, show, lambda _error: None)

    def _draw(self, question: Callable[[], bytes], owner: QWidget, then: Callable[[bytes], None]) -> None:
        self._background.ask(question, owner, then, lambda _error: None)

    def _hear(self, changes: Changes) -> None:
        if self._window is not None and changes.touches(Kind.SIGNATURE, Kind.CONFERENCE, Kind.PLAN):
            self._ask_signing()
            self._ask_shared()

    def _closed(self) -> None:
        self.close()
