"""A real encrypted office filled from a roster's zip file: what tests of students, imports and settings stand on."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import insert, select, update

from ilp_desktop.clock import SetClock
from ilp_desktop.demo.people import generate
from ilp_desktop.documents.plans import draw_plan
from ilp_desktop.documents.revisions import revision_of
from ilp_desktop.documents.seals import Sealer
from ilp_desktop.domain.plans import (
    PackMark,
    PlanContent,
    PlanGoal,
    PlanKind,
    PlanSchool,
    PlanStudent,
    RevisionMark,
    SignatureMark,
)
from ilp_desktop.office import Office, found
from ilp_desktop.roster.export import write_roster
from ilp_desktop.store import uids
from ilp_desktop.store.tables import (
    delivery,
    household,
    plan_revision,
    rendering,
    student,
    student_guardian,
)
from ilp_desktop.vault.cost import CHEAP

PASSPHRASE = "seven gray herons wade the ditch"
TODAY = date(2026, 10, 15)
SIZE = 120


def school_clock() -> SetClock:
    """Return a Thursday in October, 14:00 UTC, which is 08:00 in Utah."""
    return SetClock(datetime(2026, 10, 15, 14, 0, tzinfo=UTC))


def roster_zip(folder: Path, *, size: int = SIZE, seed: int = 1) -> Path:
    path = folder / "roster.zip"
    write_roster(generate(seed, size, TODAY).roster(), path)
    return path


@contextmanager
def new_office(folder: Path, clock: SetClock) -> Iterator[Office]:
    with found(
        folder / "Alder.ilp",
        office_name="Alder Elementary",
        person_name="Iris Park",
        passphrase=PASSPHRASE,
        clock=clock,
        cost=CHEAP,
    ) as founding:
        office = founding.confirm(founding.recovery_code)
    try:
        yield office
    finally:
        office.close()


def fill(office: Office, folder: Path) -> None:
    office.rosters.apply(office.rosters.preview(roster_zip(folder)).run_id)


def with_guardians(office: Office, count: int = 2) -> int:
    """Return a student who has at least so many guardians."""
    for row in office.students.search("", 60):
        if len(office.students.open_file(row.student_id).guardians) >= count:
            return row.student_id
    raise AssertionError("nobody has so many guardians")


def two_homes(office: Office, clock: SetClock, student_id: int) -> None:
    """Put a student's first adult in a home, and let the office be asked before the second is met."""
    r = student_guardian.c
    with office._desk.store.write() as connection:
        home = connection.execute(
            insert(household).values(uid=uids.new_uid(clock), label="First home", address="12 Alder Street, Provo")
        ).inserted_primary_key[0]
        first, second = (
            connection.execute(select(r.id).where(r.student_id == student_id).order_by(r.id)).scalars().all()[:2]
        )
        connection.execute(
            update(student_guardian).where(r.id == first).values(household_id=home, relationship="mother")
        )
        connection.execute(
            update(student_guardian).where(r.id == second).values(barred=True, may_sign=False, relationship="father")
        )


def withdraw(office: Office, student_id: int, clock: SetClock) -> None:
    with office._desk.store.write() as connection:
        connection.execute(update(student).where(student.c.id == student_id).values(withdrawn_at=clock.now()))


def prefer(office: Office, student_id: int, name: str) -> None:
    with office._desk.store.write() as connection:
        connection.execute(update(student).where(student.c.id == student_id).values(preferred_name=name))


def past_year(office: Office, clock: SetClock, student_id: int) -> tuple[int, int, int]:
    """Hold last year's conference, with two goals and a plan in two languages; return its id and the papers' ids."""
    held = office.conferences.arrange(student_id, date(2025, 10, 9), "08:40").made_id or 0
    for text, status in (("I will read every evening before bed.", "met"), ("I will ask for help in math.", "partly")):
        goal = office.conferences.add_goal(held).made_id or 0
        office.conferences.leave_field(held, f"goal:{goal}", text, "en")
        office.conferences.add_step(goal)
        office.conferences.set_goal_status(goal, status)
    at = datetime(2025, 10, 9, 15, 30, tzinfo=UTC)
    papers: list[int] = []
    with office._desk.store.write() as connection:
        content = "{}"
        revision = connection.execute(
            insert(plan_revision).values(
                uid=uids.new_uid(clock),
                conference_id=held,
                student_id=student_id,
                number=1,
                sha256=hashlib.sha256(str(held).encode()).digest(),
                made_at=at,
                content=content,
            )
        ).inserted_primary_key[0]
        for language in ("en", "es"):
            pdf = f"%PDF-1.7 {held} {language}".encode()
            papers.append(
                connection.execute(
                    insert(rendering).values(
                        uid=uids.new_uid(clock),
                        revision_id=revision,
                        language=language,
                        sha256=hashlib.sha256(pdf).digest(),
                        finalized_at=at,
                        pdf=pdf,
                    )
                ).inserted_primary_key[0]
            )
        connection.execute(
            insert(delivery).values(
                uid=uids.new_uid(clock), rendering_id=papers[1], kind="given_to_family", to_whom="mother", done_at=at
            )
        )
    return held, papers[0], papers[1]


def plan_content(student_name: str = "Marisol Begay Ortiz") -> PlanContent:
    return PlanContent(
        student=PlanStudent("stu-4410", student_name, "Mari", "03", "104410"),
        school=PlanSchool("Alder Elementary", "Alder Elementary", "office-1"),
        kind=PlanKind("ilp", "Individual Learning Plan"),
        school_year=2027,
        revision=RevisionMark(1, "rev-1", "2026-10-15"),
        pack=PackMark("starter", "1.0", "ab" * 32),
        goals=(
            PlanGoal("I will read every evening before bed.", "student"),
            PlanGoal("I will ask for help in math.", "student"),
        ),
    )


def sealed_by(office: Office, clock: SetClock) -> bytes:
    """Draw and seal a plan with an office's own key, as finalizing does."""
    content = plan_content()
    mark = SignatureMark(
        name="Elena Ortiz",
        role="mother",
        kind="parent",
        choice="agree",
        method="paper",
        language="en",
        revision_sha256=revision_of(content).seal_code,
        signed_at="2026-10-15T14:20:00.000000Z",
        signed_on="2026-10-15",
    )
    key = office._keys.seal_key_pem
    assert key is not None
    return Sealer(key, office.certificate_pem).seal(draw_plan(content, (mark,)), clock.now())


def keep_paper(office: Office, clock: SetClock, student_id: int, pdf: bytes) -> None:
    """Put a sealed paper into a student's file."""
    _held, english, _spanish = past_year(office, clock, student_id)
    with office._desk.store.write() as connection:
        connection.execute(
            update(rendering).where(rendering.c.id == english).values(pdf=pdf, sha256=hashlib.sha256(pdf).digest())
        )
