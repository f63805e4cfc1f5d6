"""New keys for an office: a header with the old and the new, and, once the database is under the new one, that alone.

A non-admin who opens the office between the two holds both keys of the database and opens it with whichever fits; the
next administrator's opening finishes what was begun. docs/decisions/0013-people-and-rotation.md says why.
"""

import os
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault import ciphers, scopes
from ilp_desktop.vault.header import Header
from ilp_desktop.vault.holders import grant_anew, signed_next, without
from ilp_desktop.vault.open_keys import OpenKeys


def administered(header: Header, opened: OpenKeys) -> dict[str, bytes]:
    """Return the keys of whoever may change this header, judged anew: it may have been replaced since it was opened.

    Raises OfficeError ``admin_needed`` or ``header_replaced``.
    """
    keys = dict(opened.by_scope())
    if scopes.ADMIN not in keys:
        raise OfficeError("admin_needed")
    pinned = ciphers.signing_key_of(keys[scopes.ADMIN])
    if header.admin_key != pinned or not header.is_signed_by(pinned):
        raise OfficeError("header_replaced")
    return keys


def begin(header: Header, opened: OpenKeys, now: datetime, leaving: set[UUID] | None = None) -> tuple[Header, OpenKeys]:
    """Return a header with the database's key and the one to be, and a new generation of the confidential key.

    Whoever is leaving holds none of it. Raises as ``administered``; a rotation under way is ended before.
    """
    keys = administered(header, opened)
    assert scopes.NEXT_DATABASE not in keys, "one rotation at a time"
    keys |= {scopes.NEXT_DATABASE: os.urandom(ciphers.KEY_BYTES)} | new_confidential(keys)
    changed = signed_next(grant_anew(without(header, leaving or set()), keys), keys, now)
    return changed, opened.later(changed.epoch, keys)


def end(header: Header, opened: OpenKeys, now: datetime) -> tuple[Header, OpenKeys]:
    """Return the header for a database that is under its new key: the old one is gone. Raises as ``administered``."""
    keys = administered(header, opened)
    keys[scopes.DATABASE] = keys.pop(scopes.NEXT_DATABASE)
    changed = signed_next(grant_anew(header, keys), keys, now)
    return changed, opened.later(changed.epoch, keys)


def new_confidential(keys: Mapping[str, bytes]) -> dict[str, bytes]:
    """Make the next generation of the confidential key."""
    number = scopes.newest_confidential(keys) + 1
    return {f"{scopes.CONFIDENTIAL}{number}": os.urandom(ciphers.KEY_BYTES)}
