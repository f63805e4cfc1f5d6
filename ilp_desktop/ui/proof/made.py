"""One proof that was made: how it went in a chart, its papers, its data, and a way to delete it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from ilp_desktop.domain.policy.proofs import ProofLine, ProofPaper
from ilp_desktop.language import LANGUAGES, _, in_use, known_language
from ilp_desktop.ui.deeds.forms import Chooser
from ilp_desktop.ui.names import named
from ilp_desktop.ui.proof.words import ABOUT, PAPERS, line_title, line_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, ChartView, SegmentedControl, Text
from ilp_desktop.wording.proofs import REASONS

_LANGUAGE_NAMES = {"en": "English", "es": "Español"}


class MadeCard(Card):
    """A proof with everything that can be had of it."""

    paper_asked = Signal(object, str, object)
    """Which paper, in which language, of which school (None: of all)."""
    data_asked = Signal(str)
    """``json``, ``clauses_csv``, ``clauses_xlsx``, ``groups_csv`` or ``groups_xlsx``."""
    delete_asked = Signal(str)
    """Why it is to be deleted."""

    def __init__(self, line: ProofLine, *, may_delete: bool, self_viewed: str) -> None:
        super().__init__(spacing=SPACE.md)
        named(self, f"proof_{line.proof_id}_card")
        self.line = line
        self.title = named(Text(line_title(line), "h2"), "proof_made_title")
        self.chart_title = Text(_("Students who had a plan conference"), "strong")
        self.chart = named(ChartView(), "proof_chart")
        for part in (self.chart_title, self.chart):
            part.hide()
        offered = [(f"in_{code}", _LANGUAGE_NAMES.get(code, code)) for code in sorted(LANGUAGES)]
        self.language = named(
            SegmentedControl(offered, f"in_{known_language(in_use())}", spoken=_("Language of the papers")),
            "proof_language",
        )
        self.school = self._schools(line)
        self.delete = named(Button(_("Delete…"), "ghost", "trash-2"), "proof_delete_button")
        self.delete.setVisible(may_delete)
        self.reason = named(Chooser("proof_reason", _("Why is it deleted?"), _reasons()), "proof_reason_chooser")
        self.deed = named(Button(_("Delete this report"), "danger", "trash-2"), "proof_delete_deed")
        self.keep = named(Button(_("Keep it"), "ghost"), "proof_keep_button")
        self._lay_out(line, may_delete=may_delete, self_viewed=self_viewed)
        self.delete.clicked.connect(lambda: self._ask(on=True))
        self.keep.clicked.connect(lambda: self._ask(on=False))
        self.deed.clicked.connect(lambda: self.delete_asked.emit(str(self.reason.value())))

    def show_chart(self, svg: bytes, spoken: str) -> None:
        """Show how many met, grade by grade, as it was drawn off the window's thread."""
        self.chart.show_svg(svg, spoken)
        self.chart_title.show()
        self.chart.show()

    def _schools(self, line: ProofLine) -> Chooser | None:
        if len(line.schools) < 2:
            return None
        offered = [(None, _("All schools together")), *line.schools]
        return Chooser("proof_school", _("Of which school"), offered)

    def _ask_paper(self, kind: ProofPaper) -> None:
        school = self.school.value() if self.school is not None else None
        self.paper_asked.emit(kind, self.language.current().removeprefix("in_"), school)

    def _ask(self, *, on: bool) -> None:
        for part in (self.reason, self.deed, self.keep):
            part.setVisible(on)
        self.delete.setVisible(not on)
        (self.reason.box if on else self.delete).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, line: ProofLine, *, may_delete: bool, self_viewed: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.md)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.language)
        self.body.addLayout(head)
        self.body.addWidget(Text(line_words(line), "small", "text2", wrap=True))
        self.body.addWidget(self.chart_title)
        self.body.addWidget(self.chart)
        if self.school is not None:
            self.body.addWidget(self.school)
        papers = QGridLayout()
        papers.setHorizontalSpacing(SPACE.lg)
        papers.setVerticalSpacing(SPACE.sm)
        papers.setColumnStretch(1, 1)
        kinds = [kind for kind in ProofPaper if kind is not ProofPaper.SELF_VIEW or self_viewed in line.pack_ids]
        for at, kind in enumerate(kinds):
            icon = "lock" if kind is ProofPaper.ANNEX else "file-text"
            button = named(Button(_(PAPERS[kind]), "", icon), f"proof_{kind.value}_button")
            button.clicked.connect(lambda _checked=False, kind=kind: self._ask_paper(kind))
            papers.addWidget(button, at, 0)
            papers.addWidget(Text(_(ABOUT[kind]), "small", "text2", wrap=True), at, 1)
        self.body.addLayout(papers)
        self.body.addLayout(self._data())
        confirm = QHBoxLayout()
        confirm.setSpacing(SPACE.md)
        confirm.addWidget(self.delete)
        confirm.addWidget(self.reason, 1)
        confirm.addWidget(self.deed, 0, Qt.AlignmentFlag.AlignBottom)
        confirm.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignBottom)
        confirm.addStretch(1)
        self.body.addLayout(confirm)
        for part in (self.reason, self.deed, self.keep):
            part.hide()
        self.delete.setVisible(may_delete)

    def _data(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.xs)
        kinds = (
            (_("By grade"), (("groups_xlsx", "Excel"), ("groups_csv", "CSV"))),
            (_("By clause"), (("clauses_xlsx", "Excel"), ("clauses_csv", "CSV"))),
            (_("For the district"), (("json", "proof.json"),)),
        )
        for words, forms in kinds:
            row.addWidget(Text(words, "strong"))
            for key, form in forms:
                button = named(Button(form, "ghost", "download", spoken=f"{words}, {form}"), f"proof_{key}_button")
                button.clicked.connect(lambda _checked=False, key=key: self.data_asked.emit(key))
                row.addWidget(button)
            row.addSpacing(SPACE.md)
        row.addStretch(1)
        return row


def _reasons() -> tuple[tuple[str, str], ...]:
    return tuple((code, _(words)) for code, words in REASONS.items())
