"""The part of the office about staff and students: the staff at the left, one person's caseload at the right."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from ilp_desktop.clock import Clock
from ilp_desktop.domain.access import Purpose, Relation, Role, Sharing, decide
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import folded
from ilp_desktop.domain.participation import Caseload, Choice, ClassGroup, StaffLine
from ilp_desktop.domain.students import StudentRow
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.caseloads import questions
from ilp_desktop.ui.caseloads.person import PersonView
from ilp_desktop.ui.caseloads.rows import StaffDelegate, StaffEntry, StaffModel
from ilp_desktop.ui.caseloads.words import count_words, mark_of, person_words
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.deeds.one_form import OneForm
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SIZE, SPACE
from ilp_desktop.ui.widgets import Banner, EmptyState, ScrollingCanvas, SearchField, toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import Office

_NOBODY = 0
_WIDEST = 420
_TOP = Qt.AlignmentFlag.AlignTop


class CaseloadsPart(QWidget):
    """Whose students are whose. Whoever may not change it reads it."""

    answered = Signal()
    """What is shown is what the office has."""
    people_asked = Signal()
    """The part about people and keys is wanted."""
    student_asked = Signal(int)

    def __init__(self, office: "Office", background: Background, clock: Clock, zone: ZoneInfo) -> None:
        super().__init__()
        named(self, "staff_part")
        self._office, self._background, self._clock, self._zone = office, background, clock, zone
        self._entrusts = decide(office.viewer, Relation.PARTICIPANT, Sharing.PLAN, Purpose.ENTRUST)
        self._arranges = decide(office.viewer, Relation.SAME_OFFICE, Sharing.PLAN, Purpose.ENTRUST)
        # Whoever does not see them would read that there are none.
        self._sees_alone = self._entrusts or decide(office.viewer, Relation.SAME_OFFICE, Sharing.PLAN, Purpose.READ)
        self._leads = office.viewer.role is Role.LEAD
        self._people: tuple[Caseload, ...] = ()
        self._groups: tuple[ClassGroup, ...] = ()
        self._alone: tuple[StudentRow, ...] = ()
        self._chosen: int | None = None
        self._forms = OneForm(self, background, self._read, self._say)
        self._view: QWidget | None = None
        self._stale = False
        self._model = StaffModel(self)
        self._find = named(SearchField(_("Find somebody"), _("Find a member of staff")), "staff_find_field")
        self.list = named(QListView(), "staff_list")
        self.banner = named(Banner(), "staff_banner")
        self._right = ScrollingCanvas()
        self._column = QVBoxLayout(self._right.canvas)
        self._lay_out()
        self._find.textChanged.connect(self._show_list)
        self.list.clicked.connect(self._take)
        self.list.activated.connect(self._take)
        background.changed.connect(self._hear)
        self._read()

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _today(self) -> date:
        return self._clock.today(self._zone)

    @property
    def _staff(self) -> tuple[StaffLine, ...]:
        return tuple(one.person for one in self._people)

    # Reading

    def _read(self) -> None:
        caseloads = self._office.caseloads

        def read() -> tuple[tuple[Caseload, ...], tuple[ClassGroup, ...], tuple[StudentRow, ...]]:
            return caseloads.people(), caseloads.groups(), caseloads.students(Choice(alone=True))

        def show(answer: tuple[tuple[Caseload, ...], tuple[ClassGroup, ...], tuple[StudentRow, ...]]) -> None:
            self._people, self._groups, self._alone = answer
            self._show_list()
            self._read_chosen()

        self._background.ask(read, self, show, self._say)

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.STUDENT, Kind.ROSTER):
            # What somebody is choosing among is not taken from under their hands.
            choosing = isinstance(self._view, questions.PickForm) and self._view.deed.isEnabled()
            self._stale = choosing or not self.isVisible()
            if not self._stale:
                self._forms.changed()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._forms.changed()

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    # The list

    def _show_list(self) -> None:
        wanted = folded(self._find.text()).split()
        entries = [
            StaffEntry(one.person.staff_id, one.person.name, person_words(one), *mark_of(one, self._today))
            for one in self._people
            if all(word in folded(one.person.name) for word in wanted)
        ]
        if not wanted and self._sees_alone:
            entries.insert(0, StaffEntry(_NOBODY, _("Students without anybody"), count_words(len(self._alone))))
        self._model.show_rows(tuple(entries))
        if self._chosen is not None:
            self.list.setCurrentIndex(self._model.place(self._chosen))

    def _take(self, index: QModelIndex) -> None:
        entry = self._model.row(index)
        if entry is not None:
            self.choose(entry.staff_id)

    def choose(self, staff_id: int) -> None:
        """Show somebody's caseload; 0 is of students who have nobody."""
        self._chosen = staff_id
        self._forms.forget()
        self.list.setCurrentIndex(self._model.place(staff_id))
        self._read_chosen()

    def _read_chosen(self) -> None:
        chosen = self._chosen
        if chosen is None or chosen == _NOBODY:
            self._show_view(self._nobody() if chosen == _NOBODY else None)
            self.answered.emit()
            return

        def show(rows: tuple[StudentRow, ...]) -> None:
            one = next((one for one in self._people if one.person.staff_id == chosen), None)
            if self._chosen == chosen and one is not None:
                self._show_view(self._person(one, rows))
                self.answered.emit()

        self._background.ask(lambda: self._office.caseloads.students(Choice(staff_id=chosen)), self, show, self._say)

    # What is shown

    def _show_view(self, view: QWidget | None) -> None:
        before, self._view = self._view, view or _nothing_chosen()
        if before is not None:
            self._column.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._column.addWidget(self._view, 0 if isinstance(view, DeedForm) else 1)
        self._column.setAlignment(_TOP if isinstance(view, DeedForm) else Qt.AlignmentFlag(0))

    def _nobody(self) -> QWidget:
        if not self._alone:
            words = _("Every enrolled student whose file is open to you has somebody.")
            return named(EmptyState("circle-check", _("Nobody is without anybody"), words), "alone_empty")
        form = questions.assign_alone_form(self._staff, self._today)
        form.pick.show_rows(self._alone, all_chosen=False)
        if not self._entrusts:
            form.deed.hide()
        assign = self._office.participants.assign

        def do() -> None:
            ids, to, duty = sorted(form.pick.ids), cast("int", form.chosen_of("to")), str(form.chosen_of("duty"))
            self._do(form, lambda: assign(ids, to, duty), partial(self._assigned, to))

        form.wanted.connect(do)
        return form

    def _person(self, one: Caseload, rows: tuple[StudentRow, ...]) -> PersonView:
        view = PersonView(one, rows, self._today, entrusts=self._entrusts, arranges=self._arranges, leads=self._leads)
        view.assign_wanted.connect(lambda: self._ask_assigning(view, one))
        view.hand_over_wanted.connect(lambda: self._ask_handing_over(view, one, rows))
        view.away_wanted.connect(lambda: self._ask_away(view, one))
        view.leave_wanted.connect(lambda: self._ask_leaving(view, one))
        view.back_wanted.connect(lambda: self._ask_back(view, one))
        view.standing_in_ended.connect(self._end_standing_in)
        view.people_wanted.connect(self.people_asked)
        view.student_chosen.connect(self.student_asked)
        return view

    # What is asked and done

    def _ask_assigning(self, view: PersonView, one: Caseload) -> None:
        form = questions.assign_to_form(one, self._groups, self._today)
        staff_id, caseloads = one.person.staff_id, self._office.caseloads

        def read() -> None:
            choice = cast("Choice", form.chosen_of("which"))

            def show(rows: tuple[StudentRow, ...]) -> None:
                if isValid(form) and form.chosen_of("which") == choice:
                    form.pick.show_rows(rows, all_chosen=False)

            self._background.ask(lambda: caseloads.students(choice), form, show, self._say)

        assert form.which is not None, "it asks which students"
        form.which.chosen.connect(read)
        read()

        def do() -> None:
            ids, duty, first = sorted(form.pick.ids), str(form.chosen_of("duty")), form.certain_day_of("first")
            assign = self._office.participants.assign
            self._do(form, lambda: assign(ids, staff_id, duty, begins_on=first), partial(self._assigned, staff_id))

        self._open(form, view, do)

    def _ask_handing_over(self, view: PersonView, one: Caseload, rows: tuple[StudentRow, ...]) -> None:
        first_day = max(self._today, one.person.last_day) if one.person.last_day else self._today
        form = questions.hand_over_form(one, self._staff, first_day)
        form.pick.show_rows(rows, all_chosen=True)

        def do() -> None:
            ids, to, first = sorted(form.pick.ids), cast("int", form.chosen_of("to")), form.certain_day_of("first")
            hand_over = self._office.caseloads.hand_over
            from_id = one.person.staff_id

            def done(_changes: Changes) -> None:
                name = self._name_of(to)
                words = ngettext("{count} student went to {name}.", "{count} students went to {name}.", len(ids))
                toast(
                    self,
                    words.format(count=len(ids), name=name),
                    action=_("Undo"),
                    then=lambda: self._background.do(lambda: hand_over(to, from_id, ids, first), failed=self._say),
                )

            self._do(form, lambda: hand_over(from_id, to, ids, first), done)

        self._open(form, view, do)

    def _ask_away(self, view: PersonView, one: Caseload) -> None:
        form = questions.away_form(one, self._staff, self._today)
        participants = self._office.participants

        def do() -> None:
            who, first, last = cast("int", form.chosen_of("who")), form.certain_day_of("first"), form.day_of("last")

            def done(changes: Changes) -> None:
                made = changes.made_id or 0
                toast(
                    self,
                    _("The substitute is written down."),
                    action=_("Undo"),
                    then=lambda: self._end_standing_in(made),
                )

            self._do(form, lambda: participants.stand_in(one.person.staff_id, who, first, last), done)

        self._open(form, view, do)

    def _ask_leaving(self, view: PersonView, one: Caseload) -> None:
        form = questions.leave_form(one, self._staff, self._today)
        participants, staff_id = self._office.participants, one.person.staff_id

        def do() -> None:
            last, to = form.certain_day_of("last"), questions.successor_of(form)

            def done(_changes: Changes) -> None:
                toast(self, _("It is written down that {name} leaves.").format(name=one.person.name))

            self._do(form, lambda: participants.leave(staff_id, last, to), done)

        self._open(form, view, do)

    def _ask_back(self, view: PersonView, one: Caseload) -> None:
        form = questions.back_form(one)

        def do() -> None:
            again, come_back = bool(form.ticked_of("students")), self._office.participants.come_back

            def done(_changes: Changes) -> None:
                toast(self, _("{name} is here again.").format(name=one.person.name))

            self._do(form, lambda: come_back(one.person.staff_id, with_students=again), done)

        self._open(form, view, do)

    def _name_of(self, staff_id: int) -> str:
        return next((one.name for one in self._staff if one.staff_id == staff_id), "")

    def _assigned(self, staff_id: int, changes: Changes) -> None:
        ids, participants = changes.ids, self._office.participants
        name = self._name_of(staff_id)
        words = ngettext(
            "{count} student was assigned to {name}.", "{count} students were assigned to {name}.", len(ids)
        )
        undo: Callable[[], None] = lambda: self._background.do(lambda: participants.end(ids), failed=self._say)  # noqa: E731
        toast(
            self, words.format(count=len(ids), name=name), action=_("Undo") if ids else "", then=undo if ids else None
        )

    def _end_standing_in(self, substitution_id: int) -> None:
        self._background.do(
            lambda: self._office.participants.end_standing_in(substitution_id), failed=self._say, owner=self
        )

    def _open(self, form: DeedForm, view: PersonView, do: Callable[[], None]) -> None:
        """Show a form in the place of a person's students."""
        view.students.hide()
        self._forms.open(form, view.below, do, view.students.show)

    def _do(self, form: DeedForm, verb: Callable[[], Changes], then: Callable[[Changes], None]) -> None:
        self._forms.do(verb, then, form)

    def _lay_out(self) -> None:
        side = named(QFrame(), "side")
        side.setFixedWidth(min(theme.scaled(SIZE.sidebar), _WIDEST))
        self.list.setModel(self._model)
        self.list.setItemDelegate(StaffDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Staff"))
        find = QVBoxLayout()
        find.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        find.addWidget(self._find)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, SPACE.lg, 0, 0)
        column.setSpacing(SPACE.md)
        column.addLayout(find)
        column.addWidget(self.list, 1)
        self._column.setContentsMargins(SPACE.xxl, SPACE.lg, SPACE.xxl, SPACE.xxl)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self._right, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(right, 1)


def _nothing_chosen() -> QWidget:
    words = _("Choose somebody to see their students, who stands in for them, and to hand students over.")
    return named(EmptyState("users-round", _("Whose students?"), words), "staff_nothing")
