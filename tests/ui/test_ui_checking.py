"""Checking plans on a real office: papers sealed by its own key, by another's, changed, and no plans at all."""

import threading

import pytest
from PySide6.QtWidgets import QWidget
from ui_roster_office import fill, keep_paper, new_office, school_clock, sealed_by, with_guardians

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.ui.checking import checks
from ilp_desktop.ui.checking.checks import Check, Phase
from ilp_desktop.ui.checking.screen import CheckingPage
from ilp_desktop.ui.checking.words import MEANINGS
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.widgets import Text

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def clock():
    return school_clock()


@pytest.fixture
def office(tmp_path, clock):
    with new_office(tmp_path, clock) as made:
        yield made


@pytest.fixture
def dialogs():
    return AnsweredDialogs()


@pytest.fixture
def page(qtbot, office, background, dialogs):
    made = CheckingPage(office, background, dialogs, office._desk.zone)
    qtbot.addWidget(made)
    made.resize(1294, 768)
    made.show()
    yield made
    background.close()


@pytest.fixture
def check(qtbot, page, tmp_path):
    def judge(content: bytes) -> str:
        file = tmp_path / "brought.pdf"
        file.write_bytes(content)
        with qtbot.waitSignal(page.settled, timeout=20_000):
            page.check(file)
        return said(page)

    return judge


def said(page: QWidget) -> str:
    return " | ".join(one.text() for one in page.findChildren(Text) if one.isVisibleTo(page))


def shown(page, name: str) -> str:
    return page.findChild(Text, name).text()


def test_the_offices_own_paper_is_genuine_and_says_what_that_does_not_mean(page, office, clock, tmp_path, check):
    fill(office, tmp_path)
    pdf = sealed_by(office, clock)
    keep_paper(office, clock, with_guardians(office), pdf)
    text = check(pdf)
    assert shown(page, "verdict_title") == "Genuine"
    assert "not a legal identity" in text
    assert shown(page, "plan_student") == "Marisol Begay Ortiz · Grade 3"
    assert shown(page, "plan_signers") == "Elena Ortiz"
    assert shown(page, "seal_date") == "Oct 15, 2026"
    assert len(shown(page, "seal_fingerprint").split()) == 16
    assert page.focusWidget() is page.another


def test_one_changed_byte_is_altered_and_nothing_of_the_plan_is_shown(page, office, clock, tmp_path, check):
    fill(office, tmp_path)
    pdf = sealed_by(office, clock)
    keep_paper(office, clock, with_guardians(office), pdf)
    changed = bytearray(pdf)
    changed[len(pdf) // 2] ^= 1
    text = check(bytes(changed))
    assert shown(page, "verdict_title") == "Altered"
    assert "Do not rely on anything in it" in text
    assert "Marisol" not in text


def test_a_paper_of_this_key_that_no_file_holds_is_altered(page, office, clock, check):
    text = check(sealed_by(office, clock))
    assert shown(page, "verdict_title") == "Altered"
    assert "no such plan is in its files" in text
    assert page.findChild(QWidget, "plan_card") is None


def test_another_schools_paper_is_unchanged_with_a_fingerprint_to_compare(page, clock, tmp_path, check):
    (tmp_path / "other").mkdir()
    with new_office(tmp_path / "other", clock) as other:
        pdf = sealed_by(other, clock)
    text = check(pdf)
    assert shown(page, "verdict_title") == "Unchanged, signer unknown"
    assert "anybody can write a school's name" in text
    assert shown(page, "seal_fingerprint")


@pytest.mark.parametrize("content", [b"%PDF-1.4 a scan of a plan", b"a letter", b""])
def test_what_has_no_seal_cannot_be_checked_and_is_not_called_false(page, check, content):
    text = check(content)
    assert shown(page, "verdict_title") == "Cannot be checked"
    assert "does not mean that what it says is wrong" in text


def test_a_file_that_is_not_there_is_said_in_a_sentence(qtbot, page, dialogs, tmp_path):
    dialogs.answer(tmp_path / "gone.pdf")
    with qtbot.waitSignal(page.settled):
        page.ask.button.click()
    assert "gone.pdf could not be read" in page.ask.problem.text()
    assert page.ask.isVisible()


def test_the_window_goes_on_while_a_file_is_judged(qtbot, page, office, clock, tmp_path, heartbeat):
    file = tmp_path / "brought.pdf"
    file.write_bytes(sealed_by(office, clock))
    with qtbot.waitSignal(page.settled, timeout=20_000):
        page.check(file)  # what a check imports is there from now on
    qtbot.wait(50)
    held, verify = threading.Event(), office.plans.verify
    office.plans.verify = lambda pdf: (held.wait(0.3), verify(pdf))[1]
    heartbeat.begin()
    page.check(file)
    assert page.working.isVisible()
    qtbot.wait(100)
    assert heartbeat.longest < 0.05, "the thread that paints waited"
    held.set()
    qtbot.waitUntil(lambda: page.state.phase is Phase.JUDGED)


def test_a_verdict_is_taken_away_with_the_names_in_it(page, check, office, clock):
    check(sealed_by(office, clock))
    page.forget()
    assert page.ask.isVisible()
    assert "Altered" not in said(page)


def test_the_verdict_on_an_earlier_file_is_let_go():
    first = checks.beginning(Check(), "a.pdf")
    second = checks.beginning(first, "b.pdf")
    assert checks.judged(second, first.number, object()) == second
    assert checks.failed(second, first.number, OfficeError("file_not_read", file="a.pdf")) == second
    assert checks.judged(second, second.number, object()).phase is Phase.JUDGED


def test_every_verdict_has_its_words():
    from typing import get_args

    from ilp_desktop.documents.verify import Kind

    assert set(MEANINGS) == set(get_args(Kind))
    assert all(meaning.means and meaning.does_not_mean for meaning in MEANINGS.values())
