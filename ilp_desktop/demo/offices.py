"""The demo office: the district's people, two years of history, and a conference day under way.

Everybody is invented and the office says so. Its passphrase is public, so it must never hold a real child.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from ilp_desktop import office as offices
from ilp_desktop.clock import Clock, SetClock
from ilp_desktop.demo.calendars import calendar_of, school_day
from ilp_desktop.demo.courses import plan_courses
from ilp_desktop.demo.days import hold_day
from ilp_desktop.demo.districts import Campus, Child, Family
from ilp_desktop.demo.people import SOURCE, DemoDistrict, generate
from ilp_desktop.demo.records import Records
from ilp_desktop.domain.guardianship import Guardianship
from ilp_desktop.domain.histories import Home, PastPoint, PastStudent, Relation
from ilp_desktop.domain.policy.calendars import Stretch
from ilp_desktop.domain.roster import RosterReading
from ilp_desktop.office import Office
from ilp_desktop.places import FORMS
from ilp_desktop.vault.cost import FLOOR, Cost

PASSPHRASE = "open the demo school for a look around"  # noqa: S105 - public on purpose
SIZE = 600
SEED = 1
ZONE = "America/Denver"
POLICY = FORMS / "davis"
"""What the demo school follows."""
_BATCH = 250
_GRANTED = timedelta(days=90)
"""How long ago the office granted foster parents what they may do."""
Tell = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    del done, total


def make(
    folder: Path,
    *,
    clock: Clock,
    seed: int = SEED,
    size: int = SIZE,
    today: date | None = None,
    cost: Cost | None = None,
    tell: Tell = _silent,
    day: bool = True,
) -> None:
    """Make a demo office of ``size`` students in ``folder``; ``day``: with a conference day under way.

    ``tell`` hears how many students of how many are done. Raises OfficeError as any founding does.
    """
    day_of = today or school_day(clock.today(ZoneInfo(ZONE)))
    district = generate(seed, size, day_of)
    # The demo is made as of eight that morning, whatever the time: what happened, happened on its day.
    morning = SetClock(datetime.combine(day_of, time(8), ZoneInfo(ZONE)))
    founding = offices.found(
        folder,
        office_name=next(org.name for org in district.campus(0).orgs if org.kind == "school"),
        person_name="Demo Lead",
        passphrase=PASSPHRASE,
        clock=morning,
        zone=ZONE,
        cost=cost or FLOOR,
        is_demo=True,
        policy=POLICY,
    )
    with founding, founding.confirm(founding.recovery_code) as office:
        people = _furnish(office, district, tell)
    if day:
        with offices.open_office(folder, PASSPHRASE, clock=morning, lowest=cost or FLOOR) as office:
            plan_courses(office, district.campus(0), people.students, people.staff, day_of)
            hold_day(office, district, people.students, people.staff, day_of, morning)


def _furnish(office: Office, district: DemoDistrict, tell: Tell) -> "_People":
    """Bring in the roster and the years before, keep the calendar, and let the lead be one of the counselors."""
    preview = office.rosters.stage(RosterReading(district.roster(), (), ()), SOURCE)
    office.rosters.apply(preview.run_id)
    people = _People(office)
    _bring_histories(office, district, people, tell)
    lead = next(member for member in district.campus(0).staff if member.duty == "counselor")
    office.histories.work_as(people.staff[lead.person.sourced_id])
    _keep_calendar(office, district.today)
    # Whoever opens it finds its requirements judged, as in an office that is in use.
    office.findings.catch_up()
    return people


def _keep_calendar(office: Office, today: date) -> None:
    """Keep this school year as the district's own: the terms of its roster, the breaks of the policy's usual year."""
    usual = office.calendars.state().current
    assert usual is not None
    district = calendar_of(today)
    quarters = tuple(Stretch(*days) for days in district.quarters)
    semesters = Stretch(quarters[0].first, quarters[1].last), Stretch(quarters[2].first, quarters[3].last)
    own = replace(usual, first=district.begins_on, last=district.ends_on, quarters=quarters, semesters=semesters)
    office.calendars.save(own)


class _People:
    """Which row each invented person became."""

    def __init__(self, office: Office) -> None:
        self.students = office.histories.known_ids("student", SOURCE)
        self.guardians = office.histories.known_ids("guardian", SOURCE)
        self.staff = office.histories.known_ids("staff_member", SOURCE)


def _bring_histories(office: Office, district: DemoDistrict, people: _People, tell: Tell) -> None:
    pasts = _pasts(district, people)
    done = 0
    while batch := list(islice(pasts, _BATCH)):
        office.histories.bring_in(batch)
        done += len(batch)
        tell(done, district.size)


def _pasts(district: DemoDistrict, people: _People) -> Iterator[PastStudent]:
    for campus in district.campuses():
        for family in campus.families:
            for child in family.children:
                yield _past(district, campus, family, child, people)


def _past(district: DemoDistrict, campus: Campus, family: Family, child: Child, people: _People) -> PastStudent:
    history = district.history(child)
    student = child.person.sourced_id
    languages = {adult.person.sourced_id: adult for adult in family.adults}
    lead = people.staff.get(campus.lead_teachers.get(student, ""))
    may_come = tuple(
        people.guardians[one.guardian_id]
        for one in family.guardianships
        if one.student_id == student and one.may_attend and not Guardianship(one.relationship).by_grant_only
    )
    records = Records(district.seed, district.today, ZoneInfo(ZONE), may_come)
    return PastStudent(
        student_id=people.students[student],
        home_language=child.home_language,
        homes=tuple(Home(home.household_id, home.label, home.address) for home in family.households),
        relations=tuple(
            Relation(
                guardian_id=people.guardians[one.guardian_id],
                relationship=one.relationship,
                home=one.household_id,
                may_see=one.may_see,
                may_sign=one.may_sign,
                may_attend=one.may_attend,
                barred=one.barred,
                language=languages[one.guardian_id].language,
                needs_interpreter=languages[one.guardian_id].needs_interpreter,
                granted_on=district.today - _GRANTED if Guardianship(one.relationship).by_grant_only else None,
            )
            for one in family.guardianships
            if one.student_id == student
        ),
        points=tuple(
            PastPoint(p.label, p.unit, p.source, p.measured_on, p.term, p.value, p.benchmark) for p in history.points
        ),
        conferences=tuple(records.conferences_of(child, history, lead)),
        entries=tuple(records.entries_of(child)),
    )
