"""One adult of a student: who they are, what they may do today, what changes when, and what can be done about it."""

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.domain.guardianship import Right
from ilp_desktop.domain.relations import Family, RelationLine
from ilp_desktop.language import _
from ilp_desktop.ui.households.questions import MENU, Deed, deeds_for
from ilp_desktop.ui.households.words import (
    MAY,
    bar_words,
    coming_words,
    grant_words,
    lifted_words,
    past_words,
    who_words,
    why_nothing_words,
)
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Avatar, Button, Chip, Notice, Text

_AVATAR = 40


class AdultLine(QWidget):
    """Shows one relation. A form about it is put into ``below``."""

    deed_wanted = Signal(object)
    """A ``Deed`` about this adult."""
    grant_end_wanted = Signal(object)
    """A ``GrantLine`` that is to end."""

    def __init__(self, line: RelationLine, family: Family, on: date, zone: ZoneInfo, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, f"adult_{line.relation_id}")
        self.line = line
        self._family, self._on, self._zone = family, on, zone
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._head, self._words = QVBoxLayout(), QVBoxLayout()
        self._head.setSpacing(2)
        self._words.setSpacing(SPACE.xs)
        self._words.setContentsMargins(_AVATAR + SPACE.md, 0, 0, 0)
        self._deeds = deeds_for(line, family, on)
        self.deeds_button: Button | None = None
        self.below = QVBoxLayout()
        top = QHBoxLayout()
        top.setSpacing(SPACE.md)
        top.addWidget(Avatar(line.name, _AVATAR), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(self._head, 1)
        self._lay_out_head(top)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.xs)
        down.addLayout(top)
        down.addLayout(self._words)
        down.addLayout(self.below)
        self._show_today()
        self._show_bar()
        self._show_dates()
        self._show_past()

    def menu_of_deeds(self) -> QMenu:
        """Return the menu of what can be done about this adult."""
        menu = named(QMenu(self), "adult_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for deed in self._deeds:
            action = named(menu.addAction(_(MENU[deed])), f"{deed.value}_action")
            action.triggered.connect(lambda _on=False, deed=deed: self._want(deed))
        return menu

    def _want(self, deed: Deed) -> None:
        self.deed_wanted.emit(deed)

    def _lay_out_head(self, top: QHBoxLayout) -> None:
        line = self.line
        self._head.addWidget(named(Text(line.name, "strong", wrap=True), f"adult_{line.relation_id}_name"))
        self._head.addWidget(Text(who_words(line), "small", "text2", wrap=True))
        if not self._deeds:
            return
        button = Button(
            _("Change"), "ghost", "chevron-down", trailing=True, spoken=_("Change {name}").format(name=line.name)
        )
        self.deeds_button = named(button, f"adult_{line.relation_id}_button")
        button.clicked.connect(lambda: self.menu_of_deeds().popup(button.mapToGlobal(QPoint(0, button.height()))))
        top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _show_today(self) -> None:
        """What they may do today; of somebody barred only that the office is to be seen first."""
        line = self.line
        if line.barred:
            marks = [(_("See office before contact"), "amber")]
        else:
            marks = [(_(MAY[right]), "accent") for right in Right if right in line.rights]
        if marks:
            self._words.addWidget(named(_Chips(marks), f"adult_{line.relation_id}_may"))
        words = why_nothing_words(line, self._family, self._on)
        if words:
            self._add(words, "text2", f"adult_{line.relation_id}_nothing")
        for contact in (line.phone, line.email):
            if contact:
                self._add(contact, "text2").setTextInteractionFlags(
                    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
                )

    def _show_bar(self) -> None:
        bar = self.line.bar
        if bar is None and self.line.barred and self._family.may_change:
            self._words.addWidget(Notice(_("The roster says so. Why is not written down yet."), "amber", "info"))
        elif bar is not None:
            words = bar_words(bar, bar.recorded_at.astimezone(self._zone).date())
            notice = Notice(words, "amber", "info")
            self._words.addWidget(named(notice, f"adult_{self.line.relation_id}_bar"))

    def _show_dates(self) -> None:
        words = coming_words(self.line, self._on)
        if words:
            self._add(words, "text2")
        for grant in self.line.grants:
            if grant.ends_on is not None and grant.ends_on <= self._on:
                continue
            row = QHBoxLayout()
            row.addWidget(Text(grant_words(grant), "small", "text2", wrap=True), 1)
            if self._family.may_change:
                end = Button(_("End"), "ghost", spoken=_("End what is granted: {what}").format(what=grant_words(grant)))
                named(end, f"grant_{grant.grant_id}_end")
                end.clicked.connect(lambda _on=False, grant=grant: self.grant_end_wanted.emit(grant))
                row.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
            self._words.addLayout(row)

    def _show_past(self) -> None:
        """What is over, folded: a click unfolds it."""
        past = [*past_words(self.line, self._on)]
        for bar in self.line.lifted:
            assert bar.lifted_at is not None, "it was lifted"
            past.append(lifted_words(bar, bar.lifted_at.astimezone(self._zone).date()))
        if not past:
            return
        button = named(
            Button(_("Earlier ({count})").format(count=len(past)), "ghost", "clock"),
            f"adult_{self.line.relation_id}_past",
        )
        held = QWidget(self)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        for words in past:
            column.addWidget(Text(words, "small", "text2", wrap=True))
        held.hide()
        button.setCheckable(True)
        button.toggled.connect(held.setVisible)
        self._words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._words.addWidget(held)

    def _add(self, words: str, ink: str, name: str = "") -> Text:
        made = Text(words, "small", ink, wrap=True, tabular=True)
        if name:
            named(made, name)
        self._words.addWidget(made)
        return made


class _Chips(QWidget):
    """Chips side by side."""

    def __init__(self, marks: list[tuple[str, str]]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE.xs, 0, SPACE.xs)
        row.setSpacing(SPACE.xs + 2)
        for words, kind in marks:
            row.addWidget(Chip(words, kind))
        row.addStretch(1)
