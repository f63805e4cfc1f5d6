"""Letters to a family: drawn for each home that may be mailed, and written down as evidence once they went out (R34, R94)."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, Integer, and_, bindparam, insert, or_, select

from ilp_desktop.documents.letters import LetterText, NoteText, draw_letter, draw_note
from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import plan_kind_of
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.letters import (
    LETTER_EVENTS,
    MISSED,
    SCHEDULE,
    Addressee,
    Letter,
    LetterPaper,
    Offer,
    Wanted,
    Way,
)
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.packs import worded
from ilp_desktop.domain.policy.clauses import CARRIES, Duty, Every
from ilp_desktop.domain.policy.sets import SHARINGS, Policy, Template
from ilp_desktop.services.conference_rows import Found, made_id, written
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.letter_homes import addressees_of, meetings_of, roles_of
from ilp_desktop.services.openings import note_opening
from ilp_desktop.services.packs import pack_in_force
from ilp_desktop.services.policies import policy_in_force
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import (
    conference,
    evidence,
    guardian,
    household,
    office,
    staff_member,
    student,
    student_guardian,
)

_STUDENT = bindparam("student_id", type_=Integer)
_s, _g, _r, _h, _c, _e = student.c, guardian.c, student_guardian.c, household.c, conference.c, evidence.c
_INVITED = ("conference", "invitation", "attempt")
"""Clauses of these are answered by an invitation."""
_TEXTS_MOST = 20


class Letters:
    """What a person of the office writes to the families of the students whose plan and contacts they may see.

    Every verb raises OfficeError ``student_gone`` for anybody else, and ``pack_none`` where no policy set is in force.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_student(self, student_id: int, clause_id: str = "") -> Offer:
        """Return which letters there are for a family and what is known to put in; a clause chooses its own.

        It tells who the adults are, which writes a line in the record.
        """
        desk = self._desk
        with desk.store.read() as connection:
            row = self._student(connection, student_id, Purpose.READ)
            policy = policy_in_force(connection, desk.today)
            letters = _letters(policy)
            arranged, missed = meetings_of(connection, student_id, desk.today)
            call_name, call_phone = self._me(connection)
            offer = Offer(
                student=row.preferred_name or row.given_name,
                letters=letters,
                addressees=addressees_of(connection, row, desk.today),
                call_name=call_name,
                call_phone=call_phone,
                today=desk.today,
                chosen=_chosen(policy, clause_id, letters),
                next_on=arranged.held_on if arranged else None,
                next_at=arranged.starts_at if arranged else "",
                missed_on=missed,
                may_send=bool(row.may_send),
            )
        note_opening(desk, "adults_read", student_id)
        return offer

    def papers(self, student_id: int, wanted: Wanted) -> tuple[LetterPaper, ...]:
        """Draw a letter for each home that may be mailed today, in its language; it writes a line in the record.

        Raises OfficeError ``letter_to_nobody`` where there is none, ``letter_gone``, ``letter_unfilled`` where a prompt of
        the policy set says nothing yet, ``letter_no_caller`` where nobody is named whom a family can ask.
        """
        desk = self._desk
        with desk.store.read() as connection:
            row = self._student(connection, student_id, Purpose.PRINT)
            letter = self._filled(connection, wanted)
            addressees = addressees_of(connection, row, desk.today)
            if not addressees:
                raise OfficeError("letter_to_nobody")
            paper = connection.execute(select(office.c.settings)).scalar_one().get("paper", "letter")
            texts = [self._text(connection, row, letter, wanted, one) for one in addressees]
        drawn = tuple(
            LetterPaper(one, draw_letter(text, desk.today, one.language, paper))
            for one, text in zip(addressees, texts, strict=True)
        )
        note_opening(desk, "letter_made", student_id)
        return drawn

    def sent(
        self, student_id: int, wanted: Wanted, way: Way, homes: Collection[str], on: date | None = None
    ) -> Changes:
        """Write down that a letter went out to these homes, by their keys, on a day, today if not said.

        It becomes evidence of its kind, under its form, with the adults it went to. Raises as ``papers``, and OfficeError
        ``letter_in_future``, or ``letter_to_nobody`` where somebody may not be mailed any more.
        """
        desk, day = self._desk, on or self._desk.today
        if day > desk.today:
            raise OfficeError("letter_in_future")
        with desk.store.write() as connection:
            row = self._student(connection, student_id, Purpose.EDIT)
            letter = self._filled(connection, wanted)
            went = [one for one in addressees_of(connection, row, desk.today) if one.key in homes]
            if not went or len(went) < len(set(homes)):
                raise OfficeError("letter_to_nobody")
            policy = policy_in_force(connection, desk.today)
            values = {
                "uid": uids.new_uid(desk.clock),
                "student_id": student_id,
                "kind": letter.event,
                "form": letter.key if letter.title is not None else "",
                "happened_on": day,
                "roles": roles_of(went, invites=letter.invites),
                "adults": [uid for one in went for uid in one.adults],
                "marks": sorted(_marks(policy, letter)),
                "mode": way.value,
                "staff_id": desk.viewer.staff_id,
                "texts": {str(number): text for number, text in enumerate(wanted.texts)},
                "recorded_by": desk.viewer.person_uid,
                "recorded_at": desk.clock.now(),
            }
            made = made_id(connection.execute(insert(evidence).values(**values)))
            audits.append(connection, desk.viewer, "letter_sent", student_id, at=desk.clock.now(), evidence=made)
        return Changes(frozenset({Kind.EVIDENCE}), frozenset({student_id}), made_id=made)

    def note(self, evidence_id: int, language: str = "en") -> bytes:
        """Draw a note or document as it is to be copied into another system, prompt by prompt (R98, R112).

        In a language of staff; it writes a line in the record. Raises OfficeError ``letter_gone`` for what is not there.
        """
        desk = self._desk
        statement = (
            select(evidence, _s.given_name, _s.family_name, _s.student_number, _s.grade)
            .add_columns(staff_member.c.given_name.label("by_given"), staff_member.c.family_name.label("by_family"))
            .join(student, _s.id == _e.student_id)
            .outerjoin(staff_member, staff_member.c.id == _e.staff_id)
            .where(
                _e.id == evidence_id,
                _e.deleted_at.is_(None),
                _s.deleted_at.is_(None),
                _shared_with(desk),
            )
        )
        with desk.store.read() as connection:
            row = connection.execute(statement, desk.as_viewer()).one_or_none()
            if row is None:
                raise OfficeError("letter_gone")
            template = _template(policy_in_force(connection, desk.today), row.kind, row.form)
            paper = connection.execute(select(office.c.settings)).scalar_one().get("paper", "letter")
        pdf = draw_note(_note(row, template, desk.office_name, language), desk.today, language, paper)
        with desk.store.write() as connection:
            audits.append(connection, desk.viewer, "note_printed", row.student_id, at=desk.clock.now())
        return pdf

    def _student(self, connection: Connection, student_id: int, purpose: Purpose) -> Found:
        desk = self._desk
        may_send = desk.sees(Sharing.PLAN, Purpose.EDIT) & desk.sees(Sharing.CONTACT, Purpose.EDIT)
        statement = select(
            _s.id,
            _s.given_name,
            _s.family_name,
            _s.preferred_name,
            _s.grade,
            _s.birth_date,
            _s.home_language,
            _s.email,
            may_send.label("may_send"),
        ).where(
            _s.id == student_id,
            _s.deleted_at.is_(None),
            desk.sees(Sharing.PLAN, purpose),
            desk.sees(Sharing.CONTACT, purpose),
        )
        row = connection.execute(statement, desk.as_viewer()).one_or_none()
        if row is None:
            raise OfficeError("student_gone")
        return row

    def _me(self, connection: Connection) -> tuple[str, str]:
        """Return whom a family can call: who writes, with the number that the school's list has."""
        t, viewer = staff_member.c, self._desk.viewer
        if viewer.staff_id is None:
            return viewer.name, ""
        row = connection.execute(
            select(t.given_name, t.family_name, t.phone).where(t.id == viewer.staff_id)
        ).one_or_none()
        return (full_name(row.given_name, row.family_name), row.phone) if row else (viewer.name, "")

    def _filled(self, connection: Connection, wanted: Wanted) -> Letter:
        letters = _letters(policy_in_force(connection, self._desk.today))
        letter = next((one for one in letters if one.key == wanted.key), None)
        if letter is None:
            raise OfficeError("letter_gone")
        if not wanted.call_name.strip():
            raise OfficeError("letter_no_caller")
        owed = 0 if letter.invites else len(letter.prompts)
        said = [text for text in wanted.texts if text.strip()]
        if len(said) < owed or len(wanted.texts) > _TEXTS_MOST:
            raise OfficeError("letter_unfilled")
        return letter

    def _text(
        self, connection: Connection, row: Found, letter: Letter, wanted: Wanted, addressee: Addressee
    ) -> LetterText:
        desk, language = self._desk, addressee.language
        pack = pack_in_force(connection, desk.today)
        arranged, missed = meetings_of(connection, row.id, desk.today)
        arranged = arranged if letter.key != MISSED else None
        kind = "notice" if not letter.invites else MISSED if letter.key == MISSED else SCHEDULE
        parts = zip(letter.prompts, wanted.texts, strict=False)
        return LetterText(
            kind=kind,
            title=worded(letter.title, language) if letter.title is not None else "",
            school=desk.office_name,
            student=row.preferred_name or row.given_name,
            plan=worded(pack.plan_labels[plan_kind_of(row.grade).value], language),
            names=addressee.names,
            address=addressee.address,
            call_name=written(wanted.call_name).strip(),
            call_phone=written(wanted.call_phone).strip(),
            signed=desk.viewer.name,
            to_student=addressee.is_student,
            arranged_on=arranged.held_on if arranged else None,
            arranged_at=arranged.starts_at if arranged else "",
            arranged_room=arranged.room if arranged else "",
            arranged_mode=arranged.mode if arranged else "",
            missed_on=missed,
            times=wanted.times if letter.invites else (),
            parts=() if letter.invites else tuple((worded(prompt, language), written(text)) for prompt, text in parts),
        )


# Which letters


def _letters(policy: Policy) -> tuple[Letter, ...]:
    """Return the letters of the policy sets, the highest first, with the program's own where they have none."""
    found: dict[str, Letter] = {}
    for each in reversed(policy.sets):
        for one in each.templates:
            if one.event in LETTER_EVENTS:
                found.setdefault(one.key, Letter(one.key, one.event, one.title, one.prompts))
    own = [] if any(one.invites for one in found.values()) else [Letter(SCHEDULE, "invitation", None)]
    return (*own, *sorted(found.values(), key=lambda one: not one.invites), Letter(MISSED, "invitation", None))


def _chosen(policy: Policy, clause_id: str, letters: Sequence[Letter]) -> str:
    """Return the letter that answers a clause, else the invitation."""
    invitation = next(one.key for one in letters if one.invites)
    clause = policy.clause(clause_id) if clause_id else None
    if clause is None or isinstance(clause.rule, Duty):
        return invitation
    of = clause.rule.of
    if set(of.events) & set(_INVITED) and not of.forms:
        return invitation
    known = {one.key for one in letters}
    return next((form for form in of.forms if form in known), invitation)


def _template(policy: Policy, event: str, form: str) -> Template | None:
    templates = (one for each in reversed(policy.sets) for one in each.templates)
    return next((one for one in templates if (one.event, one.key) == (event, form)), None)


def _marks(policy: Policy, letter: Letter) -> set[str]:
    """Return what a letter shows to have had: it invites, or says all that its policy set asks it to say."""
    if letter.invites:
        return {"parents_invited", "student_invited"}
    rules = [clause.rule for clause in policy.clauses if not isinstance(clause.rule, Duty)]
    asked = {
        mark
        for rule in rules
        if letter.event in rule.of.events and letter.key in rule.of.forms
        for mark in (*rule.of.marks, *(rule.marks if isinstance(rule, Every) else ()))
    }
    return {"given"} | (asked & CARRIES[letter.event] if letter.prompts else set())


# A note as a paper


def _note(row: Found, template: Template | None, school: str, language: str) -> NoteText:
    texts: dict[str, str] = row.texts
    prompts = [worded(one, language) for one in template.prompts] if template is not None else []
    parts = [(prompt, texts.get(str(number), "")) for number, prompt in enumerate(prompts)]
    if row.note:
        parts.append((worded(_NOTE, language), row.note))
    by = full_name(row.by_given or "", row.by_family or "")
    facts = (row.student_number, row.happened_on.isoformat(), by)
    return NoteText(
        title=worded(template.title, language) if template is not None else row.form or row.kind,
        school=school,
        student=full_name(row.given_name, row.family_name),
        facts=tuple(one for one in facts if one),
        filed_in=worded(template.filed_in, language) if template is not None and template.filed_in else "",
        parts=tuple(parts),
    )


_NOTE = {"en": "Note", "es": "Nota"}


def _shared_with(desk: Desk) -> ColumnElement[bool]:
    """Return the clause that an entry's sharing class lets this person print it: a template may say another than the plan's."""
    return or_(*(and_(_e.sharing == one, desk.sees(Sharing(one), Purpose.PRINT)) for one in SHARINGS))
