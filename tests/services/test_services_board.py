"""The board: who still needs what by when, how many, what falls due; for whom; and as a table that runs nothing."""

import csv
import io
from collections import Counter
from datetime import date
from uuid import UUID

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.board import SOON, Behind, BoardFilter, By, Counts, Days, Show, Whose
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.findings import Outcome, State, state_on
from ilp_desktop.domain.policy.next_steps import NextStep, step_of
from ilp_desktop.domain.sheets import SheetForm
from ilp_desktop.places import FORMS
from ilp_desktop.services.board import Board
from ilp_desktop.services.findings import Findings, finding_of
from ilp_desktop.services.packs import Packs
from ilp_desktop.services.participants import Participants
from ilp_desktop.services.policies import policy_in_force
from ilp_desktop.store import uids
from ilp_desktop.store.disposals import Tombstone, dispose
from ilp_desktop.store.tables import assignment, audit, finding, staff_member, standing, student

TODAY = date(2026, 11, 24)
EVERYONE = BoardFilter(Whose.EVERYONE)
GRADES = ("KG", "03", "05", "07", "09", "12")


@pytest.fixture
def ruled(school):
    """Twelve children of six grades under Policy 4020; Camila and every third of the others are Iris's, the rest Omar's."""
    Packs(school.desk()).adopt(FORMS / "policy-4020")
    school.children = [school.camila_id]
    for number in range(12):
        one = school.child(f"Ana{number}", f"Zu\u00f1iga{number}", grade=GRADES[number % len(GRADES)])
        keeper = school.other_teacher_id if number % 3 else school.teacher_id
        school.add(assignment, student_id=one, staff_id=keeper)
        school.children.append(one)
    Findings(school.desk()).catch_up()
    return school


def board(school, role=Role.LEAD, staff_id=None) -> Board:
    return Board(school.desk(role, staff_id))


def whole(ask, size=2):
    """All rows of a list, a few at a time."""
    page = ask(None, size)
    rows = [*page.rows]
    while page.after is not None:
        page = ask(page.after, size)
        assert len(page.rows) <= size
        rows += page.rows
    return rows


def held(school, student_id, day):
    """A conference that took place, with everybody there."""
    with school.store.write() as connection:
        at = school.clock.now()
        made = connection.exec_driver_sql(
            "INSERT INTO conference (uid, student_id, held_on, state, concluded_at) VALUES (?, ?, ?, 'signed', ?)",
            (uids.new_uid(school.clock).bytes, student_id, day.isoformat(), at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
        ).lastrowid
        for party in ("student", "family", "school"):
            connection.exec_driver_sql(
                "INSERT INTO participant (uid, conference_id, party, attended) VALUES (?, ?, ?, 1)",
                (uids.new_uid(school.clock).bytes, made, party),
            )
    Findings(school.desk()).catch_up()


# Who sees whom


def test_a_teacher_has_their_own_students_and_nobody_elses(ruled):
    mine = whole(lambda a, n: board(ruled, Role.TEACHER).mine(after=a, limit=n))
    assert {row.student_id for row in mine} == {
        one for at, one in enumerate(ruled.children) if at == 0 or (at - 1) % 3 == 0
    }
    others = board(ruled, Role.TEACHER, ruled.other_teacher_id).mine(limit=60).rows
    assert {row.student_id for row in mine} | {row.student_id for row in others} == set(ruled.children)
    assert not {row.student_id for row in mine} & {row.student_id for row in others}


def test_who_may_not_read_every_plan_is_told_so_whatever_they_ask(ruled):
    for role in (Role.TEACHER, Role.COUNSELOR, Role.CAREER_STAFF, Role.FRONT_DESK):
        theirs = board(ruled, role)
        asked = (
            theirs.everyone,
            lambda theirs=theirs: theirs.summary(Whose.EVERYONE),
            lambda theirs=theirs: theirs.by_clause(Whose.EVERYONE),
            lambda theirs=theirs: theirs.by_group(By.STAFF),
            theirs.of_school,
            lambda theirs=theirs: theirs.due(Whose.EVERYONE, TODAY, TODAY),
            lambda theirs=theirs: theirs.export(EVERYONE, SheetForm.CSV),
        )
        for ask in asked:
            with pytest.raises(OfficeError, match="not_allowed"):
                ask()
    for role in (Role.LEAD, Role.PRINCIPAL, Role.AUDITOR):
        assert len(board(ruled, role).everyone().rows) == len(ruled.children)


def test_the_front_desk_has_no_board_not_even_of_students_assigned_to_it(ruled):
    with pytest.raises(OfficeError, match="not_allowed"):
        board(ruled, Role.FRONT_DESK).mine()


def test_a_substitute_has_the_absent_persons_students_on_those_days_only(ruled):
    stand_in = ruled.add(staff_member, given_name="Sam")
    theirs = board(ruled, Role.TEACHER, stand_in)
    assert theirs.mine().rows == ()
    Participants(ruled.desk()).stand_in(ruled.other_teacher_id, stand_in, TODAY, TODAY)
    omars = board(ruled, Role.TEACHER, ruled.other_teacher_id).mine().rows
    assert theirs.mine().rows == omars
    assert theirs.summary().students == len(omars)
    ruled.clock.advance(24 * 3600)
    assert theirs.mine().rows == ()


def test_who_has_left_has_no_students(ruled):
    Participants(ruled.desk()).leave(ruled.other_teacher_id, TODAY)
    theirs = board(ruled, Role.TEACHER, ruled.other_teacher_id)
    assert theirs.mine().rows
    ruled.clock.advance(24 * 3600)
    assert theirs.mine().rows == ()
    assert theirs.summary().students == 0


def test_somebody_elses_student_says_nothing(ruled):
    theirs = board(ruled, Role.TEACHER, ruled.other_teacher_id)
    with pytest.raises(OfficeError, match="student_gone"):
        theirs.needs(ruled.camila_id)


# What it says


def test_the_most_urgent_comes_first_with_how_much_more_and_what_to_do(ruled):
    rows = board(ruled).everyone().rows
    assert [row.due_on or date.max for row in rows] == sorted(row.due_on or date.max for row in rows)
    camila = next(row for row in rows if row.student_id == ruled.camila_id)
    assert (camila.title, camila.state, camila.step) == (
        "The first one early in the year",
        State.OVERDUE,
        NextStep.SCHEDULE,
    )
    needs = board(ruled).needs(ruled.camila_id)
    assert camila.more + 1 == sum(need.state in {State.DUE, State.OVERDUE} for need in needs)
    assert needs[0].clause.clause_id == camila.clause_id


def test_a_conference_that_was_held_takes_the_student_off_what_was_overdue(ruled):
    before = board(ruled).summary(Whose.EVERYONE)
    held(ruled, ruled.camila_id, date(2026, 9, 10))
    after = board(ruled).summary(Whose.EVERYONE)
    camila = next(row for row in board(ruled).everyone().rows if row.student_id == ruled.camila_id)
    assert camila.clause_id != "p4020-first"
    assert after.students == before.students


def test_students_without_a_plan_are_one_list_by_grade(ruled):
    rows = whole(lambda a, n: board(ruled).everyone(Show.NO_PLAN, a, n), 5)
    assert {row.student_id for row in rows} == set(ruled.children)
    assert [row.no_plan for row in rows] == sorted(row.no_plan for row in rows)
    assert {row.no_plan for row in rows} == {"ilp", "pccr"}


def test_a_page_goes_on_where_the_last_one_ended_and_nobody_stands_twice(ruled):
    for show in Show:
        for size in (1, 2, 5, 60):
            rows = whole(lambda a, n, show=show: board(ruled).everyone(show, a, n), size)
            ids = [row.student_id for row in rows]
            assert len(ids) == len(set(ids)) == board(ruled).summary(Whose.EVERYONE).of(show), (show, size)


def test_what_falls_due_says_the_day_and_leads_to_the_students(ruled):
    lines = board(ruled).due(Whose.EVERYONE, date(2026, 7, 1), date(2027, 7, 1))
    assert [line.day for line in lines] == sorted(line.day for line in lines)
    for line in lines:
        behind = Behind(Whose.EVERYONE, line.clause_id, line.period, day=line.day)
        rows = whole(lambda a, n, behind=behind: board(ruled).students(behind, a, n), 3)
        assert len({row.student_id for row in rows}) == len(rows) == line.students
        assert {row.due_on for row in rows} == {line.day}


def test_the_schools_own_requirements_stand_in_a_group_of_their_own(ruled):
    lines = board(ruled).of_school()
    assert lines
    assert all(need.state is State.DUE for need in lines)
    own = {need.clause.clause_id for need in lines}
    assert not own & {line.clause_id for line in board(ruled).by_clause(Whose.EVERYONE)}


def test_reading_it_writes_one_line_and_a_list_that_leaves_another(ruled):
    desk = ruled.desk()
    for _ in range(3):
        Board(desk).opened(BoardFilter())
        Board(desk).mine()
    Board(desk).export(EVERYONE, SheetForm.CSV)
    with ruled.store.read() as connection:
        rows = connection.execute(select(audit.c.act, audit.c.params).where(audit.c.act.like("board%"))).all()
    assert [(row.act, row.params.get("lines")) for row in rows] == [("board_read", None), ("board_exported", 13)]


def test_without_rules_it_says_that_there_are_none(school):
    Findings(school.desk()).catch_up()
    face = board(school).opened(BoardFilter())
    assert not face.ruled
    assert face.page.rows == ()


@pytest.mark.parametrize(
    ("pack", "usual"),
    [
        ("policy-4020", NextStep.SCHEDULE),
        ("davis", NextStep.SCHEDULE),
        ("millard-model", NextStep.SCHEDULE),
        ("kentucky", NextStep.WRITE),
        ("stride", NextStep.CALL),
    ],
)
def test_every_clause_of_every_policy_has_a_next_step(school, pack, usual):
    Packs(school.desk()).adopt(FORMS / pack)
    with school.store.read() as connection:
        clauses = policy_in_force(connection, TODAY).clauses
    steps = Counter(step_of(clause) for clause in clauses)
    assert steps.total() == len(clauses)
    assert steps[usual]


# As a table


def test_a_table_runs_nothing_and_keeps_days_as_days(ruled):
    evil = '=HYPERLINK("http://x","y")'
    with ruled.store.write() as connection:
        connection.execute(update(student).where(student.c.id == ruled.camila_id).values(preferred_name=evil))
    listing = BoardFilter(Whose.EVERYONE)
    lines = list(csv.reader(io.StringIO(board(ruled).export(listing, SheetForm.CSV).decode("utf-8-sig"))))
    assert len(lines) == 1 + len(ruled.children)
    assert all(not cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
    book = openpyxl.load_workbook(io.BytesIO(board(ruled).export(listing, SheetForm.XLSX)))
    page = book.active
    assert [cell.value for cell in page[1]] == lines[0]
    cells = [cell for row in page.iter_rows(min_row=2) for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(str(cell.value).startswith(evil) for cell in cells)
    days = [page.cell(row, 6).value.date() for row in range(2, page.max_row + 1)]
    assert days == [row.due_on for row in whole(lambda a, n: board(ruled).everyone(after=a, limit=n), 4)]
    assert page.column_dimensions["A"].width > 12
    assert page.column_dimensions["A"].hidden is False


@pytest.mark.parametrize(
    "listing",
    [
        Behind(Whose.EVERYONE, "p4020-first", "2026-27/enrollment", State.OVERDUE),
        Counts(Whose.EVERYONE),
        *(Counts(Whose.EVERYONE, by) for by in By),
        Days(Whose.EVERYONE, date(2026, 7, 1), date(2027, 7, 1)),
        BoardFilter(Whose.MINE, Show.OVERDUE),
    ],
)
def test_every_list_of_the_board_can_be_saved(ruled, listing):
    for form in SheetForm:
        content = board(ruled).export(listing, form)
        if form is SheetForm.XLSX:
            page = openpyxl.load_workbook(io.BytesIO(content)).active
            assert page.max_row > 1
            assert all(cell.value for cell in page[1])
        else:
            assert content.count(b"\n") > 1


# Whatever happens, the numbers are those of the findings


def naive(school, whose_ids=None):
    """Count everything from the findings and the standings themselves, one by one."""
    today = school.desk().today
    with school.store.read() as connection:
        policy = policy_in_force(connection, today)
        enrolled = {
            row.id: row
            for row in connection.execute(
                select(student.c.id, student.c.grade).where(
                    student.c.withdrawn_at.is_(None), student.c.deleted_at.is_(None)
                )
            )
        }
        rows = connection.execute(select(finding).where(finding.c.student_id > 0)).all()
        stands = connection.execute(select(standing)).all()
    strengths = {clause.clause_id: clause.strength for clause in policy.clauses}
    counts: Counter = Counter()
    for row in rows:
        one = finding_of(row)
        if one.outcome is not Outcome.NOT_APPLICABLE and (whose_ids is None or row.student_id in whose_ids):
            assert row.student_id in enrolled
            counts[one.clause_id, one.period, state_on(one, strengths[one.clause_id], today)] += 1
    shown: Counter = Counter()
    grades: Counter = Counter()
    for row in stands:
        if whose_ids is not None and row.student_id not in whose_ids:
            continue
        assert enrolled[row.student_id].grade == row.grade
        needs = row.needed > 0
        late = needs and row.next_due_on is not None and row.next_due_on < today
        shown[Show.NEEDED if needs else Show.ALL_SET] += 1
        shown[Show.OVERDUE] += late
        shown[Show.SOON] += needs and row.next_due_on is not None and today <= row.next_due_on <= today + SOON
        shown[Show.NO_PLAN] += bool(row.no_plan)
        grades[row.grade] += 1
    return counts, shown, grades


_acts = st.lists(
    st.tuples(
        st.sampled_from(("withdraw", "return", "dispose", "grade", "hold", "hand over", "tomorrow", "school")),
        st.integers(0, 12),
        st.dates(date(2026, 8, 20), date(2027, 5, 20)),
    ),
    min_size=1,
    max_size=8,
)


def act(school, what, who, day):
    s = student.c
    with school.store.write() as connection:
        there = connection.execute(select(s.id).where(s.id == who, s.deleted_at.is_(None))).first()
    if there is None:
        return
    values = {
        "withdraw": {"withdrawn_at": school.clock.now()},
        "return": {"withdrawn_at": None},
        "grade": {"grade": GRADES[day.day % len(GRADES)]},
        "school": {"school_id": None},
    }
    if what in values:
        with school.store.write() as connection:
            connection.execute(update(student).where(s.id == who).values(**values[what]))
    elif what == "hold":
        held(school, who, day)
    elif what == "tomorrow":
        school.clock.advance(45 * 24 * 3600)
    elif what == "hand over":
        with school.store.write() as connection:
            connection.execute(update(assignment).where(assignment.c.student_id == who).values(ends_on=TODAY))
            connection.execute(
                insert(assignment).values(
                    uid=uids.new_uid(school.clock), student_id=who, staff_id=school.teacher_id, duty=f"d{day.day}"
                )
                if day.day % 2
                else update(assignment).where(assignment.c.student_id == who).values(ends_on=None)
            )
    else:
        with school.store.write() as connection:
            theirs = connection.execute(select(s.uid).where(s.id == who)).scalar_one()
            stone = Tombstone(theirs, TODAY, school.clock.now(), UUID(int=1), "kept three years")
            dispose(connection, who, stone, uids.new_uid(school.clock))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(_acts)
def test_the_numbers_are_those_of_the_findings_whatever_happened(ruled, acts):
    for what, who, day in acts:
        try:
            act(ruled, what, ruled.children[who], day)
        except Exception as error:  # a duty that is there already
            if "UNIQUE" not in str(error):
                raise
        Findings(ruled.desk()).catch_up()
    counts, shown, grades = naive(ruled)
    lead = board(ruled)
    lines = lead.by_clause(Whose.EVERYONE)
    assert {(one.clause_id, one.period, state): n for one in lines for state, n in one.counts} == dict(counts)
    summary = lead.summary(Whose.EVERYONE)
    assert {show: summary.of(show) for show in Show} == {show: shown[show] for show in Show}
    assert {line.key: line.summary.students for line in lead.by_group(By.GRADE)} == dict(grades)
    for by in By:
        groups = lead.by_group(by)
        assert sum(line.summary.students for line in groups) == summary.students
        for line in groups:
            listed = whole(
                lambda a, n, by=by, line=line: lead.students(
                    BoardFilter(Whose.EVERYONE, Show.NEEDED, by, line.key), a, n
                ),
                4,
            )
            assert len(listed) == line.summary.needed
    some = lines[:: max(1, len(lines) // 6)]
    for line in some:
        for state, number in line.counts:
            behind = Behind(Whose.EVERYONE, line.clause_id, line.period, state)
            rows = whole(lambda a, n, behind=behind: lead.students(behind, a, n), 3)
            assert len({row.student_id for row in rows}) == len(rows) == number
            assert {row.state for row in rows} == {state}
    mine = board(ruled, Role.TEACHER)
    ids = {row.student_id for show in (Show.NEEDED, Show.ALL_SET) for row in mine.mine(show, limit=100).rows}
    own, own_shown, _grades = naive(ruled, ids)
    assert {(one.clause_id, one.period, state): n for one in mine.by_clause() for state, n in one.counts} == dict(own)
    assert {show: mine.summary().of(show) for show in Show} == {show: own_shown[show] for show in Show}


def test_the_control_a_standing_that_changed_behind_the_triggers_is_noticed(ruled):
    with ruled.store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER standing_gone_is_counted")
        connection.execute(
            update(student).where(student.c.id == ruled.camila_id).values(withdrawn_at=ruled.clock.now())
        )
    Findings(ruled.desk()).catch_up()
    _counts, shown, _grades = naive(ruled)
    assert board(ruled).summary(Whose.EVERYONE).needed != shown[Show.NEEDED]
