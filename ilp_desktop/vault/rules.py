"""What has to hold of every key header, whoever wrote it and whatever is changed in it later."""

from ilp_desktop.domain.access import Role
from ilp_desktop.vault import scopes
from ilp_desktop.vault.header import RECOVERY, Header

_GUARDED = frozenset({scopes.ADMIN, scopes.SEAL, scopes.CONFIDENTIAL.rstrip("@")})


def broken_rules(header: Header) -> tuple[str, ...]:
    """Return which rules a header breaks, mostly none.

    ``no_lead``: nobody leads. ``no_sheet``: no recovery sheet opens it. ``no_slot``: somebody cannot open what is
    theirs. ``key_missing``: somebody lacks a key of their role (``scopes.SCOPES_OF``). ``key_too_many``: somebody has
    a guarded key that their role does not have.
    """
    roles = [holder.role for holder in header.holders]
    with_slot = {slot.holder for slot in header.slots}
    held = {
        holder.uid: {_kind(grant.scope) for grant in header.grants if grant.holder == holder.uid}
        for holder in header.holders
    }
    due = {holder.uid: {_kind(scope) for scope in scopes.SCOPES_OF[holder.role]} for holder in header.holders}
    rules = {
        "no_lead": Role.LEAD.value in roles,
        "no_sheet": RECOVERY in roles,
        "no_slot": all(holder.uid in with_slot for holder in header.holders),
        "key_missing": all(due[uid] <= held[uid] for uid in due),
        "key_too_many": all(held[uid] & _GUARDED <= due[uid] for uid in due),
    }
    return tuple(rule for rule, holds in rules.items() if not holds)


def _kind(scope: str) -> str:
    """Return a scope without its generation."""
    return scope.partition("@")[0]
