"""Confidential notes and documents: kept, found, changed, and never more of them than the gate and the key allow."""

import os
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.confidential import LARGEST_DOCUMENT, NoteWords, Recipient
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services import slips
from ilp_desktop.services.confidential import Confidential
from ilp_desktop.services.consents import Consents
from ilp_desktop.services.merging import merge, part
from ilp_desktop.store import counting
from ilp_desktop.store.tables import assignment, audit, confidential, confidential_content, staff_member, student
from ilp_desktop.vault.open_keys import OpenKeys
from ilp_desktop.wording import sentence

FIRST, SECOND = os.urandom(32), os.urandom(32)
TALK = NoteWords("A talk in October", "She is afraid of the bus. Keep a seat free at the front.", "")
DAY = timedelta(days=1)


def keys(*confidential_keys) -> OpenKeys:
    scopes = {f"confidential@{number}": key for number, key in enumerate(confidential_keys, 1)}
    return OpenKeys(UUID(int=3), Role.COUNSELOR, 1, b"", {"db": bytes(32)} | scopes)


@pytest.fixture
def desk(school):
    return school.desk(Role.COUNSELOR)


@pytest.fixture
def kept(desk) -> Confidential:
    return Confidential(desk, keys(FIRST))


@pytest.fixture
def consents(desk) -> Consents:
    return Consents(desk, keys(FIRST))


def refused(code, call, *arguments, **named):
    with pytest.raises(OfficeError) as caught:
        call(*arguments, **named)
    assert caught.value.code == code
    assert "{" not in sentence(caught.value)


def texts(service, student_id):
    return [item.record.text for item in service.of_student(student_id).items]


def acts(school):
    with school.store.read() as connection:
        lines = connection.execute(select(audit.c.act, audit.c.student_id).order_by(audit.c.id)).all()
    return [(line.act, line.student_id) for line in lines]


def test_a_note_is_there_for_the_next_holder_with_who_wrote_it_and_when(school, kept):
    made = kept.keep_note(school.camila_id, TALK).made_id
    (item,) = Confidential(school.desk(Role.LEAD), keys(FIRST)).of_student(school.camila_id).items
    assert (item.item_id, item.record.title, item.record.text) == (made, TALK.title, TALK.text)
    assert (item.record.written_by, item.record.written_at[:10]) == ("Iris Park", "2026-11-24")
    changed = NoteWords("A talk", "She rides in front now.")
    kept.keep_note(school.camila_id, changed, made, item.version)
    assert texts(kept, school.camila_id) == [changed.text]
    refused("changed_elsewhere", kept.keep_note, school.camila_id, TALK, made, item.version)
    assert texts(kept, school.camila_id) == [changed.text]
    refused("note_empty", kept.keep_note, school.camila_id, NoteWords(" ", "\n"))


def test_a_note_removed_is_out_of_sight_and_comes_back_whole(school, kept):
    made = kept.keep_note(school.camila_id, TALK).made_id
    kept.remove(school.camila_id, made)
    assert texts(kept, school.camila_id) == []
    assert kept.search("bus") == ()
    refused("item_gone", kept.keep_note, school.camila_id, TALK, made)
    kept.restore(school.camila_id, made)
    assert texts(kept, school.camila_id) == [TALK.text]


def test_it_takes_the_key_and_the_gate_each(school, kept):
    made = kept.keep_note(school.camila_id, TALK).made_id
    without_key = Confidential(school.desk(Role.COUNSELOR), keys())
    refused("not_allowed", without_key.of_student, school.camila_id)
    refused("not_allowed", without_key.search, "bus")
    assert not without_key.is_held
    for role, staff_id in ((Role.TEACHER, school.teacher_id), (Role.LEAD, school.other_teacher_id)):
        not_seen = Confidential(school.desk(role, staff_id), keys(FIRST))
        refused("student_gone", not_seen.of_student, school.camila_id)
        refused("student_gone", not_seen.keep_note, school.camila_id, TALK, made)
        assert not_seen.search("bus") == ()


def test_a_note_is_no_other_students(school, kept):
    other = school.child("Ana", "Lima")
    school.add(assignment, student_id=other, staff_id=school.teacher_id)
    made = kept.keep_note(school.camila_id, TALK).made_id
    assert texts(kept, other) == []
    refused("item_gone", kept.keep_note, other, TALK, made)
    refused("item_gone", kept.remove, other, made)


def test_a_row_moved_to_another_student_or_row_or_cut_off_is_told_and_the_others_stay(school, kept):
    other = school.child("Ana", "Lima")
    school.add(assignment, student_id=other, staff_id=school.teacher_id)
    first = kept.keep_note(school.camila_id, TALK).made_id
    second = kept.keep_note(school.camila_id, NoteWords("Second", "second")).made_id
    theirs = kept.keep_note(other, NoteWords("Theirs", "theirs")).made_id
    c = confidential.c
    with school.store.read() as connection:
        rows = {row.id: row for row in connection.execute(select(confidential))}

    def put(row_id, **values):
        with school.store.write() as connection:
            connection.execute(update(confidential).where(c.id == row_id).values(**values))

    for values in (
        {"sealed": rows[first].sealed},
        {"sealed": rows[theirs].sealed},
        {"owner": rows[theirs].owner},
        {"sealed": rows[second].sealed[:-1]},
        {"sealed": b""},
        {"uid": rows[first].uid.__class__(int=99)},
    ):
        put(second, **values)
        seen = {who: kept.of_student(who) for who in (school.camila_id, other)}
        assert sum(file.damaged for file in seen.values()) == 1
        assert {item.item_id for file in seen.values() for item in file.items} == {first, theirs}
        whose = other if "owner" in values else school.camila_id
        refused("confidential_damaged", kept.remove, whose, second)
        put(second, sealed=rows[second].sealed, owner=rows[second].owner, uid=rows[second].uid)
    assert len(kept.of_student(school.camila_id).items) == 2


def test_after_new_keys_the_old_notes_stay_and_what_is_written_is_under_the_new(school, kept, desk):
    old = kept.keep_note(school.camila_id, TALK).made_id
    both = Confidential(desk, keys(FIRST, SECOND))
    new = both.keep_note(school.camila_id, NoteWords("New", "after")).made_id
    assert texts(both, school.camila_id) == ["after", TALK.text]
    assert texts(kept, school.camila_id) == [TALK.text], "who left reads what they could, and nothing after"
    both.keep_note(school.camila_id, NoteWords("Old", "changed"), old)
    assert texts(kept, school.camila_id) == []
    with school.store.read() as connection:
        generations = connection.execute(select(confidential.c.id, confidential.c.generation)).all()
    assert sorted(generations) == [(old, 2), (new, 2)]


def test_a_document_comes_back_as_it_was_and_is_checked_before(school, kept, tmp_path):
    content = os.urandom(300_000)
    path = tmp_path / "Camila evaluation.pdf"
    path.write_bytes(content)
    made = kept.attach(school.camila_id, path, "Evaluation").made_id
    assert kept.document(school.camila_id, made) == (path.name, content)
    (item,) = kept.of_student(school.camila_id).items
    assert (item.record.title, item.record.document.size) == ("Evaluation", 300_000)
    (tmp_path / "empty").touch()
    refused("document_empty", kept.attach, school.camila_id, tmp_path / "empty")
    refused("document_unreadable", kept.attach, school.camila_id, tmp_path / "nothing")
    refused("document_unreadable", kept.attach, school.camila_id, tmp_path)
    with (tmp_path / "large").open("wb") as file:
        file.truncate(LARGEST_DOCUMENT + 1)
    refused("document_too_large", kept.attach, school.camila_id, tmp_path / "large")
    other = kept.attach(school.camila_id, path, "The same again").made_id
    k = confidential_content.c
    with school.store.write() as connection:
        first, second = connection.execute(select(k.id, k.sealed).order_by(k.id)).all()
        connection.execute(update(confidential_content).where(k.id == first.id).values(sealed=second.sealed))
    assert kept.document(school.camila_id, other) == (path.name, content)
    refused("confidential_damaged", kept.document, school.camila_id, made)


def test_a_document_with_a_name_that_is_no_text_is_kept_under_what_can_be_read_of_it(school, kept, tmp_path):
    path = tmp_path / os.fsdecode(b"Report \xff.txt")
    path.write_text("x")
    made = kept.attach(school.camila_id, path).made_id
    assert kept.document(school.camila_id, made) == ("Report .txt", b"x")


def test_a_search_finds_words_of_text_title_and_file_name_of_ones_own_students_alone(school, kept, tmp_path):
    other = school.child("Ana", "Lima")
    school.add(assignment, student_id=other, staff_id=school.other_teacher_id)
    (tmp_path / "Zebra.txt").write_text("x")
    kept.keep_note(school.camila_id, TALK)
    kept.attach(school.camila_id, tmp_path / "Zebra.txt")
    Confidential(school.desk(Role.COUNSELOR, school.other_teacher_id), keys(FIRST)).keep_note(other, TALK)
    assert [(found.student, found.title) for found in kept.search("BUS octob")] == [("Cami Hernández", TALK.title)]
    assert [found.title for found in kept.search("zebra")] == ["Zebra.txt"]
    assert kept.search("bus zebra") == kept.search("  ") == ()


def test_who_opened_and_wrote_is_written_down_and_a_line_of_writing_names_no_student(school, kept):
    made = kept.keep_note(school.camila_id, TALK).made_id
    kept.of_student(school.camila_id)
    kept.of_student(school.camila_id)
    kept.search("bus")
    kept.search("bus free")
    kept.remove(school.camila_id, made)
    assert acts(school) == [
        ("confidential_written", None),
        ("confidential_opened", school.camila_id),
        ("confidential_searched", None),
        ("confidential_removed", None),
    ]
    school.clock.advance(86_400)
    kept.of_student(school.camila_id)
    assert acts(school)[-1] == ("confidential_opened", school.camila_id)


def test_fifty_notes_take_as_many_statements_as_one(school, kept):
    kept.keep_note(school.camila_id, TALK)
    kept.of_student(school.camila_id)
    kept.search("bus")

    def statements(question, *arguments):
        with counting.counted(school.store) as count:
            question(*arguments)
        return count.statements

    one = statements(kept.of_student, school.camila_id), statements(kept.search, "bus")
    for number in range(49):
        kept.keep_note(school.camila_id, NoteWords(f"Bus {number}", "bus"))
    fifty = statements(kept.of_student, school.camila_id), statements(kept.search, "bus")
    assert len(kept.search("bus")) == 50
    assert fifty == one
    assert one == (5, 3)


# Drafts


def test_what_is_typed_is_there_for_its_author_alone_until_it_is_kept(school, kept, desk):
    kept.save_draft(school.camila_id, NoteWords("Half", "of a th"))
    kept.save_draft(school.camila_id, NoteWords("Half", "of a thought"))
    (unfinished,) = Confidential(desk, keys(FIRST)).of_student(school.camila_id).unfinished
    assert (unfinished.item_id, unfinished.words.text) == (None, "of a thought")
    others = school.desk(Role.COUNSELOR, school.other_teacher_id, "Omar Lund")
    school.add(assignment, student_id=school.camila_id, staff_id=school.other_teacher_id)
    assert Confidential(others, keys(FIRST)).of_student(school.camila_id).unfinished == ()
    assert kept.search("thought") == ()
    made = kept.keep_note(school.camila_id, NoteWords("Whole", "thought")).made_id
    assert kept.of_student(school.camila_id).unfinished == ()
    kept.save_draft(school.camila_id, NoteWords("Whole", "thought again"), made)
    (unfinished,) = kept.of_student(school.camila_id).unfinished
    assert unfinished.item_id == made
    kept.drop_draft(school.camila_id, made)
    assert kept.of_student(school.camila_id).unfinished == ()
    refused("text_too_long", kept.save_draft, school.camila_id, NoteWords("", "x" * 10_001))


def test_a_draft_from_before_new_keys_is_found_and_settled(school, kept, desk):
    kept.save_draft(school.camila_id, NoteWords("", "before"))
    both = Confidential(desk, keys(FIRST, SECOND))
    assert [one.words.text for one in both.of_student(school.camila_id).unfinished] == ["before"]
    school.clock.advance(1)
    both.save_draft(school.camila_id, NoteWords("", "after"))
    assert [one.words.text for one in both.of_student(school.camila_id).unfinished] == ["after"]
    both.keep_note(school.camila_id, NoteWords("", "after"))
    assert both.of_student(school.camila_id).unfinished == kept.of_student(school.camila_id).unfinished == ()


def test_words_typed_while_a_roster_comes_in_wait_closed_and_are_folded_in_by_anybody(school, kept, desk):
    assert slips.take_up(desk)
    with school.store.write():
        kept.save_draft(school.camila_id, NoteWords("Slipped", "a"))
        kept.save_draft(school.camila_id, NoteWords("Slipped", "canary on a slip"))
        _number, waiting = school.store.slips.waiting()
        assert len(waiting) == 1
        assert "canary" not in waiting[0].text
    with school.store.write():
        pass  # the next writing, whoever's it is
    assert not school.store.slips
    (unfinished,) = kept.of_student(school.camila_id).unfinished
    assert unfinished.words.text == "canary on a slip"


def test_a_slip_folded_in_before_does_not_bring_back_what_was_kept_since(school, kept, desk):
    assert slips.take_up(desk)
    with school.store.write():
        kept.save_draft(school.camila_id, NoteWords("", "typed"))
    _number, (slip,) = school.store.slips.waiting()
    kept.keep_note(school.camila_id, NoteWords("", "typed"))
    school.store.slips.keep(slip)  # as if the program had ended before it was torn up
    with school.store.write():
        pass
    assert kept.of_student(school.camila_id).unfinished == ()
    assert texts(kept, school.camila_id) == ["typed"]


# Records put together


def test_notes_follow_a_student_whose_two_records_are_put_together_and_part_with_them(school, kept, desk):
    twin = school.child("Camila", "Hernandez")
    school.add(assignment, student_id=twin, staff_id=school.teacher_id, duty="counselor")
    kept.keep_note(school.camila_id, TALK)
    theirs = kept.keep_note(twin, NoteWords("Twin", "twin")).made_id
    with school.store.write() as connection:
        merged = merge(connection, desk, "student", school.camila_id, twin)
    assert sorted(texts(kept, school.camila_id)) == sorted([TALK.text, "twin"])
    kept.keep_note(school.camila_id, NoteWords("Twin", "twin, later"), theirs)
    with school.store.write() as connection:
        part(connection, desk, merged)
    assert texts(kept, school.camila_id) == [TALK.text]
    assert texts(kept, twin) == ["twin, later"]


# Consent

PLAN = Recipient("plan")


def one_item(kept, school, item_id):
    return next(item for item in kept.of_student(school.camila_id).items if item.item_id == item_id)


def agree(consents, school, item_id, sheet, *parties):
    parent = consents_parent(consents, school)
    for party in parties:
        consents.give(school.camila_id, item_id, sheet, party, person=parent if party == "parent" else "")


def consents_parent(consents, school):
    file = Confidential(school.desk(Role.COUNSELOR), keys(FIRST)).of_student(school.camila_id)
    return next(one.uid for one in file.parents if one.name.startswith("Rosa"))


def asked(consents, kept, school, recipient=PLAN, passage=""):
    made = kept.keep_note(school.camila_id, TALK).made_id
    consents.open_sheet(school.camila_id, made, recipient, passage)
    return made, one_item(kept, school, made).record.sheets[0].uid


# R80, R81
def test_nothing_leaves_until_everybody_whose_yes_it_takes_has_given_it(school, kept, consents):
    made, sheet = asked(consents, kept, school)
    for party in ("staff", "student", "parent"):
        assert consents.release_for(school.camila_id, PLAN) == ()
        agree(consents, school, made, sheet, party)
    (released,) = consents.release_for(school.camila_id, PLAN)
    assert (released.title, released.text) == (TALK.title, TALK.text)
    assert acts(school)[-1] == ("confidential_released", school.camila_id)
    (view,) = one_item(kept, school, made).sheets
    assert view.is_complete
    assert [one.name for one in view.sheet.consents] == ["Iris Park", "Cami Hernández", "Rosa Hernández"]
    rosa = Recipient("adult", consents_parent(consents, school))
    assert consents.release_for(school.camila_id, rosa) == (), "it was for the plan"


def test_only_the_passage_agreed_on_leaves(school, kept, consents):
    made, sheet = asked(consents, kept, school, passage="Keep a seat free at the front.")
    agree(consents, school, made, sheet, "staff", "student", "parent")
    (released,) = consents.release_for(school.camila_id, PLAN)
    assert (released.title, released.text) == ("", "Keep a seat free at the front.")
    refused("passage_missing", consents.open_sheet, school.camila_id, made, PLAN, "never said")
    consents.open_sheet(school.camila_id, made, PLAN)
    agree(consents, school, made, one_item(kept, school, made).record.sheets[1].uid, "staff", "student", "parent")
    (released,) = consents.release_for(school.camila_id, PLAN)
    assert released.text == TALK.text, "all of it says the passage too"
    assert consents.release(school.camila_id, made, sheet).text == "Keep a seat free at the front."


def test_withdrawn_or_for_other_words_a_yes_lets_nothing_out(school, kept, consents):
    made, sheet = asked(consents, kept, school)
    agree(consents, school, made, sheet, "staff", "student", "parent")
    consents.withdraw(school.camila_id, made, sheet, 2)
    assert consents.release_for(school.camila_id, PLAN) == ()
    agree(consents, school, made, sheet, "parent")
    assert len(consents.release_for(school.camila_id, PLAN)) == 1
    kept.keep_note(school.camila_id, NoteWords(TALK.title, f"{TALK.text} More."), made)
    assert consents.release_for(school.camila_id, PLAN) == ()
    refused("consent_outdated", consents.give, school.camila_id, made, sheet, "staff")
    refused("consent_missing", consents.release, school.camila_id, made, sheet)


def test_who_may_not_sign_is_barred_or_not_asked_gives_no_consent_and_gets_nothing(school, kept, consents):
    made, sheet = asked(consents, kept, school)
    file = kept.of_student(school.camila_id)
    assert not any(one.name.startswith("Zacharias") for one in (*file.recipients, *file.parents))
    refused("consent_not_theirs", consents.give, school.camila_id, made, sheet, "parent", person="00")
    refused("consent_not_theirs", consents.give, school.camila_id, made, sheet, "other", name="Nobody")
    tomorrow = date(2026, 11, 25)
    refused("consent_in_future", consents.give, school.camila_id, made, sheet, "student", given_on=tomorrow)
    refused("recipient_gone", consents.open_sheet, school.camila_id, made, Recipient("adult", "00"))
    refused("recipient_gone", consents.release_for, school.camila_id, Recipient("staff", "00"))
    refused("sheet_gone", consents.give, school.camila_id, made, "none", "staff")


def test_a_colleague_gets_what_was_agreed_while_they_take_part(school, kept, consents):
    assigned = school.add(assignment, student_id=school.camila_id, staff_id=school.other_teacher_id)
    omar = next(one for one in kept.of_student(school.camila_id).recipients if one.name == "Omar Lund")
    made, sheet = asked(consents, kept, school, omar)
    agree(consents, school, made, sheet, "staff", "student", "parent")
    assert len(consents.release_for(school.camila_id, omar)) == 1
    with school.store.write() as connection:
        connection.execute(update(assignment).where(assignment.c.id == assigned).values(ends_on=date(2026, 11, 23)))
    refused("recipient_gone", consents.release_for, school.camila_id, omar)
    with school.store.read() as connection:
        assert connection.execute(select(staff_member.c.uid).where(staff_member.c.given_name == "Omar")).scalar_one()


# R80, A10
def test_everybody_else_it_names_is_asked_and_at_18_the_parents_are_not(school, kept, consents):
    with school.store.write() as connection:
        connection.execute(update(student).where(student.c.id == school.camila_id).values(birth_date=date(2008, 3, 4)))
    made = kept.keep_note(school.camila_id, NoteWords("T", "text", "Dana Reyes")).made_id
    consents.open_sheet(school.camila_id, made, PLAN)
    consents.open_sheet(school.camila_id, made, PLAN)
    (view,) = one_item(kept, school, made).sheets
    assert [(one.party, one.name) for one in view.missing] == [("staff", ""), ("student", ""), ("other", "Dana Reyes")]
    uid = view.sheet.uid
    consents.give(school.camila_id, made, uid, "staff")
    consents.give(school.camila_id, made, uid, "student", means="signed_paper")
    consents.give(school.camila_id, made, uid, "other", name="Dana Reyes")
    assert [one.text for one in consents.release_for(school.camila_id, PLAN)] == ["text"]
