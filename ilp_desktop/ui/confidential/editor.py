"""Writing a confidential note: what is typed is safe within a second, closed as the note will be, and kept by a click."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.confidential import NoteWords
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Field, LineField, SavedNote, Text
from ilp_desktop.wording import sentence

_DELAY_MILLISECONDS = 400
_RETRY_MILLISECONDS = 2000
Save = Callable[[int, NoteWords, int | None], Changes]
"""Keeps a draft: of a student, the words, for a note that is there or a new one."""


class NoteEditor(Card):
    """One note while it is written. It is on the screen only then; nothing of it stays in its fields afterward."""

    keep_asked = Signal()
    discard_asked = Signal()
    turned = Signal(bool)
    """Something begins to be written here, or no longer is."""
    settled = Signal()
    """Nothing that was typed is on its way any more."""

    def __init__(
        self, background: Background, save: Save, now: Callable[[], str], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(spacing=SPACE.md, parent=parent)
        named(self, "note_editor")
        self._background = background
        self._save = save
        self._now = now
        self._student_id = 0
        self.item_id: int | None = None
        self.version: int | None = None
        self._durable = NoteWords()
        self._owed: dict[tuple[int, int | None], NoteWords] = {}
        self._under_way = 0
        self._heading = Text("", "h2")
        self.title = named(LineField(_("Title"), parent=self), "note_title")
        self.text = Field(_("Note"), least_lines=5, most_lines=18, parent=self)
        named(self.text.editor, "note_text")
        hint = _("Names, with commas between them. They are asked for consent too before any of it leaves.")
        self.about = named(LineField(_("Whom else it concerns"), hint=hint, parent=self), "note_about")
        self.saved = named(SavedNote(), "note_saved")
        self.keep = named(Button(_("Keep this note"), "primary", "lock"), "note_keep")
        self.discard = named(Button(_("Discard"), "ghost"), "note_discard")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_RETRY_MILLISECONDS)
        self._again.timeout.connect(self._try_again)
        self._lay_out()
        for field in (self.title, self.text, self.about):
            field.typed.connect(self._typed)
        self.keep.clicked.connect(self.keep_asked)
        self.discard.clicked.connect(self.discard_asked)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether something is being written."""
        return self._student_id != 0

    @property
    def student_id(self) -> int:
        """Whose note it is; 0 while nothing is written."""
        return self._student_id

    def words(self) -> NoteWords:
        """Return what stands in the fields."""
        return NoteWords(self.title.text(), self.text.text(), self.about.text())

    def begin(self, student_id: int, item_id: int | None, version: int | None, words: NoteWords) -> None:
        """Write a new note (None), or go on with one that is there."""
        self._student_id, self.item_id, self.version = student_id, item_id, version
        self._heading.setText(_("New note") if item_id is None else _("Change the note"))
        self._fill(words)
        self._durable = words
        self.set_busy(on=False)
        self.show()
        self.turned.emit(True)
        (self.text.editor if words.title else self.title).setFocus()

    def end(self) -> None:
        """Let go of what was written: it is kept, or a draft, or not wanted."""
        self._timer.stop()
        self._student_id, self.item_id, self.version = 0, None, None
        self._fill(NoteWords())
        self._durable = NoteWords()
        self.text.editor.document().clearUndoRedoStacks()
        self.hide()
        self.turned.emit(False)

    @property
    def is_settled(self) -> bool:
        """Whether nothing that was typed is on its way."""
        return self._under_way == 0

    def owed(self, student_id: int) -> dict[int | None, NoteWords]:
        """Return what was typed about a student and could not be made durable yet, by note: it is tried again."""
        return {item_id: words for (whose, item_id), words in self._owed.items() if whose == student_id}

    def forget(self) -> None:
        """What is being written is kept, or not wanted: nothing of it is owed as a draft."""
        self._timer.stop()
        self._owed.pop((self._student_id, self.item_id), None)
        self._durable = self.words()

    def owe(self) -> None:
        """It was not kept, or not let go of, after all: what stands in the fields is made durable again."""
        self.set_busy(on=False)
        self._durable = NoteWords("\0")
        self._typed()

    def flush(self) -> None:
        """Make durable now what is typed and not durable yet: also before a lock."""
        self._timer.stop()
        words = self.words()
        if self.is_open and words != self._durable:
            self._durable = words
            self._owed[self._student_id, self.item_id] = words
            self._send(self._student_id, self.item_id)

    def _send(self, student_id: int, item_id: int | None) -> None:
        sent = self._owed[student_id, item_id]
        self._under_way += 1

        def arrived(_done: Changes) -> None:
            if self._owed.get((student_id, item_id)) == sent:
                del self._owed[student_id, item_id]
            if self.is_open and not self._owed and self.words() == self._durable:
                self.saved.show_saved(self._now())
            self._settle()

        def failed(error: OfficeError) -> None:
            self.saved.show_problem(sentence(error))
            self._again.start()
            self._settle()

        self._background.do(lambda: self._save(student_id, sent, item_id), arrived, failed, owner=self)

    def _settle(self) -> None:
        self._under_way -= 1
        if self.is_settled:
            self.settled.emit()

    def _try_again(self) -> None:
        for student_id, item_id in tuple(self._owed):
            self._send(student_id, item_id)

    def set_busy(self, *, on: bool) -> None:
        """Keep nothing twice, and let nothing be typed that would not be kept."""
        for one in (self.keep, self.discard):
            one.setEnabled(not on)
        self.text.set_read_only(on)
        for line in (self.title.editor, self.about.editor):
            line.setReadOnly(on)

    def _typed(self) -> None:
        self.saved.show_saving()
        if not self._timer.isActive():
            self._timer.start(_DELAY_MILLISECONDS)

    def _fill(self, words: NoteWords) -> None:
        self.title.editor.setText(words.title)  # also where it is the same: what could be taken back goes
        self.text.set_text(words.text)
        self.about.editor.setText(words.about)

    def _lay_out(self) -> None:
        self.body.addWidget(self._heading)
        for field in (self.title, self.text, self.about):
            self.body.addWidget(field)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.sm)
        foot.addWidget(self.saved)
        foot.addStretch(1)
        foot.addWidget(self.discard)
        foot.addWidget(self.keep)
        self.body.addLayout(foot)
