"""The guided tour of the demo school: its stops, what is said at each, and how the window comes there."""

from typing import TYPE_CHECKING, cast

from ilp_desktop.domain.conferences import ConferenceState, DayRow, DaySheet
from ilp_desktop.language import _
from ilp_desktop.ui.day.choices import Act
from ilp_desktop.ui.guide.guide import Guide, Stop
from ilp_desktop.ui.widgets import Stepper

if TYPE_CHECKING:
    from ilp_desktop.office import Office
    from ilp_desktop.ui.background import Background
    from ilp_desktop.ui.board.screen import BoardScreen
    from ilp_desktop.ui.conference.screen import ConferenceScreen
    from ilp_desktop.ui.conference.sitting import Sitting
    from ilp_desktop.ui.day.screen import DayScreen
    from ilp_desktop.ui.parts import PartsPage
    from ilp_desktop.ui.shell import Shell

_MINE = "mine"
_TO_CHECK_IN = (ConferenceState.RUNNING_LATE, ConferenceState.SCHEDULED, ConferenceState.CHECKED_IN)


class Guiding:
    """Shows the tour over an open demo school, once it knows which conferences there are today."""

    def __init__(self, office: "Office", background: "Background", shell: "Shell") -> None:
        self._office, self._background, self._shell = office, background, shell
        self._rows: tuple[DayRow, ...] = ()
        self._sitting: Sitting | None = None
        self._listening: ConferenceScreen | None = None
        self._wanted = ""
        self.guide: Guide | None = None

    def offer(self) -> None:
        """Ask whether somebody wants to see the tour, once in the life of a demo school."""
        if not self._office.is_demo or self._office.settings.tour_offered:
            return
        office = self._office
        self._background.do(lambda: office.preferences.change(tour_offered=True), failed=lambda _error: None)
        words = _(
            "See a conference day in five minutes: from checking a family in to the copy in their hands. Nothing here is real, so "
            "try whatever you like. Escape ends the tour, and Settings shows it again."
        )
        self._prepare(Stop("offer", _("New here?"), words))

    def begin(self) -> None:
        """Show the tour from its first stop."""
        self._prepare(None)

    def _prepare(self, offer: Stop | None) -> None:
        if self.guide is not None:
            return

        def show(sheet: DaySheet) -> None:
            if self.guide is None:
                self._rows = tuple(sorted(sheet.rows, key=lambda row: (not row.mine, row.starts_at)))
                self.guide = Guide(self._shell, self._stops(), offer)
                self.guide.ended.connect(self._forget)
                self.guide.begin()

        self._background.ask(lambda: self._office.conferences.day(None), self._shell, show)

    def _forget(self) -> None:
        self.guide = None

    # The stops

    def _stops(self) -> tuple[Stop, ...]:
        return (*self._before(), *self._during(), *self._after(), *self._beyond())

    def _before(self) -> tuple[Stop, ...]:
        return (
            Stop(
                "day",
                _("A day of conferences"),
                _(
                    "Each row is a family: when they come, who they are, and where their conference stands. Mine are your own, "
                    "Everyone is the whole school. What still needs a signature waits under To sign."
                ),
                "day_list",
                attempt=_("Right-click a family that is scheduled, or press Shift+F10, and choose Check in."),
                go=lambda: self._shell.go("day"),
            ),
            Stop(
                "check_in",
                _("A family arrives"),
                _(
                    "Only the adults who may come are listed. Tick who is here. For anybody else there is one neutral button: it "
                    "calls the office, and never says why."
                ),
                "check_in_card",
                attempt=_("Open the conference that is under way in the list."),
                clear=("day_list",),
                go=self._check_in,
            ),
        )

    def _during(self) -> tuple[Stop, ...]:
        return (
            Stop(
                "sections",
                _("The conference, section by section"),
                _(
                    "It begins with what the student is proud of, and goes on to data, goals and support. Talk as you always "
                    "do. Each word is saved as you type it; any section can be left for later."
                ),
                "conference_stepper",
                clear=("next_button", "back_button", "celebrate_section|data_section|goals_section"),
                attempt=_("Choose a section above, or go on with Ctrl+Page Down, until you come to Private."),
                go=lambda: self._conference("celebrate"),
            ),
            Stop(
                "talk",
                _("A few minutes for the grown-ups"),
                _(
                    "Family and teacher talk while the student waits outside. The ring counts three to five minutes. That they "
                    "talked is kept, and for how long; what was said is never written down."
                ),
                "consultation_ring",
                clear=("consultation_start", "consultation_pause", "next_button"),
                attempt=_("Start the timer. Then go on to Sign."),
                go=lambda: self._conference("private"),
            ),
            Stop(
                "sign",
                _("Everybody signs, in any order"),
                _(
                    "On the screen with pen, finger or mouse, or on paper. Each person agrees, says they took part, or says in "
                    "their own words what they see differently. Whoever signs later stays on a list."
                ),
                "sign_section",
                clear=("next_button",),
                go=lambda: self._conference("sign"),
            ),
        )

    def _after(self) -> tuple[Stop, ...]:
        return (
            Stop(
                "copy",
                _("The copy in their hands"),
                _(
                    "This family has signed. Their plan is a sealed PDF in their language: printed, given, and filed in the folder "
                    "that goes along to grade 12. Anybody can check later that it is genuine."
                ),
                "print_section",
                clear=("back_button",),
                go=lambda: self._conference("print", ConferenceState.SIGNED),
            ),
            Stop(
                "closing",
                _("Before you go home"),
                _(
                    "The closing list says what is left of the day: who has not signed, which copy was not printed or filed, who "
                    "could not come and what happens next."
                ),
                "closing_list",
                go=lambda: self._part("after", "closing"),
            ),
        )

    def _beyond(self) -> tuple[Stop, ...]:
        return (
            Stop(
                "board",
                _("Who still needs what"),
                _(
                    "The board holds every student against the policy your school follows: what is needed, by when, and the "
                    "one next step. A number leads to the students behind it."
                ),
                "board_list",
                go=self._board,
            ),
            Stop(
                "record",
                _("Nothing happens unseen"),
                _(
                    "Whoever opens, prints or changes a student\u2019s file leaves a line here that nobody can take away. Parents "
                    "may ask who has seen their child\u2019s file: this is the answer."
                ),
                "record_list",
                go=lambda: self._part("office", "record"),
            ),
            Stop(
                "end",
                _("That is the tour"),
                _(
                    "Ctrl+K finds any student, place or deed. The lock at the lower left closes everything at once. Look around: "
                    "everybody here is invented, and Settings shows this tour again."
                ),
                "lock_action",
            ),
        )

    # The ways there

    def _part(self, place: str, part: str) -> None:
        cast("PartsPage", self._shell.go(place)).go(part)

    def _board(self) -> None:
        """Show one's own students there, whatever was looked at before."""
        page = cast("BoardScreen", self._shell.go("board"))
        page.tabs.choose(_MINE)
        page.tabs.chosen.emit(_MINE)

    def _check_in(self) -> None:
        page = cast("DayScreen", self._shell.go("day"))
        row = self._first(*_TO_CHECK_IN)
        if row is not None:
            page.side.act_wanted.emit(row.conference_id, Act.CHECK_IN)

    def _first(self, *states: ConferenceState) -> DayRow | None:
        """Return the first of today's conferences that stands so, one's own before others'."""
        found = (row for state in states for row in self._rows if row.state is state)
        return next(found, None)

    def _conference(self, section: str, state: ConferenceState = ConferenceState.IN_CONFERENCE) -> None:
        """Open a conference of today at a section."""
        row = self._first(state)
        if row is None:
            return
        page = cast("DayScreen", self._shell.go("day"))
        conference = page.conference
        if self._listening is not conference:
            self._listening = conference
            conference.seated.connect(self._hear_seated)
            conference.section_shown.connect(self._hear_shown)
        self._wanted = section
        if conference.conference_id == row.conference_id and self._sitting is not None:
            self._hear_shown("")
        else:
            page.open_conference(row.conference_id)

    def _hear_seated(self, sitting: "Sitting") -> None:
        self._sitting = sitting

    def _hear_shown(self, shown: str) -> None:
        """Once a conference stands there, go on to the section that was wanted."""
        wanted, self._wanted = self._wanted, ""
        sitting, conference = self._sitting, self._listening
        if not wanted or wanted == shown or sitting is None or conference is None:
            return
        keys = [section.key for section in sitting.pack.sections]
        if wanted in keys:
            steps = conference.findChild(Stepper, "conference_stepper")
            assert steps is not None
            steps.step_chosen.emit(keys.index(wanted))
