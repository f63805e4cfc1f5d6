"""A conference held on paper and typed in afterward is concluded, finalized and counted as one held at the screen."""

import json
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import jsonschema
import pytest
from sqlalchemy import select

from ilp_desktop.documents.enclosures import version_of
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.conferences import ConferenceState, Party
from ilp_desktop.domain.consultations import Phase
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.preparation import Entry
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.consultations import Consultations
from ilp_desktop.services.from_paper import FromPaper
from ilp_desktop.services.plans import Plans
from ilp_desktop.services.policy_facts import facts_of
from ilp_desktop.services.signing import Signing
from ilp_desktop.store.tables import event
from ilp_desktop.vault.certificates import make_school_certificate
from ilp_desktop.wording import sentence

HELD = date(2026, 11, 19)
PROUD = "I read to my brother now."


@pytest.fixture(scope="module")
def school_keys():
    return make_school_certificate("Alder Elementary", datetime(2026, 8, 1, tzinfo=UTC))


class Paper:
    """One sheet, and whoever types it in five days after the conference."""

    def __init__(self, school, desk, keys, on=HELD) -> None:
        self.school, self.desk = school, desk
        self.conferences, self.signing = Conferences(desk), Signing(desk)
        self.plans = Plans(desk, *keys)
        self.verbs = FromPaper(desk, self.plans)
        self.id = Conferences(school.desk()).arrange(school.camila_id, on, "17:20").made_id

    @property
    def sheet(self):
        return self.conferences.open(self.id)

    def person(self, name):
        return next(p.participant_id for p in self.sheet.participants if name in p.name)

    def write(self, place, text, language="en"):
        self.verbs.save_draft(self.id, place, text, language)
        self.verbs.leave_field(self.id, place, text, language)

    def type_in(self, *, signed=("Cami", "Rosa", "Iris")):
        for name in ("Cami", "Rosa", "Iris"):
            self.verbs.set_attended(self.id, self.person(name), attended=True)
        self.verbs.set_attended(self.id, self.person("Diego"), attended=False)
        self.write("answer:celebrate.proud", PROUD)
        self.write("paper_goal:1", "I will read twenty minutes every day.")
        self.write("paper_step:1.1", "Choose three books.")
        self.write("paper_step_who:1.1", "Cami")
        self.verbs.set_due(self.id, "1.1", date(2026, 12, 4))
        self.write("paper_commitment:family.1", "Leemos juntos.", "es")
        self.verbs.note_talk(self.id, 4)
        for name in signed:
            self.verbs.mark(self.id, self.person(name), "agree")


@pytest.fixture
def paper(school, school_keys) -> Paper:
    viewer = school.desk(Role.LEAD, school.other_teacher_id, "Omar Lund")
    return Paper(school, viewer, school_keys)


def refused(code, act, *args, **kwargs):
    with pytest.raises(OfficeError) as caught:
        act(*args, **kwargs)
    assert caught.value.code == code
    assert sentence(caught.value)


def facts(school, *kinds):
    with school.store.read() as connection:
        rows = connection.execute(select(event).where(event.c.kind.in_(kinds)).order_by(event.c.id)).all()
    return [(row.kind, row.school_date) for row in rows]


def test_a_sheet_typed_in_is_concluded_finalized_and_says_that_it_was_held_on_paper(paper, school):
    paper.type_in()
    made = paper.verbs.finish(paper.id).made_id
    assert paper.sheet.state is ConferenceState.SIGNED
    verdict = paper.plans.verify(paper.plans.rendering(made))
    assert verdict.kind == "genuine"
    content = verdict.plan.content
    note = content.conference.paper
    assert (note.held_by, note.entered_by, note.entered_on) == ("Iris Park", "Omar Lund", "2026-11-24")
    assert version_of(content) == 2
    assert content.conference.date == HELD.isoformat()
    assert content.consultation.minutes == 4
    assert [goal.text for goal in content.goals] == ["I will read twenty minutes every day."]
    assert content.goals[0].steps[0].due == "2026-12-04"
    assert {mark.method for mark in verdict.plan.signatures} == {"paper"}
    assert {mark.signed_on for mark in verdict.plan.signatures} == {HELD.isoformat()}


def test_the_paper_and_the_data_inside_say_who_held_it_and_who_typed_it_in(paper, tmp_path):
    paper.type_in()
    path, inside = tmp_path / "plan.pdf", tmp_path / "plan.json"
    path.write_bytes(paper.plans.rendering(paper.verbs.finish(paper.id).made_id))
    text = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout
    assert "Reunión en papel a cargo de Iris Park; pasada del papel por Omar Lund" in " ".join(text.split())
    subprocess.run(["pdfdetach", "-save", "1", "-o", str(inside), str(path)], check=True, capture_output=True)
    said = json.loads(inside.read_bytes())
    schema = jsonschema.Draft202012Validator(json.loads(Path("docs/plan.schema.json").read_text()))
    schema.validate(said)
    assert said["version"] == 3, "the family reads another language than most of it is written in, and the copy says so"
    for wrong in ({**said, "version": 4}, {key: value for key, value in said.items() if key != "revision"}):
        assert not schema.is_valid(wrong)


def test_it_is_counted_for_the_day_on_which_it_was_held_exactly_as_one_at_the_screen(paper, school, hold):
    paper.type_in()
    paper.verbs.finish(paper.id)
    (typed,) = [one for one in _meetings(school) if one.on == HELD]
    at_screen = hold(on=date(2026, 11, 24))
    at_screen.write("answer:celebrate.proud", PROUD)
    goal = at_screen.conferences.add_goal(at_screen.id).made_id
    at_screen.write(f"goal:{goal}", "I will read.")
    step = at_screen.conferences.add_step(goal).made_id
    at_screen.write(f"step:{step}", "Choose.")
    line = at_screen.conferences.add_commitment(at_screen.id, Party.FAMILY).made_id
    at_screen.write(f"commitment:{line}", "Leemos juntos.")
    for name in ("Cami", "Rosa", "Iris"):
        at_screen.conferences.set_attended(at_screen.person(name), True)
    at_screen.conferences.set_attended(at_screen.person("Diego"), False)
    at_screen.talk(240)
    for name in ("Cami", "Rosa", "Iris"):
        at_screen.sign(name)
    paper.plans.finalize(at_screen.id, "es")
    (held,) = [one for one in _meetings(school) if one.on == date(2026, 11, 24)]
    assert (typed.roles, typed.adults, typed.marks, typed.talk) == (held.roles, held.adults, held.marks, held.talk)
    held_facts = facts(school, "conference_held", "entered_from_paper", "private_consultation")
    assert [kind for kind, on in held_facts if on == HELD] == [
        "entered_from_paper",
        "conference_held",
        "private_consultation",
    ]


def _meetings(school):
    desk = school.desk()
    with school.store.read() as connection:
        (one,) = facts_of(connection, desk.zone, [school.camila_id])
    return [each for each in one.events if each.kind == "conference"]


def test_a_talk_noted_on_paper_is_told_from_one_that_was_measured(paper, school):
    paper.verbs.note_talk(paper.id, 4)
    talk = Consultations(paper.desk).current(paper.id)
    assert (talk.phase, talk.counted, talk.noted) == (Phase.FINISHED, 240, True)
    paper.verbs.talk_not_held(paper.id, "parent_declined")
    talk = Consultations(paper.desk).current(paper.id)
    assert (talk.phase, talk.noted, talk.reason) == (Phase.NOT_HELD, False, "parent_declined")
    refused("paper_minutes", paper.verbs.note_talk, paper.id, 0)
    refused("paper_minutes", paper.verbs.note_talk, paper.id, 400)
    refused("reason_unknown", paper.verbs.talk_not_held, paper.id, "no such reason")


def test_without_the_talk_nothing_is_put_away(paper):
    paper.write("answer:celebrate.proud", PROUD)
    refused("consultation_missing", paper.verbs.finish, paper.id)
    assert paper.sheet.state is ConferenceState.IN_CONFERENCE


def test_a_signature_still_owed_leaves_the_plan_to_sign_and_it_is_finished_later(paper):
    paper.type_in(signed=("Cami", "Iris"))
    assert paper.verbs.finish(paper.id).made_id is None
    assert paper.sheet.state is ConferenceState.TO_SIGN
    (stack,) = paper.verbs.stacks(HELD)
    assert stack.rows[0].entry is Entry.TO_SIGN
    paper.verbs.mark(paper.id, paper.person("Rosa"), "attended_only")
    assert paper.verbs.finish(paper.id).made_id is not None


def test_a_word_mended_after_the_marks_were_typed_is_what_was_signed(paper):
    paper.type_in()
    paper.write("answer:celebrate.proud", "I read to my brother every night.")
    made = paper.verbs.finish(paper.id).made_id
    content = paper.plans.verify(paper.plans.rendering(made)).plan.content
    assert content.strengths[0].text == "I read to my brother every night."


def test_lines_are_made_as_the_paper_counts_them_and_typing_twice_makes_none_twice(paper):
    for _ in range(3):
        paper.write("paper_step:2.2", "Ask for help")
    goals = paper.sheet.goals
    assert [len(goal.steps) for goal in goals] == [0, 2]
    assert goals[1].steps[1].text == "Ask for help"
    paper.write("paper_commitment:school.2", "Mondays")
    assert [each.text for each in paper.sheet.commitments] == ["", "Mondays"]


def test_keystrokes_are_a_draft_before_the_line_is_left(paper, school):
    paper.verbs.save_draft(paper.id, "paper_goal:1", "I will re", "en")
    again = Conferences(school.desk()).open(paper.id)
    assert again.goals[0].text == "I will re"


def test_another_day_and_another_person_are_said_and_stand_on_the_plan(paper, school):
    other = school.other_teacher_id
    paper.verbs.say_when(paper.id, HELD - timedelta(days=1), other)
    paper.verbs.note_talk(paper.id, 4)
    assert [p.name for p in paper.sheet.participants if p.party is Party.SCHOOL] == ["Omar Lund"]
    content = paper.signing.prepare(paper.id).content
    assert content.conference.paper.held_by == "Omar Lund"
    assert content.conference.date == "2026-11-18"
    assert paper.verbs.stacks(HELD) == ()
    (stack,) = paper.verbs.stacks(HELD - timedelta(days=1))
    assert stack.staff_name == "Omar Lund"


def test_a_day_to_come_and_a_conference_held_at_the_screen_are_refused(paper, school, hold):
    refused("paper_future", paper.verbs.say_when, paper.id, date(2026, 11, 25))
    at_screen = hold()
    at_screen.talk()
    at_screen.conferences.conclude(at_screen.id)
    refused("paper_on_screen", paper.verbs.note_talk, at_screen.id, 4)
    (stack,) = paper.verbs.stacks(date(2026, 11, 24))
    assert stack.rows[0].entry is Entry.ON_SCREEN


def test_nobody_types_in_for_students_who_are_not_theirs(paper, school, school_keys):
    desk = school.desk(Role.TEACHER, 999)
    theirs = FromPaper(desk, Plans(desk, *school_keys))
    refused("conference_gone", theirs.note_talk, paper.id, 4)
    refused("conference_gone", theirs.save_draft, paper.id, "paper_goal:1", "x", "en")
    assert theirs.stacks(HELD) == ()


def test_who_sees_it_differently_says_so_in_words_and_who_chose_not_to_is_no_refusal(paper):
    paper.type_in(signed=())
    refused("words_missing", paper.verbs.mark, paper.id, paper.person("Rosa"), "disagree")
    paper.verbs.mark(paper.id, paper.person("Rosa"), "disagree", "More reading, less math.")
    paper.verbs.mark(paper.id, paper.person("Cami"), None)
    paper.verbs.mark(paper.id, paper.person("Iris"), "agree")
    made = paper.verbs.finish(paper.id).made_id
    marks = {mark.name: mark for mark in paper.plans.verify(paper.plans.rendering(made)).plan.signatures}
    assert marks["Rosa Hernández"].words == "More reading, less math."
    assert marks["Cami Hernández" if "Cami Hernández" in marks else next(iter(marks))].method == "chose_not_to_sign"


def test_a_plan_held_at_the_screen_says_nothing_of_paper_and_keeps_its_bytes(under_way):
    revision = under_way.signing.prepare(under_way.id).content
    assert "paper" not in revision.to_jsonable()["conference"]
    assert version_of(revision) == 1
    assert isinstance(UUID(revision.revision.uid), UUID)
