"""The yearly proof in words: what can go wrong, why one is deleted, and its tables for spreadsheets."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from ilp_desktop.domain.policy.findings import State
from ilp_desktop.domain.policy.proofs import Proof, in_language
from ilp_desktop.domain.sheets import Sheet
from ilp_desktop.language import N_, _, in_use
from ilp_desktop.wording.findings import STATES

SENTENCES: dict[str, str] = {
    "proof_gone": N_(
        "This annual evidence report is not here any more: somebody deleted it. Nothing else changed. Go back to the list."
    ),
    "proof_no_calendar": N_(
        "No school calendar says which school year it is, so nothing was made. Fill in the calendar under Policy, then make"
        " the report."
    ),
    "proof_no_rules": N_(
        "The policy set in force asks for nothing that could be shown, so no report was made. Nothing changed. Put a policy"
        " set with rules in force under Policy, then make the report."
    ),
    "proof_no_students": N_(
        "Nobody is enrolled in that school year, so there is nothing to report and nothing was made. Bring in a roster, or"
        " choose another school year."
    ),
    "proof_no_reason": N_("Nothing was deleted. Say why the report is to be deleted: the record keeps the reason."),
    "proof_no_files": N_(
        "No file was chosen, so nothing was put together. Choose the proof.json files of the schools."
    ),
    "proof_file_broken": N_(
        "File {number} is not a proof that this program wrote, or it was changed or cut short on the way. Nothing was put"
        " together and nothing changed. Ask the school to export proof.json again."
    ),
    "proof_file_newer": N_(
        "File {number} comes from a newer version of this program. Nothing was put together and nothing changed. Update the"
        " program here, or ask the school to export it with this version."
    ),
    "proof_file_twice": N_(
        "File {number} is of an office that is in the list already, so its students would be counted twice. Nothing was put"
        " together. Leave one of the two out."
    ),
    "proof_other_year": N_(
        "File {number} is of the school year {year}, the first one of {other}. Nothing was put together and nothing changed."
        " Choose files of one school year."
    ),
}

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "too_early": N_("It was made too early"),
        "facts_wrong": N_("What it rests on was recorded wrong"),
        "rules_wrong": N_("Other rules apply"),
        "trial": N_("It was only tried out"),
    }
)
"""Why a proof is deleted, by code."""


def clauses_sheet(proof: Proof) -> Sheet:
    """Return every clause by school and grade: how many students it found in which state."""
    language = in_use()
    schools = {one.school: one.name for one in proof.schools}
    sets = {one.pack_id: in_language(one.name, language) for one in proof.rules}
    columns = (
        _("Policy set"),
        _("Clause"),
        _("Citation"),
        _("Strength"),
        _("What it asks"),
        _("School"),
        _("Grade"),
        _("State"),
        _("Students"),
    )
    rows: list[tuple[str | int | date | None, ...]] = []
    for one in proof.clauses:
        head = (
            sets.get(one.pack_id, one.pack_id),
            one.clause_id,
            one.citation,
            one.strength,
            in_language(one.title, language),
        )
        rows += [
            (*head, schools.get(cell.school, ""), cell.grade, _(STATES[State(cell.state)]), cell.students)
            for cell in one.counts
        ]
        rows += [(*head, own.office, "", _(STATES[State(own.state)]), None) for own in one.own]
    return Sheet(_("Clauses"), columns, tuple(rows))


def groups_sheet(proof: Proof) -> Sheet:
    """Return the students of each grade of each school with what was done: for a state's own collection (R91)."""
    schools = {one.school: one.name for one in proof.schools}
    columns = (
        _("School year"),
        _("School"),
        _("Grade"),
        _("Students"),
        _("Had a conference"),
        _("With a parent there"),
        _("Private talk"),
        _("Given to family"),
        _("Plan on file"),
        _("Conferences held"),
    )
    rows = tuple(
        (
            proof.school_year,
            schools.get(one.school, ""),
            one.grade,
            one.students,
            one.met,
            one.family,
            one.talk,
            one.copies,
            one.plan,
            one.held,
        )
        for one in proof.groups
    )
    return Sheet(_("Students by grade"), columns, rows)
