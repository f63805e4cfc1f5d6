"""A real encrypted office with one conference day, and the day's screen upon it: what tests of the day stand on."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import insert

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.names import sort_key
from ilp_desktop.office import Office, found, open_office
from ilp_desktop.store import uids
from ilp_desktop.store.tables import assignment, guardian, measure_point, org, staff_member, student, student_guardian
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.day.screen import DayScreen
from ilp_desktop.vault.cost import CHEAP

PASSPHRASE = "seven gray herons wade the ditch"
TODAY = date(2026, 10, 15)
CHILDREN = (
    ("Amara", "Okafor", "06", "Ngozi", "mother", "en", "08:00", "in_person"),
    ("Benjamin", "Tsosie", "04", "Will", "father", "en", "08:20", "in_person"),
    ("Camila", "Hernández", "05", "Rosa", "mother", "es", "08:40", "in_person"),
    ("Dao", "Nguyen", "06", "Linh", "mother", "vi", "09:00", "in_person"),
    ("Elias", "Whitehorse", "05", "Ana", "grandparent", "en", "09:20", "phone"),
    ("Fiona", "McAllister", "04", "Jean", "mother", "en", "09:40", "in_person"),
    ("Gabriel", "Sorensen", "06", "Lars", "father", "en", "13:00", "in_person"),
)
GROWTH = (
    ("Reading fluency", "words a minute", "Classroom check", (61, 72, 84), 80.0),
    ("Fractions", "of 10", "Math check", (6, 7, 9), None),
)
TERMS = (("Fall 2025", date(2025, 10, 1)), ("Spring 2026", date(2026, 4, 1)), ("Fall 2026", date(2026, 10, 1)))


def add(office: Office, clock: SetClock, table, **values) -> int:
    if "uid" in table.c:
        values.setdefault("uid", uids.new_uid(clock))
    with office._desk.store.write() as connection:
        return connection.execute(insert(table).values(**values)).inserted_primary_key[0]


def new_office(folder: Path, clock: SetClock) -> Office:
    with found(
        folder / "Alder.ilp",
        office_name="Alder Elementary",
        person_name="Iris Park",
        passphrase=PASSPHRASE,
        clock=clock,
        cost=CHEAP,
    ) as founding:
        return founding.confirm(founding.recovery_code)


def fill(office: Office, clock: SetClock) -> dict[str, int]:
    """Bring in seven families and their conferences; return the conference ids by the child's given name."""
    school = add(office, clock, org, name="Alder Elementary", type="school")
    other = add(office, clock, staff_member, given_name="Omar", family_name="Lund", role="teacher")
    made: dict[str, int] = {}
    for number, (given, family, grade, parent, relationship, language, at, mode) in enumerate(CHILDREN):
        child = add(
            office,
            clock,
            student,
            given_name=given,
            family_name=family,
            grade=grade,
            student_number=f"70{number}",
            school_id=school,
            sort_key=sort_key(family, given),
            home_language=language,
            birth_date=date(2015, 3, 4),
        )
        adult = add(
            office,
            clock,
            guardian,
            given_name=parent,
            family_name=family,
            language=language,
            needs_interpreter=language == "es",
        )
        add(office, clock, student_guardian, student_id=child, guardian_id=adult, relationship=relationship)
        staff = other if given in {"Fiona", "Gabriel"} else office.viewer.staff_id
        add(office, clock, assignment, student_id=child, staff_id=staff)
        for label, unit, source, values, benchmark in GROWTH:
            for (term, on), value in zip(TERMS, values, strict=True):
                add(
                    office,
                    clock,
                    measure_point,
                    student_id=child,
                    label=label,
                    unit=unit,
                    source=source,
                    measured_on=on,
                    term=term,
                    value=float(value),
                    benchmark=benchmark,
                )
        if given == "Camila":
            last_time(office, child)
        made[given] = office.conferences.arrange(child, TODAY, at, mode=mode, staff_id=staff).made_id or 0
    return made


def last_time(office: Office, child: int) -> None:
    """A conference in spring, whose goals are looked at again."""
    spring = office.conferences.arrange(child, date(2026, 3, 3), "08:40").made_id or 0
    office.conferences.begin(spring)
    office.consultations.not_held(spring, "parent_declined")
    for text, status in (("I will read every evening.", "met"), ("I will raise my hand once a day.", "partly")):
        goal = office.conferences.add_goal(spring).made_id or 0
        office.conferences.leave_field(spring, f"goal:{goal}", text, "en")
        office.conferences.set_goal_status(goal, status)
    office.conferences.conclude(spring)


@dataclass
class Day:
    """The day's screen in a window, and the ways a person has with it."""

    qtbot: object
    office: Office
    clock: SetClock
    background: Background
    screen: DayScreen
    ids: dict[str, int]

    def find(self, kind: type, name: str):
        for one in self.screen.window().findChildren(kind, name):
            if one.isVisible():
                return one
        raise AssertionError(f"{name} is not on the screen")

    def sees(self, name: str) -> bool:
        return any(one.isVisible() for one in self.screen.window().findChildren(QWidget, name))

    def click(self, name: str) -> None:
        widget = self.wait_for(name)
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def wait_for(self, name: str):
        self.qtbot.waitUntil(lambda: self.sees(name), timeout=5000)
        return self.find(QWidget, name)

    def settle(self) -> None:
        """Wait until nothing is under way any more."""
        for _ in range(3):  # an answer may ask the next question
            self.qtbot.waitUntil(lambda: self.background._under_way == 0, timeout=10000)
            self.qtbot.wait(1)

    def type(self, name: str, text: str) -> None:
        widget = self.wait_for(name)
        widget.setFocus()
        self.qtbot.keyClicks(widget, text)

    def open(self, given: str) -> None:
        """Choose a row of the list with the mouse."""
        listed = self.find(QWidget, "day_list")
        place = listed.model().place(self.ids[given])
        assert place.isValid(), given
        listed.scrollTo(place)
        self.qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.visualRect(place).center())
        self.settle()

    def begin(self, given: str) -> None:
        self.open(given)
        self.click("begin_button")

    def go_to(self, step: int) -> None:
        stepper = self.find(QWidget, "conference_stepper")
        self.qtbot.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=stepper.center_of(step).toPoint())
        self.settle()

    def sheet(self, given: str):
        return self.office.conferences.open(self.ids[given])


def morning() -> SetClock:
    """Half past eight in Salt Lake City, on the conference day."""
    return SetClock(datetime(2026, 10, 15, 14, 30, tzinfo=UTC))


@cache
def filled() -> tuple[TemporaryDirectory[str], dict[str, int]]:
    """The office as it is before the day begins, made once; each test works on a copy."""
    folder = TemporaryDirectory(prefix="ilp-day-")
    clock = morning()
    office = new_office(Path(folder.name), clock)
    try:
        return folder, fill(office, clock)
    finally:
        office.close()


@contextmanager
def school_day(tmp_path: Path, qtbot, size: tuple[int, int] = (1294, 720)) -> Iterator[Day]:
    clock = morning()
    folder, ids = filled()
    copy = shutil.copytree(Path(folder.name) / "Alder.ilp", tmp_path / "Alder.ilp")
    office = open_office(copy, PASSPHRASE, clock=clock, lowest=CHEAP)
    background = Background()
    try:
        screen = DayScreen(office, background, clock, office._desk.zone)
        day = Day(qtbot, office, clock, background, screen, ids)
        screen.resize(*size)
        screen.show()
        qtbot.waitExposed(screen)
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow)
        day.settle()
        yield day
        screen.flush()
        day.settle()
        screen.close()
        screen.deleteLater()
        qtbot.wait(1)
    finally:
        background.close()
        office.close()
