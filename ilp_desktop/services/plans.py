"""Finalized plans: drawn and sealed once, kept as they were, and where their copies went."""

import hashlib
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, insert, select

from ilp_desktop.documents.plans import draw_plan
from ilp_desktop.documents.seals import Sealer
from ilp_desktop.documents.verify import Verdict
from ilp_desktop.documents.verify import verify as judge
from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.deliveries import DeliveryKind, DeliveryLine, RenderingLine
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.plans import SignatureMark
from ilp_desktop.domain.signing import SigningSheet
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.services.concluding import conclude, record_fact
from ilp_desktop.services.conference_rows import Found, made_id, of_conference, reached
from ilp_desktop.services.conference_texts import settle_drafts
from ilp_desktop.services.copy_notes import Carrying, carrying_of, keep_carrying, note_of
from ilp_desktop.services.delivering import deliver
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.openings import note_opening
from ilp_desktop.services.plan_batches import finalize_signed, labels_of, marks_of
from ilp_desktop.services.plan_contents import Prepared, prepared
from ilp_desktop.services.plan_marks import signing_sheet
from ilp_desktop.services.print_orders import languages_of_family, order_copies, queue_on_finalizing, settle
from ilp_desktop.services.proof_making import reports_sealed
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import conference, delivery, office, plan_revision, rendering, staff_member, student

# Statements behind a screen are built once: building one takes longer than running it.
_OF_CONFERENCE = plan_revision.c.conference_id == bindparam("conference_id", type_=Integer)
_PAPERS = (
    select(
        rendering.c.id,
        rendering.c.revision_id,
        rendering.c.language,
        rendering.c.finalized_at,
        plan_revision.c.number,
        plan_revision.c.sha256,
    )
    .join(plan_revision, plan_revision.c.id == rendering.c.revision_id)
    .where(_OF_CONFERENCE)
    .order_by(rendering.c.id)
)
_DELIVERIES = (
    select(
        delivery.c.rendering_id,
        delivery.c.kind,
        delivery.c.to_whom,
        delivery.c.done_at,
        staff_member.c.given_name,
        staff_member.c.family_name,
    )
    .select_from(
        delivery.join(rendering, rendering.c.id == delivery.c.rendering_id)
        .join(plan_revision, plan_revision.c.id == rendering.c.revision_id)
        .outerjoin(staff_member, staff_member.c.id == delivery.c.staff_id)
    )
    .where(_OF_CONFERENCE)
    .order_by(delivery.c.id)
)


class Plans:
    """The finalized plans that one person may make, read and hand out."""

    def __init__(self, desk: Desk, seal_key_pem: bytes | None, seal_certificate_pem: bytes) -> None:
        """``seal_key_pem`` is None for a person who may not finalize; both are PEM."""
        self._desk = desk
        self._key_pem = seal_key_pem
        self._certificate_pem = seal_certificate_pem

    def finalize(self, conference_id: int, language: str) -> Changes:
        """Make the plan's paper in one language, seal it, check it, keep it, and conclude the conference.

        The made id is the rendering's. What was finalized in a language before is not made again: the same id
        returns. Further languages are of the same revision.

        Raises:
            OfficeError: ``consultation_missing``, ``signers_missing``, ``plan_changed``, ``conference_not_begun``,
                ``may_not_finalize``, ``plan_not_genuine``.

        """
        desk = self._desk
        with desk.store.read() as connection:
            plan, sheet = self._ready(connection, conference_id)
            known = _rendering_of(connection, plan.stored_id, language)
            paper = connection.execute(select(office.c.settings)).scalar_one().get("paper", "letter")
        if known is not None:
            return of_conference(conference_id, Kind.PLAN, made_id=known)
        pdf = self._sealed(plan, marks_of(sheet), language, paper)
        made = self._kept(plan, marks_of(sheet), language, pdf)
        return of_conference(conference_id, *Kind, made_id=made)

    def finalize_copies(self, conference_id: int) -> Changes:
        """Finalize the plan in each language that a home of the family reads, and put every copy into the queue.

        None is made or queued twice, so it can be asked for again. Raises as ``finalize``.
        """
        desk = self._desk
        with desk.store.read() as connection:
            plan = prepared(connection, desk, conference_id, Purpose.EDIT)
            languages = _languages(connection, plan)
        made = [self.finalize(conference_id, language).made_id for language in languages]
        with desk.store.write() as connection:
            for one in made:
                assert one is not None, "finalizing makes a paper or finds it"
                order_copies(connection, desk, one, everybody=True)
        return of_conference(conference_id, *Kind, made_id=made[0])

    def carrying(self, conference_id: int) -> Carrying:
        """Return in which languages it was written and who carried it over. Raises OfficeError ``conference_gone``."""
        desk = self._desk
        with desk.store.read() as connection:
            plan = prepared(connection, desk, conference_id)
            found = carrying_of(connection, plan, _languages(connection, plan))
        note_opening(desk, "conference_opened", plan.sheet.student_id, conference=conference_id)
        return found

    def carry_over(self, conference_id: int, how: str, by: str = "") -> Changes:
        """Say who read it aloud to the family or translated it: what copies that are not made yet will say.

        ``how`` is read_aloud, translated, or '' to take it back. Raises OfficeError ``carried_over_unnamed`` and
        ``conference_gone``.
        """
        with self._desk.store.write() as connection:
            reached(connection, self._desk, conference_id, Purpose.EDIT)
            keep_carrying(connection, conference_id, how, by)
        return of_conference(conference_id, Kind.CONFERENCE)

    def finalize_signed(self, on: date, watch: Watch = UNWATCHED) -> Changes:
        """Finalize each plan of a day that everybody signed and that no paper says yet; call it on a worker.

        In each language that a home of the family reads. What cannot be finalized stays on the closing list. ``ids`` are
        the conferences. Raises OfficeError ``may_not_finalize``, ``stopped``, ``drawing_stopped``: what was kept is kept.
        """
        return finalize_signed(self._desk, self._sealer, self._certificate_pem, on, watch, self._ready, self._kept)

    def rendering(self, rendering_id: int) -> bytes:
        """Return a finalized plan, the bytes that were sealed; reading it writes a line in the log.

        Raises OfficeError ``rendering_gone``.
        """
        desk = self._desk
        with desk.store.read() as connection:
            row = self._found(connection, rendering_id, Purpose.PRINT)
            pdf: bytes = connection.execute(select(rendering.c.pdf).where(rendering.c.id == rendering_id)).scalar_one()
        with desk.store.write() as connection:
            at = desk.clock.now()
            audits.append(connection, desk.viewer, "plan_read", row.student_id, at=at, rendering=rendering_id)
        return pdf

    def renderings(self, conference_id: int) -> tuple[RenderingLine, ...]:
        """Return a conference's finalized papers, oldest first, and where their copies went."""
        desk = self._desk
        with desk.store.read() as connection:
            plan = prepared(connection, desk, conference_id)
            rows = connection.execute(_PAPERS, {"conference_id": conference_id}).all()
            copies = _deliveries(connection, conference_id)
        note_opening(desk, "conference_opened", plan.sheet.student_id, conference=conference_id)
        return tuple(
            RenderingLine(
                rendering_id=row.id,
                language=row.language,
                number=row.number,
                seal_code=row.sha256.hex(),
                finalized_at=row.finalized_at,
                current=row.revision_id == plan.stored_id,
                deliveries=tuple(copies.get(row.id, ())),
            )
            for row in rows
        )

    def record_delivery(self, rendering_id: int, kind: str, to_whom: str = "") -> Changes:
        """Record what was done with a copy: given_to_family or mailed (R45), filed_in_folder (R46) or printed.

        A copy of it that waited to be printed for that waits no more. Raises OfficeError ``rendering_gone``.
        """
        desk = self._desk
        what = DeliveryKind(kind)
        with desk.store.write() as connection:
            row = self._found(connection, rendering_id, Purpose.EDIT)
            deliver(connection, desk, row, what, to_whom)
            settle(connection, rendering_id, what, desk.clock.now())
        return of_conference(row.conference_id, Kind.PLAN, Kind.STUDENT)

    def verify(self, pdf: bytes) -> Verdict:
        """Judge a file against this office's certificate and every paper that it finalized or sealed. Never raises."""
        with self._desk.store.read() as connection:
            known = frozenset(connection.execute(select(rendering.c.sha256)).scalars()) | reports_sealed(connection)
        return judge(pdf, [self._certificate_pem], known)

    @property
    def may_finalize(self) -> bool:
        """Whether this person holds the key that plans are sealed with."""
        return self._key_pem is not None

    @cached_property
    def _sealer(self) -> Sealer:
        if self._key_pem is None:
            raise OfficeError("may_not_finalize")
        return Sealer(self._key_pem, self._certificate_pem)

    def _ready(self, connection: Connection, conference_id: int) -> tuple[Prepared, SigningSheet]:
        plan = prepared(connection, self._desk, conference_id, Purpose.EDIT)
        if plan.row.begun_at is None:
            raise OfficeError("conference_not_begun")
        if not plan.talk_settled:
            raise OfficeError("consultation_missing")
        sheet = signing_sheet(connection, self._desk, plan)
        if sheet.changed_since_signature:
            raise OfficeError("plan_changed")
        if not sheet.complete:
            raise OfficeError("signers_missing")
        return plan, sheet

    def _sealed(self, plan: Prepared, marks: tuple[SignatureMark, ...], language: str, paper: Any) -> bytes:
        """Draw and seal, and do not believe in the result before it was judged as strictly as anyone's."""
        sealer = self._sealer
        drawn = draw_plan(
            plan.revision.content,
            marks,
            language=language,
            labels=labels_of(plan.pack, language),
            size=paper,
            note=note_of(plan, language),
        )
        pdf = sealer.seal(drawn, self._desk.clock.now())
        if judge(pdf, [self._certificate_pem]).kind != "genuine":
            raise OfficeError("plan_not_genuine")
        return pdf

    def _kept(self, plan: Prepared, marks: tuple[SignatureMark, ...], language: str, pdf: bytes) -> int:
        """Keep a paper and conclude the conference, if the plan and its marks are still those of the paper."""
        desk, conference_id = self._desk, plan.sheet.conference_id
        with desk.store.write() as connection:
            settle_drafts(connection, desk, reached(connection, desk, conference_id, Purpose.EDIT))
            now, sheet_now = self._ready(connection, conference_id)
            if (now.stored_id, marks_of(sheet_now)) != (plan.stored_id, marks):
                raise OfficeError("plan_changed")
            made = _keep(connection, desk, plan, language, pdf)
            conclude(connection, desk, conference_id)
            queue_on_finalizing(connection, desk, made)
            record_fact(connection, desk, plan, "plan_finalized", number=plan.number, language=language)
        return made

    def _found(self, connection: Connection, rendering_id: int, purpose: Purpose) -> Found:
        r, p = rendering.c, plan_revision.c
        row = connection.execute(
            select(r.id.label("rendering_id"), r.language, p.conference_id, p.student_id)
            .join(plan_revision, p.id == r.revision_id)
            .join(student, student.c.id == p.student_id)
            .join(conference, conference.c.id == p.conference_id)
            .where(r.id == rendering_id, student.c.deleted_at.is_(None), self._desk.sees(Sharing.PLAN, purpose)),
            self._desk.as_viewer(),
        ).one_or_none()
        if row is None:
            raise OfficeError("rendering_gone")
        return row


def _languages(connection: Connection, plan: Prepared) -> tuple[str, ...]:
    return languages_of_family(connection, plan.sheet.student_id, plan.row.birth_date, plan.sheet.on)


def _keep(connection: Connection, desk: Desk, plan: Prepared, language: str, pdf: bytes) -> int:
    made = made_id(
        connection.execute(
            insert(rendering).values(
                uid=uids.new_uid(desk.clock),
                revision_id=plan.stored_id,
                language=language,
                pdf=pdf,
                sha256=hashlib.sha256(pdf).digest(),
                finalized_at=desk.clock.now(),
            )
        )
    )
    at = desk.clock.now()
    audits.append(connection, desk.viewer, "plan_finalized", plan.sheet.student_id, at=at, rendering=made)
    return made


def _rendering_of(connection: Connection, revision_id: int | None, language: str) -> int | None:
    r = rendering.c
    return connection.execute(
        select(r.id).where(r.revision_id == revision_id, r.language == language).limit(1)
    ).scalar_one_or_none()


def _deliveries(connection: Connection, conference_id: int) -> dict[int, list[DeliveryLine]]:
    rows = connection.execute(_DELIVERIES, {"conference_id": conference_id})
    found: dict[int, list[DeliveryLine]] = {}
    for row in rows:
        done_by = full_name(row.given_name or "", row.family_name or "")
        line = DeliveryLine(DeliveryKind(row.kind), row.to_whom, done_by, row.done_at)
        found.setdefault(row.rendering_id, []).append(line)
    return found
