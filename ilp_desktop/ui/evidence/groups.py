"""A group conference: who was invited, and who came of each student's side (R29, R37)."""

from datetime import date

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.evidence import Came, Entry, Guest, Requirements
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.caseloads.pick import StudentsPick
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Field, Text
from ilp_desktop.wording.evidence import MODES


class GroupForm(DeedForm):
    """One entry for everybody who was invited: each gets a line in their own file."""

    def __init__(self, guests: tuple[Guest, ...], about: Requirements, today: date) -> None:
        cap = about.group_cap
        words = (
            ngettext(
                "The policy allows {count} student at one conference.",
                "The policy allows {count} students at one conference.",
                cap,
            ).format(count=cap)
            if cap
            else ""
        )
        super().__init__("group", _("Group conference"), _("Record it"), words)
        self.put(
            self.day("on", _("When"), today),
            self.choice("mode", _("How"), [("", _("Not said")), *((key, _(said)) for key, said in MODES.items())]),
        )
        nobody = (0, _("Nobody of the staff"))
        self.put(self.choice("staff", _("Who of the staff"), [nobody, *about.staff], about.me or 0))
        self.picker = GuestPicker(guests)
        self.put(self.picker)
        self._note = named(Field(_("Note"), least_lines=1), "group_note")
        self.put(self._note)

    def came(self) -> tuple[Came, ...]:
        """Return who was invited, and who came."""
        return self.picker.came()

    def entry(self) -> Entry:
        """Return what is the same for all of them."""
        staff = self.chosen_of("staff")
        return Entry(
            kind="conference",
            on=self.certain_day_of("on"),
            mode=str(self.chosen_of("mode")),
            staff_id=staff if isinstance(staff, int) and staff else None,
            note=self._note.text(),
        )


class GuestPicker(QWidget):
    """Students to choose; under them, for each who is chosen, who came."""

    def __init__(self, guests: tuple[Guest, ...]) -> None:
        super().__init__()
        self._guests = {guest.row.student_id: guest for guest in guests}
        self._lines: dict[int, _GuestLine] = {}
        self._pick = StudentsPick(self)
        self.count = named(Text("", "strong"), "group_count")
        self._came = QVBoxLayout()
        self._came.setSpacing(SPACE.sm)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.sm)
        down.addWidget(Text(_("Who was invited"), "strong"))
        down.addWidget(self._pick)
        down.addWidget(self.count)
        down.addLayout(self._came)
        self._pick.show_rows(tuple(guest.row for guest in guests), all_chosen=False)
        self._pick.chosen.connect(self._show_chosen)
        # Whose file it is was there.
        self._pick.list.selectionModel().select(
            self._pick.list.model().index(0, 0), QItemSelectionModel.SelectionFlag.Select
        )

    def came(self) -> tuple[Came, ...]:
        """Return who is chosen, and who came of each side."""
        return tuple(line.came() for line in self._lines.values())

    def _show_chosen(self) -> None:
        chosen = self._pick.ids
        for student_id in self._lines.keys() - chosen:
            self._lines.pop(student_id).deleteLater()
        for student_id in (one for one in self._guests if one in chosen and one not in self._lines):
            line = self._lines[student_id] = _GuestLine(self._guests[student_id])
            self._came.addWidget(line)
        number = len(self._lines)
        words = ngettext("{count} student invited. Who came?", "{count} students invited. Who came?", number)
        self.count.setText(words.format(count=number))


class _GuestLine(QWidget):
    def __init__(self, guest: Guest) -> None:
        super().__init__()
        self._guest = guest
        self._boxes: dict[int, QCheckBox] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.lg)
        self._student = self._box(guest.row.name, f"came_{guest.row.student_id}")
        self._student.setChecked(True)
        row.addWidget(self._student)
        for adult in guest.adults:
            box = self._box(adult.name, f"came_{guest.row.student_id}_{adult.guardian_id}")
            self._boxes[adult.guardian_id] = box
            row.addWidget(box)
        row.addStretch(1)

    def came(self) -> Came:
        """Return who came of this side."""
        adults = frozenset(adult_id for adult_id, box in self._boxes.items() if box.isChecked())
        return Came(self._guest.row.student_id, self._student.isChecked(), adults)

    def _box(self, words: str, name: str) -> QCheckBox:
        box = named(QCheckBox(words), name)
        box.setAccessibleName(_("{name} came").format(name=words))
        box.setFont(theme.font("body"))
        return box
