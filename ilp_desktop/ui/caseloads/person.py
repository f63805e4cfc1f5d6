"""One member of staff on the screen: their students, who stands in, and what can be done."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from ilp_desktop.domain.participation import Caseload, SubstitutionLine
from ilp_desktop.domain.students import StudentRow
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.caseloads.words import count_words, days_words, leaving_words, person_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.students.parts import FileLine
from ilp_desktop.ui.students.rows import StudentDelegate, StudentModel
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Avatar, Button, Card, Notice, Text

_MOST_HEIGHT = 420
_ROW = 64


class PersonView(QWidget):
    """Shows one person. A form about them is put into ``below``."""

    assign_wanted = Signal()
    away_wanted = Signal()
    leave_wanted = Signal()
    back_wanted = Signal()
    hand_over_wanted = Signal()
    standing_in_ended = Signal(int)
    people_wanted = Signal()
    student_chosen = Signal(int)

    def __init__(
        self, one: Caseload, rows: tuple[StudentRow, ...], on: date, *, entrusts: bool, arranges: bool, leads: bool
    ) -> None:
        super().__init__()
        named(self, "person_view")
        self._one, self._on, self._entrusts, self._arranges = one, on, entrusts, arranges
        self._leads = leads
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.xl)
        down.addLayout(self._head())
        self.below = QVBoxLayout()
        down.addLayout(self.below)
        for notice in self._notices():
            down.addWidget(notice)
        if one.standing_in:
            down.addWidget(self._substitutes())
        self.students = self._students(rows)
        down.addWidget(self.students)
        down.addStretch(1)

    def _head(self) -> QVBoxLayout:
        one = self._one
        row = QHBoxLayout()
        row.setSpacing(SPACE.lg)
        row.addWidget(Avatar(one.person.name))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(named(Text(one.person.name, "h1", elide=True), "person_name"))
        words.addWidget(named(Text(person_words(one), "body", "text2"), "person_meta"))
        row.addLayout(words, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(SPACE.sm)
        for button in self._deeds():
            deeds.addWidget(button)
        deeds.addStretch(1)
        head = QVBoxLayout()
        head.setSpacing(SPACE.md)
        head.addLayout(row)
        head.addLayout(deeds)
        return head

    def _deeds(self) -> list[Button]:
        left = self._one.has_left(self._on)
        made: list[Button] = []
        if self._entrusts and not left:
            made.append(self._deed("assign_to_open_button", _("Assign students"), "user-plus", self.assign_wanted))
        if self._arranges and not left:
            made.append(self._deed("away_open_button", _("Is away"), "calendar-days", self.away_wanted))
        if self._arranges and self._one.person.last_day is None:
            made.append(self._deed("leave_open_button", _("Leaves"), "arrow-right", self.leave_wanted))
        elif self._arranges:
            words = _("Is back") if left else _("Stays after all")
            made.append(self._deed("back_open_button", words, "undo-2", self.back_wanted))
        return made

    def _deed(self, name: str, words: str, icon: str, wanted: SignalInstance) -> Button:
        button = named(Button(words, "", icon), name)
        button.clicked.connect(wanted)
        return button

    def _notices(self) -> list[QWidget]:
        one, made = self._one, list[QWidget]()
        words = leaving_words(one, self._on)
        if words:
            made.append(named(Notice(words, "blue", "info"), "leaving_notice"))
        if one.has_left(self._on) and one.has_keys:
            words = _(
                "No student is theirs any more. If they still have keys of their own, they go on seeing what their role sees "
                "of everybody: the keys are taken away under People and keys, by the lead."
            )
            made.append(named(Notice(words, "amber", "key-round"), "keys_notice"))
            if self._leads:
                made.append(self._deed("to_people_button", _("To people and keys"), "key-round", self.people_wanted))
        return made

    def _substitutes(self) -> Card:
        card = named(Card(spacing=SPACE.md), "substitutes_card")
        card.body.addWidget(Text(_("Standing in"), "h2"))
        for line in self._one.standing_in:
            row = FileLine(line.substitute, days_words(line), "user", parent=card)
            if self._arranges:
                row.add_right(self._take_back(line))
            card.body.addWidget(row)
        return card

    def _take_back(self, line: SubstitutionLine) -> Button:
        spoken = _("{name} does not stand in").format(name=line.substitute)
        button = named(Button(_("Take back"), "ghost", spoken=spoken), f"substitution_{line.substitution_id}_end")
        button.clicked.connect(lambda: self.standing_in_ended.emit(line.substitution_id))
        return button

    def _students(self, rows: tuple[StudentRow, ...]) -> Card:
        card = named(Card(spacing=SPACE.md), "caseload_card")
        head = QHBoxLayout()
        head.addWidget(named(Text(count_words(len(rows)), "h2"), "caseload_count"), 1)
        if self._entrusts and rows:
            hand_over = named(Button(_("Hand over"), "", "arrow-right", trailing=True), "hand_over_open_button")
            hand_over.clicked.connect(self.hand_over_wanted)
            head.addWidget(hand_over)
        card.body.addLayout(head)
        if len(rows) < self._one.students:
            words = _("Listed are the students whose files are open to you.")
            card.body.addWidget(named(Text(words, "small", "text2", wrap=True), "caseload_listed"))
        if not rows:
            if not self._one.students:
                words = _("No student is assigned. Students come with the roster's assignments, or are assigned here.")
                card.body.addWidget(Text(words, "body", "text2", wrap=True))
            return card
        card.body.addWidget(self._list(rows))
        return card

    def _list(self, rows: tuple[StudentRow, ...]) -> QListView:
        listed = named(QListView(), "caseload_list")
        listed.setAccessibleName(_("Students of {name}").format(name=self._one.person.name))
        model = StudentModel(listed)
        model.show_rows(rows)
        listed.setModel(model)
        listed.setItemDelegate(StudentDelegate(listed))
        listed.setUniformItemSizes(True)
        listed.setLayoutMode(QListView.LayoutMode.Batched)  # a whole school is laid out as it is scrolled to
        listed.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        listed.setFixedHeight(min(theme.scaled(_MOST_HEIGHT), theme.scaled(_ROW) * len(rows) + SPACE.sm))
        listed.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        def choose(index: QModelIndex) -> None:
            row = model.row(index)
            if row is not None:
                self.student_chosen.emit(row.student_id)

        listed.activated.connect(choose)
        return listed
