"""The marks under a plan, and whether any is still owed."""

from typing import Any, cast

from sqlalchemy import Connection, Integer, bindparam, select

from ilp_desktop.domain.conferences import Participant, Party
from ilp_desktop.domain.guardianship import is_adult
from ilp_desktop.domain.plans import Choice, ConsentShown, Method, SignatureMark, SignerKind
from ilp_desktop.domain.signing import SignerLine, SigningSheet
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.plan_contents import Prepared
from ilp_desktop.store.tables import plan_revision, rendering, signature

_KINDS: dict[Party, SignerKind] = {Party.STUDENT: "student", Party.FAMILY: "parent", Party.SCHOOL: "educator"}
# Statements are built once: building one takes longer than running it.
_ANY_PAPER = select(rendering.c.id).where(rendering.c.revision_id == bindparam("revision_id", type_=Integer)).limit(1)
_STANDING = (
    select(signature, plan_revision.c.sha256)
    .join(plan_revision, plan_revision.c.id == signature.c.revision_id)
    .where(
        plan_revision.c.conference_id == bindparam("conference_id", type_=Integer),
        signature.c.withdrawn_at.is_(None),
    )
    .order_by(signature.c.id)
)


def signing_sheet(connection: Connection, desk: Desk, plan: Prepared) -> SigningSheet:
    """Return what is signed now and by whom it was."""
    marks = _marks(connection, plan.sheet.conference_id)
    lines: list[SignerLine] = []
    for person in plan.sheet.participants:
        row = marks.get(person.participant_id)
        if not person.may_sign and row is None:
            continue
        lines.append(
            SignerLine(
                participant=person,
                mark=_mark(desk, row, person.party) if row else None,
                outdated=row is not None and row.revision_id != plan.stored_id,
                expected=person.may_sign and person.attended is not False,
            )
        )
    adult = is_adult(plan.row.birth_date, plan.sheet.on)
    family = [line for line in lines if line.participant.party is Party.FAMILY and line.participant.may_sign]
    return SigningSheet(
        conference_id=plan.sheet.conference_id,
        content=plan.revision.content,
        sha256=plan.revision.seal_code,
        number=plan.number,
        statement=plan.pack.statement,
        consent=_consent(adult=adult),
        signers=tuple(lines),
        guardian_owed=bool(family) and not adult and not any(line.settled for line in family),
        changed_since_signature=any(line.outdated for line in lines),
        finalized=plan.stored_id is not None and is_finalized(connection, plan.stored_id),
    )


def consent_of(plan: Prepared, person: Participant) -> str:
    """Return which consent to signing on a screen somebody is shown."""
    student = person.party is Party.STUDENT
    return _consent(adult=not student or is_adult(plan.row.birth_date, plan.sheet.on))


def _consent(*, adult: bool) -> str:
    return "consent_adult" if adult else "consent_minor"


def is_finalized(connection: Connection, revision_id: int) -> bool:
    """Tell whether a revision was finalized in any language."""
    return connection.execute(_ANY_PAPER, {"revision_id": revision_id}).first() is not None


def _marks(connection: Connection, conference_id: int) -> dict[int, Found]:
    """Return each participant's last mark that was not taken back."""
    rows = connection.execute(_STANDING, {"conference_id": conference_id})
    return {row.participant_id: row for row in rows}


def _mark(desk: Desk, row: Found, party: Party) -> SignatureMark:
    drawn: dict[str, Any] = row.strokes or {}
    return SignatureMark(
        name=row.name,
        role=row.role,
        kind=_KINDS[party],
        choice=cast("Choice", row.choice),
        method=cast("Method", row.method),
        language=row.language,
        revision_sha256=row.sha256.hex(),
        signed_at=row.signed_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        signed_on=row.signed_at.astimezone(desk.zone).date().isoformat(),
        words=row.words,
        strokes=tuple(tuple(tuple(point) for point in line) for line in drawn.get("lines", ())),
        aspect=drawn.get("aspect", 3),
        consent=ConsentShown(row.consent, row.consent_edition, row.language) if row.consent else None,
    )
