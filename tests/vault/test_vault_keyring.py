"""The computer's keyring: optional, and the office opens without it."""

import keyring
import keyring.backends.fail
import pytest
from keyrings import Drawer, in_use
from vault_office import LEAD, NEW_PASSPHRASE, NOW, OFFICE, PASSPHRASE, keys_of, office

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault import keys
from ilp_desktop.vault.cost import CHEAP
from ilp_desktop.vault.header import read_header
from ilp_desktop.vault.keyring_store import OsKeyring


@pytest.fixture
def drawer():
    with in_use(Drawer()) as made:
        yield made


def test_a_login_that_keeps_a_secret_opens_without_typing(drawer):
    header, made, _ = office()
    changed = read_header(keys.keep_in_keyring(header, PASSPHRASE, OsKeyring(), CHEAP, NOW).to_bytes(), CHEAP)
    assert keys_of(keys.unlock_with_keyring(changed, OsKeyring())) == keys_of(made)
    assert keys_of(keys.unlock(changed, PASSPHRASE)) == keys_of(made)


def test_the_keyring_holds_a_slots_secret_and_no_key_of_the_office(drawer):
    import base64

    header, made, secret = office()
    keys.keep_in_keyring(header, PASSPHRASE, OsKeyring(), CHEAP, NOW)
    (kept,) = [base64.b64decode(one) for one in drawer.kept.values()]
    assert len(kept) == 32
    assert kept not in {made.database, made.confidential(1), secret.octets, PASSPHRASE.encode()}


def test_turned_on_twice_there_is_one_slot_and_the_last_secret_counts(drawer):
    header, made, _ = office()
    once = keys.keep_in_keyring(header, PASSPHRASE, OsKeyring(), CHEAP, NOW)
    twice = keys.keep_in_keyring(once, PASSPHRASE, OsKeyring(), CHEAP, NOW)
    assert len(twice.slots) == 3
    assert keys.unlock_with_keyring(twice, OsKeyring()).database == made.database


def test_a_changed_passphrase_ends_what_the_keyring_kept(drawer):
    header, _, _ = office()
    kept = keys.keep_in_keyring(header, PASSPHRASE, OsKeyring(), CHEAP, NOW)
    changed, _ = keys.change_passphrase(kept, PASSPHRASE, NEW_PASSPHRASE, CHEAP, NOW)
    with pytest.raises(OfficeError, match="keyring_empty"):
        keys.unlock_with_keyring(changed, OsKeyring())


def test_a_secret_that_was_taken_out_or_edited_is_said_to_be_gone(drawer):
    header, _, _ = office()
    kept = keys.keep_in_keyring(header, PASSPHRASE, OsKeyring(), CHEAP, NOW)
    for edited in ("not base 64!", "", "AAAA"):
        drawer.kept = dict.fromkeys(drawer.kept, edited)
        with pytest.raises(OfficeError, match="keyring_empty"):
            keys.unlock_with_keyring(kept, OsKeyring())
    OsKeyring().forget(OFFICE, LEAD)
    assert drawer.kept == {}
    OsKeyring().forget(OFFICE, LEAD)
    with pytest.raises(OfficeError, match="keyring_empty"):
        keys.unlock_with_keyring(kept, OsKeyring())


def test_without_a_keyring_the_person_who_asked_is_told_and_the_passphrase_opens():
    header, made, _ = office()
    with in_use(keyring.backends.fail.Keyring()):  # what a headless Linux has: every call raises NoKeyringError
        with pytest.raises(OfficeError, match="keyring_missing"):
            keys.keep_in_keyring(header, PASSPHRASE, OsKeyring(), CHEAP, NOW)
        with pytest.raises(OfficeError, match="keyring_missing"):
            OsKeyring().fetch(OFFICE, LEAD)
    assert keys.unlock(header, PASSPHRASE).database == made.database


def test_a_locked_keyring_is_like_none(drawer):
    header, _, _ = office()
    kept = keys.keep_in_keyring(header, PASSPHRASE, OsKeyring(), CHEAP, NOW)
    drawer.locked = True
    with pytest.raises(OfficeError, match="keyring_missing"):
        keys.unlock_with_keyring(kept, OsKeyring())
    with pytest.raises(OfficeError, match="keyring_missing"):
        OsKeyring().forget(OFFICE, LEAD)
