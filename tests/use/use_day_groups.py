"""Group conferences of the day: arranged from a class of the roster, ticked line by line, begun and ended for all."""

from PySide6.QtCore import Qt
from use_day_school import Child
from use_hands import CTRL, SHIFT, all_shown, key, rows, shown, until, words

from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.groups import GroupState


class GroupHands:
    """Whoever holds a group conference, at the laptop."""

    def __init__(self, laptop, dialogs) -> None:
        self.laptop, self.hand, self._dialogs = laptop, laptop.hand, dialogs
        self.group_id = 0

    def begin_to_arrange(self, title: str, begins: str) -> None:
        """Open the form with everybody of a class chosen."""
        self.hand.press("day_papers")
        self.hand.menu("groups_action")
        self.hand.press("new_group|empty_action")
        form = shown("new_group_form")
        box = form.which.box
        at = next(at for at in range(box.count()) if title in box.itemText(at))
        box.setCurrentIndex(at)
        self.laptop.settle()
        self.hand.press("pick_all_button")
        begin = shown("new_group_begins_field").editor
        begin.setText(begins)
        form.changed.emit()

    def leave_out(self, child: Child) -> None:
        self.hand.choose("pick_list", child.name)

    def arrange(self) -> str:
        """Press the button, and return what is said against it; nothing where the group is there."""
        before = {line.group_id for line in self._office.groups.all()}
        self.hand.press("new_group_button")
        until(lambda: all_shown("banner_text") or self._made(before))
        made = self._made(before)
        if made:
            self.group_id = made[0]
            until(lambda: all_shown("attendance_list"))
            return ""
        return words("banner_text")

    def _made(self, before: set[int]) -> list[int]:
        return [line.group_id for line in self._office.groups.all() if line.group_id not in before]

    def tick_everybody(self) -> int:
        """Tick each line, student and parent, by Space and the arrow; return how many lines there are."""
        listed = shown("attendance_list")
        listed.setFocus()
        key(Qt.Key.Key_Home)
        lines = len(rows("attendance_list"))
        for _line in range(lines):
            key(Qt.Key.Key_Space)
            key(Qt.Key.Key_Down)
        until(lambda: all(one.here for member in self.sheet.members for one in member.people), "somebody is not ticked")
        return lines

    def begin(self) -> None:
        self.hand.press("group_begin")
        until(lambda: self.sheet.line.state is GroupState.IN_CONFERENCE)

    def write_in_each(self, text: str) -> None:
        """Open each student's own plan after the other, write what they are proud of, and come back."""
        count = len(self.sheet.members)
        self.hand.press("next_plan")
        for member in self.sheet.members:
            until(lambda member=member: all_shown("group_bar") and words("student_name") == member.name)
            until(lambda: all_shown("celebrate_proud_text"))
            self.hand.write("celebrate_proud_text", text)
            key(Qt.Key.Key_N, CTRL | SHIFT)
        until(lambda: all_shown("attendance_list"), f"after the last of {count} the group is there again")

    def end(self) -> None:
        self._dialogs.answer(True)
        self.hand.press("group_end")
        until(lambda: self.sheet.line.state is GroupState.HELD)

    def back_to_day(self) -> None:
        self.hand.press("groups_back")
        self.hand.press("groups_to_day")
        until(lambda: all_shown("day_list"))

    @property
    def sheet(self):
        return self._office.groups.sheet(self.group_id)

    @property
    def lines_of(self) -> tuple[int, int]:
        """How many students and how many of their adults have a line of their own."""
        people = [one for member in self.sheet.members for one in member.people]
        students = sum(one.party is Party.STUDENT for one in people)
        return students, len(people) - students

    @property
    def _office(self):
        office = self.laptop.program.office
        assert office is not None
        return office
