"""Taking a whole import back: asked first, done in one piece, told afterward."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import ImportLine, TakenBack
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office


class TakingBack:
    """Asks, takes back, and tells ``done`` what became of it."""

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs) -> None:
        self._office = office
        self._background = background
        self._dialogs = dialogs

    def ask(
        self,
        owner: QWidget,
        line: ImportLine,
        begin: Callable[[], None],
        done: Callable[[TakenBack], None],
        failed: Callable[[OfficeError], None],
    ) -> None:
        """Ask whether an import should be taken back; ``begin`` is called when somebody said yes."""

        def take() -> None:
            begin()
            self._take(owner, line.run_id, done, failed)

        words = _(
            "All that {name} brought goes back to what it was before. What people worked on since stays as it is. "
            "Conferences, plans and signatures are not touched."
        )
        self._dialogs.confirm(
            _("Take this import back?"), words.format(name=line.file_name), _("Take it back"), take, danger=True
        )

    def _take(
        self,
        owner: QWidget,
        run_id: int,
        done: Callable[[TakenBack], None],
        failed: Callable[[OfficeError], None],
    ) -> None:
        results: list[TakenBack] = []

        def verb() -> Changes:
            results.append(self._office.rosters.take_back(run_id))
            return Changes(frozenset({Kind.ROSTER, Kind.STUDENT, Kind.DAY}))

        self._background.do(verb, lambda _changes: done(results[0]), failed, owner=owner, takes_long=True)
