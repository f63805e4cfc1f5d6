"""A policy beside the one in force: which clauses come, go or read otherwise, for whom it matters, and from which day."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QListView, QVBoxLayout, QWidget

from ilp_desktop.domain.policy.adoptions import PolicyState, Ruling
from ilp_desktop.domain.policy.clauses import Clause
from ilp_desktop.domain.policy.comparing import ClauseChange, Comparison
from ilp_desktop.domain.students import StudentRow
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.deeds.days import DayField
from ilp_desktop.ui.names import named
from ilp_desktop.ui.policy.rows import ClauseDelegate, ClauseModel, change_entry
from ilp_desktop.ui.policy.steps import StepPage
from ilp_desktop.ui.policy.words import (
    change_chip,
    changed_words,
    count_words,
    said,
    scope_words,
    states_words,
    strength_words,
    window_words,
)
from ilp_desktop.ui.students.words import student_meta
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Chip, LineField, ScrollingCanvas, Text, Tinted, Working

_LIST_WIDTH = 540


class ComparePage(StepPage):
    """Shows the comparison when it is there; whoever may adopt says from which day, and why."""

    students_wanted = Signal(object, int)
    """The ids of whom to name, and from which one on."""

    def __init__(self, state: PolicyState, other: Ruling, *, may_adopt: bool) -> None:
        title = _("{name}, version {version}").format(name=said(other.pack.name), version=other.pack.version)
        super().__init__("compare", title, "", _("Adopt") if may_adopt else "")
        self.state, self.other = state, other
        self._changes: tuple[ClauseChange, ...] = ()
        self._named: tuple[int, ...] = ()
        self._shown = 0
        self.scrolled.hide()
        self.working = Working(cancel=True)
        self.summary = named(Text("", "strong", wrap=True), "compare_summary")
        self.more = named(Text("", "body", "text2", wrap=True), "compare_more")
        self.model = ClauseModel(self)
        self.list = named(QListView(), "compare_list")
        self.chip = Chip("", "grey")
        self.clause = named(Text("", "h2", wrap=True), "compare_clause")
        self.counts = named(Text("", "strong", "text2", wrap=True, tabular=True), "compare_counts")
        self.before = _Told(_("Now"))
        self.after = _Told(_("Then"))
        self.students = named(Text("", "body", wrap=True), "compare_students")
        self.whom = named(Text(_("For whom"), "label", "text2"), "compare_whom")
        self.further = named(Button(_("More names"), "ghost"), "compare_further")
        self.day = DayField("adopt_day", _("From which day"), on=state.today)
        self.day.days.edit.setMinimumDate(QDate(state.today.year, state.today.month, state.today.day))
        self.why = named(LineField(_("Why, for the history (may stay empty)")), "adopt_why")
        self._lay_out(may_adopt=may_adopt)
        self._body.hide()
        self.deed.setEnabled(False)
        self.list.selectionModel().currentChanged.connect(self._show_change)
        self.further.clicked.connect(lambda: self.students_wanted.emit(self._named, self._shown))
        self.why.entered.connect(self.deed.click)

    def focus_first(self) -> None:
        """Put the keyboard into the list, or on the way to stop."""
        if self._body.isVisible():
            self.list.setFocus()
        else:
            self.working.cancel.setFocus()

    def chosen_day(self) -> date:
        """Return from which day it is to be in force."""
        return self.day.days.day()

    def begin(self) -> None:
        """Say that everybody is judged."""
        self.working.begin(_("Judging every student under both…"))

    def tell(self, _step: str, done: int, total: int) -> None:
        """Show how many students were judged."""
        self.working.tell(done, total, _("{done} of {total} students judged under both").format(done=done, total=total))

    def show_comparison(self, found: Comparison) -> None:
        """Show what it would change."""
        self.working.end()
        self._changes = found.clauses
        words = changed_words(found) if found.students else _("No student's requirement status would change.")
        self.summary.setText(words)
        self.more.setText(self._sizes(found))
        self.model.show_rows(tuple(change_entry(each, at) for at, each in enumerate(found.clauses)))
        self.list.setCurrentIndex(self.model.index(0))
        self._body.show()
        self._lists.setVisible(bool(found.clauses))
        self.deed.setEnabled(True)
        self._show_change()
        (self.list if found.clauses else self.deed if self.deed.isVisible() else self.back).setFocus()

    def is_naming(self, student_ids: tuple[int, ...], start: int) -> bool:
        """Tell whether these are the names that are waited for."""
        return student_ids is self._named and start == self._shown

    def show_students(self, rows: tuple[StudentRow, ...]) -> None:
        """Name some of those for whom the clause that is shown finds something else."""
        lines = [line for line in self.students.text().split("\n") if line and self._shown]
        lines += [f"{row.name} · {student_meta(row)}" for row in rows]
        self._shown += len(rows)
        self.students.setText("\n".join(lines))
        left = len(self._named) - self._shown
        self.further.setVisible(bool(rows) and left > 0)
        self.further.setText(ngettext("{count} more name", "{count} more names", left).format(count=left))

    def say_wrong(self, sentence: str) -> None:
        """Say why it cannot be; it can be tried again."""
        self.working.end()
        self.deed.setEnabled(self._body.isVisible())
        self.banner.say(sentence)

    def _sizes(self, found: Comparison) -> str:
        come = sum(each.before is None for each in found.clauses)
        go = sum(each.after is None for each in found.clauses)
        other = sum(bool(each.before and each.after and each.before != each.after) for each in found.clauses)
        rules = _("Rules: {come} new, {go} go, {other} read otherwise.").format(come=come, go=go, other=other)
        as_of = _("Counted as if it began today, {day}. Nothing has been changed yet.").format(
            day=date_words(self.state.today)
        )
        return f"{rules} {as_of}"

    def _show_change(self) -> None:
        entry = self.model.row(self.list.currentIndex())
        self._side.setVisible(entry is not None)
        if entry is None:
            return
        change = self._changes[entry.at]
        self.clause.setText(said(change.clause.title))
        words, kind = change_chip(change)
        self.chip.setVisible(bool(words))
        if words:
            self.chip.say(words, kind)
        self.counts.setText(" · ".join(part for part in (count_words(change), states_words(change)) if part))
        self.before.show_clause(change.before, _("This rule is not there now."))
        self.after.show_clause(change.after, _("This rule is no longer there then."))
        self._named, self._shown = change.students, 0
        self.students.setText("")
        self.further.hide()
        self.whom.setVisible(bool(change.students))
        if change.students:
            self.students_wanted.emit(self._named, 0)

    def _lay_out(self, *, may_adopt: bool) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(ClauseDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(_("Rules that change"))
        left = Card(padding=SPACE.md)
        left.body.addWidget(self.list)
        left.setFixedWidth(theme.scaled(_LIST_WIDTH))
        self._side = self._lay_out_side()
        self._lists = QWidget()
        row = QHBoxLayout(self._lists)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.md)
        row.addWidget(left)
        row.addWidget(self._side, 1)
        self._body = QWidget()
        down = QVBoxLayout(self._body)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.md)
        told = Tinted("accent")
        told.body.addWidget(self.summary)
        told.body.addWidget(self.more)
        down.addWidget(told)
        down.addWidget(self._lists, 1)
        if may_adopt:
            down.addLayout(self._deciding())
        self.told.hide()
        self.whole.insertWidget(2, self.working)
        self.whole.insertWidget(3, self._body, 1)

    def _lay_out_side(self) -> ScrollingCanvas:
        card = named(Card(spacing=SPACE.sm), "compare_card")
        for part in (self.clause, self.chip, self.counts):
            card.body.addWidget(part)
        beside = QHBoxLayout()
        beside.setSpacing(SPACE.md)
        beside.addWidget(self.before, 1)
        beside.addWidget(self.after, 1)
        card.body.addLayout(beside)
        card.body.addWidget(self.whom)
        card.body.addWidget(self.students)
        card.body.addWidget(self.further, 0, Qt.AlignmentFlag.AlignLeft)
        side = ScrollingCanvas()
        column = QVBoxLayout(side.canvas)
        column.setContentsMargins(SPACE.xs, 0, SPACE.xs, SPACE.md)
        column.addWidget(card)
        column.addStretch(1)
        return side

    def _deciding(self) -> QBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.md)
        self.day.setFixedWidth(theme.scaled(300))
        row.addWidget(self.day, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.why, 1, Qt.AlignmentFlag.AlignTop)
        return row


class _Told(Tinted):
    """One side of a clause: how strictly, where it stands, what it asks."""

    def __init__(self, heading: str) -> None:
        super().__init__("neutral", padding=SPACE.md)
        self.head = Text(heading, "label", "text2")
        self.strength = Text("", "small_strong", "text2", wrap=True)
        self.words = Text("", "body", wrap=True)
        self.when = Text("", "small", "text2", wrap=True)
        for part in (self.head, self.strength, self.words, self.when):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_clause(self, clause: Clause | None, none: str) -> None:
        """Show a clause, or that there is none."""
        for part in (self.strength, self.when):
            part.setVisible(clause is not None)
        self.words.setText(said(clause.summary) if clause is not None else none)
        if clause is not None:
            self.strength.setText(f"{strength_words(clause)[0]} · {clause.citation}")
            self.when.setText(f"{scope_words(clause)} · {window_words(clause)}")
