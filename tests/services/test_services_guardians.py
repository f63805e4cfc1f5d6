"""What each adult may do for a student and since when, who is barred and why, and who may know."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.guardianship import GivenBy, Right
from ilp_desktop.domain.histories import PastStudent, Relation
from ilp_desktop.domain.relations import Adult, Terms
from ilp_desktop.domain.roster import (
    PersonKind,
    Roster,
    RosterMode,
    RosterPerson,
    RosterReading,
    RosterRelation,
    RosterRole,
)
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.guardians import Guardians
from ilp_desktop.services.histories import Histories
from ilp_desktop.services.matching import Matching
from ilp_desktop.services.rosters import Rosters
from ilp_desktop.services.students import Students
from ilp_desktop.store import search
from ilp_desktop.store.counting import counted
from ilp_desktop.store.tables import audit, guardian, guardian_bar, participant, student, student_guardian

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
ALL = frozenset(Right)
REASON, PAPER = "A reason that stays inside", "Order 26-114 of the Fourth District Court"


@pytest.fixture
def guardians(school) -> Guardians:
    return Guardians(school.desk())


def of(guardians, school, name, on=None, student_id=None):
    lines = guardians.of_student(student_id or school.camila_id, on)
    return next(line for line in lines if name in line.name)


def invited(school, on=TODAY, student_id=None) -> dict[str, bool]:
    """The adults on a newly arranged conference, and whether each is offered to sign."""
    conferences = Conferences(school.desk())
    made = conferences.arrange(student_id or school.camila_id, on, "08:40").made_id
    return {p.name: p.may_sign for p in conferences.open(made).participants if p.party.value == "family"}


def refused(code, verb, *args, **values):
    with pytest.raises(OfficeError) as met:
        verb(*args, **values)
    assert met.value.code == code


def test_the_adults_of_both_households_with_what_each_may_do(school, guardians):
    lines = {line.name: line for line in guardians.of_student(school.camila_id)}
    assert {name: (line.household, line.rights, line.barred) for name, line in lines.items()} == {
        "Rosa Hernández": ("Household A", ALL, False),
        "Diego Ríos": ("Household B", ALL, False),
        "Zacharias Barredson": ("Household B", frozenset(), True),
    }


def test_a_relation_begins_and_ends_on_its_days_for_invitations_signing_and_the_file(school, guardians):
    rosa = of(guardians, school, "Rosa")
    begins, ends = TODAY + DAY, TODAY + 3 * DAY
    guardians.change(rosa.relation_id, Terms("mother", ALL, begins, ends), rosa.version)
    for shift, may in ((0, False), (1, True), (2, True), (3, False), (4, False)):
        on = TODAY + shift * DAY
        assert bool(of(guardians, school, "Rosa", on).rights) is may
        assert ("Rosa Hernández" in invited(school, on)) is may
    family = [adult.name for adult in Students(school.desk()).open_file(school.camila_id).guardians]
    assert "Rosa Hernández" in family
    school.clock.advance(3 * 86400)
    family = [adult.name for adult in Students(school.desk()).open_file(school.camila_id).guardians]
    assert "Rosa Hernández" not in family


@pytest.mark.parametrize(
    ("right", "names", "signs"),
    [(Right.SIGN, {"Rosa Hernández", "Diego Ríos"}, False), (Right.ATTEND, {"Diego Ríos"}, None)],
)
def test_what_is_taken_from_an_adult_is_not_offered_to_them(school, guardians, right, names, signs):
    rosa = of(guardians, school, "Rosa")
    guardians.change(rosa.relation_id, Terms("mother", ALL - {right}), rosa.version)
    people = invited(school)
    assert set(people) == names
    assert people.get("Rosa Hernández") is signs
    assert people["Diego Ríos"] is True


def test_a_right_that_ends_between_arranging_and_holding_takes_the_adult_off_the_plan(school, guardians, hold):
    held = hold()
    assert [p.name for p in held.sheet.participants if p.party.value == "family"] == ["Rosa Hernández", "Diego Ríos"]
    guardians.end(of(guardians, school, "Diego").relation_id)
    assert [p.name for p in held.sheet.participants if p.party.value == "family"] == ["Rosa Hernández"]
    diego = [name for name in held.signing.prepare(held.id).content.participants if "Diego" in name.name]
    assert diego == []


def test_rights_that_end_after_a_conference_was_held_change_no_record_of_it(school, guardians, under_way):
    diego = of(guardians, school, "Diego")
    guardians.change(diego.relation_id, Terms("father", ALL - {Right.ATTEND}), diego.version)
    under_way.talk()
    for name in ("Cami", "Rosa", "Iris"):
        under_way.sign(name)
    before = under_way.signing.prepare(under_way.id)
    under_way.conferences.conclude(under_way.id)
    assert under_way.signing.prepare(under_way.id).sha256 == before.sha256, "who was off the plan stays off it"
    guardians.end(of(guardians, school, "Rosa").relation_id)
    after = under_way.signing.prepare(under_way.id)
    assert (after.sha256, after.changed_since_signature) == (before.sha256, False)
    with school.store.read() as connection:
        gone = (
            connection.execute(select(participant.c.name).where(participant.c.deleted_at.is_not(None))).scalars().all()
        )
    assert gone == ["Diego Ríos"]


@pytest.mark.parametrize(
    ("born", "birthday"), [(date(2008, 11, 24), date(2026, 11, 24)), (date(2008, 2, 29), date(2026, 3, 1))]
)
def test_at_18_the_student_alone_is_offered_to_sign_unless_something_was_granted(school, guardians, born, birthday):
    student_id = school.child("Åsa", "Øverby", "12", birth_date=born)
    school.adult(student_id, "Nils", "Øverby", "father")
    assert invited(school, birthday - DAY, student_id) == {"Nils Øverby": True}
    assert invited(school, birthday, student_id) == {}
    nils = of(guardians, school, "Nils", birthday, student_id)
    refused("granted_before_18", guardians.grant, nils.relation_id, ALL, GivenBy.STUDENT, birthday - DAY)
    guardians.grant(nils.relation_id, {Right.ATTEND}, GivenBy.STUDENT, birthday, birthday + 2 * DAY, "Signed form")
    assert invited(school, birthday, student_id) == {"Nils Øverby": False}
    assert invited(school, birthday + 2 * DAY, student_id) == {}
    (kept,) = of(guardians, school, "Nils", birthday, student_id).grants
    assert (kept.right, kept.given_by, kept.paper) == (Right.ATTEND, GivenBy.STUDENT, "Signed form")
    guardians.end_grant(kept.grant_id, birthday + DAY)
    assert invited(school, birthday + DAY, student_id) == {}
    refused("grant_gone", guardians.end_grant, 999)


def test_a_student_without_a_date_of_birth_grants_nothing(school, guardians):
    student_id = school.child("No", "Birthday", "12")
    school.adult(student_id, "Nils", "Øverby", "father")
    nils = of(guardians, school, "Nils", student_id=student_id)
    refused("granted_before_18", guardians.grant, nils.relation_id, ALL, GivenBy.STUDENT, TODAY)


@pytest.mark.parametrize("relationship", ["foster parent", "caseworker"])
def test_a_foster_or_agency_contact_comes_only_with_a_dated_grant_of_the_office(school, guardians, relationship):
    adult_id = guardians.add(school.camila_id, Adult("Wren", "Agent", "555-0777"), Terms(relationship)).made_id
    assert adult_id
    assert "Wren Agent" not in invited(school)
    wren = of(guardians, school, "Wren")
    guardians.grant(wren.relation_id, {Right.ATTEND, Right.SIGN}, GivenBy.OFFICE, TODAY + DAY, TODAY + 3 * DAY, PAPER)
    days = [invited(school, TODAY + shift * DAY).get("Wren Agent") for shift in range(5)]
    assert days == [None, True, True, None, None]


def test_somebody_barred_is_invited_nowhere_and_found_by_nobody_until_a_person_lifts_it(school, guardians, hold):
    with school.store.write() as connection:
        search.refresh(connection, [school.camila_id])
    held = hold()
    students = Students(school.desk())
    assert [row.student_id for row in students.search("diego")] == [school.camila_id]
    diego = of(guardians, school, "Diego")
    guardians.bar(diego.relation_id, REASON, PAPER)
    assert "Diego Ríos" not in [p.name for p in held.sheet.participants]
    assert "Diego Ríos" not in invited(school)
    assert students.search("diego") == ()
    barred = of(guardians, school, "Diego")
    assert (barred.rights, barred.bar.reason, barred.bar.paper) == (frozenset(), REASON, PAPER)
    assert barred.bar.recorded_at == school.clock.now()
    refused("already_barred", guardians.bar, diego.relation_id, REASON)
    guardians.lift_bar(diego.relation_id, "The order was lifted")
    assert of(guardians, school, "Diego").rights == ALL
    assert invited(school)["Diego Ríos"] is True
    assert [row.student_id for row in students.search("diego")] == [school.camila_id]
    refused("not_barred", guardians.lift_bar, diego.relation_id, "again")
    with school.store.read() as connection:
        (kept,) = connection.execute(select(guardian_bar)).all()
    assert (kept.reason, kept.lifted_why, kept.lifted_at) == (REASON, "The order was lifted", school.clock.now())


def test_who_may_come_by_now_is_on_the_conferences_to_come_and_not_on_one_that_began(school, guardians, hold):
    conferences = Conferences(school.desk())
    begun = hold(on=TODAY).id
    soon, past = (conferences.arrange(school.camila_id, TODAY + shift * DAY, "09:40").made_id for shift in (2, -1))

    def families(conference_id):
        return {p.name: p.may_sign for p in conferences.open(conference_id).participants if p.party.value == "family"}

    guardians.add(school.camila_id, Adult("Late", "Comer"), Terms("aunt", ALL - {Right.SIGN}))
    guardians.lift_bar(of(guardians, school, "Zacharias").relation_id, "The order was lifted")
    before = {"Rosa Hernández": True, "Diego Ríos": True}
    assert families(begun) == families(past) == before
    now = before | {"Late Comer": False, "Zacharias Barredson": True}
    assert families(soon) == now
    guardians.bar(of(guardians, school, "Zacharias").relation_id, REASON)
    assert families(soon) == before | {"Late Comer": False}
    guardians.lift_bar(of(guardians, school, "Zacharias").relation_id, REASON)
    assert families(soon) == now, "nobody is on it twice"
    with school.store.read() as connection:
        rows = connection.execute(select(participant.c.id).where(participant.c.conference_id == soon)).all()
    assert len(rows) == 6


def test_what_was_granted_before_the_office_used_this_comes_along(school, guardians):
    student_id = school.child("Foster", "Child")
    wren = school.adult(student_id, "Wren", "Home", "foster parent")
    past = Relation(wren, "foster parent", "", granted_on=TODAY - DAY)
    Histories(school.desk()).bring_in([PastStudent(student_id, "en", relations=(past,))])
    days = [of(guardians, school, "Wren", TODAY + shift * DAY, student_id).rights for shift in (-2, -1, 0)]
    assert days == [frozenset(), ALL, ALL]


def test_a_bar_needs_a_reason_and_one_that_a_roster_brought_gets_one_later(school, guardians):
    zacharias = of(guardians, school, "Zacharias")
    assert (zacharias.barred, zacharias.bar) == (True, None)
    refused("reason_missing", guardians.bar, zacharias.relation_id, "  \n")
    guardians.bar(zacharias.relation_id, REASON)
    assert of(guardians, school, "Zacharias").bar.reason == REASON


def test_at_check_in_the_desk_reads_neutral_words_and_the_counselor_why(school, guardians):
    made = Conferences(school.desk()).arrange(school.camila_id, TODAY, "08:40").made_id
    guardians.bar(of(guardians, school, "Zacharias").relation_id, REASON, PAPER)
    desk = Guardians(school.desk(Role.FRONT_DESK, school.other_teacher_id)).at_check_in(made)
    assert (tuple(one.name for one in desk.expected), desk.see_office, desk.barred) == (
        ("Rosa Hernández", "Diego Ríos"),
        True,
        (),
    )
    assert "Barredson" not in repr(desk)
    counselor = Guardians(school.desk(Role.COUNSELOR)).at_check_in(made)
    ((name, bar),) = counselor.barred
    assert (name, bar.reason, bar.paper) == ("Zacharias Barredson", REASON, PAPER)
    stranger = Guardians(school.desk(Role.COUNSELOR, school.other_teacher_id)).at_check_in(made)
    assert stranger.barred == ()
    teacher = Guardians(school.desk(Role.TEACHER)).at_check_in(made)
    assert (teacher.see_office, teacher.barred) == (True, ())


def test_where_nobody_is_barred_the_desk_is_told_nothing(school, guardians):
    student_id = school.child("Calm", "Home")
    school.adult(student_id, "One", "Parent")
    made = Conferences(school.desk()).arrange(student_id, TODAY, "09:40").made_id
    notice = guardians.at_check_in(made)
    assert (tuple(one.name for one in notice.expected), notice.see_office, notice.barred) == (
        ("One Parent",),
        False,
        (),
    )


def test_a_teacher_reads_that_somebody_is_barred_and_neither_why_nor_where_they_live(school, guardians):
    guardians.bar(of(guardians, school, "Diego").relation_id, REASON, PAPER)
    shown = Guardians(school.desk(Role.TEACHER)).of_student(school.camila_id)
    diego = next(line for line in shown if "Diego" in line.name)
    assert diego.barred
    assert (diego.bar, diego.phone, diego.email, diego.address, diego.household) == (None, "", "", "", "")
    told = repr(Students(school.desk()).open_file(school.camila_id))
    assert "555-0199" not in told, "in the file itself nobody reads how to reach somebody barred"


def test_an_ended_relation_is_history_for_those_who_may_know_about_custody(school, guardians):
    guardians.end(of(guardians, school, "Diego").relation_id)
    assert "Diego Ríos" in [line.name for line in guardians.of_student(school.camila_id)]
    teacher = Guardians(school.desk(Role.TEACHER))
    assert "Diego Ríos" not in [line.name for line in teacher.of_student(school.camila_id)]


@pytest.mark.parametrize("role", Role)
def test_only_who_may_know_about_custody_changes_what_adults_may_do(school, guardians, role):
    diego = of(guardians, school, "Diego")
    own = Guardians(school.desk(role))
    stranger = Guardians(school.desk(role, school.other_teacher_id))
    codes = {}
    for who, office in (("own", own), ("stranger", stranger)):
        try:
            office.grant(diego.relation_id, {Right.SEE}, GivenBy.OFFICE, TODAY)
            codes[who] = "done"
        except OfficeError as error:
            codes[who] = error.code
    expected = {Role.LEAD: ("done", "done"), Role.COUNSELOR: ("done", "relation_gone")}
    assert (codes["own"], codes["stranger"]) == expected.get(role, ("not_allowed", "not_allowed"))


def test_two_who_change_the_same_relation_do_not_write_over_each_other(school, guardians):
    rosa = of(guardians, school, "Rosa")
    guardians.change(rosa.relation_id, Terms("mother", ALL - {Right.SIGN}), rosa.version)
    refused("changed_elsewhere", guardians.change, rosa.relation_id, Terms("aunt"), rosa.version)
    refused("relation_gone", guardians.end, 999)
    refused("dates_reversed", guardians.change, rosa.relation_id, Terms("mother", ALL, TODAY, TODAY), rosa.version)


def test_an_adult_is_added_once_and_can_be_of_several_students(school, guardians):
    other = school.child("Second", "Child")
    rosa = of(guardians, school, "Rosa")
    assert guardians.add(other, rosa.guardian_id, Terms("aunt")).made_id == rosa.guardian_id
    assert of(guardians, school, "Rosa", student_id=other).terms.relationship == "aunt"
    refused("related_already", guardians.add, other, rosa.guardian_id, Terms("aunt"))
    refused("student_gone", guardians.add, 999, rosa.guardian_id, Terms("aunt"))


def test_reasons_and_papers_reach_neither_the_log_nor_a_number_more_than_needed(school, guardians):
    diego = of(guardians, school, "Diego")
    guardians.bar(diego.relation_id, REASON, PAPER)
    guardians.lift_bar(diego.relation_id, REASON)
    guardians.grant(diego.relation_id, {Right.SEE}, GivenBy.OFFICE, TODAY, None, PAPER)
    guardians.correct(diego.guardian_id, phone="555-0123")
    with school.store.read() as connection:
        lines = connection.execute(select(audit.c.act, audit.c.student_id, audit.c.params).order_by(audit.c.id)).all()
    done = [line for line in lines if line.act not in {"adults_read", "bar_read"}]
    assert [line.act for line in done] == ["adult_barred", "bar_lifted", "rights_granted", "contact_corrected"]
    assert {line.student_id for line in done} == {school.camila_id, None}
    assert all(line.params == {"adult": diego.guardian_id} for line in done)
    assert all(line.params == {} for line in lines if line not in done)


def test_a_family_is_read_in_a_fixed_number_of_statements(school, guardians, hold):
    held = hold()
    before = {}
    for number in (2, 12):
        while len(guardians.of_student(school.camila_id)) < number + 3:
            added = len(guardians.of_student(school.camila_id))
            guardians.add(school.camila_id, Adult(f"Given{added}", "Many"), Terms("aunt"))
            line = of(guardians, school, f"Given{added}")
            guardians.grant(line.relation_id, {Right.SEE}, GivenBy.OFFICE, TODAY)
            guardians.bar(line.relation_id, REASON)
        for name, question in (
            ("family", lambda: guardians.of_student(school.camila_id)),
            ("door", lambda: guardians.at_check_in(held.id)),
            ("sheet", lambda: held.conferences.open(held.id)),
        ):
            question()
            with counted(school.store) as count:
                question()
            assert before.setdefault(name, count.statements) == count.statements
    assert before["family"] == 4
    assert before["door"] == 6


def test_two_records_of_one_adult_put_together_keep_the_bar_and_what_the_office_ended(school, guardians):
    twin = school.adult(school.camila_id, "Diego", "Rios", "parent")
    diego = of(guardians, school, "Diego Ríos")
    guardians.end(diego.relation_id)
    guardians.bar(of(guardians, school, "Diego Rios").relation_id, REASON, PAPER)
    Matching(school.desk()).merge("guardian", diego.guardian_id, twin)
    lines = [line for line in guardians.of_student(school.camila_id) if "Diego" in line.name]
    assert [(line.barred, line.terms.ends_on, line.bar.reason) for line in lines] == [(True, TODAY, REASON)]


# What the office said, and the next roster


def family(relationship="mother", phone="555-0000", **rights):
    people = (
        RosterPerson("1", (RosterRole(PersonKind.STUDENT, "student"),), "Ana", "Lopez"),
        RosterPerson("g1", (RosterRole(PersonKind.GUARDIAN, "mother"),), "Rosalba", "Lopez", phone=phone),
    )
    relations = (RosterRelation("1-g1", "1", "g1", relationship, row=2, **rights),)
    roster = Roster(
        "", "Aspire", RosterMode.BULK, (), (), (), (), people, (), shape="table", whole=frozenset(), relations=relations
    )
    return RosterReading(roster, (), ())


def bring(school, reading):
    rosters = Rosters(school.desk())
    rosters.apply(rosters.stage(reading, "families.csv").run_id)
    with school.store.read() as connection:
        return connection.execute(
            select(student_guardian, guardian.c.phone)
            .join(guardian, guardian.c.id == student_guardian.c.guardian_id)
            .where(guardian.c.given_name == "Rosalba")
        ).one()


def test_what_the_office_corrected_in_a_family_is_not_overwritten_by_the_next_roster(school, guardians):
    link = bring(school, family())
    control = bring(school, family("grandmother", "555-0001"))
    assert (control.relationship, control.phone) == ("grandmother", "555-0001")
    guardians.change(link.id, Terms("stepmother"), control.version)
    guardians.correct(link.guardian_id, phone="555-0123")
    after = bring(school, family("aunt", "555-0002"))
    assert (after.relationship, after.phone) == ("stepmother", "555-0123")


def test_a_relation_that_the_office_ended_is_not_begun_again_by_the_next_roster(school, guardians):
    link = bring(school, family())
    guardians.end(link.id)
    after = bring(school, family("aunt", may_see=True))
    assert (after.id, after.ends_on) == (link.id, TODAY)


def test_a_relation_that_the_office_dated_is_still_ended_sooner_by_a_roster(school, guardians):
    link = bring(school, family())
    guardians.change(link.id, Terms("mother", ALL, None, TODAY + 90 * DAY), link.version)
    with school.store.read() as connection:
        student_id = connection.execute(select(student.c.id).where(student.c.given_name == "Ana")).scalar_one()
    assert of(guardians, school, "Rosalba", student_id=student_id).rights == ALL
    people = (RosterPerson("1", (RosterRole(PersonKind.STUDENT, "student"),), "Ana", "Lopez"),)
    roster = Roster(
        "", "Aspire", RosterMode.BULK, (), (), (), (), people, (), shape="table", whole=frozenset({"relation"})
    )
    after = bring(school, RosterReading(roster, (), ()))
    assert after.ends_on == TODAY


def test_a_roster_takes_rights_away_and_never_gives_back_what_the_office_took(school, guardians):
    link = bring(school, family())
    guardians.change(link.id, Terms("mother", ALL - {Right.SEE}), link.version)
    after = bring(school, family(may_see=True, may_be_mailed=False))
    assert (after.may_see, after.may_be_mailed) == (False, False)
    guardians.bar(link.id, REASON)
    assert bring(school, family("aunt", barred=False)).barred is True


def test_who_a_roster_bars_is_found_by_nobody_from_then_on(school):
    link = bring(school, family())
    with school.store.write() as connection:
        connection.execute(update(student).where(student.c.id == link.student_id).values(preferred_name="Anita"))
    students = Students(school.desk())
    assert [row.student_id for row in students.search("rosalba")] == [link.student_id]
    bring(school, family(barred=True))
    assert students.search("rosalba") == ()
