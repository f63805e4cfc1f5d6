"""Another policy set, other names and choices: compared first, then in force from a day on, and history stays."""

import shutil
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from services_kept import changed_between, kept, told_of
from sqlalchemy import func, select

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.changes import Kind
from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import OwnWords
from ilp_desktop.domain.watching import Watch
from ilp_desktop.places import FORMS
from ilp_desktop.services.adopting import Adopting
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.findings import Findings
from ilp_desktop.services.packs import Packs
from ilp_desktop.store.tables import adopted_pack, finding, guardian, policy_adoption, student_guardian, year_at_school

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.fixture
def davis(school):
    """The school under Davis since this morning, everybody judged, children in four grades."""
    for at, grade in enumerate(("KG", "03", "07", "08", "10")):
        child = school.child(f"Child{at}", "Of", grade, birth_date=date(2010, 1, 1))
        school.adult(child, f"Adult{at}", "Of")
    Packs(school.desk()).adopt(FORMS / "davis")
    Findings(school.desk()).catch_up()
    return Adopting(school.desk())


def written(school) -> tuple:
    with school.store.read() as connection:
        return tuple(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (adopted_pack, policy_adoption, finding, year_at_school)
        )


def test_what_is_in_force_is_told_with_what_it_stands_on_and_since_when(school, davis):
    state = davis.state()
    assert [one.pack_id for one in state.now.policy.sets] == ["starter", "utah-floor", "davis"]
    assert (state.since, state.coming, state.newer) == (TODAY, None, "")
    first, founded = state.history
    assert (first.from_on, first.version, first.has_own) == (TODAY, state.now.pack.version, False)
    assert founded.from_on is None
    assert any(not clause.confirmed for clause in state.now.policy.clauses)


def test_the_sets_that_come_with_the_program_are_offered_but_for_the_one_without_rules(davis):
    assert {one.pack_id for one in davis.offered()} == {
        "davis", "kentucky", "millard", "millard-model", "policy-4020", "stride", "utah-floor",
    }  # fmt: skip


# R88
def test_a_new_set_is_compared_adopted_in_the_middle_of_the_year_and_findings_follow(school, davis):
    other = davis.look_at(FORMS / "policy-4020")
    told, before, there = davis.compare(other), kept(school), written(school)
    assert written(school) == there
    assert told.judged == 6
    assert told.students
    assert {change.clause.pack_id for change in told.clauses if change.after is None} == {"davis"}
    assert {change.clause.pack_id for change in told.clauses if change.before is None} == {"policy-4020"}
    changes = davis.adopt(other, TODAY, "the board decided")
    assert changes.touches(Kind.POLICY)
    Findings(school.desk()).catch_up()
    happened = changed_between(before, kept(school))
    assert told_of(told) == happened
    assert set(told.students) == set().union(*happened.values())
    assert davis.state().history[0].why == "the board decided"


def test_from_an_office_without_rules_everything_is_new(school):
    adopting = Adopting(school.desk())
    told = adopting.compare(adopting.look_at(FORMS / "davis"))
    assert told.students == (school.camila_id,)
    assert all(change.before is None for change in told.clauses)
    adopting.adopt(adopting.look_at(FORMS / "davis"), TODAY)
    Findings(school.desk()).catch_up()
    happened = changed_between({}, kept(school))
    assert told_of(told) == happened


def test_a_later_day_arrives_and_findings_follow_without_anybody_doing_anything(school, davis):
    findings = Findings(school.desk())
    davis.adopt(davis.look_at(FORMS / "policy-4020"), TODAY + 10 * DAY)
    findings.catch_up()
    state = davis.state()
    assert (state.now.pack.pack_id, state.coming.pack.pack_id, state.coming_on) == (
        "davis",
        "policy-4020",
        TODAY + 10 * DAY,
    )
    assert {clause.pack_id for clause, _one in findings.of_student(school.camila_id)} >= {"davis"}
    school.clock.advance(10 * 24 * 3600)
    findings.catch_up()
    assert davis.state().now.pack.pack_id == "policy-4020"
    assert {clause.pack_id for clause, _one in findings.of_student(school.camila_id)} == {"utah-floor", "policy-4020"}


def test_a_decision_is_taken_back_by_another_for_the_same_day(school, davis):
    later = TODAY + 10 * DAY
    davis.adopt(davis.look_at(FORMS / "policy-4020"), later)
    davis.adopt(davis.state().now, later, "not yet")
    state = davis.state()
    assert state.coming.pack.pack_id == "davis"
    assert [line.is_replaced for line in state.history[:2]] == [False, True]
    with pytest.raises(OfficeError, match="adoption_same"):
        davis.adopt(davis.state().now, later)


def test_nothing_is_adopted_for_a_day_that_is_past(school, davis):
    before = written(school)
    with pytest.raises(OfficeError, match="adoption_past"):
        davis.adopt(davis.look_at(FORMS / "policy-4020"), TODAY - DAY)
    assert written(school) == before


def test_a_choice_changes_its_finding_and_only_that(school, davis):
    other = davis.changed(OwnWords(choices={"davis.paper_days": "30", "davis.attempts": "3"}))
    assert other.own.choices == {"davis.paper_days": "30"}  # three attempts are the default
    told = davis.compare(davis.changed(OwnWords(choices={"davis.plan_weeks": "40"})))
    before = kept(school)
    davis.adopt(davis.changed(OwnWords(choices={"davis.plan_weeks": "40"})), TODAY)
    Findings(school.desk()).catch_up()
    happened = changed_between(before, kept(school))
    assert happened == told_of(told)
    # Whoever is in grades 7 to 12 has longer; nothing but the clauses that speak of these weeks is touched.
    assert happened
    assert all(change.before != change.after and change.before.window.within == 9 for change in told.clauses)
    assert set(told.due_moves) == set(told.students)
    assert davis.state().now.chosen("davis.plan_weeks") == "40"


CHOICES = {
    "davis.plan_weeks": st.integers(1, 40).map(str),
    "davis.attempts": st.integers(0, 20).map(str),
    "davis.counts_when": st.sampled_from(("held", "offered")),
    "davis.goal_authors": st.sampled_from(("goals_student", "goals_joint", "goals")),
    "davis.group_most": st.integers(2, 500).map(str),
    "davis.signer": st.sampled_from(("signed_family", "signed_parent")),
}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.fixed_dictionaries({}, optional=CHOICES))
def test_a_comparison_says_what_then_happens_whatever_is_chosen(school, davis, choices):
    findings = Findings(school.desk())
    findings.catch_up()
    other, before = davis.changed(OwnWords(choices=choices)), kept(school)
    told = davis.compare(other)
    if [files.get("office.toml") for files in other.stack] == [f.get("office.toml") for f in davis.state().now.stack]:
        assert not told.clauses
        return
    davis.adopt(other, TODAY)
    findings.catch_up()
    happened = changed_between(before, kept(school))
    assert told_of(told) == happened


def test_a_name_changes_no_finding_and_a_conference_that_began_keeps_its_words(school, davis):
    conferences = Conferences(school.desk())
    made = conferences.arrange(school.camila_id, TODAY, "08:40").made_id
    conferences.begin(made)
    conferences.add_commitment(made, Party.FAMILY)
    plain = Packs(school.desk()).of_conference(made)
    other = davis.changed(OwnWords({"plan_labels.ilp": {"en": "Our plan"}, "statement": {"en": " "}}))
    assert other.own.names == {"plan_labels.ilp": {"en": "Our plan"}}
    assert not davis.compare(other).clauses
    davis.adopt(other, TODAY)
    assert Packs(school.desk()).of_conference(made) == plain
    assert Packs(school.desk()).in_force().plan_labels["ilp"]["en"] == "Our plan"
    assert Packs(school.desk()).in_force().plan_labels["ilp"]["es"] == plain.plan_labels["ilp"]["es"]


def test_another_version_of_the_set_keeps_the_schools_names_and_the_choices_that_still_fit(school, davis, tmp_path):
    davis.adopt(
        davis.changed(OwnWords({"statement": {"en": "Ours."}}, {"davis.attempts": "19", "davis.plan_weeks": "5"})),
        TODAY,
    )
    folder = tmp_path / "davis"
    shutil.copytree(FORMS / "davis", folder)
    (folder / "pack.toml").write_text((folder / "pack.toml").read_text("utf-8").replace("2026.1", "2026.2"), "utf-8")
    text = (folder / "choices.toml").read_text("utf-8")
    (folder / "choices.toml").write_text(
        text.replace("highest = 20\ndefault = 3", "highest = 10\ndefault = 3"), "utf-8"
    )
    other = davis.look_at(folder)
    assert other.pack.version == "2026.2"
    assert other.own == OwnWords({"statement": {"en": "Ours."}}, {"davis.plan_weeks": "5"})
    davis.adopt(other, TODAY)
    # The program's own version is now the other one.
    assert davis.state().newer == "2026.1"


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "key"),
    [
        ("clauses.toml", "citation =", "citaton =", "pack_unknown_key", "clauses[1].citaton"),
        ("pack.toml", 'stands_on = ["utah-floor"]', 'stands_on = ["mine"]', "pack_circular", "stands_on"),
        ("pack.toml", "effective_from = 1999-12-08", 'effective_from = "soon"', "pack_wrong_type", "effective_from"),
        ("calendar.toml", 'first = "08-19"', 'first = "02-30"', "pack_no_such_day", "first"),
        ("clauses.toml", 'citation = "', 'citation = "" # "', "pack_wrong_type", "clauses[1].citation"),
    ],
)
def test_a_set_that_is_wrong_is_refused_and_the_one_in_force_stays(school, davis, tmp_path, file, old, new, code, key):
    folder = tmp_path / "mine"
    shutil.copytree(FORMS / "davis", folder)
    shutil.copy(FORMS / "utah-floor" / "calendar.toml", folder)
    (folder / "pack.toml").write_text(
        (folder / "pack.toml").read_text("utf-8").replace('id = "davis"', 'id = "mine"'), "utf-8"
    )
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    before, found = written(school), kept(school)
    with pytest.raises(OfficeError) as refused:
        davis.look_at(folder)
    assert (refused.value.code, refused.value.params["file"], refused.value.params["key"]) == (code, file, key)
    assert refused.value.params["line"] >= 1
    Findings(school.desk()).catch_up()
    assert (written(school), kept(school)) == (before, found)


def test_a_comparison_that_is_stopped_leaves_nothing(school, davis):
    before = written(school)
    with pytest.raises(OfficeError, match="stopped"):
        davis.compare(davis.look_at(FORMS / "kentucky"), watch=Watch(stopped=lambda: True))
    assert written(school) == before
    seen = []
    davis.compare(davis.look_at(FORMS / "kentucky"), watch=Watch(tell=lambda *so_far: seen.append(so_far)))
    assert seen == [("comparing", 0, 6), ("comparing", 6, 6)]


def test_those_whom_it_changes_are_told_by_name_a_page_at_a_time(school, davis):
    told = davis.compare(davis.look_at(FORMS / "kentucky"))
    names = [row.name for row in davis.students_of(told.students)]
    assert len(names) == 6
    assert [row.name for at in (0, 4) for row in davis.students_of(told.students, at, 4)] == names


def test_only_the_lead_adopts_and_whoever_looks_after_the_school_compares(school, davis):
    for role in Role:
        theirs = Adopting(school.desk(role))
        assert theirs.state().now.pack.pack_id == "davis"
        if role is not Role.LEAD:
            with pytest.raises(OfficeError, match="pack_not_yours"):
                theirs.adopt(davis.state().now, TODAY + DAY)
        if role in {Role.LEAD, Role.PRINCIPAL, Role.AUDITOR}:
            assert theirs.offered()
        else:
            with pytest.raises(OfficeError, match="pack_not_yours"):
                theirs.offered()


def test_a_waiting_room_of_adults_is_nobodys_business_here(school, davis):
    """A comparison holds row numbers and states; nothing of a student's file is in it."""
    told = repr(davis.compare(davis.look_at(FORMS / "kentucky")))
    with school.store.read() as connection:
        names = connection.execute(select(guardian.c.given_name).join(student_guardian)).scalars().all()
    assert names
    assert not [name for name in ("Camila", *names) if name in told]
