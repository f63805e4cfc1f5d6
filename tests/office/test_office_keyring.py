"""Opening with this computer's login: for one person alone, off by default, and never more than their own slot."""

import base64
import json

import keyring.backends.fail
import pytest
from keyrings import Drawer, in_use
from office_folder import NOW, PASSPHRASE, opened, refusal

from ilp_desktop import office
from ilp_desktop.app.doors import Door
from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault.cost import CHEAP
from ilp_desktop.wording import sentence

INESS = "nobody waters the ferns on a Thursday"


@pytest.fixture
def drawer():
    with in_use(Drawer()) as made:
        yield made


@pytest.fixture
def nothing():
    """What a Linux without a desktop has: every call raises NoKeyringError."""
    with in_use(keyring.backends.fail.Keyring()):
        yield


def by_login(folder):
    return office.open_by_login(folder, clock=SetClock(NOW), lowest=CHEAP)


def refused(code, call, *arguments):
    with pytest.raises(OfficeError) as caught:
        call(*arguments)
    assert caught.value.code == code
    assert "{" not in sentence(caught.value)


def with_ines(folder):
    with opened(folder) as there:
        there.people.add("Ines Kay", Role.FRONT_DESK, INESS, cost=CHEAP)


def test_it_is_off_until_a_person_turns_it_on_and_then_opens_as_that_person(made, drawer):
    with_ines(made.folder)
    assert not office.opens_by_login(made.folder, lowest=CHEAP)
    refused("keyring_empty", by_login, made.folder)
    with opened(made.folder, INESS) as there:
        assert not there.keyring.is_on()
        refused("passphrase_wrong", there.keyring.keep, "not the passphrase at all")
        refused("passphrase_wrong", there.keyring.keep, PASSPHRASE)
        assert drawer.kept == {}
        there.keyring.keep(INESS)
        assert there.keyring.is_on()
    assert office.opens_by_login(made.folder, lowest=CHEAP)
    with by_login(made.folder) as there:
        assert (there.viewer.name, there.viewer.role) == ("Ines Kay", Role.FRONT_DESK)
        assert not there._keys.may_administer
        there.keyring.forget()
        assert not there.keyring.is_on()
    assert drawer.kept == {}
    refused("keyring_empty", by_login, made.folder)
    opened(made.folder, INESS).close()


def test_the_keyring_holds_no_key_of_the_office_and_no_passphrase(made, drawer):
    with opened(made.folder) as there:
        there.keyring.keep(PASSPHRASE)
        keys = set(there._keys.by_scope().values())
    (kept,) = [base64.b64decode(one) for one in drawer.kept.values()]
    assert len(kept) == 32
    assert kept not in keys
    assert PASSPHRASE.encode() not in kept


def test_a_login_that_two_people_use_cannot_have_it(made, drawer):
    with_ines(made.folder)
    with opened(made.folder) as there:
        there.keyring.keep(PASSPHRASE)
    with opened(made.folder, INESS) as there:
        refused("keyring_shared", there.keyring.keep, INESS)
        there.keyring.forget_everybody()
        refused("keyring_shared", there.keyring.keep, INESS, 2)
    assert drawer.kept == {}
    assert not office.opens_by_login(made.folder, lowest=CHEAP)


def test_who_is_removed_or_has_a_new_passphrase_no_longer_opens_by_login(made, drawer):
    with_ines(made.folder)
    with opened(made.folder, INESS) as there:
        there.keyring.keep(INESS)
        there.change_passphrase(INESS, "gravel roads are kind to old bicycles", cost=CHEAP)
    refused("keyring_empty", by_login, made.folder)
    with opened(made.folder, "gravel roads are kind to old bicycles") as there:
        there.keyring.keep("gravel roads are kind to old bicycles")
    with opened(made.folder) as there:
        (ines,) = [person.uid for person in there.people.everyone() if person.name == "Ines Kay"]
        there.people.remove(ines)
    assert drawer.kept == {}
    refused("keyring_empty", by_login, made.folder)


def test_without_a_keyring_it_is_said_and_the_passphrase_opens(made, nothing):
    with opened(made.folder) as there:
        assert not there.keyring.is_on()
        refused("keyring_missing", there.keyring.keep, PASSPHRASE)
        there.keyring.forget()
    assert refusal(made.folder, "not the passphrase at all") == "passphrase_wrong"
    opened(made.folder).close()


def test_a_keyring_that_went_away_is_said_at_the_door(made, drawer):
    with opened(made.folder) as there:
        there.keyring.keep(PASSPHRASE)
    with in_use(keyring.backends.fail.Keyring()):
        refused("keyring_missing", by_login, made.folder)
    opened(made.folder).close()


def test_how_many_people_used_the_office_here_is_known_by_number_alone(made, tmp_path):
    with_ines(made.folder)
    door = Door(SetClock(NOW), places=tmp_path, settings=tmp_path / "settings", cost=CHEAP)
    for passphrase, count in ((PASSPHRASE, 1), (PASSPHRASE, 1), (INESS, 2)):
        with opened(made.folder, passphrase) as there:
            door.remember(made.folder, there.uid, there.viewer.person_uid)
            assert door.people_here(there.uid) == count
    said = (tmp_path / "settings" / "recent.json").read_text()
    assert "Ines" not in said
    assert set(json.loads(said)) == {"office", "language", "people"}
    (tmp_path / "settings" / "recent.json").write_text('{"people": [1, 2]}')
    assert door.people_here(there.uid) == 0
