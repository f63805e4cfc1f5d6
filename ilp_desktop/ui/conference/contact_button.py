"""Contact sheets of a conference: a button, who may have one, and the sheet in a window of its own."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from ilp_desktop.language import _, in_use
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.paper_window import PaperWindow
from ilp_desktop.ui.conference.papers import Printer
from ilp_desktop.ui.conference.preview import Preview
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.widgets import Button

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.domain.contacts import Recipient
    from ilp_desktop.office import Office


class ContactWindow(PaperWindow):
    """One recipient's sheet, looked at and printed; it is drawn once and kept nowhere."""

    def __init__(self, office: "Office", background: Background, conference_id: int, key: str, parent: QWidget) -> None:
        self._drawn = b""

        def read() -> bytes:
            self._drawn = office.contacts.sheet(conference_id, key, in_use())
            return self._drawn

        title = _("Contact sheet")
        super().__init__(background, read, "contact_window", title, Preview(title), parent)

    @override
    def print_on(self, printer: Printer) -> None:
        pdf = self._drawn
        sent = _("Sent to the printer.")
        self.background.ask(
            lambda: printer.print_pages(pdf), self, lambda _none: self._banner.say(sent, tint="accent"), self.say
        )


class ContactButton(Button):
    """Offers a sheet for the folder and for each home; each shows what that recipient may know."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(_("Contact sheet"), "ghost", "phone")
        named(self, "contact_button")
        self._sitting = sitting
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        sitting = self._sitting
        sitting.background.ask(
            lambda: sitting.office.contacts.recipients(sitting.conference_id), self, self._offer, sitting.failed.emit
        )

    def _offer(self, recipients: "tuple[Recipient, ...]") -> None:
        self.menu_of(recipients).popup(self.mapToGlobal(self.rect().bottomLeft()))

    def menu_of(self, recipients: "tuple[Recipient, ...]") -> QMenu:
        """Return the menu of whose sheet it may be."""
        menu = named(QMenu(self), "contact_menu")
        for one in recipients:
            words = _("For {names}").format(names=", ".join(one.names)) if one.names else _("For the cumulative folder")
            action = named(menu.addAction(words), f"contact_{one.key}_action")
            action.triggered.connect(lambda _on=False, key=one.key: self._show(key))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _show(self, key: str) -> None:
        sitting = self._sitting
        ContactWindow(sitting.office, sitting.background, sitting.conference_id, key, self.window()).show()
