"""What policy asks for, held against what the office recorded: judged when a fact changes, the same as from nothing."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy import event as listening

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.findings import Outcome, State, state_on
from ilp_desktop.places import FORMS
from ilp_desktop.services.findings import Findings
from ilp_desktop.services.judging import judge_students
from ilp_desktop.services.packs import Packs
from ilp_desktop.services.policy_facts import facts_of
from ilp_desktop.store import staleness
from ilp_desktop.store.tables import conference, evidence, finding, participant, student, student_guardian

TWO_A_YEAR = "p4020-b1-two-a-year"


@pytest.fixture
def ruled(school):
    """The school under Policy 4020, which stands on Utah's floor, everybody judged once."""
    Packs(school.desk()).adopt(FORMS / "policy-4020")
    findings = Findings(school.desk())
    findings.catch_up()
    return findings


def kept(school) -> list[tuple]:
    with school.store.read() as connection:
        return list(
            connection.execute(
                select(finding).order_by(finding.c.student_id, finding.c.clause_id, finding.c.period)
            ).all()
        )


def of(findings, school, clause_id, student_id=None):
    lines = findings.of_student(student_id or school.camila_id)
    return next(one for clause, one in lines if clause.clause_id == clause_id)


def two_a_year(findings, school):
    """The clause of two conferences a year in the elementary grades, whatever it is called."""
    lines = findings.of_student(school.camila_id)
    return next(
        (clause, one)
        for clause, one in lines
        if "R23" in clause.requirements and clause.pack_id == "policy-4020" and one.need == 2
    )


# R23, R37, R114
def test_a_grade_5_student_owes_two_conferences_and_a_held_one_counts_at_once(school, ruled, under_way):
    clause, before = two_a_year(ruled, school)
    assert (before.outcome, before.have) == (Outcome.OPEN, 0)
    assert state_on(before, clause.strength, date(2026, 11, 24)) is State.DUE
    for name in ("Rosa", "Camila", "Iris"):
        people = [
            p.participant_id
            for p in under_way.sheet.participants
            if name.split()[0] in p.name or p.party is Party.STUDENT
        ]
        for one in people:
            under_way.conferences.set_attended(one, attended=True)
    under_way.talk()
    under_way.conferences.conclude(under_way.id)
    assert ruled.stale() == 1
    ruled.catch_up()
    assert ruled.stale() == 0
    assert two_a_year(ruled, school)[1].have == 1


# R14, R43
@pytest.mark.parametrize(
    ("parties", "outcome"),
    [((Party.STUDENT, Party.SCHOOL), Outcome.MET), ((Party.SCHOOL,), Outcome.OPEN)],
)
def test_everybodys_part_is_written_down_once_student_family_and_school_each_have_one(
    school, ruled, under_way, parties, outcome
):
    for party in parties:
        line = under_way.conferences.add_commitment(under_way.id, party).made_id
        under_way.write(f"commitment:{line}", "Looks at the reading log on Sundays.", "en")
    under_way.talk()
    under_way.conferences.conclude(under_way.id)
    ruled.catch_up()
    assert of(ruled, school, "p4020-roles").outcome is outcome
    assert of(ruled, school, "p4020-strengths").outcome is Outcome.MET


@pytest.fixture
def in_kentucky(school):
    Packs(school.desk()).adopt(FORMS / "kentucky")


def test_what_a_field_of_the_policy_set_says_it_shows_counts_once_something_stands_in_it(
    school, in_kentucky, under_way
):
    with school.store.read() as connection:
        (before,) = facts_of(connection, school.desk().zone, [school.camila_id])
    under_way.write("answer:celebrate.careers", "Nurse, baker.", "en")
    with school.store.read() as connection:
        (after,) = facts_of(connection, school.desk().zone, [school.camila_id])
    assert "careers" in after.events[0].marks > before.events[0].marks


def test_nothing_is_judged_where_nothing_changed(school, ruled):
    before = kept(school)
    assert before
    assert ruled.catch_up().kinds == frozenset()
    assert kept(school) == before


# R79
def test_findings_are_for_who_may_see_the_plan(school, ruled):
    with pytest.raises(OfficeError) as refused:
        Findings(school.desk(Role.FRONT_DESK)).of_student(school.camila_id)
    assert refused.value.code == "student_gone"
    other = Findings(school.desk(Role.TEACHER, school.other_teacher_id))
    with pytest.raises(OfficeError):
        other.of_student(school.camila_id)
    assert Findings(school.desk(Role.TEACHER)).of_student(school.camila_id)


def test_a_policy_without_rules_finds_nothing_and_says_nothing(school):
    findings = Findings(school.desk())
    findings.catch_up()
    assert findings.of_student(school.camila_id) == ()


def test_many_students_take_the_same_statements_as_one(school, ruled):
    def statements(ids):
        seen = []
        with school.store.write() as connection:
            listening.listen(connection.engine, "before_cursor_execute", note := lambda *_a: seen.append(1))
            judge_students(connection, school.desk(), ids)
            listening.remove(connection.engine, "before_cursor_execute", note)
        return len(seen)

    one = statements([school.camila_id])
    ids = [school.child(f"N{at}", "Many") for at in range(40)]
    ruled.catch_up()
    assert statements([school.camila_id, *ids]) == one <= 30


# R88
def test_the_policy_is_replaced_in_the_middle_of_the_year_and_history_stays(school, ruled):
    before = {clause.pack_id for clause, _one in ruled.of_student(school.camila_id)}
    assert before == {"policy-4020", "utah-floor"}
    Packs(school.desk()).adopt(FORMS / "starter")
    ruled.catch_up()
    assert ruled.of_student(school.camila_id) == ()
    Packs(school.desk()).adopt(FORMS / "policy-4020")
    ruled.catch_up()
    assert {clause.pack_id for clause, _one in ruled.of_student(school.camila_id)} == before


# Whatever happens

_acts = st.lists(
    st.tuples(
        st.sampled_from(("arrange", "hold", "miss", "come", "goal", "note", "unnote", "bar", "grade", "gone")),
        st.integers(0, 3),
        st.dates(date(2026, 8, 1), date(2027, 6, 29)),
    ),
    min_size=1,
    max_size=12,
)


def _act(school, connection, act, who, day, serial):
    c = conference.c
    mine = select(c.id).where(c.student_id == who).order_by(c.id.desc()).limit(1).scalar_subquery()
    values = {"uid": serial.to_bytes(16, "big")}
    if act == "arrange":
        connection.exec_driver_sql(
            "INSERT INTO conference (uid, student_id, held_on) VALUES (?, ?, ?)", (values["uid"], who, day.isoformat())
        )
    elif act in {"hold", "miss"}:
        new = {"state": "signed", "concluded_at": school.clock.now()} if act == "hold" else {"state": "missed"}
        connection.execute(update(conference).where(c.id == mine).values(**new))
    elif act == "come":
        connection.exec_driver_sql(
            "INSERT INTO participant (uid, conference_id, party, attended) SELECT ?, id, 'family', 1 FROM conference "
            "WHERE student_id = ? ORDER BY id DESC LIMIT 1",
            (values["uid"], who),
        )
    elif act == "goal":
        connection.exec_driver_sql(
            "INSERT INTO goal (uid, conference_id, text) SELECT ?, id, 'x' FROM conference WHERE student_id = ? LIMIT 1",
            (values["uid"], who),
        )
    elif act == "note":
        connection.exec_driver_sql(
            "INSERT INTO evidence (uid, student_id, kind, happened_on, recorded_by, recorded_at, roles) "
            "VALUES (?, ?, 'attempt', ?, zeroblob(16), '2026-11-24T00:00:00.000000Z', '[\"parent\"]')",
            (values["uid"], who, day.isoformat()),
        )
    elif act == "unnote":
        connection.execute(delete(evidence).where(evidence.c.student_id == who))
    elif act == "bar":
        g = student_guardian
        connection.execute(update(g).where(g.c.student_id == who).values(barred=True))
    elif act == "grade":
        connection.exec_driver_sql("UPDATE year_at_school SET grade = '07' WHERE student_id = ?", (who,))
    else:
        connection.execute(update(participant).where(participant.c.conference_id == mine).values(attended=False))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(_acts)
def test_findings_followed_act_by_act_are_those_made_from_nothing(school, ruled, acts):
    with school.store.read() as connection:
        ids = list(connection.execute(select(student.c.id).order_by(student.c.id)).scalars())
    while len(ids) < 4:
        ids.append(school.child(f"Extra{len(ids)}", "Child", grade="08"))
        ruled.catch_up()
    for serial, (act, who, day) in enumerate(acts, school.serial if hasattr(school, "serial") else 10_000):
        with school.store.write() as connection:
            _act(school, connection, act, ids[who], day, serial)
        school.serial = serial + 1
        ruled.catch_up()
    followed = kept(school)
    with school.store.write() as connection:
        connection.execute(delete(finding))
        staleness.everybody(connection)
    ruled.catch_up()
    assert kept(school) == followed


def test_the_control_a_change_that_no_trigger_tells_of_leaves_findings_behind(school, ruled):
    with school.store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER conference_insert_is_a_fact")
        connection.exec_driver_sql("DROP TRIGGER conference_update_is_a_fact")
        _act(school, connection, "arrange", school.camila_id, date(2026, 10, 1), 1)
        _act(school, connection, "hold", school.camila_id, date(2026, 10, 1), 1)
    ruled.catch_up()
    followed = kept(school)
    with school.store.write() as connection:
        staleness.everybody(connection)
    ruled.catch_up()
    assert kept(school) != followed
