"""The adults around a student, home by home, and the classes with their teachers."""

from collections.abc import Callable
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.students import ClassLine, GuardianLine
from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.students.parts import FileLine, add_line, chips, label, titled_card
from ilp_desktop.ui.students.words import adult_meta, class_meta
from ilp_desktop.ui.widgets import Button, Card, Text


def adults_card(
    guardians: tuple[GuardianLine, ...],
    siblings: tuple[str, ...],
    parent: QWidget,
    more: Callable[[], None] | None = None,
) -> Card:
    """Return the card of the adults, and of the siblings who are at this school; ``more`` shows all there is to know."""
    card = titled_card(_("Family"), "adults_card", parent)
    if not guardians:
        words = _("No adult is on file. Guardians come with the roster: ask for an export that includes them.")
        card.body.addWidget(Text(words, "body", "text2", wrap=True))
    for at, (home, members) in enumerate(groupby(guardians, lambda line: line.household)):
        if at:
            add_line(card)
        if home:
            card.body.addWidget(label(home))
        for line in members:
            card.body.addWidget(_adult(line, card))
    if siblings:
        add_line(card)
        words = _("Siblings here: {names}").format(names=", ".join(siblings))
        card.body.addWidget(named(Text(words, "small", "text2", wrap=True), "siblings_text"))
    if more is not None:
        button = named(
            Button(_("Rights, homes and staff"), "ghost", "arrow-right", trailing=True), "adults_more_button"
        )
        button.clicked.connect(more)
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _adult(line: GuardianLine, parent: QWidget) -> QWidget:
    row = named(FileLine(line.name, adult_meta(line), wrap=True, parent=parent), f"guardian_{line.guardian_id}_line")
    if line.barred:
        row.add_below(chips((_("See office before contact"), "grey")))
        return row
    for words in (line.phone, line.email):
        if words:
            row.add_below(_contact(words))
    return row


def _contact(words: str) -> Text:
    made = Text(words, "small", "text2", wrap=True, tabular=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def classes_card(classes: tuple[ClassLine, ...], parent: QWidget) -> Card:
    """Return the card of the classes."""
    card = titled_card(_("Classes"), "classes_card", parent)
    if not classes:
        words = _("No class yet. Classes and their teachers come with the roster.")
        card.body.addWidget(Text(words, "body", "text2", wrap=True))
    for line in classes:
        card.body.addWidget(FileLine(line.title, class_meta(line), wrap=True, parent=card))
    return card
