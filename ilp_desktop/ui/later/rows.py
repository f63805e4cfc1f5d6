"""Owed signatures for a list view: spoken as well as drawn."""

from collections.abc import Hashable
from datetime import date

from PySide6.QtCore import QObject

from ilp_desktop.domain.circumstances import SignerOwed
from ilp_desktop.ui.later.words import owed_chip, owed_meta
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import RowsModel
from ilp_desktop.ui.students.rows import PersonDelegate, PersonLook


class OwedModel(RowsModel[SignerOwed]):
    """The list as it is shown."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today

    @override
    def key(self, row: SignerOwed) -> int:
        return row.participant_id

    @override
    def spoken(self, row: SignerOwed) -> str:
        return ", ".join((row.name, owed_meta(row), owed_chip(row, self._today)[0]))

    @override
    def tip(self, row: SignerOwed) -> str:
        return owed_meta(row)


class OwedDelegate(PersonDelegate):
    """Paints one signer as the list of students paints a student."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today

    @override
    def look_of(self, row: Hashable) -> PersonLook | None:
        if not isinstance(row, SignerOwed):
            return None
        return PersonLook(row.name, owed_meta(row), owed_chip(row, self._today))
