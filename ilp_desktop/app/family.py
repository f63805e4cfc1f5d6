"""What stands around the runner for the child and the family: the view, the turn, the signing window, the two keys."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.consultations import Consultation
from ilp_desktop.language import _
from ilp_desktop.ui.hiding import Hiding
from ilp_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from ilp_desktop.app.program import Program
    from ilp_desktop.domain.groups import SharedPage
    from ilp_desktop.office import Office
    from ilp_desktop.ui.conference.agenda_bar import AgendaBar
    from ilp_desktop.ui.conference.screen import ConferenceScreen
    from ilp_desktop.ui.conference.sitting import Sitting
    from ilp_desktop.ui.family.signing import SigningWindow
    from ilp_desktop.ui.family.turn import StudentTurn
    from ilp_desktop.ui.family.view import FamilyView


class FamilySide(QObject):
    """Lives as long as an open office. When that is locked or closed, every window of it goes."""

    def __init__(self, program: "Program", office: "Office", shell: Shell) -> None:
        super().__init__(shell)
        self._program, self._office, self._shell = program, office, shell
        self._conference: ConferenceScreen | None = None
        self._sitting: Sitting | None = None
        self._section = ""
        self._view: FamilyView | None = None
        self._shared: SharedPage | None = None
        self._turn: StudentTurn | None = None
        self._signing: SigningWindow | None = None
        self._agenda: AgendaBar | None = None
        self.hiding = Hiding(program.window, self)
        self.hiding.paused.connect(self._pause_timers)
        shell.leaving.connect(self._leave_office)
        shell.page_shown.connect(self._hear_page)

    def follow(self, conference: "ConferenceScreen") -> None:
        """Offer what concerns the family in the runner, and follow it."""
        from ilp_desktop.ui.conference.agenda_bar import AgendaBar  # noqa: PLC0415 - nobody waits for it

        self._conference = conference
        self._agenda = AgendaBar(self._program.clock)
        conference.band.addWidget(self._agenda)
        conference.hide_wanted.connect(self.hiding.hide)
        conference.view_wanted.connect(self._turn_view)
        conference.seated.connect(self._seat)
        conference.section_shown.connect(self._go_along)
        conference.left.connect(self._let_go)
        conference.add_way(
            "family_view",
            _("Family view"),
            self._turn_view,
            "Ctrl+Shift+F",
            _("A large view for the family, on a second screen where there is one"),
        )
        conference.add_way(
            "student_turn",
            _("Hand over to the student"),
            self._hand_over,
            "Ctrl+Shift+S",
            _("Keyboard and screen are the student's, for what is theirs to write"),
        )
        conference.add_way(
            "signing_window",
            _("Signing window"),
            self._open_signing,
            "Ctrl+Shift+P",
            _("A window to sign in that can be turned to the family"),
        )
        conference.add_way(
            "must_report",
            _("Pause: something must be reported"),
            self.hiding.pause,
            "",
            _("Covers the screen, and writes nothing down"),
        )

    # Following

    def _seat(self, sitting: object) -> None:
        self._sitting = sitting  # type: ignore[assignment] - the signal carries a Sitting
        if self._view is not None and self._sitting is not None:
            self._view.seat(self._sitting)

    def _go_along(self, key: str) -> None:
        self._section = key
        self._show_agenda()
        if self._view is not None:
            self._view.show_section(key)

    def _let_go(self) -> None:
        self._sitting, self._section = None, ""
        self._show_agenda()
        if self._view is not None:
            self._view.leave()
        if self._signing is not None:
            self._signing.close()
        if self._turn is not None:
            self._turn.end()

    def share(self, page: "SharedPage | None") -> None:
        """Let the family view show what the room of a group may see, and nothing else of it; None: no group any more."""
        self._shared = page
        if self._view is not None:
            self._view.share(page)

    # Deeds

    def turn_view(self) -> None:
        """Open the family view, or close it."""
        self._turn_view()

    def _turn_view(self) -> None:
        if self._view is None:
            self._view = self._made_view()
        self._view.turn(self._program.window)

    def _made_view(self) -> "FamilyView":
        from ilp_desktop.ui.family.view import FamilyView  # noqa: PLC0415 - made when first wanted

        view = FamilyView(self._office, self._program.background, self)
        self.hiding.hidden.connect(view.hide_for)
        view.share(self._shared)
        if self._sitting is not None:
            view.seat(self._sitting)
            view.show_section(self._section)
        return view

    def _hear_page(self, place: str) -> None:
        self._show_agenda()  # it may have been turned on or off meanwhile
        if self._view is not None:
            self._view.look_away(place != "day")

    def _show_agenda(self) -> None:
        if self._agenda is not None:
            self._agenda.follow(self._sitting, self._section, on=self._office.settings.agenda_clock)

    def _hand_over(self) -> None:
        from ilp_desktop.ui.family.asking import asked  # noqa: PLC0415 - made when first wanted
        from ilp_desktop.ui.family.turn import StudentTurn  # noqa: PLC0415

        sitting = self._sitting
        if sitting is None or self._turn is not None:
            return
        if not asked(sitting.pack, self._section, "en", sitting.name):
            words = _("Nothing in this step is the student's alone to write. Go to one that is, such as the first.")
            self._shell.say(words, tint="blue")
            return
        sitting.boxes.flush()
        self._turn = StudentTurn(self._program.window, sitting, self._section)
        self._turn.ended.connect(self._take_back)

    def _take_back(self) -> None:
        self._turn = None
        if self._conference is not None:
            self._conference.setFocus()

    def _open_signing(self) -> None:
        from ilp_desktop.ui.family.signing import SigningWindow  # noqa: PLC0415 - made when first wanted

        if self._sitting is None:
            return
        if self._signing is None:
            self._sitting.boxes.flush()
            self._signing = SigningWindow(self._sitting)
            self._signing.closed.connect(self._signing_closed)
        self._signing.place(self._program.window)

    def _signing_closed(self) -> None:
        window, self._signing = self._signing, None
        if window is not None:
            window.deleteLater()

    def _pause_timers(self) -> None:
        """Stop every timer that runs, as anybody does who is interrupted: nothing tells why."""
        conference, consultations = self._conference, self._office.consultations
        for conference_id in conference.pulse.conferences if conference is not None else ():
            pause = partial(consultations.pause, conference_id)
            if self._sitting is not None and self._sitting.conference_id == conference_id:
                self._sitting.talk(pause)
            else:
                self._program.background.do(partial(_timed, pause, conference_id), owner=self)

    def _leave_office(self) -> None:
        if self._turn is not None:
            self._turn.flush()
        if self._view is not None:
            self._view.close()
        if self._signing is not None:
            self._signing.close()


def _timed(pause: "partial[Consultation]", conference_id: int) -> Changes:
    pause()
    return Changes(frozenset({Kind.CONSULTATION}), frozenset({conference_id}))
