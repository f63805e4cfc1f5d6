"""The card that a proof is made from: what is open, told first; what people said, chosen one by one; then the deed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.policy.proofs import Ahead, Opinion
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.proof.words import ahead_words, number_words, role_words, year_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Card, Chip, Field, SegmentedControl, Text, Tinted, Working

_SAID_AT_MOST = 200
"""Responses that are offered for print; a school that has more chooses among the newest."""


class MakeCard(Card):
    """Tells where the year stands and makes its proof."""

    year_chosen = Signal(str)
    wanted = Signal(object, str)
    """The uids of the responses to print, and what comes next in the school's own words."""
    board_asked = Signal()

    def __init__(self, *, may_make: bool) -> None:
        super().__init__(spacing=SPACE.md)
        named(self, "proof_make_card")
        self._may_make = may_make
        self._ahead: Ahead | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self.title = named(Text(_("This year\u2019s report"), "h2"), "proof_title")
        self.words = named(Text("", "body", "text2", wrap=True), "proof_ahead_text")
        self.tiles = QHBoxLayout()
        self.tiles.setSpacing(SPACE.lg)
        self.students, self.waiting, self.without = (_Tile(words) for words in _tile_words())
        self.board = named(Button(_("See what is open"), "ghost", "list-checks"), "proof_board_button")
        self.begin = named(Button(_("Make the report"), "primary", "file-check"), "proof_begin_button")
        self.form = named(Tinted("neutral", spacing=SPACE.md), "proof_form")
        self.years: SegmentedControl | None = None
        self.said = QVBoxLayout()
        self.plans = named(
            Field(_("What comes next, in your words (it is printed in the report to families)")), "proof_plans_field"
        )
        self.deed = named(Button(_("Make the report"), "primary", "file-check"), "proof_deed_button")
        self.cancel = named(Button(_("Cancel"), "ghost"), "proof_cancel_button")
        self.banner = named(Banner(), "proof_make_banner")
        self.working = Working(cancel=True)
        self.working.cancel.setObjectName("proof_stop_button")
        self._lay_out()
        self.begin.clicked.connect(self._open)
        self.cancel.clicked.connect(self.close_form)
        self.deed.clicked.connect(self._make)
        self.board.clicked.connect(self.board_asked)

    def show_ahead(self, ahead: Ahead) -> None:
        """Show where the year stands."""
        other = self._ahead is None or self._ahead.school_year != ahead.school_year
        self._ahead = ahead
        year = year_words(ahead.school_year)
        self.title.setText(_("The school year {year}").format(year=year))
        self.words.setText(ahead_words(ahead))
        for tile, number in (
            (self.students, ahead.students),
            (self.waiting, ahead.waiting),
            (self.without, ahead.without_plan),
        ):
            tile.show_number(number)
        self.board.setVisible(bool(ahead.requirements))
        for tile in (self.waiting, self.without):
            tile.setVisible(not ahead.over)
        self.begin.setText(_("Make the report of {year}…").format(year=year))
        self.begin.updateGeometry()
        self._offer_years(ahead)
        if other or [one.uid for one in ahead.opinions][-_SAID_AT_MOST:] != list(self._boxes):
            self._offer_said(ahead.opinions[-_SAID_AT_MOST:])

    def set_busy(self, words: str) -> None:
        """Make nothing twice; no words end it."""
        if words:
            self.banner.hide()
        self.working.hold(words, self.deed, self.cancel, self.begin)

    def close_form(self) -> None:
        """Show the button alone."""
        had = self.form.isVisible()
        self.form.hide()
        self.begin.setVisible(self._may_make)
        if had:
            self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        self.form.show()
        self.begin.hide()
        first = next(iter(self._boxes.values()), None)
        (first or self.plans).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        chosen = frozenset(uid for uid, box in self._boxes.items() if box.isChecked())
        self.wanted.emit(chosen, self.plans.text())

    def _offer_years(self, ahead: Ahead) -> None:
        if self.years is None and len(ahead.years) > 1:
            offered = [(f"year_{label}", year_words(label)) for label in ahead.years]
            self.years = named(
                SegmentedControl(offered, f"year_{ahead.school_year}", spoken=_("School year")), "proof_years"
            )
            self.years.chosen.connect(self._choose_year)
            self._head.addWidget(self.years)

    def _choose_year(self, key: str) -> None:
        self.year_chosen.emit(key.removeprefix("year_"))

    def _offer_said(self, opinions: tuple[Opinion, ...]) -> None:
        ticked = {uid for uid, box in self._boxes.items() if box.isChecked()}
        while (item := self.said.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._boxes = {}
        if not opinions:
            words = _(
                "Nothing that people said was recorded this year. What families, teachers and the community say of how it went"
                " is recorded under Duties, and can then be printed here."
            )
            self.said.addWidget(named(Text(words, "small", "text2", wrap=True), "proof_nothing_said"))
            return
        words = _(
            "Choose what is printed, one by one. It is printed with the role alone: leave out what names somebody."
        )
        self.said.addWidget(Text(words, "small", "text2", wrap=True))
        for opinion in opinions:
            self.said.addWidget(self._opinion(opinion, ticked=opinion.uid in ticked))

    def _opinion(self, opinion: Opinion, *, ticked: bool) -> QWidget:
        row = QWidget()
        box = named(QCheckBox(role_words(opinion.roles)), f"said_{opinion.uid}")
        box.setFont(theme.font("strong"))
        box.setAccessibleName(f"{role_words(opinion.roles)}: {opinion.text}")
        box.setChecked(ticked)
        self._boxes[opinion.uid] = box
        head = QHBoxLayout()
        head.setSpacing(SPACE.md)
        head.addWidget(box)
        head.addWidget(Text(date_words(opinion.on), "small", "text2"))
        if opinion.names_somebody:
            head.addWidget(named(Chip(_("A name stands in it"), "amber"), f"named_{opinion.uid}"))
        head.addStretch(1)
        down = QVBoxLayout(row)
        down.setContentsMargins(0, SPACE.xs, 0, SPACE.xs)
        down.setSpacing(2)
        down.addLayout(head)
        words = Text(opinion.text, "body", wrap=True)
        words.setContentsMargins(SPACE.xxl, 0, 0, 0)
        down.addWidget(words)
        return row

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.title)
        self._head.addStretch(1)
        for tile in (self.students, self.waiting, self.without):
            self.tiles.addWidget(tile, 1)
        self.form.body.addWidget(Text(_("What people said"), "strong"))
        self.said.setSpacing(SPACE.xs)
        self.form.body.addLayout(self.said)
        self.form.body.addWidget(self.plans)
        deeds = QHBoxLayout()
        deeds.setSpacing(SPACE.md)
        deeds.addWidget(self.deed)
        deeds.addWidget(self.cancel)
        deeds.addStretch(1)
        self.form.body.addLayout(deeds)
        below = QHBoxLayout()
        below.setSpacing(SPACE.md)
        below.addWidget(self.begin)
        below.addWidget(self.board)
        below.addStretch(1)
        self.body.addLayout(self._head)
        self.body.addLayout(self.tiles)
        self.body.addWidget(self.words)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.form)
        self.body.addWidget(self.working)
        self.body.addLayout(below)
        self.close_form()


def _tile_words() -> tuple[str, str, str]:
    return (_("students"), _("with something still required"), _("with no plan on file"))


class _Tile(Tinted):
    """A number as large as it deserves, and what it counts."""

    def __init__(self, words: str) -> None:
        super().__init__("neutral", padding=SPACE.lg)
        self._words = words
        self.number = Text("\u2013", "h1", tabular=True)
        self.body.addWidget(self.number)
        self.body.addWidget(Text(words, "small", "text2", wrap=True))

    def show_number(self, number: int) -> None:
        """Show it."""
        self.number.setText(number_words(number))
        self.setAccessibleName(f"{number_words(number)} {self._words}")
