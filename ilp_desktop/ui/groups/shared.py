"""What is taught to everybody in the room: written before or during the group conference, kept as it is typed."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.groups import GroupSheet, SharedPage
from ilp_desktop.language import _, in_use
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.boxes import Boxes
from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.conference.writing import Words
from ilp_desktop.ui.conference.written import LanguageButton
from ilp_desktop.ui.day.words import hour_words
from ilp_desktop.ui.groups.presenting import Presented
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Field, Notice, SavedNote

if TYPE_CHECKING:
    from ilp_desktop.office import Office

_FIELD = "shared"
_LANGUAGES = ("en", "es")


class SharedCard(Card):
    """The text that the room may see, with nothing of any one student; and the way to show it large on this screen."""

    failed = Signal(object)
    """The OfficeError of what could not be kept; it is tried again."""

    def __init__(self, office: "Office", background: Background, clock: Clock, zone: ZoneInfo) -> None:
        super().__init__(spacing=SPACE.md)
        named(self, "shared_card")
        self._office, self._background, self._clock, self._zone = office, background, clock, zone
        self._group_id = 0
        self._name = ""
        self._boxes: Boxes | None = None
        question = _("What the room sees")
        hint = _("What you teach everybody: what graduation asks, how to choose courses, where to find help.")
        self._field = Field(question, hint=hint, least_lines=8, most_lines=40, role="h2")
        named(self._field.editor, "shared_text")
        self._language = named(LanguageButton(_LANGUAGES, question), "shared_language")
        self._saved = named(SavedNote(), "shared_saved")
        self._show = named(Button(_("Show it large on this screen"), "", "monitor"), "present_button")
        words = _(
            "Everybody in the room may read this. Nothing about one student belongs here: that is in the student's own plan."
        )
        self.body.addWidget(Notice(words, "blue", "users-round"))
        self.body.addWidget(self._field, 1)
        foot = line(spacing=SPACE.md)
        foot.addWidget(self._saved)
        foot.addStretch()
        foot.addWidget(self._language)
        foot.addWidget(self._show)
        self.body.addLayout(foot)
        self._field.typed.connect(self._type)
        self._field.left.connect(lambda: self._boxes is not None and self._boxes.leave(_FIELD))
        self._language.language_chosen.connect(self._choose_language)
        self._show.clicked.connect(self._present)

    def is_origin(self, changes: Changes) -> bool:
        """Tell whether a change is what was typed here, and so is on the screen already."""
        return self._boxes is not None and changes.origin is self._boxes

    def show_sheet(self, sheet: GroupSheet) -> None:
        """Show what a group has; another group than before is opened anew. Words being typed stay."""
        words = Words(sheet.shared, sheet.shared_language)
        if sheet.line.group_id != self._group_id or self._boxes is None:
            self._open(sheet.line.group_id, words)
        else:
            self._boxes.answer(_FIELD, words, self._boxes.asked())
        self._name = sheet.line.name
        self._field.set_read_only(not sheet.may_change)
        self._language.setVisible(sheet.may_change)

    def flush(self) -> None:
        """Keep everything typed."""
        if self._boxes is not None:
            self._boxes.flush()

    def _open(self, group_id: int, words: Words) -> None:
        self.flush()
        if self._boxes is not None:
            _let_go(self._boxes)
        groups = self._office.groups

        def keep(_field: str, text: str, language: str) -> Changes:
            return groups.write_shared(group_id, text, language)

        self._group_id = group_id
        boxes = self._boxes = Boxes(
            self._background, keep, keep, delay=self._office.settings.draft_milliseconds, parent=self
        )
        boxes.saving.connect(self._saved.show_saving)
        boxes.saved.connect(self._say_saved)
        boxes.failed.connect(self._say_failed)
        self._put(boxes.open(_FIELD, words, self._put))

    def _put(self, words: Words) -> None:
        self._field.set_text(words.text)
        self._language.show_language(words.language)

    def _type(self, text: str) -> None:
        if self._boxes is not None:
            self._boxes.type(_FIELD, Words(text, self._boxes.shown(_FIELD).language))

    def _choose_language(self, language: str) -> None:
        if self._boxes is not None:
            self._language.show_language(language)
            self._boxes.type(_FIELD, Words(self._field.text(), language))
            self._boxes.leave(_FIELD)

    def _present(self) -> None:
        self.flush()
        language = self._boxes.shown(_FIELD).language if self._boxes is not None else in_use()
        Presented(self.window(), SharedPage(self._name, self._field.text(), language))

    def _say_saved(self) -> None:
        self._saved.show_saved(hour_words(self._clock.now().astimezone(self._zone)))

    def _say_failed(self, error: OfficeError) -> None:
        self._saved.show_problem(_("Not saved yet"))
        self.failed.emit(error)


def _let_go(boxes: Boxes) -> None:
    """Let the boxes of a group that was left go once all of it is durable."""
    if boxes.settled:
        boxes.deleteLater()
    else:
        boxes.saved.connect(boxes.deleteLater)
