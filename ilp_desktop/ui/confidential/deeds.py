"""What can be done in the confidential part: each a verb of the office, and what is said when it is done or refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.confidential import (
    ConfidentialItem,
    ConsentSheet,
    Means,
    NoteWords,
    Party,
    Recipient,
)
from ilp_desktop.language import _, in_use
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs

if TYPE_CHECKING:
    from ilp_desktop.office import Office


@dataclass(frozen=True, slots=True)
class Given:
    """A yes as it is written down: whose, how, when; ``person`` is a parent's uid."""

    party: Party
    name: str
    person: str
    means: Means
    on: date


class Deeds(QObject):
    """Does it for one student at a time."""

    failed = Signal(object)
    """The OfficeError of what could not be done."""
    told = Signal(str)
    """A short word about what was done."""
    removed = Signal(int)
    """An item was removed and can be brought back."""
    change_asked = Signal(object)
    """A ConfidentialItem should be changed."""

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._background = background
        self._dialogs = dialogs
        self.student_id = 0

    def keep(
        self,
        words: NoteWords,
        item_id: int | None,
        version: int | None,
        then: Callable[[], None],
        otherwise: Callable[[], None],
    ) -> None:
        """Keep a note that was written."""
        student_id = self.student_id

        def refused(error: object) -> None:
            otherwise()
            self.failed.emit(error)

        self._background.do(
            lambda: self._office.confidential.keep_note(student_id, words, item_id, version),
            lambda _done: then(),
            refused,
            owner=self,
        )

    def discard(
        self, item_id: int | None, begin: Callable[[], None], then: Callable[[], None], otherwise: Callable[[], None]
    ) -> None:
        """Let go of what was typed, after asking; ``begin`` when it is meant."""
        student_id = self.student_id

        def refused(error: object) -> None:
            otherwise()
            self.failed.emit(error)

        def meant() -> None:
            begin()
            self._background.do(
                lambda: self._office.confidential.drop_draft(student_id, item_id),
                lambda _done: then(),
                refused,
                owner=self,
            )

        self._dialogs.confirm(
            _("Discard what you wrote?"),
            _("What was typed since it was last kept is gone for good."),
            _("Discard"),
            meant,
            danger=True,
        )

    def attach(self) -> None:
        """Choose a file and keep a copy of it here."""
        student_id = self.student_id

        def chosen(path: Path) -> None:
            self._do(
                lambda: self._office.confidential.attach(student_id, path),
                lambda: self.told.emit(_("Kept. The file you chose is still where it was, for anybody to read.")),
                takes_long=True,
            )

        self._dialogs.open_file(_("Choose a document to keep"), _("All files (*)"), chosen)

    def save_copy(self, item: ConfidentialItem) -> None:
        """Save a document where the person chooses, after a warning."""
        student_id, document = self.student_id, item.record.document
        assert document is not None, "a note has nothing to save"

        def chosen(path: Path) -> None:
            def save() -> Changes:
                self._office.save_document(student_id, item.item_id, path)
                return Changes(frozenset())

            self._do(save, lambda: self.told.emit(_("Saved. Delete the copy when it is no longer needed.")))

        self._leave(
            _("Save a copy outside?"),
            _("Whoever can open that folder can read the copy. That you took it out is written down."),
            _("Choose where"),
            Path.home() / Path(document.name).name,
            chosen,
        )

    def hand_out(self, item: ConfidentialItem, sheet: ConsentSheet) -> None:
        """Write what was consented to into a file, after a warning; it is written down as disclosed."""
        student_id, document, language = self.student_id, item.record.document, in_use()
        name = Path(document.name).name if document and not sheet.passage else _("Shared with consent.pdf")

        def chosen(path: Path) -> None:
            def save() -> Changes:
                self._office.save_released(student_id, item.item_id, sheet.uid, path, language)
                return Changes(frozenset())

            self._do(save, lambda: self.told.emit(_("Written. That it was handed out is in the record.")))

        self._leave(
            _("Hand this out?"),
            _(
                "What was consented to is written into a file for this recipient, with who agreed. That it was handed out is recorded."
            ),
            _("Choose where"),
            Path.home() / name,
            chosen,
        )

    def remove(self, item: ConfidentialItem) -> None:
        """Take a note or document out of the file."""
        student_id, item_id = self.student_id, item.item_id
        self._do(lambda: self._office.confidential.remove(student_id, item_id), lambda: self.removed.emit(item_id))

    def restore(self, student_id: int, item_id: int) -> None:
        """Bring back what was removed."""
        self._do(lambda: self._office.confidential.restore(student_id, item_id))

    def ask(self, item: ConfidentialItem, recipient: Recipient, passage: str) -> None:
        """Begin a consent sheet."""
        student_id, item_id = self.student_id, item.item_id
        self._do(lambda: self._office.consents.open_sheet(student_id, item_id, recipient, passage))

    def give(self, item: ConfidentialItem, sheet: ConsentSheet, given: Given) -> None:
        """Write down one yes."""
        student_id, item_id, uid = self.student_id, item.item_id, sheet.uid
        who = {"person": given.person, "name": given.name}
        self._do(
            lambda: self._office.consents.give(
                student_id, item_id, uid, given.party, **who, means=given.means, given_on=given.on
            )
        )

    def withdraw(self, item: ConfidentialItem, sheet: ConsentSheet, number: int) -> None:
        """Write down that a yes was withdrawn."""
        student_id, item_id, uid = self.student_id, item.item_id, sheet.uid
        self._dialogs.confirm(
            _("Withdraw this consent?"),
            _("From today on nothing leaves by it. What was handed out before stays where it is."),
            _("Withdraw"),
            lambda: self._do(lambda: self._office.consents.withdraw(student_id, item_id, uid, number)),
            danger=True,
        )

    def _leave(self, title: str, words: str, yes: str, suggested: Path, chosen: Callable[[Path], None]) -> None:
        self._dialogs.confirm(
            title, words, yes, lambda: self._dialogs.save_file(title, suggested, _("All files (*)"), chosen)
        )

    def _do(
        self, verb: Callable[[], Changes], then: Callable[[], None] | None = None, *, takes_long: bool = False
    ) -> None:
        def done(_changes: Changes) -> None:
            if then is not None:
                then()

        self._background.do(verb, done, self.failed.emit, owner=self, takes_long=takes_long)
