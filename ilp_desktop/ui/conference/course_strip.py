"""One course of the plan spelled out: what it is called, what it counts for, for how much, and where it stands."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ilp_desktop.domain.courses import CourseState, PlannedCourse, credits_said, hundredths
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.course_words import STATES
from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.conference.writing import Words
from ilp_desktop.ui.conference.written import BoxLine
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card

_AMOUNTS = (25, 50, 75, 100, 150, 200)


class CourseStrip(Card):
    """The chosen course. Its title is a box as every other; the rest is kept at once."""

    removed = Signal(int)

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__(padding=SPACE.md, spacing=SPACE.sm, parent=parent)
        named(self, "course_strip")
        self._sitting = sitting
        self._course: PlannedCourse | None = None
        self._title: BoxLine | None = None
        self._place = line(spacing=SPACE.sm)
        row = line(spacing=SPACE.sm)
        row.addLayout(self._place, 3)
        self._subject = _combo("course_subject", _("What it counts for"))
        self._amount = _combo("course_credits", _("Credits"))
        self._state = _combo("course_state", _("Where it stands"))
        for state, words in STATES.items():
            self._state.addItem(_(words), state.value)
        for amount in _AMOUNTS:
            self._amount.addItem(credits_said(amount), amount)
        row.addWidget(self._subject, 2)
        row.addWidget(self._amount)
        row.addWidget(self._state, 1)
        remove = named(Button("", "ghost", "trash-2", spoken=_("Take this course out")), "course_remove")
        remove.setFixedWidth(theme.scaled(40))
        remove.clicked.connect(self._take_out)
        row.addWidget(remove)
        self.body.addLayout(row)
        self._subject.activated.connect(self._say_subject)
        self._amount.activated.connect(self._say_amount)
        self._state.activated.connect(self._say_state)

    def show_course(self, course: PlannedCourse, subjects: dict[str, str]) -> None:
        """Spell a course out."""
        if self._course is None or course.course_id != self._course.course_id:
            self.put_away()
            self._title = BoxLine(
                self._sitting,
                f"course:{course.course_id}",
                Words(course.title),
                spoken=_("What the course is called"),
            )
            named(self._title, "course_title")
            self._place.addWidget(self._title)
        self._course = course
        self._fill_subjects(course, subjects)
        at = self._amount.findData(course.credits)
        if at < 0:
            self._amount.addItem(credits_said(course.credits), course.credits)
            at = self._amount.count() - 1
        self._amount.setCurrentIndex(at)
        self._state.setCurrentIndex(self._state.findData(course.state.value))
        self.show()

    def put_away(self, *, forget: bool = False) -> None:
        """Leave the course, or forget what was typed where it was taken out."""
        if self._title is not None and self._course is not None:
            if forget:
                self._sitting.boxes.forget(f"course:{self._course.course_id}")
            else:
                self._title.let_go()
            self._place.removeWidget(self._title)
            self._title.hide()
            self._title.deleteLater()
        self._title = None
        self._course = None
        self.hide()

    def _fill_subjects(self, course: PlannedCourse, subjects: dict[str, str]) -> None:
        there = {"": _("No subject yet"), **subjects}
        if course.subject not in there:
            there[course.subject] = course.subject
        if [self._subject.itemData(n) for n in range(self._subject.count())] != list(there):
            self._subject.clear()
            for key, words in there.items():
                self._subject.addItem(words, key)
        self._subject.setCurrentIndex(self._subject.findData(course.subject))

    def _say_subject(self) -> None:
        self._change(subject=str(self._subject.currentData()))

    def _say_amount(self) -> None:
        self._change(amount=hundredths(self._amount.currentText()))

    def _say_state(self) -> None:
        self._change(state=CourseState(self._state.currentData()))

    def _change(
        self, *, subject: str | None = None, amount: int | None = None, state: CourseState | None = None
    ) -> None:
        if self._course is None:
            return
        conference, course_id = self._sitting.conference_id, self._course.course_id
        verbs = self._sitting.office.courses
        self._sitting.do(lambda: verbs.change(conference, course_id, subject=subject, amount=amount, state=state))

    def _take_out(self) -> None:
        if self._course is not None:
            self.removed.emit(self._course.course_id)


def _combo(name: str, spoken: str) -> QComboBox:
    made = named(QComboBox(), name)
    made.setFont(theme.font("body"))
    made.setAccessibleName(spoken)
    made.setToolTip(spoken)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setMinimumContentsLength(4)
    return made
