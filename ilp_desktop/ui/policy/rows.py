"""Clauses, and how they change, for a list view: spoken as well as drawn."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ilp_desktop.domain.policy.clauses import Clause, Strength
from ilp_desktop.domain.policy.comparing import ClauseChange
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.policy.words import change_chip, count_words, said, scope_words, states_words, strength_words
from ilp_desktop.ui.rows import Index, RowsModel
from ilp_desktop.ui.widgets import paint_chip


@dataclass(frozen=True, slots=True)
class ClauseEntry:
    """One line: a clause's title, what there is to know, and its chips, right to left. ``at`` is its place in the list."""

    clause_id: str
    title: str
    meta: str
    chips: tuple[tuple[str, str], ...] = ()
    at: int = 0


def entry_of(clause: Clause, at: int) -> ClauseEntry:
    """Return a clause as a line."""
    words, kind = strength_words(clause)
    # What is required is the ordinary rule: no chip of a color.
    chips = ((words, "none" if clause.strength is Strength.SHALL else kind),)
    if not clause.confirmed:
        chips += ((_("To be confirmed"), "amber"),)
    return ClauseEntry(clause.clause_id, said(clause.title), f"{clause.citation} · {scope_words(clause)}", chips, at)


def change_entry(change: ClauseChange, at: int) -> ClauseEntry:
    """Return how a clause changes as a line."""
    clause, chip = change.clause, change_chip(change)
    meta = " · ".join(part for part in (count_words(change), states_words(change)) if part)
    return ClauseEntry(clause.clause_id, said(clause.title), meta, (chip,) if chip[0] else (), at)


class ClauseModel(RowsModel[ClauseEntry]):
    """The clauses found."""

    @override
    def key(self, row: ClauseEntry) -> str:
        return row.clause_id

    @override
    def spoken(self, row: ClauseEntry) -> str:
        return ", ".join((row.title, row.meta, *(words for words, _kind in row.chips)))

    @override
    def tip(self, row: ClauseEntry) -> str | None:
        return row.title


class ClauseDelegate(RowDelegate):
    """Paints a clause: its title, what there is to know, and its chips."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, theme.scaled(theme.SIZE.row - 8))

    @override
    def _draw(self, painter: QPainter, place: QRectF, row: Hashable, state: QStyle.StateFlag) -> None:
        if not isinstance(row, ClauseEntry):
            return
        self._ground(painter, place, state)
        look, line = theme.current(), theme.scaled(20)
        left, top, until = place.left() + 14, place.center().y() - line - 1, place.right() - 10
        for words, kind in row.chips:
            until = paint_chip(painter, until, top + line / 2, words, kind).left() - 6
        painter.setFont(theme.font("strong"))
        painter.setPen(look.color("text"))
        self._line(painter, QRectF(left, top, until - left, line), row.title)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(look.color("text2"))
        self._line(painter, QRectF(left, top + line + 2, place.right() - left - 10, line), row.meta)
