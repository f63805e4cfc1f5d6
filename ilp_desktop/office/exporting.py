"""A student's finalized plans as files, and with them who asked for the file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import known_language
from ilp_desktop.office.offices import Office, write_privately


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written of a file. ``requests`` is the paper of who asked for it; None for who may not read that."""

    plans: tuple[Path, ...]
    requests: Path | None


def export_plans(office: Office, note: Callable[..., None], student_number: str, folder: Path) -> Exported:
    """Write the files; as ``Office.export_plans`` does and raises. ``note`` writes a line in the record."""
    student_id = office.students.by_number(student_number)
    # A number is whatever the roster says: no sign of it may lead out of the folder.
    number = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in student_number)
    file = office.students.open_file(student_id)
    papers = {
        f"{number}-{division.plan_kind.value}-{division.school_year}-r{plan.number}-{language}.pdf": rendering_id
        for division in file.divisions
        for plan in division.plans
        for language, rendering_id in zip(plan.languages, plan.rendering_ids, strict=True)
    }
    if not papers:
        raise OfficeError("plans_missing")
    # Said before it is done: a file that could not be written is in the record, and none is written unsaid.
    note("plans_exported", student_id, papers=len(papers))
    written = [write_privately(folder / name, office.plans.rendering(one)) for name, one in papers.items()]
    paper = _who_asked(office, student_id, known_language(file.home_language))
    requests = None if paper is None else write_privately(folder / f"{number}-disclosures.pdf", paper)
    return Exported(tuple(written), requests)


def _who_asked(office: Office, student_id: int, language: str) -> bytes | None:
    """Return the paper of requests and disclosures; None for who may not read it."""
    try:
        return office.disclosures.paper(student_id, language)
    except OfficeError as error:
        if error.code != "student_gone":
            raise
        return None
