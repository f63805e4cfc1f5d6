"""Where an import stands, without a window."""

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import KindCount, RosterPreview
from ilp_desktop.domain.roster import RemarkCount, RemarkLevel, RosterRemark
from ilp_desktop.ui.rosters import flow
from ilp_desktop.ui.rosters.flow import Phase, State
from ilp_desktop.ui.rosters.words import result_words, summary_words

WARNING = RosterRemark("users.csv", 4, "date_unreadable", RemarkLevel.WARNING, (("column", "birthDate"),))
REFUSED = RosterRemark("users.csv", 9, "cell_empty", RemarkLevel.REFUSED, (("column", "familyName"),))


def preview(new: int = 3, gone: int = 0) -> RosterPreview:
    counts = (RemarkCount("users.csv", "date_unreadable", RemarkLevel.WARNING, 250),
              RemarkCount("users.csv", "cell_empty", RemarkLevel.REFUSED, 1))  # fmt: skip
    return RosterPreview(
        7, "sis", "roster.zip", "oneroster", (KindCount("student", new, 0, 5, gone, 1),), (WARNING, REFUSED), counts
    )


def shown(**more) -> State:
    state = flow.reading(State(), "roster.zip")
    return flow.previewed(state, state.number, preview(**more))


def test_an_import_goes_from_reading_to_preview_to_done():
    state = flow.reading(State(), "roster.zip")
    assert (state.phase, state.name) == (Phase.READING, "roster.zip")
    state = flow.compared(state, state.number, 40)
    assert state.rows == 40
    state = flow.previewed(state, state.number, preview())
    assert state.can_apply
    state = flow.applied(flow.applying(state))
    assert state.phase is Phase.DONE
    assert flow.again(state).phase is Phase.CHOOSE


def test_what_an_earlier_reading_reports_is_let_go():
    first = flow.reading(State(), "a.zip")
    stopped = flow.failed(first, first.number, OfficeError("import_cancelled"))
    assert (stopped.phase, stopped.stopped) == (Phase.CHOOSE, True)
    second = flow.reading(stopped, "b.zip")
    assert flow.previewed(second, first.number, preview()) == second
    assert flow.compared(second, first.number, 99) == second
    assert flow.failed(second, first.number, OfficeError("import_gone")) == second


def test_nothing_else_begins_while_one_is_read_or_applied():
    busy = flow.reading(State(), "a.zip")
    assert flow.reading(busy, "b.zip") == busy
    assert flow.again(busy) == busy
    applying = flow.applying(shown())
    assert applying.phase is Phase.APPLYING
    assert flow.reading(applying, "b.zip") == applying


def test_a_roster_that_changes_nothing_cannot_be_applied():
    state = shown(new=0)
    assert not state.can_apply
    assert flow.applying(state) == state
    assert "already has all of this" in summary_words(preview(new=0))


def test_earlier_imports_are_gone_to_from_the_choice_or_a_report_and_from_nowhere_else():
    listed = flow.listing(State())
    assert listed.phase is Phase.IMPORTS
    report = flow.reporting(listed, 4)
    assert (report.phase, report.report_id) == (Phase.REPORT, 4)
    assert flow.listing(report).phase is Phase.IMPORTS
    assert flow.again(listed).phase is Phase.CHOOSE
    assert flow.listing(shown()) == shown(), "what is looked at is brought in or dropped first"
    assert flow.reporting(State(), 4) == State()


def test_a_failure_keeps_its_reason_and_leads_back_to_the_choice():
    state = flow.reading(State(), "a.zip")
    state = flow.failed(state, state.number, OfficeError("roster_zip_damaged", name="a.zip"))
    assert state.phase is Phase.FAILED
    assert state.error is not None
    assert state.error.code == "roster_zip_damaged"
    assert flow.reading(state, "b.zip").phase is Phase.READING


def test_the_result_says_what_came_what_is_gone_and_what_was_refused():
    words = result_words(preview(new=3, gone=2))
    assert words.startswith("3 students are new")
    assert "2 students are no longer in the file" in words
    assert words.endswith("1 row was refused.")
