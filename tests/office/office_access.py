"""An office with a student of one's own and another's, and how each verb is called upon one of them."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.domain.board import BoardFilter, By, Whose
from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.confidential import NoteWords, Recipient
from ilp_desktop.domain.disclosures import Entry
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.evidence import Came, TakenBack
from ilp_desktop.domain.evidence import Entry as PolicyEntry
from ilp_desktop.domain.groups import GroupPlan
from ilp_desktop.domain.guardianship import GivenBy, Right
from ilp_desktop.domain.histories import PastStudent
from ilp_desktop.domain.letters import SCHEDULE, Wanted, Way
from ilp_desktop.domain.mappings import ColumnUse, Content, TableMapping
from ilp_desktop.domain.matches import Verdict
from ilp_desktop.domain.names import sort_key
from ilp_desktop.domain.packs import OwnWords
from ilp_desktop.domain.participation import Choice
from ilp_desktop.domain.policy.calendars import SchoolYear, Stretch
from ilp_desktop.domain.policy.proofs import Proof, ProofPaper
from ilp_desktop.domain.printing import CopyFor, PaperOut
from ilp_desktop.domain.records import RecordFilter
from ilp_desktop.domain.relations import Terms
from ilp_desktop.domain.replies import Reply
from ilp_desktop.domain.roster import Roster, RosterMode, RosterReading
from ilp_desktop.domain.schedule_sheets import Place
from ilp_desktop.domain.sheets import SheetForm
from ilp_desktop.office import Office
from ilp_desktop.places import FORMS
from ilp_desktop.services.placements import YearSaid
from ilp_desktop.store import search, uids
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import (
    assignment,
    evidence,
    guardian,
    household,
    match_question,
    program_spell,
    staff_member,
    standing,
    student,
    student_guardian,
    waiver,
    year_at_school,
)

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
REFUSALS = frozenset(
    {
        "student_gone",
        "papers_none",
        "student_unknown",
        "conference_gone",
        "rendering_gone",
        "relation_gone",
        "assignment_gone",
        "disclosure_gone",
        "grant_gone",
        "evidence_gone",
        "waiver_gone",
        "placement_gone",
        "match_gone",
        "merger_gone",
        "not_allowed",
        "pack_not_yours",
        "letter_gone",
        "calendar_not_yours",
        "setting_of_office",
        "schedule_gone",
        "group_gone",
        "early_end_nobody",
    }
)
"""How a verb says that somebody may not: everything else that it raises is said to those who may."""


@dataclass
class Case:
    """One student, and everything of theirs that a verb can be called upon."""

    name: str
    place: Path
    ids: dict[str, int] = field(default_factory=dict)
    sheet: str = ""
    """A consent sheet's uid."""

    def __getattr__(self, name: str) -> int:
        return self.ids[name]

    @property
    def number(self) -> str:
        return f"no-{self.name}"

    @property
    def phone(self) -> str:
        return f"555-{self.name}"

    @property
    def asker(self) -> str:
        return f"Agency-{self.name}"

    @property
    def secret(self) -> str:
        return f"Secret-{self.name}"

    @property
    def file(self) -> Path:
        return self.place.with_name(f"{self.name}.txt")

    @property
    def slots(self) -> Path:
        """A sign-up tool's file."""
        path = self.file.with_name("slots.csv")
        path.write_text("Date,Time,Student Name\n2026-12-01,16:00,Somebody\n")
        return path

    @property
    def early_day(self) -> date:
        """A day of its own that ended early; the next one did not yet."""
        return TODAY + (20 if self.name == "Own" else 30) * DAY

    @property
    def reason(self) -> str:
        return f"Reason-{self.name}"


class School:
    """The office, its lead, a person called me, and two others of the staff."""

    def __init__(self, office: Office, place: Path) -> None:
        self.office = office
        self.desk = office._desk
        self.staff = {
            name: self.add(staff_member, given_name=name, role="teacher")
            for name in ("Me", "Other", "Spare", "Substitute", "Joined")
        }
        self.cases = {name: self._case(Case(name, place)) for name in ("Own", "Others")}
        self.add(assignment, student_id=self.cases["Own"].student, staff_id=self.staff["Me"], begins_on=TODAY)

    @classmethod
    def again(cls, office: Office, made: "School") -> "School":
        """The same school in a copy of its office."""
        school = cls.__new__(cls)
        school.office, school.desk, school.staff, school.cases = office, office._desk, made.staff, made.cases
        return school

    def add(self, table: Any, **values: Any) -> int:
        if "uid" in table.c:
            values.setdefault("uid", uids.new_uid(self.desk.clock))
        with self.desk.store.write() as connection:
            return connection.execute(insert(table).values(**values)).inserted_primary_key[0]

    def uid_of(self, table: Any, row_id: int) -> str:
        with self.desk.store.read() as connection:
            return connection.execute(select(table.c.uid).where(table.c.id == row_id)).scalar_one().hex

    def seen_by(self, role: Role, name: str = "Me") -> Office:
        return self.office.as_seen_by(Viewer(UUID(int=7), role, name, self.staff[name]))

    def assigned(self, student_id: int, staff_id: int) -> int | None:
        a = assignment.c
        with self.desk.store.read() as connection:
            return connection.execute(
                select(a.id).where(a.student_id == student_id, a.staff_id == staff_id)
            ).scalar_one_or_none()

    def _case(self, case: Case) -> Case:
        case.ids["student"] = self.add(
            student,
            given_name=case.name,
            family_name="Child",
            grade="05",
            student_number=case.number,
            sort_key=sort_key("Child", case.name),
        )
        home = self.add(household, label=f"Home {case.name}", address=f"{case.name} Lane 1")
        for adult in ("Parent", "Twin", "Alike", "Gone", "Barred"):
            made = self.add(guardian, given_name=f"{adult}{case.name}", family_name="Child", phone=case.phone)
            link = {"may_attend": adult == "Parent", "household_id": home, "relationship": "mother"}
            relation = self.add(student_guardian, student_id=case.student, guardian_id=made, **link)
            case.ids |= {adult.lower(): made, f"{adult.lower()}_relation": relation}
        self._adults(case)
        case.ids["theirs"] = self.add(
            assignment, student_id=case.student, staff_id=self.staff["Other"], duty="career_staff", begins_on=TODAY
        )
        self._conferences(case)
        self._for_the_policy(case)
        case.ids["noted"] = self.add(
            evidence,
            student_id=case.student,
            kind="note",
            happened_on=TODAY,
            recorded_by=UUID(int=7),
            recorded_at=self.desk.clock.now(),
        )
        self._confidential(case)
        # The office has no rules: on the board somebody stands because it is written there.
        self.add(standing, student_id=case.student, needed=1, grade="05")
        with self.desk.store.write() as connection:
            search.refresh(connection, [case.student])
        return case

    def _confidential(self, case: Case) -> None:
        """Written by somebody who looks after the student for that moment."""
        made = self.add(assignment, student_id=case.student, staff_id=self.staff["Spare"], duty="counselor")
        case.file.write_text("kept")
        theirs = self.seen_by(Role.COUNSELOR, "Spare")
        kept, consents = theirs.confidential, theirs.consents
        note = case.ids["note"] = kept.keep_note(case.student, NoteWords(case.secret)).made_id or 0
        consents.open_sheet(case.student, note, Recipient("plan"))
        case.sheet = kept.of_student(case.student).items[0].record.sheets[0].uid
        consents.give(case.student, note, case.sheet, "student")
        case.ids["document"] = kept.attach(case.student, case.file).made_id or 0
        with self.desk.store.write() as connection:
            connection.execute(assignment.delete().where(assignment.c.id == made))

    def _adults(self, case: Case) -> None:
        guardians, matching = self.office.guardians, self.office.matching
        guardians.bar(case.barred_relation, case.reason, "paper")
        guardians.grant(case.parent_relation, {Right.SEE}, GivenBy.OFFICE, TODAY)
        case.ids["request"] = self.office.disclosures.note(case.student, request_of(case)).made_id or 0
        case.ids["grant"] = guardians.of_student(case.student)[0].grants[0].grant_id
        case.ids["merger"] = matching.merge("guardian", case.twin, case.gone).made_id or 0
        at = self.desk.clock.now()
        pair = {"kind": "guardian", "left_id": case.parent, "right_id": case.alike}
        case.ids["question"] = self.add(match_question, reason="name_and_phone", found_at=at, **pair)

    def _for_the_policy(self, case: Case) -> None:
        """A call, a request that only some may know of, a waiver, a year and a program."""
        at, by = self.desk.clock.now(), self.desk.viewer.person_uid
        signed = {"recorded_by": by, "recorded_at": at, "student_id": case.student}
        said = {"kind": "call", "happened_on": TODAY}
        case.ids["evidence"] = self.add(evidence, **signed, **said)
        case.ids["call"] = self.add(evidence, **signed, **said)
        asked = {"kind": "request", "form": "transfer_request", "sharing": "record", "note": f"Outside-{case.name}"}
        self.add(evidence, **signed, **asked, happened_on=TODAY)
        case.ids["duty"] = self.add(evidence, **(signed | {"student_id": None}), **said)
        waived = {"clause_id": "none", "period": "none", "by_role": "counselor", "why": "none"}
        case.ids["waiver"] = self.add(waiver, **signed, **waived)
        case.ids["year"] = self.add(
            year_at_school, student_id=case.student, label="2025-26", grade="04", enrolled_on=TODAY, started_on=TODAY
        )
        case.ids["spell"] = self.add(program_spell, student_id=case.student, program="egp", begins_on=TODAY)

    def _groups(self, case: Case) -> None:
        """A group conference to come, and one under way."""
        groups = self.office.groups
        for at, name in enumerate(("group", "running")):
            plan = GroupPlan(f"Group of {case.name}", TODAY, f"2{at}:00", staff_id=self.staff["Other"])
            case.ids[name] = groups.make(plan, [case.student]).made_id or 0
        case.ids["line_of_group"] = groups.sheet(case.group).members[0].people[0].participant_id
        groups.begin(case.running)

    def _conferences(self, case: Case) -> None:
        office, conferences = self.office, self.office.conferences
        for at, name in enumerate(("fresh", "begun", "done", "signed", "held", "continued")):
            made = conferences.arrange(case.student, TODAY, f"1{at}:00", staff_id=self.staff["Other"]).made_id
            assert made is not None
            case.ids[name] = made
        for name in ("begun", "done", "signed", "held", "continued"):
            conferences.begin(case.ids[name])
        case.ids["joined"] = office.circumstances.bring_in(case.begun, self.staff["Joined"]).made_id or 0
        office.continuing.go_on(case.continued, TODAY + DAY, "10:00")
        self._groups(case)
        for on in (case.early_day, case.early_day + DAY):
            conferences.arrange(case.student, on, "15:00", staff_id=self.staff["Other"])
        case.ids["early"] = office.early_ends.end(case.early_day, "14:00", "To place").made_id or 0
        case.ids["guest"] = office.permissions.permit(case.fresh, "Somebody", case.parent, "phone").made_id or 0
        case.ids["schedule"] = office.schedules.make("Fall", minutes=15, students=[case.student]).made_id or 0
        (meeting,) = office.schedules.sheet(case.schedule).meetings
        case.ids["meeting"] = meeting.meeting_id
        case.ids["course"] = office.courses.add(case.begun, "09", "English 9").made_id or 0
        case.ids["goal"] = conferences.add_goal(case.begun).made_id or 0
        case.ids["step"] = conferences.add_step(case.goal).made_id or 0
        case.ids["line"] = conferences.add_commitment(case.begun, Party.FAMILY).made_id or 0
        case.ids["person"] = conferences.open(case.begun).participants[0].participant_id
        reason = next(iter(office.packs.in_force().consultation.reasons))
        for held in (case.done, case.signed):
            office.consultations.not_held(held, reason)
            for person in conferences.open(held).participants:
                office.signing.sign(
                    held,
                    person.participant_id,
                    office.signing.prepare(held).sha256,
                    "attended_only",
                    method="chose_not_to_sign",
                )
        conferences.conclude(case.signed)
        office.consultations.not_held(case.held, reason)
        conferences.conclude(case.held)
        case.ids["rendering"] = office.plans.finalize(case.done, "en").made_id or 0
        jobs = [job for job in office.printing.queue() if job.student_id == case.student]
        case.ids["job"] = jobs[0].job_id
        office.printing.set_aside([job.job_id for job in jobs[1:]])


def request_of(case: Case) -> Entry:
    return Entry(case.asker, "a study", "the plans", TODAY)


def keep_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo what every verb writes, from now on."""

    @contextmanager
    def nothing_kept(store: Store, seconds: float) -> Iterator[object]:
        with store.writer.connect() as connection, connection.begin() as transaction:
            yield connection
            transaction.rollback()

    monkeypatch.setattr(Store, "write_within", nothing_kept)


def _assign(office: Office, case: Case, school: School) -> bool:
    """It leaves out whom one may not entrust to others, and says nothing: look whether it did."""
    office.participants.assign([case.student], school.staff["Spare"], "teacher")
    made = school.assigned(case.student, school.staff["Spare"])
    if made is None:
        raise OfficeError("student_gone")
    with school.desk.store.write() as connection:
        connection.execute(assignment.delete().where(assignment.c.id == made))
    return True


def _reading() -> RosterReading:
    return RosterReading(Roster("", "nobody", RosterMode.DELTA, (), (), (), (), (), (), shape="table"), (), ())


LETTER = Wanted(SCHEDULE, "Iris Park", "555-0100")


def _homes(school: School, case: Case) -> list[str]:
    return [one.key for one in school.office.letters.of_student(case.student).addressees]


_TERMS = (Stretch(date(2026, 8, 19), date(2027, 5, 28)),)
YEAR = SchoolYear(
    "2026-27", date(2026, 7, 1), _TERMS[0].first, _TERMS[0].last, date(2027, 6, 30), quarters=_TERMS, semesters=_TERMS
)
CALL = PolicyEntry("call", TODAY)
GROUP = GroupPlan("Four-year plans", TODAY, "16:00")
A_YEAR = YearSaid("05", TODAY, TODAY, new=False)
PROOF = Proof("ilp-proof", 1, "", "A district", "2026-27", "2026-11-24", "all", (), (), (), (), ())
Call = Callable[[Office, Case, School], Any]


class Tray:
    """A printer that takes every page."""

    def __init__(self) -> None:
        self.copies = 0

    def print_paper(self, paper: PaperOut, went_out: Callable[[int], None]) -> None:
        self.copies += 1
        went_out(1)


def _print(office: Office, case: Case, _school: School) -> Any:
    """It leaves out what one may not print, and says nothing: look whether it came out."""
    tray = Tray()
    changes = office.printing.print_papers([case.job], tray)
    if not tray.copies:
        raise OfficeError("rendering_gone")
    return changes


def _touching(verb: Call, of: Callable[[Case], int]) -> Call:
    """A verb upon a whole day: whose it touched, it says."""

    def do(office: Office, case: Case, school: School) -> Any:
        changes = verb(office, case, school)
        if of(case) not in changes.ids:
            raise OfficeError("rendering_gone")
        return changes

    return do


MAPPING = TableMapping("Aspire", Content.STUDENTS, (ColumnUse("student_number", "No"),))
FOR_GOOD = frozenset({"participants.assign", "rosters.stage"})
"""What is undone by hand, because it must be seen from outside its transaction."""


def shown(question: Call, marker: Callable[[Case], str]) -> Call:
    """A question that hides what somebody may not see, without a word: it is answered where the marker is in the answer."""

    def ask(office: Office, case: Case, school: School) -> Any:
        answer = question(office, case, school)
        if marker(case) not in repr(answer):
            raise OfficeError("student_gone")
        return answer

    return ask


def _with(pdf: bytes, case: Case) -> bytes:
    """A stack holds whom one may print, and is refused where it would hold nobody."""
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    if _child(case) not in text:
        raise OfficeError("student_gone")
    return pdf


def _child(case: Case) -> str:
    return f"{case.name} Child"


def _listed(ask: Callable[[Office, Case], Any]) -> Call:
    """A list of the board, in which the student stands or not."""
    return shown(lambda o, c, s: ask(o, c), _child)


def _board_calls() -> dict[str, Call]:
    all_of_them = BoardFilter(Whose.EVERYONE)
    mine = BoardFilter(Whose.MINE)
    return {
        "board.mine": _listed(lambda o, c: o.board.mine(limit=500)),
        "board.everyone": _listed(lambda o, c: o.board.everyone(limit=500)),
        "board.students": _listed(lambda o, c: o.board.students(mine, limit=500)),
        "board.who": shown(lambda o, c, s: [f"<{one}>" for one in o.board.who(mine)], lambda c: f"<{c.student}>"),
        "board.opened": _listed(lambda o, c: o.board.opened(mine, limit=500)),
        "board.needs": lambda o, c, s: o.board.needs(c.student),
        "board.summary": lambda o, c, s: o.board.summary(),
        "board.by_clause": lambda o, c, s: o.board.by_clause(),
        "board.due": lambda o, c, s: o.board.due(Whose.MINE, TODAY, TODAY),
        "board.summary: everybody's": lambda o, c, s: o.board.summary(Whose.EVERYONE),
        "board.by_clause: everybody's": lambda o, c, s: o.board.by_clause(Whose.EVERYONE),
        "board.due: everybody's": lambda o, c, s: o.board.due(Whose.EVERYONE, TODAY, TODAY),
        "board.by_group": lambda o, c, s: o.board.by_group(By.GRADE),
        "board.of_school": lambda o, c, s: o.board.of_school(),
        "board.export": _listed(lambda o, c: o.board.export(mine, SheetForm.CSV).decode()),
        "board.export: everybody's": _listed(lambda o, c: o.board.export(all_of_them, SheetForm.CSV).decode()),
    }


CALLS: dict[str, Call] = {
    "students.search": shown(lambda o, c, s: o.students.search(c.name), _child),
    "students.count": lambda o, c, s: o.students.count(),
    "finding.find": shown(lambda o, c, s: o.finding.find(c.name), _child),
    "finding.used": lambda o, c, s: o.finding.used("students"),
    "finding.opened": lambda o, c, s: o.finding.opened(c.student),
    "conferences.days": lambda o, c, s: o.conferences.days(),
    "conferences.day": shown(lambda o, c, s: o.conferences.day(TODAY), _child),
    "students.open_file": shown(lambda o, c, s: o.students.open_file(c.student), _child),
    "students.open_file: contacts": shown(lambda o, c, s: o.students.open_file(c.student), lambda c: c.phone),
    "students.by_number": lambda o, c, s: o.students.by_number(c.number),
    "conferences.open": shown(lambda o, c, s: o.conferences.open(c.begun), _child),
    "consultations.current": lambda o, c, s: o.consultations.current(c.begun),
    "signing.prepare": shown(lambda o, c, s: o.signing.prepare(c.begun), _child),
    "plans.rendering": lambda o, c, s: o.plans.rendering(c.rendering),
    "plans.renderings": lambda o, c, s: o.plans.renderings(c.done),
    "packs.of_conference": lambda o, c, s: o.packs.of_conference(c.begun),
    "office.export_plans": lambda o, c, s: o.export_plans(c.number, c.place),
    "participants.of_student": shown(lambda o, c, s: o.participants.of_student(c.student), lambda c: "Other"),
    "caseloads.around": shown(lambda o, c, s: o.caseloads.around(c.student), lambda c: "Other"),
    "caseloads.students": shown(lambda o, c, s: o.caseloads.students(Choice(grade="05")), _child),
    "caseloads.people": lambda o, c, s: o.caseloads.people(),
    "caseloads.groups": lambda o, c, s: o.caseloads.groups(),
    "caseloads.hand_over": lambda o, c, s: o.caseloads.hand_over(s.staff["Other"], s.staff["Spare"], [c.student]),
    "participants.without_anybody": shown(lambda o, c, s: o.participants.without_anybody(TODAY - DAY), _child),
    "guardians.of_student": shown(lambda o, c, s: o.guardians.of_student(c.student), lambda c: f"Parent{c.name}"),
    "guardians.family": shown(lambda o, c, s: o.guardians.family(c.student), lambda c: f"Parent{c.name}"),
    "guardians.family: contacts": shown(lambda o, c, s: o.guardians.family(c.student), lambda c: c.phone),
    "guardians.family: why barred": shown(lambda o, c, s: o.guardians.family(c.student), lambda c: c.reason),
    "guardians.of_student: contacts": shown(lambda o, c, s: o.guardians.of_student(c.student), lambda c: c.phone),
    "guardians.of_student: why barred": shown(lambda o, c, s: o.guardians.of_student(c.student), lambda c: c.reason),
    "guardians.at_check_in": shown(lambda o, c, s: o.guardians.at_check_in(c.fresh), lambda c: f"Parent{c.name}"),
    "guardians.at_check_in: who is barred": shown(
        lambda o, c, s: o.guardians.at_check_in(c.fresh), lambda c: f"Barred{c.name}"
    ),
    "records.of_student": shown(lambda o, c, s: o.records.of_student(c.student), lambda c: "conference_opened"),
    "records.of_student: who asked": shown(lambda o, c, s: o.records.of_student(c.student), lambda c: "request_noted"),
    "records.of_student: what tells of a bar": shown(
        lambda o, c, s: o.records.of_student(c.student), lambda c: "adult_barred"
    ),
    "records.lines": lambda o, c, s: o.records.lines(RecordFilter()),
    "records.people": lambda o, c, s: o.records.people(),
    "records.standing": lambda o, c, s: o.records.standing(),
    "records.export": lambda o, c, s: o.records.export(RecordFilter()),
    "disclosures.of_student": shown(lambda o, c, s: o.disclosures.of_student(c.student), lambda c: c.asker),
    "disclosures.paper": lambda o, c, s: o.disclosures.paper(c.student),
    "disclosures.note": lambda o, c, s: o.disclosures.note(c.student, request_of(c)),
    "disclosures.say_anew": lambda o, c, s: o.disclosures.say_anew(c.request, request_of(c)),
    "disposals.in_the_way": lambda o, c, s: o.disposals.in_the_way(c.student),
    "disposals.dispose": lambda o, c, s: o.disposals.dispose(c.student, "a line", f"{c.name} Child"),
    "conferences.check_in": lambda o, c, s: o.conferences.check_in(c.fresh),
    "conferences.call_office": lambda o, c, s: o.conferences.call_office(c.fresh),
    "conferences.mark_late": lambda o, c, s: o.conferences.mark_late(c.fresh),
    "conferences.mark_missed": lambda o, c, s: o.conferences.mark_missed(c.fresh),
    "conferences.undo": lambda o, c, s: o.conferences.undo(c.fresh),
    "front_desk.day": shown(lambda o, c, s: o.front_desk.day(TODAY), _child),
    "front_desk.board": lambda o, c, s: o.front_desk.board(),
    "front_desk.call": lambda o, c, s: o.front_desk.call(c.fresh),
    "front_desk.shift": lambda o, c, s: o.front_desk.shift(s.staff["Other"], 5),
    "walk_ins.openings": shown(lambda o, c, s: o.walk_ins.openings(c.student), _child),
    "walk_ins.add": lambda o, c, s: o.walk_ins.add(c.student, s.staff["Other"]),
    "walk_ins.free_at": lambda o, c, s: o.walk_ins.free_at(c.fresh),
    "walk_ins.seat": lambda o, c, s: o.walk_ins.seat(c.fresh, "23:00"),
    "permissions.permitters": shown(lambda o, c, s: o.permissions.permitters(c.fresh), lambda c: f"Parent{c.name}"),
    "permissions.permit": lambda o, c, s: o.permissions.permit(c.fresh, "Lucia", c.parent, "writing"),
    "permissions.withdraw": lambda o, c, s: o.permissions.withdraw(c.guest),
    "early_ends.plan": shown(lambda o, c, s: o.early_ends.plan(c.early_day + DAY, "14:00"), _child),
    "early_ends.end": lambda o, c, s: o.early_ends.end(c.early_day + DAY, "14:00", "To place"),
    "early_ends.of_day": shown(lambda o, c, s: o.early_ends.of_day(c.early_day), _child),
    "early_ends.undo": lambda o, c, s: o.early_ends.undo(c.early),
    "schedules.make": lambda o, c, s: o.schedules.make("Winter", minutes=15, students=[c.student]),
    "schedules.clashes_at": lambda o, c, s: o.schedules.clashes_at(c.meeting, TODAY, "16:00"),
    "schedules.all": lambda o, c, s: o.schedules.all(),
    "schedules.sheet": shown(lambda o, c, s: o.schedules.sheet(c.schedule), _child),
    "schedules.set_hours": lambda o, c, s: o.schedules.set_hours(c.schedule, []),
    "schedules.set_interpreters": lambda o, c, s: o.schedules.set_interpreters(c.schedule, {"es": 1}),
    "schedules.set_rooms": lambda o, c, s: o.schedules.set_rooms(c.schedule, 2),
    "schedules.place": lambda o, c, s: o.schedules.place(c.meeting, TODAY, "16:00"),
    "schedules.lift": lambda o, c, s: o.schedules.lift(c.meeting),
    "schedules.let_go": lambda o, c, s: o.schedules.let_go(c.meeting),
    "schedules.lay": lambda o, c, s: o.schedules.lay(c.schedule, {c.meeting: Place(TODAY, "16:00")}),
    "schedules.publishing": lambda o, c, s: o.schedules.publishing(c.schedule),
    "schedules.read_slots": lambda o, c, s: o.schedules.read_slots(c.schedule, c.slots),
    "schedules.fill": lambda o, c, s: o.schedules.fill(c.schedule),
    "schedules.search": lambda o, c, s: o.schedules.search(c.schedule),
    "schedules.publish": lambda o, c, s: o.schedules.publish(c.schedule),
    "schedules.remove": lambda o, c, s: o.schedules.remove(c.schedule),
    "groups.all": shown(lambda o, c, s: o.groups.all(), lambda c: f"Group of {c.name}"),
    "groups.sheet": shown(lambda o, c, s: o.groups.sheet(c.group), _child),
    "groups.shared": lambda o, c, s: o.groups.shared(c.group),
    "groups.attendance_sheet": lambda o, c, s: _with(o.groups.attendance_sheet(c.group), c),
    "groups.limit": lambda o, c, s: o.groups.limit(TODAY),
    "groups.due": lambda o, c, s: o.groups.due(),
    "groups.clashes": lambda o, c, s: o.groups.clashes(GROUP, [c.student]),
    "groups.make": lambda o, c, s: o.groups.make(GROUP, [c.student]),
    "groups.invite": lambda o, c, s: o.groups.invite(c.group, [c.student]),
    "groups.take_out": lambda o, c, s: o.groups.take_out(c.group, []),
    "groups.change": lambda o, c, s: o.groups.change(c.group, GROUP),
    "groups.call_off": lambda o, c, s: o.groups.call_off(c.group),
    "groups.write_shared": lambda o, c, s: o.groups.write_shared(c.group, "For all of you."),
    "groups.set_here": lambda o, c, s: o.groups.set_here(c.group, [c.line_of_group], True),
    "groups.begin": lambda o, c, s: o.groups.begin(c.group),
    "groups.end": lambda o, c, s: o.groups.end(c.running),
    "conferences.arrange": lambda o, c, s: o.conferences.arrange(c.student, TODAY, "15:00"),
    "conferences.set_occasion": lambda o, c, s: o.conferences.set_occasion(c.fresh, ""),
    "conferences.become_pccr": lambda o, c, s: o.conferences.become_pccr(c.begun),
    "courses.titles": lambda o, c, s: o.courses.titles(c.begun),
    "courses.beside_registration": lambda o, c, s: o.courses.beside_registration(c.begun),
    "courses.note_registration": lambda o, c, s: o.courses.note_registration(c.begun, "A reason."),
    "courses.add": lambda o, c, s: o.courses.add(c.begun, "10", "English 10"),
    "courses.change": lambda o, c, s: o.courses.change(c.begun, c.course, amount=50),
    "courses.remove": lambda o, c, s: o.courses.remove(c.begun, c.course),
    "courses.restore": lambda o, c, s: o.courses.restore(c.begun, c.course),
    "courses.approve": lambda o, c, s: o.courses.approve(c.begun),
    "conferences.begin": lambda o, c, s: o.conferences.begin(c.fresh),
    "conferences.show_section": lambda o, c, s: o.conferences.show_section(c.begun, "goals"),
    "conferences.set_attended": lambda o, c, s: o.conferences.set_attended(c.person, True),
    "conferences.conclude": lambda o, c, s: o.conferences.conclude(c.begun),
    "conferences.save_draft": lambda o, c, s: o.conferences.save_draft(c.begun, f"goal:{c.goal}", "x", "en"),
    "conferences.leave_field": lambda o, c, s: o.conferences.leave_field(c.begun, f"goal:{c.goal}", "x", "en"),
    "conferences.add_goal": lambda o, c, s: o.conferences.add_goal(c.begun),
    "conferences.remove_goal": lambda o, c, s: o.conferences.remove_goal(c.goal),
    "conferences.restore_goal": lambda o, c, s: o.conferences.restore_goal(c.goal),
    "conferences.set_goal_whose": lambda o, c, s: o.conferences.set_goal_whose(c.goal, "parent"),
    "conferences.set_goal_status": lambda o, c, s: o.conferences.set_goal_status(c.goal, "met"),
    "conferences.add_step": lambda o, c, s: o.conferences.add_step(c.goal),
    "conferences.remove_step": lambda o, c, s: o.conferences.remove_step(c.step),
    "conferences.move_step": lambda o, c, s: o.conferences.move_step(c.step, up=True),
    "conferences.set_step_due": lambda o, c, s: o.conferences.set_step_due(c.step, TODAY),
    "conferences.add_commitment": lambda o, c, s: o.conferences.add_commitment(c.begun, Party.SCHOOL),
    "conferences.remove_commitment": lambda o, c, s: o.conferences.remove_commitment(c.line),
    "consultations.start": lambda o, c, s: o.consultations.start(c.begun),
    "consultations.seen": lambda o, c, s: o.consultations.seen(c.begun),
    "consultations.pause": lambda o, c, s: o.consultations.pause(c.begun),
    "consultations.resume": lambda o, c, s: o.consultations.resume(c.begun, talked_on=False),
    "consultations.add_minute": lambda o, c, s: o.consultations.add_minute(c.begun),
    "consultations.finish": lambda o, c, s: o.consultations.finish(c.begun),
    "consultations.not_held": lambda o, c, s: o.consultations.not_held(c.begun, "nothing of the kind"),
    "consultations.reopen": lambda o, c, s: o.consultations.reopen(c.begun),
    "signing.sign": lambda o, c, s: o.signing.sign(c.begun, c.person, "00", "agree", method="paper"),
    "signing.take_back": lambda o, c, s: o.signing.take_back(c.person),
    "plans.finalize": lambda o, c, s: o.plans.finalize(c.done, "en"),
    "contacts.recipients": lambda o, c, s: o.contacts.recipients(c.done),
    "contacts.sheet": lambda o, c, s: o.contacts.sheet(c.done, "folder"),
    "plans.finalize_copies": lambda o, c, s: o.plans.finalize_copies(c.done),
    "plans.carrying": lambda o, c, s: o.plans.carrying(c.done),
    "plans.carry_over": lambda o, c, s: o.plans.carry_over(c.begun, "read_aloud", "Ana Sol"),
    "plans.record_delivery": lambda o, c, s: o.plans.record_delivery(c.rendering, "printed"),
    "plans.verify": lambda o, c, s: o.plans.verify(b"no plan"),
    "plans.finalize_signed": _touching(lambda o, c, s: o.plans.finalize_signed(TODAY), lambda c: c.signed),
    "printing.queue": shown(lambda o, c, s: o.printing.queue(), _child),
    "printing.waiting": lambda o, c, s: o.printing.waiting(c.done),
    "printing.add": lambda o, c, s: o.printing.add(c.rendering, CopyFor.FAMILY),
    "printing.add_day": _touching(lambda o, c, s: o.printing.add_day(TODAY), lambda c: c.rendering),
    "printing.set_aside": lambda o, c, s: o.printing.set_aside([c.job]),
    "printing.wait_again": lambda o, c, s: o.printing.wait_again([c.job]),
    "printing.print_papers": _print,
    "closing.of_day": lambda o, c, s: o.closing.of_day(TODAY),
    "closing.of_day: names": shown(lambda o, c, s: o.closing.of_day(TODAY), _child),
    "closing.summary": lambda o, c, s: o.closing.summary(TODAY),
    "labels.of_day": lambda o, c, s: o.labels.of_day(TODAY, "avery_5160"),
    "labels.of_students": lambda o, c, s: o.labels.of_students([c.student], "avery_5160"),
    "labels.count": lambda o, c, s: o.labels.count(TODAY),
    "schedules.set_within": lambda o, c, s: o.schedules.set_within(c.meeting, []),
    "schedules.split_homes": lambda o, c, s: o.schedules.split_homes(c.meeting),
    "schedules.join_homes": lambda o, c, s: o.schedules.join_homes(c.meeting),
    "invitations.look": lambda o, c, s: o.invitations.look(c.schedule),
    "invitations.papers": lambda o, c, s: o.invitations.papers(c.schedule, "Omar Lund", ""),
    "invitations.calendars": lambda o, c, s: o.invitations.calendars(c.schedule, "Omar Lund", ""),
    "invitations.sent": lambda o, c, s: o.invitations.sent(c.schedule, Way.MAILED),
    "replies.of_conference": lambda o, c, s: o.replies.of_conference(c.fresh),
    "replies.note": lambda o, c, s: o.replies.note(c.fresh, Reply.COMING),
    "replies.take_back": lambda o, c, s: o.replies.take_back(c.fresh),
    "reaching.of_student": lambda o, c, s: o.reaching.of_student(c.student),
    "preparation.of_day": shown(lambda o, c, s: o.preparation.of_day(TODAY), _child),
    "preparation.name_interpreter": lambda o, c, s: o.preparation.name_interpreter(c.fresh, "Ana Sol"),
    "worksheets.worksheet": lambda o, c, s: o.worksheets.worksheet(c.fresh),
    "worksheets.reflection": lambda o, c, s: o.worksheets.reflection(c.fresh),
    "worksheets.reflections": lambda o, c, s: _with(o.worksheets.reflections(TODAY, s.staff["Other"]), c),
    "worksheets.stack": lambda o, c, s: _with(o.worksheets.stack(TODAY, s.staff["Other"]), c),
    "from_paper.stacks": shown(lambda o, c, s: o.from_paper.stacks(TODAY), _child),
    "from_paper.say_when": lambda o, c, s: o.from_paper.say_when(c.fresh, TODAY),
    "from_paper.save_draft": lambda o, c, s: o.from_paper.save_draft(c.fresh, "paper_goal:1", "x", "en"),
    "from_paper.leave_field": lambda o, c, s: o.from_paper.leave_field(c.fresh, "paper_goal:1", "x", "en"),
    "from_paper.set_due": lambda o, c, s: o.from_paper.set_due(c.fresh, "1.1", TODAY),
    "from_paper.set_attended": lambda o, c, s: o.from_paper.set_attended(c.begun, c.person, True),
    "from_paper.set_outcome": lambda o, c, s: o.from_paper.set_outcome(c.begun, c.goal, "met"),
    "from_paper.note_talk": lambda o, c, s: o.from_paper.note_talk(c.fresh, 4),
    "from_paper.talk_not_held": lambda o, c, s: o.from_paper.talk_not_held(c.fresh, "nothing of the kind"),
    "from_paper.mark": lambda o, c, s: o.from_paper.mark(c.begun, c.person, "agree"),
    "from_paper.unmark": lambda o, c, s: o.from_paper.unmark(c.begun, c.person),
    "from_paper.finish": lambda o, c, s: o.from_paper.finish(c.fresh),
    "circumstances.counts_for": lambda o, c, s: o.circumstances.counts_for(c.begun),
    "circumstances.staff_to_add": lambda o, c, s: o.circumstances.staff_to_add(c.begun),
    "circumstances.set_mode": lambda o, c, s: o.circumstances.set_mode(c.begun, "phone"),
    "circumstances.set_came_by": lambda o, c, s: o.circumstances.set_came_by(c.person, "phone"),
    "circumstances.say_interpreter": lambda o, c, s: o.circumstances.say_interpreter(c.begun, "es", "Ana Sol"),
    "circumstances.bring_in": lambda o, c, s: o.circumstances.bring_in(c.begun, s.staff["Spare"]),
    "circumstances.take_out": lambda o, c, s: o.circumstances.take_out(c.joined),
    "continuing.go_on": lambda o, c, s: o.continuing.go_on(c.begun, TODAY + DAY, "15:00"),
    "continuing.take_back": lambda o, c, s: o.continuing.take_back(c.continued),
    "continuing.next_child": lambda o, c, s: o.continuing.next_child(c.begun),
    "continuing.bring_along": lambda o, c, s: o.continuing.bring_along(c.begun, c.fresh),
    "continuing.say_next": lambda o, c, s: o.continuing.say_next(c.begun, TODAY, "15:00", "Iris, 555-0100"),
    "continuing.suggest_next": lambda o, c, s: o.continuing.suggest_next(c.begun),
    "continuing.wind_up": lambda o, c, s: o.continuing.wind_up(c.begun),
    "later.sign_later": lambda o, c, s: o.later.sign_later(c.person, TODAY, "here"),
    "later.lacking": lambda o, c, s: o.later.lacking(c.begun),
    "later.owed": shown(lambda o, c, s: o.later.owed(), _child),
    "later.owed: contacts": shown(lambda o, c, s: o.later.owed(), lambda c: c.phone),
    "histories.bring_in": lambda o, c, s: o.histories.bring_in([PastStudent(c.student, "en")]),
    "histories.known_ids": lambda o, c, s: o.histories.known_ids("student", "nobody"),
    "histories.work_as": lambda o, c, s: o.histories.work_as(s.staff["Other"]),
    "guardians.correct": lambda o, c, s: o.guardians.correct(c.parent, phone="555-0000"),
    "guardians.add": lambda o, c, s: o.guardians.add(c.student, c.parent, Terms("aunt")),
    "guardians.change": lambda o, c, s: o.guardians.change(c.parent_relation, Terms("aunt"), 0),
    "guardians.end": lambda o, c, s: o.guardians.end(c.parent_relation),
    "guardians.bar": lambda o, c, s: o.guardians.bar(c.parent_relation, "why"),
    "guardians.lift_bar": lambda o, c, s: o.guardians.lift_bar(c.barred_relation, "why"),
    "guardians.grant": lambda o, c, s: o.guardians.grant(c.parent_relation, {Right.SEE}, GivenBy.OFFICE, TODAY),
    "guardians.end_grant": lambda o, c, s: o.guardians.end_grant(c.grant),
    "confidential.of_student": shown(lambda o, c, s: o.confidential.of_student(c.student), lambda c: c.secret),
    "confidential.search": shown(lambda o, c, s: o.confidential.search("secret"), lambda c: c.secret),
    "confidential.document": lambda o, c, s: o.confidential.document(c.student, c.document),
    "confidential.save_draft": lambda o, c, s: o.confidential.save_draft(c.student, NoteWords("x")),
    "confidential.drop_draft": lambda o, c, s: o.confidential.drop_draft(c.student),
    "confidential.keep_note": lambda o, c, s: o.confidential.keep_note(c.student, NoteWords("x")),
    "confidential.attach": lambda o, c, s: o.confidential.attach(c.student, c.file),
    "confidential.remove": lambda o, c, s: o.confidential.remove(c.student, c.note),
    "confidential.restore": lambda o, c, s: o.confidential.restore(c.student, c.note),
    "consents.open_sheet": lambda o, c, s: o.consents.open_sheet(c.student, c.document, Recipient("plan")),
    "consents.give": lambda o, c, s: o.consents.give(c.student, c.note, c.sheet, "staff"),
    "consents.withdraw": lambda o, c, s: o.consents.withdraw(c.student, c.note, c.sheet, 0),
    "consents.release": lambda o, c, s: o.consents.release(c.student, c.note, c.sheet),
    "consents.release_for": lambda o, c, s: o.consents.release_for(c.student, Recipient("plan")),
    "office.save_document": lambda o, c, s: o.save_document(c.student, c.document, c.place / "out"),
    "office.save_released": lambda o, c, s: o.save_released(c.student, c.note, c.sheet, c.place / "out"),
    "participants.assign": _assign,
    "participants.end": lambda o, c, s: o.participants.end(c.theirs),
    "participants.stand_in": lambda o, c, s: o.participants.stand_in(s.staff["Other"], s.staff["Spare"], TODAY),
    "participants.end_standing_in": lambda o, c, s: o.participants.end_standing_in(999),
    "participants.leave": lambda o, c, s: o.participants.leave(s.staff["Spare"], TODAY),
    "participants.come_back": lambda o, c, s: o.participants.come_back(s.staff["Spare"]),
    "participants.staff": lambda o, c, s: o.participants.staff(),
    "participants.substitutions": lambda o, c, s: o.participants.substitutions(),
    "matching.questions": shown(lambda o, c, s: o.matching.questions(), lambda c: f"Alike{c.name}"),
    "matching.mergers": shown(lambda o, c, s: o.matching.mergers(), lambda c: f"Twin{c.name}"),
    "matching.count": shown(lambda o, c, s: o.matching.count() > 0, lambda c: "True"),
    "matching.decide": lambda o, c, s: o.matching.decide(c.question, Verdict.DIFFERENT),
    "matching.decide_again": lambda o, c, s: o.matching.decide_again(c.question),
    "matching.merge": lambda o, c, s: o.matching.merge("guardian", c.parent, c.alike),
    "matching.part": lambda o, c, s: o.matching.part(c.merger),
    "rosters.look": lambda o, c, s: o.rosters.look(c.place / "nothing.csv"),
    "rosters.preview": lambda o, c, s: o.rosters.preview(c.place / "nothing.csv"),
    "rosters.stage": lambda o, c, s: o.rosters.stage(_reading(), "nothing.csv"),
    "rosters.rows": lambda o, c, s: o.rosters.rows(999),
    "rosters.places": lambda o, c, s: o.rosters.places(999),
    "rosters.keep": lambda o, c, s: o.rosters.keep([999], None, True),
    "rosters.keep_all": lambda o, c, s: o.rosters.keep_all(999, True),
    "rosters.withdraw": lambda o, c, s: o.rosters.withdraw(999, None, True),
    "rosters.leave_out": lambda o, c, s: o.rosters.leave_out([999], True),
    "rosters.refusals_csv": lambda o, c, s: o.rosters.refusals_csv(999),
    "rosters.apply": lambda o, c, s: o.rosters.apply(999),
    "rosters.discard": lambda o, c, s: o.rosters.discard(999),
    "rosters.imports": lambda o, c, s: o.rosters.imports(),
    "rosters.report": lambda o, c, s: o.rosters.report(999),
    "rosters.take_back": lambda o, c, s: o.rosters.take_back(999),
    "packs.in_force": lambda o, c, s: o.packs.in_force(),
    "packs.pinned": lambda o, c, s: o.packs.pinned("none", "0", "0"),
    "findings.of_student": lambda o, c, s: o.findings.of_student(c.student),
    "findings.stale": lambda o, c, s: o.findings.stale(),
    "findings.catch_up": lambda o, c, s: o.findings.catch_up(),
    "proofs.all": lambda o, c, s: o.proofs.all(),
    "proofs.ahead": lambda o, c, s: o.proofs.ahead(),
    "proofs.open": lambda o, c, s: o.proofs.open(999),
    "proofs.pupils": lambda o, c, s: o.proofs.pupils(999),
    "proofs.paper": lambda o, c, s: o.proofs.paper(999, ProofPaper.PATRONS),
    "proofs.data": lambda o, c, s: o.proofs.data(999),
    "proofs.table": lambda o, c, s: o.proofs.table(999, "groups", SheetForm.CSV),
    "proofs.district": lambda o, c, s: o.proofs.district([], "nobody"),
    "proofs.district_paper": lambda o, c, s: o.proofs.district_paper(PROOF, ProofPaper.PATRONS),
    "proofs.make": lambda o, c, s: o.proofs.make(),
    "proofs.delete": lambda o, c, s: o.proofs.delete(999, "trial"),
    "letters.of_student": lambda o, c, s: o.letters.of_student(c.student),
    "letters.papers": lambda o, c, s: o.letters.papers(c.student, LETTER),
    "letters.sent": lambda o, c, s: o.letters.sent(c.student, LETTER, Way.MAILED, _homes(s, c)),
    "letters.note": lambda o, c, s: o.letters.note(c.noted),
    **_board_calls(),
    "packs.adopt": lambda o, c, s: o.packs.adopt(c.place),
    "evidence.of_student": lambda o, c, s: o.evidence.of_student(c.student),
    "evidence.of_student: who asked": shown(
        lambda o, c, s: o.evidence.of_student(c.student), lambda c: f"Outside-{c.name}"
    ),
    "evidence.of_school": lambda o, c, s: o.evidence.of_school(),
    "evidence.next_needed": lambda o, c, s: o.evidence.next_needed(c.student),
    "evidence.guests": lambda o, c, s: o.evidence.guests(c.student),
    "evidence.record": lambda o, c, s: o.evidence.record(c.student, CALL),
    "evidence.record_group": lambda o, c, s: o.evidence.record_group([Came(c.student)], CALL),
    "evidence.complete": lambda o, c, s: o.evidence.complete(c.student, s.uid_of(evidence, c.call), {"given"}, TODAY),
    "evidence.correct": lambda o, c, s: o.evidence.correct(c.evidence, CALL),
    "evidence.take_back": lambda o, c, s: o.evidence.take_back(c.evidence, TakenBack.MISTAKE),
    "evidence.waive": lambda o, c, s: o.evidence.waive(c.student, "none", "none", "counselor", "why"),
    "evidence.take_back_waiver": lambda o, c, s: o.evidence.take_back_waiver(c.waiver),
    "evidence.record_for_school": lambda o, c, s: o.evidence.record_for_school(PolicyEntry("training", TODAY)),
    "evidence.complete_for_school": lambda o, c, s: o.evidence.complete_for_school(
        s.uid_of(evidence, c.duty), {"given"}, TODAY
    ),
    "placements.correct_year": lambda o, c, s: o.placements.correct_year(c.year, A_YEAR, 1),
    "placements.add_year": lambda o, c, s: o.placements.add_year(c.student, 2024, A_YEAR),
    "placements.enter_program": lambda o, c, s: o.placements.enter_program(c.student, "chess", TODAY),
    "placements.leave_program": lambda o, c, s: o.placements.leave_program(c.spell, TODAY),
    "placements.take_back_program": lambda o, c, s: o.placements.take_back_program(c.spell),
    "adopting.state": lambda o, c, s: o.adopting.state(),
    "adopting.offered": lambda o, c, s: o.adopting.offered(),
    "adopting.look_at": lambda o, c, s: o.adopting.look_at(FORMS / "davis"),
    "adopting.changed": lambda o, c, s: o.adopting.changed(OwnWords({"statement": {"en": "Ours."}})),
    "adopting.compare": lambda o, c, s: o.adopting.compare(s.office.adopting.look_at(FORMS / "davis")),
    "adopting.students_of": shown(lambda o, c, s: o.adopting.students_of((c.student,)), _child),
    "adopting.adopt": lambda o, c, s: o.adopting.adopt(s.office.adopting.look_at(FORMS / "davis"), TODAY),
    "calendars.state": lambda o, c, s: o.calendars.state(),
    "calendars.next_year": lambda o, c, s: o.calendars.next_year(),
    "calendars.compare": lambda o, c, s: o.calendars.compare(YEAR),
    "calendars.save": lambda o, c, s: o.calendars.save(YEAR),
    "preferences.current": lambda o, c, s: o.preferences.current(),
    "preferences.change: one's own": lambda o, c, s: o.preferences.change(text_percent=110),
    "preferences.change: the office's": lambda o, c, s: o.preferences.change(idle_lock_minutes=5),
    "mappings.all": lambda o, c, s: o.mappings.all(),
    "mappings.remembered": lambda o, c, s: o.mappings.remembered(frozenset({"No"})),
    "mappings.remember": lambda o, c, s: o.mappings.remember(MAPPING, frozenset({"No"})),
    "mappings.exported": lambda o, c, s: o.mappings.exported("nobody"),
    "mappings.taken": lambda o, c, s: o.mappings.taken(b"{}"),
    "mappings.forget": lambda o, c, s: o.mappings.forget("nobody"),
}
"""How each verb of the office is called upon a case. ``name: part`` asks for a part of an answer."""
