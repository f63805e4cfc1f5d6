"""Which keys there are and which role holds which."""

from collections.abc import Iterable

from ilp_desktop.domain.access import Role
from ilp_desktop.vault.header import RECOVERY

DATABASE = "db"
"""The database's key."""
NEXT_DATABASE = "db@next"
"""The database's key to be, there only while a rotation is under way: the database opens with one of the two."""
CONFIDENTIAL = "confidential@"
"""The key of the confidential fields, followed by its generation: what is written anew is under the newest."""
SEAL = "seal"
"""The school's P-256 sealing key."""
ADMIN = "admin"
"""The Ed25519 secret that signs the header: adds and removes people, changes passphrases."""

FIRST_CONFIDENTIAL = f"{CONFIDENTIAL}1"

SCOPES_OF: dict[str, frozenset[str]] = {
    Role.LEAD.value: frozenset({DATABASE, FIRST_CONFIDENTIAL, SEAL, ADMIN}),
    Role.COUNSELOR.value: frozenset({DATABASE, FIRST_CONFIDENTIAL, SEAL}),
    # In the elementary grades the teacher holds the conference, and so seals its plan.
    Role.TEACHER.value: frozenset({DATABASE, SEAL}),
    # Helps with the occupational part of a plan (R16), and may finalize none.
    Role.CAREER_STAFF.value: frozenset({DATABASE}),
    Role.FRONT_DESK.value: frozenset({DATABASE}),
    Role.PRINCIPAL.value: frozenset({DATABASE}),
    Role.AUDITOR.value: frozenset({DATABASE}),
    # So that a lost lead can be replaced, and nothing is lost with them.
    RECOVERY: frozenset({DATABASE, FIRST_CONFIDENTIAL, SEAL, ADMIN}),
}
"""By the first of its kind: who holds a key's first generation holds every later one, and its successor."""


def held(role: str, there: Iterable[str]) -> frozenset[str]:
    """Return which of the keys that there are this role holds."""
    return frozenset(scope for scope in there if first_of(scope) in SCOPES_OF[role])


def first_of(scope: str) -> str:
    """Return the scope in ``SCOPES_OF`` that a key follows."""
    if scope == NEXT_DATABASE:
        return DATABASE
    return FIRST_CONFIDENTIAL if scope.startswith(CONFIDENTIAL) else scope


def newest_confidential(there: Iterable[str]) -> int:
    """Return the newest generation of the confidential key among these, 0 where there is none."""
    return max((int(scope.removeprefix(CONFIDENTIAL)) for scope in there if scope.startswith(CONFIDENTIAL)), default=0)
