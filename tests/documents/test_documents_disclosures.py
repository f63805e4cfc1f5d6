"""The paper of who asked for a file and what they got, as a family with it in hand reads it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ilp_desktop.documents.disclosures import draw_disclosures
from ilp_desktop.domain.disclosures import RULES, DisclosureLine, DisclosureLog, Entry, Ground, Outcome, Recorded

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
ASKED = Entry("Cache Valley Middle School", "Enrollment from January on", "The whole file", date(2026, 10, 2))
GIVEN = replace(ASKED, outcome=Outcome.GIVEN, ground=Ground.OTHER_SCHOOL, answered_on=date(2026, 10, 6))
LOG = DisclosureLog("Zoë Núñez", "100234", "03", "Red Mesa Elementary", date(2026, 11, 24), ())


def log_of(*entries: Entry) -> DisclosureLog:
    return replace(LOG, lines=tuple(DisclosureLine(n, entry, "Iris Park", AT) for n, entry in enumerate(entries)))


def words_of(read, log, language="en", size="letter") -> str:
    pdf = draw_disclosures(log, language=language, size=size)
    read("qpdf", pdf, "--check")
    return re.sub(r"\s+", " ", read("pdftotext", pdf, "-raw", after=("-",)))


def test_it_says_who_asked_what_for_and_what_they_got(read):
    danger = replace(
        GIVEN,
        party="Hospital",
        ground=Ground.EMERGENCY,
        threat="Unconscious after a fall",
        passed_on="The county, to call the family",
        asked_by="Officer Hale",
        note="By telephone",
    )
    said = words_of(read, log_of(GIVEN, danger))
    for words in (
        "Zoë Núñez", "Student number 100234", "Grade 3", "Red Mesa Elementary", "Cache Valley Middle School",
        "Enrollment from January on", "The whole file", "October 2, 2026", "Given, October 6, 2026",
        "Another school where the student enrolls", "Hospital", "Unconscious after a fall", "The county, to call the family",
        "Officer Hale", "By telephone", "Health or safety emergency",
    ):  # fmt: skip
        assert words in said, words


def test_every_label_of_a_spanish_paper_is_spanish(read):
    line = replace(GIVEN, ground=Ground.EMERGENCY, threat="T", asked_by="O", passed_on="C", note="N")
    english, spanish = (words_of(read, log_of(line), language) for language in ("en", "es"))
    labels = ("Asked on", "On the request of", "What for", "Which part", "Answer", "Allowed by", "The danger", "May hand it on to", "Note")  # fmt: skip
    assert [label for label in labels if label not in english] == []
    assert [label for label in labels if label in spanish] == []


def test_with_no_line_it_says_that_nothing_was_disclosed(read):
    assert "nothing of it was disclosed" in words_of(read, LOG)
    assert "no se divulgó nada" in words_of(read, LOG, "es")


def test_what_a_court_keeps_secret_stands_on_no_paper(read):
    secret = replace(GIVEN, party="Sealed Court", ground=Ground.COURT_SECRET)
    assert "Sealed Court" not in words_of(read, log_of(secret, GIVEN))
    assert "nothing of it was disclosed" in words_of(read, log_of(secret))
    assert "Sealed Court" in words_of(read, log_of(replace(secret, ground=Ground.COURT))), "the control"


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_names_no_clause_and_blames_nobody(read, language):
    entries = [replace(GIVEN, ground=ground) for ground in Ground]
    entries += [replace(ASKED, outcome=outcome) for outcome in Outcome]
    said = words_of(read, log_of(*entries), language)
    assert not re.search(r"CFR|U\.S\.C|\d\d\.\d\d|refus|rechaz|deneg|neg[oó]", said, re.IGNORECASE)


def test_a_corrected_line_says_when_it_was_changed_and_not_what_stood_there(read):
    corrected = DisclosureLine(
        2, GIVEN, "Iris Park", AT, (Recorded(replace(GIVEN, what="Old words"), "Iris Park", AT),)
    )
    said = words_of(read, replace(LOG, lines=(corrected,)))
    assert "Last changed on November 24, 2026" in said
    assert "Old words" not in said


def test_a_long_log_goes_on_over_pages_that_say_whose_it_is(read):
    log = log_of(*[replace(GIVEN, party=f"School {n}", note="word " * 60) for n in range(30)])
    pdf = draw_disclosures(log, language="es", size="a4")
    count = int(re.search(r"Pages:\s+(\d+)", read("pdfinfo", pdf))[1])
    pages = read("pdftotext", pdf, "-raw", after=("-",)).split("\f")[:count]
    assert count > 3
    assert all("Zoë Núñez" in page for page in pages)
    assert all(f"School {n}\n" in "".join(pages) for n in range(30))


def test_the_same_log_gives_the_same_bytes():
    assert draw_disclosures(log_of(GIVEN)) == draw_disclosures(log_of(GIVEN))


def test_every_ground_has_a_citation():
    assert RULES.keys() == set(Ground)
    assert all(re.match(r"(34 CFR|20 U\.S\.C\.) ", rule.citation) for rule in RULES.values())
