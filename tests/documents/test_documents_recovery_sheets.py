"""The recovery sheet, as someone with it in hand reads it."""

from datetime import date

from ilp_desktop.documents.recovery_sheets import draw_recovery_sheet

GROUPS = ("7K2QM", "9XWPA", "B3C4D", "HJ5NP", "Q6R7S", "T8VWX", "YZ23A", "BCDE4")


def test_the_sheet_holds_the_code_the_office_and_what_to_do(read):
    pdf = draw_recovery_sheet("Red Mesa Elementary", GROUPS, date(2026, 11, 19))
    read("qpdf", pdf, "--check")
    paper = read("pdftotext", pdf, "-raw", after=("-",))
    at = -1
    for group in GROUPS:
        assert paper.index(group) > at
        at = paper.index(group)
    for words in ("Red Mesa Elementary", "Recovery sheet", "Printed on November 19, 2026", "safe", "passphrase"):
        assert words in paper
    assert "Pages:           1" in read("pdfinfo", pdf)


def test_the_sheet_is_one_page_with_a_long_name_in_spanish_on_a4(read):
    pdf = draw_recovery_sheet("Escuela " + "Primaria " * 20, GROUPS, date(2026, 11, 19), "es", "a4")
    assert "Pages:           1" in read("pdfinfo", pdf)
    assert "Hoja de recuperación" in read("pdftotext", pdf, "-raw", after=("-",))
