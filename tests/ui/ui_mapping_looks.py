"""Tables that were looked at, made by hand: what tests of the mapping stand on. Everybody in them is invented."""

from ilp_desktop.domain.mappings import ColumnSample, ColumnUse, Content, FieldGuess, TableLook, TableMapping

# heading, samples, guessed field, certainty, by
STUDENTS = (
    ("Student_Number", ("104233", "104234", "104251"), "student_number", 100, "synonym"),
    ("LastFirst", ("Hernández, Camila", "Tsosie, Benjamin", "Okafor, Amara"), "name", 100, "synonym"),
    ("DOB", ("03/14/2015", "11/02/2014", "07/30/2015"), "birth_date", 100, "synonym"),
    ("Grade_Level", ("5", "6", "5"), "grade", 100, "name"),
    ("Home_Room", ("Park", "Lund", "Reyes"), "homeroom_name", 64, "similar"),
    ("Guardian", ("Rosa Hernández", "Marie Tsosie", "Chidi Okafor"), "guardian1_name", 90, "synonym"),
    ("U_Field_17", ("2026-08-18", "2026-08-19"), "", 0, ""),
    ("Bus", ("12", "north", "4"), "", 0, ""),
)


def look_of(
    columns=STUDENTS, *, remembered: bool = False, source: str = "PowerSchool", content=Content.STUDENTS
) -> TableLook:
    uses = tuple(ColumnUse(field, heading) for heading, _samples, field, *_why in columns if field)
    return TableLook(
        file_name="Quick Export.txt",
        sheets=("",),
        sheet="",
        heading_row=1,
        rows=1243,
        rows_bounded=False,
        columns=tuple(ColumnSample(heading, samples, 20) for heading, samples, *_rest in columns),
        suggested=TableMapping(source, content, uses),
        guesses=tuple(
            FieldGuess(heading, field, certainty, by) for heading, _cells, field, certainty, by in columns if field
        ),
        remembered=remembered,
    )
