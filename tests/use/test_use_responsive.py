"""The window is never held up: a heartbeat of five milliseconds through a whole conference."""

import gc

import pytest
from conftest import Heart
from PySide6.QtTest import QTest
from use_hands import Keys, all_shown, rows, shown, until, words

from ilp_desktop.demo import offices

pytestmark = pytest.mark.window
WANTED = 0.050
"""Seconds of the window's own work in one turn, the building ahead of sections among it. The goal is a picture's time,
16 ms: `dev.py bench` judges that, alone on the machine. On the wall a turn also takes what other programs take: that
is told, not judged."""
BESIDE_OTHERS = 1.6
"""How much more processor time the same turn was seen to take while other programs share caches and cores."""


@pytest.fixture
def heart(qapp, place):
    qapp.removeEventFilter(place.flashes)  # it looks at every event, and would be measured
    gc.collect()
    gc.freeze()  # what the tests have loaded is not the window's to collect
    yield Heart()
    gc.unfreeze()


def _hold(program, heart: Heart, clock) -> None:
    hand = Keys(program.window)
    heart.at("a conference is opened")
    hand.choose("day_list", "Camila")
    shown("celebrate_proud_text")
    heart.at("typing")
    hand.write("celebrate_proud_text", "I read to my brother and he asked for more. ")
    for section in ("data", "goals", "support", "private", "sign", "print"):
        QTest.qWait(400)  # they talk about this one
        heart.at(f"{section} is shown")
        hand.onward()
        shown(f"{section}_section")
        QTest.qWait(30)
        if section == "goals":
            heart.at("a goal is added")
            hand.press("first_goal_button")
            hand.write(r"goal_\d+_text", "I will read out loud every night.")
            hand.press(r"goal_\d+_add_step")
            hand.write(r"step_\d+_text", "Choose three books")
        elif section == "private":
            heart.at("the consultation")
            hand.press("consultation_start")
            shown("consultation_pause")
            for _ in range(10):
                clock.advance(20)
                program.window.shell.page("day").conference.pulse.beat()
                settled: list[bool] = []
                program.background.drain(lambda settled=settled: settled.append(True))
                until(lambda settled=settled: settled)
            hand.press("consultation_finish")
            shown("consultation_reopen")
        elif section == "sign":
            _sign(hand, heart)
    heart.at("finalizing")
    hand.press("finalize_button")
    shown(r"given_to_family_\d+")
    QTest.qWait(600)
    heart.at("after")


def _sign(hand: Keys, heart: Heart) -> None:
    shown(r"turn_\d+")
    heart.at("signing")
    for signer in sorted(int(each.objectName().split("_")[1]) for each in all_shown(r"signer_\d+_row")):
        hand.press(f"turn_{signer}")
        hand.press("choice_agree")
        hand.sign()
        shown(f"take_back_{signer}")
    until(lambda: words("signers_note").startswith("Everyone"))


def test_nothing_holds_the_window_up_through_a_whole_conference(place, demo, heart, record_property):
    program = place.start(demo)
    hand = Keys(program.window)
    hand.write("passphrase_field", offices.PASSPHRASE)
    hand.press("open_button")
    until(lambda: all_shown("day_list") and rows("day_list"))
    QTest.qWait(600)
    heart.waits.clear()
    heart.works.clear()
    _hold(program, heart, place.clock)
    longest = sorted(heart.works.items(), key=lambda item: -item[1])
    told = "; ".join(
        f"{where}: {1000 * own:.0f} ms ({1000 * heart.waits[where]:.0f} on the wall)" for where, own in longest
    )
    record_property("longest turns", told)
    print(told)
    assert longest[0][1] < WANTED * BESIDE_OTHERS, told
