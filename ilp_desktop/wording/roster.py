"""What can go wrong with a roster, and what there is to say about its rows."""

from ilp_desktop.domain.roster import RosterRemark
from ilp_desktop.language import N_, in_use, translation
from ilp_desktop.wording.tables import REMARKS as TABLE_REMARKS

SENTENCES: dict[str, str] = {
    "roster_not_found": N_(
        "There is no file or folder named “{name}” any more. Nothing was imported. Check whether it was moved, and choose it again."
    ),
    "roster_unreadable": N_(
        "“{name}” could not be read. Nothing was imported. Check that the drive is connected and that the file is not open in another program, and try again."
    ),
    "roster_not_oneroster": N_(
        "“{name}” is not a OneRoster roster: there is no users.csv in it. Nothing was imported. Export the roster again as “OneRoster 1.1” or “1.2” and choose its zip file or its folder."
    ),
    "roster_two_rosters": N_(
        "“{name}” holds more than one roster, in different folders. Nothing was imported. Choose the folder of the one that you mean."
    ),
    "roster_folder_too_many": N_(
        "The folder “{name}” holds more than {most} files, so it is not a folder of a roster alone. Nothing was imported. Put the files of the roster in a folder by themselves."
    ),
    "roster_zip_damaged": N_(
        "The zip file “{name}” is damaged or was not copied completely. Nothing was imported. Copy or download it again."
    ),
    "roster_zip_too_large": N_(
        "“{name}” is larger than {megabytes} megabytes, which no roster is. Nothing was unpacked or imported. Export the roster again without attachments."
    ),
    "roster_zip_too_many": N_(
        "The zip file “{name}” lists more than {most} files; a roster has fewer than thirty. Nothing was unpacked or imported. Export the roster again by itself."
    ),
    "roster_zip_ratio": N_(
        "The zip file “{name}” would grow out of all proportion when unpacked. Nothing was unpacked or imported. Ask whoever sent it for a new export."
    ),
    "roster_zip_path": N_(
        "The zip file “{name}” names a file outside its own folder, which no roster does. Nothing was unpacked or imported. Ask whoever sent it for a new export."
    ),
    "roster_zip_link": N_(
        "“{name}” contains a link to another place in place of a file. Nothing was imported. Export the roster again, with the files themselves."
    ),
    "roster_zip_duplicate": N_(
        "“{name}” contains {file} twice, and it is not clear which is meant. Nothing was imported. Export the roster again."
    ),
    "roster_zip_nested": N_(
        "The zip file “{name}” contains another packed file. Nothing was unpacked or imported. Unpack it yourself and choose the folder where users.csv is."
    ),
    "roster_zip_encrypted": N_(
        "The zip file “{name}” is locked with a password. Nothing was imported. Unpack it yourself with the password and choose the folder where users.csv is."
    ),
    "roster_zip_method": N_(
        "The zip file “{name}” is packed in an unusual way that is not read here. Nothing was imported. Unpack it yourself and choose the folder where users.csv is."
    ),
    "roster_file_damaged": N_(
        "The file {file} is damaged: what is in it is not what the zip file says. Nothing was imported. Copy or export the roster again."
    ),
    "roster_file_is_zip": N_(
        "The file {file} is itself a zip file with another ending. Nothing was imported. Unpack it and choose the folder where users.csv is."
    ),
    "roster_file_empty": N_(
        "The file {file} is empty: not even its column names are there. Nothing was imported. Export the roster again."
    ),
    "roster_column_missing": N_(
        "The file {file} has no column “{column}”, and cannot be understood without it. Nothing was imported. Add the column to the export and try again."
    ),
    "roster_column_misnamed": N_(
        "The file {file} has no column “{column}”; the nearest is “{nearest}”. Nothing was imported. If they mean the same, rename it to “{column}” in the first row, and try again."
    ),
    "roster_roles_missing": N_(
        "This OneRoster 1.2 roster has no roles.csv, so it does not say who is a student. Nothing was imported. Export it again with roles, or as version 1.1."
    ),
    "roster_columns_too_many": N_(
        "The file {file} has more than {most} columns, so it is not a table of a roster. Nothing was imported. Open it in a spreadsheet, look at its first row, and export it again."
    ),
    "roster_nothing_known": N_(
        "There is nothing in “{name}” that can be taken in: no OneRoster or School Data Sync files, and no table. Nothing was imported. Choose a zip file or a folder of OneRoster, or a table (CSV or Excel)."
    ),
    "roster_many_tables": N_(
        "“{name}” holds several tables that are not a OneRoster or School Data Sync roster together. Nothing was imported. Choose one of the tables by itself; they are taken in one after the other."
    ),
    "roster_zip_of_table": N_(
        "“{name}” holds a table and no roster of OneRoster or School Data Sync. Nothing was unpacked or imported. Unpack it yourself and choose the table in it."
    ),
    "roster_mapping_needed": N_(
        "“{name}” is a table, and nobody has said yet what its columns are. Nothing was imported. Choose it under “Roster”, where its columns are shown. On the command line, give a mapping file with --mapping."
    ),
    "roster_gradebook_only": N_(
        "“{name}” holds grades (results.csv) and no people: there is no users.csv in it. Nothing was imported. Export the roster and the grades together, in one zip file or one folder."
    ),
    "roster_row_unreadable": N_(
        "Row {row} of {file} goes on without end, so the file is not a table that can be read. Nothing was imported. Open it in a spreadsheet, look at that row, and export it again."
    ),
    "roster_quote_open": N_(
        'In row {row} of {file} a quotation mark (") is opened and not closed as it should be, so the rows after it cannot be told apart. Nothing was imported. Correct that row and try again.'
    ),
}

REMARKS: dict[str, str] = {
    **TABLE_REMARKS,
    "reference_dangling": N_("“{column}” names something that is not in this roster; it was left out, the rest came in."),
    "reference_dangling_refused": N_("“{column}” names something that is not in this roster, so the row means nothing."),
    "cell_empty": N_("“{column}” is empty, and the row cannot be understood without it."),
    "id_twice": N_("This sourcedId was already used further up in the file; the first row counts."),
    "student_unknown": N_("The student is neither in this roster nor in the office, so the row was not brought in."),
    "guardian_unknown": N_("The guardian is neither in this roster nor in the office, so the row was not brought in."),
    "staff_unknown": N_("The member of staff is neither in this roster nor in the office, so the row was not brought in."),
    "class_unknown": N_("The class is neither in this roster nor in the office, so the row was not brought in."),
    "person_unknown": N_("The person is neither in this roster nor in the office, so the row was not brought in."),
    "no_backup": N_("There was no room on the disk for a copy of the office, so none was made before this import. It can be taken back all the same. Make room on the disk."),
    "row_deleted": N_("The row is marked as “tobedeleted”, so it was not brought in."),
    "row_twice": N_("The same row already stands further up; it counts once."),
    "row_alone": N_("This row only adds to a person whose own row is not in this export, so it changed nothing. Export users.csv with that person, or everything."),
    "changes_only": N_("The manifest says that this export holds only what changed since the last one (“delta”). What stands by itself comes in; nobody is taken as gone; a row that needs something which is neither in these files nor in the office is refused. If this office never took in the whole roster, export it once as “bulk”."),
    "results_without_score": N_("{count} results have no score yet; they were passed over."),
    "row_long": N_("The row has more cells than there are columns; look whether its values stand in the right columns."),
    "role_unknown": N_("The role is not one that is known here, so the person was not brought in."),
    "role_absent": N_("No row of roles.csv says what this person is, so the person was not brought in."),
    "enabled_unclear": N_("“enabledUser” says neither true nor false; true was taken."),
    "date_unreadable": N_("“{column}” is not a date that can be read; it was left empty."),
    "date_unreadable_refused": N_("“{column}” is not a date that can be read, and the row cannot be understood without it."),
    "column_twice": N_("The column “{column}” is there twice; the first was taken."),
    "column_absent": N_("There is no column “{column}”; the rest came in without it."),
    "column_absent_near": N_("There is no column “{column}”; the nearest is “{nearest}”, which was not taken. The rest came in."),
    "encoding_guessed": N_("The file is not in UTF-8; it was read as Windows text. Look whether accents are right."),
    "nul_dropped": N_("The file contains characters that are no text; they were left out."),
    "manifest_absent": N_("There is no manifest.csv; the files were taken as the whole roster."),
    "manifest_odd": N_("The manifest could not be understood; the files were taken as the whole roster."),
    "version_differs": N_("The files are those of OneRoster {version}, other than the manifest says; they were read as such."),
    "file_promised": N_("The manifest says that this file is there, but it is not."),
    "file_not_promised": N_("The manifest says that this file is not there, but it is; it was read."),
}  # fmt: skip


def remark_sentence(remark: RosterRemark, language: str | None = None) -> str:
    """Word what there is to say about a row, without its file and row number. A code with no sentence is a KeyError."""
    return translation(language or in_use()).gettext(REMARKS[remark.code]).format(**dict(remark.params))


__all__ = ["REMARKS", "SENTENCES", "remark_sentence"]
