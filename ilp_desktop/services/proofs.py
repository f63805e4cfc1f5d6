"""The yearly proof: judged, counted and frozen for a school year, read again as it was, put on paper and into tables."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from sqlalchemy import Connection, func, select

from ilp_desktop.documents.papers import PaperSize
from ilp_desktop.documents.proof_evidence import draw_annex, draw_evidence_report, draw_self_view
from ilp_desktop.documents.proof_files import proof_json, read_proof
from ilp_desktop.documents.proof_patrons import draw_patrons_report
from ilp_desktop.documents.seals import Sealer
from ilp_desktop.documents.sheets import written
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.jsonables import from_jsonable
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.policy.proofs import Absence, Ahead, Frozen, Proof, ProofLine, ProofPaper, together
from ilp_desktop.domain.sheets import SheetForm
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.findings import Findings
from ilp_desktop.services.proof_making import (
    forget_half_made,
    keep_proof,
    opinions_of,
    pupils_of,
    remove,
    rules_in,
    years_of,
)
from ilp_desktop.store import audits
from ilp_desktop.store.tables import office, proof_student, staff_member, standing, student, yearly_proof
from ilp_desktop.wording.proofs import REASONS, clauses_sheet, groups_sheet

SELF_VIEWED = "kentucky"
"""The policy set whose state asks schools to look at their own work (R90)."""
_READERS = frozenset({Role.LEAD, Role.PRINCIPAL, Role.AUDITOR})
_MAKERS = frozenset({Role.LEAD, Role.PRINCIPAL})
_p, _r, _s = yearly_proof.c, proof_student.c, student.c
_LINES = select(
    _p.id, _p.label, _p.made_on, _p.totals, staff_member.c.given_name, staff_member.c.family_name
).select_from(yearly_proof.outerjoin(staff_member, staff_member.c.person_uid == _p.made_by))
_st = standing.c
_STANDING = select(
    func.count().label("students"),
    func.count().filter(_st.needed > 0).label("waiting"),
    func.coalesce(func.sum(_st.needed), 0).label("requirements"),
    func.count().filter(_st.no_plan != "").label("without_plan"),
).select_from(standing)
_PUPILS = select(_r.found, _r.grade, _r.school, _s.given_name, _s.family_name).join(student, _s.id == _r.student_id)


class Proofs:
    """The proofs of the office: made by the lead or the principal, read by an auditor too, deleted by the lead.

    Every verb raises OfficeError ``not_allowed`` for anybody else, and ``proof_gone`` for one that is not there.
    """

    def __init__(self, desk: Desk, seal_key_pem: bytes | None, seal_certificate_pem: bytes) -> None:
        """``seal_key_pem`` is None for a person who may not seal: their papers are the same without a seal; both are PEM."""
        self._desk = desk
        self._key_pem = seal_key_pem
        self._certificate_pem = seal_certificate_pem

    def all(self) -> tuple[ProofLine, ...]:
        """Return the proofs that were made, the newest first."""
        self._may(_READERS)
        with self._desk.store.read() as connection:
            rows = connection.execute(_LINES.where(_p.deleted_at.is_(None)).order_by(_p.id.desc())).all()
        return tuple(_line(row) for row in rows)

    def ahead(self, label: str = "") -> Ahead:
        """Return what a proof of a school year would be made of, today's where nothing is said: what is open comes first.

        Of a year that is over, only how many students it is about: what was open then, its proof says.
        Judge what is stale first (``findings.catch_up``). Raises OfficeError ``proof_no_calendar`` or ``pack_none``.
        """
        self._may(_READERS)
        desk = self._desk
        with desk.store.read() as connection:
            ruling, _stack = rules_in(connection, desk, label)
            opinions = opinions_of(connection, ruling)
            years = years_of(connection, ruling)
            label = ruling.year.label
            if label != years[0]:
                return Ahead(label, years, len(pupils_of(connection, ruling, desk.today)), 0, 0, 0, opinions, over=True)
            row = connection.execute(_STANDING).one()
        return Ahead(label, years, row.students, row.waiting, row.requirements, row.without_plan, opinions)

    def make(
        self, label: str = "", said: Collection[str] = (), plans: str = "", *, watch: Watch = UNWATCHED
    ) -> Changes:
        """Judge everybody up to date, count, and freeze what was found for a school year; the made id is the proof's.

        ``said`` are the uids of the responses to print, ``plans`` what the school plans next, in its own words. It takes
        seconds, and nothing half made is kept. Raises OfficeError ``stopped``, ``proof_no_students``, ``proof_no_calendar``, ``proof_no_rules``.
        """
        self._may(_MAKERS)
        desk = self._desk
        watch.at("proof_judging")
        Findings(desk).catch_up(lambda done: watch.tell("proof_judging", done, 0), watch.stopped)
        forget_half_made(desk)
        with desk.store.read() as connection:
            ruling, stack = rules_in(connection, desk, label)
            if not ruling.policy.clauses:
                raise OfficeError("proof_no_rules")
            proof_id = keep_proof(connection, desk, ruling, stack, said, plans, watch)
        return Changes(frozenset({Kind.POLICY}), made_id=proof_id)

    def open(self, proof_id: int) -> Frozen:
        """Return a proof as it was made. It holds counts, and no student."""
        self._may(_READERS)
        with self._desk.store.read() as connection:
            return _frozen(_found(connection, proof_id))

    def pupils(self, proof_id: int) -> tuple[Absence, ...]:
        """Return each student and clause past its day and not met when the proof was made; it writes a line in the record.

        Of the students whose files are still here: what a disposed file was counted in stays in the sums alone.
        """
        self._may(_READERS)
        desk = self._desk
        with desk.store.read() as connection:
            _found(connection, proof_id)
            rows = connection.execute(
                _PUPILS.where(_r.proof_id == proof_id, _s.deleted_at.is_(None)).order_by(_s.sort_key, _s.id)
            ).all()
        with desk.store.write() as connection:
            audits.append(connection, desk.viewer, "proof_students_read", at=desk.clock.now(), proof=proof_id)
        return tuple(one for row in rows for one in _not_met(row))

    def paper(self, proof_id: int, kind: ProofPaper, language: str = "en", school: int | None = None) -> bytes:
        """Draw one of its papers as PDF, of one school or all, sealed where this person holds the sealing key.

        It writes a line in the record: whoever has it can hand it on.
        """
        frozen = self.open(proof_id)
        size = self._size()
        if kind is ProofPaper.ANNEX:
            return draw_annex(frozen, self.pupils(proof_id), language=language, size=size)
        pdf = self._drawn(frozen, kind, language, school, size)
        self._note_handed_out(proof_id, pdf)
        return pdf

    def district_paper(self, proof: Proof, kind: ProofPaper, language: str = "en") -> bytes:
        """Draw a paper of several offices' proofs put together (``district``)."""
        self._may(_READERS)
        pdf = self._drawn(Frozen(proof), kind, language, None, self._size())
        self._note_handed_out(0, pdf)
        return pdf

    def data(self, proof_id: int) -> bytes:
        """Return ``proof.json``: counts alone, for the district or another program. It writes a line in the record."""
        content = proof_json(self.open(proof_id).proof)
        self._note_handed_out(proof_id)
        return content

    def table(self, proof_id: int, which: str, form: SheetForm) -> bytes:
        """Return its ``clauses`` or its ``groups`` (R91) as a table for spreadsheets. It writes a line in the record."""
        proof = self.open(proof_id).proof
        sheet = clauses_sheet(proof) if which == "clauses" else groups_sheet(proof)
        self._note_handed_out(proof_id)
        return written(sheet, form)

    def district(self, files: Sequence[bytes], name: str) -> Proof:
        """Put together what several offices exported as ``proof.json``, of one school year.

        Raises OfficeError ``proof_file_broken``, ``proof_file_newer``, ``proof_file_twice``, ``proof_other_year``,
        ``proof_no_files``; which file is meant is its place in the list, from 1.
        """
        self._may(_READERS)
        if not files:
            raise OfficeError("proof_no_files")
        proofs: list[Proof] = []
        for at, content in enumerate(files, start=1):
            proof = read_proof(content, at)
            if any(proof.office_uid == other.office_uid for other in proofs):
                raise OfficeError("proof_file_twice", number=at)
            if proofs and proof.school_year != proofs[0].school_year:
                raise OfficeError("proof_other_year", number=at, year=proof.school_year, other=proofs[0].school_year)
            proofs.append(proof)
        return together(proofs, name)

    def delete(self, proof_id: int, reason: str) -> Changes:
        """Delete a proof for good, with everything in it; the record keeps that it was there and why (``REASONS``)."""
        self._may(frozenset({Role.LEAD}))
        if reason not in REASONS:
            raise OfficeError("proof_no_reason")
        desk = self._desk
        with desk.store.write() as connection:
            _found(connection, proof_id)
            remove(connection, [proof_id])
            at = desk.clock.now()
            audits.append(connection, desk.viewer, "proof_deleted", at=at, proof=proof_id, reason=reason)
        return Changes(frozenset({Kind.POLICY}))

    @cached_property
    def _sealer(self) -> Sealer | None:
        return None if self._key_pem is None else Sealer(self._key_pem, self._certificate_pem)

    def _drawn(self, frozen: Frozen, kind: ProofPaper, language: str, school: int | None, size: PaperSize) -> bytes:
        sealer = self._sealer
        match kind:
            case ProofPaper.PATRONS:
                pdf = draw_patrons_report(frozen, school=school, language=language, size=size, seal=sealer is not None)
            case ProofPaper.SELF_VIEW:
                pdf = draw_self_view(
                    frozen, SELF_VIEWED, school=school, language=language, size=size, seal=sealer is not None
                )
            case _evidence:
                pdf = draw_evidence_report(frozen, school=school, language=language, size=size, seal=sealer is not None)
        return pdf if sealer is None else sealer.seal(pdf, self._desk.clock.now())

    def _size(self) -> PaperSize:
        with self._desk.store.read() as connection:
            return connection.execute(select(office.c.settings)).scalar_one().get("paper", "letter")

    def _note_handed_out(self, proof_id: int, pdf: bytes = b"") -> None:
        """Write it in the record; of a sealed paper with its digest, by which this office knows it again."""
        desk = self._desk
        digest = hashlib.sha256(pdf).hexdigest() if pdf and self._sealer else ""
        with desk.store.write() as connection:
            audits.append(
                connection, desk.viewer, "proof_handed_out", at=desk.clock.now(), proof=proof_id, digest=digest
            )

    def _may(self, roles: Collection[Role]) -> None:
        if self._desk.viewer.role not in roles:
            raise OfficeError("not_allowed")


def _found(connection: Connection, proof_id: int) -> Found:
    row = connection.execute(_LINES.where(_p.id == proof_id, _p.deleted_at.is_(None))).one_or_none()
    if row is None:
        raise OfficeError("proof_gone")
    return row


def _frozen(row: Found) -> Frozen:
    return from_jsonable(Frozen, row.totals)


def _line(row: Found) -> ProofLine:
    proof = _frozen(row).proof
    return ProofLine(
        row.id,
        row.label,
        row.made_on,
        full_name(row.given_name or "", row.family_name or ""),
        proof.students,
        tuple((one.school, one.name) for one in proof.schools),
        tuple(one.pack_id for one in proof.rules),
    )


def _not_met(row: Found) -> Iterator[Absence]:
    for clause_id, period, state, have, need, due_on, _by in row.found:
        if state in {"overdue", "closed"}:
            name = full_name(row.given_name, row.family_name)
            yield Absence(name, row.grade, row.school, clause_id, period, state, have, need, due_on)
