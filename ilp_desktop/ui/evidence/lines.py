"""One requirement, and one thing that was recorded, as lines of a card."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.domain.evidence import OUTCOME, TRAINING, EventLine, Requirement
from ilp_desktop.domain.packs import worded
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.domain.policy.recording import Offer, lacking
from ilp_desktop.domain.policy.sets import Template
from ilp_desktop.language import _, in_use
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.evidence.words import ICONS, event_meta, event_title, offer_words, why_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.states import chip_of
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Chip, IconMark, Text
from ilp_desktop.wording.evidence import TRAINING_WORDS, mark_words, role_names

_NARROW = 40
_QUIET = frozenset({State.MET, State.ELSEWHERE, State.WAIVED, State.NOT_APPLICABLE, State.NOT_DONE})
_STILL_RECORDED = frozenset({"optional", "nothing_yet", "no_parent_came"})
"""Not asked for, and recorded all the same when it takes place."""
ON_PAPER = frozenset({"note", "document", "plan", "review", "call"})
"""What is written under prompts, and wanted elsewhere too."""
_WAIVABLE = frozenset({State.DUE, State.OVERDUE, State.CLOSED})
Choice = tuple[Offer, Template | None]
"""What can be recorded, and under which template."""


class EventView(QWidget):
    """What happened: when, with whom, how. What was written about it, and what it shows, unfolds."""

    add_wanted = Signal()
    correct_wanted = Signal()
    take_back_wanted = Signal()
    paper_wanted = Signal()
    """It is wanted as a paper, to copy into the system that must have it besides (R98, R112)."""

    def __init__(self, line: EventLine, parent: QWidget, *, changes: bool = False, adds: bool = False) -> None:
        """``changes``: what a person wrote can be corrected here; ``adds``: marks that a requirement misses can be added."""
        super().__init__(parent)
        self.line = line
        key = line.event.uid[-12:]
        named(self, f"event_{key}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        more = _more(line)
        self._more: QWidget | None = None
        self._details = more
        row = self._head()
        if more:
            row.addWidget(self._fold(key), 0, Qt.AlignmentFlag.AlignTop)
        if adds:
            spoken = _("Add to: {what}").format(what=event_title(line))
            add = named(Button(_("Add…"), "ghost", spoken=spoken), f"event_{key}_add")
            add.clicked.connect(self.add_wanted)
            row.addWidget(add, 0, Qt.AlignmentFlag.AlignTop)
        if changes and line.evidence_id is not None:
            row.addWidget(self._deeds(key), 0, Qt.AlignmentFlag.AlignTop)
        self.below, self._middle = QVBoxLayout(), QVBoxLayout()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.xs)
        down.addLayout(row)
        down.addLayout(self._middle)
        down.addLayout(self.below)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(event_title(self.line), "strong", wrap=True))
        words.addWidget(Text(event_meta(self.line), "small", "text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(SPACE.md)
        row.addWidget(IconMark(ICONS.get(self.line.event.kind, "check"), "text3"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _fold(self, key: str) -> Button:
        spoken = _("What stands in it: {what}").format(what=event_title(self.line))
        fold = named(Button("", "ghost", "chevron-down", spoken=spoken), f"event_{key}_fold")
        fold.setCheckable(True)
        fold.setFixedWidth(theme.scaled(_NARROW))
        fold.toggled.connect(self._unfold)
        return fold

    def _deeds(self, key: str) -> Button:
        button = Button("", "ghost", "ellipsis", spoken=_("Change: {what}").format(what=event_title(self.line)))
        button.setFixedWidth(theme.scaled(_NARROW))
        button.clicked.connect(lambda: self.menu_of_deeds().popup(button.mapToGlobal(QPoint(0, button.height()))))
        return named(button, f"event_{key}_deeds")

    def menu_of_deeds(self) -> QMenu:
        """Return the menu of what can be done about it."""
        menu = named(QMenu(self), "event_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        deeds = [
            (_("Correct…"), "correct_action", self.correct_wanted),
            (_("Take back…"), "take_back_action", self.take_back_wanted),
        ]
        if self.line.event.kind in ON_PAPER:
            deeds.insert(0, (_("Show as a paper…"), "paper_action", self.paper_wanted))
        for words, name, signal in deeds:
            named(menu.addAction(words), name).triggered.connect(signal)
        return menu

    def _unfold(self, on: bool) -> None:
        """Show what stands in it; made when it is first wanted."""
        if self._more is None:
            self._more = QWidget(self)
            column = QVBoxLayout(self._more)
            column.setContentsMargins(SPACE.xl + SPACE.sm, 0, 0, 0)
            column.setSpacing(SPACE.xs)
            for heading, words in self._details:
                if heading:
                    column.addWidget(Text(heading, "small_strong", "text2", wrap=True))
                column.addWidget(Text(words, "body", wrap=True))
            self._middle.addWidget(self._more)
        self._more.setVisible(on)


def _more(line: EventLine) -> list[tuple[str, str]]:
    """Return what was written about an event, and what it shows: heading and words."""
    found: list[tuple[str, str]] = []
    prompts = line.template.prompts if line.template is not None else ()
    for key, text in line.texts.items():
        if key in TRAINING:
            found.append((_(TRAINING_WORDS[key]), text))
        elif key != OUTCOME:
            at = int(key) if key.isdecimal() else len(prompts)
            found.append((worded(prompts[at], in_use()) if at < len(prompts) else "", text))
    if line.note:
        found.append((_("Note"), line.note))
    if line.event.marks:
        found.append((_("What it shows"), "\n".join(sorted(mark_words(mark) for mark in line.event.marks))))
    for on, marks in line.added:
        found.append((_("Added {day}").format(day=date_words(on)), "\n".join(sorted(map(mark_words, marks)))))
    if line.recorded_by:
        found.append(("", _("Recorded by {name}").format(name=line.recorded_by)))
    return found


class ClauseLine(QWidget):
    """What a clause asks and how it stands, in one sentence; what it rests on unfolds; what can be done stands below."""

    record_wanted = Signal(object)
    """A ``Choice``."""
    waive_wanted = Signal()
    unwaive_wanted = Signal()
    add_wanted = Signal(object)
    """The ``EventLine`` that something is to be added to."""

    def __init__(
        self, line: Requirement, choices: Iterable[Choice], today: date, parent: QWidget, *, may_change: bool
    ) -> None:
        super().__init__(parent)
        self.line = line
        self.key = line.clause.clause_id
        asked = line.state is not State.NOT_APPLICABLE or line.finding.reason in _STILL_RECORDED
        self._choices = tuple(choices) if may_change and asked else ()
        self._may_change = may_change
        named(self, f"clause_{self.key}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        title = worded(line.clause.title, in_use())
        words, kind = chip_of(line.state)
        top = QHBoxLayout()
        top.setSpacing(SPACE.md)
        top.addWidget(named(Text(title, "strong", wrap=True), f"clause_{self.key}_title"), 1)
        top.addWidget(named(Chip(words, kind), f"clause_{self.key}_state"), 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(named(Text(why_words(line, today), "body", "text2", wrap=True), f"clause_{self.key}_why"))
        if line.waiver is not None:
            waived = _("Waived by: {who}. {why}").format(who=role_names((line.waiver.by_role,)), why=line.waiver.why)
            said.addWidget(Text(waived, "small", "text2", wrap=True))
        said.addWidget(Text(line.clause.citation, "small", "text3", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(SPACE.sm)
        row.addLayout(said, 1)
        self.deed: Button | None = None
        self._rests: QWidget | None = None
        self._add_deeds(row, title)
        self.below, self._middle = QVBoxLayout(), QVBoxLayout()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.xs)
        down.addLayout(top)
        down.addLayout(row)
        down.addLayout(self._middle)
        down.addLayout(self.below)

    @property
    def lacks(self) -> EventLine | None:
        """The latest event that would count if something were added to it."""
        lacking_ones = (one for one in reversed(self.line.tried) if lacking(self.line.clause, one.event))
        return next(lacking_ones, None) if self._may_change else None

    def choose(self) -> None:
        """Do what comes first for this clause: add to what is there, or record, from a menu where there is a choice."""
        if (lacks := self.lacks) is not None:
            self.add_wanted.emit(lacks)
        elif len(self._choices) == 1:
            self.record_wanted.emit(self._choices[0])
        elif self._choices and (button := self.deed) is not None:
            self.menu_of_choices().popup(button.mapToGlobal(QPoint(0, button.height())))

    def menu_of_choices(self) -> QMenu:
        """Return the menu of what can be recorded for this clause."""
        menu = named(QMenu(self), "record_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, choice in enumerate(self._choices):
            action = named(menu.addAction(offer_words(*choice)), f"record_{at}_action")
            action.triggered.connect(partial(self._want, choice))
        return menu

    def _want(self, choice: Choice, _on: bool = False) -> None:
        self.record_wanted.emit(choice)

    def _add_deeds(self, row: QHBoxLayout, title: str) -> None:
        line = self.line
        events = len(line.by) + len(line.tried)
        if events:
            words = _("What it rests on, what was tried ({count}): {what}").format(count=events, what=title)
            fold = named(Button("", "ghost", "chevron-down", spoken=words), f"clause_{self.key}_fold")
            fold.setCheckable(True)
            fold.setFixedWidth(theme.scaled(_NARROW))
            fold.toggled.connect(self._unfold)
            row.addWidget(fold, 0, Qt.AlignmentFlag.AlignTop)
        if self._may_change and line.waiver is not None:
            self._quiet(row, _("Ask for it again"), "unwaive", title).clicked.connect(self.unwaive_wanted)
        elif self._may_change and line.clause.waived_by and line.state in _WAIVABLE:
            self._quiet(row, _("Waive…"), "waive", title).clicked.connect(self.waive_wanted)
        if self._choices or self.lacks is not None:
            self.deed = self._first_deed(title)
            row.addWidget(self.deed, 0, Qt.AlignmentFlag.AlignTop)

    def _first_deed(self, title: str) -> Button:
        words = _("Add…") if self.lacks is not None else _("Record…")
        # What is done or optional can be recorded too, and does not call for it.
        kind = "ghost" if self.line.state in _QUIET else ""
        deed = named(Button(words, kind, "plus", spoken=f"{words} {title}"), f"clause_{self.key}_record")
        deed.clicked.connect(self.choose)
        return deed

    def _quiet(self, row: QHBoxLayout, words: str, name: str, title: str) -> Button:
        button = named(Button(words, "ghost", spoken=f"{words} {title}"), f"clause_{self.key}_{name}")
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def _unfold(self, on: bool) -> None:
        """Show what it rests on; made when it is first wanted."""
        if self._rests is None:
            self._rests = self._make_rests()
        self._rests.setVisible(on)

    def _make_rests(self) -> QWidget:
        rests = QWidget(self)
        column = QVBoxLayout(rests)
        column.setContentsMargins(0, SPACE.sm, 0, 0)
        column.setSpacing(SPACE.md)
        for heading, events in ((_("It rests on"), self.line.by), (_("Looked at, and not enough"), self.line.tried)):
            if events:
                column.addWidget(Text(heading, "label", "text3"))
            for event in events:
                column.addWidget(self._event(event, rests))
        self._middle.addWidget(rests)
        return rests

    def _event(self, event: EventLine, parent: QWidget) -> EventView:
        adds = self._may_change and bool(lacking(self.line.clause, event.event))
        view = EventView(event, parent, adds=adds)
        view.add_wanted.connect(lambda: self.add_wanted.emit(event))
        return view
