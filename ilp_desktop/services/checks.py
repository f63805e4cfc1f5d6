"""Whether every finalized plan that the office keeps is still what was finalized."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from ilp_desktop.documents.verify import verify
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import plan_revision, rendering


@dataclass(frozen=True, slots=True)
class CheckedPlans:
    """How many finalized papers there are, and the seal codes (hex) of the plans of which one is not genuine."""

    count: int
    altered: tuple[str, ...]


def check_plans(store: Store, certificate_pem: bytes) -> CheckedPlans:
    """Judge every stored paper as a stranger would, and every stored revision by its seal code.

    One paper at a time is in memory; each takes some hundredths of a second.
    """
    r, p = rendering.c, plan_revision.c
    papers = select(r.id, r.sha256, p.sha256.label("code")).join(plan_revision, p.id == r.revision_id).order_by(r.id)
    paper = select(r.pdf, p.content).join(plan_revision, p.id == r.revision_id)
    with store.read() as connection:
        lines = connection.execute(papers).all()
    altered: dict[str, None] = {}
    for line in lines:
        with store.read() as connection:
            row = connection.execute(paper.where(r.id == line.id)).one()
        genuine = verify(row.pdf, [certificate_pem], {line.sha256}).kind == "genuine"
        if not genuine or hashlib.sha256(row.content.encode()).digest() != line.code:
            altered[line.code.hex()] = None
    return CheckedPlans(len(lines), tuple(altered))
