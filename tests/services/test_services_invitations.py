"""Invitations to a published schedule: letters in slot order, calendars that keep the hour, and evidence of what went out."""

from datetime import date, datetime
from subprocess import run
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.letters import Way
from ilp_desktop.domain.schedule_sheets import Place, StaffHours
from ilp_desktop.domain.watching import Watch
from ilp_desktop.places import FORMS
from ilp_desktop.services.evidence import Evidence
from ilp_desktop.services.invitations import Invitations
from ilp_desktop.services.packs import Packs
from ilp_desktop.services.schedules import Schedules
from ilp_desktop.store.tables import assignment, audit, evidence

EVENING, MARCH = date(2026, 12, 1), date(2027, 3, 16)
CALL = ("Omar Lund", "555-0100")


@pytest.fixture
def schedules(school) -> Schedules:
    Packs(school.desk()).adopt(FORMS / "davis")
    return Schedules(school.desk())


@pytest.fixture
def invitations(school, schedules) -> Invitations:
    return Invitations(school.desk())


@pytest.fixture
def published(school, schedules):
    """Camila at 4:00, each home by itself, and Ana and Bo, one family, after her; Ana's is in March, past the change of clocks."""
    ana = school.ana_id = school.child("Ana", "Moreno")
    jo = school.adult(ana, "Jo", "Moreno", language="es")
    from ilp_desktop.store.tables import student_guardian

    bo = school.bo_id = school.child("Bo", "Moreno")
    school.add(student_guardian, student_id=bo, guardian_id=jo, relationship="mother")
    for one in (ana, bo):
        school.add(assignment, student_id=one, staff_id=school.teacher_id, duty="teacher")
    made = schedules.make("Fall", minutes=15, homes_apart=True).made_id
    schedules.set_hours(
        made, [StaffHours(school.teacher_id, on, "16:00", "18:00", "Room 4") for on in (EVENING, MARCH)]
    )
    lines = schedules.sheet(made).meetings
    places = {
        "Household A": (EVENING, "16:00"),
        "Household B": (EVENING, "16:15"),
        "Ana": (MARCH, "16:00"),
        "Bo": (EVENING, "16:30"),
    }
    schedules.lay(made, {one.meeting_id: Place(*places[one.home or one.name.split()[0]]) for one in lines})
    schedules.publish(made)
    return made


def lines(school, act):
    """Whom the lines of the record with this act are about."""
    with school.store.read() as connection:
        return [row.student_id for row in connection.execute(audit.select().where(audit.c.act == act))]


def text_of(pdf, *more):
    return run(["pdftotext", "-layout", *more, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def pages_of(pdf):
    return text_of(pdf).split("\f")[:-1]


def test_letters_come_in_slot_order_each_to_one_home_in_its_language_with_hour_and_place(
    school, invitations, published
):
    """R34."""
    look = invitations.look(published)
    assert (look.conferences, look.homes, look.unmailed, look.waiting) == (4, 4, 0, 0)
    pages = [page for page in pages_of(invitations.papers(published, *CALL)) if page.strip()]
    first, second, third, fourth = pages
    assert "Rosa Hernández" in first and "4:00 p.m." in first and "Room 4" in first and "Omar Lund" in first
    assert "1 de diciembre" in first, "in Spanish"
    assert "Diego Ríos" in second and "4:15 p.m." in second and "December 1" in second
    for page, other in ((first, "Diego"), (second, "Rosa")):
        assert other not in page
        assert "Barredson" not in page
    assert sorted(lines(school, "letter_made")) == sorted([school.camila_id, school.ana_id, school.bo_id])
    assert "12 Canary Lane" in second and "12 Canary Lane" not in first
    assert "Bo" in third and "Ana" in fourth


def test_each_home_has_one_calendar_and_the_hour_stays_past_the_change_of_clocks(school, invitations, published):
    """R34."""
    files = {one.name: one.content for one in invitations.calendars(published, *CALL)}
    assert lines(school, "calendars_exported") == [None], "that they left the program is in the record"
    assert sorted(files) == ["family-001.ics", "family-002.ics", "family-003.ics", "staff-01.ics"]
    together = Calendar.from_ical(files["family-003.ics"])
    starts = [event.decoded("dtstart") for event in together.walk("VEVENT")]
    assert [each.strftime("%Y-%m-%d %H:%M") for each in starts] == ["2026-12-01 16:30", "2027-03-16 16:00"]
    zone = ZoneInfo("America/Denver")
    assert [each.utcoffset() for each in starts] == [
        datetime(2026, 12, 1, 16, 30, tzinfo=zone).utcoffset(), datetime(2027, 3, 16, 16, 0, tzinfo=zone).utcoffset(),
    ]  # fmt: skip
    assert [each["TZID"] for each in together.walk("VTIMEZONE")] == ["America/Denver"]
    whole = Calendar.from_ical(files["staff-01.ics"]).walk("VEVENT")
    assert len(whole) == 4
    assert {str(event["LOCATION"]) for event in whole} == {"Alder Elementary, Room 4"}
    for content in files.values():
        assert b"Moreno" not in content
        assert "Hernández".encode() not in content, "nobody's family name is in a calendar"
        assert b"Canary" not in content


def test_a_conference_that_moved_is_the_same_appointment_with_a_higher_sequence(
    school, schedules, invitations, published
):
    def event():
        (one,) = Calendar.from_ical(invitations.calendars(published, *CALL)[0].content).walk("VEVENT")
        return str(one["UID"]), int(one["SEQUENCE"]), one.decoded("dtstart").strftime("%H:%M")

    before = event()
    (line,) = (one for one in schedules.sheet(published).meetings if one.home == "Household A")
    schedules.place(line.meeting_id, EVENING, "16:05")
    schedules.publish(published)
    after = event()
    assert after[0] == before[0]
    assert after[1] > before[1]
    assert after[2] == "16:05"


def test_what_went_out_is_evidence_of_each_and_every_adult_and_the_student_was_invited(school, invitations, published):
    """R34."""
    invitations.sent(published, Way.MAILED)
    with school.store.read() as connection:
        rows = connection.execute(evidence.select().where(evidence.c.kind == "invitation")).all()
        lines = connection.execute(audit.select().where(audit.c.act == "letter_sent")).all()
    assert sorted(row.student_id for row in rows) == sorted([school.camila_id] * 2 + [school.ana_id, school.bo_id])
    assert {row.form for row in rows} == {"conference_letter"}
    assert all(row.roles == ["parent", "student"] and len(row.adults) == 1 for row in rows)
    assert len(lines) == 4
    assert invitations.look(published).invited == 3, "Ana's conference is months away: that letter may not be hers"
    assert any(one.event.kind == "invitation" for one in Evidence(school.desk()).of_student(school.ana_id).recorded)


def test_letters_can_be_stopped_and_nothing_was_made(school, invitations, published):
    drawn = []

    def tell(step, done, total):
        drawn.append((step, done, total))

    with pytest.raises(OfficeError, match="stopped"):
        invitations.papers(published, *CALL, watch=Watch(tell, lambda: len(drawn) == 2))
    assert drawn == [("drawn", 1, 4), ("drawn", 2, 4)]
    with school.store.read() as connection:
        assert connection.execute(audit.select().where(audit.c.act == "letter_made")).all() == []


def test_nobody_is_invited_before_the_times_are_published(school, schedules, invitations):
    made = schedules.make("Fall", minutes=15).made_id
    assert invitations.look(made).conferences == 0
    for verb in (lambda: invitations.papers(made, *CALL), lambda: invitations.sent(made, Way.MAILED)):
        with pytest.raises(OfficeError, match="invitations_none"):
            verb()


def test_a_letter_names_somebody_to_call_and_no_day_to_come(school, invitations, published):
    with pytest.raises(OfficeError, match="letter_no_caller"):
        invitations.papers(published, " ", "")
    with pytest.raises(OfficeError, match="letter_in_future"):
        invitations.sent(published, Way.MAILED, EVENING)
