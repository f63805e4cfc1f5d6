"""Nine families of three staff with a schedule, and the page on which it is arranged: what tests of arranging stand on."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui_day_office import PASSPHRASE, add, morning, new_office
from ui_household_office import Hands, hands_on

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Viewer
from ilp_desktop.domain.names import sort_key
from ilp_desktop.domain.schedule_sheets import StaffHours
from ilp_desktop.office import Office, open_office
from ilp_desktop.store.tables import assignment, guardian, org, staff_member, student, student_guardian
from ilp_desktop.ui.arranging.screen import ArrangingPage
from ilp_desktop.ui.background import Background
from ilp_desktop.vault.cost import CHEAP

FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 3)
CHILDREN = ("Amara", "Benjamin", "Camila", "Dao", "Elias", "Fiona", "Gabriel", "Hana", "Isaac")
"""Three of each of the staff, in turn. Camila's mother needs a Spanish interpreter; Dao and Elias are one family."""


def fill(office: Office, clock: SetClock) -> dict[str, int]:
    school = add(office, clock, org, name="Alder Elementary", type="school")
    staff = [
        add(office, clock, staff_member, given_name=given, family_name=family, role="teacher")
        for given, family in (("Ada", "Abbott"), ("Ben", "Brook"), ("Cal", "Cole"))
    ]
    ids = dict(zip(("Ada", "Ben", "Cal"), staff, strict=True))
    shared = 0
    for at, given in enumerate(CHILDREN):
        family = "Diaz" if given in {"Dao", "Elias"} else f"Family{at}"
        values = {"grade": "05", "student_number": f"70{at}", "school_id": school, "sort_key": sort_key(family, given)}
        child = ids[given] = add(office, clock, student, given_name=given, family_name=family, **values)
        if given != "Elias":
            spoken = {"language": "es", "needs_interpreter": True} if given == "Camila" else {"language": "en"}
            shared = add(office, clock, guardian, given_name="Parent", family_name=family, **spoken)
        add(office, clock, student_guardian, student_id=child, guardian_id=shared, relationship="mother")
        add(office, clock, assignment, student_id=child, staff_id=staff[at % 3], duty="teacher")
    ids["schedule"] = office.schedules.make("Fall", minutes=15).made_id or 0
    hours = [StaffHours(one, day, "16:00", "17:00", "") for one in staff for day in (FIRST, SECOND)]
    office.schedules.set_hours(ids["schedule"], hours)
    return ids


@cache
def filled() -> tuple[TemporaryDirectory[str], dict[str, int]]:
    folder = TemporaryDirectory(prefix="ilp-arranging-")
    clock = morning()
    office = new_office(Path(folder.name), clock)
    try:
        return folder, fill(office, clock)
    finally:
        office.close()


class Answers:
    """Says yes to every question, and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.file: Path | None = None

    def confirm(self, title, text, yes, then, *, danger=False) -> None:
        self.asked.append(f"{title} {text} {yes}")
        then()

    def open_file(self, title, filters, then) -> None:
        assert self.file is not None
        then(self.file)


@dataclass
class Arranging:
    """The page, and a person's ways with its grid."""

    hands: Hands
    page: ArrangingPage
    office: Office
    clock: SetClock
    ids: dict[str, int]
    answers: Answers = field(default_factory=Answers)

    @property
    def grid(self):
        return self.page.grid.grid

    def key_of(self, given: str) -> int:
        lines = self.grid.board.lines
        return next(key for key, line in lines.items() if line.name.startswith(given))

    def kept(self, given: str) -> tuple[date | None, str]:
        """Where the office says that somebody's meeting is."""
        (line,) = (one for one in self.office.schedules.sheet(self.ids["schedule"]).meetings if given in one.name)
        return line.on, line.starts_at

    def open(self) -> None:
        self.page._open(self.ids["schedule"])
        self.hands.settle()

    def point(self, given: str) -> QPoint:
        return self.grid.rect_of(self.key_of(given)).center().toPoint()

    def spot(self, given: str, on: date, at: str) -> QPoint:
        board = self.grid.board
        return self.grid.rect_at(board.column_of(self.key_of(given)), board.minute(on, at)).center().toPoint()

    def drag(self, given: str, on: date, at: str, *, drop: bool = True) -> None:
        view, to = self.grid.viewport(), self.spot(given, on, at)
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=self.point(given))
        QTest.mouseMove(view, self.point(given) + QPoint(0, 14))
        QTest.mouseMove(view, to)
        if drop:
            self.drop(given, on, at)

    def drop(self, given: str, on: date, at: str) -> None:
        QTest.mouseRelease(self.grid.viewport(), Qt.MouseButton.LeftButton, pos=self.spot(given, on, at))
        self.hands.settle()

    def keys(self, *codes: Qt.Key) -> None:
        for code in codes:
            QTest.keyClick(QApplication.focusWidget() or self.page, code)
        self.hands.settle()

    def line(self) -> str:
        return self.page.grid.line.text()


@contextmanager
def arranging(tmp_path: Path, qtbot, *, role=None, size=None) -> Iterator[Arranging]:
    clock = morning()
    folder, ids = filled()
    copy = shutil.copytree(Path(folder.name) / "Alder.ilp", tmp_path / "Alder.ilp")
    office = open_office(copy, PASSPHRASE, clock=clock, lowest=CHEAP)
    seen = office if role is None else office.as_seen_by(Viewer(UUID(int=7), role, "Ada", ids["Ada"]))
    background, answers = Background(), Answers()
    try:
        page = ArrangingPage(seen, background, answers, clock, seen.zone)
        more = () if size is None else (size,)
        with hands_on(qtbot, page, background, *more) as hands:
            yield Arranging(hands, page, seen, clock, ids, answers)
    finally:
        background.close()
        office.close()
