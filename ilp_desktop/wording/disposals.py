"""What keeps a file from being disposed of."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "disposal_name": N_(
        "What was typed is not the student\u2019s name. Nothing was deleted. Type it as it stands at the top of the file."
    ),
    "disposal_schedule": N_(
        "To dispose of a file, name the line of your school\u2019s retention schedule that says so. Nothing was deleted. Write it in."
    ),
    "disposal_enrolled": N_(
        "This student is enrolled. Nothing was deleted. A file is disposed of after the student has left and the schedule\u2019s time is over."
    ),
    "disposal_asked_for": N_(
        "Somebody asked for this file and was not answered yet. Nothing was deleted: as long as a request is open, nothing of a file"
        " may be destroyed. Answer it first."
    ),
    "disposal_roster": N_(
        "A roster waits to be brought in, and may hold this student. Nothing was deleted. Bring it in or drop it first."
    ),
}

__all__ = ["N_", "SENTENCES"]
