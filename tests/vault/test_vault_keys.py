"""One office's keys: made, opened, changed, recovered; and every wrong way in."""

import base64
import pickle
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from vault_office import LEAD, NEW_PASSPHRASE, NOW, OFFICE, PASSPHRASE, SCHOOL, keys_of, new_office, office

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault import ciphers, holders, keys, scopes
from ilp_desktop.vault.cost import CHEAP, FLOOR, Cost
from ilp_desktop.vault.header import RECOVERY, Grant, read_header
from ilp_desktop.vault.recovery import RecoverySecret


def refused(code, call, *arguments):
    with pytest.raises(OfficeError) as caught:
        call(*arguments)
    assert caught.value.code == code
    return caught


def signed_by_a_stranger(header):
    secret, public = ciphers.new_signing_pair()
    return replace(header, admin_key=public).signed(secret)


def admin_secret(opened):
    return opened._held()[scopes.ADMIN]


def test_a_new_office_opens_with_its_passphrase_to_the_same_keys():
    header, made, _ = office()
    opened = keys.unlock(read_header(header.to_bytes(), CHEAP), PASSPHRASE)
    assert keys_of(opened) == keys_of(made)
    assert (len(opened.database), opened.epoch, opened.person_uid, opened.role) == (32, 1, LEAD, Role.LEAD)
    assert opened.may_administer
    assert len(opened.confidential(1)) == 32
    assert opened.confidential(2) is None


def test_the_passphrase_costs_what_was_asked_and_the_random_secret_the_floor():
    slow = Cost(FLOOR.memory_kib, 4, FLOOR.parallelism)
    header, _, _ = keys.create(OFFICE, LEAD, PASSPHRASE, slow, SCHOOL, NOW)
    assert {slot.kind: slot.cost for slot in header.slots} == {"passphrase": slow, "recovery": FLOOR}
    assert read_header(header.to_bytes()) == header


def test_two_offices_share_no_key():
    first, second = office()[1], new_office()[1]
    assert first.database != second.database
    assert first.confidential(1) not in {second.confidential(1), first.database}
    assert first.seal_key_pem != second.seal_key_pem


def test_a_wrong_passphrase_opens_nothing():
    header, _, _ = office()
    for wrong in ("", "seven gray herons wade the Ditch", PASSPHRASE + "x", "\ud800"):
        refused("passphrase_wrong", keys.unlock, header, wrong)


def test_the_same_passphrase_from_a_keyboard_that_composes_otherwise_opens_the_office():
    header, made, _ = new_office(passphrase="mañana cantan los pájaros del valle")
    typed = "man\u0303ana\u00a0cantan los pa\u0301jaros del valle\n"
    assert keys.unlock(header, typed).database == made.database


def test_a_weak_passphrase_or_a_school_without_a_name_makes_no_office():
    refused("passphrase_school", keys.create, OFFICE, LEAD, SCHOOL, CHEAP, SCHOOL, NOW)
    refused("passphrase_short", keys.create, OFFICE, LEAD, "short", CHEAP, SCHOOL, NOW)
    refused("school_missing", keys.create, OFFICE, LEAD, PASSPHRASE, CHEAP, "  ", NOW)


def test_the_recovery_sheet_opens_the_office_as_typed_and_is_nobodys():
    header, made, secret = office()
    opened = keys.unlock_with_recovery(header, secret.printed().lower().replace("-", " "))
    assert opened.database == made.database
    assert opened.confidential(1) == made.confidential(1)
    assert opened.seal_key_pem == made.seal_key_pem
    assert opened.role is None
    assert opened.person_uid != LEAD


def test_another_offices_recovery_sheet_or_a_slip_is_told_apart():
    header, _, secret = office()
    refused("recovery_wrong", keys.unlock_with_recovery, header, RecoverySecret.new().printed())
    slip = "Y" if secret.printed().startswith("Z") else "Z"
    refused("recovery_groups", keys.unlock_with_recovery, header, slip + secret.printed()[1:])
    refused("recovery_length", keys.unlock_with_recovery, header, secret.printed()[:-1].replace("-", ""))


def test_the_recovery_drill_a_lost_passphrase_is_replaced_and_nothing_is_lost():
    header, made, secret = office()
    later = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
    changed, opened = keys.replace_passphrase_with_recovery(header, secret.printed(), NEW_PASSPHRASE, CHEAP, later)
    changed = read_header(changed.to_bytes(), CHEAP)
    assert keys_of(opened) == keys_of(made)
    assert (changed.epoch, changed.created, changed.written) == (2, header.created, "2027-01-04T08:00:00.000000Z")
    assert keys_of(keys.unlock(changed, NEW_PASSPHRASE)) == keys_of(made)
    refused("passphrase_wrong", keys.unlock, changed, PASSPHRASE)
    assert keys.unlock_with_recovery(changed, secret.printed()).database == made.database


def test_a_changed_passphrase_replaces_the_old_one_and_the_holders_pair():
    header, made, secret = office()
    changed, opened = keys.change_passphrase(header, PASSPHRASE, NEW_PASSPHRASE, CHEAP, NOW)
    assert opened.epoch == changed.epoch == 2
    assert keys_of(keys.unlock(changed, NEW_PASSPHRASE)) == keys_of(made)
    assert changed.holder(LEAD).public_key != header.holder(LEAD).public_key
    assert len(changed.slots) == len(changed.holders) == 2
    refused("passphrase_wrong", keys.unlock, changed, PASSPHRASE)
    refused("passphrase_wrong", keys.change_passphrase, header, "not this one at all", NEW_PASSPHRASE, CHEAP, NOW)
    refused("passphrase_short", keys.change_passphrase, header, PASSPHRASE, "short", CHEAP, NOW)
    assert keys.unlock_with_recovery(changed, secret.printed()).database == made.database


def test_an_old_slot_put_into_a_newer_header_opens_no_grant():
    header, made, _ = office()
    changed, _ = keys.change_passphrase(header, PASSPHRASE, NEW_PASSPHRASE, CHEAP, NOW)
    old = replace(changed, slots=header.slots).signed(admin_secret(made))
    refused("header_damaged", keys.unlock, old, PASSPHRASE)


def test_a_new_recovery_sheet_ends_the_last_one():
    header, made, old = office()
    changed, new = keys.renew_recovery(header, PASSPHRASE, CHEAP, NOW)
    assert keys.unlock_with_recovery(changed, new.printed()).database == made.database
    assert keys_of(keys.unlock(changed, PASSPHRASE)) == keys_of(made)
    refused("recovery_wrong", keys.unlock_with_recovery, changed, old.printed())
    assert (changed.epoch, len(changed.holders), len(changed.slots)) == (2, 2, 2)


def test_a_header_replaced_wholesale_is_refused_even_by_the_right_passphrase():
    header, _, secret = office()
    replaced = read_header(signed_by_a_stranger(header).to_bytes(), CHEAP)
    refused("header_replaced", keys.unlock, replaced, PASSPHRASE)
    refused("header_replaced", keys.unlock_with_recovery, replaced, secret.printed())


def test_a_header_changed_after_it_was_signed_is_refused_even_when_not_read_from_a_file():
    header, _, _ = office()
    refused("header_replaced", keys.unlock, replace(header, school="Another school"), PASSPHRASE)


@pytest.mark.parametrize("scope", [scopes.DATABASE, scopes.SEAL, scopes.ADMIN, scopes.FIRST_CONFIDENTIAL])
def test_a_grant_swapped_between_people_is_refused(scope):
    header, made, secret = office()
    sheet = next(holder.uid for holder in header.holders if holder.role == RECOVERY)
    sealed = {grant.holder: grant.sealed for grant in header.grants if grant.scope == scope}
    swapped = tuple(
        replace(grant, sealed=sealed[sheet if grant.holder == LEAD else LEAD]) if grant.scope == scope else grant
        for grant in header.grants
    )
    forged = replace(header, grants=swapped)
    refused("header_replaced", keys.unlock, signed_by_a_stranger(forged), PASSPHRASE)
    # Even the office's own admin key cannot make it hold: a grant belongs to one holder and one scope.
    own = forged.signed(admin_secret(made))
    refused("header_damaged", keys.unlock, own, PASSPHRASE)
    refused("header_damaged", keys.unlock_with_recovery, own, secret.printed())


def test_a_grant_relabeled_as_another_scope_is_refused():
    header, made, _ = office()
    names = {scopes.DATABASE: scopes.FIRST_CONFIDENTIAL, scopes.FIRST_CONFIDENTIAL: scopes.DATABASE}
    relabeled = tuple(replace(grant, scope=names.get(grant.scope, grant.scope)) for grant in header.grants)
    refused("header_damaged", keys.unlock, replace(header, grants=relabeled).signed(admin_secret(made)), PASSPHRASE)


def test_slots_of_one_office_do_not_open_in_another():
    header, made, _ = office()
    elsewhere = replace(header, office_uid=UUID(int=7)).signed(admin_secret(made))
    refused("passphrase_wrong", keys.unlock, elsewhere, PASSPHRASE)


def test_a_slot_moved_to_another_holder_does_not_open():
    header, made, secret = office()
    sheet = next(holder.uid for holder in header.holders if holder.role == RECOVERY)
    moved = tuple(replace(slot, holder=sheet if slot.holder == LEAD else LEAD) for slot in header.slots)
    forged = replace(header, slots=moved).signed(admin_secret(made))
    refused("passphrase_wrong", keys.unlock, forged, PASSPHRASE)
    refused("recovery_wrong", keys.unlock_with_recovery, forged, secret.printed())


def test_a_header_whose_grants_are_missing_opens_nothing():
    header, made, _ = office()
    bare = replace(header, grants=()).signed(admin_secret(made))
    refused("header_damaged", keys.unlock, bare, PASSPHRASE)


def test_a_database_key_of_another_length_is_refused():
    header, made, _ = office()
    belongs = holders.belonging_of_grant(OFFICE, LEAD, scopes.DATABASE)
    short = Grant(LEAD, scopes.DATABASE, ciphers.seal(header.holder(LEAD).public_key, bytes(31), belongs))
    grants = tuple(short if (one.holder, one.scope) == (LEAD, scopes.DATABASE) else one for one in header.grants)
    refused("header_damaged", keys.unlock, replace(header, grants=grants).signed(admin_secret(made)), PASSPHRASE)


def test_someone_without_the_admin_key_makes_no_sheet():
    header, made, _ = office()
    grants = tuple(one for one in header.grants if (one.holder, one.scope) != (LEAD, scopes.ADMIN))
    demoted = replace(header, grants=grants).signed(admin_secret(made))
    assert not keys.unlock(demoted, PASSPHRASE).may_administer
    refused("admin_needed", keys.renew_recovery, demoted, PASSPHRASE, CHEAP, NOW)


def test_a_sealed_key_is_refused_when_cut_short_or_made_with_a_point_of_low_order():
    secret, public = ciphers.new_pair()
    sealed = ciphers.seal(public, b"k" * 32, b"here")
    assert ciphers.open_sealed(secret, sealed, b"here") == b"k" * 32
    for wrong in (sealed[:-1], sealed[:31], sealed[:40], b"", bytes(32) + sealed[32:]):
        with pytest.raises(ciphers.WillNotOpenError):
            ciphers.open_sealed(secret, wrong, b"here")
    with pytest.raises(ciphers.WillNotOpenError):
        ciphers.open_sealed(secret, sealed, b"there")


def test_what_a_ciphertext_belongs_to_has_one_reading():
    assert ciphers.belonging(b"ab", b"c") != ciphers.belonging(b"a", b"bc")


def test_forgotten_keys_are_gone():
    opened = keys.unlock(office()[0], PASSPHRASE)
    opened.forget()
    refused("keys_forgotten", lambda: opened.database)
    refused("keys_forgotten", lambda: opened.seal_key_pem)
    refused("keys_forgotten", opened.confidential, 1)


def test_keys_show_in_no_repr_no_pickle_and_no_refusal():
    header, opened, _ = office()
    shown = repr(opened) + repr([opened]) + str(opened)
    assert shown == "<OpenKeys>[<OpenKeys>]<OpenKeys>"
    with pytest.raises(TypeError):
        pickle.dumps(opened)
    caught = refused("passphrase_wrong", keys.unlock, header, "canary passphrase that is wrong")
    assert (caught.value.args, caught.value.params) == (("passphrase_wrong",), {})
    assert caught.value.__context__ is None


def test_the_header_names_no_person_and_holds_no_key_in_the_clear():
    header, opened, secret = office()
    raw = header.to_bytes()
    for hidden in (opened.database, opened.confidential(1), admin_secret(opened), secret.octets):
        for form in (hidden, hidden.hex().encode(), base64.b64encode(hidden).rstrip(b"=")[:-1]):
            assert form not in raw
    assert b"PRIVATE KEY" not in raw
    assert PASSPHRASE.encode() not in raw


def test_each_role_holds_the_keys_of_its_work_and_no_more():
    table = scopes.SCOPES_OF
    assert set(table) == {role.value for role in Role} | {RECOVERY}
    assert all(scopes.DATABASE in held for held in table.values())
    assert {role for role, held in table.items() if scopes.ADMIN in held} == {"lead", RECOVERY}
    assert {role for role, held in table.items() if scopes.FIRST_CONFIDENTIAL in held} == {
        "lead",
        "counselor",
        RECOVERY,
    }
    assert "front_desk" not in {role for role, held in table.items() if scopes.SEAL in held}


def test_the_schools_certificate_names_the_school_only_signs_and_outlives_the_plans():
    _, opened, _ = office()
    certificate = x509.load_pem_x509_certificate(opened.seal_certificate_pem)
    key = load_pem_private_key(opened.seal_key_pem, None)
    assert certificate.public_key() == key.public_key()
    assert key.curve.name == "secp256r1"
    assert certificate.subject.rfc4514_string() == certificate.issuer.rfc4514_string() == f"CN={SCHOOL}"
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert certificate.not_valid_before_utc < NOW
    assert certificate.not_valid_after_utc.year - NOW.year >= 19
    certificate.verify_directly_issued_by(certificate)


def test_a_school_with_a_very_long_name_gets_its_office_and_certificate():
    name = "Escuela Secundaria " + "Ñ" * 300
    header, opened, _ = keys.create(OFFICE, LEAD, PASSPHRASE, CHEAP, name, NOW)
    assert len(read_header(header.to_bytes(), CHEAP).school) == 200
    assert x509.load_pem_x509_certificate(opened.seal_certificate_pem).subject.rfc4514_string()
