"""Whose conference it is, with whom, and the way to cover it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from ilp_desktop.domain.conferences import ConferenceSheet, Party
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.parts import column, line
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.day.words import MODES, grade_words, language_within, time_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Avatar, Button, Text


def meta_words(sheet: ConferenceSheet) -> str:
    """Word the line under the name: time, grade, teacher, family, interpreter."""
    family = [
        f"{person.name} ({role_words(person.role).lower()})"
        for person in sheet.participants
        if person.party is Party.FAMILY and person.attended is not False
    ]
    parts = [time_words(sheet.starts_at), grade_words(sheet.grade), sheet.staff_name]
    if family:
        parts.append(_("with {names}").format(names=", ".join(family)))
    if sheet.mode != "in_person":
        parts.append(_(MODES.get(sheet.mode, sheet.mode)))
    if sheet.interpreter_name:
        parts.append(_("{name} interprets").format(name=sheet.interpreter_name))
    elif sheet.interpreter:
        parts.append(_("{language} interpreter").format(language=language_within(sheet.interpreter)))
    return " · ".join(part for part in parts if part)


_NATIVE = QKeySequence.SequenceFormat.NativeText


@dataclass(frozen=True, slots=True)
class _Way:
    key: str
    words: str
    deed: Callable[[], object]
    shortcut: str
    spoken: str


def _do(deed: Callable[[], object], _on: bool = False) -> None:
    deed()


_ROOMY = 700
"""Width from which the family view's button has its words, in pixels at 100 %."""


class Header(QWidget):
    """Avatar, name and meta line; what the family sees; Hide covers every window; the menu leads to who is here."""

    view_wanted = Signal()
    hide_wanted = Signal()
    people_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._avatar = Avatar("")
        self._name = named(Text("", "h1", elide=True), "student_name")
        self._meta = named(Text("", "body", "text2", elide=True), "conference_meta")
        self._hide = named(Button(_("Hide"), "", "eye-off"), "hide_button")
        self._hide.setToolTip(_("Cover every window while you step away (F9)"))
        self._view = named(Button(_("Family view"), "", "monitor"), "family_view_button")
        self._view.setToolTip(_("Large, for the family: on a second screen where there is one (Ctrl+Shift+F)"))
        self._view.setAccessibleName(self._view.text())
        self._view.clicked.connect(self.view_wanted)
        self._more = named(Button("", "ghost", "ellipsis", spoken=_("More actions")), "more_button")
        self._more.setFixedWidth(theme.scaled(44))
        self._more.clicked.connect(self._offer)
        self._ways: list[_Way] = []
        self._hide.clicked.connect(self.hide_wanted)
        row = line(self, spacing=SPACE.lg)
        row.addWidget(self._avatar)
        words = column(spacing=2)
        words.addWidget(self._name)
        words.addWidget(self._meta)
        row.addLayout(words, 1)
        row.addWidget(self._view)
        row.addWidget(self._hide)
        row.addWidget(self._more)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a large type there is room for one of the two: the name stays whole.
        words = self._view.accessibleName() if self.width() >= theme.scaled(_ROOMY) else ""
        if words != self._view.text():
            self._view.setText(words)
            self._view.updateGeometry()

    def show_name(self, name: str) -> None:
        """Show a name at once, before the rest is read."""
        self._avatar.show_name(name)
        self._name.setText(name)
        self._meta.setText("")

    def show_sheet(self, sheet: ConferenceSheet) -> None:
        """Show a conference."""
        self._avatar.show_name(sheet.student_name)
        self._name.setText(sheet.student_name)
        meta = meta_words(sheet)
        self._meta.setText(meta)
        self._meta.setToolTip(meta)

    def menu_of_more(self) -> QMenu:
        """Return the menu of what is seldom needed."""
        menu = named(QMenu(self), "more_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named(menu.addAction(_("Who is here")), "people_action").triggered.connect(self.people_wanted)
        for way in self._ways:
            action = named(menu.addAction(way.words), f"{way.key}_action")
            if way.shortcut:  # shown beside the words; the key itself is heard by the page
                action.setText(f"{way.words}\t{QKeySequence(way.shortcut).toString(_NATIVE)}")
            action.setStatusTip(way.spoken)
            action.triggered.connect(partial(_do, way.deed))
        return menu

    def add_way(self, key: str, words: str, deed: Callable[[], object], shortcut: str = "", spoken: str = "") -> None:
        """Offer one more deed in the menu of what is seldom needed."""
        self._ways.append(_Way(key, words, deed, shortcut, spoken))

    def _offer(self) -> None:
        self.menu_of_more().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
