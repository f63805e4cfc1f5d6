"""How the page of group conferences and the conference day lead to each other."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from ilp_desktop.domain.changes import Kind
from ilp_desktop.language import _

if TYPE_CHECKING:
    from ilp_desktop.app.family import FamilySide
    from ilp_desktop.app.program import Program
    from ilp_desktop.domain.changes import Changes
    from ilp_desktop.domain.errors import OfficeError
    from ilp_desktop.domain.groups import SharedPage
    from ilp_desktop.office import Office
    from ilp_desktop.ui.conference.screen import ConferenceScreen
    from ilp_desktop.ui.conference.sitting import Sitting
    from ilp_desktop.ui.day.screen import DayScreen
    from ilp_desktop.ui.groups.bar import GroupBar
    from ilp_desktop.ui.groups.screen import GroupsPage
    from ilp_desktop.ui.shell import Shell


class GroupPages(QObject):
    """Opens a student's own conference from a group, alone on the screen, and leads on to the next or back."""

    def __init__(
        self,
        program: "Program",
        office: "Office",
        shell: "Shell",
        family: "FamilySide",
        another: Callable[[int], None],
    ) -> None:
        super().__init__(shell)
        self._program, self._office, self._shell, self._another = program, office, shell, another
        self._family = family
        self._in_room = 0
        self._from_group = self._is_moving = False
        self._left_group = 0
        self._day: DayScreen | None = None
        self._bar: GroupBar | None = None

    def page(self) -> "GroupsPage":
        """Return the page of group conferences."""
        from ilp_desktop.ui.groups.screen import GroupsPage  # noqa: PLC0415 - made when first gone to
        from ilp_desktop.ui.paper.sheets_window import SheetsWindow  # noqa: PLC0415

        program = self._program
        page = GroupsPage(self._office, program.background, program.dialogs, program.clock, self._office.zone)

        def show_paper(draw: Callable[[], bytes], title: str, name: str) -> None:
            SheetsWindow(program.background, program.dialogs, draw, title, name, program.window).open()

        page.day_asked.connect(lambda: self._shell.go("day"))
        page.conference_asked.connect(self._open_of_group)
        page.another_asked.connect(self._another)
        page.view_asked.connect(self._family.turn_view)
        page.group_shown.connect(self._hear_group)
        program.background.changed.connect(self._hear)
        page.paper_asked.connect(show_paper)
        return page

    def tie_day(self, day: "DayScreen") -> None:
        """Lead from the day to its groups, and stand above each conference that is one of a group."""
        self._day = day
        day.groups_asked.connect(self.show_all)
        day.group_asked.connect(self.show_group)
        day.conference_made.connect(self._tie_conference)

    def show_all(self) -> None:
        """Show all group conferences."""
        cast("GroupsPage", self._shell.go("groups")).show_list()

    def ask_new(self, student_id: int) -> None:
        """Ask for a group conference of those who need one, a student of the board among them."""
        cast("GroupsPage", self._shell.go("groups")).ask_new(student_id)

    def show_group(self, group_id: int) -> None:
        """Show one of them; the conference that was open from it is left."""
        if self._day is not None and self._from_group:
            self._day.leave_conference()
        cast("GroupsPage", self._shell.go("groups")).open_group(group_id)

    def _open_of_group(self, _group_id: int, conference_id: int) -> None:
        self._is_moving = True  # to a plan of the same group: what the room sees stays
        day = cast("DayScreen", self._shell.go("day"))
        self._open(day, conference_id)

    def _open_next(self, conference_id: int, _name: str) -> None:
        if self._day is not None:
            self._open(self._day, conference_id)

    def _open(self, day: "DayScreen", conference_id: int) -> None:
        # The one before is left on the way: the page stays as it is for the one that comes.
        self._is_moving = True
        day.open_conference(conference_id)
        self._is_moving = False
        self._from_group = True
        day.show_alone(on=True)

    def _tie_conference(self, screen: "ConferenceScreen") -> None:
        from ilp_desktop.ui.groups.bar import BACK, NEXT, GroupBar  # noqa: PLC0415 - the day is painted before

        bar = self._bar = GroupBar(self._office, self._program.background)
        if self._day is not None:
            self._day.put_above(bar)
        bar.back_wanted.connect(self.show_group)
        bar.next_wanted.connect(self._open_next)
        screen.seated.connect(self._follow)
        screen.left.connect(self._leave)
        screen.finished.connect(self._finish)
        screen.add_way("next_of_group", _("Next student of the group"), bar.go_on, NEXT)
        screen.add_way("back_to_group", _("Back to the group"), bar.go_back, BACK)

    def _follow(self, sitting: "Sitting") -> None:
        if self._bar is not None:
            self._bar.follow(sitting.sheet.group_id, sitting.conference_id)

    def _leave(self) -> None:
        if self._is_moving or self._day is None or self._bar is None:
            return
        self._left_group = self._bar.group_id if self._from_group else 0
        self._from_group = False
        self._day.show_alone(on=False)
        self._bar.follow(None, 0)
        self._hear_group(0)

    def _finish(self) -> None:
        """After the last section the group that it was opened from goes on where it was."""
        if self._left_group:
            self.show_group(self._left_group)

    # What the room sees

    def _hear_group(self, group_id: int) -> None:
        if not group_id and self._is_moving:
            return
        self._in_room = group_id
        if group_id:
            self._share()
        else:
            self._family.share(None)

    def _hear(self, changes: "Changes") -> None:
        if self._in_room and self._in_room in changes.ids and changes.touches(Kind.CONFERENCE):
            self._share()

    def _share(self) -> None:
        group_id, groups = self._in_room, self._office.groups

        def show(page: "SharedPage") -> None:
            if group_id == self._in_room:
                self._family.share(page)

        def wait(_error: "OfficeError") -> None:
            """The page of the group says itself what went wrong."""

        self._program.background.ask(lambda: groups.shared(group_id), self, show, wait)
