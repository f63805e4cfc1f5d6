"""An office's keys at the cheap cost, made once: what the vault's tests open and tear at."""

from datetime import UTC, datetime
from functools import cache
from uuid import UUID

from ilp_desktop.vault import keys
from ilp_desktop.vault.cost import CHEAP
from ilp_desktop.vault.header import Header
from ilp_desktop.vault.open_keys import OpenKeys
from ilp_desktop.vault.recovery import RecoverySecret

OFFICE = UUID("01890000-0000-7000-8000-00000000000a")
LEAD = UUID("01890000-0000-7000-8000-000000000001")
NOW = datetime(2026, 11, 22, 15, 4, 5, 123456, tzinfo=UTC)
SCHOOL = "Cedar Ridge Middle School"
PASSPHRASE = "seven gray herons wade the ditch"
NEW_PASSPHRASE = "my aunt repairs accordions on Tuesdays"


def new_office(office_uid: UUID = OFFICE, passphrase: str = PASSPHRASE) -> tuple[Header, OpenKeys, RecoverySecret]:
    return keys.create(office_uid, LEAD, passphrase, CHEAP, SCHOOL, NOW)


@cache
def office() -> tuple[Header, OpenKeys, RecoverySecret]:
    return new_office()


def keys_of(opened: OpenKeys) -> tuple[bytes, bytes | None, bytes | None, bytes, bool, UUID, object]:
    return (
        opened.database,
        opened.confidential(1),
        opened.seal_key_pem,
        opened.seal_certificate_pem,
        opened.may_administer,
        opened.person_uid,
        opened.role,
    )
