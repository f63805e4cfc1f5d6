"""Signing: in any order, bound to what was shown; a change afterwards is seen and asks for a new revision."""

from datetime import date
from uuid import uuid5

import pytest
from sqlalchemy import func, select

from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.signing import Signing
from ilp_desktop.store.counting import counted
from ilp_desktop.store.tables import conference, plan_revision, signature
from ilp_desktop.wording import sentence


def refused(code, act, *args, **kwargs):
    with pytest.raises(OfficeError) as caught:
        act(*args, **kwargs)
    assert caught.value.code == code
    assert sentence(caught.value)


def marks(sheet):
    return {line.participant.name: line for line in sheet.signers}


# R39, R40, R41, R42, R43
def test_the_plan_on_the_table_says_what_was_written(under_way):
    sheet = under_way.signing.prepare(under_way.id)
    content = sheet.content
    assert content.student.name == "Camila Hernández"
    assert content.student.preferred_name == "Cami"
    assert content.kind.label == "Plan Individual de Aprendizaje", "the family's language"
    assert [answer.text for answer in content.strengths] == ["I read to my brother now."]
    assert content.strengths[0].prompt == "En palabras de Cami"
    assert [answer.text for answer in content.improvements] == ["Fractions, on Tuesdays."]
    assert content.goals[0].steps[0].due == "2026-12-04"
    assert content.support.family[0].language == "es"
    assert content.measures[0].points[1].value == 84.0
    assert content.consultation is None
    under_way.talk(200)
    assert under_way.signing.prepare(under_way.id).content.consultation.minutes == 3
    assert sheet.number == 1
    assert not sheet.changed_since_signature


def test_preparing_twice_is_the_same_and_the_revisions_uid_follows_from_the_conference(under_way, school):
    first, second = under_way.signing.prepare(under_way.id), Signing(school.desk()).prepare(under_way.id)
    assert first.sha256 == second.sha256
    with school.store.read() as connection:
        uid = connection.execute(select(conference.c.uid)).scalar_one()
        assert connection.execute(select(func.count()).select_from(plan_revision)).scalar_one() == 0
    assert first.content.revision.uid == str(uuid5(uid, "plan-revision-1"))


# R58
def test_everyone_signs_in_any_order_each_in_their_language(under_way, school):
    under_way.talk()
    under_way.conferences.set_attended(under_way.person("Diego"), False)
    under_way.conferences.conclude(under_way.id)
    under_way.sign("Iris")
    under_way.sign("Rosa", "attended_only", language="es")
    sheet = under_way.signing.prepare(under_way.id)
    assert not sheet.complete
    assert under_way.sheet.state is ConferenceState.TO_SIGN
    under_way.sign("Cami", "disagree", "I want a goal about drawing too.")
    sheet = under_way.signing.prepare(under_way.id)
    assert sheet.complete
    assert under_way.sheet.state is ConferenceState.SIGNED
    mark = marks(sheet)["Rosa Hernández"].mark
    assert (mark.choice, mark.language, mark.kind, mark.revision_sha256) == (
        "attended_only",
        "es",
        "parent",
        sheet.sha256,
    )
    assert mark.signed_on == "2026-11-24"
    assert mark.aspect == 4.0
    assert len(mark.strokes[0]) == 17
    assert marks(sheet)["Cami Hernández"].mark.words == "I want a goal about drawing too."
    assert marks(sheet)["Diego Ríos"].mark is None
    assert not marks(sheet)["Diego Ríos"].expected
    with school.store.read() as connection:
        stored = connection.execute(select(plan_revision.c.content, plan_revision.c.sha256)).one()
    import hashlib

    assert hashlib.sha256(stored.content.encode()).digest() == stored.sha256 == bytes.fromhex(sheet.sha256)


def test_a_change_after_a_signature_is_seen_and_makes_a_new_revision(under_way, school):
    under_way.talk()
    under_way.conferences.set_attended(under_way.person("Diego"), False)
    under_way.conferences.conclude(under_way.id)
    for name in ("Cami", "Rosa", "Iris"):
        under_way.sign(name)
    before = under_way.signing.prepare(under_way.id)
    assert before.complete
    under_way.write("answer:data.improve", "Fractions, every day.")
    after = under_way.signing.prepare(under_way.id)
    assert under_way.sheet.state is ConferenceState.TO_SIGN
    assert after.changed_since_signature
    assert not after.complete
    assert after.number == 2
    assert after.content.revision.replaces == before.content.revision.uid
    assert all(line.outdated for line in after.signers if line.mark)
    refused(
        "plan_changed",
        under_way.signing.sign,
        under_way.id,
        under_way.person("Rosa"),
        before.sha256,
        "agree",
        method="paper",
    )
    under_way.write("answer:data.improve", "Fractions, on Tuesdays.")
    back = under_way.signing.prepare(under_way.id)
    assert (back.sha256, back.number, back.complete) == (before.sha256, 1, True), "put back, it is what was signed"


def test_a_keystroke_not_yet_left_is_part_of_what_is_signed(under_way):
    sheet = under_way.signing.prepare(under_way.id)
    under_way.conferences.save_draft(under_way.id, "answer:data.improve", "Something else", "en")
    refused(
        "plan_changed",
        under_way.signing.sign,
        under_way.id,
        under_way.person("Rosa"),
        sheet.sha256,
        "agree",
        method="paper",
    )
    under_way.sign("Rosa", method="paper")
    assert under_way.signing.prepare(under_way.id).content.improvements[0].text == "Something else"


def test_a_mark_is_taken_back_and_made_again(under_way, school):
    under_way.sign("Rosa")
    under_way.sign("Rosa", "attended_only")
    assert marks(under_way.signing.prepare(under_way.id))["Rosa Hernández"].mark.choice == "attended_only"
    under_way.signing.take_back(under_way.person("Rosa"))
    assert marks(under_way.signing.prepare(under_way.id))["Rosa Hernández"].mark is None
    with school.store.read() as connection:
        withdrawn = connection.execute(select(signature.c.withdrawn_at)).scalars().all()
    assert len(withdrawn) == 2, "the lines stay"
    assert all(withdrawn)


def test_two_dots_are_kindly_refused_and_a_cross_is_a_signature(under_way):
    sheet = under_way.signing.prepare(under_way.id)
    rosa = under_way.person("Rosa")

    def sign(strokes):
        return under_way.signing.sign(under_way.id, rosa, sheet.sha256, "agree", "", "drawn", strokes, "es")

    refused("signature_too_short", sign, ())
    refused("signature_too_short", sign, (((0.2, 0.5),), ((0.6, 0.5),)))
    refused("signature_too_short", sign, ((tuple((0.2, 0.5) for _ in range(40))),))
    refused("signature_too_long", sign, (tuple((x % 10 / 10, 0.5) for x in range(20_001)),))
    line = lambda y0, y1: tuple((0.4 + n / 40, y0 + (y1 - y0) * n / 4) for n in range(5))  # noqa: E731
    sign((line(0.1, 0.9), line(0.9, 0.1)))
    assert marks(under_way.signing.prepare(under_way.id))["Rosa Hernández"].settled


def test_disagreeing_takes_words_and_they_are_kept_while_they_are_written(under_way):
    refused("words_missing", under_way.sign, "Rosa", "disagree", "  ")
    rosa = under_way.person("Rosa")
    before = under_way.signing.prepare(under_way.id).sha256
    under_way.conferences.save_draft(under_way.id, f"words:{rosa}", "Quisiera", "es")
    under_way.conferences.leave_field(under_way.id, f"words:{rosa}", "Quisiera otra meta.", "es")
    assert under_way.sheet.answer(f"words:{rosa}").text == "Quisiera otra meta."
    assert under_way.signing.prepare(under_way.id).sha256 == before, "a signer's own words are not the plan's"
    under_way.sign("Rosa", "disagree", "Quisiera otra meta.", language="es")
    assert under_way.sheet.answer(f"words:{rosa}") is None


def test_paper_and_choosing_not_to_sign_are_recorded_alternatives(under_way):
    under_way.sign("Cami", method="chose_not_to_sign", choice="attended_only")
    under_way.sign("Rosa", method="paper")
    under_way.sign("Diego", method="paper")
    under_way.sign("Iris")
    sheet = under_way.signing.prepare(under_way.id)
    assert sheet.complete
    assert marks(sheet)["Rosa Hernández"].mark.strokes == ()
    attended = {p.name: p.attended for p in under_way.sheet.participants}
    assert attended == {"Cami Hernández": True, "Rosa Hernández": None, "Diego Ríos": None, "Iris Park": True}


def test_a_child_needs_a_guardian_and_a_student_of_18_does_not(school, hold):
    for born, alone in ((date(2008, 11, 24), True), (date(2008, 11, 25), False), (None, False)):
        student = school.child("Åsa" + str(born), "Øverby", "12", birth_date=born)
        school.adult(student, "Nils", "Øverby", "father")
        held = hold(student)
        # At 18 the rights are the student's: nobody else is on the plan unless it was granted.
        assert ("Nils Øverby" in [person.name for person in held.sheet.participants]) is not alone
        if not alone:
            held.conferences.set_attended(held.person("Nils"), False)
        held.sign("Åsa")
        held.sign("Iris")
        sheet = held.signing.prepare(held.id)
        assert sheet.complete is alone
        assert sheet.guardian_owed is not alone
        assert sheet.consent == ("consent_adult" if alone else "consent_minor")
        if not alone:
            held.sign("Nils", method="paper")
            assert held.signing.prepare(held.id).complete


def test_who_may_not_sign_is_named_on_the_plan_and_not_waited_for(school, hold):
    student = school.child("Ana", "Kovačević")
    school.adult(student, "Marko", "Kovačević", "grandfather", link={"may_sign": False})
    school.adult(student, "Jelena", "Kovačević", "mother")
    held = hold(student)
    refused("signer_unknown", held.sign, "Marko")
    for name in ("Ana", "Jelena", "Iris"):
        held.sign(name)
    sheet = held.signing.prepare(held.id)
    assert sheet.complete
    assert "Marko Kovačević" in [person.name for person in sheet.content.participants]


def test_somebody_of_another_conference_does_not_sign_this_one(school, hold, under_way):
    other = hold(school.child("Ben", "Tsosie"))
    sheet = under_way.signing.prepare(under_way.id)
    refused(
        "signer_unknown",
        under_way.signing.sign,
        under_way.id,
        other.person("Ben"),
        sheet.sha256,
        "agree",
        method="paper",
    )


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("دانا", "الخطيب"),
        ("נועה", "כהן"),
        ("小明", "王"),
        ("आरव", "शर्मा"),
        ("Thị Dao", "Nguyễn"),
        ("Nʼko", "Ó Súilleabháin"),
    ],
)
def test_names_of_any_script_are_signed_as_they_are(school, hold, given, family):
    held = hold(school.child(given, family))
    held.sign(given)
    sheet = held.signing.prepare(held.id)
    assert sheet.content.student.name == f"{given} {family}"
    assert marks(sheet)[f"{given} {family}"].settled


def test_no_paper_shows_the_other_households_address_or_anyone_barred(under_way, school):
    import json

    under_way.sign("Rosa")
    sheet = under_way.signing.prepare(under_way.id)
    text = json.dumps(sheet.content.to_jsonable(), ensure_ascii=False)
    for canary in ("12 Canary Lane", "555-0199", "555-0101", "7 First Street", "Household B", "canary@", "Barredson"):
        assert canary not in text
    assert "Diego Ríos" in text
    assert "Rosa Hernández" in text


def test_preparing_takes_the_same_statements_whoever_has_signed(under_way, school):
    under_way.signing.prepare(under_way.id)  # the first at a desk writes its line
    with counted(school.store) as before:
        under_way.signing.prepare(under_way.id)
    for name in ("Cami", "Rosa", "Diego", "Iris"):
        under_way.sign(name)
    with counted(school.store) as after:
        under_way.signing.prepare(under_way.id)
    assert before.statements + 1 == after.statements <= 13
