"""What conferences that have begun still lack, by the sections of the policy set that each was begun under.

A few statements, however many conferences: what was written, who promised what, and whose mark is owed.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, String, and_, cast, exists, func, select, union_all

from ilp_desktop.domain.circumstances import Lack, Lacking, Written, lacking_in
from ilp_desktop.domain.conferences import ConferenceState, Party
from ilp_desktop.domain.guardianship import Right, is_adult, rights_on
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.packs import pack_of
from ilp_desktop.services.relation_rows import TERMS, terms_of
from ilp_desktop.store.tables import (
    answer,
    commitment,
    conference,
    consultation,
    draft,
    goal,
    participant,
    plan_revision,
    signature,
    step,
    student,
    student_guardian,
)
from ilp_desktop.store.these import packed, these

_c, _p, _g, _d, _v = conference.c, participant.c, goal.c, draft.c, plan_revision.c
BEGUN = (ConferenceState.IN_CONFERENCE.value, ConferenceState.TO_SIGN.value)
"""The states of a conference that can lack something."""
_SETTLED = ("finished", "not_held")
_CONFERENCES = (
    select(
        _c.id,
        _c.student_id,
        _c.held_on,
        _c.grade,
        _c.plan_kind,
        _c.programs,
        _c.occasion,
        _c.begun_at,
        _c.pack_id,
        _c.pack_version,
        _c.pack_digest,
        _c.concluded_at,
        student.c.birth_date,
        consultation.c.phase,
    )
    .select_from(
        conference.join(student, student.c.id == _c.student_id).outerjoin(
            consultation, consultation.c.conference_id == _c.id
        )
    )
    .where(these(_c.id), _c.state.in_(BEGUN))
)
_FIELDS = union_all(
    select(answer.c.conference_id, answer.c.field).where(
        these(answer.c.conference_id), func.trim(answer.c.text) != "", answer.c.deleted_at.is_(None)
    ),
    # What is being typed stands there too.
    select(_d.conference_id, func.substr(_d.field, len("answer:") + 1)).where(
        these(_d.conference_id), _d.field.startswith("answer:"), func.trim(_d.text) != ""
    ),
)
_typed_goal = exists().where(
    _d.conference_id == _g.conference_id, _d.field == "goal:" + cast(_g.id, String), func.trim(_d.text) != ""
)
_typed_step = exists().where(
    _d.conference_id == _g.conference_id, _d.field == "step:" + cast(step.c.id, String), func.trim(_d.text) != ""
)
_has_step = exists().where(
    step.c.goal_id == _g.id,
    step.c.deleted_at.is_(None),
    (func.trim(step.c.text) != "") | _typed_step.correlate(goal, step),
)
_GOALS = select(_g.conference_id, _has_step.correlate(goal).label("has_step")).where(
    these(_g.conference_id), _g.deleted_at.is_(None), (func.trim(_g.text) != "") | _typed_goal.correlate(goal)
)
_PROMISES = select(commitment.c.conference_id, commitment.c.party).where(
    these(commitment.c.conference_id), commitment.c.deleted_at.is_(None), func.trim(commitment.c.text) != ""
)
_other = plan_revision.alias("other")
_last = (
    select(func.max(_other.c.number))
    .where(_other.c.conference_id == _p.conference_id)
    .correlate(participant)
    .scalar_subquery()
)
_signed = exists().where(
    signature.c.participant_id == _p.id,
    signature.c.withdrawn_at.is_(None),
    signature.c.revision_id == _v.id,
    _v.conference_id == _p.conference_id,
    _v.number == _last,
)
_SIGNERS = (
    select(
        _p.id,
        _p.conference_id,
        _p.party,
        _p.name,
        _p.role,
        _p.guardian_id,
        _p.may_sign,
        _p.attended,
        _p.signs_by,
        _p.signs_how,
        _signed.correlate(participant).label("signed"),
        student_guardian.c.deleted_at.label("parted_at"),
        *TERMS,
    )
    .select_from(
        participant.join(conference, _c.id == _p.conference_id).outerjoin(
            student_guardian,
            and_(student_guardian.c.guardian_id == _p.guardian_id, student_guardian.c.student_id == _c.student_id),
        )
    )
    .where(these(_p.conference_id), _p.deleted_at.is_(None), student_guardian.c.barred.is_not(True))
    .order_by(_p.id)
)


def lacking_of(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[Lacking, ...]]:
    """Return, of those of these conferences that have begun and are not signed, what each lacks."""
    if not ids:
        return {}
    asked = {"ids": packed(ids)}
    rows = connection.execute(_CONFERENCES, asked).all()
    if not rows:
        return {}
    written = _written(connection, asked)
    owed = owed_by(connection, rows)
    found: dict[int, tuple[Lacking, ...]] = {}
    for row in rows:
        fields, goals, parties = written[row.id]
        stands = Written(frozenset(fields), len(goals), goals.count(False), frozenset(parties), row.phase in _SETTLED)
        names = [Lacking(Lack.SIGNATURE, one.name) for one in owed.get(row.id, ())]
        found[row.id] = (*lacking_in(pack_of(connection, row).sections, stands), *names)
    return found


def owed_by(connection: Connection, rows: Sequence[Found]) -> dict[int, list[Found]]:
    """Return, of conferences read with birth_date, held_on and concluded_at, who is expected to sign and has not.

    Nobody waits for who may not sign or could not be here; where no parent or guardian could, any of them is still asked
    for a student under 18.
    """
    of = {row.id: row for row in rows}
    everybody: defaultdict[int, list[Found]] = defaultdict(list)
    for found in connection.execute(_SIGNERS, {"ids": packed(list(of))}):
        if _signs(found, of[found.conference_id]):
            everybody[found.conference_id].append(found)
    owed: dict[int, list[Found]] = {}
    for conference_id, signers in everybody.items():
        row = of[conference_id]
        waiting = [one for one in signers if one.attended is not False and not one.signed]
        family = [one for one in signers if one.party == Party.FAMILY.value]
        waited_for = any(one.party == Party.FAMILY.value for one in waiting)
        if (
            family
            and not waited_for
            and not is_adult(row.birth_date, row.held_on)
            and not any(one.signed for one in family)
        ):
            waiting += family
        owed[conference_id] = waiting
    return owed


def _signs(found: Found, row: Found) -> bool:
    if found.guardian_id is None or row.concluded_at is not None:
        return bool(found.may_sign)
    if found.relation_id is None or found.parted_at is not None:
        return False
    return {Right.ATTEND, Right.SIGN} <= rights_on(terms_of(found), row.birth_date, row.held_on)


def _written(
    connection: Connection, asked: Mapping[str, object]
) -> defaultdict[int, tuple[set[str], list[bool], set[str]]]:
    """Return the fields with something in them, for each goal whether it has a step, and the parties that promised."""
    found: defaultdict[int, tuple[set[str], list[bool], set[str]]] = defaultdict(lambda: (set(), [], set()))
    for conference_id, field in connection.execute(_FIELDS, asked):
        found[conference_id][0].add(field)
    for row in connection.execute(_GOALS, asked):
        found[row.conference_id][1].append(bool(row.has_step))
    for row in connection.execute(_PROMISES, asked):
        found[row.conference_id][2].add(row.party)
    return found
