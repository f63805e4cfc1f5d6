"""A verdict on the screen: big and calm, then what it means, what it does not mean, and the plan."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.plans import ReadPlan
from ilp_desktop.language import _
from ilp_desktop.ui.checking.words import MEANINGS, REASONS, Meaning, short_code
from ilp_desktop.ui.day.words import date_words, grade_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.students.words import year_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Button, Card, IconMark, Line, Text, Tinted

if TYPE_CHECKING:  # it brings the cryptography that only a check needs
    from ilp_desktop.documents.verify import Verdict

_COMPARED = frozenset({"plan_code", "seal_fingerprint"})
Fact = tuple[str, str, str]
"""What it is, what it says, and the object name of what it says."""


def verdict_view(name: str, verdict: "Verdict", zone: ZoneInfo) -> QWidget:
    """Return the whole answer to a check of the file ``name``."""
    meaning = MEANINGS[verdict.kind]
    page = named(QWidget(), "verdict_view")
    page.setAccessibleName(f"{_(meaning.title)}. {_(meaning.sentence)}")
    left, right = QVBoxLayout(), QVBoxLayout()
    left.setSpacing(SPACE.xl)
    right.setSpacing(SPACE.xl)
    left.addWidget(_meaning_card(meaning, verdict))
    left.addStretch(1)
    shown = verdict.plan if verdict.kind in {"genuine", "unknown_signer"} else None
    if shown is not None:
        right.addWidget(_facts_card(_("The plan"), "plan_card", _plan_facts(shown)))
    if verdict.signer or verdict.fingerprint:
        right.addWidget(_facts_card(_("The seal"), "seal_card", _seal_facts(verdict, zone)))
    right.addStretch(1)
    below = QHBoxLayout()
    below.setSpacing(SPACE.xl)
    below.addLayout(left, 1)
    if right.count() > 1:
        below.addLayout(right, 1)
    down = QVBoxLayout(page)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(SPACE.xl)
    down.addWidget(_head(name, meaning))
    down.addLayout(below, 1)
    return page


def _head(name: str, meaning: Meaning) -> Card:
    card = named(Card(), "verdict_card")
    row = QHBoxLayout()
    row.setSpacing(SPACE.xl)
    row.addWidget(Badge(meaning.icon, meaning.kind, 72), 0, Qt.AlignmentFlag.AlignTop)
    down = QVBoxLayout()
    down.setSpacing(SPACE.xs)
    down.addWidget(named(Text(_(meaning.title), "h1"), "verdict_title"))
    down.addWidget(named(Text(_(meaning.sentence), "body", "text", wrap=True), "verdict_text"))
    down.addWidget(named(Text(name, "small", "text2", elide=True), "verdict_file"))
    row.addLayout(down, 1)
    card.body.addLayout(row)
    return card


def _meaning_card(meaning: Meaning, verdict: "Verdict") -> Card:
    card = named(Card(spacing=SPACE.md), "meaning_card")
    card.body.addWidget(Text(_("What this means"), "h2"))
    good = meaning.kind in {"accent", "blue"}
    mark = ("check", "accent_text") if good else ("info", meaning.kind)
    said = [*meaning.means, *(REASONS[reason] for reason in verdict.reasons if reason in REASONS)]
    for words in said:
        card.body.addLayout(_point(*mark, _(words)))
    card.body.addWidget(Line())
    card.body.addWidget(Text(_("What it does not mean"), "h2"))
    for words in meaning.does_not_mean:
        card.body.addLayout(_point("minus", "text3", _(words)))
    if meaning.next_step:
        card.body.addWidget(Line())
        card.body.addWidget(Text(_("What to do next"), "h2"))
        card.body.addLayout(_point("arrow-right", "accent_text", _(meaning.next_step)))
    return card


def _point(icon: str, ink: str, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE.md)
    row.addWidget(IconMark(icon, ink, 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(words, "body", wrap=True), 1)
    return row


def _plan_facts(plan: ReadPlan) -> list[Fact]:
    content = plan.content
    grade = grade_words(content.student.grade) if content.student.grade else ""
    goals = "\n".join(f"{at}. {goal.text}" for at, goal in enumerate(content.goals, start=1))
    signed = [mark.name for mark in plan.signatures if mark.method != "chose_not_to_sign"]
    return [
        (_("Student"), " · ".join(part for part in (content.student.name, grade) if part), "plan_student"),
        (_("School"), content.school.name, "plan_school"),
        (_("Plan"), f"{content.kind.label} {year_words(content.school_year)}", "plan_kind"),
        (_("Revision"), str(content.revision.number), "plan_revision"),
        (_("Goals"), goals, "plan_goals"),
        (_("Signed by"), ", ".join(signed), "plan_signers"),
        (_("Seal code"), short_code(plan.seal_code), "plan_code"),
    ]


def _seal_facts(verdict: "Verdict", zone: ZoneInfo) -> list[Fact]:
    sealed = _local_date(verdict.sealed_at, zone) if verdict.sealed_at else ""
    return [
        (_("Signer"), verdict.signer, "seal_signer"),
        (_("Finalized"), sealed, "seal_date"),
        (_("Fingerprint"), verdict.fingerprint, "seal_fingerprint"),
    ]


def _local_date(instant: str, zone: ZoneInfo) -> str:
    return date_words(datetime.fromisoformat(instant).astimezone(zone).date())


def _facts_card(title: str, name: str, facts: list[Fact]) -> Card:
    card = named(Card(spacing=SPACE.md), name)
    card.body.addWidget(Text(title, "h2"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE.lg)
    grid.setVerticalSpacing(SPACE.sm)
    grid.setColumnStretch(1, 1)
    for at, (what, words, known_as) in enumerate(fact for fact in facts if fact[1]):
        grid.addWidget(Text(what, "body", "text2"), at, 0, Qt.AlignmentFlag.AlignTop)
        said = named(Text(words, "body", wrap=True, tabular=known_as in _COMPARED), known_as)
        said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        said.setAccessibleName(f"{what}: {words}")
        grid.addWidget(said, at, 1)
    card.body.addLayout(grid)
    return card


class AskView(QWidget):
    """Asks for a file; one dropped anywhere on the window is as good."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.button = named(Button(_("Choose a PDF…"), "primary", "file-text"), "check_choose_button")
        self.button.clicked.connect(self.wanted)
        self.problem = named(Text("", "body", "red", wrap=True), "check_problem")
        self._problem_box = Tinted("red")
        self._problem_box.body.addWidget(self.problem)
        center = Qt.AlignmentFlag.AlignHCenter
        field = Tinted("neutral", padding=SPACE.xxl, spacing=SPACE.sm)
        field.body.addWidget(Badge("shield-check", size=56), 0, center)
        field.body.addSpacing(SPACE.sm)
        field.body.addWidget(Text(_("Drop a plan anywhere on the window"), "h2"), 0, center)
        words = _("A PDF that a family brought, another school sent, or that you saved long ago.")
        field.body.addWidget(Text(words, "body", "text2"), 0, center)
        field.body.addSpacing(SPACE.lg)
        field.body.addWidget(self.button, 0, center)
        card = Card(spacing=SPACE.xl)
        card.body.addWidget(self._problem_box)
        card.body.addWidget(field)
        note = _("The file is only read: it is not kept, changed or sent anywhere.")
        card.body.addWidget(Text(note, "small", "text2", wrap=True))
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(card)
        down.addStretch(1)

    def show_problem(self, words: str) -> None:
        """Say that a file could not be read; no words take it back."""
        self.problem.setText(words)
        self._problem_box.setVisible(bool(words))
