"""What the print station shows and offers, with no window."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ilp_desktop.domain.printing import CopyFor, PrintJob, PrintState
from ilp_desktop.ui.printing.choices import Wanted, copies_left, languages, offered, showing, teachers, to_print

NOW = datetime(2026, 10, 15, tzinfo=UTC)
JOB = PrintJob(
    job_id=1,
    rendering_id=1,
    conference_id=1,
    student_id=1,
    student_name="Camila Hernández",
    grade="05",
    staff_name="Iris Park",
    held_on=date(2026, 10, 15),
    starts_at="08:40",
    copy_for=CopyFor.FAMILY,
    to_whom="Rosa Hernández",
    language="es",
    copies=3,
    copies_out=0,
    pages_out=0,
    both_sides=True,
    state=PrintState.WAITING,
    problem="",
    asked_by="Iris Park",
    asked_at=NOW,
    ended_at=None,
)
FOLDER = replace(JOB, job_id=2, copy_for=CopyFor.FOLDER, copies=1, language="en")
OF_AGE = replace(JOB, job_id=3, copy_for=CopyFor.STUDENT, staff_name="Omar Lund", copies=1)
JOBS = (JOB, FOLDER, OF_AGE)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (Wanted(), [1, 2, 3]),
        (Wanted(teacher="Omar Lund"), [3]),
        (Wanted(purpose="family"), [1, 3]),
        (Wanted(purpose="folder"), [2]),
        (Wanted(language="es", teacher="Iris Park"), [1]),
    ],
)
def test_copies_are_chosen_by_teacher_purpose_and_language(wanted, shown):
    assert [job.job_id for job in showing(JOBS, wanted)] == shown
    assert teachers(JOBS) == ("Iris Park", "Omar Lund")
    assert languages(JOBS) == ("en", "es")


def test_a_run_takes_what_waits_or_failed_and_leaves_to_a_person_what_is_in_doubt():
    jobs = tuple(replace(JOB, job_id=number, state=state) for number, state in enumerate(PrintState))
    assert {job.state for job in to_print(jobs)} == {PrintState.WAITING, PrintState.FAILED}
    assert to_print([replace(JOB, state=PrintState.FAILED, problem="paper_changed")]) == ()


def test_copies_that_are_out_are_not_counted_again():
    assert copies_left([replace(JOB, copies_out=2), FOLDER]) == 2


@pytest.mark.parametrize(
    ("job", "deeds"),
    [
        (JOB, ("given_to_family", "mailed", "set_aside")),
        (FOLDER, ("filed_in_folder", "set_aside")),
        (replace(JOB, state=PrintState.FAILED), ("whole", "given_to_family", "mailed", "set_aside")),
        (
            replace(FOLDER, state=PrintState.STOPPED, pages_out=1),
            ("go_on", "whole", "filed_in_folder", "set_aside"),
        ),
        (replace(JOB, state=PrintState.AT_PRINTER), ("given_to_family", "mailed")),
        (replace(JOB, state=PrintState.PRINTED, given=True), ("again",)),
        (replace(FOLDER, state=PrintState.SET_ASIDE), ("again",)),
    ],
)
def test_a_copy_offers_what_can_be_done_with_it_now(job, deeds):
    assert offered(job) == deeds
