"""What the print station shows of the queue and what it would print: pure functions, tested with no window."""

from collections.abc import Sequence
from dataclasses import dataclass

from ilp_desktop.domain.printing import CopyFor, PrintJob, PrintState


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which copies are shown: of one teacher, for one purpose, in one language; '' is all of them."""

    teacher: str = ""
    purpose: str = ""
    """'' all, ``family`` (also a student of age) or ``folder``."""
    language: str = ""


PURPOSES = {
    "family": frozenset({CopyFor.FAMILY, CopyFor.STUDENT}),
    "folder": frozenset({CopyFor.FOLDER}),
}
_TO_PRINT = frozenset({PrintState.WAITING, PrintState.FAILED})


def showing(jobs: Sequence[PrintJob], wanted: Wanted) -> tuple[PrintJob, ...]:
    """Return the copies that are shown, in the order of the queue."""
    return tuple(
        job
        for job in jobs
        if (not wanted.teacher or job.staff_name == wanted.teacher)
        and (not wanted.purpose or job.copy_for in PURPOSES[wanted.purpose])
        and (not wanted.language or job.language == wanted.language)
    )


def to_print(jobs: Sequence[PrintJob]) -> tuple[PrintJob, ...]:
    """Return what a print run takes: what waits, or what the printer did not take.

    What stopped in the middle waits for a person, and so does what is no longer the paper that was finalized.
    """
    return tuple(job for job in jobs if job.state in _TO_PRINT and job.problem != "paper_changed")


def copies_left(jobs: Sequence[PrintJob]) -> int:
    """Return how many copies are still to come out of these."""
    return sum(job.copies - job.copies_out for job in jobs)


def teachers(jobs: Sequence[PrintJob]) -> tuple[str, ...]:
    """Return who holds the conferences of these copies, in the order of the queue."""
    return tuple(dict.fromkeys(job.staff_name for job in jobs if job.staff_name))


def languages(jobs: Sequence[PrintJob]) -> tuple[str, ...]:
    """Return the languages of these copies."""
    return tuple(sorted({job.language for job in jobs}))


def offered(job: PrintJob) -> tuple[str, ...]:
    """Return the deeds that a copy offers, the likeliest first; a key each."""
    found: list[str] = []
    if job.state in {PrintState.STOPPED, PrintState.FAILED}:
        found.append("whole" if job.pages_out == 0 else "go_on")
        found += ["whole"] if job.pages_out else []
    if job.copy_for in PURPOSES["family"] and not job.given and job.state is not PrintState.SET_ASIDE:
        found += ["given_to_family", "mailed"]
    if job.copy_for is CopyFor.FOLDER and not job.filed and job.state is not PrintState.SET_ASIDE:
        found.append("filed_in_folder")
    if job.state in {PrintState.PRINTED, PrintState.SET_ASIDE}:
        found.append("again")
    elif job.state is not PrintState.AT_PRINTER:
        found.append("set_aside")
    return tuple(found)
