"""Every home's copy in one deed, what the copies say beside the plan, and which consent a mark was made under."""

import hashlib
from datetime import date

import pytest
from sqlalchemy import update

from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.plans import CarriedOver, ConsentShown, WhatNext
from ilp_desktop.domain.printing import CopyFor, PrintState
from ilp_desktop.domain.signing import CONSENT_EDITION
from ilp_desktop.language import LANGUAGES, translation
from ilp_desktop.services.offices import OfficeSettings
from ilp_desktop.services.printing import Printing
from ilp_desktop.store.tables import conference
from ilp_desktop.wording.consents import CONSENTS


def note_of(plans, rendering_id):
    return plans.verify(plans.rendering(rendering_id)).plan.note


# R45, R46
def test_one_deed_makes_each_homes_paper_and_queues_every_copy_once(signed, plans):
    made = plans.finalize_copies(signed.id).made_id
    assert [line.language for line in plans.renderings(signed.id)] == ["es", "en"]
    printing = Printing(signed.desk)
    jobs = [(job.copy_for, job.language, job.to_whom) for job in printing.queue()]
    assert sorted(jobs, key=str) == sorted(
        [
            (CopyFor.FAMILY, "es", "Rosa Hernández"),
            (CopyFor.FOLDER, "es", ""),
            (CopyFor.FAMILY, "en", "Diego Ríos"),
        ],
        key=str,
    )
    assert plans.finalize_copies(signed.id).made_id == made
    assert len(printing.queue()) == 3
    assert printing.waiting(signed.id) == tuple(job.job_id for job in printing.queue())


def test_copies_are_queued_for_the_deed_also_where_finalizing_alone_queues_none(signed, plans):
    OfficeSettings(signed.desk).change(queue_copies=False)
    plans.finalize(signed.id, "es")
    printing = Printing(signed.desk)
    assert printing.waiting(signed.id) == ()
    plans.finalize_copies(signed.id)
    assert len(printing.waiting(signed.id)) == 3
    printing.set_aside(printing.waiting(signed.id))
    assert printing.waiting(signed.id) == ()
    assert {job.state for job in printing.queue()} == {PrintState.SET_ASIDE}


def test_who_carried_it_over_is_on_the_familys_copy_and_asks_nobody_to_sign_again(signed, plans):
    before = plans.carrying(signed.id)
    assert (before.family, before.written, before.how) == ("es", ("en", "es"), "")
    assert before.is_asked and not before.is_ready
    plans.carry_over(signed.id, "read_aloud", " Ana Ruiz ")
    assert plans.carrying(signed.id).is_ready
    es, en = (plans.finalize(signed.id, language).made_id for language in ("es", "en"))
    assert note_of(plans, es).carried_over == CarriedOver(("en",), True, "read_aloud", "Ana Ruiz")
    assert note_of(plans, en).carried_over == CarriedOver(("es",), True)
    after = plans.carrying(signed.id)
    assert (after.made, after.missing) == (("es", "en"), ())
    plans.carry_over(signed.id, "")
    assert plans.carrying(signed.id).by == ""


@pytest.mark.parametrize(("how", "by"), [("read_aloud", " "), ("translated", ""), ("by_machine", "A program")])
def test_a_copy_that_was_carried_over_names_a_person(signed, plans, how, by):
    with pytest.raises(OfficeError) as caught:
        plans.carry_over(signed.id, how, by)
    assert caught.value.code == "carried_over_unnamed"


def test_a_next_date_set_after_the_last_signature_is_on_the_copy(signed, plans, school):
    with school.store.write() as connection:
        connection.execute(
            update(conference)
            .where(conference.c.id == signed.id)
            .values(next_on=date(2027, 2, 4), next_at="15:20", next_call="Ms. Park")
        )
    made = plans.finalize(signed.id, "es").made_id
    assert note_of(plans, made).what_next == WhatNext("2027-02-04", "15:20", "Ms. Park")


def test_a_mark_keeps_which_consent_its_signer_was_shown_and_in_which_language(signed, plans):
    signed.sign("Rosa", method="paper")
    signers = signed.signing.prepare(signed.id).signers
    marks = {line.participant.party: line.mark for line in signers if line.mark}
    assert marks[Party.STUDENT].consent == ConsentShown("consent_minor", CONSENT_EDITION, "es")
    assert marks[Party.SCHOOL].consent == ConsentShown("consent_adult", CONSENT_EDITION, "en")
    assert marks[Party.FAMILY].consent is None, "nothing was signed on a screen"
    made = plans.finalize(signed.id, "es").made_id
    read = plans.verify(plans.rendering(made))
    assert read.kind == "genuine"
    assert [mark.consent for mark in read.plan.signatures] == [each.consent for each in marks.values()]


def test_an_edition_of_the_consent_has_the_words_it_always_had():
    """Other words, in any language, are another edition: raise CONSENT_EDITION and put their digest here."""
    words = [translation(language).gettext(text) for language in LANGUAGES for text in CONSENTS.values()]
    digest = hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
    assert {1: "62e25a23cb9d"}[CONSENT_EDITION] == digest
