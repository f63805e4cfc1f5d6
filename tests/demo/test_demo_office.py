"""The demo office as somebody finds it: students in every state, families of every kind, and a past that says who came."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from ilp_desktop.clock import SetClock
from ilp_desktop.demo import offices
from ilp_desktop.domain.board import Whose
from ilp_desktop.office import open_office
from ilp_desktop.store.tables import conference, evidence, participant, student, student_guardian
from ilp_desktop.vault.cost import CHEAP

TODAY = date(2026, 10, 15)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "Demo school.ilp"
    clock = SetClock(datetime.combine(TODAY, time(8, 50), ZoneInfo(offices.ZONE)))
    offices.make(folder, clock=clock, size=240, today=TODAY, cost=CHEAP)
    with open_office(folder, offices.PASSPHRASE, clock=clock, lowest=CHEAP) as opened:
        opened.findings.catch_up()
        yield opened


def ask(office, statement):
    with office._desk.store.read() as connection:
        return connection.execute(statement).all()


def test_the_board_has_students_in_every_state(office):
    school = office.board.summary(Whose.EVERYONE)
    assert min(school.overdue, school.soon, school.no_plan, school.all_set) > 5


def test_whoever_held_a_conference_before_and_whoever_came_is_named(office):
    p, c = participant.c, conference.c
    held = ask(office, select(c.id).where(c.state == "signed", c.held_on < TODAY))
    came = ask(office, select(p.conference_id, p.party).where(p.attended.is_(True)).distinct())
    met = {row.id for row in held}
    with_party = {
        party: met & {row.conference_id for row in came if row.party == party}
        for party in ("student", "family", "school")
    }
    assert with_party["student"] == with_party["school"] == met
    # With a foster family that the office has let come only since this summer, nobody of the family was there.
    assert len(with_party["family"]) > 0.95 * len(met)


def test_nothing_was_written_down_after_today(office):
    assert ask(office, select(func.max(evidence.c.happened_on)))[0][0] < TODAY


def test_there_are_two_homes_an_adult_who_sees_the_office_first_and_a_student_who_is_eighteen(office):
    s, g = student.c, student_guardian.c
    (arjun,) = ask(office, select(s.id).where(s.given_name == "Arjun", s.family_name == "Iyer"))
    adults = ask(office, select(g.barred, g.household_id).where(g.student_id == arjun.id))
    assert sorted(row.barred for row in adults) == [False, True]
    assert len({row.household_id for row in adults}) == 2
    (maren,) = ask(office, select(s.birth_date).where(s.given_name == "Maren", s.family_name == "Sorensen"))
    assert maren.birth_date < date(TODAY.year - 18, TODAY.month, TODAY.day)


def test_families_speak_spanish_and_vietnamese(office):
    spoken = {row.home_language for row in ask(office, select(student.c.home_language).distinct())}
    assert {"en", "es", "vi"} <= spoken


def test_everybody_is_told_to_be_invented(office):
    assert office.name.startswith("Demo: ")
