"""One school year of the file: its conferences, goals and finalized plans."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.students import ConferenceLine, GoalLine, PlanLine, SchoolYearDivision
from ilp_desktop.language import _
from ilp_desktop.ui.conference.measures import STATUS
from ilp_desktop.ui.day.words import STATES, date_words, grade_words, language_within
from ilp_desktop.ui.names import named
from ilp_desktop.ui.students.parts import FileLine, chips, label
from ilp_desktop.ui.students.words import (
    GOAL_OWNERS,
    filed_words,
    given_words,
    plan_title,
    steps_words,
    year_words,
)
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Chip, Line, Text

Asked = Callable[[int], None]
L = TypeVar("L")


class YearCard(Card):
    """A division of the file. ``conference_asked`` and ``plan_asked`` hear what the person wants to see."""

    def __init__(
        self,
        division: SchoolYearDivision,
        plan_label: str,
        conference_asked: Asked,
        plan_asked: Asked,
        parent: QWidget,
    ) -> None:
        super().__init__(padding=SPACE.xl, spacing=SPACE.md, parent=parent)
        named(self, f"year_{division.school_year}_card")
        self._conference_asked = conference_asked
        self._plan_asked = plan_asked
        head = QHBoxLayout()
        head.addWidget(Text(year_words(division.school_year), "h2"))
        head.addStretch(1)
        meta = " · ".join(part for part in (grade_words(division.grade) if division.grade else "", plan_label) if part)
        head.addWidget(Text(meta, "small", "text2"))
        self.body.addLayout(head)
        self._division = division

    def build(self) -> Iterator[None]:
        """Build its groups, a line a step."""
        division = self._division
        yield from self._group(_("Plans"), reversed(division.plans), self._plan)
        yield from self._group(_("Conferences"), reversed(division.conferences), self._conference)
        yield from self._group(_("Goals"), division.goals, lambda line: _goal(line, self))

    def _group(self, title: str, lines: Iterable[L], make: Callable[[L], QWidget]) -> Iterator[None]:
        for at, line in enumerate(lines):
            if at == 0:
                self.body.addWidget(Line())
                self.body.addWidget(label(title))
            self.body.addWidget(make(line))
            yield

    def _conference(self, line: ConferenceLine) -> QWidget:
        on = date_words(line.on)
        row = named(FileLine(on, line.staff, "calendar-days", parent=self), f"conference_{line.conference_id}_line")
        words, kind = STATES[ConferenceState(line.state)]
        row.add_right(Chip(_(words), kind))
        spoken = _("Open the conference of {date}").format(date=on)
        button = named(Button(_("Open"), "ghost", spoken=spoken), f"conference_{line.conference_id}_button")
        button.clicked.connect(lambda: self._conference_asked(line.conference_id))
        row.add_right(button)
        return row

    def _plan(self, plan: PlanLine) -> QWidget:
        row = named(
            FileLine(plan_title(plan), "", "file-check", wrap=True, parent=self), f"plan_{plan.revision_id}_line"
        )
        row.add_below(chips(given_words(plan.given_to_family)))
        row.add_below(chips(filed_words(plan.filed)))
        for language, rendering_id in zip(plan.languages, plan.rendering_ids, strict=True):
            named_language = language_within(language)
            button = named(
                Button(
                    named_language, "", "eye", spoken=_("View the plan in {language}").format(language=named_language)
                ),
                f"rendering_{rendering_id}_button",
            )
            button.clicked.connect(lambda _on=False, asked=rendering_id: self._plan_asked(asked))
            row.add_right(button)
        return row


def _goal(line: GoalLine, parent: QWidget) -> QWidget:
    owner = _(GOAL_OWNERS[line.whose]) if line.whose in GOAL_OWNERS else ""
    steps = steps_words(line.steps) if line.steps else ""
    row = FileLine(
        line.text or _("Not written yet"),
        " · ".join(part for part in (owner, steps) if part),
        "target",
        wrap=True,
        parent=parent,
    )
    words, kind = STATUS[line.status]
    row.add_right(Chip(_(words), kind))
    return row
