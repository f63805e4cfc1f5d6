"""The blocks of a page of the family view, in type that is read from across a table."""

from collections.abc import Callable
from functools import singledispatch

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ilp_desktop.ui.conference.measures import chart_colors, drawn
from ilp_desktop.ui.conference.parts import column, line
from ilp_desktop.ui.family.pages import Aim, Block, Growth, Outcome, Promises, Said, Signer, Statement
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE, current, scaled
from ilp_desktop.ui.widgets import Avatar, Badge, Card, ChartView, Chip, IconMark, Text

DrawChart = Callable[[Callable[[], bytes], QWidget, Callable[[bytes], None]], None]
"""Asks for a drawing off the window's thread: what draws it, who waits, and what shows it."""

_SHORT = 180
"""Letters: what is no longer is set larger."""
_CHART = (205.0, 82.0)
"""A third of the page is what a chart has, and its small print can still be read."""
_LEAST = 300
"""Least height of a card that has a page to itself, in pixels."""


class GrowthCard(Card):
    """A measure: its newest value in large, and the chart once it is drawn."""

    def __init__(self, block: Growth, language: str, draw: DrawChart) -> None:
        super().__init__(padding=SPACE.lg, spacing=SPACE.sm)
        self._block, self._language, self._draw = block, language, draw
        self.setAccessibleName(f"{block.measure.label}: {block.newest}. {block.source}")
        head = line(spacing=SPACE.lg)
        head.addWidget(Text(block.measure.label, "room_h2", elide=True), 1)
        head.addWidget(Text(block.newest, "room_h2", "accent_text", tabular=True))
        self.body.addLayout(head)
        self._chart = named(ChartView(), "family_chart")
        self._chart.setMinimumHeight(scaled(120))
        self.body.addWidget(self._chart, 1)
        self.body.addWidget(Text(block.source, "room_small", "text2", wrap=True))
        self._ask()

    def _ask(self) -> None:
        measure, language = self._block.measure, self._language
        colors = chart_colors() | {"paper": current().color("surface").name()}
        self._draw(lambda: drawn(measure, colors, language, _CHART), self, self._show)

    def _show(self, svg: bytes) -> None:
        self._chart.show_svg(svg, self.accessibleName())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._ask()


@singledispatch
def _card(block: Block, _language: str, _draw: DrawChart) -> QWidget:
    raise NotImplementedError(type(block).__name__)


@_card.register
def _(block: Said, _language: str, _draw: DrawChart) -> QWidget:
    card = Card(padding=SPACE.xl, spacing=SPACE.md)
    if block.question:
        card.body.addWidget(Text(block.question, "room_h2", wrap=True))
    if block.text:
        role = "room_large" if len(block.text) <= _SHORT else "room"
        card.body.addWidget(named(Text(block.text, role, wrap=True), "family_said"))
    else:
        card.body.addWidget(Text(block.hint, "room", "text2", wrap=True))
    card.body.addStretch(1)
    if block.whose:
        row = line(spacing=SPACE.sm)
        row.addWidget(IconMark("pen-line", "accent_text", 20))
        row.addWidget(Text(block.whose, "room_small", "accent_text", elide=True), 1)
        card.body.addLayout(row)
    return card


@_card.register
def _(block: Growth, language: str, draw: DrawChart) -> QWidget:
    return GrowthCard(block, language, draw)


@_card.register
def _(block: Aim, _language: str, _draw: DrawChart) -> QWidget:
    card = Card(padding=SPACE.xl, spacing=SPACE.md)
    head = line(spacing=SPACE.md)
    head.addWidget(IconMark("target", "accent_text", 24))
    head.addWidget(Text(block.title.upper(), "room_label", "accent_text"))
    head.addStretch(1)
    card.body.addLayout(head)
    card.body.addWidget(named(Text(block.text, "room_strong", wrap=True), "family_goal"))
    for number, step in enumerate(block.steps, start=1):
        row = line(spacing=SPACE.md)
        mark = Text(f"{number}", "room_strong", "accent_text", tabular=True)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=2)
        words.addWidget(Text(step.text, "room", wrap=True))
        if step.detail:
            words.addWidget(Text(step.detail, "room_small", "text2", wrap=True))
        row.addLayout(words, 1)
        card.body.addLayout(row)
    card.body.addStretch(1)
    card.body.addWidget(Text(block.whose, "room_small", "text2", elide=True))
    return card


@_card.register
def _(block: Promises, _language: str, _draw: DrawChart) -> QWidget:
    card = Card(padding=SPACE.xl, spacing=SPACE.md)
    head = line(spacing=SPACE.md)
    head.addWidget(Badge(block.icon, size=52))
    words = column(spacing=0)
    words.addWidget(Text(block.name, "room_h2", elide=True))
    words.addWidget(Text(block.lead, "room_small", "text2", elide=True))
    head.addLayout(words, 1)
    card.body.addLayout(head)
    for promise in block.promises:
        row = line(spacing=SPACE.md)
        row.addWidget(IconMark("check", "accent_text", 22), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(promise, "room", wrap=True), 1)
        card.body.addLayout(row)
    card.body.addStretch(1)
    return card


@_card.register
def _(block: Statement, _language: str, _draw: DrawChart) -> QWidget:
    card = Card(padding=SPACE.xl, spacing=SPACE.md)
    card.body.addWidget(Text(block.title, "room_h2", wrap=True))
    card.body.addWidget(Text(block.text, "room", wrap=True))
    card.body.addStretch(1)
    return card


def _outcomes(title: str, blocks: list[Outcome]) -> QWidget:
    card = Card(padding=SPACE.xl, spacing=SPACE.md)
    card.body.addWidget(Text(title, "room_h2", wrap=True))
    for block in blocks:
        row = line(spacing=SPACE.lg)
        row.addWidget(Text(block.text, "room", wrap=True), 1)
        row.addWidget(Chip(block.words, block.tint), 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
    card.body.addStretch(1)
    return card


def _signers(blocks: list[Signer]) -> QWidget:
    card = Card(padding=SPACE.xl, spacing=SPACE.lg)
    for block in blocks:
        row = line(spacing=SPACE.lg)
        row.addWidget(Avatar(block.name, 56))
        words = column(spacing=2)
        words.addWidget(Text(block.name, "room_strong", elide=True))
        words.addWidget(Text(block.role, "room_small", "text2", elide=True))
        row.addLayout(words, 1)
        if block.done:
            row.addWidget(IconMark("circle-check", "accent_text", 26))
            row.addWidget(Text(block.state, "room_small", "accent_text"))
        card.body.addLayout(row)
    card.body.addStretch(1)
    return card


def lay_blocks(
    down: QVBoxLayout, blocks: tuple[Block, ...], outcomes_title: str, language: str, draw: DrawChart
) -> None:
    """Lay a page's blocks in rows: what was written, side by side; charts and helpers three in a row."""
    outcomes = [block for block in blocks if isinstance(block, Outcome)]
    signers = [block for block in blocks if isinstance(block, Signer)]
    threes = [block for block in blocks if isinstance(block, Growth | Promises)]
    others = [block for block in blocks if not isinstance(block, Outcome | Signer | Growth | Promises)]
    cards = [_outcomes(outcomes_title, outcomes)] if outcomes else []
    cards += [_card(block, language, draw) for block in others]
    cards += [_signers(signers)] if signers else []
    _lay_rows(down, cards, 2, 0 if threes else _LEAST)
    _lay_rows(down, [_card(block, language, draw) for block in threes], 3, 0 if cards else _LEAST)
    down.addStretch(1)


def _lay_rows(down: QVBoxLayout, cards: list[QWidget], across: int, least: int) -> None:
    for first in range(0, len(cards), across):
        row = line(spacing=SPACE.xl)
        for card in cards[first : first + across]:
            card.setMinimumHeight(least)
            row.addWidget(card, 1)
        down.addLayout(row)
