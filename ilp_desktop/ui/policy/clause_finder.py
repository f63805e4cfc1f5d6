"""The rules as a list: found by words or citation, narrowed by how strictly and for whom they hold."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView

from ilp_desktop.domain.policy.clauses import Clause, Scope, Strength
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.policy.rows import ClauseDelegate, ClauseModel, entry_of
from ilp_desktop.ui.policy.words import said
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, SearchField, SegmentedControl, Text

_WIDTH = 560


class ClauseFinder(Card):
    """Tells which rule is chosen; the same stays chosen while letters narrow the list, where it can."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(padding=SPACE.md, spacing=SPACE.sm)
        self._clauses: tuple[Clause, ...] = ()
        self._found: tuple[Clause, ...] = ()
        self.letters = named(SearchField(_("Words, or a citation"), _("Find a rule")), "clause_find_field")
        kinds = (
            ("all", _("All")),
            ("shall", _("Required")),
            ("should", _("Advised")),
            ("school", _("School")),
            ("open", _("To be confirmed")),
        )
        self.which = named(SegmentedControl(kinds, spoken=_("Which rules")), "clause_which")
        self.model = ClauseModel(self)
        self.list = named(QListView(), "clause_list")
        self.count = named(Text("", "small", "text2"), "clause_count")
        self.list.setModel(self.model)
        self.list.setItemDelegate(ClauseDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(_("Rules in force"))
        line = QHBoxLayout()
        line.setSpacing(SPACE.md)
        line.addWidget(self.letters, 1)
        line.addWidget(self.count)
        self.body.addLayout(line)
        self.body.addWidget(self.which)
        self.body.addWidget(self.list, 1)
        self.letters.textChanged.connect(self._show_found)
        self.which.chosen.connect(self._show_found)
        self.list.selectionModel().currentChanged.connect(self.chosen)
        self.setFixedWidth(theme.scaled(_WIDTH))

    def show_clauses(self, clauses: tuple[Clause, ...]) -> None:
        """Show these, as far as letters and segment let them."""
        self._clauses = clauses
        self._show_found()

    def clause(self) -> Clause | None:
        """Return the rule that is chosen."""
        entry = self.model.row(self.list.currentIndex())
        return self._found[entry.at] if entry is not None and entry.at < len(self._found) else None

    def _show_found(self) -> None:
        letters, which = self.letters.text().strip().casefold(), self.which.current()
        before = self.clause()
        self._found = tuple(each for each in self._clauses if _is_of(each, which) and _has(each, letters))
        self.model.show_rows(tuple(entry_of(each, at) for at, each in enumerate(self._found)))
        words = ngettext("{count} rule", "{count} rules", len(self._found))
        self.count.setText(words.format(count=len(self._found)))
        at = self.model.place(before.clause_id) if before is not None else self.model.index(0)
        self.list.setCurrentIndex(at if at.isValid() else self.model.index(0))
        self.chosen.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedWidth(theme.scaled(_WIDTH))
        super().changeEvent(event)


def _is_of(clause: Clause, which: str) -> bool:
    match which:
        case "shall":
            return clause.strength is Strength.SHALL
        case "should":
            return clause.strength is Strength.SHOULD
        case "school":
            return clause.scope is not Scope.STUDENT
        case "open":
            return not clause.confirmed
        case _all:
            return True


def _has(clause: Clause, letters: str) -> bool:
    if not letters:
        return True
    words = " ".join((said(clause.title), said(clause.summary), clause.citation, clause.clause_id)).casefold()
    return all(part in words for part in letters.split())
