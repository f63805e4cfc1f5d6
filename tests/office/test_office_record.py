"""What hands out anything of a student's file writes a line that says who did it: every verb, or a reason why not."""

import contextlib
import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from office_access import CALLS, FOR_GOOD, TODAY, School, request_of
from office_folder import copy, opened
from sqlalchemy import select, text

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.acts import ACTS, ActKind
from ilp_desktop.domain.disclosures import Ground, Outcome
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.records import RecordFilter
from ilp_desktop.language import use
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import audit
from ilp_desktop.wording.acts import DEEDS, deed_words

A_LIST = "names, grades and numbers to find the right child by, or a day's appointments: directory information"
TOLD = "what people say in a conference, whose opening wrote a line; the finalized plan writes one again"
DESK = "who has come, at the door: no part of the file"
OWN = "the office's own: settings, policy sets, names of colleagues, how columns are read"
INCOMING = "what is on its way in: it is in nobody's file yet, and coming in writes a line"
TYPED = "what somebody is typing for themselves: once it is kept, that writes a line"
DOUBTS = "what is decided about a doubt; putting together and parting write lines of their own"
JUDGED = "how a file stands against the policy, read beside the file, whose opening wrote a line; judging shows nothing"
ASKED = "what is to be printed and what is left of a day: names and states; printing writes a line"
COUNTS = "counts of a school year, and of what was said of it; nothing of a student's file"
OFFICES = ("mappings.", "preferences.", "packs.", "adopting.", "calendars.")
NUMBERS = "how many there are, and of nobody what: whoever is behind a number is a list, which writes a line"
PLANNED = "who meets when, before it is published: names and times, which everybody at the school door needs"
SILENT = {
    **dict.fromkeys(("printing.queue", "printing.add", "printing.add_day", "printing.wait_again"), ASKED),
    **dict.fromkeys(("printing.waiting", "plans.finalize_copies"), ASKED),
    "plans.carry_over": TOLD,
    **dict.fromkeys(("closing.of_day", "closing.of_day: names"), ASKED),
    **{verb: A_LIST for verb in CALLS if verb.startswith("labels.")},
    **{verb: JUDGED for verb in CALLS if verb.startswith(("findings.", "evidence.of_", "evidence.next_"))},
    "evidence.guests": A_LIST,
    "reaching.of_student": JUDGED,
    **dict.fromkeys(("proofs.all", "proofs.ahead", "proofs.open", "proofs.district"), COUNTS),
    **{verb: NUMBERS for verb in CALLS if re.match(r"board\.(summary|by_clause|by_group|of_school|due)", verb)},
    **dict.fromkeys(("students.search", "students.count", "students.by_number", "finding.find"), A_LIST),
    **dict.fromkeys(("conferences.days", "conferences.day", "participants.without_anybody", "matching.count"), A_LIST),
    "adopting.students_of": A_LIST,
    **dict.fromkeys(("caseloads.students", "caseloads.people", "caseloads.groups"), A_LIST),
    **dict.fromkeys(("participants.of_student", "packs.of_conference", "consultations.current"), OWN),
    **dict.fromkeys(("guardians.at_check_in", "guardians.at_check_in: who is barred"), DESK),
    **dict.fromkeys((f"conferences.{verb}" for verb in ("check_in", "mark_late", "mark_missed", "undo")), DESK),
    "conferences.arrange": DESK,
    **{verb: DESK for verb in CALLS if verb.startswith(("front_desk.", "walk_ins."))},
    "permissions.permitters": DESK,
    "early_ends.plan": PLANNED,
    **dict.fromkeys(("preparation.of_day", "preparation.name_interpreter"), TOLD),
    **{verb: PLANNED for verb in CALLS if verb.startswith("schedules.")},
    **{verb: PLANNED for verb in CALLS if verb.startswith("groups.")},
    "invitations.look": PLANNED,
    **{
        verb: TOLD
        for verb in CALLS
        if verb.startswith(("conferences.", "courses.", "consultations.", "signing.", "from_paper."))
    },
    **{verb: TOLD for verb in CALLS if verb.startswith(("circumstances.", "continuing.", "later."))},
    **{verb: OWN for verb in CALLS if verb.startswith(OFFICES) and verb != "adopting.students_of"},
    **dict.fromkeys(("finding.used", "finding.opened", "plans.verify", "participants.staff"), OWN),
    **dict.fromkeys(("participants.substitutions", "histories.known_ids", "histories.work_as"), OWN),
    **{verb: INCOMING for verb in CALLS if verb.startswith("rosters.")},
    **dict.fromkeys(("records.people", "records.standing", "disposals.in_the_way"), OWN),
    **dict.fromkeys(("confidential.save_draft", "confidential.drop_draft"), TYPED),
    **dict.fromkeys(("matching.decide", "matching.decide_again"), DOUBTS),
}
"""Verbs that may write nothing, and why."""
SPEAKS = frozenset(
    {
        "adopting.adopt",
        "calendars.save",
        "circumstances.bring_in",
        "circumstances.take_out",
        "conferences.open",
        "groups.attendance_sheet",
        "groups.call_off",
        "groups.make",
        "groups.sheet",
        "later.lacking",
        "later.owed",
        "later.owed: contacts",
        "packs.adopt",
        "plans.renderings",
        "schedules.make",
        "schedules.publish",
        "signing.prepare",
    }
)
"""Verbs of those families that write a line all the same."""
NOT_HERE = frozenset(
    {
        "confidential.restore",  # of what was not removed
        "consents.release",  # without consent
        "consents.release_for",  # without consent
        "office.save_released",  # without consent
        "disposals.dispose",  # of somebody enrolled
        "evidence.waive",  # of a clause that no policy has
        "invitations.papers",  # of a schedule that nobody published
        "invitations.calendars",  # of a schedule that nobody published
        "invitations.sent",  # of a schedule that nobody published
        "placements.correct_year",  # with days of another year
        "placements.add_year",  # with days of another year
        "placements.enter_program",  # of a program that no policy has
        "guardians.add",  # of an adult who is there
        "guardians.change",  # of what was read before
        "packs.adopt",  # of a folder that is not there
        "plans.finalize",  # finalized before: nothing is made
        "participants.end_standing_in",  # of nobody
        "rosters.rows",  # of no import
        "proofs.make",  # under a policy set that asks for nothing
        "proofs.pupils",  # of no proof
        "proofs.paper",  # of no proof
        "proofs.data",  # of no proof
        "proofs.table",  # of no proof
        "proofs.delete",  # of no proof
    }
)
"""Verbs that end before they do anything where every verb is called; tests of their own look at their lines."""


@pytest.fixture(scope="module")
def school(_template, tmp_path_factory) -> Iterator[School]:
    place = tmp_path_factory.mktemp("record")
    with opened(copy(_template.folder, place / _template.folder.name)) as office:
        yield School(office, place / "out")


@pytest.fixture
def written(monkeypatch) -> list[str]:
    """The acts that were written since, of which nothing is kept."""
    acts: list[str] = []

    @contextmanager
    def noted(store: Store, seconds: float) -> Iterator[object]:
        with store.writer.connect() as connection, connection.begin() as transaction:
            before = connection.execute(text("SELECT lines FROM audit_state")).scalar_one()
            try:
                yield connection
            finally:
                acts.extend(connection.execute(select(audit.c.act).where(audit.c.id > before)).scalars())
                transaction.rollback()

    monkeypatch.setattr(Store, "write_within", noted)
    return acts


@pytest.mark.parametrize("verb", sorted(CALLS.keys() - FOR_GOOD - NOT_HERE))
def test_every_verb_writes_a_line_or_says_why_not(school, written, verb):
    office = school.seen_by(Role.LEAD)
    school.desk.opened.clear()
    ends_before = contextlib.suppress(OfficeError) if verb in SILENT else contextlib.nullcontext()
    with ends_before:
        CALLS[verb](office, school.cases["Own"], school)
    if verb not in SILENT or verb in SPEAKS:
        assert written, (
            f"{verb} hands out or changes something, and nobody will know: write a line, or say here why not"
        )
    assert set(written) <= ACTS.keys(), "say in domain/acts.py what it is"


def test_a_reason_stands_only_beside_verbs_that_are_there():
    assert SILENT.keys() | NOT_HERE | SPEAKS <= CALLS.keys()


@pytest.mark.parametrize("act", sorted(ACTS))
def test_every_act_has_words_in_both_languages(act):
    assert act in DEEDS


def test_why_somebody_is_barred_is_not_read_unseen(school, written):
    case = school.cases["Own"]
    for role, told in ((Role.TEACHER, False), (Role.COUNSELOR, True)):
        school.desk.opened.clear()
        written.clear()
        school.seen_by(role).guardians.of_student(case.student)
        assert ("bar_read" in written) is told, role
    written.clear()
    school.desk.opened.clear()
    school.seen_by(Role.COUNSELOR).guardians.at_check_in(case.fresh)
    assert written == ["bar_read"], "at the door too"


def test_a_screen_that_asks_again_fills_no_pages(school, written):
    office, case = school.seen_by(Role.LEAD), school.cases["Own"]
    school.desk.opened.clear()
    for _ in range(5):
        office.conferences.open(case.begun)
        office.signing.prepare(case.begun)
        office.guardians.of_student(case.student)
    assert written == ["conference_opened", "adults_read", "bar_read"]


# Reading it


@pytest.fixture(scope="module")
def made(_template, tmp_path_factory):
    place = tmp_path_factory.mktemp("read")
    folder = copy(_template.folder, place / _template.folder.name)
    with opened(folder) as office:
        return folder, School(office, place / "out")


@pytest.fixture
def office(made, tmp_path):
    with opened(copy(made[0], tmp_path / made[0].name)) as office:
        yield office


@pytest.fixture
def full(office, made) -> School:
    school = School.again(office, made[1])
    for case in school.cases.values():
        for _ in range(3):
            school.desk.clock.advance(60)
            office.students.open_file(case.student)
    return school


def all_lines(office, wanted=None, limit=7):
    page = office.records.lines(wanted or RecordFilter(), limit=limit)
    lines = list(page.lines)
    while page.older_than is not None:
        page = office.records.lines(wanted or RecordFilter(), page.older_than, limit)
        lines += page.lines
    return lines


def test_pages_together_are_the_whole_record_newest_first(full):
    office = full.office
    office.records.lines(RecordFilter())  # its own line is written before
    lines = all_lines(office)
    assert [line.number for line in lines] == list(range(office.records.standing().lines, 0, -1))
    assert all(line.person for line in lines if line.person_uid == office.viewer.person_uid)


def test_it_is_found_by_student_by_person_by_kind_and_by_day(full):
    office, case = full.office, full.cases["Own"]
    opened = [line for line in all_lines(office, RecordFilter(student="own chi")) if line.act == "file_opened"]
    assert [(line.student, line.student_id) for line in opened] == [("Own Child", case.student)] * 3
    assert all_lines(office, RecordFilter(student="nobody of that name")) == []
    kinds = {line.kind for line in all_lines(office, RecordFilter(kind=ActKind.DISCLOSURE))}
    assert kinds == {ActKind.DISCLOSURE}
    me = office.viewer.person_uid
    assert {line.person_uid for line in all_lines(office, RecordFilter(person=me))} == {me}
    day = office.records.lines(RecordFilter()).lines[0].at.astimezone(office.zone).date()
    assert all_lines(office, RecordFilter(first=day, last=day))
    assert all_lines(office, RecordFilter(last=day - timedelta(days=400))) == []
    assert all_lines(office, RecordFilter(first=day + timedelta(days=1))) == []


def test_a_page_takes_the_same_few_statements_whatever_its_size(full, statements_of):
    office = full.office
    small = statements_of(lambda: office.records.lines(RecordFilter(), limit=2))
    large = statements_of(lambda: office.records.lines(RecordFilter(), limit=60))
    assert small == large <= 6


@pytest.fixture
def statements_of(office):
    from sqlalchemy import event

    def count(ask) -> int:
        seen: list[str] = []
        engine = office._desk.store.readers

        def note(_connection, _cursor, statement, *_rest) -> None:
            if not statement.upper().startswith(("BEGIN", "PRAGMA")):
                seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            ask()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    return count


def test_the_lead_is_told_that_the_record_is_whole_and_others_how_long_it_is(full):
    office = full.office
    said = office.records.standing()
    assert said.checked
    assert said.broken_at is None
    assert said.lines > 10
    with office._desk.store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_is_never_changed")
        connection.exec_driver_sql("UPDATE audit SET act = 'plan_read' WHERE id = 5")
    assert office.records.standing().broken_at == 5


def test_the_export_holds_each_line_once_and_no_formula(full):
    office, case = full.office, full.cases["Own"]
    with office._desk.store.write() as connection:
        connection.exec_driver_sql(
            "UPDATE student SET given_name = '=1+1', preferred_name = '' WHERE id = ?", (case.student,)
        )
    table = list(csv.reader(io.StringIO(office.records.export(RecordFilter()).decode("utf-8-sig"))))
    assert [int(row[0]) for row in table[1:]] == list(range(1, len(table)))
    assert any(row[6] == "'=1+1 Child" for row in table), "a spreadsheet does not run it"
    last = office.records.lines(RecordFilter()).lines[0]
    assert (last.act, dict(last.about)["lines"]) == ("record_exported", str(len(table) - 1))


def test_what_somebody_may_not_know_stands_in_no_line_of_the_file(full):
    case = full.cases["Own"]
    acts = {
        role: {line.act for line in full.seen_by(role).records.of_student(case.student).lines}
        for role in (Role.TEACHER, Role.COUNSELOR, Role.AUDITOR)
    }
    assert {"adult_barred", "request_noted"} <= acts[Role.COUNSELOR]
    assert not {"adult_barred", "request_noted", "disclosures_read"} & acts[Role.TEACHER]
    assert "adult_barred" not in acts[Role.AUDITOR]
    assert "request_noted" in acts[Role.AUDITOR]
    assert "conference_opened" in acts[Role.TEACHER]


def test_lines_of_a_record_that_was_put_into_another_are_read_with_it(full):
    office, kept, gone = full.office, full.cases["Own"].student, full.cases["Others"].student
    office.matching.merge("student", kept, gone)
    numbers = {line.number for line in office.records.of_student(kept, limit=500).lines}
    with office._desk.store.read() as connection:
        theirs = connection.execute(select(audit.c.id).where(audit.c.student_id.in_([kept, gone]))).scalars()
        assert numbers == set(theirs) - {max(numbers) + 1}


def test_a_line_is_a_sentence_in_the_language_in_use(full):
    line = full.office.records.lines(RecordFilter()).lines[0]
    assert deed_words(line).startswith(line.person)
    use("es")
    try:
        assert "abrió" in deed_words(line)
    finally:
        use("en")


# Requests and disclosures


def test_what_is_answered_or_corrected_is_said_anew_and_the_old_words_stay(full):
    office, case = full.office, full.cases["Own"]
    wanted = request_of(case)
    given = type(wanted)(case.asker, "a study", "grades", TODAY, Outcome.GIVEN, Ground.STUDY)
    answered = office.disclosures.say_anew(case.request, given).made_id
    with pytest.raises(OfficeError, match="changed_elsewhere"):
        office.disclosures.say_anew(case.request, given)
    office.disclosures.say_anew(
        answered, type(wanted)(case.asker, "a study", "marks", TODAY, Outcome.GIVEN, Ground.STUDY)
    )
    (line,) = office.disclosures.of_student(case.student).lines
    assert (line.entry.what, line.entry.answered_on) == ("marks", TODAY)
    assert [before.entry.what for before in line.earlier] == ["the plans", "grades"]
    acts = [found.act for found in office.records.of_student(case.student).lines if found.kind is ActKind.DISCLOSURE]
    assert acts == ["disclosure_corrected", "request_answered", "request_noted"]
    with pytest.raises(Exception, match="a disclosure stays"), office._desk.store.write() as connection:
        connection.exec_driver_sql("UPDATE disclosure SET what = 'nothing'")
