"""What looking an office over can find: `ilp-desktop check`."""

from ilp_desktop.language import N_

LEVELS: dict[str, str] = {"ok": N_("ok"), "look": N_("look"), "wrong": N_("wrong")}
PARTS: dict[str, str] = {
    "keys": N_("keys"),
    "database": N_("database"),
    "record": N_("record of who opened what"),
    "plans": N_("finalized plans"),
    "backups": N_("backups"),
    "folder": N_("folder"),
}
HOLDERS: dict[str, str] = {
    "lead": N_("lead counselor"),
    "counselor": N_("counselor"),
    "teacher": N_("teacher"),
    "career_staff": N_("career staff"),
    "front_desk": N_("front desk"),
    "principal": N_("principal"),
    "auditor": N_("auditor"),
    "recovery": N_("recovery sheet"),
}
"""Whose keys open an office, by role."""
LINES: dict[str, str] = {
    "keys_ok": N_(
        "The key file is whole, signed by this office's lead, and neither older nor newer than the database. People with "
        "a passphrase: {people}, and the recovery sheet."
    ),
    "keys_no_lead": N_(
        "Nobody leads this office: no passphrase can add people or change passphrases. Nothing is lost. Use the "
        "recovery sheet, or restore a backup."
    ),
    "keys_no_sheet": N_(
        "No recovery sheet opens this office. Nothing is lost. Make a new sheet today, print it and keep it safe."
    ),
    "keys_no_slot": N_(
        "Somebody in the key file has no passphrase and cannot open the office. Nothing is lost. Give everybody a "
        "passphrase, or take out who has left."
    ),
    "keys_key_missing": N_(
        "Somebody lacks a key that their role has. Nothing is lost. Give this person their role anew."
    ),
    "keys_key_too_many": N_(
        "Somebody holds a key that their role does not have. Find out who changed the key file, and give everybody their "
        "role anew."
    ),
    "database_ok": N_("Every page of the database is as it was written, and its tables are sound."),
    "database_pages": N_(
        "Pages of the database are not as they were written: the disk is failing, or somebody changed the file. Keep a "
        "copy of the folder as it is, then restore the latest backup."
    ),
    "database_structure": N_(
        "Tables of the database are damaged. Keep a copy of the folder as it is, then restore the latest backup."
    ),
    "database_references": N_(
        "Rows of the database refer to others that are not there. Keep a copy of the folder as it is, then restore the "
        "latest backup."
    ),
    "record_ok": N_("The record of who opened what is unbroken. Lines: {lines}."),
    "record_not_checked": N_(
        "Whether the record of who opened what is unbroken, only the lead's passphrase can tell. Have the lead check it."
    ),
    "record_agrees": N_(
        "The record of who opened what holds all that the backups saw of it. Backups compared: {count}."
    ),
    "record_shorter": N_(
        "The record of who opened what is shorter than the backup of {made} saw it ({lines} lines): lines were taken away, "
        "or an older copy of the office stands in its place. Keep the folder and this backup as they are, and tell the "
        "person responsible for records."
    ),
    "record_differs": N_(
        "The record of who opened what is not the one that the backup of {made} saw ({lines} lines). Keep the folder and "
        "this backup as they are, and tell the person responsible for records."
    ),
    "record_restored": N_(
        "Backups that saw another record of who opened what: {count}. A backup made before them was restored on {done}, and "
        "the record says so. If nobody here did that, tell the person responsible for records."
    ),
    "plans_ok": N_("Every finalized plan is genuine. Papers: {count}."),
    "plans_none": N_("No plan is finalized yet."),
    "plans_altered": N_(
        "Of {count} finalized papers, those of {altered} plans are not as they were finalized. Their seal codes begin with "
        "{codes}. Keep the folder as it is, and take these plans from a backup or from the family's copy."
    ),
    "backups_ok": N_("Every backup is whole. Backups: {count}. Hours since the latest: {hours}."),
    "backups_old": N_(
        "Days since the latest backup: {days}. Whole backups: {count}. Make a backup today, also to a stick."
    ),
    "backups_none": N_("There is no backup of this office here. Make one today, also to a stick."),
    "backups_other_keys": N_(
        "Backups from before the keys were last renewed: {count}. They open with the passphrases of their day and were not "
        "read now."
    ),
    "backups_not_opened": N_("The backups were not read, for the key file beside the database could not be used."),
    "folder_ok": N_("The folder is this login's alone, on this computer's own disk. Free room: {free} MB."),
    "folder_open_to_others": N_(
        "Other logins on this computer can look into the office's folder. It is encrypted all the same. Take their rights "
        "away (mode 700)."
    ),
    "folder_little_room": N_("The disk is nearly full: {free} MB are free. Free some space soon."),
    "folder_no_reserve": N_(
        "The room kept for a full disk is not there. It is made again when there is room and something is saved."
    ),
    "part_unreadable": N_(
        "This could not be read: the disk did not give it. See that it is connected, then check again."
    ),
}
"""What was found, by the code of ``office.check_lines.CheckLine``. Other codes are errors and have their sentence."""
