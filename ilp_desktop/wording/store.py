"""What can go wrong: store."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "store_exists": N_("{file} exists already. Nothing was changed. Choose another name or folder for the new office."),
    "store_missing": N_(
        "{file} is not in the office's folder. Nothing was changed. Put the folder back together as it was, or restore "
        "a backup."
    ),
    "store_plaintext": N_(
        "{file} is not encrypted, so this program does not use it. Nothing was changed. Open the office's own folder, "
        "or restore a backup."
    ),
    "store_foreign": N_(
        "{file} opens, but is not an office of this program. Nothing was changed. Open the office's own folder, or "
        "restore a backup."
    ),
    "store_wrong_key": N_(
        "The passphrase is right, but {file} does not open with this office's key: it belongs to another office, or its "
        "beginning is damaged. Nothing was changed. Put the office's own file back, or restore a backup."
    ),
    "store_damaged": N_(
        "{file} is damaged: part of it cannot be read as it was written. Nothing was changed, and the backups are "
        "untouched. Keep a copy of the office's folder as it is, then restore the latest backup."
    ),
    "store_newer": N_(
        "This office was last used by a newer version of the program (format {found}; this one knows {known}). Nothing "
        "was changed. Install the newer version and open the office again."
    ),
    "store_migration_failed": N_(
        "The office could not be brought up to this version of the program. It is as it was before, and a backup stands "
        "in {folder}. Go on with the previous version of the program, and report what happened."
    ),
    "store_disk_full": N_(
        "The disk is full: what you did last was not saved. Everything saved before is safe. Free some space, then do "
        "it again."
    ),
    "store_io": N_(
        "The disk did not take or give what it was asked for: what you did last may not be saved. Everything saved "
        "before is safe as far as the disk is. Look at what you wrote last, and make a backup to another disk today."
    ),
    "store_unreachable": N_(
        "{file} cannot be opened: its folder is not there, or this computer's account may not use it. Nothing was "
        "changed. See that the disk is connected and the folder is yours, then try again."
    ),
    "store_read_only": N_(
        "{file} cannot be written: the disk or the file is set to read only. Nothing was changed. Allow writing, then "
        "try again."
    ),
    "store_busy": N_(
        "Something else is using the office's file, so this was not saved. Everything saved before is safe. Wait for "
        "the other work to end, then do it again."
    ),
    "store_interrupted": N_(
        "This was stopped before it was done. Nothing was half saved. Do it again when you are back."
    ),
    "store_closed": N_("The office is locked. Everything saved is safe. Open it and do it again."),
    "backup_failed": N_(
        "No backup could be made in {folder}. The office itself is untouched, and earlier backups are as they were. See "
        "that the disk is there, is yours to write to and has room, then try again."
    ),
    "backup_no_room": N_(
        "There is not enough room in {folder} for a backup: it takes {needed} MB, and {free} MB are free. Nothing was left "
        "there. The office itself is untouched, and earlier backups are as they were. Free some space or take another stick, "
        "then try again."
    ),
    "backup_inside": N_(
        "{folder} is inside the office itself: a backup there would be lost with it. Nothing was written. Choose a stick, or "
        "another folder."
    ),
    "backup_same_disk": N_(
        "The backup is whole, but on the same disk as the office: a lost or broken computer takes both. Make another one to "
        "a stick."
    ),
    "backup_on_network": N_(
        "The backup is whole, and on another computer. It is encrypted, but whoever looks after that computer can copy it, "
        "and keep copies. See that your school allows that."
    ),
    "backup_in_cloud": N_(
        "The backup is whole, and will be copied to the cloud. It is encrypted, but copies stay there that nobody here can "
        "take back. See that your school's agreement with that service allows it."
    ),
    "backup_gone": N_(
        "The backup {file} is not there any more: the stick was taken out, or the folder was moved. Nothing was changed. Put "
        "the stick back and try again."
    ),
    "backup_newer": N_(
        "This backup was made by a newer version of the program (format {found}; this one knows {known}). Nothing was "
        "changed. Install the newer version and restore it there."
    ),
    "backup_unsound": N_(
        "The backup {file} did not pass its check and will not be used. The office itself is untouched. Make another "
        "backup, or choose another one to restore."
    ),
    "audit_broken": N_(
        "The record of who opened what is not as it was written, from line {line} on. Student files are untouched. Keep "
        "this folder as it is and tell the person responsible for records."
    ),
    "folder_network": N_(
        "{folder} is on another computer. An office kept there can be damaged when the network drops. Nothing was "
        "changed. Choose a folder on this computer's own disk."
    ),
    "folder_cloud": N_(
        "{folder} is copied to the cloud ({service}). Student files would leave this computer, and half-written ones "
        "could come back. Nothing was changed. Choose a folder that is not synchronized."
    ),
    "office_in_use": N_(
        "This office is open already, in another window or by another person on this computer. Nothing was changed. "
        "Use that window, or close it and try again."
    ),
}
