"""What goes on beside a conference: it goes on another day, its end, the next child, and who comes to sign later."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ilp_desktop.domain.changes import Changes
from ilp_desktop.language import _
from ilp_desktop.ui.widgets import toast

if TYPE_CHECKING:
    from ilp_desktop.app.program import Program
    from ilp_desktop.office import Office
    from ilp_desktop.ui.conference.screen import ConferenceScreen
    from ilp_desktop.ui.conference.sitting import Sitting
    from ilp_desktop.ui.day.screen import DayScreen


class Afterward(QObject):
    """Ties itself to the conference's screen, whenever that is made."""

    def __init__(self, program: "Program", office: "Office", day: "DayScreen") -> None:
        super().__init__(day)
        self._program, self._office, self._day = program, office, day
        self._sitting: Sitting | None = None
        self._last = 0
        self._turn = (0, 0)
        day.conference_made.connect(self._tie)

    def sign_now(self, conference_id: int, participant_id: int) -> None:
        """Open a conference where somebody signs who left it for later, at their turn."""
        office, background = self._office, self._program.background
        self._day.conference.close_conference()
        self._turn = (conference_id, participant_id)

        def at_signing() -> Changes:
            sections = office.packs.of_conference(conference_id).sections
            key = next((one.key for one in sections if any(field.kind == "signatures" for field in one.fields)), "")
            return office.conferences.show_section(conference_id, key) if key else Changes(frozenset())

        background.do(at_signing, lambda _changes: self._day.open_conference(conference_id), owner=self)

    def _tie(self, screen: "ConferenceScreen") -> None:
        screen.seated.connect(self._seat)
        screen.left.connect(self._leave)
        screen.finished.connect(self._wind_up)
        screen.add_way("another_day", _("Go on another day…"), self._ask_another_day)

    def _seat(self, sitting: "Sitting") -> None:
        self._sitting, self._last = sitting, sitting.conference_id
        sitting.conference_wanted.connect(self._day.open_conference)
        (conference_id, participant_id), self._turn = self._turn, (0, 0)
        if conference_id == sitting.conference_id:
            sitting.turn_wanted = participant_id

    def _leave(self) -> None:
        self._sitting = None

    def _wind_up(self) -> None:
        """The last step was left: what can be ended is, and what cannot stays on the closing list."""
        continuing, conference_id = self._office.continuing, self._last
        self._program.background.do(lambda: continuing.wind_up(conference_id), failed=lambda _error: None)

    def _ask_another_day(self) -> None:
        from ilp_desktop.ui.conference.another_day import AnotherDayWindow  # noqa: PLC0415 - made when first wanted

        if self._sitting is None:
            return
        first = self._sitting.conference_id
        window = AnotherDayWindow(self._sitting, self._program.window)
        window.arranged.connect(partial(self._gone_on, first))
        window.open()

    def _gone_on(self, first: int, _later: int) -> None:
        """It goes on another day: back to the list, and for a moment the way to take that back."""
        continuing, background = self._office.continuing, self._program.background
        self._day.leave_conference()
        words = _("It goes on another day; everything written is there.")
        toast(
            self._program.window,
            words,
            action=_("Take back"),
            then=lambda: background.do(lambda: continuing.take_back(first)),
        )
