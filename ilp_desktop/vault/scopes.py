"""Which keys there are and which role holds which."""

from ilp_desktop.domain.access import Role
from ilp_desktop.vault.header import RECOVERY

DATABASE = "db"
"""The database's key."""
CONFIDENTIAL = "confidential@"
"""The key of the confidential fields, followed by its generation."""
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
    Role.CAREER_STAFF.value: frozenset({DATABASE}),
    Role.FRONT_DESK.value: frozenset({DATABASE}),
    Role.PRINCIPAL.value: frozenset({DATABASE}),
    Role.AUDITOR.value: frozenset({DATABASE}),
    # So that a lost lead can be replaced, and nothing is lost with them.
    RECOVERY: frozenset({DATABASE, FIRST_CONFIDENTIAL, SEAL, ADMIN}),
}
