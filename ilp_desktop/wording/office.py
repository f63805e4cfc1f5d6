"""What can go wrong when an office is made, opened or asked for something."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "office_exists": N_(
        "There is already something named {name} in that place. Nothing was changed. Choose another name or place, or "
        "open the office that is there."
    ),
    "office_not_found": N_(
        "No office named {name} is there. Nothing was changed. Check the name, or whether the drive it is on is "
        "connected, and open it again."
    ),
    "office_folder_bad": N_(
        "{name} is not an office: it has no key file or no database. Nothing was changed. An office is a folder that "
        "ends in .ilp; choose the whole folder, or take it from a backup."
    ),
    "office_not_made": N_(
        "The office could not be made in that place: the disk may be full or not allow writing. Nothing was left "
        "behind. Choose another place, or free some space, and try again."
    ),
    "office_mixed": N_(
        "The passphrase is right, but the keys ({keys}) and the student files ({file}) in this folder do not belong "
        "together: one of the two comes from another office, or {file} is damaged throughout. Nothing was changed. Copy "
        "both back together from one backup of this office."
    ),
    "key_file_repaired": N_(
        "The file with this office's keys (header.json) was damaged or missing. Its previous copy was used and put back in its "
        "place, and nothing is lost. If you see this again, the disk may be failing: make a backup to another one."
    ),
    "slips_set_aside": N_(
        "What was typed in the last moments before the program ended could not be read: slips.db was damaged. It was set "
        "aside under another name beside it. Everything saved before is safe. Look at what you wrote last."
    ),
    "office_not_restored": N_(
        "The backup could not be put in the place of {name}: the disk may be full, or a stick was taken out. Nothing was "
        "changed: what stood there still does, and the backup is as it was. Free some space or put the stick back, and try "
        "again."
    ),
    "restore_no_room": N_(
        "There is not enough room to restore: it takes {needed} MB beside {folder}, and {free} MB are free. Nothing was "
        "changed. Free some space, then try again."
    ),
    "restore_other_office": N_(
        "In {name} stands another office than the one in this backup. Nothing was changed. Choose another place for it, or a "
        "backup of this office."
    ),
    "restore_admin_needed": N_(
        "In {name} stands an office, and only the lead may put a backup in its place. Nothing was changed. Ask the lead, use "
        "the recovery sheet, or choose another place."
    ),
    "restored_disposals_unknown": N_(
        "The office that stood here could not be read, so files that were disposed of since this backup was made may be back. Nothing"
        " else is missing. Look through your list of disposals, and dispose of those files again."
    ),
    "restored_older_keys": N_(
        "The backup is from before the passphrases or people of this office were last changed: those of that day open it "
        "again, also those of people who have left since. Change them before going on."
    ),
    "stopped": N_(
        "This was stopped as you asked. Nothing was left half done, and everything is as it was before. Start it again "
        "whenever you like."
    ),
    "backups_missing": N_(
        "No backup of an office is in {folder}. Nothing was changed. Choose the stick or the folder in which the backups "
        "are."
    ),
    "backups_several": N_(
        "There are backups of several offices in this place. Nothing was changed. Choose the folder of the one backup that "
        "is to be restored."
    ),
    "recovery_sheet_exists": N_(
        "There is already a file named {name}, perhaps the recovery sheet of another office. Nothing was changed. Move it "
        "to a safe place, or say with --recovery-sheet where the new one goes."
    ),
    "answer_missing": N_(
        "The program asked for something and got no answer. Nothing was changed. Run it where you can type, or name a "
        "file with --passphrase-file."
    ),
    "passphrase_file_unreadable": N_(
        "The passphrase file {file} could not be read. Nothing was changed. Check its name and try again."
    ),
    "passphrases_differ": N_("The two passphrases are not the same. Nothing was changed. Type both again."),
    "rotation_unfinished": N_(
        "This office is being given new keys, and the last step is still to do. Everything is safe and opens as before; whoever "
        "was removed no longer opens it. See that the disk has room: the step is done when the lead opens the office next."
    ),
    "own_keys": N_(
        "Nobody changes their own role or removes themselves. Nothing was changed. Another lead can do it; you change your "
        "own passphrase by typing the old one first."
    ),
    "person_missing": N_("Your own name is missing. Nothing was changed. Type the name that families know you by."),
    "zone_unknown": N_(
        "The time zone {zone} is not known. Nothing was changed. Write it as in America/Denver or "
        "America/Kentucky/Louisville."
    ),
    "not_allowed": N_(
        "Your role in this office does not include that. Nothing was changed. Ask the lead counselor to do it."
    ),
    "student_unknown": N_(
        "No student with that number is in this office, or not among those you may see. Nothing was written. Check "
        "the number and try again."
    ),
    "student_gone": N_("That student's file is no longer among those you may see. Nothing was changed. Search again."),
    "plans_missing": N_(
        "That student has no finalized plan yet. Nothing was written. Hold the conference and finalize the plan first."
    ),
    "folder_not_written": N_(
        "The files could not be written to {folder}. Nothing in the office was changed. Choose another folder, or free "
        "some space, and try again."
    ),
    "file_not_read": N_("{file} could not be read. Nothing was changed. Check that it is there and try again."),
    "certificate_unreadable": N_(
        "{file} is not a certificate that can be read. Nothing was checked. Ask the school for its certificate file "
        "(PEM) again."
    ),
    "import_not_latest": N_(
        "Another import came in after this one. Nothing was taken back. Imports are taken back from the last to the first: take back the later ones before."
    ),
    "mapping_gone": N_(
        "This office does not remember how tables of “{source}” are read. Nothing was written. Choose a table of theirs and say what its columns are."
    ),
    "import_gone": N_(
        "This import was already applied or dropped. Nothing was changed. Preview the roster again if you still need it."
    ),
    "import_cancelled": N_(
        "The import was stopped. Nothing of it came in, and the office is as it was. Start it again whenever you like."
    ),
    "setting_unknown": N_("There is no setting named {setting}. Nothing was changed. Did you mean {nearest}?"),
    "keyring_shared": N_(
        "Several people open this office with this computer's login, so whoever sits down would be the person who turned this on. Nothing was changed. Everybody goes on typing their own passphrase."
    ),
    "setting_of_office": N_(
        "This setting holds for everybody in the office, so the lead sets it. Nothing was changed. Ask the lead; how the "
        "window looks and which language it speaks is your own."
    ),
    "setting_out_of_range": N_(
        "The setting {setting} does not take that value. Nothing was changed. Choose one of the values offered."
    ),
}
