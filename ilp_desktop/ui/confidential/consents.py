"""The consent sheets of one note or document: for whom, which words, who said yes, and who is still to be asked."""

from datetime import date
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.confidential import (
    ConfidentialFile,
    ConfidentialItem,
    Means,
    Needed,
    Recipient,
    SheetView,
)
from ilp_desktop.language import _
from ilp_desktop.ui.confidential.deeds import Deeds, Given
from ilp_desktop.ui.confidential.forms import Choice, Day
from ilp_desktop.ui.confidential.words import (
    MEANS,
    consent_words,
    needed_words,
    recipient_words,
    sheet_state,
    sheet_title,
)
from ilp_desktop.ui.names import named
from ilp_desktop.ui.students.parts import FileLine
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Chip, Field, SegmentedControl, Text, Tinted

_BOTTOM = Qt.AlignmentFlag.AlignBottom


class ConsentSection(QWidget):
    """All sheets of one item, and the way to a new one."""

    def __init__(
        self, file: ConfidentialFile, item: ConfidentialItem, deeds: Deeds, today: date, parent: QWidget
    ) -> None:
        super().__init__(parent)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.md)
        words = _(
            "None of this leaves without the consent of the staff who protect it and of everybody it concerns: for named "
            "words, and for a named recipient."
        )
        column.addWidget(Text(words, "small", "text2", wrap=True, parent=self))
        for number, view in enumerate(item.sheets):
            column.addWidget(SheetBox(file, item, view, number, deeds, today, self))
        self._ask = named(Button(_("Ask for consent"), "", "plus", parent=self), f"item_{item.item_id}_ask")
        self._form: AskForm | None = None
        foot = QHBoxLayout()
        foot.addWidget(self._ask)
        foot.addStretch(1)
        column.addLayout(foot)

        def begin() -> None:
            self._ask.hide()
            self._form = AskForm(file, item, deeds, self)
            column.addWidget(self._form)
            self._form.show()
            self._form.recipient.combo.setFocus()

        self._ask.clicked.connect(begin)


class SheetBox(Tinted):
    """One sheet: a line for each yes, given or missing."""

    def __init__(
        self,
        file: ConfidentialFile,
        item: ConfidentialItem,
        view: SheetView,
        number: int,
        deeds: Deeds,
        today: date,
        parent: QWidget,
    ) -> None:
        super().__init__("neutral", padding=SPACE.md, spacing=SPACE.sm, parent=parent)
        name = f"item_{item.item_id}_sheet_{number}"
        named(self, name)
        head = QHBoxLayout()
        head.setSpacing(SPACE.sm)
        head.addWidget(Text(sheet_title(view.sheet), "strong", wrap=True, parent=self), 1)
        head.addWidget(Chip(*sheet_state(view), parent=self))
        self.body.addLayout(head)
        for at, consent in enumerate(view.sheet.consents):
            icon = "circle" if consent.withdrawn_on else "circle-check"
            line = FileLine(consent.name, consent_words(consent), icon, wrap=True, parent=self)
            if not consent.withdrawn_on:
                take_back = named(Button(_("Withdraw"), "ghost", parent=line), f"{name}_withdraw_{at}")
                take_back.clicked.connect(lambda _on=False, at=at: deeds.withdraw(item, view.sheet, at))
                line.add_right(take_back)
            self.body.addWidget(line)
        for at, needed in enumerate(view.missing if view.is_current else ()):
            self.body.addWidget(MissingLine(file, item, view, needed, f"{name}_missing_{at}", deeds, today, self))
        if view.is_complete:
            row = QHBoxLayout()
            out = named(Button(_("Hand out…"), "", "download", parent=self), f"{name}_hand_out")
            out.clicked.connect(lambda: deeds.hand_out(item, view.sheet))
            row.addWidget(out)
            row.addStretch(1)
            self.body.addLayout(row)


class MissingLine(QWidget):
    """Whose yes is missing, and the few fields with which it is written down."""

    def __init__(
        self,
        file: ConfidentialFile,
        item: ConfidentialItem,
        view: SheetView,
        needed: Needed,
        name: str,
        deeds: Deeds,
        today: date,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.sm)
        line = FileLine(needed_words(needed), _("Not asked yet"), "circle", wrap=True, parent=self)
        words = _("I consent") if needed.party == "staff" else _("Record consent")
        record = named(Button(words, "", parent=line), name)
        line.add_right(record)
        column.addWidget(line)
        if needed.party == "staff":
            given = Given("staff", "", "", "in_person", today)
            record.clicked.connect(lambda: deeds.give(item, view.sheet, given))
            return
        parents = [(one.name, one.uid) for one in file.parents]
        if needed.party == "parent" and not parents:
            record.setEnabled(False)
            no_parent = _("No adult may sign for this student today. See the adults of the file.")
            column.addWidget(Text(no_parent, "small", "text2", wrap=True, parent=self))

        def begin() -> None:
            record.setEnabled(False)
            form = GivenForm(needed, parents, name, today, self)
            form.keep.clicked.connect(lambda: deeds.give(item, view.sheet, form.given()))
            column.addWidget(form)
            form.show()
            form.first.setFocus()

        record.clicked.connect(begin)


class GivenForm(QWidget):
    """Who said yes, how, and when."""

    def __init__(self, needed: Needed, parents: list[tuple[str, str]], name: str, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._needed = needed
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, SPACE.sm)
        row.setSpacing(SPACE.md)
        self._who = Choice(_("Who"), f"{name}_who", parents, self) if needed.party == "parent" else None
        means = [(_(words), key) for key, words in MEANS.items()]
        self._means = Choice(_("How"), f"{name}_means", means, self)
        self._day = Day(_("When"), f"{name}_day", today, self)
        self.keep = named(Button(_("Record"), "primary", parent=self), f"{name}_keep")
        self.first = (self._who or self._means).field
        for field in (self._who, self._means, self._day):
            if field is not None:
                row.addWidget(field, 1)
        row.addWidget(self.keep, 0)
        row.setAlignment(self.keep, _BOTTOM)

    def given(self) -> Given:
        """Return what was chosen."""
        person = "" if self._who is None else str(self._who.chosen)
        return Given(self._needed.party, self._needed.name, person, cast("Means", self._means.chosen), self._day.chosen)


class AskForm(Tinted):
    """For whom, and which words."""

    def __init__(self, file: ConfidentialFile, item: ConfidentialItem, deeds: Deeds, parent: QWidget) -> None:
        super().__init__("neutral", padding=SPACE.md, spacing=SPACE.md, parent=parent)
        name = f"item_{item.item_id}"
        people = [(recipient_words(one), one) for one in file.recipients]
        self.recipient = Choice(_("For whom"), f"{name}_recipient", people, self)
        parts = (("all", _("All of it")), ("passage", _("Some words")))
        self._part = named(SegmentedControl(parts, spoken=_("Which words"), parent=self), f"{name}_part")
        hint = _("Copy them from the note. Consent is to these words and no others.")
        self._passage = Field(_("Which words"), hint=hint, least_lines=2, most_lines=6, parent=self)
        named(self._passage.editor, f"{name}_passage")
        self._passage.hide()
        self._part.chosen.connect(self._show_part)
        self._part.setVisible(bool(item.record.text))
        begin = named(Button(_("Begin the sheet"), "primary", parent=self), f"{name}_begin")

        def ask() -> None:
            passage = self._passage.text() if self._part.current() == "passage" else ""
            deeds.ask(item, cast("Recipient", self.recipient.chosen), passage)

        begin.clicked.connect(ask)
        row = QHBoxLayout()
        row.setSpacing(SPACE.md)
        row.addWidget(self.recipient, 1)
        row.addWidget(self._part, 0, _BOTTOM)
        self.body.addLayout(row)
        self.body.addWidget(self._passage)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(begin)
        self.body.addLayout(foot)

    def _show_part(self, key: str) -> None:
        self._passage.setVisible(key == "passage")
