"""Imports before they are waited for: on threads of their own, a module at a time, the likeliest first.

Imports hold the interpreter, a few milliseconds at a time. What opening needs is imported while a passphrase is typed; what
the places need, after the day was painted, with a breath between two modules in which the window goes on.
"""

import sys
import threading
from collections.abc import Callable
from functools import partial
from importlib import import_module

_OPENING = ("ilp_desktop.office.offices", "ilp_desktop.app.pages")
_CONFERENCE = "ilp_desktop.ui.conference.screen"
_PLACES = (
    _CONFERENCE,
    "ilp_desktop.services.board",
    "ilp_desktop.ui.board.screen",
    "ilp_desktop.ui.board.falling_due",
    "ilp_desktop.services.front_desk",
    "ilp_desktop.ui.desk.window",
    "ilp_desktop.services.groups",
    "ilp_desktop.ui.groups.screen",
    "ilp_desktop.ui.family.view",
    "ilp_desktop.ui.later.part",
    "ilp_desktop.ui.students.screen",
    "ilp_desktop.ui.conference.copies",
    "ilp_desktop.ui.family.view",
    "ilp_desktop.ui.family.turn",
    "ilp_desktop.ui.family.signing",
    "ilp_desktop.services.signing",
    "ilp_desktop.services.plans",
    "ilp_desktop.services.printing",
    "ilp_desktop.services.closing",
    "ilp_desktop.ui.printing.queue",
    "ilp_desktop.ui.printing.closing",
    "ilp_desktop.services.preparation",
    "ilp_desktop.services.from_paper",
    "ilp_desktop.ui.paper.preparation",
    "ilp_desktop.ui.paper.entry",
    "ilp_desktop.ui.arranging.screen",
    "ilp_desktop.services.schedules",
    "ilp_desktop.services.groups",
    "ilp_desktop.ui.groups.screen",
    "ilp_desktop.services.evidence",
    "ilp_desktop.ui.evidence.student",
    "ilp_desktop.ui.evidence.duties",
    "ilp_desktop.ui.households.screen",
    "ilp_desktop.services.records",
    "ilp_desktop.ui.record.screen",
    "ilp_desktop.ui.record.student",
    "ilp_desktop.ui.policy.in_force",
    "ilp_desktop.ui.policy.calendar",
    "ilp_desktop.services.proofs",
    "ilp_desktop.ui.proof.part",
    "ilp_desktop.ui.people.screen",
    "ilp_desktop.ui.caseloads.screen",
    "ilp_desktop.ui.safekeeping.part",
    "ilp_desktop.ui.confidential.part",
    "ilp_desktop.ui.rosters.screen",
    "ilp_desktop.ui.matching.screen",
    "ilp_desktop.ui.checking.screen",
    "ilp_desktop.ui.preferences.screen",
)
_BREATH = 0.03
"""Seconds between two modules."""


class Ahead:
    """Imports what comes next, until it is told to stop."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    def opening(self, is_opening: Callable[[], bool]) -> None:
        """Import what opening an office and its first screen need, first what judges a passphrase."""
        # A thread of its own, not one of the readers': the first question must not wait for imports.
        _begin(partial(_import_opening, is_opening))

    def places(self) -> None:
        """Import what the places of an open office need."""
        if _PLACES[-1] not in sys.modules:
            _begin(self._import_places)

    def stop(self) -> None:
        """End after the module that is being imported."""
        self._stop.set()

    def _import_places(self) -> None:
        for module in _PLACES:
            if module in sys.modules:
                continue
            import_module(module)
            if self._stop.wait(_BREATH):
                return


def _begin(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="imports", daemon=True).start()


def _import_opening(is_opening: Callable[[], bool]) -> None:
    import_module("ilp_desktop.office")
    from ilp_desktop.vault.cost import import_ahead  # noqa: PLC0415

    import_ahead()
    for module in _OPENING:
        import_module(module)
    if not is_opening():  # imports hold the interpreter: the day would be painted later
        import_module(_CONFERENCE)
