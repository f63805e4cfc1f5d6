"""A line of the record as a sentence: who did what."""

import csv
import io
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from ilp_desktop.domain.acts import ActKind
from ilp_desktop.domain.records import RecordLine
from ilp_desktop.domain.sheets import harmless
from ilp_desktop.language import N_, _
from ilp_desktop.wording.proofs import REASONS

KINDS: Mapping[ActKind, str] = {
    ActKind.OPENED: N_("Opened and read"),
    ActKind.HANDED_OUT: N_("Printed and handed out"),
    ActKind.DISCLOSURE: N_("Requests and disclosures"),
    ActKind.CHANGED: N_("Changed"),
    ActKind.PEOPLE: N_("People and keys"),
    ActKind.OFFICE: N_("The whole office"),
}

_ROLES: Mapping[str, str] = {
    "lead": N_("lead"),
    "counselor": N_("counselor"),
    "teacher": N_("teacher"),
    "career_staff": N_("career staff"),
    "front_desk": N_("front desk"),
    "principal": N_("principal"),
    "auditor": N_("auditor"),
}

DEEDS: Mapping[str, str] = {
    "file_opened": N_("{who} opened the file"),
    "conference_opened": N_("{who} opened the conference"),
    "plan_read": N_("{who} opened the finalized plan"),
    "adults_read": N_("{who} read who the adults are"),
    "staff_read": N_("{who} read who looks after the student"),
    "bar_read": N_("{who} read why an adult is to see the office first"),
    "matching_read": N_("{who} read who may be one and the same person"),
    "roster_read": N_("{who} looked through a roster before it came in"),
    "disclosures_read": N_("{who} read who asked for the file"),
    "record_read": N_("{who} read the record of the office"),
    "file_record_read": N_("{who} read who opened the file"),
    "printed": N_("{who} printed the plan"),
    "given_to_family": N_("{who} gave the plan to the family"),
    "mailed": N_("{who} mailed the plan to the family"),
    "filed_in_folder": N_("{who} filed the plan in the cumulative folder"),
    "plans_exported": N_("{who} exported the finalized plans ({papers})"),
    "letter_made": N_("{who} made a letter to the family"),
    "letter_sent": N_("{who} sent a letter to the family"),
    "contacts_printed": N_("{who} made a contact sheet"),
    "calendars_exported": N_("{who} saved conferences as files for calendars"),
    "reply_noted": N_("{who} wrote down what the family answered to an invitation"),
    "note_printed": N_("{who} made a paper of a note"),
    "worksheet_made": N_("{who} printed a sheet to write on"),
    "attendance_printed": N_("{who} printed the attendance of a group conference"),
    "disclosures_printed": N_("{who} made the paper of requests and disclosures"),
    "board_read": N_("{who} looked through the board"),
    "needs_read": N_("{who} read what is still needed"),
    "owed_read": N_("{who} looked through whose signatures are owed"),
    "board_exported": N_("{who} exported a list of the board ({lines} lines)"),
    "record_exported": N_("{who} exported the record ({lines} lines)"),
    "day_summary_made": N_("{who} made the summary of a day"),
    "office_copied": N_("{who} copied the whole office to another place"),
    "request_noted": N_("{who} wrote down that somebody asked for the file"),
    "request_answered": N_("{who} wrote down the answer to a request for the file"),
    "disclosure_noted": N_("{who} wrote down a disclosure"),
    "disclosure_corrected": N_("{who} corrected what was written about a disclosure"),
    "plan_finalized": N_("{who} finalized the plan"),
    "copy_set_aside": N_("{who} took a copy out of the print queue"),
    "contact_corrected": N_("{who} corrected how an adult is reached"),
    "history_brought_in": N_("{who} brought in earlier years of {students} students"),
    "evidence_recorded": N_("{who} recorded something for a requirement"),
    "evidence_added": N_("{who} added to what was recorded for a requirement"),
    "evidence_corrected": N_("{who} corrected what was recorded for a requirement"),
    "evidence_taken_back": N_("{who} took back what was recorded for a requirement"),
    "waiver_noted": N_("{who} wrote down that a requirement is waived"),
    "waiver_taken_back": N_("{who} took a waiver back"),
    "year_corrected": N_("{who} corrected a school year"),
    "program_changed": N_("{who} changed which programs the student is in"),
    "records_merged": N_("{who} put two records of one person together"),
    "records_parted": N_("{who} parted two records again"),
    "student_disposed": N_("{who} disposed of the file for good"),
    "relation_added": N_("{who} added an adult"),
    "relation_changed": N_("{who} changed what an adult may do"),
    "relation_ended": N_("{who} ended what an adult is to the student"),
    "adult_barred": N_("{who} said that an adult is to see the office first"),
    "bar_lifted": N_("{who} said that an adult need not see the office first any more"),
    "rights_granted": N_("{who} gave an adult permission"),
    "right_ended": N_("{who} ended a permission"),
    "permission_given": N_("{who} wrote down that somebody may come along to a conference"),
    "permission_withdrawn": N_("{who} wrote down that somebody may not come along any more"),
    "homes_read": N_("{who} read how to reach the families of a day that ended early"),
    "day_ended_early": N_("{who} ended a conference day early ({conferences} conferences moved)"),
    "early_end_undone": N_("{who} took back that a conference day ended early"),
    "staff_assigned": N_("{who} assigned {students} students to {staff}"),
    "assignment_ended": N_("{who} ended an assignment"),
    "substitute_arranged": N_("{who} arranged that {substitute} stands in for {absent}"),
    "substitute_taken_back": N_("{who} took a substitute back"),
    "staff_joined": N_("{who} added {staff} to a conference"),
    "staff_left_out": N_("{who} took {staff} off a conference again"),
    "staff_left": N_("{who} said that {staff} leaves"),
    "staff_returned": N_("{who} said that {staff} is back"),
    "person_added": N_("{who} gave {person} keys as {role}"),
    "person_role": N_("{who} made {person} {role}"),
    "person_passphrase": N_("{who} gave {person} a new passphrase"),
    "person_removed": N_("{who} took the keys of {person} away"),
    "keys_rotated": N_("{who} gave the office new keys"),
    "keys_not_changed": N_("{who} opened the office after a change of keys that did not come about"),
    "recovery_renewed": N_("{who} made a new recovery sheet"),
    "roster_imported": N_("{who} brought in a roster"),
    "roster_taken_back": N_("{who} took a roster back"),
    "own_passphrase": N_("{person} chose a new passphrase"),
    "confidential_opened": N_("{who} read confidential notes"),
    "confidential_searched": N_("{who} looked for words in confidential notes"),
    "confidential_document_saved": N_("{who} saved a confidential document outside"),
    "confidential_released": N_("{who} let out a confidential part with consent"),
    "confidential_written": N_("{who} wrote a confidential note"),
    "confidential_changed": N_("{who} changed a confidential note"),
    "confidential_removed": N_("{who} removed a confidential note"),
    "confidential_restored": N_("{who} took a removed confidential note back"),
    "confidential_consent_asked": N_("{who} asked for consent to let out a confidential part"),
    "confidential_consent_given": N_("{who} wrote down consent to let out a confidential part"),
    "confidential_consent_withdrawn": N_("{who} wrote down that consent was withdrawn"),
    "proof_made": N_("{who} made an annual evidence report ({students} students)"),
    "proof_students_read": N_("{who} read which students an annual evidence report counts as not met"),
    "proof_handed_out": N_("{who} printed or saved an annual evidence report"),
    "proof_deleted": N_("{who} deleted an annual evidence report: {reason}"),
    "pack_adopted": N_("{who} adopted a policy set"),
    "duty_recorded": N_("{who} recorded something for a duty of the school"),
    "calendar_changed": N_("{who} changed the school calendar"),
    "schedule_made": N_("{who} made a schedule of conference days"),
    "schedule_published": N_("{who} published a schedule of conference days"),
    "group_made": N_("{who} arranged a group conference"),
    "group_called_off": N_("{who} called a group conference off"),
    "group_opened": N_("{who} opened a group conference"),
    "office_restored": N_("{who} put a backup in the place of the office"),
}


def kind_words(kind: ActKind) -> str:
    """Return what people call a kind of line."""
    return _(KINDS[kind])


def deed_words(line: RecordLine) -> str:
    """Return a line as a sentence without its full stop, and without the student."""
    about = {key: value or _("somebody who is not here") for key, value in line.about}
    if "role" in about:
        about["role"] = _(_ROLES[about["role"]]) if about["role"] in _ROLES else about["role"]
    code = about.get("reason", "")
    if code in REASONS:
        about["reason"] = _(REASONS[code])
    said = _(DEEDS[line.act]) if line.act in DEEDS else _("{who} did something that this version has no words for")
    return said.format_map(_Named(about | {"who": line.person or _("Somebody who is not here any more")}))


class _Named(dict[str, str]):
    """A line of another version may say less: its sentence then says an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def record_table(lines: Iterable[RecordLine], zone: ZoneInfo) -> bytes:
    """Return lines as a CSV file that spreadsheets open, its hours those of the school."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow([_("Line"), _("Day"), _("Hour"), _("Person"), _("Kind"), _("What"), _("Student")])
    for line in lines:
        at = line.at.astimezone(zone)
        words = (line.person, kind_words(line.kind), deed_words(line), line.student)
        table.writerow(
            [line.number, at.date().isoformat(), at.strftime("%H:%M:%S"), *(harmless(said) for said in words)]
        )
    return b"\xef\xbb\xbf" + written.getvalue().encode()
