"""What is made for one household shows nothing of the other: no address, no phone, and of somebody barred no name."""

import json
import logging
import shutil
import subprocess
from datetime import UTC, date, datetime

import pytest
from canaries import spellings
from sqlalchemy import select

from ilp_desktop.documents.verify import verify
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.guardianship import Right
from ilp_desktop.domain.relations import Terms
from ilp_desktop.services.finding import Finding
from ilp_desktop.services.guardians import Guardians
from ilp_desktop.services.participants import Participants
from ilp_desktop.services.plans import Plans
from ilp_desktop.services.students import Students
from ilp_desktop.store import search
from ilp_desktop.store.tables import audit, event, guardian, student_guardian
from ilp_desktop.vault.certificates import make_school_certificate
from ilp_desktop.wording import sentence

TODAY = date(2026, 11, 24)
REASON, PAPER = "Canaryreason inside", "Canaryorder 26-114"
CANARIES = ("12 Canary Lane", "555-0199", "Household B", "canary@b.example", "Zacharias", "Barredson", REASON, PAPER)


@pytest.fixture(scope="module")
def school_keys():
    return make_school_certificate("Alder Elementary", datetime(2026, 8, 1, tzinfo=UTC))


def told(made: bytes | str) -> set[str]:
    """Which canaries lie in something, in any spelling."""
    content = made.encode() if isinstance(made, str) else made
    return {word for word in CANARIES if any(spelling in content for spelling in spellings(word).values())}


def printed(pdf: bytes, tmp_path) -> str:
    tool = shutil.which("pdftotext")
    assert tool, "pdftotext reads the paper back: apt-get install poppler-utils"
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf)
    return subprocess.run([tool, "-raw", str(path), "-"], check=True, capture_output=True, text=True).stdout


def everything(held, school, plans, tmp_path) -> dict[str, str | bytes]:
    """Everything that is made for the family at the table, by what it is."""
    conference, desk = held.id, held.desk
    made = plans.finalize(conference, "es").made_id
    pdf = plans.rendering(made)
    content = verify(pdf, [plans._certificate_pem]).plan.content
    front_desk = school.desk(Role.FRONT_DESK, school.other_teacher_id)
    with school.store.read() as connection:
        log = [tuple(row) for table in (audit, event) for row in connection.execute(select(table.c.params)).all()]
    return {
        "plan PDF": pdf,
        "plan as read": printed(pdf, tmp_path),
        "plan.json": json.dumps(content.to_jsonable(), ensure_ascii=False),
        "conference sheet": repr(held.conferences.open(conference)),
        "signing sheet": repr(held.signing.prepare(conference)),
        "renderings": repr(plans.renderings(conference)),
        "day": repr(held.conferences.day(TODAY)),
        "search": repr(Students(desk).search("hernandez")),
        "search by the barred name": repr(Students(desk).search("barredson")),
        "box": repr(Finding(desk).find("camila")),
        "participants": repr(Participants(desk).of_student(school.camila_id)),
        "check-in at the desk": repr(Guardians(front_desk).at_check_in(conference)),
        "log": repr(log),
    }


def closed(held):
    """The conference with the talk held and everybody's mark made, as those who are on it see it."""
    held.talk()
    for person in held.sheet.participants:
        held.sign(person.name, method="chose_not_to_sign", choice="attended_only")
    return held


@pytest.fixture
def barred_at_the_table(under_way, school):
    """A conference whose barred adult was on it, wrote and signed before the office was told."""
    guardians = Guardians(school.desk())
    zacharias = next(line for line in guardians.of_student(school.camila_id) if "Zacharias" in line.name)
    guardians.lift_bar(zacharias.relation_id, "for the sake of this test")
    later = under_way.conferences.arrange(school.camila_id, TODAY, "10:00").made_id
    under_way.conferences.begin(later)
    under_way.id = later
    assert "Zacharias Barredson" in [person.name for person in under_way.sheet.participants]
    under_way.sign("Zacharias", method="chose_not_to_sign", choice="attended_only")
    return under_way, zacharias.relation_id


def test_nothing_made_for_one_household_tells_of_the_other(barred_at_the_table, school, school_keys, tmp_path, caplog):
    held, relation_id = barred_at_the_table
    with caplog.at_level(logging.DEBUG):
        Guardians(school.desk()).bar(relation_id, REASON, PAPER)
        closed(held)
        made = everything(held, school, Plans(held.desk, *school_keys), tmp_path)
    assert {what: told(content) for what, content in made.items() if told(content)} == {}
    assert told(caplog.text) == set()
    assert "Rosa Hernández" in made["plan as read"], "the paper is this family's"
    assert made["search by the barred name"] == "()"


def test_the_same_scan_finds_them_where_nobody_is_barred(barred_at_the_table, school, school_keys, tmp_path):
    # The control: the very same papers tell of him as long as the office knows of no bar.
    held, _relation_id = barred_at_the_table
    with school.store.write() as connection:
        search.refresh(connection, [school.camila_id])
    made = everything(closed(held), school, Plans(held.desk, *school_keys), tmp_path)
    with_him = {what for what, content in made.items() if "Barredson" in told(content)}
    assert {"plan as read", "plan.json", "conference sheet", "signing sheet", "check-in at the desk"} <= with_him
    assert made["search by the barred name"] != "()"
    assert told(repr(Students(school.desk()).open_file(school.camila_id))) >= {"12 Canary Lane", "555-0199"}
    lead = Guardians(school.desk())
    assert "Household B" in told(repr(lead.of_student(school.camila_id)))


def test_what_is_refused_about_somebody_barred_is_worded_without_a_name(barred_at_the_table, school):
    held, relation_id = barred_at_the_table
    mark = held.person("Zacharias")
    guardians = Guardians(school.desk())
    guardians.bar(relation_id, REASON, PAPER)
    sheet = held.signing.prepare(held.id)
    for verb in (
        lambda: held.signing.sign(held.id, mark, sheet.sha256, "agree", method="paper"),
        lambda: guardians.bar(relation_id, REASON, PAPER),
        lambda: Guardians(school.desk(Role.TEACHER)).end(relation_id),
        lambda: guardians.change(relation_id, Terms("father", frozenset(Right)), 0),
    ):
        with pytest.raises(OfficeError) as met:
            verb()
        assert told(sentence(met.value) + repr(met.value) + repr(met.value.params)) == set()


def test_siblings_of_the_other_home_are_not_told_of_through_somebody_barred(school):
    other = school.child("Half", "Sibling")
    with school.store.read() as connection:
        zacharias = connection.execute(select(guardian.c.id).where(guardian.c.given_name == "Zacharias")).scalar_one()
    school.add(student_guardian, student_id=other, guardian_id=zacharias, relationship="father")
    assert Students(school.desk()).open_file(school.camila_id).siblings == ()
