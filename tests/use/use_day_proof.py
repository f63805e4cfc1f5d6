"""What an office must show after its conference day: states, findings, signatures, copies and the record, student by student."""

import re
import subprocess
from collections import Counter
from pathlib import Path

from use_day_school import COUNSELOR, STAFF, TODAY, Child, children, class_of_28, opened, small_group
from use_whole_day import GOAL, HALF, HELP, INTERPRETER, PROUD, STEP

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.consultations import Phase
from ilp_desktop.domain.deliveries import DeliveryKind
from ilp_desktop.domain.policy.findings import State, state_on
from ilp_desktop.domain.records import RecordFilter
from ilp_desktop.office import Office


class Proof:
    """The office after the day, opened by its lead."""

    def __init__(self, folder: Path, clock: SetClock, papers: Path, spoken: str) -> None:
        self._folder, self._clock, self._papers, self._spoken = folder, clock, papers, spoken

    def prove(self) -> None:
        """Fail where anything of the day is not as it should be."""
        with opened(self._folder, self._clock) as office:
            office.findings.catch_up()
            rows = {row.student_name: row for row in office.conferences.day(TODAY).rows}
            assert len(rows) == len(children()) + 5
            for child in children():
                row = rows[child.name]
                if child.story == "missed":
                    self._missed(office, row)
                else:
                    self._held(office, row.conference_id, child)
            for child in small_group()[:-1]:
                self._grouped(office, rows[child.name], child)
            assert small_group()[-1].name not in rows
            self._record(office)

    def prove_class(self) -> None:
        """Fail where anything of the class's group conference is not as it should be."""
        with opened(self._folder, self._clock) as office:
            office.findings.catch_up()
            on = self._clock.today(office.zone)
            rows = {row.student_name: row for row in office.conferences.day(on).rows}
            assert rows.keys() == {child.name for child in class_of_28()}
            for row in rows.values():
                assert row.state is ConferenceState.TO_SIGN
                attended = [person.attended for person in office.conferences.open(row.conference_id).participants]
                assert attended == [True] * 3, "the student, a parent and who held it"
                assert self._state(office, row.student_id, "dav-group-10") is State.MET
            (line,) = [line for line in office.groups.all() if line.on == on]
            assert line.students == 28

    def _grouped(self, office: Office, row, child: Child) -> None:
        sheet = office.conferences.open(row.conference_id)
        assert sheet.state is ConferenceState.SIGNED, child
        assert sheet.answer("celebrate.proud").text == PROUD
        assert office.signing.prepare(row.conference_id).complete
        kinds = Counter(one.kind for each in office.plans.renderings(row.conference_id) for one in each.deliveries)
        assert kinds[DeliveryKind.GIVEN_TO_FAMILY] == kinds[DeliveryKind.FILED_IN_FOLDER] == 1, (child, kinds)
        assert self._state(office, sheet.student_id, "mil-small-group") is State.MET

    def _state(self, office: Office, student_id: int, clause_id: str) -> State:
        clause, found = next(
            (clause, one) for clause, one in office.findings.of_student(student_id) if clause.clause_id == clause_id
        )
        return state_on(found, clause.strength, self._clock.today(office.zone))

    def _missed(self, office: Office, row) -> None:
        assert row.state is ConferenceState.MISSED
        assert office.plans.renderings(row.conference_id) == ()

    def _held(self, office: Office, conference_id: int, child: Child) -> None:
        sheet = office.conferences.open(conference_id)
        assert sheet.state is ConferenceState.SIGNED, child
        assert sheet.answer("celebrate.proud").text.startswith(f"{PROUD} {child.given}"), child
        assert [goal.text for goal in sheet.goals] == [GOAL]
        assert [step.text for step in sheet.goals[0].steps] == [STEP]
        assert "Rufus" not in {person.name.split()[0] for person in sheet.participants}
        self._talked(sheet, child)
        self._signed(office, conference_id, child)
        self._copies(office, conference_id, child)
        state = self._state(office, sheet.student_id, "mil-conference")
        assert state is State.MET, (child, state)
        if child.story == "interpreter":
            assert sheet.interpreter_name == INTERPRETER

    def _talked(self, sheet, child: Child) -> None:
        talk = sheet.consultation
        if child.story == "of age":
            assert (talk.phase, talk.reason) == (Phase.NOT_HELD, "adult_student")
        elif child.story == "cut":
            # A minute before the lights went out, two after; the time in the dark is nobody's.
            assert talk.counted == 180
            assert sheet.answer("celebrate.proud").text.endswith(HALF)
        else:
            assert talk.counted == 200, (child, talk)

    def _signed(self, office: Office, conference_id: int, child: Child) -> None:
        sheet = office.signing.prepare(conference_id)
        methods = Counter(line.mark.method for line in sheet.signers if line.mark is not None)
        adults = sum(not adult.barred for adult in child.adults)
        expected = adults + 2  # the student and the educator too
        assert sheet.complete, child
        assert sum(methods.values()) == expected, (child, methods)
        if child.story == "chose not":
            assert methods["chose_not_to_sign"] == 1
        assert all(line.settled for line in sheet.signers if line.mark is not None)

    def _copies(self, office: Office, conference_id: int, child: Child) -> None:
        renderings = office.plans.renderings(conference_id)
        languages = {each.language for each in renderings if each.current}
        assert languages == papers_of(child), (child, languages)
        kinds = Counter(delivery.kind for each in renderings for delivery in each.deliveries)
        assert kinds[DeliveryKind.GIVEN_TO_FAMILY] >= 1 and kinds[DeliveryKind.FILED_IN_FOLDER] == 1, (child, kinds)
        for each in renderings:
            self._paper(office.plans.rendering(each.rendering_id), child)

    def _paper(self, pdf: bytes, child: Child) -> None:
        path = self._papers / f"{child.given}.pdf"
        path.write_bytes(pdf)
        assert subprocess.run(["qpdf", "--check", str(path)], check=False, capture_output=True).returncode == 0
        told = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, text=True).stdout
        said = re.sub(r"\s+", " ", told)
        places = [said.index(words) for words in (child.name, f"{PROUD} {child.given}", GOAL, STEP, HELP)]
        assert places == sorted(places), "a paper is read in the order in which they talked"
        assert "Rufus" not in said
        assert (INTERPRETER in said) is (child.story == "interpreter")

    def _record(self, office: Office) -> None:
        """Whose deeds the record tells of, and that no line of it was changed."""
        lines, older = [], None
        while True:
            page = office.records.lines(RecordFilter(first=TODAY, last=TODAY), older)
            lines += page.lines
            older = page.older_than
            if older is None:
                break
        did = Counter((line.act, line.person) for line in lines)
        for at, member in enumerate(STAFF):
            held = [child for child in children()[10 * at : 10 * at + 10] if child.story != "missed"]
            assert did["plan_finalized", member.name] == sum(len(papers_of(child)) for child in held) + (
                5 if member is COUNSELOR else 0
            ), (member, did)
            grouped = 5 if member is COUNSELOR else 0
            assert did["filed_in_folder", member.name] == len(held) + grouped, (member, did)
        standing = office.records.standing()
        assert standing.checked
        assert standing.broken_at is None


def papers_of(child: Child) -> frozenset[str]:
    """In which languages a plan is put on paper: each home's, where the program has it, else English."""
    known = {adult.language if adult.language in {"en", "es"} else "en" for adult in child.adults if not adult.barred}
    return frozenset(known or {"en"})
