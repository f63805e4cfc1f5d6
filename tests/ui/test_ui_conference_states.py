"""The states behind the conference's screens, without a window."""

from datetime import UTC, datetime, timedelta

import pytest

from ilp_desktop.domain.consultations import Consultation, Phase
from ilp_desktop.domain.packs import FieldTemplate, SectionTemplate
from ilp_desktop.ui.conference import flow, marking, talk, writing
from ilp_desktop.ui.conference.marking import Marking
from ilp_desktop.ui.conference.writing import Words

NOW = datetime(2026, 10, 8, 14, 40, tzinfo=UTC)


def section(key: str, kind: str = "text") -> SectionTemplate:
    return SectionTemplate(
        key, {"en": key}, {"en": key}, (FieldTemplate("a", kind, {"en": "?"}, {"en": ""}, "student", True),)
    )


SECTIONS = (section("celebrate"), section("private", "consultation"), section("print", "copies"))


def test_a_conference_opens_where_it_was_left():
    assert flow.begin(SECTIONS, "private", Phase.IDLE).section.key == "private"


def test_a_section_that_the_policy_set_dropped_opens_at_the_first():
    assert flow.begin(SECTIONS, "gone", Phase.IDLE).section.key == "celebrate"


def test_going_on_and_back_stops_at_the_ends():
    state = flow.begin(SECTIONS, "", Phase.IDLE)
    assert flow.back(state) == state and state.first
    last = flow.forward(flow.forward(flow.forward(state)))
    assert last.section.key == "print" and last.following is None


@pytest.mark.parametrize(
    ("phase", "ends"), [(Phase.RUNNING, True), (Phase.PAUSED, True), (Phase.INTERRUPTED, False), (Phase.IDLE, False)]
)
def test_inviting_the_student_back_in_ends_a_talk_under_way_only(phase, ends):
    assert flow.talked(flow.begin(SECTIONS, "private", Phase.IDLE), phase).ends_talk is ends
    assert not flow.begin(SECTIONS, "celebrate", phase).ends_talk


def test_a_keystroke_is_owed_as_draft_and_then_as_change():
    box = writing.typed(writing.opened(Words("a")), Words("ab"))
    assert box.owes_draft and box.owes_change
    box = writing.draft_sent(box)
    assert not box.owes_draft and box.owes_change and not box.quiet
    box = writing.change_sent(box)
    assert not box.owes_change and not box.quiet
    assert writing.arrived(writing.arrived(box)).quiet


def test_an_old_answer_never_replaces_what_was_typed_since():
    box = writing.opened(Words("a"))
    asked = box.typed
    box = writing.typed(box, Words("ab"))
    assert writing.answered(box, Words("a"), typed_when_asked=asked).shown.text == "ab"
    settled = writing.arrived(writing.change_sent(box))
    assert writing.answered(settled, Words("a"), typed_when_asked=asked).shown.text == "ab"
    assert (
        writing.answered(settled, Words("from elsewhere"), typed_when_asked=settled.typed).shown.text
        == "from elsewhere"
    )


def test_what_could_not_be_written_is_owed_again():
    box = writing.typed(writing.opened(Words("a")), Words("ab"))
    box = writing.draft_sent(box)
    box = writing.failed(box, Words("ab"))
    assert box.owes_draft and box.owes_change and box.shown.text == "ab"


def test_an_interrupted_timer_tells_only_what_is_certain():
    crashed = Consultation().started(NOW).seen(NOW + timedelta(seconds=20)).seen(NOW + timedelta(hours=1))
    assert crashed.phase is Phase.INTERRUPTED
    assert talk.account(crashed).startswith("The timer was interrupted at 0:20.")
    assert talk.Act.TALKED_ON in talk.ACTS[crashed.phase]


def test_a_short_talk_says_so_and_can_be_opened_again():
    short = (
        Consultation()
        .started(NOW)
        .seen(NOW + timedelta(seconds=30))
        .seen(NOW + timedelta(seconds=60))
        .finished(NOW + timedelta(seconds=70))
    )
    assert "1:10" in talk.account(short) and "under 3 minutes" in talk.account(short)
    assert talk.ACTS[short.phase] == (talk.Act.REOPEN,)


def test_a_mark_says_what_is_still_owed_for_each_way_of_making_it():
    blank = Marking(7)
    assert [blank.owed(method) for method in ("drawn", "paper", "chose_not_to_sign")] == ["choice", "choice", ""]
    agrees = marking.choosing(blank, "agree")
    assert (agrees.owed("drawn"), agrees.owed("paper")) == ("signature", "")
    assert marking.drawing(agrees, drawn=True).owed("drawn") == ""
    differs = marking.drawing(marking.choosing(blank, "disagree"), drawn=True)
    assert differs.owed("drawn") == "words"
    assert marking.wording(differs, "Less homework").owed("drawn") == ""
