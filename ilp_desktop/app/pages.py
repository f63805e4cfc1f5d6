"""The places of an open office: each is made when it is first gone to."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ilp_desktop.app.day_pages import DayPages
from ilp_desktop.app.following import Following
from ilp_desktop.app.reminding import CopyReminder
from ilp_desktop.language import _
from ilp_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from ilp_desktop.app.guiding import Guiding
    from ilp_desktop.app.program import Program
    from ilp_desktop.app.ways import Ways
    from ilp_desktop.office import Office
    from ilp_desktop.ui.checking.screen import CheckingPage
    from ilp_desktop.ui.parts import PartsPage
    from ilp_desktop.ui.reaching.card import ReachCard
    from ilp_desktop.ui.students.screen import StudentsPage
    from ilp_desktop.ui.students.student_part import StudentPart


def furnish(program: "Program", office: "Office") -> Shell:
    """Return the shell of an open office with its places."""
    return _Places(program, office).shell


class _Places:
    """Makes the pages and ties them to each other: no page knows another."""

    def __init__(self, program: "Program", office: "Office") -> None:
        self._program = program
        self._office = office
        self.shell = Shell()
        self._ways: Ways | None = None
        self._guiding: Guiding | None = None
        self.days = DayPages(program, office, self.shell, self)
        self.shell.add_page("board", "list-checks", _("Board"), self._board)
        self.shell.add_page("students", "users-round", _("Students"), self._students)
        self.shell.add_page("rosters", "file-up", _("Roster"), self._rosters)
        self.shell.add_page("policy", "scale", _("Policy"), self._policy_page)
        self.shell.add_page("checking", "shield-check", _("Check"), self._checking)
        self.shell.add_page("office", "school", _("Office"), self._office_page, at_foot=True)
        self.shell.add_page("preferences", "settings", _("Settings"), self._preferences, at_foot=True)
        self.shell.add_quiet_page("matching", "students", self._matching)
        self.days.add_quiet_pages()
        self.shell.add_action("lock", "lock", _("Lock"), program.lock)
        QShortcut(QKeySequence("Ctrl+K"), self.shell).activated.connect(self._open_box)
        program.show_checking = self.check
        program.offer_tour = lambda: self._tour().offer()
        self._reminder = CopyReminder(office, program.background, self.shell)
        self._following = Following(office, program.background, self.shell)
        self.shell.leaving.connect(self._following.flush)

    def find(self, letters: str = "") -> None:
        """Look for a student in the list, with the letters typed elsewhere."""
        page = cast("StudentsPage", self.shell.go("students"))
        page.focus_find(letters)

    def _open_box(self) -> None:
        from ilp_desktop.app.ways import Ways  # noqa: PLC0415 - nobody waits for it before the first picture

        if self._ways is None:
            self._ways = Ways(self._program, self._office, self.shell, self.open_student)
            self._ways.deeds |= {
                "hide": self.days.family.hiding.hide,
                "tour": self._begin_tour,
                "front_desk": self.days.desks.open_desk,
                "public_board": self.days.desks.open_board,
            }
        self._ways.open_box()

    def _tour(self) -> "Guiding":
        from ilp_desktop.app.guiding import Guiding  # noqa: PLC0415 - of the demo school alone

        if self._guiding is None:
            self._guiding = Guiding(self._office, self._program.background, self.shell)
        return self._guiding

    def _begin_tour(self) -> None:
        self._tour().begin()

    def check(self, path: Path) -> None:
        """Check a file that was dropped on the window."""
        page = cast("CheckingPage", self.shell.go("checking"))
        page.check(path)

    def open_student(self, student_id: int) -> None:
        """Show a student's file."""
        page = cast("StudentsPage", self.shell.go("students"))
        page.open_student(student_id)

    def arrange_for(self, student_id: int) -> None:
        """Arrange one conference from a student's file."""
        page = cast("StudentsPage", self.shell.go("students"))
        page.arrange_for(student_id)

    def _open_requirements(self, student_id: int, clause_id: str) -> None:
        page = cast("StudentsPage", self.shell.go("students"))
        page.open_student(student_id, "requirements", clause_id)

    def note_attempt(self, student_id: int) -> None:
        """Open a student's file, and ask there about a try to reach the family."""
        page = cast("StudentsPage", self.shell.go("students"))
        page.open_with(student_id, cast("ReachCard", page.file.front).begin_attempt)

    def _board(self) -> QWidget:
        from ilp_desktop.ui.board.screen import BoardScreen  # noqa: PLC0415 - made when first gone to

        program, following = self._program, self._following
        page = BoardScreen(self._office, program.background, program.dialogs, program.clock)
        page.student_asked.connect(self.open_student)
        page.schedule_asked.connect(self.arrange_for)
        page.group_asked.connect(self.days.groups.ask_new)
        page.gathering.day_asked.connect(self.days.arrange_day)
        page.students.side.attempt_asked.connect(self.note_attempt)
        page.requirements_asked.connect(self._open_requirements)
        page.letter_asked.connect(self.write_letter)
        page.policy_asked.connect(lambda: self.shell.go("policy" if self.shell.has_page("policy") else "office"))
        page.staff_asked.connect(lambda: cast("PartsPage", self.shell.go("office")).go("staff"))
        page.cancel_asked.connect(following.cancel)
        page.go_on_asked.connect(following.go_on)
        following.progressed.connect(page.show_progress)
        following.settled.connect(page.show_settled)
        return page

    def _students(self) -> QWidget:
        from ilp_desktop.ui.reaching.card import ReachCard  # noqa: PLC0415 - made when first gone to
        from ilp_desktop.ui.students.screen import StudentsPage  # noqa: PLC0415

        program = self._program
        page = StudentsPage(self._office, program.background, program.clock, self._office.zone)
        page.conference_asked.connect(self.days.open_conference)
        page.import_asked.connect(lambda: self.shell.go("rosters"))
        page.matching_asked.connect(lambda: self.shell.go("matching"))
        page.plan_asked.connect(self._show_plan)
        page.file.set_front(ReachCard(self._office, program.background))
        page.add_part("requirements", _("Requirements"), self._requirements)
        page.add_part("adults", _("Adults and staff"), self._adults)
        # Whoever lacks the key has no such part, and sees nothing that tells of it.
        if self._office.confidential.is_held:
            page.add_part("confidential", _("Confidential"), lambda: self._confidential(page))
        page.add_part("record", _("Record"), self._student_record)
        return page

    def _confidential(self, students: "StudentsPage") -> "StudentPart":
        from ilp_desktop.ui.confidential.part import ConfidentialPart  # noqa: PLC0415 - made when first gone to

        program = self._program
        part = ConfidentialPart(self._office, program.background, program.dialogs, program.clock, self._office.zone)
        part.student_wanted.connect(students.open_student)
        return part

    def _requirements(self) -> "StudentPart":
        from ilp_desktop.ui.evidence.student import RequirementsPart  # noqa: PLC0415 - made when first gone to

        part = RequirementsPart(self._office, self._program.background, self._program.clock)
        part.paper_asked.connect(self._show_note)
        return part

    def _show_note(self, evidence_id: int) -> None:
        from ilp_desktop.ui.letters.note import NoteWindow  # noqa: PLC0415 - made when first wanted

        NoteWindow(self._office, self._program.background, evidence_id, self._program.window).open()

    def _adults(self) -> "StudentPart":
        from ilp_desktop.ui.households.screen import AdultsPart  # noqa: PLC0415 - made when first gone to

        program = self._program
        part = AdultsPart(self._office, program.background, program.clock, self._office.zone)
        part.letter_wanted.connect(self.write_letter)
        return part

    def write_letter(self, student_id: int, clause_id: str = "") -> None:
        """Write to a family; of a requirement, the letter that it asks for."""
        from ilp_desktop.ui.letters.sheet import LetterWindow  # noqa: PLC0415 - made when first wanted

        program = self._program
        LetterWindow(self._office, program.background, program.dialogs, student_id, clause_id, program.window).open()

    def _show_plan(self, rendering_id: int) -> None:
        from ilp_desktop.ui.conference.plan_window import PlanWindow  # noqa: PLC0415

        PlanWindow(self._office, self._program.background, rendering_id, self._program.window).open()

    def _rosters(self) -> QWidget:
        from ilp_desktop.ui.rosters.screen import RosterPage  # noqa: PLC0415

        program = self._program
        page = RosterPage(self._office, program.background, program.dialogs)
        page.students_asked.connect(lambda: self.shell.go("students"))
        page.matching_asked.connect(lambda: self.shell.go("matching"))
        return page

    def _matching(self) -> QWidget:
        from ilp_desktop.ui.matching.screen import MatchingPage  # noqa: PLC0415

        page = MatchingPage(self._office, self._program.background)
        page.students_asked.connect(lambda: self.shell.go("students"))
        return page

    def _policy_page(self) -> QWidget:
        """What the policy asks of the school and where it stands: rules in force, calendar, duties, the yearly proof."""
        from ilp_desktop.ui.parts import PartsPage  # noqa: PLC0415 - made when first gone to

        page = PartsPage(_("Policy"), "policy_page")
        page.add_part("in_force", _("In force"), self._in_force)
        page.add_part("calendar", _("Calendar"), self._calendar)
        page.add_part("duties", _("School's duties"), self._duties)
        page.add_part("proof", _("Annual evidence"), self._proof)
        return page

    def _in_force(self) -> QWidget:
        from ilp_desktop.ui.policy.in_force import InForcePart  # noqa: PLC0415 - made when first gone to

        program = self._program
        return InForcePart(self._office, program.background, program.dialogs)

    def _calendar(self) -> QWidget:
        from ilp_desktop.ui.policy.calendar import CalendarPart  # noqa: PLC0415 - made when first gone to

        program = self._program
        return CalendarPart(self._office, program.background, program.clock)

    def _checking(self) -> QWidget:
        from ilp_desktop.ui.checking.screen import CheckingPage  # noqa: PLC0415

        program = self._program
        return CheckingPage(self._office, program.background, program.dialogs, self._office.zone)

    def _duties(self) -> QWidget:
        from ilp_desktop.ui.evidence.duties import DutiesPart  # noqa: PLC0415 - made when first gone to

        return DutiesPart(self._office, self._program.background, self._program.clock)

    def _office_page(self) -> QWidget:
        """What concerns the office and no single student: who works here, what is kept, what was done."""
        from ilp_desktop.ui.parts import PartsPage  # noqa: PLC0415 - made when first gone to

        page = PartsPage(_("Office"), "office_page")
        page.add_part("people", _("People and keys"), self._people)
        page.add_part("staff", _("Staff and students"), lambda: self._staff(page))
        page.add_part("record", _("Record"), self._record)
        page.add_part("backups", _("Backups"), self._backups)
        page.segments.mark("backups", self._reminder.why)
        self._reminder.told.connect(partial(page.segments.mark, "backups"))
        return page

    def _proof(self) -> QWidget:
        from ilp_desktop.ui.proof.part import ProofPart  # noqa: PLC0415 - made when first gone to

        program = self._program
        part = ProofPart(self._office, program.background, program.dialogs)
        part.board_asked.connect(lambda: self.shell.go("board"))
        return part

    def _staff(self, parts: "PartsPage") -> QWidget:
        from ilp_desktop.ui.caseloads.screen import CaseloadsPart  # noqa: PLC0415 - made when first gone to

        program = self._program
        page = CaseloadsPart(self._office, program.background, program.clock, self._office.zone)
        page.student_asked.connect(self.open_student)
        page.people_asked.connect(lambda: parts.go("people") if parts.has_part("people") else None)
        return page

    def _backups(self) -> QWidget:
        from ilp_desktop.ui.safekeeping.part import BackupsPart  # noqa: PLC0415

        program = self._program
        return BackupsPart(self._office, program.background, program.dialogs, program.door)

    def _people(self) -> QWidget:
        from ilp_desktop.ui.people.screen import PeoplePart  # noqa: PLC0415

        return PeoplePart(self._office, self._program.background, self._program.door.judge)

    def _record(self) -> QWidget:
        from ilp_desktop.ui.record.screen import RecordPart  # noqa: PLC0415 - made when first gone to

        program = self._program
        part = RecordPart(self._office, program.background, program.dialogs, program.clock)
        part.student_asked.connect(self.open_student)
        return part

    def _student_record(self) -> "StudentPart":
        from ilp_desktop.ui.record.student import StudentRecord  # noqa: PLC0415 - made when first gone to

        program = self._program
        return StudentRecord(self._office, program.background, program.dialogs, program.clock)

    def _preferences(self) -> QWidget:
        from ilp_desktop.ui.preferences.screen import PreferencesPage  # noqa: PLC0415

        program = self._program
        page = PreferencesPage(self._office, program.background, program.dialogs, program.door)
        page.settings_changed.connect(program.take)
        page.language_changed.connect(program.speak_anew)
        page.tour_wanted.connect(self._begin_tour)
        return page
