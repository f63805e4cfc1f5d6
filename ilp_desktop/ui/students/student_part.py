"""A part of a student's file that stands behind a segment of its own, beside the school years."""

from PySide6.QtWidgets import QWidget


class StudentPart(QWidget):
    """Shows one student at a time. It is made when it is first gone to, and kept for the next student."""

    def show_student(self, student_id: int) -> None:
        """Show this student's. Called each time the part is gone to; it hears by itself what changes meanwhile."""
        raise NotImplementedError

    def leave_student(self) -> None:
        """Let go of what is shown: another part, or another student's file, takes its place."""
        raise NotImplementedError

    def record(self, clause_id: str) -> None:
        """Begin to write down what answers a clause of the policy; a part where nothing is recorded does nothing."""

    def flush(self) -> None:
        """Make durable what is being typed here: the office is being locked, or the program ends."""
