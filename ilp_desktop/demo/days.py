"""The demo's conference day, under way: some families have signed, one is in the room, others wait or come later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from math import cos, pi, sin
from random import Random

from ilp_desktop.clock import SetClock
from ilp_desktop.demo.cast import CAST
from ilp_desktop.demo.districts import Campus
from ilp_desktop.demo.people import DemoDistrict
from ilp_desktop.domain.conferences import ConferenceSheet, Party
from ilp_desktop.domain.groups import GroupPlan
from ilp_desktop.domain.participation import Choice
from ilp_desktop.domain.signing import Strokes
from ilp_desktop.office import Office

_TIMES = ("8:00", "8:20", "8:40", "9:00", "9:20", "9:40", "10:00", "10:20", "10:40")
_MINE = ("Amara", "Benjamin", "Camila", "Dao", "Elias", "Fiona", "Gabriel", "Hana", "Isaac")
"""The families of the cast whom the person at the desk sees today, in order of time."""
_OTHERS = 33
_GROUP_OF = "English 10"
_GROUP_MOST = 28
_SHARED = (
    "Two years are behind you, two are ahead.\n\n"
    "What a diploma asks: 24 credits, and which subjects they are in.\n"
    "Where you stand: your own credits are in your plan. Open it together.\n"
    "What you can choose: concurrent enrollment, technical programs, electives.\n\n"
    "Before you go: choose one course for next year, and one question for your counselor."
)
"""What the room of the group conference sees."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in one conference. ``goals``: (the student's sentence, its steps: (text, who))."""

    proud: str
    strengths: str
    improve: str
    goals: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    support: tuple[tuple[Party, str, str], ...]
    language: str = "en"


_AMARA = Said(
    "I finished the whole mystery series, and I helped Emeka with his robot.",
    "Amara explains her thinking so that others can follow it. Her group asks for her.",
    "Showing every step in math, also when the answer is clear to her.",
    (
        (
            "I will write down each step of my math until spring break.",
            (("Use the two-column page", "Amara"), ("Check the first three with Ms. Reyes", "Amara, Ms. Reyes")),
        ),
    ),
    (
        (Party.STUDENT, "Bring the two-column page home on Fridays", "Amara"),
        (Party.FAMILY, "Look at one page together on Sundays", "Ifeoma and Samuel"),
        (Party.SCHOOL, "Five minutes of math talk on Mondays", "Ms. Reyes"),
    ),
)
_BENJAMIN = Said(
    "I can read the map of the whole trail, and I beat my own time in the mile.",
    "Benjamin is patient with younger children, and tells stories that everybody listens to.",
    "Reading longer texts without stopping.",
    (
        (
            "I will read a chapter book every month.",
            (("Choose the first one with my grandmother", "Benjamin"), ("Read after dinner", "Benjamin, family")),
        ),
    ),
    (
        (Party.STUDENT, "Keep the book in my bag", "Benjamin"),
        (Party.FAMILY, "Ask about the chapter at dinner", "Verna and Emerson"),
        (Party.SCHOOL, "Library pass on Wednesdays", "Mr. Lund"),
    ),
)
_CAMILA = Said(
    "I read to my brother every night and now he asks for two books. I was nervous at the science fair but I "
    "explained my volcano to three judges.",
    "Camila asks questions that make the whole class think. She stays with a hard problem.",
    "Reading fluency: smooth reading out loud of texts she has not seen before.",
    (),
    (),
)


def hold_day(
    office: Office,
    district: DemoDistrict,
    students: Mapping[str, int],
    staff: Mapping[str, int],
    on: date,
    clock: SetClock,
) -> None:
    """Arrange the day's conferences and bring them to where they stand at ten minutes to nine."""
    campus = district.campus(0)
    cast = _cast(campus)
    mine = [cast[name] for name in _MINE]
    office.participants.assign([students[one] for one in mine], _viewer(office), "counselor")
    arranged = {
        name: _arrange(office, students[cast[name]], on, at, staff[campus.lead_teachers[cast[name]]], name)
        for name, at in zip(_MINE, _TIMES, strict=True)
    }
    _arrange_others(office, campus, students, staff, on, set(mine))
    for name, said in (("Amara", _AMARA), ("Benjamin", _BENJAMIN)):
        _hold(office, arranged[name], said, clock)
    clock.advance(60)
    office.conferences.begin(arranged["Camila"])
    _write(office, arranged["Camila"], _CAMILA)
    office.conferences.check_in(arranged["Dao"])
    office.conferences.mark_late(arranged["Fiona"])
    office.conferences.mark_missed(arranged["Hana"])
    _arrange_group(office, on)


def _arrange_group(office: Office, on: date) -> None:
    """Invite a class of grade 10 with its families for eleven o'clock: Davis asks for a group conference in that grade."""
    classes = [each for each in office.caseloads.groups() if each.title.startswith(_GROUP_OF)]
    if not classes:
        return  # a school too small for the grade
    invited = office.caseloads.students(Choice(class_id=classes[0].class_id), limit=_GROUP_MOST)
    plan = GroupPlan("Four-year plans, grade 10", on, "11:00", 40, "Library", _viewer(office), classes[0].class_id)
    made = office.groups.make(plan, [row.student_id for row in invited]).made_id
    assert made is not None
    office.groups.write_shared(made, _SHARED)


def _viewer(office: Office) -> int:
    assert office.viewer.staff_id is not None
    return office.viewer.staff_id


def _cast(campus: Campus) -> dict[str, str]:
    """Return the sourced id of each child of the cast by first name."""
    families = campus.families[: len(CAST)]
    return {child.person.given_name: child.person.sourced_id for family in families for child in family.children}


def _arrange(office: Office, student_id: int, on: date, at: str, staff_id: int, name: str) -> int:
    mode = "phone" if name == "Elias" else "in_person"
    changes = office.conferences.arrange(student_id, on, at.zfill(5), mode=mode, staff_id=staff_id)
    assert changes.made_id is not None
    return changes.made_id


def _arrange_others(
    office: Office,
    campus: Campus,
    students: Mapping[str, int],
    staff: Mapping[str, int],
    on: date,
    taken: set[str],
) -> None:
    """Fill the morning of the other elementary teachers."""
    free = [
        child.person.sourced_id
        for family in campus.families[len(CAST) :]
        for child in family.children
        if child.grade <= 6 and child.person.sourced_id not in taken
    ]
    chosen = Random(f"day:{free[0]}:{len(free)}").sample(free, _OTHERS)  # noqa: S311 - not for secrets
    for student, at in zip(chosen, cycle(_TIMES), strict=False):
        _arrange(office, students[student], on, at, staff[campus.lead_teachers[student]], "")


def _hold(office: Office, conference_id: int, said: Said, clock: SetClock) -> None:
    """Hold a whole conference, from the first word to the copy in the folder."""
    office.conferences.begin(conference_id)
    _write(office, conference_id, said)
    for section in ("data", "goals", "support", "private"):
        clock.advance(120)
        office.conferences.show_section(conference_id, section)
    office.consultations.start(conference_id)
    for _ in range(11):
        clock.advance(20)
        office.consultations.seen(conference_id)
    office.consultations.finish(conference_id)
    office.conferences.show_section(conference_id, "sign")
    sheet = office.conferences.open(conference_id)
    for person in sheet.participants:
        office.conferences.set_attended(person.participant_id, attended=True)
    for person in office.conferences.open(conference_id).participants:
        clock.advance(15)
        sha256 = office.signing.prepare(conference_id).sha256
        office.signing.sign(
            conference_id,
            person.participant_id,
            sha256,
            "agree",
            strokes=handwriting(person.name),
            language=_language(sheet, person.party),
        )
    made = office.plans.finalize(conference_id, "en").made_id
    assert made is not None
    office.plans.record_delivery(made, "given_to_family")
    office.plans.record_delivery(made, "filed_in_folder")


def _language(sheet: ConferenceSheet, party: Party) -> str:
    return sheet.language if party is Party.FAMILY and sheet.language in {"en", "es"} else "en"


def _write(office: Office, conference_id: int, said: Said) -> None:
    verbs = office.conferences
    for field, words in (
        ("answer:celebrate.proud", said.proud),
        ("answer:celebrate.strengths", said.strengths),
        ("answer:data.improve", said.improve),
    ):
        verbs.leave_field(conference_id, field, words, said.language)
    for sentence, steps in said.goals:
        goal = verbs.add_goal(conference_id).made_id
        verbs.leave_field(conference_id, f"goal:{goal}", sentence, said.language)
        for text, who in steps:
            assert goal is not None
            step = verbs.add_step(goal).made_id
            verbs.leave_field(conference_id, f"step:{step}", text, said.language)
            verbs.leave_field(conference_id, f"step_who:{step}", who, said.language)
    for party, text, who in said.support:
        made = verbs.add_commitment(conference_id, party).made_id
        verbs.leave_field(conference_id, f"commitment:{made}", text, said.language)
        verbs.leave_field(conference_id, f"commitment_who:{made}", who, said.language)


def handwriting(name: str) -> Strokes:
    """Invent a signature: loops that differ from name to name, and are the same for one."""
    random = Random(name)  # noqa: S311 - not for secrets
    strokes: list[tuple[tuple[float, ...], ...]] = []
    letters = max(len(name.replace(" ", "")), 4)
    wide = 0.74 / (letters + len(name.split()))
    x, started = 0.1, 0.0
    for word in name.split():
        points: list[tuple[float, ...]] = []
        for place in range(len(word)):
            tall = 0.3 if place == 0 else random.choice((0.09, 0.11, 0.13, 0.24))
            lean = random.uniform(0.45, 0.75)
            for step in range(16):
                angle = 2 * pi * step / 16
                along = x + wide * step / 16 - lean * wide * sin(angle) + tall * 0.12 * (1 - cos(angle))
                started += 9
                height = 0.58 - tall * (1 - cos(angle)) / 2 + 0.012 * random.random()
                points.append((min(max(along, 0.03), 0.95), height, started, 0.4 + 0.3 * sin(angle / 2)))
            x += wide
        strokes.append(tuple(points))
        x += wide
        started += 180
    return tuple(strokes)
