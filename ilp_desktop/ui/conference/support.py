"""Who supports the goals, and how: student, family and school, one column each (R43)."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.conferences import Commitment, Party
from ilp_desktop.domain.packs import FieldTemplate, SectionTemplate
from ilp_desktop.language import N_, _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.parts import Part, Scrolling, column, line
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.conference.writing import Words
from ilp_desktop.ui.conference.written import BoxLine, BoxText
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Button, Card, Text, Tinted

COLUMNS = {
    Party.STUDENT: (N_("{name}"), N_("I will…"), "star"),
    Party.FAMILY: (N_("Family"), N_("At home we will…"), "house"),
    Party.SCHOOL: (N_("School"), N_("At school we will…"), "school"),
}


class PromiseBox(Tinted):
    """What somebody will do, and who that is."""

    def __init__(self, sitting: Sitting, promise: Commitment) -> None:
        super().__init__("neutral", padding=SPACE.md, spacing=SPACE.sm)
        self._sitting = sitting
        self._id = promise.commitment_id
        named(self, f"commitment_{self._id}_box")
        stored = Words(promise.text, promise.language)
        title = _(COLUMNS[promise.party][1])
        self.box = BoxText(sitting, f"commitment:{self._id}", stored, spoken=title, lines=(2, 6))
        named(self.box, f"commitment_{self._id}_text")
        self.who = BoxLine(
            sitting,
            f"commitment_who:{self._id}",
            Words(promise.who, promise.language),
            spoken=_("Who does this"),
            placeholder=_("Who"),
        )
        named(self.who, f"commitment_{self._id}_who")
        remove = named(Button("", "ghost", "x", spoken=_("Remove this")), f"commitment_{self._id}_remove")
        remove.setFixedWidth(theme.scaled(40))
        remove.clicked.connect(self._take_out)
        self.body.addWidget(self.box)
        row = line(spacing=SPACE.xs)
        row.addWidget(self.who, 1)
        row.addWidget(remove)
        self.body.addLayout(row)

    def close_down(self, *, forget: bool) -> None:
        """Leave the boxes, or forget them and go where the promise was removed."""
        if not forget:
            self.box.let_go()
            self.who.let_go()
            return
        self._sitting.boxes.forget(f"commitment:{self._id}")
        self._sitting.boxes.forget(f"commitment_who:{self._id}")
        self.hide()
        self.deleteLater()

    def _take_out(self) -> None:
        commitment_id = self._id
        self._sitting.do(lambda: self._sitting.office.conferences.remove_commitment(commitment_id))


class PartyColumn(Card):
    """One party's promises."""

    def __init__(self, sitting: Sitting, party: Party, parent: QWidget) -> None:
        super().__init__(padding=SPACE.lg, spacing=SPACE.md, parent=parent)
        self._sitting = sitting
        self._party = party
        self._boxes: dict[int, PromiseBox] = {}
        title, lead, icon = COLUMNS[party]
        head = line(spacing=SPACE.md)
        head.addWidget(Badge(icon, size=40))
        words = column(spacing=1)
        words.addWidget(Text(_(title).format(name=sitting.name), "h2", elide=True))
        words.addWidget(Text(_(lead), "small", "text2"))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self._scroll = Scrolling(spacing=SPACE.sm, parent=self)
        self._scroll.inside.addStretch()
        self.body.addWidget(self._scroll, 1)
        add = named(Button(_("Add"), "", "plus"), f"add_{party.value}_commitment")
        add.setAccessibleName(_("Add what {who} will do").format(who=_(title).format(name=sitting.name)))
        add.clicked.connect(self._add)
        self.body.addWidget(add)

    def show_promises(self, promises: tuple[Commitment, ...]) -> None:
        """Show this party's promises as they now stand."""
        mine = [promise for promise in promises if promise.party is self._party]
        for commitment_id in tuple(self._boxes.keys() - {promise.commitment_id for promise in mine}):
            box = self._boxes.pop(commitment_id)
            self._scroll.inside.removeWidget(box)
            box.close_down(forget=True)
        for at, promise in enumerate(mine):
            if promise.commitment_id not in self._boxes:
                box = self._boxes[promise.commitment_id] = PromiseBox(self._sitting, promise)
                self._scroll.inside.insertWidget(at, box)

    def close_down(self) -> None:
        """Leave every box."""
        for box in self._boxes.values():
            box.close_down(forget=False)

    def _add(self) -> None:
        conference, party = self._sitting.conference_id, self._party
        self._sitting.do(lambda: self._sitting.office.conferences.add_commitment(conference, party), self._focus)

    def _focus(self, changes: Changes) -> None:
        made = changes.made_id

        def focus() -> None:
            self._sitting.sheet_read.disconnect(focus)
            box = self._boxes.get(made or 0)
            if box is not None:
                box.box.setFocus(Qt.FocusReason.OtherFocusReason)
                self._scroll.ensureWidgetVisible(box)

        self._sitting.sheet_read.connect(focus)


class CommitmentsPart(Part):
    """Three columns, side by side."""

    def __init__(self, sitting: Sitting, section: SectionTemplate, field: FieldTemplate, parent: QWidget) -> None:
        super().__init__(sitting, section, field, parent)
        outer = column(self, spacing=SPACE.md)
        outer.addWidget(Text(sitting.worded(field.hint), "body", "text2", wrap=True))
        self._columns: list[PartyColumn] = []
        self._ground = QWidget(self)
        self._row = line(self._ground, spacing=SPACE.lg)
        outer.addWidget(self._ground, 1)

    @override
    def build(self) -> Iterator[None]:
        for at, party in enumerate(Party):
            if at == len(self._columns):
                made = PartyColumn(self.sitting, party, self._ground)
                self._row.addWidget(made, 1)
                self._columns.append(made)
                yield
                made.show_promises(self.sitting.sheet.commitments)
                yield

    @override
    def show_sheet(self) -> None:
        for one in self._columns:
            one.show_promises(self.sitting.sheet.commitments)

    @override
    def leave(self) -> None:
        for one in self._columns:
            one.close_down()
