"""The four-year plan: a column a grade, courses typed line by line, the chosen one spelled out below (R51, R53, R57)."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyle, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.courses import CourseState, PlannedCourse, credits_said, grades_of_plan
from ilp_desktop.domain.packs import FieldTemplate, SectionTemplate
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.course_strip import CourseStrip
from ilp_desktop.ui.conference.course_words import approval_words, course_facts, course_spoken, subject_names
from ilp_desktop.ui.conference.parts import Part, column, line
from ilp_desktop.ui.conference.registration import RegistrationCard
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.day.words import grade_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import Index, RowsModel, RowsView
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Text, toast

_ROW = 44
_PASSED = frozenset({CourseState.PASSED})


class CourseModel(RowsModel[PlannedCourse]):
    """The courses of one grade."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.subjects: dict[str, str] = {}

    @override
    def key(self, row: PlannedCourse) -> int:
        return row.course_id

    @override
    def spoken(self, row: PlannedCourse) -> str:
        return course_spoken(row, self.subjects)

    @override
    def tip(self, row: PlannedCourse) -> str:
        return f"{row.title}\n{course_facts(row, self.subjects)}"


class CourseDelegate(RowDelegate):
    """Paints a course: its title, below what it counts for; a tick once it is passed."""

    def __init__(self, model: CourseModel) -> None:
        super().__init__()
        self._model = model

    @override
    def sizeHint(self, option: object, index: Index) -> QSize:
        return QSize(120, theme.scaled(_ROW))

    @override
    def _draw(self, painter: QPainter, place: QRectF, row: object, state: QStyle.StateFlag) -> None:
        if not isinstance(row, PlannedCourse):
            return
        look = theme.current()
        whole = place.adjusted(-12, 0, 12, 0)
        self._ground(painter, whole, state)
        height = theme.scaled(19)
        inside = QRectF(whole.left() + 10, whole.top() + 3, whole.width() - 18, height)
        if row.state in _PASSED:
            painter.drawPixmap(
                int(inside.right()) - 16, int(inside.top()) + 2, theme.pixmap("check", "accent_text", 16, 1)
            )
            inside.setRight(inside.right() - 20)
        painter.setFont(theme.font("strong"))
        painter.setPen(look.color("text"))
        self._line(painter, inside, row.title or _("(no name yet)"))
        painter.setFont(theme.font("small"))
        painter.setPen(look.color("text2"))
        below = QRectF(whole.left() + 10, inside.bottom(), whole.width() - 18, height)
        self._line(painter, below, course_facts(row, self._model.subjects))


class CourseList(RowsView):
    """The courses of one grade; Delete takes the current one out."""

    removed = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.model_of_courses().row(self.currentIndex())
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and row is not None:
            self.removed.emit(row.course_id)
            return
        super().keyPressEvent(event)

    def model_of_courses(self) -> CourseModel:
        """Return the model as what it is."""
        model = self.model()
        assert isinstance(model, CourseModel)
        return model


class GradeColumn(Card):
    """The courses of one grade, their credits, and a line to type the next one into."""

    typed = Signal(str, str)
    """Grade and line, once Return was pressed."""
    chosen = Signal(object)
    removed = Signal(int)

    def __init__(self, grade: str, parent: QWidget) -> None:
        super().__init__(padding=SPACE.md, spacing=SPACE.sm, parent=parent)
        self._grade = grade
        words = grade_words(grade)
        head = line(spacing=SPACE.sm)
        head.addWidget(Text(words, "strong", elide=True), 1)
        self._sum = named(Text("", "small", "text2", tabular=True), f"credits_{grade}_text")
        head.addWidget(self._sum)
        self.body.addLayout(head)
        self.model = CourseModel(self)
        self.view = named(CourseList(CourseDelegate(self.model), self), f"courses_{grade}_list")
        self.view.setModel(self.model)
        self.view.setFrameShape(self.view.Shape.NoFrame)
        self.view.setAccessibleName(_("Courses of {grade}").format(grade=words))
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.view.opened.connect(self._choose)
        self.view.removed.connect(self.removed)
        self.body.addWidget(self.view, 1)
        self.entry = named(QLineEdit(self), f"add_course_{grade}")
        self.entry.setFont(theme.font("body"))
        self.entry.setPlaceholderText(_("Add a course"))
        self.entry.setAccessibleName(_("Add a course in {grade}").format(grade=words))
        self.entry.setToolTip(_("Return adds it. Credits other than 1 stand behind: Health 0.5"))
        self.entry.returnPressed.connect(self._tell)
        self.body.addWidget(self.entry)

    def offer(self, titles: QStringListModel) -> None:
        """Offer courses that are known by name."""
        completer = QCompleter(titles, self.entry)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.entry.setCompleter(completer)

    def show_courses(self, courses: tuple[PlannedCourse, ...], subjects: dict[str, str]) -> None:
        """Show the courses of this grade as they now stand."""
        self.model.subjects = subjects
        self.model.show_rows(tuple(each for each in courses if each.grade == self._grade))
        amount = sum(
            each.credits for each in courses if each.grade == self._grade and each.state is not CourseState.NOT_PASSED
        )
        self._sum.setText(credits_said(amount) if amount else "")
        self._sum.setToolTip(_("{credits} credits").format(credits=credits_said(amount)))
        self._sum.setAccessibleName(self._sum.toolTip())

    def leave_choice(self) -> None:
        """Choose none: another column's course is spelled out."""
        if self.view.currentIndex().isValid():
            self.view.selectionModel().blockSignals(True)
            self.view.setCurrentIndex(QModelIndex())
            self.view.selectionModel().blockSignals(False)
            self.view.clearSelection()
            self.view.viewport().update()

    def _choose(self, current: QModelIndex) -> None:
        row = self.model.row(current)
        if row is not None:
            self.chosen.emit(row)

    def _tell(self) -> None:
        if self.entry.text().strip():
            self.typed.emit(self._grade, self.entry.text())
            self.entry.clear()


class CoursesPart(Part):
    """All grades beside one another, and below them the chosen course, with who approved the order."""

    def __init__(self, sitting: Sitting, section: SectionTemplate, field: FieldTemplate, parent: QWidget) -> None:
        super().__init__(sitting, section, field, parent)
        self._columns: dict[str, GradeColumn] = {}
        self._titles = QStringListModel(self)
        self._chosen = 0
        outer = column(self, spacing=SPACE.md)
        head = line(spacing=SPACE.md)
        self._hint = sitting.worded(field.hint)
        self._approved = named(Text(self._hint, "body", "text2", elide=True), "courses_approved_text")
        head.addWidget(self._approved, 1)
        self._beside = named(
            Button(_("Registration"), "ghost", "list-checks", spoken=_("Compare with registration")),
            "compare_registration_button",
        )
        self._beside.clicked.connect(self._compare)
        head.addWidget(self._beside)
        self._approve = named(
            Button(_("Approve"), "", "circle-check", spoken=_("Approve these courses")), "approve_courses_button"
        )
        self._approve.clicked.connect(self._approve_all)
        head.addWidget(self._approve)
        outer.addLayout(head)
        self._ground = QWidget(self)
        self._row = line(self._ground, spacing=SPACE.md)
        outer.addWidget(self._ground, 1)
        self._strip = CourseStrip(sitting, self)
        self._strip.removed.connect(self._remove)
        self._strip.hide()
        outer.addWidget(self._strip)
        self._registration = RegistrationCard(sitting, self)
        outer.addWidget(self._registration)

    @override
    def build(self) -> Iterator[None]:
        if not self._columns:
            self._ask_titles()
        sheet = self.sitting.sheet
        for grade in grades_of_plan(sheet.grade, sheet.courses):
            if grade not in self._columns:
                made = self._columns[grade] = GradeColumn(grade, self._ground)
                made.offer(self._titles)
                made.typed.connect(self._add)
                made.chosen.connect(self._show_chosen)
                made.removed.connect(self._remove)
                self._row.insertWidget(sorted(self._columns).index(grade), made, 1)
                yield
        self.show_sheet()
        yield

    @override
    def show_sheet(self) -> None:
        sheet = self.sitting.sheet
        subjects = subject_names(sheet.diplomas)
        for one in self._columns.values():
            one.show_courses(sheet.courses, subjects)
        waiting = any(each.approved_on is None for each in sheet.courses)
        self._approved.setText(approval_words(sheet.courses) or self._hint)
        self._approve.setVisible(waiting)
        chosen = next((each for each in sheet.courses if each.course_id == self._chosen), None)
        if chosen is None:
            self._strip.put_away()
        else:
            self._strip.show_course(chosen, subjects)

    @override
    def leave(self) -> None:
        self._strip.put_away()
        self._chosen = 0

    def _ask_titles(self) -> None:
        conference, verbs = self.sitting.conference_id, self.sitting.office.courses

        def show(titles: tuple[str, ...]) -> None:
            self._titles.setStringList(list(titles))

        self.sitting.background.ask(lambda: verbs.titles(conference), self, show)

    def _add(self, grade: str, typed: str) -> None:
        conference, verbs = self.sitting.conference_id, self.sitting.office.courses
        self.sitting.do(lambda: verbs.add(conference, grade, typed))

    def _compare(self) -> None:
        self._strip.put_away()
        self._chosen = 0
        self._registration.open()

    def _show_chosen(self, course: PlannedCourse) -> None:
        self._registration.hide()
        self._chosen = course.course_id
        for grade, one in self._columns.items():
            if grade != course.grade:
                one.leave_choice()
        self._strip.show_course(course, subject_names(self.sitting.sheet.diplomas))

    def _remove(self, course_id: int) -> None:
        conference, verbs = self.sitting.conference_id, self.sitting.office.courses
        if course_id == self._chosen:
            self._strip.put_away(forget=True)
            self._chosen = 0

        def offer(_changes: Changes) -> None:
            def restore() -> None:
                self.sitting.do(lambda: verbs.restore(conference, course_id))

            toast(self, _("The course was taken out."), action=_("Put it back"), then=restore)

        self.sitting.do(lambda: verbs.remove(conference, course_id), offer)

    def _approve_all(self) -> None:
        conference, verbs = self.sitting.conference_id, self.sitting.office.courses
        self.sitting.do(lambda: verbs.approve(conference))
