"""Signing, finalizing, printing and handing out, in the window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from ui_day_office import school_day

from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.deliveries import DeliveryKind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.ui.conference.copies import CopiesPart
from ilp_desktop.ui.conference.papers import PagePrinter, pages_of


@pytest.fixture
def day(tmp_path, qtbot, look):
    with school_day(tmp_path, qtbot) as day:
        day.begin("Camila")
        conference, verbs = day.ids["Camila"], day.office.conferences
        verbs.leave_field(conference, "answer:celebrate.proud", "I read to my brother now.", "en")
        goal = verbs.add_goal(conference).made_id
        verbs.leave_field(conference, f"goal:{goal}", "I will read <b>every</b> evening & more.", "en")
        day.office.consultations.not_held(conference, "parent_declined")
        day.screen.conference._sitting.refresh()
        day.settle()
        day.go_to(5)
        yield day


def person(day, name):
    return next(each.participant_id for each in day.sheet("Camila").participants if name in each.name)


def mark(day, name):
    sheet = day.office.signing.prepare(day.ids["Camila"])
    return next(line.mark for line in sheet.signers if name in line.participant.name)


def draw(day):
    pad = day.wait_for("signature_pad")
    points = [QPoint(40 + 9 * n, 30 + (n * 37) % 60) for n in range(20)]
    day.qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points:
        day.qtbot.mouseMove(pad, point)
    day.qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


def sign(day, name, choice="choice_agree"):
    day.click(f"turn_{person(day, name)}")
    day.click(choice)
    draw(day)
    day.click("sign_button")


def on_paper(day, name):
    day.click(f"turn_{person(day, name)}")
    day.click("choice_agree")
    menu = day.find(QWidget, "sign_panel").menu_of_ways()
    next(each for each in menu.actions() if each.objectName() == "paper_action").trigger()
    menu.close()
    day.settle()


def everybody(day):
    for name in ("Camila", "Rosa", "Iris"):
        on_paper(day, name)


def test_the_plan_is_read_in_the_familys_language_before_it_is_signed(day):
    text = day.wait_for("plan_text").toPlainText()
    assert text.startswith("Plan Individual de Aprendizaje")
    assert "I read to my brother now." in text
    assert "I will read <b>every</b> evening & more." in text, "a text is shown as typed, never as markup"
    day.click("en_segment")
    assert day.find(QWidget, "plan_text").toPlainText().startswith("Individual Learning Plan")


def test_somebody_signs_by_hand_and_the_mark_binds_to_the_plan_and_its_language(day):
    sign(day, "Rosa")
    made = mark(day, "Rosa")
    assert (made.choice, made.method, made.language) == ("agree", "drawn", "es")
    assert made.revision_sha256 == day.office.signing.prepare(day.ids["Camila"]).sha256
    assert len(made.strokes[0]) >= 6
    assert all(0 <= x <= 1 and 0 <= y <= 1 for stroke in made.strokes for x, y, *_ in stroke)
    assert not day.sees("sign_panel")
    assert not day.sees(f"turn_{person(day, 'Rosa')}")


def test_a_child_is_told_what_signing_here_means_and_that_a_parent_signs_too(day):
    day.click(f"turn_{person(day, 'Camila')}")
    day.click("en_segment")
    assert "parent or guardian signs too" in day.find(QWidget, "sign_consent").text()
    day.click("cancel_sign_button")
    day.click(f"turn_{person(day, 'Rosa')}")
    assert "parent" not in day.find(QWidget, "sign_consent").text()


def test_taking_part_is_not_agreeing(day):
    sign(day, "Rosa", "choice_attended_only")
    assert mark(day, "Rosa").choice == "attended_only"


def test_who_disagrees_says_it_in_words(day):
    day.click(f"turn_{person(day, 'Rosa')}")
    day.click("choice_disagree")
    draw(day)
    day.click("sign_button")
    assert "few words" in day.find(QWidget, "sign_problem").text()
    day.type("disagreement_text", "Too much homework")
    day.click("sign_button")
    made = mark(day, "Rosa")
    assert (made.choice, made.words) == ("disagree", "Too much homework")


def test_an_empty_pad_or_no_choice_is_no_signature(day):
    day.click(f"turn_{person(day, 'Camila')}")
    day.click("sign_button")
    assert "choose" in day.find(QWidget, "sign_problem").text()
    day.click("choice_agree")
    day.click("sign_button")
    assert "sign in the box" in day.find(QWidget, "sign_problem").text()
    day.click("cancel_sign_button")
    assert mark(day, "Camila") is None


def test_paper_and_not_today_are_recorded_without_a_pad(day):
    on_paper(day, "Iris")
    assert mark(day, "Iris").method == "paper"
    day.click(f"turn_{person(day, 'Rosa')}")
    menu = day.find(QWidget, "sign_panel").menu_of_ways()
    next(each for each in menu.actions() if each.objectName() == "not_today_action").trigger()
    menu.close()
    day.settle()
    assert mark(day, "Rosa").method == "chose_not_to_sign"


def test_a_mark_can_be_taken_back(day):
    on_paper(day, "Iris")
    day.click(f"take_back_{person(day, 'Iris')}")
    assert mark(day, "Iris") is None
    assert day.sees(f"turn_{person(day, 'Iris')}")


def test_a_change_after_a_signature_is_seen_and_asks_for_a_new_revision(day):
    on_paper(day, "Rosa")
    day.go_to(0)
    day.type("celebrate_proud_text", "And ")
    day.go_to(5)
    day.qtbot.waitUntil(lambda: day.sees("plan_changed_banner"))
    words = day.find(QWidget, "plan_changed_banner").accessibleName()
    assert "Rosa Hernández" in words and "changed" in words
    day.click("banner_action")
    assert not day.sees("plan_changed_banner")
    assert mark(day, "Rosa") is None
    on_paper(day, "Rosa")
    assert day.office.signing.prepare(day.ids["Camila"]).number == 2


def test_finalizing_waits_for_the_signers_and_says_so(day):
    day.go_to(6)
    day.click("finalize_button")
    assert "Not everyone has signed" in day.find(QWidget, "banner_text").text()
    assert day.find(QWidget, "finalize_button").isEnabled()


def test_a_conference_is_finalized_handed_out_and_done(day):
    everybody(day)
    day.go_to(6)
    day.click("finalize_button")
    day.qtbot.waitUntil(lambda: day.sees("plan_preview"))
    line = day.office.plans.renderings(day.ids["Camila"])[0]
    assert line.language == "es"
    assert not day.sees("done_notice")
    day.click(f"given_to_family_{line.rendering_id}")
    day.click(f"filed_in_folder_{line.rendering_id}")
    assert day.find(QWidget, "given_to_family_told").text() == "Given to family by Iris Park, Oct 15, 2026, 8:30 AM"
    assert day.sees("done_notice")
    assert day.sheet("Camila").state is ConferenceState.SIGNED
    day.click("finalize_button")
    assert {each.language for each in day.office.plans.renderings(day.ids["Camila"])} == {"es", "en"}
    assert not day.sees("finalize_button")


class FilePrinters:
    """Prints into a file, as a printer driver would."""

    def __init__(self, path):
        self.path = path

    def choose(self, parent, then):
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        then(PagePrinter(printer))


def test_the_stored_plan_is_printed_and_the_printing_recorded(day, tmp_path, monkeypatch):
    monkeypatch.setattr(CopiesPart, "printers", FilePrinters(tmp_path / "out.pdf"))
    everybody(day)
    day.go_to(6)
    day.click("finalize_button")
    line = day.office.plans.renderings(day.ids["Camila"])[0]
    day.click(f"print_{line.rendering_id}")
    printed = (tmp_path / "out.pdf").read_bytes()
    stored = day.office.plans.rendering(line.rendering_id)
    ours, theirs = pages_of(stored, 200), pages_of(printed, 200)
    assert len(ours) == len(theirs)
    assert sum(ours[0].pixelColor(x, y).lightness() < 128 for x in range(200) for y in range(250)) > 50
    assert sum(theirs[0].pixelColor(x, y).lightness() < 128 for x in range(200) for y in range(250)) > 50
    kinds = [each.kind for each in day.office.plans.renderings(day.ids["Camila"])[0].deliveries]
    assert kinds == [DeliveryKind.PRINTED]


def test_a_missing_printer_is_a_sentence_and_nothing_is_recorded(day, monkeypatch):
    class NoPrinters:
        def choose(self, parent, then):
            raise OfficeError("printer_missing")

    monkeypatch.setattr(CopiesPart, "printers", NoPrinters())
    everybody(day)
    day.go_to(6)
    day.click("finalize_button")
    line = day.office.plans.renderings(day.ids["Camila"])[0]
    day.click(f"print_{line.rendering_id}")
    assert "no printer" in day.find(QWidget, "banner_text").text()
    assert day.office.plans.renderings(day.ids["Camila"])[0].deliveries == ()


def test_a_computer_without_printers_says_so_before_any_dialog(look):
    from PySide6.QtPrintSupport import QPrinterInfo

    from ilp_desktop.ui.conference.papers import SystemPrinters

    if QPrinterInfo.availablePrinterNames():
        pytest.skip("this computer has a printer")
    with pytest.raises(OfficeError) as caught:
        SystemPrinters().choose(None, lambda printer: None)
    assert caught.value.code == "printer_missing"
