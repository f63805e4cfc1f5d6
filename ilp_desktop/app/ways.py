"""What Ctrl+K offers beside students: every place of the office, and what can be done from anywhere."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ilp_desktop.app.desk_windows import may_open
from ilp_desktop.domain.schedule_sheets import ARRANGERS
from ilp_desktop.language import _
from ilp_desktop.ui.palette.box import PaletteBox
from ilp_desktop.ui.palette.lines import Line, Place
from ilp_desktop.ui.veil import Veil

if TYPE_CHECKING:
    from ilp_desktop.app.program import Program
    from ilp_desktop.office import Office
    from ilp_desktop.ui.parts import PartsPage
    from ilp_desktop.ui.shell import Shell


_ARRANGING = frozenset({"arranging", "early_end", "groups"})
_AT_THE_DESK = frozenset({"front_desk", "public_board"})


def places(*, arranges: bool = True, checks_in: bool = True, is_demo: bool = False) -> tuple[Place, ...]:
    """Return the places and deeds in the order in which they stand before anybody used one.

    Who arranges no conference days, or checks nobody in, is not led there; the guided tour is of the demo school alone.
    """
    left_out = frozenset[str]().union(
        frozenset() if arranges else _ARRANGING,
        frozenset() if checks_in else _AT_THE_DESK,
        frozenset() if is_demo else {"tour"},
    )
    offered = (*_of_days(), *_of_policy(), *_of_office())
    return tuple(place for place in offered if place.what not in left_out)


def _of_days() -> tuple[Place, ...]:
    """Return what is of conferences and of students."""
    return (
        Place("day", _("Conference day"), "calendar-days", _("today schedule appointments"), "Ctrl+1"),
        Place(
            "preparation",
            _("Preparation and papers"),
            "list-checks",
            _("ready worksheet reflection stack print missing"),
        ),
        Place("from_paper", _("Enter from paper"), "pen-line", _("type in sheets stack worksheets code")),
        Place(
            "arranging",
            _("Arrange conference days"),
            "calendar-days",
            _("schedule slots grid evenings make-up sign-up"),
        ),
        Place("groups", _("Group conferences"), "users-round", _("group class category attendance small group shared")),
        Place("front_desk", _("Front desk"), "users", _("check in arrived late missed walk-in window")),
        Place("public_board", _("Public board"), "monitor", _("second screen numbers call next waiting room")),
        Place("early_end", _("The day ends early"), "clock", _("dismissal snow move calls letters")),
        Place(
            "after", _("After the conference"), "printer", _("print station closing list copies labels folder summary")
        ),
        Place("to_sign", _("To sign later"), "signature", _("signatures owed missing who still must sign")),
        Place(
            "board", _("Board"), "list-checks", _("requirements needed overdue due what falls due no plan"), "Ctrl+2"
        ),
        Place("students", _("Students"), "users-round", _("files plans list"), "Ctrl+3"),
    )


def _of_policy() -> tuple[Place, ...]:
    """Return what comes in, what the policy asks, and what is checked."""
    return (
        Place("rosters", _("Bring in a roster"), "file-up", _("import upload CSV OneRoster XLSX"), "Ctrl+4"),
        Place("matching", _("Who is who"), "users", _("duplicates merge twins siblings household")),
        Place("policy", _("Policy"), "scale", _("rules clauses adopt choices names law"), "Ctrl+5"),
        Place("calendar", _("School calendar"), "calendar-days", _("year quarters semesters breaks holidays")),
        Place("duties", _("School's duties"), "list-checks", _("training procedure consultation report evidence")),
        Place("proof", _("Annual evidence report"), "file-check", _("yearly families community district export")),
        Place("checking", _("Check a plan"), "shield-check", _("verify PDF seal genuine"), "Ctrl+6"),
    )


def _of_office() -> tuple[Place, ...]:
    """Return what is of the office."""
    return (
        Place("people", _("People and keys"), "key-round", _("role add remove colleague who opens")),
        Place("office", _("Office"), "school", _("people keys staff record")),
        Place("staff", _("Staff and students"), "users", _("caseload assign substitute leaves hand over")),
        Place("record", _("Record"), "list-checks", _("who opened printed audit log FERPA disclosures")),
        Place("preferences", _("Settings"), "settings", _("language passphrase text size dark recovery sheet")),
        Place("backups", _("Backups and copies"), "save", _("USB stick restore check recovery sheet drill")),
        Place("back_up", _("Back up now"), "save", _("backup copy safe")),
        Place("hide", _("Hide everything"), "eye-off", _("cover screen step away privacy"), "F9"),
        Place("tour", _("Show the guided tour"), "circle-play", _("help introduction first steps how")),
        Place("lock", _("Lock"), "lock", _("leave close sign out switch person user"), "Ctrl+L"),
    )


class Ways:
    """Opens the box over the shell, and goes where it says."""

    def __init__(
        self,
        program: "Program",
        office: "Office",
        shell: "Shell",
        open_student: Callable[[int], None],
    ) -> None:
        self._program, self._office, self._shell = program, office, shell
        self._open_student = open_student
        self.deeds: dict[str, Callable[[], object]] = {}
        """What opens a window of its own, or lies over this one."""

    def open_box(self) -> None:
        """Open the box; not over a covered window, where a child may be looking, nor twice."""
        window = self._shell.window()
        if any(veil.isVisible() for veil in window.findChildren(Veil)):
            return
        if self._shell.findChild(PaletteBox) is not None:
            return
        arranges = self._office.viewer.role in ARRANGERS
        offered = places(arranges=arranges, checks_in=may_open(self._office), is_demo=self._office.is_demo)
        box = PaletteBox(self._shell, self._office.finding.find, offered, self._program.background)
        box.chosen.connect(self._go)
        box.open()

    def _go(self, line: Line) -> None:
        self._program.background.do(lambda: self._office.finding.used(line.what), failed=lambda _error: None)
        if line.student is not None:
            self._open_student(line.student.student_id)
            return
        match line.what:
            case "lock":
                self._program.lock()
            case "back_up":
                self._back_up()
            case "staff" | "people" | "backups" | "record" as part:
                cast("PartsPage", self._shell.go("office")).go(part)
            case "to_sign":
                page = cast("PartsPage", self._shell.go("after"))
                page.go("to_sign" if page.has_part("to_sign") else "closing")
            case "calendar" | "duties" | "proof" as part:
                cast("PartsPage", self._shell.go("policy")).go(part)
            case deed if deed in self.deeds:
                self.deeds[deed]()
            case place:
                self._shell.go(place)

    def _back_up(self) -> None:
        def done(made: Path | None) -> None:
            words = _("Backed up, and the copy was read back and found whole.")
            self._shell.say(words if made else _("The last backup already holds everything."), tint="accent")

        self._program.background.ask(self._office.back_up, self._shell, done)
