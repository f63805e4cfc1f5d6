"""What the screen says when an office was tampered with, is damaged, or is no longer somebody's; and that nothing is lost."""

import shutil
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from test_use_safekeeping import PASSPHRASE, SECOND, Real
from use_hands import Keys, Mouse, all_shown, read_all, shown, type_text, until, words

from ilp_desktop.domain.access import Role
from ilp_desktop.vault.cost import CHEAP

PAGE = 4096


@pytest.fixture
def real(place) -> Real:
    return Real(place)


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "lock"}


def _older_keys(place, real: Real) -> None:
    older = (real.folder / "header.json").read_bytes()
    with real.opened(place) as there:
        there.change_passphrase(PASSPHRASE, SECOND, cost=CHEAP)
        there.change_passphrase(SECOND, PASSPHRASE, cost=CHEAP)
    (real.folder / "header.json").write_bytes(older)


def _other_database(place, real: Real) -> None:
    shutil.copy(Real(place, "Aspen").folder / "office.db", real.folder / "office.db")


def _other_keys(place, real: Real) -> None:
    shutil.copy(Real(place, "Aspen").folder / "header.json", real.folder / "header.json")


def _cut(place, real: Real) -> None:
    content = (real.folder / "office.db").read_bytes()
    (real.folder / "office.db").write_bytes(content[: 5 * PAGE + 100])


def _swapped_pages(place, real: Real) -> None:
    """Each page but the first where the next one was: whichever is read first when the office opens, it is not there."""
    content = (real.folder / "office.db").read_bytes()
    (real.folder / "office.db").write_bytes(content[:PAGE] + content[2 * PAGE :] + content[PAGE : 2 * PAGE])


def _plain(place, real: Real) -> None:
    (real.folder / "office.db").write_bytes(b"SQLite format 3\x00" + bytes(PAGE - 16))


def _replaced_by_somebody(place, real: Real) -> None:
    """A grant copied from one person to another: whoever does that cannot sign the key file."""
    path = real.folder / "header.json"
    content = path.read_bytes()
    at = content.index(b'"grants"')
    flipped = content[: at + 60] + bytes([content[at + 60] ^ 1]) + content[at + 61 :]
    for name in ("header.json", "header.prev.json"):
        (real.folder / name).write_bytes(flipped)


DAMAGE: dict[str, tuple[Callable[[object, Real], None], str]] = {
    "header_old": (_older_keys, "is older than its student files"),
    "office_mixed": (_other_database, "do not belong together"),
    "header_other_office": (_other_keys, "belongs to another office"),
    "store_damaged": (_cut, "office.db is damaged"),
    "pages put elsewhere": (_swapped_pages, "office.db is damaged"),
    "store_plaintext": (_plain, "is not encrypted"),
    "header_damaged": (_replaced_by_somebody, "(header.json) is damaged"),
}


@pytest.mark.parametrize(("damage", "hands"), list(zip(DAMAGE, cycle((Mouse, Keys)), strict=False)))
def test_the_unlock_screen_says_what_is_wrong_and_a_backup_gives_the_office_back(place, real, stick, damage, hands):
    real.back_up_to(place, stick.root)
    make, said = DAMAGE[damage]
    make(place, real)
    before = everything(real.folder)
    place.drives[:] = [stick]
    program = place.start(real.folder)
    hand = hands(program.window)
    hand.write("passphrase_field", PASSPHRASE)
    hand.press("open_button")
    until(lambda: said in read_all(shown("unlock")))
    told = read_all(shown("unlock"))
    assert "{" not in told
    assert program.office is None
    assert everything(real.folder) == before, "nothing was changed"
    hand.press("backup_button")
    hand.press("restore_stick_0_choice")
    hand.press("restore_backup_button")
    hand.write("restore_code_field", real.code)
    hand.press("restore_key_button")
    hand.write("passphrase_field", SECOND)
    hand.write("again_field", SECOND)
    hand.press("restore_button")
    hand.press("restore_open_button")
    until(lambda: program.office is not None)
    (aside,) = real.folder.parent.glob("Juniper.ilp.replaced-*")
    kept = everything(aside)
    assert {name: kept[name] for name in before} == before, "what stood there is kept as it was"


@pytest.mark.parametrize("hands", [Mouse, Keys], ids=["mouse", "keys"])
def test_who_was_removed_is_told_that_the_passphrase_does_not_open_and_others_come_in(place, real, hands):
    with real.opened(place) as there:
        there.people.add("Omar Lund", Role.COUNSELOR, SECOND, cost=CHEAP)
    laptop = Path(shutil.copytree(real.folder, place.folder / "laptop" / "Juniper.ilp"))
    with real.opened(place) as there:
        (omar,) = [person.uid for person in there.people.everyone() if person.name == "Omar Lund"]
        there.people.remove(omar)
    program = place.start(real.folder)
    hand = hands(program.window)
    hand.write("passphrase_field", SECOND)
    hand.press("open_button")
    until(lambda: "does not open the office" in read_all(shown("unlock")))
    # With the keys of their own laptop brought along, it is the key file that is old.
    whole = (real.folder / "header.json").read_bytes()
    shutil.copy(laptop / "header.json", real.folder / "header.json")
    type_text(SECOND)
    hand.press("open_button")
    until(lambda: "is older than its student files" in read_all(shown("unlock")))
    (real.folder / "header.json").write_bytes(whole)
    type_text(PASSPHRASE)
    hand.press("open_button")
    until(lambda: program.office is not None)


def test_a_wrong_passphrase_on_a_stolen_folder_says_no_more_than_that_it_is_wrong(place, real):
    stolen = Path(shutil.copytree(real.folder, place.folder / "elsewhere" / "Juniper.ilp"))
    program = place.start(stolen)
    hand = Mouse(program.window)
    hand.write("passphrase_field", "a guess by somebody who found it")
    hand.press("open_button")
    until(lambda: "does not open the office" in read_all(shown("unlock")))
    assert "Robin" not in read_all(program.window)
    until(lambda: words("unlock_title") == "Juniper Elementary")
    assert not all_shown("rail")
