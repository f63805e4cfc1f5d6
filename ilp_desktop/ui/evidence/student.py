"""The part "Requirements" of a student's file."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.evidence import Guest, Requirements, SpellLine, YearLine
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.evidence.groups import GroupForm
from ilp_desktop.ui.evidence.places import Below, PlaceDeeds, PlacesCard, enter_form, leave_form, year_form, year_said
from ilp_desktop.ui.evidence.subjects import Subject, Verb
from ilp_desktop.ui.evidence.view import RequirementsView
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.students.student_part import StudentPart
from ilp_desktop.ui.widgets import toast

if TYPE_CHECKING:
    from ilp_desktop.office import Office


class RequirementsPart(StudentPart):
    """What the policy asks of the student who is shown, and what was recorded."""

    paper_asked = Signal(int)
    """An entry is wanted as a paper."""

    def __init__(self, office: "Office", background: Background, clock: Clock) -> None:
        super().__init__()
        named(self, "requirements_part")
        self._office = office
        self._student_id = 0
        self.view = _StudentView(office, background, clock)
        self.view.paper_asked.connect(self.paper_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    @override
    def show_student(self, student_id: int) -> None:
        if student_id == self._student_id:
            self.view.read()
            return
        self._student_id = student_id
        self.view.show_student(student_id)

    @override
    def leave_student(self) -> None:
        self._student_id = 0
        self.view.leave()

    @override
    def record(self, clause_id: str) -> None:
        self.view.record(clause_id)


class _StudentView(RequirementsView):
    """With programs and school years besides."""

    kinds = ("attempt", "call", "conference", "request", "note", "review", "registration_check", "notice", "document")

    def __init__(self, office: "Office", background: Background, clock: Clock) -> None:
        super().__init__(background, partial(clock.today, office.zone))
        self._office, self._clock = office, clock
        self._student_id = 0

    def show_student(self, student_id: int) -> None:
        """Show a student's requirements."""
        evidence = self._office.evidence
        self._student_id = student_id
        self.show_subject(
            Subject(
                read=lambda: evidence.of_student(student_id),
                record=lambda entry: evidence.record(student_id, entry),
                complete=lambda uid, marks, on, note: evidence.complete(student_id, uid, marks, on, note),
                correct=evidence.correct,
                take_back=evidence.take_back,
                waive=lambda clause_id, period, by, why: evidence.waive(student_id, clause_id, period, by, why),
                take_back_waiver=evidence.take_back_waiver,
            )
        )

    @override
    def _build_sides(self, about: Requirements, column: QVBoxLayout, body: QWidget) -> Iterator[None]:
        yield from super()._build_sides(about, column, body)

        def enter(below: Below) -> None:
            self._open_enter(about, below)

        deeds = PlaceDeeds(enter, self._open_leave, self._remove_spell, self._open_year)
        card = PlacesCard(about, deeds, body)
        column.addWidget(card)
        yield

    @override
    def open_group(self, where: QVBoxLayout, about: Requirements) -> None:
        evidence, student_id = self._office.evidence, self._student_id

        def show(guests: tuple[Guest, ...]) -> None:
            if self._student_id != student_id or not isValid(where):
                return
            form = GroupForm(guests, about, self._today())
            self.open_form(
                form, where, lambda: partial(evidence.record_group, form.came(), form.entry()), _("Recorded.")
            )

        self._background.ask(lambda: evidence.guests(student_id), self, show, self.say)

    def _open_enter(self, about: Requirements, where: QVBoxLayout) -> None:
        form, student_id = enter_form(about.programs, self._today()), self._student_id

        def do() -> Verb:
            enter = self._office.placements.enter_program
            return partial(enter, student_id, str(form.chosen_of("program")), form.certain_day_of("on"))

        self.open_form(form, where, do, _("Kept."))

    def _open_leave(self, spell: SpellLine, where: QVBoxLayout) -> None:
        form = leave_form(spell, self._today())
        leave = self._office.placements.leave_program
        self.open_form(form, where, lambda: partial(leave, spell.spell_id, form.certain_day_of("on")), _("Kept."))

    def _remove_spell(self, spell: SpellLine) -> None:
        take_back = self._office.placements.take_back_program

        def done(_changes: Changes) -> None:
            toast(self, _("Removed."), seconds=3)

        self.forms.do(lambda: take_back(spell.spell_id), done)

    def _open_year(self, year: YearLine | None, where: QVBoxLayout) -> None:
        earliest = self.about.years[-1] if self.about.years else None
        form, student_id = year_form(year, earliest, self._today()), self._student_id
        placements = self._office.placements

        def do() -> Verb:
            said = year_said(form)
            if year is not None:
                return partial(placements.correct_year, year.year_id, said, year.version)
            starts = form.chosen_of("starts")
            assert isinstance(starts, int), "a school year is chosen"
            return partial(placements.add_year, student_id, starts, said)

        self.open_form(form, where, do, _("Kept."))
