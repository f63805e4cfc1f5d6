"""What a family is written: one letter a home, in its language, never to somebody barred; what went out is evidence."""

import subprocess
from datetime import date

import pytest
from services_policy_school import Ruled
from sqlalchemy import select, update

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.letters import MISSED, SCHEDULE, Wanted, Way
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.letters import Letters
from ilp_desktop.store.tables import assignment, audit, conference, evidence, staff_member, student, student_guardian

TODAY = date(2026, 11, 24)
CANARY = ("12 Canary Lane", "555-0199", "Household B", "canary@b.example")
"""What only the father's home may read."""
CALL = {"call_name": "Iris Park", "call_phone": "555-0100"}
SCOLDS = ("overdue", "no-show", "refused", "waived", "did not come", "failed", "R277", "§", "shall", "attempt")


@pytest.fixture
def ruled(school):
    ruled = Ruled(school, "davis")
    with school.store.write() as connection:
        connection.execute(update(staff_member).values(phone="555-0100"))
    return ruled


@pytest.fixture
def letters(ruled):
    return Letters(ruled.school.desk())


@pytest.fixture
def words(tmp_path):
    """What a paper says, by a reader of somebody else's, which also looks that it is whole."""

    def read(pdf: bytes) -> str:
        path = tmp_path / "letter.pdf"
        path.write_bytes(pdf)
        subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
        done = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True)
        return " ".join(done.stdout.decode().split())

    return read


def invitation(letters, student_id, **more) -> Wanted:
    return Wanted(letters.of_student(student_id).chosen, **CALL, **more)


def test_each_home_that_may_be_mailed_gets_one_in_its_own_language_and_none_tells_of_the_other(ruled, letters, words):
    """R34, R35, R79: two households, one adult barred."""
    camila = ruled.school.camila_id
    papers = letters.papers(
        camila, invitation(letters, camila, times=((date(2026, 12, 8), "16:30"), (date(2026, 12, 9), "08:00")))
    )
    assert [(one.addressee.names, one.addressee.language) for one in papers] == [
        (("Rosa Hernández",), "es"), (("Diego Ríos",), "en")
    ]  # fmt: skip
    mothers, fathers = (words(one.pdf) for one in papers)
    for said in (
        "Alder Elementary",
        "Invitación a una reunión",
        "Para Rosa Hernández:",
        "7 First Street",
        "24 de noviembre de 2026",
    ):
        assert said in mothers
    for said in (
        "Estas 2 horas podrían convenir:",
        "8 de diciembre de 2026, 4:30 p.m.",
        "2026, 8:00 a.m.",
        "llame a Iris Park, 555-0100",
        "Cami",
    ):
        assert said in mothers
    assert not [secret for secret in (*CANARY, "Diego", "Zacharias", "Barredson") if secret in mothers]
    assert "Dear Diego Ríos," in fathers
    assert not [secret for secret in ("Rosa", "First Street", "Zacharias", "Barredson") if secret in fathers]
    for paper in (mothers, fathers):
        assert not [word for word in SCOLDS if word in paper]


def test_the_conference_that_is_arranged_stands_in_the_invitation(ruled, letters, words):
    """R34: to a scheduled time."""
    camila = ruled.school.camila_id
    Conferences(ruled.school.desk()).arrange(camila, date(2026, 12, 3), "14:50")
    offer = letters.of_student(camila)
    assert (offer.next_on, offer.next_at) == (date(2026, 12, 3), "14:50")
    _mother, father = letters.papers(camila, invitation(letters, camila))
    assert "We have kept a time for you: December 3, 2026, 2:50 p.m." in words(father.pdf)


def test_after_a_conference_that_nobody_could_come_to_the_letter_says_that_they_were_missed_and_nothing_else(
    ruled, letters, words
):
    camila = ruled.school.camila_id
    ruled.school.add(conference, student_id=camila, held_on=date(2026, 11, 20), state="missed")
    mother, father = letters.papers(camila, Wanted(MISSED, **CALL, times=((date(2026, 12, 8), "16:30"),)))
    said = words(father.pdf)
    assert "We missed you on November 20, 2026." in said
    assert "Here is a time that could work:" in said
    assert "call Iris Park, 555-0100" in said
    assert "Nos hizo falta el 20 de noviembre de 2026." in words(mother.pdf)
    assert not [word for word in SCOLDS if word in said]


def test_nobody_whose_mail_was_stopped_nobody_barred_and_no_agency_without_leave_gets_a_letter(ruled, letters):
    """R82: guardianship decides, today."""
    school, camila = ruled.school, ruled.school.camila_id
    school.adult(camila, "Agnes", "Agency", "agency")
    assert "Agnes Agency" not in str(letters.of_student(camila).addressees)
    with school.store.write() as connection:
        g = student_guardian.c
        connection.execute(update(student_guardian).where(g.student_id == camila).values(may_be_mailed=False))
    assert letters.of_student(camila).addressees == ()
    with pytest.raises(OfficeError) as refused:
        letters.papers(camila, Wanted("conference_letter", **CALL))
    assert refused.value.code == "letter_to_nobody"


def test_from_18_on_the_letter_goes_to_the_student(ruled, letters, words):
    """A10: rights pass at 18."""
    who = ruled.school.child("Noor", "Haddad", grade="12", birth_date=date(2008, 11, 24), home_language="es")
    ruled.school.adult(who, "Amal", "Haddad", "mother")
    (paper,) = letters.papers(who, invitation(letters, who))
    assert (paper.addressee.is_student, paper.addressee.adults) == (True, ())
    said = words(paper.pdf)
    assert "Para Noor Haddad:" in said
    assert "Amal" not in said
    letters.sent(who, invitation(letters, who), Way.HANDED_OVER, ["student"])
    with ruled.school.store.read() as connection:
        row = connection.execute(evidence.select().where(evidence.c.student_id == who)).one()
    assert (row.roles, row.adults) == (["student"], [])


def test_what_went_out_is_evidence_with_its_form_its_adults_and_a_line_in_the_record(ruled, letters):
    """R34, R114."""
    camila = ruled.school.camila_id
    offer = letters.of_student(camila)
    mother, father = offer.addressees
    wanted = invitation(letters, camila)
    changes = letters.sent(camila, wanted, Way.MAILED, [mother.key], date(2026, 11, 20))
    with ruled.school.store.read() as connection:
        row = connection.execute(evidence.select().where(evidence.c.id == changes.made_id)).one()
        acts = connection.execute(select(audit.c.act).where(audit.c.student_id == camila)).scalars().all()
    assert (row.kind, row.form, row.mode, row.happened_on) == (
        "invitation", "conference_letter", "mail", date(2026, 11, 20)
    )  # fmt: skip
    assert (row.adults, row.roles) == (list(mother.adults), ["parent", "student"])
    assert row.staff_id == ruled.school.teacher_id
    assert "letter_sent" in acts
    ruled.met(camila, date(2026, 11, 23), adults=[*mother.adults])
    assert ruled.state(camila, "dav-invited") is not State.MET, "the father's home got none"
    letters.sent(camila, wanted, Way.EMAILED, [father.key], date(2026, 11, 21))
    assert ruled.state(camila, "dav-invited") is State.MET


def test_an_invitation_is_to_the_next_conference_and_not_to_the_one_after_it(ruled, letters):
    """R34: each conference."""
    camila = ruled.school.camila_id
    homes = [one.key for one in letters.of_student(camila).addressees]
    letters.sent(camila, invitation(letters, camila), Way.MAILED, homes, date(2026, 9, 1))
    ruled.met(camila, date(2026, 9, 10))
    assert ruled.state(camila, "dav-invited") is State.MET
    ruled.met(camila, date(2026, 11, 20))
    assert ruled.finding(camila, "dav-invited").have == 1


def test_the_notice_of_extended_services_says_how_plan_and_goals_become_part_of_the_plan(ruled, letters, words):
    """R94: eligibility told, and how the intervention plan and its goals join the plan."""
    ruled.adopt("kentucky")
    who = ruled.school.child("Noor", "Haddad", grade="07")
    ruled.school.adult(who, "Amal", "حداد", "mother", language="es")
    ruled.program(who, "ess", date(2026, 11, 16))
    assert letters.of_student(who, "ky-ess-eligible").chosen == "ess_eligibility"
    assert letters.of_student(who, "ky-ess-told").chosen == "ess_information"
    assert letters.of_student(who, "ky-approved").chosen == SCHEDULE
    assert ruled.state(who, "ky-ess-eligible") is State.DUE
    with pytest.raises(OfficeError) as refused:
        letters.papers(who, Wanted("ess_eligibility", **CALL, texts=("Reading", " ")))
    assert refused.value.code == "letter_unfilled"
    wanted = Wanted("ess_eligibility", **CALL, texts=("More time to read with a tutor.", "The aims stand in the plan."))
    (paper,) = letters.papers(who, wanted)
    said = words(paper.pdf)
    assert "Cómo la ayuda y sus metas pasan a ser parte del plan de aprendizaje" in said
    assert "The aims stand in the plan." in said
    assert "¿Tiene preguntas? Llame a Iris Park, 555-0100." in said
    letters.sent(who, wanted, Way.MAILED, [paper.addressee.key])
    assert ruled.state(who, "ky-ess-eligible") is State.MET
    assert ruled.state(who, "ky-ess-how") is State.MET


def test_a_set_without_an_invitation_of_its_own_has_the_programs(ruled, letters, words):
    ruled.adopt("kentucky")
    who = ruled.school.child("Noor", "Haddad", grade="07")
    ruled.school.adult(who, "Amal", "Haddad", "mother")
    offer = letters.of_student(who)
    assert offer.chosen == SCHEDULE
    (paper,) = letters.papers(who, Wanted(SCHEDULE, **CALL))
    assert "Let us find a time to talk" in words(paper.pdf)
    made = letters.sent(who, Wanted(SCHEDULE, **CALL), Way.MAILED, [paper.addressee.key]).made_id
    with ruled.school.store.read() as connection:
        assert connection.execute(select(evidence.c.form).where(evidence.c.id == made)).scalar_one() == ""


@pytest.mark.parametrize(
    ("change", "on", "code"),
    [
        ({"call_name": " "}, None, "letter_no_caller"),
        ({"key": "nothing"}, None, "letter_gone"),
        ({}, date(2026, 11, 25), "letter_in_future"),
    ],
)
def test_what_is_not_ready_is_not_written_down(ruled, letters, change, on, code):
    camila = ruled.school.camila_id
    values = {"key": letters.of_student(camila).chosen, **CALL} | change
    homes = [one.key for one in letters.of_student(camila).addressees]
    with pytest.raises(OfficeError) as refused:
        letters.sent(camila, Wanted(**values), Way.MAILED, homes, on)
    assert refused.value.code == code


def test_a_home_that_may_not_be_mailed_any_more_stops_the_writing_down(ruled, letters):
    camila = ruled.school.camila_id
    wanted = invitation(letters, camila)
    homes = [one.key for one in letters.of_student(camila).addressees]
    with ruled.school.store.write() as connection:
        g = student_guardian.c
        fathers = g.relationship == "father"
        connection.execute(update(student_guardian).where(g.student_id == camila, fathers).values(barred=True))
    with pytest.raises(OfficeError) as refused:
        letters.sent(camila, wanted, Way.MAILED, homes)
    assert refused.value.code == "letter_to_nobody"


def test_another_persons_student_is_written_to_by_nobody_else(ruled):
    school = ruled.school
    other = Letters(school.desk(Role.TEACHER, school.other_teacher_id))
    for verb in (
        lambda: other.of_student(school.camila_id),
        lambda: other.papers(school.camila_id, Wanted("conference_letter", **CALL)),
    ):
        with pytest.raises(OfficeError) as refused:
            verb()
        assert refused.value.code == "student_gone"


@pytest.mark.parametrize(
    ("name", "form", "grade", "words_of"),
    [
        (
            "stride",
            "quarter_2",
            "07",
            ("TotalView School", "1. What is done for this student", "Reads with a partner."),
        ),
        ("kentucky", "ilpa", "08", ("Infinite Campus", "1. ")),
    ],
)
def test_a_note_is_a_paper_in_the_order_of_its_prompts_for_whoever_copies_it_into_the_other_system(
    ruled, letters, words, name, form, grade, words_of
):
    """R98, R112."""
    ruled.adopt(name)
    who = ruled.school.child("Noor", "Haddad", grade=grade)
    kind = "note" if name == "stride" else "document"
    ruled.record(
        who,
        kind,
        TODAY,
        form=form,
        staff_id=ruled.school.teacher_id,
        texts={"0": "Reads with a partner."},
        note="Later.",
    )
    with ruled.school.store.read() as connection:
        row = connection.execute(select(evidence.c.id).where(evidence.c.student_id == who)).scalar_one()
    said = words(letters.note(row))
    for each in (
        *words_of,
        "Noor Haddad",
        "nNoor",
        "Iris Park",
        "Later.",
        "Nothing is written here yet.",
        "Copied on:",
    ):
        assert each in said
    with ruled.school.store.write() as connection:
        connection.execute(update(student).where(student.c.id == who).values(deleted_at=ruled.school.clock.now()))
    with pytest.raises(OfficeError):
        letters.note(row)


def test_an_entry_of_another_sharing_class_is_a_paper_only_for_who_may_see_that_class(ruled, letters):
    ruled.adopt("stride")
    who = ruled.school.child("Noor", "Haddad", grade="07")
    ruled.school.add(assignment, student_id=who, staff_id=ruled.school.teacher_id, duty="teacher")
    ruled.record(who, "document", TODAY, note="Asked by an agency.")
    with ruled.school.store.write() as connection:
        connection.execute(update(evidence).where(evidence.c.student_id == who).values(sharing="record"))
        row = connection.execute(select(evidence.c.id).where(evidence.c.student_id == who)).scalar_one()
    assert letters.note(row).startswith(b"%PDF"), "the lead keeps the file"
    teacher = Letters(ruled.school.desk(Role.TEACHER))
    with pytest.raises(OfficeError) as refused:
        teacher.note(row)
    assert refused.value.code == "letter_gone"
    with ruled.school.store.write() as connection:
        connection.execute(update(evidence).where(evidence.c.id == row).values(sharing="plan"))
    assert teacher.note(row).startswith(b"%PDF")
