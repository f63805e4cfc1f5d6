"""A school year as a form: first and last day, quarters, semesters, breaks and the days that the policy names."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ilp_desktop.domain.policy.calendar_checks import NamedDay
from ilp_desktop.domain.policy.calendars import SchoolYear, Stretch
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.gradual import Gradual
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.deeds.days import DayEdit
from ilp_desktop.ui.names import named
from ilp_desktop.ui.policy.words import day_name, said
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Text

_DAY_WIDTH = 232


class DayLine(QWidget):
    """A day with its question before it; only words where nobody may change it."""

    changed = Signal()

    def __init__(self, name: str, spoken: str, on: date, *, may_change: bool) -> None:
        super().__init__()
        self._on = on
        self.edit: DayEdit | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        if not may_change:
            row.addWidget(named(Text(date_words(on), tabular=True), name))
            return
        self.edit = DayEdit(name, spoken)
        self.edit.set_day(on)
        self.edit.setFixedWidth(theme.scaled(_DAY_WIDTH))
        self.edit.edit.dateChanged.connect(self._tell)
        row.addWidget(self.edit)

    def _tell(self, _day: object) -> None:
        self.changed.emit()

    def day(self) -> date:
        """Return the day that stands there."""
        return self._on if self.edit is None else self.edit.day()


class StretchLine(QWidget):
    """A term or a break: from one day to another, and a way to take it away."""

    changed = Signal()
    gone = Signal()

    def __init__(self, name: str, words: str, one: Stretch, *, may_change: bool) -> None:
        super().__init__()
        named(self, name)
        self.words = Text(words, "body", "text2")
        self.words.setFixedWidth(theme.scaled(110))
        self.first = DayLine(f"{name}_first", _("{what} begins").format(what=words), one.first, may_change=may_change)
        self.last = DayLine(f"{name}_last", _("{what} ends").format(what=words), one.last, may_change=may_change)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.sm)
        row.addWidget(self.words)
        row.addWidget(self.first)
        row.addWidget(Text(_("to"), "body", "text2"))
        row.addWidget(self.last)
        if may_change:
            self.remove = named(
                Button("", "ghost", "trash-2", spoken=_("Take away: {what}").format(what=words)), f"{name}_remove"
            )
            self.remove.clicked.connect(self.gone)
            row.addWidget(self.remove)
        row.addStretch(1)
        self.first.changed.connect(self.changed)
        self.last.changed.connect(self.changed)

    def stretch(self) -> Stretch:
        """Return the days that stand there."""
        return Stretch(self.first.day(), self.last.day())


class StretchList(Card):
    """Terms or breaks, one a line, with a way to add one."""

    changed = Signal()

    def __init__(self, key: str, title: str, told: str, add: str, *, may_change: bool) -> None:
        super().__init__(spacing=SPACE.sm)
        named(self, f"{key}_card")
        self._key, self._may_change = key, may_change
        self._lines: list[StretchLine] = []
        self._made = 0
        self._name: Callable[[int], str] = str
        self.body.addWidget(Text(title, "h2"))
        if told:
            self.body.addWidget(Text(told, "small", "text2", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE.sm)
        self.body.addLayout(self._rows)
        self.add = named(Button(add, "", "plus"), f"{key}_add")
        self.add.clicked.connect(self._add)
        if may_change:
            self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.add.hide()

    def fill(self, stretches: tuple[Stretch, ...], name: Callable[[int], str]) -> Iterator[None]:
        """Show these, a line a step; ``name`` calls the one with a number."""
        self._name = name
        for one in stretches:
            self._append(one)
            yield

    def stretches(self) -> tuple[Stretch, ...]:
        """Return what stands there."""
        return tuple(line.stretch() for line in self._lines)

    def _append(self, one: Stretch) -> StretchLine:
        self._made += 1
        words = self._name(len(self._lines) + 1)
        line = StretchLine(f"{self._key}_{self._made}", words, one, may_change=self._may_change)
        line.changed.connect(self.changed)
        line.gone.connect(lambda: self._take_away(line))
        self._lines.append(line)
        self._rows.addWidget(line)
        return line

    def _add(self) -> None:
        """Add a line after the last: the day after it, for people to set."""
        after = self._lines[-1].stretch().last + timedelta(days=1) if self._lines else self.beginning
        line = self._append(Stretch(after, after))
        if line.first.edit is not None:
            line.first.edit.edit.setFocus()
        self.changed.emit()

    def _take_away(self, line: StretchLine) -> None:
        at = self._lines.index(line)
        self._lines.remove(line)
        line.hide()
        line.deleteLater()
        for number, each in enumerate(self._lines, 1):
            each.words.setText(self._name(number))
        (self._lines[min(at, len(self._lines) - 1)].remove if self._lines else self.add).setFocus()
        self.changed.emit()

    beginning = date(2000, 1, 1)
    """Where the first line added begins: the year's first day."""


class YearForm(QWidget):
    """The whole year. ``changed`` is told at each change, so that the strip follows."""

    changed = Signal()
    built = Signal()

    def __init__(self, year: SchoolYear, days: tuple[NamedDay, ...], *, may_change: bool) -> None:
        super().__init__()
        named(self, "year_form")
        self._year, self._may_change = year, may_change
        self._days: dict[str, DayLine] = {}
        self.first = DayLine("year_first", _("First day of school"), year.first, may_change=may_change)
        self.last = DayLine("year_last", _("Last day of school"), year.last, may_change=may_change)
        self.closed = StretchList(
            "break", _("Breaks and holidays"), _("Days without school. Time limits in school days skip them."),
            _("Add a break"), may_change=may_change,
        )  # fmt: skip
        self.quarters = StretchList("quarter", _("Quarters"), "", _("Add a quarter"), may_change=may_change)
        self.semesters = StretchList("semester", _("Semesters"), "", _("Add a semester"), may_change=may_change)
        for one in self._lists:
            one.beginning = year.first
            one.changed.connect(self.changed)
        self.is_built = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.lg)
        column.addWidget(self._days_card(days))
        for one in self._lists:
            column.addWidget(one)
        self._gradual = Gradual(self)
        self._gradual.start(self._build())

    def year(self) -> SchoolYear:
        """Return the year as it stands in the form."""
        return replace(
            self._year,
            first=self.first.day(),
            last=self.last.day(),
            quarters=self.quarters.stretches(),
            semesters=self.semesters.stretches(),
            closed=self.closed.stretches(),
            days={**self._year.days, **{name: line.day() for name, line in self._days.items()}},
            projected=False,
        )

    def focus_first(self) -> None:
        """Put the keyboard on the first day."""
        (self.first.edit.edit if self.first.edit is not None else self).setFocus()

    @property
    def _lists(self) -> tuple[StretchList, ...]:
        return self.closed, self.quarters, self.semesters

    def _build(self) -> Iterator[None]:
        year = self._year
        yield from self.closed.fill(year.closed, lambda number: _("Break {number}").format(number=number))
        yield from self.quarters.fill(year.quarters, lambda number: _("Quarter {number}").format(number=number))
        yield from self.semesters.fill(year.semesters, lambda number: _("Semester {number}").format(number=number))
        if isValid(self):
            self.is_built = True
            self.built.emit()

    def _days_card(self, days: tuple[NamedDay, ...]) -> Card:
        card = named(Card(spacing=SPACE.md), "year_card")
        card.body.addWidget(Text(_("The year"), "h2"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.lg)
        grid.setVerticalSpacing(SPACE.sm)
        lines: list[tuple[str, str, DayLine]] = [
            (_("First day of school"), "", self.first),
            (_("Last day of school"), "", self.last),
        ]
        for one in days:
            words = day_name(one.name)
            words = words[:1].upper() + words[1:]
            on = one.on or self._year.last
            line = DayLine(f"day_{one.name}", words, on, may_change=self._may_change)
            self._days[one.name] = line
            lines.append((words, "; ".join(said(each.title) for each in one.clauses), line))
        for at, (words, why, line) in enumerate(lines):
            line.changed.connect(self.changed)
            grid.addWidget(Text(words, "strong"), at, 0)
            grid.addWidget(line, at, 1)
            if why:
                grid.addWidget(Text(_("named by: {rules}").format(rules=why), "small", "text2", wrap=True), at, 2)
        grid.setColumnStretch(2, 1)
        card.body.addLayout(grid)
        return card
