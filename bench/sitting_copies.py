"""A sitting that signs a plan as the last of its signers does, and hands the copies out."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QWidget

from bench.hands import Hands, rest
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.printing import PaperOut
from ilp_desktop.ui.conference.papers import PagePrinter, Printer
from ilp_desktop.ui.conference.signatures import SignaturesPart

_PAD = [(40 + 9 * at, 30 + (at * 37) % 60) for at in range(20)]


class _Tray:
    """The one printer of this computer: it takes bytes, or paints them at 300 dots an inch into a file."""

    def __init__(self, folder: Path, *, paints: bool) -> None:
        self.taken: list[float] = []
        self.papers: list[bytes] = []
        self.pages = 0
        self._folder = folder
        self._paints = paints

    def usual(self) -> Printer | None:
        return self

    def choose(self, parent: QWidget, then: Callable[[Printer], None]) -> None:
        del parent
        then(self)

    def print_pages(self, pdf: bytes) -> None:
        self.print_paper(PaperOut(pdf), lambda _page: None)

    def print_paper(self, paper: PaperOut, went_out: Callable[[int], None]) -> None:
        self.papers.append(paper.pdf)
        if self._paints:
            paint(paper, self._folder / f"{len(self.papers)}.pdf", went_out)
        else:
            for page in range(1, 3):
                went_out(page)
        self.taken.append(perf_counter())


def paint(paper: PaperOut, path: Path, went_out: Callable[[int], None]) -> None:
    """Print a copy as the program does, into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    PagePrinter(printer).print_paper(PaperOut(paper.pdf), went_out)


def hand_out(office: Path, port: str) -> dict[str, Any]:
    """Return the seconds from the last signer's click on Sign to the last page of the last copy at the printer."""
    tray = _Tray(office.parent, paints=port == "paint")
    SignaturesPart.printers = tray
    hands = Hands(office)
    hands.unlock(pasted_at_once=False)
    name, last = _all_but_one(hands)
    _go_to_signing(hands, name)
    hands.click(f"turn_{last}")
    hands.wait(lambda: hands.is_shown("sign_panel"), "the turn to sign")
    QTest.mouseClick(hands.find("choice_agree"), Qt.MouseButton.LeftButton)
    hands.draw("signature_pad", _PAD)
    rest(1500)
    begun = perf_counter()
    hands.click("sign_button")
    hands.wait(lambda: hands.is_shown("hand_out_button"), "the last mark kept")
    QTest.keyClick(hands.find("hand_out_button"), Qt.Key.Key_Space)
    hands.wait(lambda: hands.is_shown("hand_out_told"), "the copies")
    pages: list[int] = []
    again = perf_counter()
    for number, pdf in enumerate(tray.papers):
        paint(PaperOut(pdf), office.parent / f"bare{number}.pdf", pages.append)
    bare = perf_counter() - again
    hands.program.close()
    return {"seconds": tray.taken[-1] - begun, "bare_seconds": bare, "pages": len(pages), "copies": len(tray.papers)}


def _all_but_one(hands: Hands) -> tuple[str, int]:
    """Bring the conference that is under way to its last signature; return whose it is and who is still to sign."""
    office = hands.program.office
    assert office is not None
    row = next(row for row in office.conferences.day().rows if row.mine and row.state is ConferenceState.IN_CONFERENCE)
    conference = row.conference_id
    if not office.conferences.open(conference).consultation.settled:
        office.consultations.not_held(conference, "parent_declined")
    if not office.plans.carrying(conference).is_ready:
        office.plans.carry_over(conference, "read_aloud", "Ana Sol")
    people = [line.participant.participant_id for line in office.signing.prepare(conference).signers if line.expected]
    for person in people[:-1]:
        sheet = office.signing.prepare(conference)
        office.signing.sign(conference, person, sheet.sha256, "agree", method="paper")
    return row.student_name, people[-1]


def _go_to_signing(hands: Hands, name: str) -> None:
    view = hands.listing("day_list")
    assert isinstance(view, QAbstractItemView)
    model = hands.model(view)
    said = (str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount()))
    hands.click_row(view, next(row for row, words in enumerate(said) if name.split(" ", maxsplit=1)[0] in words))
    hands.wait(lambda: hands.is_shown("conference_stepper") and hands.is_shown("next_button"), "the conference")
    for _ in range(12):
        if hands.is_shown("signers_note"):
            break
        rest(400)
        hands.click("next_button")
    hands.wait(lambda: hands.is_shown("signers_note"), "the section in which one signs")
    rest(800)
