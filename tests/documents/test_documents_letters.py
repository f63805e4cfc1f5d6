"""A letter as a family holds it in hand: one page, in their language and script, and not a word that blames."""

from dataclasses import replace
from datetime import date

import pytest

from ilp_desktop.documents.letters import LetterText, NoteText, draw_letter, draw_note, hour

ON = date(2026, 11, 24)
LETTER = LetterText(
    kind="schedule",
    title="",
    school="Alder Elementary",
    student="Camila",
    plan="Individual Learning Plan",
    names=("Rosa Hernández", "أمل حداد"),
    address="7 First Street\nFillmore, UT 84631",
    call_name="Iris Park",
    call_phone="555-0100",
    signed="Iris Park",
    times=((date(2026, 12, 8), "16:30"),),
)


def test_a_letter_fits_a_window_envelope_is_tagged_and_names_everybody_in_their_own_script(read):
    pdf = draw_letter(LETTER, ON)
    read("qpdf", pdf, "--check")
    said = read("pdftotext", pdf, "-raw", after=("-",))
    for words in (
        "Let us find a time to talk",
        "Fillmore, UT 84631",
        "December 8, 2026, 4:30 p.m.",
        "555-0100",
        "Page 1 of 1",
    ):
        assert words in said
    # A reader of the page's order gives what runs from right to left letter by letter.
    assert "حداد" in said.replace("\u202b", "").replace("\u202c", "").replace("\n", "")
    assert "Tagged:          yes" in read("pdfinfo", pdf)
    places = read("pdftotext", pdf, "-bbox", after=("-",))
    line = next(each for each in places.splitlines() if ">Fillmore,<" in each)
    top = float(line.split('yMin="')[1].split('"')[0])
    assert 110 < top < 200, "in the window"
    assert draw_letter(LETTER, ON) == pdf


@pytest.mark.parametrize("language", ["en", "es", "ar"])
@pytest.mark.parametrize("kind", ["schedule", "missed", "notice"])
def test_no_letter_scolds_or_speaks_of_clauses(read, language, kind):
    letter = replace(LETTER, kind=kind, title="A letter" if kind == "notice" else "", missed_on=date(2026, 11, 20))
    said = read("pdftotext", draw_letter(letter, ON, language), "-raw", after=("-",)).lower()
    for word in (
        "overdue",
        "no-show",
        "refused",
        "waived",
        "§",
        "clause",
        "cláusula",
        "attempt",
        "vencid",
        "faltó",
        "no vino",
    ):
        assert word not in said
    assert "555-0100" in said


def test_without_a_phone_the_family_is_told_whom_to_ask(read):
    said = read("pdftotext", draw_letter(replace(LETTER, call_phone=""), ON), "-raw", after=("-",))
    assert "ask Iris Park." in said.replace("\n", " ")


def test_a_student_of_age_is_spoken_to(read):
    said = read("pdftotext", draw_letter(replace(LETTER, to_student=True), ON, "es"), "-raw", after=("-",))
    assert "para su Individual Learning Plan" in said.replace("\n", " ")
    assert "Camila" not in said


@pytest.mark.parametrize(
    ("at", "said"), [("14:50", "2:50 p.m."), ("00:05", "12:05 a.m."), ("12:00", "12:00 p.m."), ("", "")]
)
def test_hours_are_said_as_families_say_them(at, said):
    assert hour(at) == said


def test_a_long_note_goes_on_over_pages_prompt_by_prompt(read):
    """R98, R112."""
    parts = tuple((f"Prompt {at}", "Many words in a row. " * 60) for at in range(12))
    note = NoteText("Action note", "Alder", "Camila Hernández", ("n1",), "TotalView School", parts)
    pdf = draw_note(note, ON)
    read("qpdf", pdf, "--check")
    said = read("pdftotext", pdf, "-raw", after=("-",))
    assert [said.index(f"{at + 1}. Prompt {at}") for at in range(12)] == sorted(
        said.index(f"{at + 1}. Prompt {at}") for at in range(12)
    )
    assert int(read("pdfinfo", pdf).split("Pages:")[1].split()[0]) > 1
    assert "To be copied into: TotalView School" in said
