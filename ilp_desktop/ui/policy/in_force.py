"""The part of the policy page that shows the rules in force, and the way to others: choose, compare, adopt from a day."""

import threading
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import OwnWords
from ilp_desktop.domain.policy.adoptions import PolicyState, Ruling
from ilp_desktop.domain.policy.comparing import Comparison
from ilp_desktop.domain.students import StudentRow
from ilp_desktop.domain.watching import Watch
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.focus import focus_on
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.policy.choices_page import ChoicesPage
from ilp_desktop.ui.policy.compare_page import ComparePage
from ilp_desktop.ui.policy.names_page import NamesPage
from ilp_desktop.ui.policy.offers_page import OffersPage
from ilp_desktop.ui.policy.rules_page import RulesPage
from ilp_desktop.ui.policy.words import said
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office
    from ilp_desktop.packs import Shipped
    from ilp_desktop.ui.policy.steps import StepPage

_COMPARES = frozenset({Role.LEAD, Role.PRINCIPAL, Role.AUDITOR})


class InForcePart(QStackedWidget):
    """A page with the rules, and those that lead to others laid over it one at a time."""

    shown = Signal()
    """What is in force stands on the screen."""

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs) -> None:
        super().__init__()
        named(self, "in_force_part")
        self._office, self._background, self._dialogs = office, background, dialogs
        self._may_adopt = office.is_led
        self._state: PolicyState | None = None
        self._steps: list[StepPage] = []
        self._stop: threading.Event | None = None
        self.rules = RulesPage(may_adopt=self._may_adopt, may_compare=office.viewer.role in _COMPARES)
        self.addWidget(self.rules)
        self.rules.another_wanted.connect(self._offer)
        self.rules.newer_wanted.connect(self._look_at_newer)
        self.rules.choices_wanted.connect(self._ask_choices)
        self.rules.names_wanted.connect(self._ask_names)
        self.rules.take_back_wanted.connect(self._take_back)
        background.changed.connect(self._hear)

    def focus_first(self) -> None:
        """Put the keyboard on the page that is shown."""
        page = self.currentWidget()
        if page is not None:
            focus_on(page)

    def flush(self) -> None:
        """Let go of a comparison that is under way: the office is being locked."""
        if self._stop is not None:
            self._stop.set()

    # What is in force

    def read(self) -> None:
        """Ask what is in force."""
        self._background.ask(self._office.adopting.state, self, self._show, self._complain)

    def _show(self, state: PolicyState) -> None:
        self._state = state
        self.rules.show_state(state)
        self.shown.emit()

    def _complain(self, error: OfficeError) -> None:
        self.rules.banner.say(sentence(error))

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.POLICY) and self.isVisible():
            self.read()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()

    # The pages over it

    def _open(self, page: "StepPage") -> None:
        self.rules.banner.hide()
        self._steps.append(page)
        page.left.connect(self._back)
        self.addWidget(page)
        self.setCurrentWidget(page)
        focus_on(page)

    def _back(self) -> None:
        """Leave the page on top for the one under it."""
        self.flush()
        page = self._steps.pop()
        under: QWidget = self._steps[-1] if self._steps else self.rules
        self.setCurrentWidget(under)
        self.removeWidget(page)
        page.deleteLater()
        focus_on(under)

    def _offer(self) -> None:
        state = self._state
        if state is None:
            return

        def show(offered: "tuple[Shipped, ...]") -> None:
            page = OffersPage(offered, state.now.pack.pack_id)
            page.chosen.connect(self._look_at)
            page.folder_wanted.connect(self._choose_folder)
            self._open(page)

        self._background.ask(self._office.adopting.offered, self, show, self._complain)

    def _choose_folder(self) -> None:
        self._dialogs.choose_folder(_("The folder of a policy set"), Path.home(), self._look_at)

    def _look_at_newer(self) -> None:
        state = self._state
        if state is None:
            return

        def look(offered: "tuple[Shipped, ...]") -> None:
            mine = (one for one in offered if one.pack_id == state.now.pack.pack_id)
            for one in mine:
                self._look_at(one.folder)

        self._background.ask(self._office.adopting.offered, self, look, self._complain)

    def _look_at(self, folder: Path) -> None:
        self._background.ask(lambda: self._office.adopting.look_at(folder), self, self._compare, self._refuse)

    def _refuse(self, error: OfficeError) -> None:
        """Say what is wrong with a set, or with what was written, on the page where it was chosen."""
        (self._steps[-1].banner if self._steps else self.rules.banner).say(sentence(error))

    def _ask_choices(self) -> None:
        if self._state is not None:
            page = ChoicesPage(self._state.now)
            page.wanted.connect(lambda: self._look_changed(page.own()))
            self._open(page)

    def _ask_names(self) -> None:
        if self._state is not None:
            page = NamesPage(self._state.now)
            page.wanted.connect(lambda: self._look_changed(page.own()))
            self._open(page)

    def _look_changed(self, own: OwnWords) -> None:
        self._background.ask(lambda: self._office.adopting.changed(own), self, self._compare, self._refuse)

    # Side by side

    def _compare(self, other: Ruling) -> None:
        state = self._state
        assert state is not None
        if self._steps:
            self._steps[-1].banner.hide()
        page = ComparePage(state, other, may_adopt=self._may_adopt)
        stop = self._stop = threading.Event()
        page.wanted.connect(lambda: self._adopt(page))
        page.students_wanted.connect(partial(self._name_students, page))
        page.working.cancelled.connect(self._back)
        self._open(page)
        page.begin()
        page.focus_first()
        tell = self._background.teller(page, page.tell)

        def show(found: Comparison) -> None:
            self._stop = None
            page.show_comparison(found)

        def failed(error: OfficeError) -> None:
            self._stop = None
            page.say_wrong(sentence(error))

        watch = Watch(tell, stop.is_set)
        self._background.ask(lambda: self._office.adopting.compare(other, watch=watch), page, show, failed)

    def _name_students(self, page: ComparePage, student_ids: tuple[int, ...], start: int) -> None:
        def show(rows: tuple[StudentRow, ...]) -> None:
            if page.is_naming(student_ids, start):
                page.show_students(rows)

        self._background.ask(lambda: self._office.adopting.students_of(student_ids, start), page, show)

    def _adopt(self, page: ComparePage) -> None:
        from_on, why, other = page.chosen_day(), page.why.text(), page.other
        page.deed.setEnabled(False)

        def done(_changes: Changes) -> None:
            self._leave_all()
            self._say_adopted(other, from_on)

        def failed(error: OfficeError) -> None:
            page.say_wrong(sentence(error))

        self._background.do(lambda: self._office.adopting.adopt(other, from_on, why), done, failed, owner=page)

    def _leave_all(self) -> None:
        while self._steps:
            self._back()

    def _say_adopted(self, other: Ruling, from_on: date) -> None:
        state = self._state
        name = said(other.pack.name)
        if state is not None and from_on > state.today:
            words = _("{name} will be in force from {day}. Until then nothing changes.")
        else:
            words = _("{name} is in force from today, {day}. What it asks of each student follows by itself.")
        self.rules.banner.say(words.format(name=name, day=date_words(from_on)), tint="accent")

    def _take_back(self) -> None:
        """Let the set of today stay in force on the day on which another was to begin."""
        state = self._state
        if state is None or state.coming_on is None:
            return
        now, from_on = state.now, state.coming_on

        def done(_changes: Changes) -> None:
            words = _("{name} stays in force; what was to begin on {day} does not.")
            self.rules.banner.say(words.format(name=said(now.pack.name), day=date_words(from_on)), tint="accent")

        adopt = self._office.adopting.adopt
        self._background.do(lambda: adopt(now, from_on), done, self._complain, owner=self)
