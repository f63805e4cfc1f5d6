"""What is said on the second step, asked and kept: days, somebody's own hours, interpreters, rooms."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.schedule_sheets import ScheduleSheet, StaffHours
from ilp_desktop.language import _
from ilp_desktop.ui.arranging import evenings
from ilp_desktop.ui.arranging.evenings import Apart, Evening
from ilp_desktop.ui.arranging.hour_forms import EveningForm, PersonForm
from ilp_desktop.ui.arranging.hours import HoursPart
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.deeds.one_form import OneForm
from ilp_desktop.ui.widgets import toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office


class HourDeeds(QObject):
    """Turns what is clicked on the second step into the office's verbs; ``do`` has one done and tells what went wrong."""

    def __init__(
        self, part: HoursPart, office: "Office", forms: OneForm, do: Callable[[Callable[[], Changes]], None]
    ) -> None:
        super().__init__(part)
        self._part, self._office, self._forms, self._do = part, office, forms, do
        self._sheet: ScheduleSheet | None = None
        self._today = date.min
        part.evening_wanted.connect(self._ask_evening)
        part.person_wanted.connect(self._ask_person)
        part.day_removed.connect(self._remove_day)
        part.person_usual.connect(self._as_usual)
        part.interpreters_said.connect(self._set_interpreters)
        part.rooms_said.connect(self._set_rooms)

    def show_sheet(self, sheet: ScheduleSheet, today: date) -> None:
        """Show a schedule; its first day is asked about from ``today`` on."""
        self._sheet, self._today = sheet, today
        self._part.show_sheet(sheet)

    def _ask_evening(self, evening: Evening | None) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        known = evenings.evenings_of(sheet)
        on = known[-1].on if known else self._today
        form = EveningForm(evening, on, known[-1].stretches) if known else EveningForm(evening, on)
        self._forms.open(
            form, self._part.day_form, lambda: self._keep(form, lambda: evenings.with_evening(sheet, form.said()))
        )

    def _ask_person(self, apart: Apart | None) -> None:
        sheet = self._sheet
        if sheet is not None:
            form = PersonForm(sheet, apart)
            self._forms.open(
                form,
                self._part.person_form,
                lambda: self._keep(form, lambda: evenings.with_person(sheet, *form.said())),
            )

    def _keep(self, form: DeedForm, hours_of: Callable[[], tuple[StaffHours, ...]]) -> None:
        """Keep the hours that a form says; what is no time is said inside it."""
        sheet = self._sheet
        assert sheet is not None
        try:
            hours = hours_of()
        except OfficeError as error:
            form.say(sentence(error))
            return

        def kept(_changes: Changes) -> None:
            form.hide()
            form.deleteLater()
            self._part.focus_first()

        verb = self._office.schedules.set_hours
        self._forms.do(lambda: verb(sheet.line.schedule_id, hours), kept)

    def _remove_day(self, on: date) -> None:
        sheet = self._sheet
        if sheet is not None:
            number, verb = sheet.line.schedule_id, self._office.schedules.set_hours
            self._do(lambda: verb(number, evenings.without_day(sheet, on)))
            again = lambda: self._do(lambda: verb(number, sheet.hours))  # noqa: E731 - two words
            toast(self._part, _("The day is removed."), action=_("Undo"), then=again)

    def _as_usual(self, apart: Apart) -> None:
        sheet = self._sheet
        if sheet is not None:
            room = evenings.rooms_of(sheet).get(apart.staff_id, "")
            hours = evenings.with_person(sheet, apart.staff_id, [apart.on], None, room)
            self._do(lambda: self._office.schedules.set_hours(sheet.line.schedule_id, hours))

    def _set_interpreters(self, there: dict[str, int]) -> None:
        sheet = self._sheet
        if sheet is not None:
            self._do(lambda: self._office.schedules.set_interpreters(sheet.line.schedule_id, there))

    def _set_rooms(self, rooms: int) -> None:
        sheet = self._sheet
        if sheet is not None:
            self._do(lambda: self._office.schedules.set_rooms(sheet.line.schedule_id, rooms))
