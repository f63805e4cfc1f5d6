"""The part of the place "Policy" where the year is proved: what is open, the proofs made, and a district's together."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.proofs import Ahead, Proof, ProofLine, ProofPaper
from ilp_desktop.domain.sheets import SheetForm
from ilp_desktop.domain.watching import Watch
from ilp_desktop.language import _, in_use
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.measures import chart_colors
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.proof.made import MadeCard
from ilp_desktop.ui.proof.making import MakeCard
from ilp_desktop.ui.proof.words import PAPERS, file_name, step_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Card, EmptyState, ScrollingCanvas, Text, toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import Office

_WIDEST = 940
_CHART = 680.0
_KENTUCKY = "kentucky"


class ProofPart(ScrollingCanvas):
    """Makes the proof of a school year, and hands out what was made."""

    board_asked = Signal()
    """Somebody wants to see what is still open."""
    shown = Signal()
    """What there is was read and is on the screen."""

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs) -> None:
        super().__init__()
        named(self, "proof_part")
        self._office, self._background, self._dialogs = office, background, dialogs
        self._stop: threading.Event | None = None
        self._year = ""
        role = office.viewer.role
        self._may_delete = role is Role.LEAD
        self.make = MakeCard(may_make=role in {Role.LEAD, Role.PRINCIPAL})
        self.banner = named(Banner(), "proof_banner")
        self.cards: list[MadeCard] = []
        self.empty = named(
            EmptyState(
                "file-check",
                _("No report was made yet"),
                _(
                    "Once a year the school shows what it did: a report to families and the community, and a report clause by"
                    " clause for the district. What a report says stays as it was, whatever changes later."
                ),
            ),
            "proof_empty",
        )
        self.not_yours = named(
            EmptyState(
                "lock",
                _("The annual evidence is not yours to see"),
                _("The lead and the principal make it; an auditor reads it. Ask them for the report to families."),
            ),
            "proof_not_yours",
        )
        self.not_yours.hide()
        self.district = named(Button(_("Put the reports of several offices together…"), "ghost", "folder-open"), "proof_district_button")  # fmt: skip
        self._lay_out()
        self.make.board_asked.connect(self.board_asked)
        self.make.year_chosen.connect(self._choose_year)
        self.make.wanted.connect(self._make)
        self.make.working.cancelled.connect(self._cancel)
        self.district.clicked.connect(self._ask_district)
        background.changed.connect(self._hear)

    def focus_first(self) -> None:
        """Put the keyboard on the next step."""
        self.make.begin.setFocus()

    def flush(self) -> None:
        """Let go of what is under way: the office is being locked."""
        if self._stop is not None:
            self._stop.set()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()

    def read(self) -> None:
        """Read where the year stands and which proofs there are."""
        proofs, year = self._office.proofs, self._year

        def show(answer: tuple[Ahead | OfficeError, tuple[ProofLine, ...]]) -> None:
            ahead, lines = answer
            if isinstance(ahead, OfficeError):
                self.make.hide()
                self.banner.say(sentence(ahead), tint="neutral")
            else:
                self.make.show()
                self.make.show_ahead(ahead)
            self._show_lines(lines)
            self.shown.emit()

        def ask() -> tuple[Ahead | OfficeError, tuple[ProofLine, ...]]:
            lines = proofs.all()
            try:
                return proofs.ahead(year), lines
            except OfficeError as error:
                return error, lines

        self._background.ask(ask, self, show, self._fail)

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.POLICY, Kind.FINDING, Kind.EVIDENCE) and self.isVisible() and self._stop is None:
            self.read()

    def _fail(self, error: OfficeError) -> None:
        if error.code == "not_allowed":
            for part in (self.make, self.empty, self.district):
                part.hide()
            self.not_yours.show()
            self.shown.emit()
        else:
            self.banner.say(sentence(error))

    # Making one

    def _choose_year(self, label: str) -> None:
        self._year = label
        self.read()

    def _make(self, said: frozenset[str], plans: str) -> None:
        stop = self._stop = threading.Event()
        card = self.make
        card.set_busy(step_words("proof_judging"))
        self.banner.hide()

        def hear(step: str, done: int, total: int) -> None:
            if stop is self._stop and not stop.is_set():
                card.working.tell(done, total, step_words(step))

        watch = Watch(self._background.teller(self, hear), stop.is_set)
        year = self._year

        def done(_changes: Changes) -> None:
            self._stop = None
            card.set_busy("")
            card.close_form()
            card.plans.set_text("")
            self.banner.say(_("The report is made. What it says stays as it is now."), tint="accent")

        def failed(error: OfficeError) -> None:
            self._stop = None
            card.set_busy("")
            words = _("Stopped. Nothing was kept.") if error.code == "stopped" else sentence(error)
            card.banner.say(words, tint="neutral" if error.code == "stopped" else "red")
            card.deed.setFocus()

        proofs = self._office.proofs
        self._background.do(
            lambda: proofs.make(year, said, plans, watch=watch), done, failed, owner=self, takes_long=True
        )

    def _cancel(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self.make.working.cancel.setEnabled(False)
            self.make.working.tell(0, 0, _("Stopping…"))

    # What was made

    def _show_lines(self, lines: tuple[ProofLine, ...]) -> None:
        if [card.line for card in self.cards] != list(lines):
            for card in self.cards:
                self._made.removeWidget(card)
                card.hide()
                card.deleteLater()
            self.cards = [self._card(line) for line in lines]
            for card in self.cards:
                self._made.addWidget(card)
            if self.cards:
                self._draw(self.cards[0])
        self.empty.setVisible(not lines)

    def _card(self, line: ProofLine) -> MadeCard:
        card = MadeCard(line, may_delete=self._may_delete, self_viewed=_KENTUCKY)
        card.setMaximumWidth(_WIDEST)
        card.paper_asked.connect(partial(self._open_paper, line))
        card.data_asked.connect(partial(self._save_data, line))
        card.delete_asked.connect(partial(self._delete, line))
        return card

    def _draw(self, card: MadeCard) -> None:
        proofs, colors, language = self._office.proofs, chart_colors(), in_use()
        proof_id = card.line.proof_id

        def drawn() -> tuple[bytes, str]:
            from ilp_desktop.ui.proof.charts import met_by_grade  # noqa: PLC0415 - fonts are measured there

            return met_by_grade(proofs.open(proof_id).proof, colors, language, _CHART)

        self._background.ask(drawn, card, lambda answer: card.show_chart(*answer), lambda _error: None)

    def _open_paper(self, line: ProofLine, kind: ProofPaper, language: str, school: int | None) -> None:
        proofs = self._office.proofs
        self._open(
            _(PAPERS[kind]),
            lambda: proofs.paper(line.proof_id, kind, language, school),
            file_name(line, _(PAPERS[kind]), "pdf"),
        )

    def _open(self, title: str, draw: Callable[[], bytes], suggested: str) -> None:
        from ilp_desktop.ui.proof.window import ReportWindow  # noqa: PLC0415 - QtPdf is not on the way to the window

        ReportWindow(title, draw, suggested, self._background, self._dialogs, self).open()

    def _save_data(self, line: ProofLine, key: str) -> None:
        proofs, proof_id = self._office.proofs, line.proof_id
        which, _sign, form = key.partition("_")

        def content() -> bytes:
            return proofs.data(proof_id) if key == "json" else proofs.table(proof_id, which, SheetForm(form))

        suffix = form or "json"
        names = {"json": "JSON (*.json)", "csv": "CSV (*.csv)", "xlsx": "Excel (*.xlsx)"}
        kinds = {"json": _("evidence"), "clauses": _("clauses"), "groups": _("students by grade")}

        def save(path: Path) -> None:
            from ilp_desktop.office import write_privately  # noqa: PLC0415 - few are ever saved

            def done(written: Path) -> None:
                toast(self, _("Saved as {name}.").format(name=written.name))

            self._background.ask(lambda: write_privately(path, content()), self, done, self._fail)

        suggested = Path(file_name(line, kinds[which], suffix))
        self._dialogs.save_file(_("Save the data"), suggested, names[suffix], save)

    def _delete(self, line: ProofLine, reason: str) -> None:
        proofs = self._office.proofs

        def done(_changes: Changes) -> None:
            toast(self, _("Deleted. The record keeps that it was there, and why it was deleted."))
            self.focus_first()

        self._background.do(lambda: proofs.delete(line.proof_id, reason), done, self._fail, owner=self)

    # A district

    def _ask_district(self) -> None:
        def named_so(name: str) -> None:
            if name:
                title = _("The folder with the proof.json files of the offices")
                self._dialogs.choose_folder(title, Path.home(), lambda folder: self._put_together(folder, name))

        self._dialogs.ask_text(_("A report of several offices"), _("What the district is called"), named_so)

    def _put_together(self, folder: Path, name: str) -> None:
        proofs = self._office.proofs

        def read() -> tuple[Proof, tuple[str, ...]]:
            files = sorted(folder.glob("*.json"))
            return proofs.district([file.read_bytes() for file in files], name), tuple(file.name for file in files)

        def show(answer: tuple[Proof, tuple[str, ...]]) -> None:
            proof, files = answer
            self._offer_district(proof, files)

        self._background.ask(read, self, show, self._fail)

    def _offer_district(self, proof: Proof, files: tuple[str, ...]) -> None:
        self._district_card.show_proof(proof, files)

    def _open_district(self, proof: Proof, kind: ProofPaper) -> None:
        proofs, language = self._office.proofs, in_use()
        self._open(
            _(PAPERS[kind]),
            lambda: proofs.district_paper(proof, kind, language),
            file_name(None, _(PAPERS[kind]), "pdf"),
        )

    def _lay_out(self) -> None:
        self._district_card = DistrictCard()
        self._district_card.paper_asked.connect(self._open_district)
        self._made = QVBoxLayout()
        self._made.setSpacing(SPACE.lg)
        foot = QHBoxLayout()
        foot.addWidget(self.district)
        foot.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, SPACE.xl)
        column.setSpacing(SPACE.lg)
        for part in (self.banner, self.make, self._district_card):
            part.setMaximumWidth(_WIDEST)
        column.addWidget(self.not_yours)
        column.addWidget(self.banner)
        column.addWidget(self.make)
        column.addLayout(self._made)
        column.addWidget(self.empty)
        column.addWidget(self._district_card)
        column.addLayout(foot)
        column.addStretch(1)
        self.canvas.setLayout(column)


class DistrictCard(Card):
    """The proofs of several offices put together: nothing of it is kept here."""

    paper_asked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.md)
        named(self, "district_card")
        self._proof: Proof | None = None
        self.title = named(Text("", "h2"), "district_title")
        self.words = named(Text("", "body", "text2", wrap=True), "district_text")
        self.body.addWidget(self.title)
        self.body.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(SPACE.md)
        for kind in (ProofPaper.PATRONS, ProofPaper.EVIDENCE):
            button = named(Button(_(PAPERS[kind]), "", "file-text"), f"district_{kind.value}_button")
            button.clicked.connect(lambda _checked=False, kind=kind: self.paper_asked.emit(self._proof, kind))
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()

    def show_proof(self, proof: Proof, files: tuple[str, ...]) -> None:
        """Show what was put together, and offer its papers."""
        self._proof = proof
        self.title.setText(proof.office)
        words = _(
            "{files} files, {schools} schools, {students} students, school year {year}. Nothing of it is kept here."
        )
        self.words.setText(
            words.format(files=len(files), schools=len(proof.schools), students=proof.students, year=proof.school_year)
        )
        self.show()
        first: QWidget | None = self.findChild(Button)
        if first is not None:
            first.setFocus()
