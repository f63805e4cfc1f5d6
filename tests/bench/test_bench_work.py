"""What people wait for costs the same work in a school of 5,000 as in one of 500: statements and steps are pinned."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from bench_school import TEACHER, School
from sqlalchemy import func, select, update

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.board import Behind, BoardFilter, By, Show, Whose
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.services.board import Board
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.findings import Findings
from ilp_desktop.services.participants import Participants
from ilp_desktop.services.students import Students
from ilp_desktop.store import ballasts
from ilp_desktop.store.counting import Count, counted
from ilp_desktop.store.tables import student

FEW, MANY = 500, 5_000
RULED_FEW, RULED_MANY = 300, 1_500
CASELOAD, COUNSELOR = 30, 21
"""The counselor of the board has nobody else's students."""
FIELD = "answer:celebrate.proud"
Act = Callable[[School], object]


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[School, School]]:
    folder = tmp_path_factory.mktemp("schools")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ballasts, "SIZE", 4096)
        clock = SetClock(datetime(2026, 11, 24, 15, 4, tzinfo=UTC))
        made = (School(folder, clock, FEW), School(folder, clock, MANY))
        yield made
    for school in made:
        school.store.close()


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[School, School]]:
    """Two schools under a policy, everybody judged; the counselor of each has as many students."""
    folder = tmp_path_factory.mktemp("ruled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ballasts, "SIZE", 4096)
        clock = SetClock(datetime(2026, 11, 24, 15, 4, tzinfo=UTC))
        made = (School(folder, clock, RULED_FEW, ruled=True), School(folder, clock, RULED_MANY, ruled=True))
        for school in made:
            ids = [1 + number * (school.students // CASELOAD) for number in range(CASELOAD)]
            Participants(school.desk()).assign(ids, COUNSELOR, "counselor")
            Findings(school.desk()).catch_up()
        yield made
    for school in made:
        school.store.close()


def work(school: School, act: Act) -> Count:
    """Count an act that was done before: the first time, the log of who opened what has a line more."""
    act(school)
    with counted(school.store) as count:
        act(school)
    return count


def typed(words: str, limit: int = 60, role: Role = Role.LEAD, staff_id: int = 1) -> Act:
    """Return a search. Its limit is what the small school fills, too: what is compared is finding as many."""
    return lambda school: Students(school.desk(role, staff_id)).search(words, limit)


def file_opened(school: School) -> object:
    return Students(school.desk()).open_file(school.pupil(7))


def day_shown(school: School) -> object:
    sheet = Conferences(school.desk()).day()
    assert len(sheet.rows) == 40
    return sheet


def conference_opened(school: School) -> object:
    desk = school.desk()
    desk.opened.add((desk.viewer.person_uid, "conference_opened", school.today[0]))
    return Conferences(desk).open(school.today[0])


def section_saved(school: School) -> object:
    school.clock.advance(1)
    return Conferences(school.desk()).leave_field(school.today[0], FIELD, f"I read. {school.clock.now()}", "en")


def keystroke_saved(school: School) -> object:
    school.clock.advance(1)
    return Conferences(school.desk()).save_draft(school.today[0], FIELD, f"I rea {school.clock.now()}", "en")


PINNED: dict[str, tuple[Act, int, int]] = {
    # what, statements, steps of SQLite's machine at most
    "the first of the list": (typed(""), 1, 1_600),
    "one letter": (typed("m"), 1, 4_000),
    "a family name": (typed("garc", 20), 1, 1_500),
    "two words": (typed("ma g", 20), 1, 1_500),
    "a guardian's name": (typed("rosa"), 1, 4_000),
    "nobody": (typed("xyzzy"), 1, 180),
    "a teacher's search": (typed("ma", 60, Role.TEACHER, TEACHER), 1, 4_000),
    "a student's file": (file_opened, 10, 700),
    # forty rows, of each also whether somebody waits at the desk, its group, what was answered, and all that the desk shows
    "the day's list": (day_shown, 2, 6_200),
    "a conference": (conference_opened, 10, 720),
    # 30 of them are the trigger that notes whose findings are to be judged anew.
    "a section saved": (section_saved, 4, 260),
    "a keystroke saved": (keystroke_saved, 2, 180),
}


@pytest.mark.parametrize("what", PINNED)
def test_it_is_as_much_work_in_a_large_school_as_in_a_small_one(schools: tuple[School, School], what: str):
    act, statements, steps = PINNED[what]
    few, many = (work(school, act) for school in schools)
    assert few.statements == many.statements == statements, many.sql
    assert many.vm_steps <= steps
    # The list is longer, so a search may go a step deeper into an index.
    assert many.vm_steps <= 1.1 * few.vm_steps + 20


def board(school: School, role: Role = Role.LEAD, staff_id: int = 1) -> Board:
    desk = school.desk(role, staff_id)
    desk.opened.add((desk.viewer.person_uid, "board_read", None))
    return Board(desk)


def everyones(wanted: BoardFilter | Behind) -> Act:
    return lambda school: board(school).students(wanted, limit=40)


def own(ask: Callable[[Board], object]) -> Act:
    return lambda school: ask(board(school, Role.COUNSELOR, COUNSELOR))


def goes_on(school: School) -> object:
    page = board(school).everyone(limit=20)
    return board(school).everyone(after=page.after, limit=40)


_OVERDUE = Behind(Whose.EVERYONE, "p4020-first", "2026-27/enrollment", State.OVERDUE)
_MINE_OVERDUE = Behind(Whose.MINE, "p4020-first", "2026-27/enrollment", State.OVERDUE)
ON_BOARD: dict[str, tuple[Act, int, int]] = {
    # what, statements (one of them asks for the policy in force), steps of SQLite's machine at most
    "everyone": (everyones(BoardFilter(Whose.EVERYONE)), 2, 1_600),
    "the second page": (goes_on, 4, 2_700),
    "who is overdue": (everyones(BoardFilter(Whose.EVERYONE, Show.OVERDUE)), 2, 1_600),
    "who has no plan": (everyones(BoardFilter(Whose.EVERYONE, Show.NO_PLAN)), 2, 1_600),
    "one keeper's": (everyones(BoardFilter(Whose.EVERYONE, Show.NEEDED, By.STAFF, COUNSELOR)), 3, 1_600),
    "one school's": (everyones(BoardFilter(Whose.EVERYONE, Show.NEEDED, By.SCHOOL, 1)), 2, 1_600),
    "behind a number": (everyones(_OVERDUE), 2, 2_300),
    "my students": (own(lambda one: one.mine(limit=40)), 3, 5_000),
    "my numbers": (own(lambda one: one.summary()), 2, 3_600),
    "mine by clause": (own(lambda one: one.by_clause()), 2, 16_000),
    "mine behind a number": (own(lambda one: one.students(_MINE_OVERDUE, limit=40)), 2, 12_000),
}


@pytest.mark.parametrize("what", ON_BOARD)
def test_the_board_is_as_much_work_in_a_large_school_as_in_a_small_one(ruled: tuple[School, School], what: str):
    act, statements, steps = ON_BOARD[what]
    few, many = (work(school, act) for school in ruled)
    assert few.statements == many.statements == statements, many.sql
    assert many.vm_steps <= steps
    assert many.vm_steps <= 1.15 * few.vm_steps + 40


NUMBERS: dict[str, Callable[[Board], object]] = {
    "summary": lambda one: one.summary(Whose.EVERYONE),
    "by clause": lambda one: one.by_clause(Whose.EVERYONE),
    "by keeper": lambda one: one.by_group(By.STAFF),
    "due": lambda one: one.due(Whose.EVERYONE, date(2026, 7, 1), date(2027, 7, 1)),
}


@pytest.mark.parametrize("what", NUMBERS)
def test_numbers_are_added_up_from_as_many_rows_however_many_students_there_are(
    ruled: tuple[School, School], what: str
):
    """As many keepers, grades and days: five times the students are not five times the work."""
    few, many = (work(school, lambda school: NUMBERS[what](board(school))) for school in ruled)
    assert few.statements == many.statements <= 3
    assert many.vm_steps <= 2.2 * few.vm_steps


def test_those_who_left_are_listed_without_going_through_the_school(schools: tuple[School, School]):
    def listed(school: School) -> Count:
        students = Students(school.desk())
        left = update(student).where(student.c.id.in_([school.pupil(at) for at in range(20, 40)]))
        with school.store.write() as connection:
            connection.execute(left.values(withdrawn_at=school.clock.now()))
        with counted(school.store) as count:
            assert len(students.search("", withdrawn=True)) == students.count(withdrawn=True) == 20
        with school.store.write() as connection:
            connection.execute(left.values(withdrawn_at=None))
        return count

    few, many = (listed(school) for school in schools)
    assert few.statements == many.statements == 2
    assert many.vm_steps <= 1.1 * few.vm_steps + 20


def test_work_that_grows_with_the_school_is_noticed(schools: tuple[School, School]):
    def all_read(school: School) -> object:
        with school.store.read() as connection:
            return connection.execute(select(func.count()).where(student.c.email == "nobody@example.org")).scalar_one()

    few, many = (work(school, all_read) for school in schools)
    assert many.vm_steps > 9 * few.vm_steps
