"""The plans of a whole day finalized at once: drawn and judged by two processes, sealed and kept here."""

import contextlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Connection, exists, select

from ilp_desktop.documents.drawing import Drawing, DrawingHands
from ilp_desktop.documents.seals import Sealer
from ilp_desktop.documents.verify import verify
from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import PolicyPack, Wording
from ilp_desktop.domain.plans import SignatureMark
from ilp_desktop.domain.signing import SigningSheet
from ilp_desktop.domain.watching import Watch
from ilp_desktop.services.copy_notes import note_of
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.plan_contents import Prepared
from ilp_desktop.services.print_orders import languages_of_family
from ilp_desktop.store.tables import conference, office, plan_revision, rendering, student

Ready: TypeAlias = Callable[[Connection, int], tuple[Prepared, SigningSheet]]
Keep: TypeAlias = Callable[[Prepared, tuple[SignatureMark, ...], str, bytes], int]
_c, _p = conference.c, plan_revision.c
_FEW = 40
"""So many plans are drawn here sooner than two processes have begun."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    plan: Prepared
    marks: tuple[SignatureMark, ...]
    language: str
    drawing: Drawing


def finalize_signed(
    desk: Desk, sealer: Sealer, certificate_pem: bytes, on: date, watch: Watch, ready: Ready, keep: Keep
) -> Changes:
    """Finalize what is signed of a day; as ``Plans.finalize_signed`` does and raises."""
    found = _signed_on(desk, on)
    done: set[int] = set()
    if not found:
        return Changes(frozenset(), frozenset())
    watch.at("drawing", 0, len(found))
    asked: list[_Wanted] = []

    def drawings() -> Iterator[Drawing]:
        for conference_id in found:
            for one in _wanted(desk, conference_id, ready):
                asked.append(one)
                yield one.drawing

    def seal(drawn: bytes) -> bytes:
        return sealer.seal(drawn, desk.clock.now())

    with contextlib.closing(_papers(drawings(), len(found), seal, certificate_pem)) as papers:
        for at, pdf in enumerate(papers):
            one = asked[at]
            watch.at("drawing", len(done), len(found))
            try:
                keep(one.plan, one.marks, one.language, pdf)
            except OfficeError as error:
                if error.code not in _NOT_YET:
                    raise
            else:
                done.add(one.plan.sheet.conference_id)
    return Changes(frozenset(Kind), frozenset(done))


def _papers(
    drawings: Iterator[Drawing], count: int, seal: Callable[[bytes], bytes], certificate_pem: bytes
) -> Generator[bytes]:
    """Return the sealed and judged papers in order: a few made here, many by two processes."""
    if count > _FEW:
        with DrawingHands() as hands:
            yield from hands.sealed(drawings, seal, certificate_pem)
        return
    for one in drawings:
        pdf = seal(one.drawn())
        if verify(pdf, [certificate_pem]).kind != "genuine":
            raise OfficeError("plan_not_genuine")
        yield pdf


_NOT_YET = frozenset(
    {"plan_changed", "consultation_missing", "signers_missing", "conference_not_begun", "conference_gone"}
)
"""What a plan that cannot be finalized says: it stays on the closing list."""


def _wanted(desk: Desk, conference_id: int, ready: Ready) -> list[_Wanted]:
    """Return the papers that a conference is to become; none where it is not ready."""
    with desk.store.read() as connection:
        try:
            plan, sheet = ready(connection, conference_id)
        except OfficeError as error:
            if error.code in _NOT_YET:
                return []
            raise
        size: Any = connection.execute(select(office.c.settings)).scalar_one().get("paper", "letter")
        languages = languages_of_family(connection, plan.sheet.student_id, plan.row.birth_date, plan.sheet.on)
    marks = marks_of(sheet)
    return [
        _Wanted(
            plan,
            marks,
            language,
            Drawing(
                plan.revision.content, marks, language, labels_of(plan.pack, language), size, note_of(plan, language)
            ),
        )
        for language in languages
    ]


_BEGUN = tuple(
    state.value for state in (ConferenceState.IN_CONFERENCE, ConferenceState.TO_SIGN, ConferenceState.SIGNED)
)


def _signed_on(desk: Desk, on: date) -> list[int]:
    """Return the conferences of a day that may be signed and whose last revision is no paper yet, in slot order."""
    last = (
        select(_p.id)
        .where(_p.conference_id == _c.id)
        .order_by(_p.number.desc())
        .limit(1)
        .correlate(conference)
        .scalar_subquery()
    )
    statement = (
        select(_c.id)
        .join(student, student.c.id == _c.student_id)
        .where(
            _c.held_on == on,
            _c.state.in_(_BEGUN),
            _c.deleted_at.is_(None),
            student.c.deleted_at.is_(None),
            ~exists().where(rendering.c.revision_id == last).correlate(conference),
            desk.sees(Sharing.PLAN, Purpose.EDIT),
        )
        .order_by(_c.staff_id, _c.starts_at, _c.id)
    )
    with desk.store.read() as connection:
        return list(connection.execute(statement, desk.as_viewer()).scalars())


def marks_of(sheet: SigningSheet) -> tuple[SignatureMark, ...]:
    """Return the marks that stand, in the order of the participants."""
    return tuple(line.mark for line in sheet.signers if line.mark is not None and not line.outdated)


def labels_of(pack: PolicyPack, language: str) -> dict[str, str]:
    """Return the policy set's own words for places of a paper, ``{name}`` still to be filled in.

    A prompt, and what the plan is called, stand in a revision as they were shown; ``prompt.`` and those words lead to
    them in the paper's language.

    A language that the policy set does not have is left to the program's own words.
    """
    places: dict[str, Wording] = {section.key: section.heading for section in pack.sections}
    for section in pack.sections:
        if any(field.kind == "signatures" for field in section.fields):
            places["signatures"] = section.heading
    places["statement"] = pack.statement
    places |= {f"consultation.{code}": wording for code, wording in pack.consultation.reasons.items()}
    base = language.split("-", maxsplit=1)[0]
    asked = [field.prompt for section in pack.sections for field in section.fields if field.kind == "text"]
    for wording in (*asked, *pack.plan_labels.values()):
        places |= {f"prompt.{words}": wording for words in wording.values()}
    spoken = {place: wording.get(language) or wording.get(base, "") for place, wording in places.items()}
    return {place: words for place, words in spoken.items() if words}
