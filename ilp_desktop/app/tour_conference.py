"""The way through one conference, from the unlock screen to the copy in the folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from ilp_desktop.app.hands import Hand, Ready
from ilp_desktop.demo import offices
from ilp_desktop.demo.days import handwriting
from ilp_desktop.ui.day.screen import DayScreen


def hold(hand: Hand, office: Path) -> Iterator[Ready]:
    """Hold Camila's conference in the demo school; leave the plan and the school's certificate beside the pictures."""
    yield from _unlock(hand, office)
    yield from _words(hand)
    yield from _agreements(hand)
    yield from _talk(hand)
    yield from _signatures(hand)
    yield from _paper(hand)


def _unlock(hand: Hand, office: Path) -> Iterator[Ready]:
    hand.program.show_unlock(office)
    yield hand.shown("passphrase_field")
    yield hand.pause()
    hand.picture("unlock")
    hand.type(hand.find("passphrase_field"), offices.PASSPHRASE)
    hand.click("open_button")
    yield lambda: hand.rows("day_list") > 0
    yield hand.pause()
    hand.picture("conference-day")


def _words(hand: Hand) -> Iterator[Ready]:
    hand.choose("day_list", "Camila")
    yield hand.shown("celebrate_proud_text")
    yield hand.pause()
    hand.picture("celebrate")
    yield from hand.dark_picture("celebrate")
    hand.click("next_button")
    yield hand.shown("measure_chart")
    yield hand.pause(600)
    hand.picture("data")
    hand.click("next_button")


def _agreements(hand: Hand) -> Iterator[Ready]:
    yield hand.shown("first_goal_button")
    hand.click("first_goal_button")
    yield hand.shown(r"goal_\d+_text")
    hand.type(hand.find(r"goal_\d+_text"), "I will read out loud to Mateo every night and keep a list of our books.")
    for text, who in (
        ("Choose three books on Friday", "Camila"),
        ("Record myself reading once a week", "Camila, Mom"),
    ):
        before = hand.count(r"step_\d+_text")
        hand.click(r"goal_\d+_add_step")
        yield lambda before=before: hand.count(r"step_\d+_text") > before
        hand.type(hand.find(r"step_\d+_text", last=True), text)
        hand.type(hand.find(r"step_\d+_who", last=True), who)
    yield hand.pause(600)
    hand.picture("goals")
    yield from hand.dark_picture("goals")
    hand.click("next_button")
    yield hand.shown("add_student_commitment")
    for party, text in (
        ("student", "Bring the book list on Mondays"),
        ("family", "Fifteen quiet minutes after dinner"),
        ("school", "Listen to one page on Thursdays"),
    ):
        before = hand.count(r"commitment_\d+_text")
        hand.click(f"add_{party}_commitment")
        yield lambda before=before: hand.count(r"commitment_\d+_text") > before
        focused = hand.program.window.focusWidget()
        assert focused is not None
        hand.type(focused, text)
    yield hand.pause(600)
    hand.picture("support")
    hand.click("next_button")


def _talk(hand: Hand) -> Iterator[Ready]:
    yield hand.shown("consultation_ring")
    hand.click("consultation_start")
    yield hand.shown("consultation_pause")
    yield from _let_time_pass(hand, 130)
    yield hand.pause()
    hand.picture("private-consultation")
    yield from hand.dark_picture("private-consultation")
    yield from _let_time_pass(hand, 70)
    hand.click("next_button")


def _signatures(hand: Hand) -> Iterator[Ready]:
    yield hand.shown(r"turn_\d+")
    yield hand.pause(900)  # the talk that has just ended is part of what is signed: its time arrives on the sheet
    for signer in range(hand.count(r"signer_\d+_row")):
        hand.click(r"turn_\d+")
        yield hand.shown("signature_pad")
        hand.click("choice_agree")
        pad = hand.find("signature_pad")
        hand.draw(pad, handwriting(pad.accessibleName()))
        yield hand.pause()
        if signer == 0:
            hand.picture("sign")
        hand.click("sign_button")
        yield lambda signer=signer: hand.count(r"take_back_\d+") > signer and not hand.count("sign_panel")
    yield hand.pause()
    hand.picture("signed")
    hand.click("next_button")


def _paper(hand: Hand) -> Iterator[Ready]:
    yield hand.shown("finalize_button")
    yield hand.pause()
    hand.click("finalize_button")
    yield hand.shown(r"given_to_family_\d+")
    hand.click(r"given_to_family_\d+")
    yield hand.shown("given_to_family_told")
    hand.click(r"filed_in_folder_\d+")
    yield hand.shown("filed_in_folder_told")
    yield hand.pause(1200)
    hand.picture("print")
    rendering = int(hand.find(r"show_\d+").objectName().rsplit("_", 1)[1])
    office = hand.program.office
    assert office is not None
    kept: list[bytes] = []
    hand.program.background.ask(lambda: office.plans.rendering(rendering), hand.program.window, kept.append)
    yield lambda: bool(kept)
    (hand.out / "plan.pdf").write_bytes(kept[0])
    (hand.out / "school-certificate.pem").write_bytes(office.certificate_pem)


def _let_time_pass(hand: Hand, seconds: int) -> Iterator[Ready]:
    """Move the clock on, with the program's own beat: here the clock runs faster than its heart."""
    shell = hand.program.window.shell
    assert shell is not None
    day = cast("DayScreen", shell.page("day"))
    for _ in range(seconds // 10):
        hand.clock.advance(10)
        day.conference.pulse.beat()
        yield hand.pause(60)
