"""Signing a plan: each mark binds to exactly what was shown, and in which language."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import Participant
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.plans import Choice, Method
from ilp_desktop.domain.signing import CONSENT_EDITION, SigningSheet, Strokes, checked_strokes
from ilp_desktop.services.concluding import record_fact, show_signed
from ilp_desktop.services.conference_rows import conference_of, made_id, of_conference, reached, written
from ilp_desktop.services.conference_texts import settle_drafts
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.openings import note_opening
from ilp_desktop.services.plan_contents import Prepared, prepared
from ilp_desktop.services.plan_marks import consent_of, is_finalized, signing_sheet
from ilp_desktop.store import uids
from ilp_desktop.store.tables import draft, participant, plan_revision, rendering, signature

_TOUCHED = (Kind.SIGNATURE, Kind.CONFERENCE, Kind.DAY, Kind.PLAN)


class Signing:
    """The signatures of the conferences that one person holds."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def prepare(self, conference_id: int) -> SigningSheet:
        """Return what would be signed now, and who has signed it. Raises OfficeError ``conference_gone``."""
        desk = self._desk
        with desk.store.read() as connection:
            plan = prepared(connection, desk, conference_id)
            sheet = signing_sheet(connection, desk, plan)
        note_opening(desk, "conference_opened", plan.sheet.student_id, conference=conference_id)
        return sheet

    def sign(  # noqa: PLR0913 - each says one thing about the mark
        self,
        conference_id: int,
        participant_id: int,
        sha256: str,
        choice: Choice,
        words: str = "",
        method: Method = "drawn",
        strokes: Strokes = (),
        language: str = "en",
        *,
        aspect: float = 3.0,
    ) -> Changes:
        """Take one person's mark on the content that ``sha256`` (hex) names, in any order.

        A new mark takes the place of the person's last one. ``aspect`` is the signing field's width over its height.

        Raises:
            OfficeError: ``plan_changed`` when the plan says something else by now, ``signer_unknown``,
                ``words_missing`` for a disagreement without words, ``signature_too_short``, ``signature_too_long``,
                ``conference_not_begun``, ``plan_finalized``.

        """
        said = {"choice": choice, "words": written(words).strip(), "method": method, "language": language}
        if choice == "disagree" and not said["words"]:
            raise OfficeError("words_missing")
        drawn = {"aspect": aspect, "lines": checked_strokes(strokes, aspect)} if method == "drawn" else {}
        with self._desk.store.write() as connection:
            settle_drafts(connection, self._desk, reached(connection, self._desk, conference_id, Purpose.EDIT))
            plan = prepared(connection, self._desk, conference_id, Purpose.EDIT)
            person = _signer(plan, participant_id)
            _check_signable(connection, plan, sha256)
            _withdraw(connection, self._desk, conference_id, participant_id)
            shown = _consent_shown(plan, person) if method == "drawn" else {}
            _keep_mark(connection, self._desk, plan, person, {**said, **shown, "strokes": drawn})
            _was_here(connection, self._desk, plan, person, method)
            self._show(connection, conference_id)
        return of_conference(conference_id, *_TOUCHED)

    def take_back(self, participant_id: int) -> Changes:
        """Take a mark back, before the plan is finalized. Raises OfficeError ``plan_finalized``."""
        desk = self._desk
        with desk.store.write() as connection:
            conference_id = conference_of(connection, participant_id)
            plan = prepared(connection, desk, conference_id, Purpose.EDIT)
            if plan.stored_id is not None and is_finalized(connection, plan.stored_id):
                raise OfficeError("plan_finalized")
            _withdraw(connection, desk, conference_id, participant_id)
            self._show(connection, conference_id)
        return of_conference(conference_id, *_TOUCHED)

    def _show(self, connection: Connection, conference_id: int) -> None:
        plan = prepared(connection, self._desk, conference_id, Purpose.EDIT)
        if plan.row.concluded_at is not None:
            show_signed(connection, self._desk, plan)


def _check_signable(connection: Connection, plan: Prepared, sha256: str) -> None:
    if plan.row.begun_at is None:
        raise OfficeError("conference_not_begun")
    if sha256 != plan.revision.seal_code:
        raise OfficeError("plan_changed")
    if plan.stored_id is not None and is_finalized(connection, plan.stored_id):
        raise OfficeError("plan_finalized")


def _keep_mark(
    connection: Connection, desk: Desk, plan: Prepared, person: Participant, values: Mapping[str, object]
) -> None:
    connection.execute(
        insert(signature).values(
            uid=uids.new_uid(desk.clock),
            revision_id=plan.stored_id or _store_revision(connection, desk, plan),
            participant_id=person.participant_id,
            name=person.name,
            role=person.role,
            signed_at=_signed_at(desk, plan, values["method"]),
            **values,
        )
    )
    d = draft.c  # a signer's words are kept with the mark from now on
    written_for = f"words:{person.participant_id}"
    connection.execute(delete(draft).where(d.conference_id == plan.sheet.conference_id, d.field == written_for))


def _consent_shown(plan: Prepared, person: Participant) -> dict[str, object]:
    """Return what whoever signs on the screen is told there, in the language in which the plan is shown."""
    return {"consent": consent_of(plan, person), "consent_edition": CONSENT_EDITION}


def _signed_at(desk: Desk, plan: Prepared, method: object) -> datetime:
    """Return when a mark was made: under the paper of a conference that was held on paper, at its end; otherwise now."""
    now = desk.clock.now()
    if method == "drawn" or plan.row.paper_entry_id is None:
        return now
    began = datetime.combine(plan.row.held_on, time.fromisoformat(plan.row.starts_at), desk.zone)
    return min(now, (began + timedelta(minutes=plan.row.minutes)).astimezone(UTC))


def _store_revision(connection: Connection, desk: Desk, plan: Prepared) -> int:
    """Keep what is signed, as the bytes that its seal code is of, and return the revision's id."""
    made = connection.execute(
        insert(plan_revision).values(
            uid=UUID(plan.revision.content.revision.uid),
            conference_id=plan.sheet.conference_id,
            student_id=plan.sheet.student_id,
            number=plan.number,
            content=plan.revision.canonical.decode(),
            sha256=bytes.fromhex(plan.revision.seal_code),
            made_at=desk.clock.now(),
            made_by=desk.viewer.staff_id,
        )
    )
    return made_id(made)


def _signer(plan: Prepared, participant_id: int) -> Participant:
    for person in plan.sheet.participants:
        if person.participant_id == participant_id and person.may_sign:
            return person
    raise OfficeError("signer_unknown")


def _withdraw(connection: Connection, desk: Desk, conference_id: int, participant_id: int) -> None:
    g, p = signature.c, plan_revision.c
    connection.execute(
        update(signature)
        .where(
            g.participant_id == participant_id,
            g.withdrawn_at.is_(None),
            # A mark under a paper that was finalized stays as it was: the paper shows it.
            g.revision_id.in_(
                select(p.id).where(
                    p.conference_id == conference_id,
                    p.id.not_in(select(rendering.c.revision_id)),
                )
            ),
        )
        .values(withdrawn_at=desk.clock.now())
    )


def _was_here(connection: Connection, desk: Desk, plan: Prepared, person: Participant, method: Method) -> None:
    """Whoever signs on the screen, or says that they would rather not, took part. Paper may come back later."""
    if method == "paper" or person.attended is not None:
        return
    p = participant.c
    connection.execute(
        update(participant).where(p.id == person.participant_id).values(attended=True, version=p.version + 1)
    )
    if plan.row.concluded_at is not None:
        record_fact(connection, desk, plan, "attended", participant=person.participant_id, party=person.party.value)
