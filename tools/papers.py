"""What the program prints, as pictures in docs/pictures/documents: ``python -m tools.papers`` draws them anew.

Everybody on them is invented (the demo school). Each paper is in English and Spanish; poppler's ``pdftoppm`` makes the pictures.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from ilp_desktop.clock import SetClock
from ilp_desktop.demo import offices
from ilp_desktop.demo.days import handwriting
from ilp_desktop.domain.conferences import ConferenceState, DayRow, Party
from ilp_desktop.domain.letters import Wanted
from ilp_desktop.domain.policy.proofs import ProofPaper
from ilp_desktop.office import Office, open_office
from ilp_desktop.vault.cost import FLOOR

HOME = Path(__file__).resolve().parent.parent
PICTURES = HOME / "docs" / "pictures" / "documents"
DAY = date(2026, 10, 15)
_MORNING = datetime(2026, 10, 15, 15, 0, tzinfo=UTC)
_STUDENTS = 240
_DOTS = 62
"""Dots an inch of a picture: what it is can be seen, and it stays small."""
LANGUAGES = ("en", "es")
Papers = dict[tuple[str, str], bytes]
"""Name and language to PDF."""


def main() -> int:
    """Draw every paper and picture its first page."""
    parser = argparse.ArgumentParser(prog="tools.papers", description=__doc__)
    parser.add_argument("--pdf", metavar="DIR", type=Path, help="also leave the papers themselves there")
    arguments = parser.parse_args()
    if shutil.which("pdftoppm") is None:
        sys.exit("pdftoppm makes the pictures: apt-get install poppler-utils")
    with tempfile.TemporaryDirectory(prefix="ilp-papers-") as scratch:
        found = papers(Path(scratch))
        PICTURES.mkdir(parents=True, exist_ok=True)
        for (name, language), pdf in found.items():
            _picture(pdf, PICTURES / f"{name}-{language}", Path(scratch))
            if arguments.pdf:
                arguments.pdf.mkdir(parents=True, exist_ok=True)
                (arguments.pdf / f"{name}-{language}.pdf").write_bytes(pdf)
    print(f"{len(found)} pictures in {PICTURES.relative_to(HOME)}")
    return 0


def papers(folder: Path) -> Papers:
    """Make a demo school in ``folder`` and return what it prints, each paper in each language."""
    place = folder / "Demo.ilp"
    offices.make(place, clock=SetClock(_MORNING), size=_STUDENTS, today=DAY, cost=FLOOR)
    clock = SetClock(_MORNING)
    with open_office(place, offices.PASSPHRASE, clock=clock, lowest=FLOOR) as office:
        found = _plans(office, clock)
        for language in LANGUAGES:
            row = _first(office, language)
            found["worksheet", language] = office.worksheets.worksheet(row.conference_id)
            found["reflection", language] = office.worksheets.reflection(row.conference_id, language)
            found["letter", language] = _letter(office, row)
            home = office.contacts.recipients(row.conference_id)[1]
            found["contact-sheet", language] = office.contacts.sheet(row.conference_id, home.key)
        proof = office.proofs.make(plans="Two more evenings in spring, with interpreters from the start.").made_id
        assert proof is not None, "a proof was made"
        for language in LANGUAGES:
            found["day-summary", language] = office.closing.summary(DAY, language)
            found["labels", language] = office.labels.of_day(DAY, "avery_5160", language=language)
            found["annual-report", language] = office.proofs.paper(proof, ProofPaper.PATRONS, language)
            found["annual-evidence", language] = office.proofs.paper(proof, ProofPaper.EVIDENCE, language)
    return found


def _plans(office: Office, clock: SetClock) -> Papers:
    """Bring Camila's conference to its end; its plan was written in English and read aloud to her mother in Spanish."""
    conference = next(row for row in office.conferences.day(DAY).rows if row.mine and "Camila" in row.student_name)
    this, verbs = conference.conference_id, office.conferences
    goal = verbs.add_goal(this).made_id
    verbs.leave_field(
        this, f"goal:{goal}", "I will read out loud to Mateo every night and keep a list of our books.", "en"
    )
    for text, who, due in _STEPS:
        step = verbs.add_step(goal or 0).made_id or 0
        verbs.leave_field(this, f"step:{step}", text, "en")
        verbs.leave_field(this, f"step_who:{step}", who, "en")
        verbs.set_step_due(step, due)
    for party, text in _PROMISES:
        promise = verbs.add_commitment(this, party).made_id
        verbs.leave_field(this, f"commitment:{promise}", text, "en")
    office.consultations.start(this)
    for _ in range(12):
        clock.advance(20)
        office.consultations.seen(this)
    office.consultations.finish(this)
    for line in office.signing.prepare(this).signers:
        person, sheet = line.participant, office.signing.prepare(this)
        office.signing.sign(
            this, person.participant_id, sheet.sha256, "agree", strokes=handwriting(person.name), aspect=3.4
        )
    office.plans.carry_over(this, "read_aloud", "Ana Sol")
    made = {language: office.plans.finalize(this, language).made_id or 0 for language in LANGUAGES}
    return {("plan", language): office.plans.rendering(one) for language, one in made.items()}


_STEPS = (
    ("Choose three books on Friday.", "Camila", date(2026, 10, 16)),
    ("Record myself reading once a week.", "Camila, Mom", date(2026, 11, 20)),
)
_PROMISES = (
    (Party.STUDENT, "Bring the book list on Mondays."),
    (Party.FAMILY, "Fifteen quiet minutes after dinner."),
    (Party.SCHOOL, "Listen to one page on Thursdays."),
)


def _first(office: Office, language: str) -> DayRow:
    """Return the first conference to come of a family that reads a language, and that may be mailed."""
    for row in office.conferences.day(DAY).rows:
        if row.state is ConferenceState.SCHEDULED and office.conferences.open(row.conference_id).language == language:
            homes = office.letters.of_student(row.student_id).addressees
            if [home.language for home in homes] == [language]:
                return row
    raise LookupError(language)


def _letter(office: Office, row: DayRow) -> bytes:
    wanted = Wanted(
        "missed", "Ms. Nakai", "(435) 555-0142", ((date(2026, 10, 20), "16:20"), (date(2026, 10, 22), "07:40"))
    )
    return office.letters.papers(row.student_id, wanted)[0].pdf


def _picture(pdf: bytes, place: Path, scratch: Path) -> None:
    """Picture the first page."""
    paper = scratch / "paper.pdf"
    paper.write_bytes(pdf)
    command = ["pdftoppm", "-png", "-r", str(_DOTS), "-f", "1", "-l", "1", "-singlefile", str(paper), str(place)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
