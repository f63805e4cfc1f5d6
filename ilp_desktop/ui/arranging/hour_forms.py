"""The questions of the second step: a day for everybody, and somebody's own hours."""

from collections.abc import Sequence
from datetime import date

from ilp_desktop.domain.schedule_sheets import ScheduleSheet
from ilp_desktop.language import _
from ilp_desktop.ui.arranging.evenings import Apart, Evening, Stretches, evenings_of, rooms_of, stretches_said
from ilp_desktop.ui.arranging.hours import clock_words
from ilp_desktop.ui.day.words import day_words
from ilp_desktop.ui.deeds.forms import DeedForm

USUAL, AWAY, OTHER = "usual", "away", "other"
_EVENING: Stretches = (("16:00", "20:00"),)


class EveningForm(DeedForm):
    """A day, from when to when, and a break."""

    def __init__(self, evening: Evening | None, on: date, like: Stretches = _EVENING) -> None:
        title = day_words(evening.on) if evening else _("A day for everybody")
        super().__init__("evening", title, _("Keep these hours"))
        stretches = evening.stretches if evening else like
        self._evening = evening
        if evening is None:
            self.put(self.day("on", _("Day"), on))
        first, last = stretches[0], stretches[-1]
        out, back = (first[1], last[0]) if first != last else ("", "")
        self.put(
            self.line("begins", _("From"), clock_words(first[0])),
            self.line("ends", _("To"), clock_words(last[1])),
        )
        self.put(
            self.line("out", _("Break from"), clock_words(out) if out else "", _("Empty: no break")),
            self.line("back", _("Break to"), clock_words(back) if back else ""),
        )

    def said(self) -> Evening:
        """Return the day. Raises OfficeError ``schedule_hours_wrong``."""
        on = self._evening.on if self._evening else self.certain_day_of("on")
        words = (self.words_of(key) for key in ("begins", "ends", "out", "back"))
        return Evening(on, stretches_said(*words))


class PersonForm(DeedForm):
    """Who, on which day, when, and where."""

    def __init__(self, sheet: ScheduleSheet, apart: Apart | None) -> None:
        super().__init__("person", _("Somebody's own hours"), _("Keep these hours"))
        days: Sequence[tuple[object, str]] = [(one.on, day_words(one.on)) for one in evenings_of(sheet)]
        self._days = [one.on for one in evenings_of(sheet)]
        who = [(one.staff_id, one.name) for one in sheet.staff]
        chosen = apart.staff_id if apart else None
        self.who = self.choice("who", _("Who"), who, chosen, long=True)
        self.put(
            self.who,
            self.choice("day", _("Day"), [("every", _("Every day")), *days], apart.on if apart else None),
        )
        kinds = [(USUAL, _("There as everybody")), (AWAY, _("Not there")), (OTHER, _("At other times"))]
        kind = AWAY if apart is None or not apart.stretches else OTHER
        self.put(self.choice("when", _("When"), kinds, kind))
        first, last = (apart.stretches[0][0], apart.stretches[-1][1]) if apart and apart.stretches else ("", "")
        self.put(
            self.line("begins", _("From"), clock_words(first) if first else "", _("Only for other times")),
            self.line("ends", _("To"), clock_words(last) if last else ""),
        )
        self._rooms = rooms_of(sheet)
        self._room = self.line("room", _("Room"), self._rooms.get(chosen or 0, ""))
        self.put(self._room)
        self.who.chosen.connect(self._show_room)

    def said(self) -> tuple[int, list[date], Stretches | None, str]:
        """Return who, on which days, when (None: as everybody), and the room. Raises OfficeError ``schedule_hours_wrong``."""
        who, on, when = self.chosen_of("who"), self.chosen_of("day"), self.chosen_of("when")
        assert isinstance(who, int)
        stretches: Stretches | None = None if when == USUAL else ()
        if when == OTHER:
            stretches = stretches_said(self.words_of("begins"), self.words_of("ends"))
        return who, [on] if isinstance(on, date) else self._days, stretches, self.words_of("room")

    def _show_room(self) -> None:
        who = self.who.value()
        self._room.set_text(self._rooms.get(who, "") if isinstance(who, int) else "")
