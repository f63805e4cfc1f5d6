"""The whole thread: an arranged conference becomes a signed, sealed paper that tells genuine from altered."""

import hashlib
import json
import shutil
import subprocess
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.changes import Kind
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.deliveries import DeliveryKind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.plan_contents import prepared
from ilp_desktop.services.plans import Plans, marks_of
from ilp_desktop.services.signing import Signing
from ilp_desktop.store.counting import counted
from ilp_desktop.store.tables import audit, event, rendering
from ilp_desktop.vault.certificates import make_school_certificate
from ilp_desktop.wording import sentence


def refused(code, act, *args, **kwargs):
    with pytest.raises(OfficeError) as caught:
        act(*args, **kwargs)
    assert caught.value.code == code
    assert sentence(caught.value)


def text_of(pdf, tmp_path):
    tool = shutil.which("pdftotext")
    assert tool, "pdftotext reads the paper back: apt-get install poppler-utils"
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf)
    return subprocess.run([tool, "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout


# R45, R46, R60, R119
def test_from_an_arranged_conference_to_a_sealed_paper_given_to_the_family_and_filed(signed, plans, school, tmp_path):
    changes = plans.finalize(signed.id, "es")
    assert changes.touches(Kind.PLAN, Kind.DAY)
    assert signed.sheet.state is ConferenceState.SIGNED
    pdf = plans.rendering(changes.made_id)
    assert plans.verify(pdf).kind == "genuine"
    assert plans.verify(pdf).plan.content == signed.signing.prepare(signed.id).content
    words = " ".join(text_of(pdf, tmp_path).split())
    for said in ("Camila Hernández", "I read to my brother now.", "Lo que llena de orgullo a Cami", "Rosa Hernández"):
        assert said in words
    assert "no obliga a nadie por ley" in words
    for canary in ("12 Canary Lane", "555-0199", "555-0101", "7 First Street", "Household", "canary@", "Barredson"):
        assert canary not in words
        assert canary not in json.dumps(plans.verify(pdf).plan.content.to_jsonable(), ensure_ascii=False)
    plans.record_delivery(changes.made_id, "given_to_family", "Rosa Hernández")
    school.clock.advance(60)
    plans.record_delivery(changes.made_id, "filed_in_folder")
    (line,) = plans.renderings(signed.id)
    assert (line.language, line.number, line.current) == ("es", 1, True)
    assert line.seal_code == signed.signing.prepare(signed.id).sha256
    assert [(d.kind, d.to_whom, d.done_by) for d in line.deliveries] == [
        (DeliveryKind.GIVEN_TO_FAMILY, "Rosa Hernández", "Iris Park"),
        (DeliveryKind.FILED_IN_FOLDER, "", "Iris Park"),
    ]
    with school.store.read() as connection:
        kinds = connection.execute(select(event.c.kind).order_by(event.c.id)).scalars().all()
        acts = connection.execute(select(audit.c.act).order_by(audit.c.id)).scalars().all()
    assert kinds[-3:] == ["plan_finalized", "given_to_family", "filed_in_folder"]
    assert {"conference_held", "attended", "private_consultation", "goal_set"} <= set(kinds)
    assert (
        acts[-5:] == ["plan_finalized", "plan_read", "given_to_family", "filed_in_folder"][-5:] or "plan_read" in acts
    )


def test_reprinting_copies_the_bytes_and_each_reading_is_logged(signed, plans, school):
    made = plans.finalize(signed.id, "en").made_id
    first = plans.rendering(made)
    school.clock.advance(86400)
    assert plans.rendering(made) == first
    with school.store.read() as connection:
        assert connection.execute(select(rendering.c.sha256)).scalar_one() == hashlib.sha256(first).digest()
        reads = connection.execute(select(audit.c.id).where(audit.c.act == "plan_read")).all()
    assert len(reads) == 2


def test_two_languages_are_two_papers_of_one_revision_and_none_is_made_twice(signed, plans):
    es = plans.finalize(signed.id, "es").made_id
    en = plans.finalize(signed.id, "en").made_id
    assert plans.finalize(signed.id, "es").made_id == es
    lines = plans.renderings(signed.id)
    assert [(line.rendering_id, line.language, line.current) for line in lines] == [(es, "es", True), (en, "en", True)]
    assert lines[0].seal_code == lines[1].seal_code
    assert plans.rendering(es) != plans.rendering(en)


def test_without_the_talk_or_a_mark_nothing_is_finalized(under_way, plans):
    refused("consultation_missing", plans.finalize, under_way.id, "en")
    under_way.talk()
    refused("signers_missing", plans.finalize, under_way.id, "en")
    under_way.sign("Cami")
    refused("signers_missing", plans.finalize, under_way.id, "en")
    assert plans.renderings(under_way.id) == ()


# R119
def test_a_change_after_signing_is_not_finalized_and_after_finalizing_makes_a_second_revision(signed, plans):
    first = plans.finalize(signed.id, "en").made_id
    signed.write("answer:data.improve", "Fractions, every day.")
    assert signed.sheet.state is ConferenceState.TO_SIGN
    refused("plan_changed", plans.finalize, signed.id, "en")
    assert [line.current for line in plans.renderings(signed.id)] == [False]
    before = plans.rendering(first)
    for name in ("Iris", "Cami", "Rosa"):
        signed.sign(name)
    second = plans.finalize(signed.id, "en").made_id
    assert [(line.number, line.current) for line in plans.renderings(signed.id)] == [(1, False), (2, True)]
    assert plans.rendering(first) == before
    assert plans.verify(before).kind == plans.verify(plans.rendering(second)).kind == "genuine"
    old, new = plans.verify(before).plan, plans.verify(plans.rendering(second)).plan
    assert new.content.revision.replaces == old.content.revision.uid
    assert len(old.signatures) == 3


def test_after_finalizing_the_marks_stay(signed, plans):
    plans.finalize(signed.id, "en")
    refused("plan_finalized", signed.signing.take_back, signed.person("Rosa"))
    refused("plan_finalized", signed.sign, "Rosa", method="paper")


def test_what_changes_while_the_paper_is_drawn_is_not_on_it(signed, plans, monkeypatch):
    drawn = plans._sealed

    def slow(*args):
        Signing(signed.desk).take_back(signed.person("Rosa"))
        return drawn(*args)

    monkeypatch.setattr(plans, "_sealed", slow)
    refused("signers_missing", plans.finalize, signed.id, "en")
    assert plans.renderings(signed.id) == ()


def test_a_paper_that_fails_its_own_check_is_not_kept(signed, plans, monkeypatch):
    class Forger:
        def seal(self, drawn, when):
            return drawn

    monkeypatch.setitem(plans.__dict__, "_sealer", Forger())
    refused("plan_not_genuine", plans.finalize, signed.id, "en")
    assert plans.renderings(signed.id) == ()


def test_an_altered_a_foreign_and_an_unkept_paper_are_not_genuine(signed, plans, school_keys):
    pdf = plans.rendering(plans.finalize(signed.id, "en").made_id)
    at = pdf.index(b"stream") + 40
    assert plans.verify(pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]).kind == "altered"
    other = make_school_certificate("Elsewhere", datetime(2026, 8, 1, tzinfo=UTC))
    assert Plans(signed.desk, *other).verify(pdf).kind == "unknown_signer"
    unkept = plans._sealed(_prepared(signed), marks_of(signed.signing.prepare(signed.id)), "es", "letter")
    assert plans.verify(unkept).kind == "altered", "sealed with our key, and not in the student's file"
    assert plans.verify(b"hello").kind == "unreadable"


def _prepared(held):
    with held.school.store.read() as connection:
        return prepared(connection, held.desk, held.id)


def test_who_may_not_seal_is_told_so(signed, school_keys):
    refused("may_not_finalize", Plans(signed.desk, None, school_keys[1]).finalize, signed.id, "en")


def test_only_participants_and_leaders_read_a_finalized_plan(signed, plans, school, school_keys):
    made = plans.finalize(signed.id, "en").made_id
    stranger = Plans(school.desk(Role.TEACHER, school.other_teacher_id), *school_keys)
    refused("rendering_gone", stranger.rendering, made)
    refused("rendering_gone", stranger.record_delivery, made, "printed")
    refused("conference_gone", stranger.renderings, signed.id)
    refused("conference_gone", stranger.finalize, signed.id, "en")
    principal = Plans(school.desk(Role.PRINCIPAL, school.other_teacher_id), *school_keys)
    assert principal.rendering(made)
    refused("rendering_gone", principal.record_delivery, made, "printed")
    refused("rendering_gone", plans.rendering, 999)
    with pytest.raises(ValueError):
        plans.record_delivery(made, "eaten")


def test_a_reason_instead_of_the_talk_is_printed_kindly(under_way, plans, tmp_path):
    under_way.consultations.not_held(under_way.id, "parent_declined")
    for name in ("Cami", "Rosa", "Diego", "Iris"):
        under_way.sign(name, method="paper")
    words = " ".join(text_of(plans.rendering(plans.finalize(under_way.id, "en").made_id), tmp_path).split())
    assert "There was no private talk this time." in words
    assert "The family did not need it today" in words
    for word in ("overdue", "no-show", "refused", "waived"):
        assert word not in words.lower()


@pytest.mark.parametrize(
    ("given", "family"), [("دانا", "الخطيب"), ("小明", "王"), ("आरव", "शर्मा"), ("Thị Dao", "Nguyễn")]
)
def test_a_plan_of_a_name_in_any_script_is_sealed_and_genuine(school, hold, school_keys, given, family):
    held = hold(school.child(given, family, "12", birth_date=date(2008, 1, 1)))
    held.consultations.not_held(held.id, "adult_student")
    held.sign(given)
    held.sign("Iris")
    plans = Plans(held.desk, *school_keys)
    verdict = plans.verify(plans.rendering(plans.finalize(held.id, "en").made_id))
    assert verdict.kind == "genuine"
    assert verdict.plan.content.student.name == f"{given} {family}"


def test_the_list_of_papers_takes_the_same_statements_however_many_there_are(signed, plans, school):
    plans.finalize(signed.id, "es")
    with counted(school.store) as one:
        plans.renderings(signed.id)
    made = plans.finalize(signed.id, "en").made_id
    for _ in range(3):
        plans.record_delivery(made, "printed")
    with counted(school.store) as many:
        assert len(plans.renderings(signed.id)) == 2
    assert one.statements == many.statements <= 13
