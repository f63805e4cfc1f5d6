"""What a line of the record can say that somebody did, and who else may read it (R79; 34 CFR 99.32).

The record itself is a chain that nobody changes (``store/audits.py``). A test calls every verb and looks that what it
writes stands in this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from ilp_desktop.domain.access import Sharing


class ActKind(Enum):
    """What people look for in the record."""

    OPENED = "opened"
    """Read on the screen."""
    HANDED_OUT = "handed_out"
    """Printed, exported, given away: it left the program."""
    DISCLOSURE = "disclosure"
    """What somebody outside asked for and got, and what was said of it."""
    CHANGED = "changed"
    """Said about a student or an adult, beyond what a conference keeps of itself."""
    PEOPLE = "people"
    """Who may open the office, and who looks after whom."""
    OFFICE = "office"
    """Rosters, policy sets, backups: the whole office."""


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of line: what people look for it under, and what part of a student's file it tells of."""

    kind: ActKind
    sharing: Sharing = Sharing.PLAN


def _acts(kind: ActKind, *names: str, sharing: Sharing = Sharing.PLAN) -> dict[str, Act]:
    return dict.fromkeys(names, Act(kind, sharing))


ACTS: Mapping[str, Act] = {
    **_acts(
        ActKind.OPENED, "file_opened", "conference_opened", "plan_read", "adults_read", "staff_read", "matching_read"
    ),
    **_acts(ActKind.OPENED, "file_record_read"),
    **_acts(ActKind.OPENED, "bar_read", sharing=Sharing.CUSTODY),
    **_acts(ActKind.OPENED, "disclosures_read", sharing=Sharing.RECORD),
    **_acts(ActKind.OPENED, "record_read", "roster_read", "board_read", "needs_read", "group_opened", "owed_read"),
    **_acts(
        ActKind.HANDED_OUT,
        "printed",
        "given_to_family",
        "mailed",
        "filed_in_folder",
        "plans_exported",
        "worksheet_made",
        "attendance_printed",
    ),
    **_acts(ActKind.CHANGED, "copy_set_aside"),
    **_acts(ActKind.HANDED_OUT, "letter_made", "letter_sent", "note_printed", "contacts_printed", "calendars_exported"),
    **_acts(ActKind.HANDED_OUT, "disclosures_printed", sharing=Sharing.RECORD),
    **_acts(ActKind.HANDED_OUT, "record_exported", "office_copied", "board_exported", "day_summary_made"),
    **_acts(ActKind.OPENED, "proof_students_read", "homes_read"),
    **_acts(ActKind.HANDED_OUT, "proof_handed_out"),
    **_acts(
        ActKind.DISCLOSURE,
        "request_noted",
        "request_answered",
        "disclosure_noted",
        "disclosure_corrected",
        sharing=Sharing.RECORD,
    ),
    **_acts(ActKind.CHANGED, "plan_finalized", "contact_corrected", "history_brought_in"),
    **_acts(ActKind.CHANGED, "evidence_recorded", "evidence_added", "evidence_corrected", "evidence_taken_back"),
    **_acts(ActKind.CHANGED, "reply_noted"),
    **_acts(ActKind.CHANGED, "waiver_noted", "waiver_taken_back", "year_corrected", "program_changed"),
    **_acts(ActKind.CHANGED, "records_merged", "records_parted", "student_disposed"),
    **_acts(
        ActKind.CHANGED,
        "relation_added",
        "relation_changed",
        "relation_ended",
        "adult_barred",
        "bar_lifted",
        "rights_granted",
        "right_ended",
        "permission_given",
        "permission_withdrawn",
        sharing=Sharing.CUSTODY,
    ),
    **_acts(
        ActKind.OPENED,
        "confidential_opened",
        "confidential_searched",
        "confidential_document_saved",
        "confidential_released",
        sharing=Sharing.CONFIDENTIAL,
    ),
    **_acts(
        ActKind.CHANGED,
        "confidential_written",
        "confidential_changed",
        "confidential_removed",
        "confidential_restored",
        "confidential_consent_asked",
        "confidential_consent_given",
        "confidential_consent_withdrawn",
        sharing=Sharing.CONFIDENTIAL,
    ),
    **_acts(ActKind.PEOPLE, "staff_assigned", "assignment_ended", "substitute_arranged", "substitute_taken_back"),
    **_acts(ActKind.PEOPLE, "staff_left", "staff_returned", "staff_joined", "staff_left_out"),
    **_acts(ActKind.PEOPLE, "person_added", "person_role", "person_passphrase", "person_removed"),
    **_acts(ActKind.PEOPLE, "keys_rotated", "keys_not_changed", "recovery_renewed", "own_passphrase"),
    **_acts(
        ActKind.OFFICE,
        "roster_imported",
        "roster_taken_back",
        "pack_adopted",
        "calendar_changed",
        "office_restored",
        "duty_recorded",
    ),
    **_acts(ActKind.OFFICE, "schedule_made", "schedule_published", "group_made", "group_called_off"),
    **_acts(ActKind.OFFICE, "day_ended_early", "early_end_undone"),
    **_acts(ActKind.OFFICE, "proof_made", "proof_deleted"),
}
"""Every act that a line can name."""

UNKNOWN = Act(ActKind.OFFICE, Sharing.CUSTODY)
"""An act of a later version of the program: for those who may read everything."""


def act_of(name: str) -> Act:
    """Return what an act is."""
    return ACTS.get(name, UNKNOWN)


def acts_told_by(sharings: frozenset[Sharing]) -> frozenset[str]:
    """Return the acts that somebody may read of a student of whom they may see these parts."""
    return frozenset(name for name, act in ACTS.items() if act.sharing in sharings)
