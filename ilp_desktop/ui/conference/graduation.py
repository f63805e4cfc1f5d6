"""What graduation asks: each subject beside what is earned and planned, gaps in words (R48, R55)."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from ilp_desktop.domain.courses import Diploma, credits_said
from ilp_desktop.domain.packs import REACHED, SEEN, FieldTemplate, SectionTemplate, worded
from ilp_desktop.language import _, in_use
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.course_words import left_words, parted
from ilp_desktop.ui.conference.parts import Part, Scrolling, column, line
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, Chip, EmptyState, Line, ScrollingCanvas, Text

_TWO_BESIDE = 115
"""Text in percent up to which two tables stand beside one another on a school laptop."""
_TALL = 240
_SHADOW = 8


class DiplomaCard(Card):
    """One diploma: a line a subject."""

    def __init__(self, diploma: Diploma, parent: QWidget) -> None:
        super().__init__(padding=SPACE.lg, spacing=SPACE.sm, parent=parent)
        self._scroll = Scrolling(spacing=SPACE.sm, parent=self)
        head = line(spacing=SPACE.md)
        head.addWidget(Text(worded(diploma.name, in_use()), "h2", wrap=True), 1)
        if not diploma.confirmed:
            head.addWidget(Chip(_("To be confirmed"), "amber"))
        self.body.addLayout(head)
        self.body.addWidget(Text(_whole(diploma), "body", "text2", wrap=True))
        self.body.addWidget(self._scroll, 1)

    def build(self, diploma: Diploma) -> Iterator[None]:
        """Build the lines, one a step."""
        self._scroll.empty()
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.lg)
        grid.setVerticalSpacing(SPACE.xs)
        grid.setColumnStretch(0, 1)
        ground = QWidget(self._scroll.ground)
        ground.setLayout(grid)
        self._scroll.inside.addWidget(ground)
        for at, words in enumerate((_("Asked"), _("Earned"), _("Planned")), start=1):
            grid.addWidget(Text(words, "small", "text2"), 0, at)
        for one in diploma.subjects:
            at = grid.rowCount()
            name, more = parted(worded(one.name, in_use()))
            grid.addWidget(Text(name, "body", wrap=True), at, 0)
            for place, amount in enumerate((one.asked, one.earned, one.planned), start=1):
                grid.addWidget(Text(credits_said(amount), "body", tabular=True), at, place)
            strong = bool(one.missing)
            if more:
                grid.addWidget(Text(more, "small", "text2", wrap=True), at + 1, 0, 1, 5)
            grid.addWidget(
                Text(left_words(one), "small_strong" if strong else "small", "text" if strong else "text2"), at, 4
            )
            yield
        if diploma.competencies:
            self._scroll.inside.addWidget(Line())
            self._scroll.inside.addWidget(Text(_("Also asked").upper(), "label", "text3"))
            for each in diploma.competencies:
                self._scroll.inside.addWidget(Text(worded(each, in_use()), "body", wrap=True))
        self._scroll.inside.addWidget(Text(diploma.citation, "small", "text3", wrap=True))
        self._scroll.inside.addStretch()
        yield


def _whole(diploma: Diploma) -> str:
    unit = worded(diploma.unit, in_use())
    said = _("{earned} of {asked} {unit} earned, {planned} planned").format(
        earned=credits_said(diploma.earned),
        asked=credits_said(diploma.asked),
        planned=credits_said(diploma.planned),
        unit=unit,
    )
    if diploma.missing:
        return _("{said}; {missing} still to plan.").format(said=said, missing=credits_said(diploma.missing))
    return f"{said}."


class GraduationPart(Part):
    """District and state side by side, and the word that people went through it together."""

    def __init__(self, sitting: Sitting, section: SectionTemplate, field: FieldTemplate, parent: QWidget) -> None:
        super().__init__(sitting, section, field, parent)
        self._shown: tuple[Diploma, ...] | None = None
        self._path = f"answer:{section.key}.{field.key}#{SEEN}"
        outer = column(self, spacing=SPACE.md)
        outer.addWidget(Text(sitting.worded(field.hint), "body", "text2", wrap=True))
        scroll = ScrollingCanvas(self)
        self._ground = scroll.canvas
        # Side by side where there is room for two tables, else one above the other.
        self._large = theme.text_percent() > _TWO_BESIDE
        self._row = column(self._ground, spacing=SPACE.lg) if self._large else line(self._ground, spacing=SPACE.lg)
        self._row.setContentsMargins(*(_SHADOW,) * 4)
        outer.addWidget(scroll, 1)
        self._seen = named(QCheckBox(_("We went through this together")), f"{section.key}_{field.key}_seen")
        self._seen.clicked.connect(self._say)
        outer.addWidget(self._seen, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def build(self) -> Iterator[None]:
        diplomas = self.sitting.sheet.diplomas
        if self._shown == diplomas:
            return
        self._shown = diplomas
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for diploma in diplomas:
            card = DiplomaCard(diploma, self._ground)
            if self._large:
                card.setMinimumHeight(theme.scaled(_TALL))
            self._row.addWidget(card, 1)
            for _piece in card.build(diploma):
                yield
                if self._shown is not diplomas:
                    return  # read again meanwhile, and built anew from that
        if not diplomas:
            self._row.addWidget(
                EmptyState(
                    "graduation-cap",
                    _("No diploma for this student's year"),
                    _(
                        "The policy set in force names none for who enters grade 9 in that year. Speak of what your school asks."
                    ),
                )
            )
        self._tick()

    @override
    def show_sheet(self) -> None:
        for _piece in self.build():
            pass
        self._tick()

    def _tick(self) -> None:
        found = self.sitting.sheet.answer(self._path.partition(":")[2])
        self._seen.setChecked(found is not None and bool(found.text))

    def _say(self, on: bool) -> None:
        conference, verbs, path = self.sitting.conference_id, self.sitting.office.conferences, self._path
        self.sitting.do(lambda: verbs.leave_field(conference, path, REACHED if on else "", "en"))
