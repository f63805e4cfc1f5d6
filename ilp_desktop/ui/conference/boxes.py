"""The boxes of one conference: each keystroke durable within half a second, each box left one change, nothing lost.

A box lives by its field path ("answer:celebrate.proud", "goal:7", …), not by its widget: switching the section throws
widgets away while what was typed is still on its way.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference import writing
from ilp_desktop.ui.conference.writing import Words, Writing

Save = Callable[[str, str, str], Changes]
"""A verb of the office: field path, text, language."""
Show = Callable[[Words], None]
RETRY_MILLISECONDS = 2000


@dataclass(slots=True)
class _Box:
    writing: Writing
    shows: list[Show] = dataclasses.field(default_factory=list[Show])
    """What shows it; for a while two things do, when the student writes on a page of their own."""


class Boxes(QObject):
    """What is typed in one conference, on its way to the store."""

    saving = Signal()
    saved = Signal()
    """Everything typed so far is durable."""
    failed = Signal(object)
    """The OfficeError of what could not be written; it is tried again."""

    def __init__(
        self,
        background: Background,
        draft: Save,
        keep: Save,
        *,
        delay: int = 400,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._draft = draft
        self._keep = keep
        self._boxes: dict[str, _Box] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay)
        self._timer.timeout.connect(self.save_drafts)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(RETRY_MILLISECONDS)
        self._again.timeout.connect(self.save_drafts)

    @property
    def settled(self) -> bool:
        """Whether everything typed so far is durable."""
        return not any(box.writing.owes_draft or box.writing.under_way for box in self._boxes.values())

    def open(self, field: str, words: Words, show: Show | None) -> Words:
        """Open a box on what the store held when the sheet was read, and return what it shows.

        A box that was open before knows better: it holds what was typed since then.
        """
        box = self._boxes.setdefault(field, _Box(writing.opened(words)))
        if show is not None:
            box.shows.append(show)
        return box.writing.shown

    def let_go(self, field: str, show: Show | None = None) -> None:
        """The widget is going: leave the box, keep what is under way. Without a ``show``, all that show it are going."""
        if field in self._boxes:
            self.leave(field)
            shows = self._boxes[field].shows
            self._boxes[field].shows = [one for one in shows if show is not None and one != show]

    def forget(self, field: str) -> None:
        """What the box belongs to was removed: nothing of it is owed."""
        self._boxes.pop(field, None)

    def shown(self, field: str) -> Words:
        """Return what a box shows."""
        return self._boxes[field].writing.shown

    def kept(self) -> Mapping[str, Words]:
        """Return what was typed as far as it was sent to the disk, by field path; it is there at the next ``saved``."""
        kept = {field: box.writing.drafted for field, box in self._boxes.items()}
        return {field: words for field, words in kept.items() if words != writing.NOTHING}

    def type(self, field: str, words: Words) -> None:
        """Take a keystroke. The first one starts the clock, later ones do not put it off."""
        box = self._boxes[field]
        before = box.writing
        box.writing = writing.typed(before, words)
        for show in box.shows if len(box.shows) > 1 else ():
            show(words)  # the one that was typed into shows it already
        if box.writing.owes_draft and box.writing is not before:
            self.saving.emit()
            if not self._timer.isActive():
                self._timer.start()

    def leave(self, field: str) -> None:
        """The person moved on: what was typed becomes one change."""
        box = self._boxes.get(field)
        if box is None or not box.writing.owes_change:
            return
        sent = box.writing.shown
        box.writing = writing.change_sent(box.writing)
        self._send(field, sent, self._keep)

    def flush(self) -> None:
        """Leave every box: before another conference, a lock, the end of the program."""
        for field in tuple(self._boxes):
            self.leave(field)
        self._timer.stop()

    def save_drafts(self) -> None:
        """Make every keystroke durable that is not yet."""
        for field, box in tuple(self._boxes.items()):
            if box.writing.owes_draft:
                sent = box.writing.shown
                box.writing = writing.draft_sent(box.writing)
                self._send(field, sent, self._draft)

    def asked(self) -> Mapping[str, int]:
        """Return which boxes an answer asked for now may replace, and how often each was typed in."""
        return {field: box.writing.typed for field, box in self._boxes.items() if box.writing.quiet}

    def answer(self, field: str, words: Words, asked: Mapping[str, int]) -> None:
        """Take the store's answer for a box, where it may."""
        box = self._boxes.get(field)
        if box is None:
            return
        before = box.writing.shown
        box.writing = writing.answered(box.writing, words, typed_when_asked=asked.get(field))
        for show in box.shows if box.writing.shown != before else ():
            show(box.writing.shown)

    def _send(self, field: str, sent: Words, save: Save) -> None:
        def verb() -> Changes:
            # Marked as our own: the screen has already what it would ask for.
            return replace(save(field, sent.text, sent.language), origin=self)

        self._background.do(
            verb, lambda _changes: self._arrived(field), lambda error: self._failed(field, sent, error), owner=self
        )

    def _arrived(self, field: str) -> None:
        box = self._boxes.get(field)
        if box is not None:
            box.writing = writing.arrived(box.writing)
        if self.settled:
            self.saved.emit()

    def _failed(self, field: str, sent: Words, error: OfficeError) -> None:
        box = self._boxes.get(field)
        if box is not None:
            box.writing = writing.failed(box.writing, sent)
            self._again.start()
        self.failed.emit(error)
