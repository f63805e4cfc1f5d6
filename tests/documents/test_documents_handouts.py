"""What was consented to, as the one it is for holds it in hand."""

from datetime import date

from ilp_desktop.documents.handouts import Agreed, Handout, draw_handout

AGREED = (
    Agreed("Iris Park", "staff", "in_person", "2026-11-20"),
    Agreed("Rosa Hernández", "parent", "signed_paper", "2026-11-21"),
)
HANDOUT = Handout("Alder Elementary", "Camila Hernández", "Omar Lund", "A talk", "First line.\n\nسطر ثان", AGREED)


def test_it_says_the_words_for_whom_and_who_agreed(read):
    pdf = draw_handout(HANDOUT, date(2026, 11, 24))
    read("qpdf", pdf, "--check")
    paper = read("pdftotext", pdf, "-raw", after=("-",))
    for words in (
        "Alder Elementary",
        "Shared with consent",
        "About Camila Hernández · For Omar Lund · November 24, 2026",
        "A talk",
        "First line.",
        "Rosa Hernández, parent or guardian, on signed paper, November 21, 2026",
        "Page 1 of 1",
    ):
        assert words in paper
    assert "34 CFR" not in paper
    assert draw_handout(HANDOUT, date(2026, 11, 24)) == pdf


def test_a_long_text_goes_on_over_pages_and_speaks_spanish(read):
    handout = Handout("Alder", "Camila", "", "", "\n".join(["Una línea de muchas palabras. " * 12] * 40), AGREED)
    pdf = draw_handout(handout, date(2026, 11, 24), "es")
    paper = read("pdftotext", pdf, "-raw", after=("-",))
    assert int(read("pdfinfo", pdf).split("Pages:")[1].split()[0]) > 2
    assert paper.count("palabras.") == 480, "nothing is lost between pages"
    assert "Compartido con consentimiento" in paper
    assert "Para el plan" in paper
