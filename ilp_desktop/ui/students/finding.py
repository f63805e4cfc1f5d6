"""What is looked for and what was found. No Qt: a state and pure functions."""

from dataclasses import dataclass, replace

from ilp_desktop.domain.students import StudentRow


@dataclass(frozen=True, slots=True)
class Finding:
    """The letters typed so far and the newest answer. ``asked`` numbers the questions: an older answer is let go."""

    letters: str = ""
    asked: int = 0
    answered: int = 0
    rows: tuple[StudentRow, ...] = ()
    total: int = 0
    """How many students there are to find, whatever is typed."""
    opened: int | None = None
    withdrawn: bool = False
    """Only those who were withdrawn are looked for."""
    left: int = 0
    """How many withdrawn students there are to find."""

    @property
    def settled(self) -> bool:
        """Whether what is shown is the answer to what is typed."""
        return self.answered == self.asked > 0

    @property
    def nothing(self) -> str:
        """Why nothing is shown: "" (something is), ``empty`` (no students yet) or ``unfound``."""
        if self.rows or not self.settled:
            return ""
        return "unfound" if self.letters.strip() or self.left else "empty"


def asking(finding: Finding, letters: str) -> Finding:
    """Ask for these letters; the rows shown stay until they are answered."""
    return replace(finding, letters=letters, asked=finding.asked + 1)


def answered(finding: Finding, number: int, rows: tuple[StudentRow, ...], total: int, left: int = 0) -> Finding:
    """Take an answer, if no newer one was taken before it; ``left`` of all students were withdrawn."""
    if number <= finding.answered:
        return finding
    return replace(finding, answered=number, rows=rows, total=total, left=left)


def among(finding: Finding, *, withdrawn: bool) -> Finding:
    """Look among those enrolled, or among those who were withdrawn."""
    return replace(finding, withdrawn=withdrawn)


def opening(finding: Finding, student_id: int | None) -> Finding:
    """Open a student's file."""
    return replace(finding, opened=student_id)
