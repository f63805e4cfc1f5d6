"""The head of a paper: whose it is, on which day it was held and by whom."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ilp_desktop.domain.participation import StaffLine
from ilp_desktop.language import _
from ilp_desktop.ui.conference.parts import column, line
from ilp_desktop.ui.conference.written import LanguageButton
from ilp_desktop.ui.day.words import date_words, grade_words, time_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.paper.opening import OpenPaper
from ilp_desktop.ui.paper.sides import Picker
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Canvas, EmptyState, Text

_DAYS = 14


class PaperHead(QWidget):
    """Says whose paper this is; the day and who held it can be said otherwise."""

    said_when = Signal(object, object)
    """A school date, and a member of staff's id or None for whoever it was."""
    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._days: tuple[date, ...] = ()
        self._staff: tuple[StaffLine, ...] = ()
        self.name = named(Text("", "h1"), "paper_name")
        self._facts = named(Text("", "body", "text2"), "paper_facts")
        self._on = named(Picker(_("Held on"), "calendar-days"), "paper_held_on")
        self._by = named(Picker(_("Held by")), "paper_held_by")
        self._language = named(LanguageButton(("en", "es"), _("what you type")), "paper_language")
        down = column(self, spacing=2)
        first = line(spacing=SPACE.md)
        first.addWidget(self.name, 1)
        first.addWidget(self._language)
        down.addLayout(first)
        second = line(spacing=SPACE.sm)
        for each in (self._facts, self._on, self._by):
            second.addWidget(each)
        second.addStretch()
        down.addLayout(second)
        self._on.picked.connect(self._pick_day)
        self._by.picked.connect(self._pick_who)
        self._language.language_chosen.connect(self._choose_language)

    def show_paper(self, paper: OpenPaper, today: date) -> None:
        """Show a conference's facts."""
        sheet = paper.sheet
        self.name.setText(sheet.student_name)
        self._facts.setText(" · ".join((grade_words(sheet.grade), time_words(sheet.starts_at), _("Held on paper"))))
        self._days = tuple(dict.fromkeys((sheet.on, *(today - timedelta(days=back) for back in range(_DAYS)))))
        self._staff = paper.staff
        by = sheet.held_by or sheet.staff_name
        self._on.show_choices([date_words(day) for day in self._days], 0)
        names = [one.name for one in paper.staff]
        self._by.show_choices(names, names.index(by) if by in names else -1)
        self._language.setVisible(not sheet.language.startswith("en"))
        self._language.show_language("en")

    def _pick_day(self, at: int) -> None:
        self.said_when.emit(self._days[at], None)

    def _pick_who(self, at: int) -> None:
        self.said_when.emit(self._days[0], self._staff[at].staff_id)

    def _choose_language(self, language: str) -> None:
        self._language.show_language(language)
        self.language_chosen.emit(language)


def choose_first() -> QWidget:
    """Return the page that says how to begin."""
    page = Canvas()
    words = _("Choose the first sheet and press Enter. The lines come in the order of the paper, and Enter moves on.")
    QVBoxLayout(page).addWidget(EmptyState("file-text", _("A stack of paper?"), words))
    return page


def nothing_there() -> QWidget:
    """Return the page of a day without papers."""
    page = Canvas()
    words = _("When conferences of yours were held on paper, their sheets stand here in the order of the stack.")
    QVBoxLayout(page).addWidget(EmptyState("file-text", _("No sheets to type in"), words))
    return page
