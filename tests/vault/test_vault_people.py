"""People of an office: added, given a passphrase or role, removed by a lead; new keys; and every way to cheat."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from vault_office import LEAD, NEW_PASSPHRASE, NOW, PASSPHRASE, new_office, office

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault import ciphers, holders, keys, people, rotations, scopes
from ilp_desktop.vault.cost import CHEAP, Cost, derive
from ilp_desktop.vault.header import RECOVERY, read_header

OMAR = UUID("01890000-0000-7000-8000-000000000002")
INES = UUID("01890000-0000-7000-8000-000000000003")
OMARS = "the ferry leaves at a quarter past nine"
INESS = "nobody waters the ferns on a Thursday"
LATER = NOW + timedelta(days=40)
DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("security.md", "formats/key-header.md")


def refused(code, call, *arguments):
    with pytest.raises(OfficeError) as caught:
        call(*arguments)
    assert caught.value.code == code


def with_omar(role=Role.COUNSELOR):
    header, opened, sheet = new_office()
    header, opened = people.add(header, opened, OMAR, role, OMARS, CHEAP, LATER)
    return read_header(header.to_bytes(), CHEAP), opened, sheet


def scopes_of(header, passphrase):
    return set(keys.unlock(header, passphrase).by_scope())


def test_a_person_added_opens_the_office_with_the_keys_of_their_role():
    header, lead, sheet = with_omar()
    omar = keys.unlock(header, OMARS)
    assert (omar.person_uid, omar.role, omar.epoch) == (OMAR, Role.COUNSELOR, 2)
    assert omar.database == lead.database == keys.unlock(header, PASSPHRASE).database
    assert omar.confidential(1) == lead.confidential(1)
    assert not omar.may_administer
    assert keys.unlock_with_recovery(header, sheet.printed()).database == lead.database


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_what_the_tables_in_the_docs_say_is_what_each_role_gets(role):
    header, _, _ = with_omar(role)
    there = keys.unlock(header, OMARS).by_scope()
    assert set(there) == scopes.SCOPES_OF[role.value]
    for page in PAGES:
        assert table_in(page)[role.value] == set(there)


def test_the_tables_in_the_docs_know_the_recovery_sheet_and_nobody_else():
    for page in PAGES:
        table = table_in(page)
        (sheet,) = [held for who, held in table.items() if "recovery" in who]
        assert sheet == scopes.SCOPES_OF[RECOVERY]
        assert len(table) == len(Role) + 1


def table_in(page) -> dict[str, set[str]]:
    """Return which scopes a page's table gives to which role."""
    lines = (DOCS / page).read_text().splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("| role | `db`"))
    titles = re.findall(r"`([^`]+)`", lines[start])
    found = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        who, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert set(cells) <= {"yes", "–"}
        held = {title for title, cell in zip(titles, cells, strict=True) if cell == "yes"}
        found.update({one.strip().replace(" ", "_"): held for one in who.split(",")})
    return found


def test_everybody_is_tried_with_one_derivation(monkeypatch):
    header, lead, _ = with_omar()
    header, lead = people.add(header, lead, INES, Role.FRONT_DESK, INESS, CHEAP, LATER)
    counted = []
    monkeypatch.setattr(holders, "derive", lambda *arguments: counted.append(1) or derive(*arguments))
    for passphrase in (PASSPHRASE, OMARS, INESS):
        keys.unlock(header, passphrase)
    assert len(counted) == 3
    # One who costs more has their own, and then whoever comes later shares it.
    dear = Cost(64, 2, 1)
    header, lead = people.set_passphrase(header, lead, OMAR, NEW_PASSPHRASE, dear, LATER)
    header, lead = people.set_passphrase(header, lead, INES, OMARS, CHEAP, LATER)
    costs = {slot.holder: slot.cost for slot in header.slots if slot.kind == "passphrase"}
    assert costs == {LEAD: CHEAP, OMAR: dear, INES: dear}
    assert keys.unlock(header, OMARS).person_uid == INES


def test_a_passphrase_that_is_somebody_elses_is_refused():
    header, lead, _ = with_omar()
    refused("passphrase_taken", people.add, header, lead, INES, Role.TEACHER, OMARS, CHEAP, LATER)
    refused("passphrase_taken", people.set_passphrase, header, lead, OMAR, PASSPHRASE, CHEAP, LATER)
    refused("passphrase_taken", keys.change_passphrase, header, PASSPHRASE, OMARS, CHEAP, LATER)
    # One's own may be set again.
    again, _ = people.set_passphrase(header, lead, OMAR, OMARS, CHEAP, LATER)
    assert keys.unlock(again, OMARS).person_uid == OMAR


def test_a_weak_passphrase_and_a_person_who_is_there_are_refused():
    header, lead, _ = with_omar()
    refused("passphrase_short", people.add, header, lead, INES, Role.TEACHER, "short", CHEAP, LATER)
    refused("person_present", people.add, header, lead, OMAR, Role.TEACHER, INESS, CHEAP, LATER)
    refused("person_absent", people.set_passphrase, header, lead, INES, INESS, CHEAP, LATER)
    (sheet,) = [holder.uid for holder in header.holders if holder.role == RECOVERY]
    for verb in (people.remove, lambda *rest: people.change_role(*rest[:3], Role.TEACHER, LATER)):
        refused("person_absent", verb, header, lead, INES, LATER)
        refused("person_absent", verb, header, lead, sheet, LATER)


def test_a_new_passphrase_ends_the_old_one_and_gives_a_new_pair():
    header, lead, _ = with_omar()
    changed, _ = people.set_passphrase(header, lead, OMAR, NEW_PASSPHRASE, CHEAP, LATER)
    refused("passphrase_wrong", keys.unlock, changed, OMARS)
    assert keys.unlock(changed, NEW_PASSPHRASE).role is Role.COUNSELOR
    assert changed.holder(OMAR).public_key != header.holder(OMAR).public_key
    assert changed.holder(LEAD) == header.holder(LEAD)


def test_keys_follow_the_role_without_the_persons_passphrase():
    header, lead, _ = with_omar(Role.FRONT_DESK)
    wider, lead = people.change_role(header, lead, OMAR, Role.LEAD, LATER)
    assert scopes_of(wider, OMARS) == {"db", "confidential@1", "seal", "admin"}
    assert keys.unlock(wider, OMARS).may_administer
    narrower, lead = people.change_role(wider, lead, OMAR, Role.TEACHER, LATER)
    assert scopes_of(narrower, OMARS) == {"db", "seal"}
    assert keys.unlock(narrower, OMARS).role is Role.TEACHER
    # What they could read they may have kept: what is written from now on is under a key they never had.
    assert lead.newest_confidential == keys.unlock(narrower, PASSPHRASE).newest_confidential == 2
    assert keys.unlock(narrower, PASSPHRASE).confidential(1) == lead.confidential(1)
    assert wider.slots == narrower.slots


def test_the_last_lead_stays():
    header, lead, _ = with_omar()
    refused("last_lead", people.remove, header, lead, LEAD, LATER)
    refused("last_lead", people.change_role, header, lead, LEAD, Role.COUNSELOR, LATER)
    two, lead = people.change_role(header, lead, OMAR, Role.LEAD, LATER)
    without, _ = people.remove(two, lead, LEAD, LATER)
    refused("passphrase_wrong", keys.unlock, without, PASSPHRASE)
    refused("last_lead", people.remove, without, keys.unlock(without, OMARS), OMAR, LATER)


def test_the_recovery_sheet_lets_in_the_lead_who_is_longest_there():
    header, _lead, sheet = with_omar(Role.LEAD)
    header, _ = keys.change_passphrase(header, PASSPHRASE, NEW_PASSPHRASE, CHEAP, LATER)
    header, opened = keys.replace_passphrase_with_recovery(header, sheet.printed(), INESS, CHEAP, LATER)
    assert opened.person_uid == keys.unlock(header, INESS).person_uid == LEAD
    assert keys.unlock(header, OMARS).person_uid == OMAR


def test_only_a_lead_changes_people():
    header, _, _ = with_omar()
    omar = keys.unlock(header, OMARS)
    refused("admin_needed", people.add, header, omar, INES, Role.LEAD, INESS, CHEAP, LATER)
    refused("admin_needed", people.set_passphrase, header, omar, LEAD, INESS, CHEAP, LATER)
    refused("admin_needed", people.change_role, header, omar, OMAR, Role.LEAD, LATER)
    refused("admin_needed", people.remove, header, omar, LEAD, LATER)
    refused("admin_needed", rotations.begin, header, omar, LATER)


def test_new_keys_come_in_two_headers_and_the_old_generations_stay_readable():
    header, lead, sheet = with_omar()
    before = lead.by_scope()
    header, lead = people.add(header, lead, INES, Role.FRONT_DESK, INESS, CHEAP, LATER)
    both, lead = rotations.begin(header, lead, LATER)
    assert scopes_of(both, OMARS) == {"db", "db@next", "confidential@1", "confidential@2", "seal"}
    assert scopes_of(both, INESS) == {"db", "db@next"}
    only, lead = rotations.end(both, lead, LATER)
    assert read_header(only.to_bytes(), CHEAP) == only
    for opened in (keys.unlock(only, PASSPHRASE), keys.unlock_with_recovery(only, sheet.printed())):
        assert opened.by_scope() == lead.by_scope()
    after = lead.by_scope()
    assert after["db"] == keys.unlock(both, INESS).next_database == keys.unlock(only, INESS).database
    assert after["db"] != before["db"]
    assert keys.unlock(only, INESS).next_database is None
    assert (after["confidential@1"], after["seal"], after["admin"]) == tuple(
        before[scope] for scope in ("confidential@1", "seal", "admin")
    )
    assert keys.unlock(only, OMARS).newest_confidential == 2
    again, lead = rotations.begin(only, lead, LATER)
    assert keys.unlock(again, OMARS).newest_confidential == 3


def test_who_is_removed_holds_neither_the_new_key_nor_a_way_in():
    header, lead, _ = with_omar()
    header, lead = people.add(header, lead, INES, Role.TEACHER, INESS, CHEAP, LATER)
    omar = keys.unlock(header, OMARS)
    both, lead = people.remove(header, lead, OMAR, LATER)
    refused("passphrase_wrong", keys.unlock, both, OMARS)
    assert OMAR not in {one.holder for one in (*both.slots, *both.grants)} | {one.uid for one in both.holders}
    only, lead = rotations.end(both, lead, LATER)
    assert keys.unlock(only, INESS).database == lead.database
    assert omar.database != lead.database
    assert omar.confidential(2) is None


def test_people_and_roles_change_in_the_middle_of_a_rotation_too():
    header, lead, _ = with_omar(Role.FRONT_DESK)
    both, lead = rotations.begin(header, lead, LATER)
    both, lead = people.add(both, lead, INES, Role.COUNSELOR, INESS, CHEAP, LATER)
    both, lead = people.change_role(both, lead, OMAR, Role.COUNSELOR, LATER)
    for passphrase in (OMARS, INESS):
        assert scopes_of(both, passphrase) == {"db", "db@next", "confidential@1", "confidential@2", "seal"}


def test_a_grant_copied_from_another_person_opens_nothing():
    header, lead, _ = with_omar(Role.FRONT_DESK)
    admin = lead.by_scope()[scopes.ADMIN]
    (richer,) = [one for one in header.grants if (one.holder, one.scope) == (LEAD, scopes.FIRST_CONFIDENTIAL)]
    stolen = replace(header, grants=(*header.grants, replace(richer, holder=OMAR)))
    # Without the lead's signature it is no header at all; a stranger's signature does not help; nor would the lead's own.
    refused("header_damaged", read_header, stolen.to_bytes(), CHEAP)
    secret, public = ciphers.new_signing_pair()
    refused("header_replaced", keys.unlock, replace(stolen, admin_key=public).signed(secret), OMARS)
    refused("header_damaged", keys.unlock, stolen.signed(admin), OMARS)


def test_a_role_edited_by_somebody_else_is_refused():
    header, lead, _ = with_omar(Role.FRONT_DESK)
    document = json.loads(header.to_bytes())
    (omar,) = [one for one in document["holders"] if one["uid"] == str(OMAR)]
    omar["role"] = "lead"
    edited = json.dumps(document, sort_keys=True, indent=1).encode() + b"\n"
    refused("header_damaged", read_header, edited, CHEAP)
    secret, public = ciphers.new_signing_pair()
    holders = tuple(replace(one, role="lead") if one.uid == OMAR else one for one in header.holders)
    forged = read_header(replace(header, holders=holders, admin_key=public).signed(secret).to_bytes(), CHEAP)
    for passphrase in (OMARS, PASSPHRASE):
        refused("header_replaced", keys.unlock, forged, passphrase)
    # Nor does a lead who is at work sign it by mistake.
    refused("header_replaced", people.change_role, forged, lead, OMAR, Role.TEACHER, LATER)
    refused("header_replaced", rotations.begin, forged, lead, LATER)


def test_a_headers_keys_of_another_length_are_refused():
    header, lead, _ = office()
    both, later = rotations.begin(header, lead, LATER)
    short = holders.grant_anew(both, later.by_scope() | {scopes.NEXT_DATABASE: b"short"}).signed(
        lead.by_scope()[scopes.ADMIN]
    )
    refused("header_damaged", keys.unlock, short, PASSPHRASE)


# One's own passphrase


def test_everybody_changes_their_own_passphrase_without_the_lead():
    header, made, _ = new_office()
    header, _ = people.add(header, made, OMAR, Role.COUNSELOR, OMARS, CHEAP, LATER)
    header, _ = people.add(header, made, INES, Role.FRONT_DESK, INESS, CHEAP, LATER)
    before = keys.unlock(header, INESS)
    changed, opened = keys.change_passphrase(header, INESS, NEW_PASSPHRASE, CHEAP, LATER)
    changed = read_header(changed.to_bytes(), CHEAP)
    refused("passphrase_wrong", keys.unlock, changed, INESS)
    assert opened.by_scope() == keys.unlock(changed, NEW_PASSPHRASE).by_scope() == before.by_scope()
    assert (before.turn, opened.turn) == (0, 1)
    assert changed.epoch == header.epoch
    for passphrase in (PASSPHRASE, OMARS):
        keys.unlock(changed, passphrase)
    refused("passphrase_taken", keys.change_passphrase, header, INESS, OMARS, CHEAP, LATER)
    refused("passphrase_short", keys.change_passphrase, header, INESS, "too short", CHEAP, LATER)


def test_a_lead_goes_on_changing_people_who_chose_their_own_passphrase():
    header, made, _ = new_office()
    header, made = people.add(header, made, INES, Role.FRONT_DESK, INESS, CHEAP, LATER)
    header, _ = keys.change_passphrase(header, INESS, NEW_PASSPHRASE, CHEAP, LATER)
    wider, _ = people.change_role(header, made, INES, Role.COUNSELOR, LATER)
    assert keys.unlock(wider, NEW_PASSPHRASE).newest_confidential == 1
    both, _ = rotations.begin(header, made, LATER)
    assert keys.unlock(both, NEW_PASSPHRASE).next_database is not None
    given, _ = people.set_passphrase(header, made, INES, OMARS, CHEAP, LATER)
    assert keys.unlock(given, OMARS).turn == 2
    refused("passphrase_wrong", keys.unlock, given, NEW_PASSPHRASE)


def test_a_slot_that_somebody_made_for_another_person_opens_nothing():
    """The signature is not over the slots: that a slot holds its holder's own secret is what protects it."""
    header, made, _ = new_office()
    header, _ = people.add(header, made, INES, Role.FRONT_DESK, INESS, CHEAP, LATER)
    ines = keys.unlock(header, INESS)
    lead = ines.person_uid, LEAD
    (hers,) = [slot for slot in header.slots if slot.holder == lead[0]]
    copied = [slot for slot in header.slots if (slot.holder, slot.kind) != (LEAD, "passphrase")]
    forged = read_header(replace(header, slots=(*copied, replace(hers, holder=LEAD))).to_bytes(), CHEAP)
    assert keys.unlock(forged, INESS).role is Role.FRONT_DESK
    stranger, _ = ciphers.new_pair()
    closed = holders.slot_for(forged, LEAD, "passphrase", b"a phrase of the stranger's own", stranger, CHEAP)
    refused("header_damaged", keys.unlock, replace(header, slots=(*copied, closed)), "a phrase of the stranger's own")


def test_an_earlier_passphrase_cannot_be_given_a_later_turn():
    header, made, _ = new_office()
    header, _ = people.add(header, made, INES, Role.FRONT_DESK, INESS, CHEAP, LATER)
    (hers,) = [slot for slot in header.slots if slot.holder == INES]
    others = [slot for slot in header.slots if slot.holder != INES]
    for turn in (1, 7):
        later = read_header(replace(header, slots=(*others, replace(hers, turn=turn))).to_bytes(), CHEAP)
        refused("passphrase_wrong", keys.unlock, later, INESS)


def test_in_a_header_of_version_1_only_the_lead_changes_passphrases_and_that_brings_it_to_2():
    header, made, _ = new_office()
    header, made = people.add(header, made, INES, Role.FRONT_DESK, INESS, CHEAP, LATER)
    old = replace(header, version=1).signed(made.by_scope()[scopes.ADMIN])
    old = read_header(old.to_bytes(), CHEAP)
    refused("admin_needed", keys.change_passphrase, old, INESS, NEW_PASSPHRASE, CHEAP, LATER)
    changed, _ = keys.change_passphrase(old, PASSPHRASE, NEW_PASSPHRASE, CHEAP, LATER)
    assert changed.version == 2
    keys.change_passphrase(changed, INESS, PASSPHRASE, CHEAP, LATER)
