"""Every page that keeps an office or brings it back is named, readable at both text sizes, and in Spanish."""

from collections.abc import Callable

import pytest
from test_use_names_and_reach import Walk, percent  # noqa: F401 - a fixture
from test_use_safekeeping import PASSPHRASE, Real, _flip, come_in
from test_use_spanish import SpanishWalk, in_spanish, only_english  # noqa: F401 - fixtures
from use_hands import Mouse, all_shown, shown, type_text, until

from ilp_desktop.store.drives import Drive
from ilp_desktop.ui import sticks


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch):
    monkeypatch.setattr(sticks, "EVERY", 40)


def look_at_safekeeping(place, stick: Drive, walk_of: Callable[..., Walk]) -> Walk:
    real = Real(place)
    _flip(real.back_up_to(place, stick.root))
    place.clock.advance(60)
    program = place.start(real.folder)
    walk, hand = walk_of(program, ("Robin",)), Mouse(program.window)
    come_in(program, hand)
    until(lambda: all_shown("no_stick_text"))
    walk.look("no stick")
    place.drives[:] = [stick, Drive(place.folder, "SanDisk Ultra of the front office", 64_000_000_000)]
    until(lambda: all_shown("stick_segments"))
    walk.look("two sticks")
    hand.press("stick_0_segment")
    hand.press("back_up_button")
    until(lambda: all_shown("copy_banner"))
    walk.look("copied")
    hand.press("look_over_button")
    until(lambda: all_shown("look_over_lines"))
    walk.look("looked over")
    hand.press("drill_begin_button")
    type_text(real.code[:9] + "x")
    hand.press("drill_try_button")
    until(lambda: shown("drill_code_field").below.fg == "red")
    walk.look("the sheet")
    hand.lock()
    hand.press("backup_button")
    shown("restore_stick_0_choice")
    walk.look("where the backup is")
    hand.press("restore_stick_0_choice")
    shown("restore_backup_list")
    walk.look("which backup")
    hand.press("restore_backup_button")
    hand.write("restore_code_field", real.code[:20])
    hand.press("restore_key_button")
    until(lambda: shown("restore_code_field").below.fg == "red")
    walk.look("what opens it, mistyped")
    type_text(real.code[20:])
    hand.press("restore_key_button")
    shown("restore_button")
    walk.look("where it goes")
    hand.write("passphrase_field", PASSPHRASE)
    hand.write("again_field", PASSPHRASE)
    hand.press("restore_button")
    shown("restore_open_button")
    walk.look("done")
    return walk


def test_every_page_that_keeps_an_office_is_named_and_readable(place, stick, percent):  # noqa: F811
    walk = look_at_safekeeping(place, stick, Walk)
    assert "\n".join(walk.wrong) == ""
    assert len(walk.seen) == 10


@pytest.mark.usefixtures("in_spanish")
def test_every_page_that_keeps_an_office_is_readable_in_spanish(place, stick, only_english, monkeypatch):  # noqa: F811
    monkeypatch.setattr(SpanishWalk, "english", only_english)
    walk = look_at_safekeeping(place, stick, SpanishWalk)
    assert "\n".join(walk.wrong) == ""
    assert len(walk.seen) == 10
