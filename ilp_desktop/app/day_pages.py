"""The pages of conference days: the day itself, what comes before it, what comes after, and what stands around the runner."""

from typing import TYPE_CHECKING, Protocol, cast

from ilp_desktop.app.afterward import Afterward
from ilp_desktop.app.desk_windows import DeskWindows
from ilp_desktop.app.family import FamilySide
from ilp_desktop.app.group_pages import GroupPages
from ilp_desktop.domain.access import Purpose, Relation, Sharing, decide
from ilp_desktop.language import _
from ilp_desktop.ui.day.screen import DayScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ilp_desktop.app.program import Program
    from ilp_desktop.office import Office
    from ilp_desktop.ui.arranging.screen import ArrangingPage
    from ilp_desktop.ui.conference.screen import ConferenceScreen
    from ilp_desktop.ui.parts import PartsPage
    from ilp_desktop.ui.shell import Shell


class Links(Protocol):
    """Where the pages of a day lead to."""

    def find(self, letters: str = "") -> None:
        """Look for a student."""
        ...

    def open_student(self, student_id: int) -> None:
        """Show a student's file."""
        ...

    def arrange_for(self, student_id: int) -> None:
        """Arrange one conference."""
        ...

    def write_letter(self, student_id: int, clause_id: str = "") -> None:
        """Write to a family."""
        ...

    def note_attempt(self, student_id: int) -> None:
        """Note a try to reach a family."""
        ...


class DayPages:
    """Makes the pages of conference days and ties them to each other."""

    def __init__(self, program: "Program", office: "Office", shell: "Shell", links: Links) -> None:
        self._program, self._office, self._shell, self._links = program, office, shell, links
        self.family = FamilySide(program, office, shell)
        self.desks = DeskWindows(program, office, shell)
        self.groups = GroupPages(program, office, shell, self.family, links.arrange_for)
        shell.add_page("day", "calendar-days", _("Day"), self._day)

    def add_quiet_pages(self) -> None:
        """Add what is reached from the day and has no place in the rail."""
        for key, page in (
            ("arranging", self._arranging),
            ("after", self._after),
            ("preparation", self._preparation),
            ("from_paper", self._from_paper),
            ("groups", self.groups.page),
            ("early_end", self._early_end),
        ):
            self._shell.add_quiet_page(key, "day", page)

    def _day(self) -> "QWidget":
        program = self._program
        page = DayScreen(self._office, program.background, program.clock, self._office.zone)
        page.conference_made.connect(self.family.follow)
        page.find_wanted.connect(self._links.find)
        page.arranging_asked.connect(lambda: self._shell.go("arranging"))
        page.after_wanted.connect(lambda: self._shell.go("after"))
        page.preparation_wanted.connect(lambda: self._shell.go("preparation"))
        page.entry_wanted.connect(lambda: self._shell.go("from_paper"))
        self.groups.tie_day(page)
        page.conference_made.connect(self._beside_conference)
        page.desk_wanted.connect(self.desks.open_desk)
        page.board_wanted.connect(self.desks.open_board)
        page.early_end_wanted.connect(lambda: self._shell.go("early_end"))
        self._afterward = Afterward(program, self._office, page)
        page.place_wanted.connect(self._shell.go)
        return page

    def _beside_conference(self, screen: "ConferenceScreen") -> None:
        """Tie what is done beside a conference to its screen."""
        from ilp_desktop.ui.conference.becoming import Becoming  # noqa: PLC0415 - the day is painted before

        Becoming(screen)

    def open_conference(self, conference_id: int) -> None:
        """Show a conference on its day."""
        page = cast("DayScreen", self._shell.go("day"))
        page.open_conference(conference_id)

    def _early_end(self) -> "QWidget":
        from ilp_desktop.ui.desk.early import EarlyEndPage  # noqa: PLC0415 - made when first gone to

        program = self._program
        page = EarlyEndPage(self._office, program.background, program.clock, self._office.zone)
        page.letter_asked.connect(self._links.write_letter)
        page.day_asked.connect(lambda: self._shell.go("day"))
        page.arranging_asked.connect(lambda: self._shell.go("arranging"))
        return page

    def _arranging(self) -> "QWidget":
        from ilp_desktop.ui.arranging.screen import ArrangingPage  # noqa: PLC0415 - made when first gone to

        program = self._program
        page = ArrangingPage(self._office, program.background, program.dialogs, program.clock, self._office.zone)
        page.day_asked.connect(lambda: self._shell.go("day"))
        page.invitations_asked.connect(self._invite)
        return page

    def arrange_day(self, students: tuple[int, ...]) -> None:
        """Arrange a day for exactly these students."""
        cast("ArrangingPage", self._shell.go("arranging")).arrange_for(students)

    def _invite(self, schedule_id: int) -> None:
        from ilp_desktop.ui.letters.invitations import InvitationsWindow  # noqa: PLC0415 - made when first wanted

        program = self._program
        InvitationsWindow(self._office, program.background, program.dialogs, schedule_id, program.window).open()

    def _preparation(self) -> "QWidget":
        from ilp_desktop.ui.paper.preparation import PreparationPage  # noqa: PLC0415 - made when first gone to
        from ilp_desktop.ui.paper.sheets_window import SheetsWindow  # noqa: PLC0415

        program = self._program
        page = PreparationPage(self._office, program.background, program.clock, self._office.zone)

        def show_paper(draw: "Callable[[], bytes]", title: str, name: str) -> None:
            SheetsWindow(program.background, program.dialogs, draw, title, name, program.window).open()

        page.student_asked.connect(self._links.open_student)
        page.entry_asked.connect(lambda: self._shell.go("from_paper"))
        page.paper_asked.connect(show_paper)
        return page

    def _from_paper(self) -> "QWidget":
        from ilp_desktop.ui.paper.entry import FromPaperPage  # noqa: PLC0415 - made when first gone to

        program = self._program
        return FromPaperPage(self._office, program.background, program.clock, self._office.zone)

    def _after(self) -> "QWidget":
        """What comes after the conference: copies on paper, and what is left of the day."""
        from ilp_desktop.ui.parts import PartsPage  # noqa: PLC0415 - made when first gone to

        page = PartsPage(_("After the conference"), "after_page")
        if decide(self._office.viewer, Relation.PARTICIPANT, Sharing.PLAN, Purpose.PRINT):
            page.add_part("queue", _("Print station"), self._queue)
        page.add_part("closing", _("Closing list"), lambda: self._closing(page))
        if decide(self._office.viewer, Relation.PARTICIPANT, Sharing.PLAN, Purpose.READ):
            page.add_part("to_sign", _("To sign later"), self._to_sign)
        return page

    def _queue(self) -> "QWidget":
        from ilp_desktop.ui.printing.queue import QueuePart  # noqa: PLC0415 - made when first gone to

        return QueuePart(self._office, self._program.background)

    def _closing(self, parts: "PartsPage") -> "QWidget":
        from ilp_desktop.ui.printing.closing import ClosingPart  # noqa: PLC0415 - made when first gone to

        part = ClosingPart(self._office, self._program.background, self._program.dialogs)
        part.conference_asked.connect(self.open_conference)
        part.file_asked.connect(self._links.open_student)
        part.queue_asked.connect(lambda: parts.go("queue"))
        part.attempt_asked.connect(self._links.note_attempt)
        part.day_asked.connect(self.arrange_day)
        return part

    def _to_sign(self) -> "QWidget":
        from ilp_desktop.ui.later.part import ToSignPart  # noqa: PLC0415 - made when first gone to

        part = ToSignPart(self._office, self._program.background, self._program.clock, self._office.zone)
        part.turn_asked.connect(self._sign_now)
        return part

    def _sign_now(self, conference_id: int, participant_id: int) -> None:
        self._shell.go("day")
        self._afterward.sign_now(conference_id, participant_id)
