"""Programs and school years of a student, as people correct them (R93 to R99, R117)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.evidence import Requirements, SpellLine, YearLine
from ilp_desktop.domain.students import GRADES
from ilp_desktop.language import _
from ilp_desktop.services.placements import YearSaid
from ilp_desktop.ui.day.words import date_words, grade_words
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Line, Text
from ilp_desktop.wording.evidence import program_words

Below = QVBoxLayout
"""Where the form of a deed goes: under the line that it is about."""


@dataclass(frozen=True, slots=True)
class PlaceDeeds:
    """What can be done about programs and years; who shows the card does it."""

    enter: Callable[[Below], None]
    leave: Callable[[SpellLine, Below], None]
    remove: Callable[[SpellLine], None]
    say_year: Callable[[YearLine | None, Below], None]


_Deed = tuple[str, str, Callable[[Below], None]]


class PlacesCard(Card):
    """Which programs the student is in, and the school years with their days."""

    def __init__(self, about: Requirements, deeds: PlaceDeeds, parent: QWidget) -> None:
        super().__init__(padding=SPACE.xl, spacing=SPACE.md, parent=parent)
        named(self, "places_card")
        self._about, self._deeds = about, deeds
        self.body.addWidget(Text(_("Programs and years"), "h2"))
        if about.programs or about.spells:
            self._lay_out_programs()
            self.body.addWidget(Line())
        for year in about.years:
            self._lay_out_year(year)
        if not about.years:
            self.body.addWidget(Text(_("No school year yet: it comes with the roster."), "body", "text2", wrap=True))
        if about.may_change:
            self._add_button(_("Add an earlier year…"), "year_add_button", lambda below: deeds.say_year(None, below))

    def _lay_out_programs(self) -> None:
        about = self._about
        for spell in about.spells:
            self._lay_out_spell(spell)
        if not about.spells:
            self.body.addWidget(Text(_("In no program that the policy speaks of."), "body", "text2", wrap=True))
        if about.may_change and about.programs:
            self._add_button(_("Enter a program…"), "program_add_button", self._deeds.enter)

    def _lay_out_spell(self, spell: SpellLine) -> None:
        deeds: list[_Deed] = []
        if spell.ends_on is None:
            deeds.append((_("Left…"), f"spell_{spell.spell_id}_leave", partial(self._deeds.leave, spell)))

        def remove(_below: Below) -> None:
            self._deeds.remove(spell)

        deeds.append((_("Remove"), f"spell_{spell.spell_id}_remove", remove))
        self._row(program_words(spell.program), _spell_words(spell), deeds)

    def _lay_out_year(self, year: YearLine) -> None:
        title = f"{year.label} · {grade_words(year.grade)}" if year.grade else year.label
        deed: _Deed = (_("Correct…"), f"year_{year.year_id}_correct", partial(self._deeds.say_year, year))
        self._row(title, _year_words(year), [deed])

    def _row(self, title: str, meta: str, deeds: list[_Deed]) -> None:
        row, words, below = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(title, "strong", wrap=True))
        words.addWidget(Text(meta, "small", "text2", wrap=True))
        row.addLayout(words, 1)
        for said, name, do in deeds if self._about.may_change else ():
            button = named(Button(said, "ghost", spoken=f"{said} {title}"), name)
            _on_click(button, do, below)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addLayout(below)

    def _add_button(self, words: str, name: str, do: Callable[[Below], None]) -> None:
        button, below = named(Button(words, "ghost", "plus"), name), QVBoxLayout()
        _on_click(button, do, below)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(below)


def _on_click(button: Button, do: Callable[[Below], None], below: Below) -> None:
    button.clicked.connect(lambda: do(below))


def _spell_words(spell: SpellLine) -> str:
    if spell.ends_on is None:
        return _("Since {day}").format(day=date_words(spell.begins_on))
    return _("{first} to {last}").format(first=date_words(spell.begins_on), last=date_words(spell.ends_on))


def _year_words(year: YearLine) -> str:
    parts = [
        _("Entered {day}").format(day=date_words(year.enrolled_on)),
        _("first class {day}").format(day=date_words(year.started_on)) if year.started_on != year.enrolled_on else "",
        _("left {day}").format(day=date_words(year.left_on)) if year.left_on else "",
        _("new to the school") if year.new else "",
    ]
    return " · ".join(part for part in parts if part)


def enter_form(programs: Iterable[str], today: date) -> DeedForm:
    """Ask which program, since when."""
    form = DeedForm("enter", _("Enter a program"), _("Enter"))
    form.put(
        form.choice("program", _("Program"), [(one, program_words(one)) for one in programs]),
        form.day("on", _("Since"), today),
    )
    return form


def leave_form(spell: SpellLine, today: date) -> DeedForm:
    """Ask for the last day in a program."""
    form = DeedForm("leave", _("Leave: {program}").format(program=program_words(spell.program)), _("Leave"))
    form.put(form.day("on", _("Last day"), today))
    return form


def year_form(year: YearLine | None, earliest: YearLine | None, today: date) -> DeedForm:
    """Ask for a school year's grade and days; of one that is added, which it was."""
    words = _("What is said here stands, whatever a roster says later.")
    title = _("Correct {year}").format(year=year.label) if year else _("Add an earlier year")
    form = DeedForm("year", title, _("Keep"), words)
    starts = int(earliest.label[:4]) if earliest else today.year - (today.month < 7)
    first = year.enrolled_on if year else date(starts - 1, 8, 20)
    if year is None:
        offered = [(one, f"{one}-{(one + 1) % 100:02}") for one in range(starts - 1, starts - 13, -1)]
        form.put(form.choice("starts", _("School year"), offered))
    grades = [(one, grade_words(one)) for one in GRADES]
    form.put(form.choice("grade", _("Grade"), grades, year.grade if year else _grade_before(earliest)))
    form.put(
        form.day("enrolled", _("Entered"), first),
        form.day("started", _("First class"), year.started_on if year else first),
    )
    form.put(form.day("left", _("Left the school on"), (year and year.left_on) or first,
                      wanted=bool(year and year.left_on), optional=True))  # fmt: skip
    new = {"new"} if year and year.new else set[str]()
    form.put(form.checks("new", _("Was it the first year here?"), [("new", _("New to the school in this year"))], new))
    return form


def _grade_before(year: YearLine | None) -> str | None:
    """Return the grade of the year before, as it mostly is."""
    if year is None or year.grade not in GRADES[1:]:
        return None
    return GRADES[GRADES.index(year.grade) - 1]


def year_said(form: DeedForm) -> YearSaid:
    """Return what a year's form says."""
    return YearSaid(
        grade=str(form.chosen_of("grade")),
        enrolled_on=form.certain_day_of("enrolled"),
        started_on=form.certain_day_of("started"),
        new=bool(form.ticked_of("new")),
        left_on=form.day_of("left"),
    )
