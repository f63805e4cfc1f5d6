"""The yearly proof: counted once, the same ever after, for who may see it, and nothing of a student in what leaves."""

import csv
import io
import json
import shutil
from datetime import date
from uuid import UUID

import pytest
from proof_school import CANARIES, Proving, proving
from sqlalchemy import func, insert, select, update

from ilp_desktop.documents.proof_files import proof_json, read_proof
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.changes import Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.domain.policy.proofs import ProofPaper
from ilp_desktop.domain.sheets import SheetForm
from ilp_desktop.domain.watching import Watch
from ilp_desktop.places import FORMS
from ilp_desktop.services.findings import Findings
from ilp_desktop.services.packs import Packs
from ilp_desktop.store.disposals import Tombstone, dispose
from ilp_desktop.store.tables import audit, evidence, proof_student, student, tally, year_at_school, yearly_proof
from ilp_desktop.wording import sentence

AUGUST = date(2026, 8, 20)


@pytest.fixture
def here(school):
    """Two schools of one office under Davis' policy: 12 children met of 14, and 20 of 25 in grade 7."""
    here = proving(school)
    here.first = here.pupils("02", 14, met=12, family=11, copies=10, plan=12)
    here.other_id = here.another_school("Birch Junior High")
    here.second = here.pupils("07", 25, here.other_id, met=20, family=15, copies=20, plan=18, seed=2)
    here.note("training", AUGUST, form="educator_training", roles=["teacher", "counselor"])
    here.note("procedure", date(2025, 8, 1), form="every_student", roles=["administrator"])
    here.said = here.note("response", date(2026, 10, 1), roles=["parent"], note="We felt welcome.")
    return here


def made(here, **more):
    proofs = here.proofs()
    return proofs, proofs.make(**more).made_id


def rows(here, table):
    with here.school.store.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def acts(here):
    with here.school.store.read() as connection:
        return list(connection.execute(select(audit.c.act).order_by(audit.c.id)).scalars())


def test_it_counts_what_was_done_for_how_many_in_each_grade_of_each_school(here):
    """R85, R91; R13: who has no plan."""
    proofs, proof_id = made(here)
    proof = proofs.open(proof_id).proof
    assert [one.name for one in proof.schools] == ["Alder Elementary", "Birch Junior High"]
    by_grade = {(one.school, one.grade): one for one in proof.groups}
    seconds, sevenths = by_grade[here.school.school_id, "02"], by_grade[here.other_id, "07"]
    assert (seconds.students, seconds.met, seconds.family, seconds.copies, seconds.plan) == (14, 12, 11, 10, 12)
    assert (sevenths.students, sevenths.met, sevenths.family, sevenths.plan) == (25, 20, 15, 18)
    assert proof.students == 40
    assert proof.without_plan == 40 - 30


def test_every_student_has_a_state_for_every_clause(here):
    """R86."""
    proofs, proof_id = made(here)
    for clause in proofs.open(proof_id).proof.clauses:
        if clause.scope == "student":
            assert sum(cell.students for cell in clause.counts) == 40, clause.clause_id
        else:
            assert len(clause.own) == 1, clause.clause_id


def test_its_numbers_are_those_that_the_board_counts_that_day(here):
    proofs, proof_id = made(here)
    met = next(one for one in proofs.open(proof_id).proof.clauses if one.clause_id == "ut-individual-7-8")
    with here.school.store.read() as connection:
        counted = connection.execute(
            select(func.sum(tally.c.students)).where(tally.c.clause_id == met.clause_id, tally.c.outcome == "met")
        ).scalar_one()
    assert met.count({State.MET}) == counted > 0
    assert met.applied == 25


def test_what_was_proved_stays_though_facts_policy_and_words_change(here):
    """R86; R88: by which rules stays known."""
    proofs, proof_id = made(here, said=[here.said], plans="More evenings.")
    before = proofs.open(proof_id)
    papers = [proofs.paper(proof_id, kind) for kind in (ProofPaper.PATRONS, ProofPaper.EVIDENCE)]
    here.pupils("02", 5, met=5)
    with here.school.store.write() as connection:
        connection.execute(update(evidence).values(note="Something else", happened_on=date(2026, 9, 1)))
        connection.execute(update(student).values(grade="08"))
    Packs(here.school.desk()).adopt(FORMS / "policy-4020")
    Findings(here.school.desk()).catch_up()
    assert proofs.open(proof_id) == before
    assert before.voices[0].text == "We felt welcome."
    assert [proofs.paper(proof_id, kind) for kind in (ProofPaper.PATRONS, ProofPaper.EVIDENCE)] == papers
    again = proofs.make().made_id
    assert proofs.open(again).proof != before.proof
    assert [line.proof_id for line in proofs.all()] == [again, proof_id]


def test_nothing_that_names_a_student_or_was_typed_is_in_what_leaves_for_the_public(here, read):
    proofs, proof_id = made(here, said=[here.said])
    public = [read("pdftotext", proofs.paper(proof_id, kind, language), "-raw", after=("-",))
              for kind in (ProofPaper.PATRONS, ProofPaper.EVIDENCE, ProofPaper.SELF_VIEW) for language in ("en", "es")]  # fmt: skip
    public += [proofs.data(proof_id).decode(), repr(proofs.open(proof_id).proof)]
    public += [proofs.table(proof_id, which, SheetForm.CSV).decode() for which in ("clauses", "groups")]
    for said in public:
        assert not [word for word in (*CANARIES, "Camila", "Hern") if word in said]
    annex = read("pdftotext", proofs.paper(proof_id, ProofPaper.ANNEX), "-raw", after=("-",))
    assert CANARIES[0] in annex
    assert CANARIES[3] not in annex


def test_the_public_report_shows_no_small_number(here, read):
    """R85."""
    proofs, proof_id = made(here)
    said = read("pdftotext", proofs.paper(proof_id, ProofPaper.PATRONS), "-raw", after=("-",))
    assert "20 of 25" not in said  # five of them did not meet
    assert "12 of 14" not in said
    assert "not shown" in said
    assert "clause" not in said.lower()
    assert not [word for word in ("4I-101", "R277", "overdue", "not met", "refused") if word in said]


def test_a_report_of_one_school_is_about_that_school(here, read):
    proofs, proof_id = made(here)
    said = read("pdftotext", proofs.paper(proof_id, ProofPaper.EVIDENCE, school=here.other_id), "-raw", after=("-",))
    assert "Students: 25" in said
    assert "Birch Junior High" in said
    assert "Alder Elementary" not in said.replace("Alder Elementary: ", "")


def test_the_evidence_report_lists_training_procedures_consultation_and_the_policies_history(here, read):
    """R13, R83, R84, R87, R88."""
    here.note("consultation", AUGUST, roles=["school", "parent", "community"])
    proofs, proof_id = made(here)
    said = " ".join(read("pdftotext", proofs.paper(proof_id, ProofPaper.EVIDENCE), "-raw", after=("-",)).split())
    for words in (
        "August 20, 2026 Training of educators on their part (counselors, teachers)",
        "August 1, 2025 Procedure (administrators)",
        "August 20, 2026 Consultation (the community, parents, school staff)",
        "December 8, 1999 Adopted",
        "Students with no plan on file: 10",
        "To be confirmed",
        "R277-462-5 · required",
    ):
        assert words in said, words


def test_its_papers_are_whole_and_tagged_for_readers_of_others(here, read):
    proofs, proof_id = made(here, said=[here.said])
    for kind in ProofPaper:
        for language in ("en", "es"):
            pdf = proofs.paper(proof_id, kind, language)
            assert "No syntax or stream encoding errors" in read("qpdf", pdf, "--check")
            assert "Tagged:          yes" in read("pdfinfo", pdf)
    spanish = read("pdftotext", proofs.paper(proof_id, ProofPaper.PATRONS, "es"), "-raw", after=("-",))
    assert "Informe anual" in spanish
    assert "not shown" not in spanish
    assert "students" not in spanish


def test_what_is_cancelled_in_the_middle_leaves_nothing(here):
    told = []

    def stopped():
        return bool(told)

    watch = Watch(lambda step, done, total: told.append(step) if step == "proof_counting" else None, stopped)
    with pytest.raises(OfficeError, match="stopped"):
        here.proofs().make(watch=watch)
    assert told == ["proof_counting"]
    assert (rows(here, yearly_proof), rows(here, proof_student)) == (0, 0)
    assert "proof_made" not in acts(here)


def test_what_a_killed_program_left_half_made_is_not_shown_and_goes_with_the_next(here, monkeypatch):
    import ilp_desktop.services.proof_making as making

    def killed(*_a):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(making, "_finish", killed)
        patch.setattr(making, "forget_half_made", lambda _desk: None)
        with pytest.raises(SystemExit):
            here.proofs().make()
    assert rows(here, proof_student) == 40
    assert here.proofs().all() == ()
    proofs, proof_id = made(here)
    assert [line.proof_id for line in proofs.all()] == [proof_id]
    assert (rows(here, yearly_proof), rows(here, proof_student)) == (1, 40)


def test_a_disposed_file_takes_its_rows_and_the_sums_stay(here):
    proofs, proof_id = made(here)
    before = proofs.open(proof_id)
    gone = here.first[0]
    stone = Tombstone(UUID(int=9), date(2026, 11, 24), here.school.clock.now(), UUID(int=1), "GRS-1503")
    with here.school.store.write() as connection:
        dispose(connection, gone, stone, UUID(int=10))
    with here.school.store.read() as connection:
        left = set(connection.execute(select(proof_student.c.student_id)).scalars())
    assert gone not in left
    assert len(left) == 39
    assert f"{CANARIES[1]}020" not in {one.student.split()[-1] for one in proofs.pupils(proof_id)}
    assert proofs.open(proof_id) == before


def test_only_who_answers_for_the_office_makes_reads_or_deletes_one(here):
    _proofs, proof_id = made(here)
    for role in Role:
        theirs = here.proofs(role)
        reads = role in {Role.LEAD, Role.PRINCIPAL, Role.AUDITOR}
        calls = {
            theirs.all: reads,
            theirs.ahead: reads,
            lambda p=theirs: p.open(proof_id): reads,
            lambda p=theirs: p.pupils(proof_id): reads,
            lambda p=theirs: p.paper(proof_id, ProofPaper.PATRONS): reads,
            lambda p=theirs: p.data(proof_id): reads,
            lambda p=theirs: p.table(proof_id, "groups", SheetForm.CSV): reads,
            theirs.make: role in {Role.LEAD, Role.PRINCIPAL},
            lambda p=theirs: p.delete(999, "trial"): role is Role.LEAD,
        }
        for call, may in calls.items():
            try:
                call()
                refused = ""
            except OfficeError as error:
                refused = error.code
            assert (refused != "not_allowed") is may, (role, call)


def test_the_lead_deletes_one_with_a_reason_that_the_record_keeps(here):
    proofs, proof_id = made(here)
    with pytest.raises(OfficeError, match="proof_no_reason"):
        proofs.delete(proof_id, "because")
    assert proofs.delete(proof_id, "trial").kinds == {Kind.POLICY}
    assert (rows(here, yearly_proof), rows(here, proof_student)) == (0, 0)
    assert acts(here)[-1] == "proof_deleted"
    with pytest.raises(OfficeError, match="proof_gone"):
        proofs.open(proof_id)


def test_a_year_that_is_over_is_proved_by_what_happened_in_it(here):
    """Whoever was here at its end is counted, in the grade of that year; not what happened since."""
    Packs(here.school.desk()).adopt(FORMS / "davis", from_on=date(2025, 7, 1))
    came = {"enrolled_on": date(2025, 8, 20), "started_on": date(2025, 8, 20), "is_new": False}
    for student_id in here.second[:7]:
        here.school.add(year_at_school, student_id=student_id, label="2025-26", grade="06", **came)
    left = here.first[0]
    here.school.add(year_at_school, student_id=left, label="2025-26", grade="01", left_on=date(2025, 12, 1), **came)
    with here.school.store.write() as connection:
        connection.execute(insert(evidence).values(**here.fact("conference", here.second[0], date(2026, 3, 2))))
    proofs = here.proofs()
    ahead = proofs.ahead("2025-26")
    assert (ahead.years, ahead.students, ahead.over) == (("2026-27", "2025-26"), 7, True)
    proof = proofs.open(proofs.make("2025-26").made_id).proof
    (group,) = proof.groups
    assert (proof.school_year, group.grade, group.students, group.met) == ("2025-26", "06", 7, 1)


def test_what_is_still_open_is_told_before_it_is_made_and_who_is_named_in_what_was_said(here):
    named = here.note("response", date(2026, 10, 3), roles=["parent"], note="Thanks to Iris for her patience.")
    may = here.note("response", date(2026, 10, 4), roles=["teacher"], note="It may take longer than planned.")
    here.note("response", date(2026, 10, 5), roles=["community"], note=" ")
    Findings(here.school.desk()).catch_up()
    ahead = here.proofs().ahead()
    assert (ahead.school_year, ahead.years, ahead.over) == ("2026-27", ("2026-27",), False)
    assert (ahead.students, ahead.without_plan) == (40, 10)
    assert ahead.requirements >= ahead.waiting > 0
    assert {one.uid: one.names_somebody for one in ahead.opinions} == {here.said: False, named: True, may: False}


@pytest.mark.parametrize(("chosen", "said"), [("all", "45, of every grade"), ("secondary", "30, of grades 7 to 12")])
def test_a_report_speaks_of_the_grades_that_the_school_chose(school, tmp_path, read, chosen, said):
    """Whether the elementary standards belong to the report is a choice of the policy set (A11)."""
    shutil.copytree(FORMS, tmp_path / "forms")
    choices = tmp_path / "forms" / "davis" / "choices.toml"
    before, _sign, after = choices.read_text().partition('id = "report_scope"')
    after = after.replace('default = "all"', f'default = "{chosen}"', 1)
    choices.write_text(f'{before}id = "report_scope"{after}')
    Packs(school.desk()).adopt(tmp_path / "forms" / "davis")
    here = Proving(school)
    here.pupils("02", 14)
    here.pupils("09", 30)
    proofs, proof_id = made(here)
    assert proofs.open(proof_id).proof.students == 45
    paper = " ".join(read("pdftotext", proofs.paper(proof_id, ProofPaper.EVIDENCE), "-raw", after=("-",)).split())
    assert f"Students: {said}" in paper


def test_the_school_looks_at_its_own_work_in_kentuckys_order(school, read):
    """R90."""
    here = proving(school, "kentucky")
    here.pupils("07", 30, met=20, family=15, plan=18)
    proofs, proof_id = made(here)
    said = " ".join(read("pdftotext", proofs.paper(proof_id, ProofPaper.SELF_VIEW), "-raw", after=("-",)).split())
    assert "Its rows were not available" in said
    places = [
        said.index(citation) for citation in ("704 KAR 3:305, 2", "KRS 158.142", "704 KAR 3:395", "704 KAR 19:002")
    ]
    assert places == sorted(places)


# A district


def told_by(here, proof_id, office="", office_uid=""):
    """What an office exports, or another one that is just like it."""
    content = here.proofs().data(proof_id).decode()
    if not office:
        return content.encode()
    return json.dumps(json.loads(content.replace("Alder Elementary", office)) | {"office_uid": office_uid}).encode()


def test_a_district_puts_the_proofs_of_its_offices_together(here, read):
    _proofs, proof_id = made(here)
    mine, theirs = told_by(here, proof_id), told_by(here, proof_id, "Cedar High", "00" * 16)
    district = here.proofs(Role.AUDITOR).district([mine, theirs], "Iron District")
    assert district.students == 80
    assert len(district.schools) == 4
    one = next(clause for clause in district.clauses if clause.clause_id == "ut-individual-7-8")
    assert one.applied == 50
    own = next(clause for clause in district.clauses if clause.scope == "school")
    assert [each.office for each in own.own] == ["Alder Elementary", "Cedar High"]
    said = read("pdftotext", here.proofs().district_paper(district, ProofPaper.EVIDENCE), "-raw", after=("-",))
    assert "Iron District" in said
    assert "Students: 80" in said
    public = read("pdftotext", here.proofs().district_paper(district, ProofPaper.PATRONS), "-raw", after=("-",))
    assert "Iron District" in public
    assert not [name for name in ("Birch", "Alder", "Cedar") if name in public]


SPOILED = (
    (lambda c: b"", "proof_file_broken"),
    (lambda c: b"[]", "proof_file_broken"),
    (lambda c: json.dumps(c)[:-40].encode(), "proof_file_broken"),
    (lambda c: json.dumps(c | {"more": 1}).encode(), "proof_file_broken"),
    (lambda c: json.dumps(c | {"format": "plan"}).encode(), "proof_file_broken"),
    (lambda c: json.dumps(c | {"version": "1"}).encode(), "proof_file_broken"),
    (lambda c: json.dumps(c | {"version": 2, "new": 1}).encode(), "proof_file_newer"),
    (lambda c: json.dumps(c | {"schools": []}).encode(), "proof_file_broken"),
    (lambda c: json.dumps(c | {"groups": [c["groups"][0] | {"met": 999}]}).encode(), "proof_file_broken"),
    (lambda c: json.dumps(c | {"groups": c["groups"] * 2}).encode(), "proof_file_broken"),
    (lambda c: json.dumps(c | {"school_year": "2024-25"}).encode(), "proof_other_year"),
    (lambda c: json.dumps(c).encode(), "proof_file_twice"),
    (lambda c: ("[" * 100_000).encode(), "proof_file_broken"),
)


def test_a_file_that_does_not_fit_is_refused_in_a_sentence_that_names_its_place(here):
    proofs, proof_id = made(here)
    good = proofs.data(proof_id)
    for spoil, code in SPOILED:
        content = json.loads(good)
        if code == "proof_other_year":
            content["office_uid"] = "00" * 16
        with pytest.raises(OfficeError) as refused:
            proofs.district([good, spoil(content)], "Iron District")
        assert refused.value.code == code
        assert "File 2" in sentence(refused.value, "en")


def test_proof_json_is_read_as_it_was_written(here):
    proofs, proof_id = made(here)
    proof = proofs.open(proof_id).proof
    assert read_proof(proof_json(proof)) == proof
    assert proofs.data(proof_id) == proof_json(proof)


def test_its_tables_open_in_spreadsheets_and_run_nothing(here):
    """R91, A12: a table for whatever the state asks."""
    with here.school.store.write() as connection:
        from ilp_desktop.store.tables import org

        connection.execute(update(org).where(org.c.id == here.other_id).values(name="=HYPERLINK(1)"))
    proofs, proof_id = made(here)
    for which in ("clauses", "groups"):
        table = list(csv.reader(io.StringIO(proofs.table(proof_id, which, SheetForm.CSV).decode("utf-8-sig"))))
        assert len(table) > 2
        assert not [cell for row in table for cell in row if cell[:1] in {"=", "+", "-", "@"}]
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(proofs.table(proof_id, which, SheetForm.XLSX)))
        assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}


def test_an_office_without_students_rules_or_policy_is_told_so(school):
    here = proving(school, "starter")
    with pytest.raises(OfficeError, match="proof_no"):
        here.proofs().make()
    Packs(school.desk()).adopt(FORMS / "davis")
    with school.store.write() as connection:
        connection.execute(update(student).values(withdrawn_at=school.clock.now()))
    with pytest.raises(OfficeError, match="proof_no_students"):
        here.proofs().make()
    assert rows(here, yearly_proof) == 0
