"""What can go wrong with a plain table and with how its columns are read, and what there is to say about its rows."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "table_old_workbook": N_(
        "“{name}” is in Excel's old format (.xls) or locked with a password. Nothing was imported. Open it in Excel, take the password off, save it as an “Excel Workbook (.xlsx)” or as “CSV”, and choose that file."
    ),
    "table_not_table": N_(
        "“{name}” is neither an Excel workbook nor a table of text. Nothing was imported. Export it as “CSV” or “Excel (.xlsx)” and choose that file."
    ),
    "table_damaged": N_(
        "The workbook “{name}” is damaged or was not copied completely. Nothing was imported. Open it in Excel, save it again, and choose that file."
    ),
    "table_too_large": N_(
        "“{name}” holds more than {megabytes} megabytes of cells, which is more than can be read at once. Nothing was imported. Save the sheet as “CSV” and choose that file, or export fewer columns."
    ),
    "table_too_far": N_(
        "A sheet of “{name}” reaches over {rows} rows and {columns} columns, nearly all of them empty. Nothing was imported. Copy the table itself into a new workbook, or save it as “CSV”, and choose that file."
    ),
    "table_no_heading": N_(
        "There is no table in “{name}”: no row has anything in it. Nothing was imported. Look whether the right sheet is in the file, and export it again."
    ),
    "table_sheet_missing": N_(
        "“{name}” has no sheet “{sheet}” any more. Nothing was imported. Choose the sheet that is meant."
    ),
    "table_column_missing": N_(
        "“{name}” has no column “{column}”. Nothing was imported. Say which column it is now, or leave it out."
    ),
    "table_fields_missing": N_(
        "How “{name}” is read leaves out something that no row can do without. Nothing was imported. Say which columns hold it."
    ),
    "mapping_unreadable": N_(
        "“{name}” does not say how a table is read, or it is damaged. Nothing was changed. Ask for the file again."
    ),
    "mapping_newer": N_(
        "“{name}” was written by a newer version of this program. Nothing was changed. Update this program, or choose the columns yourself."
    ),
    "mapping_key_unknown": N_(
        "“{name}” says “{key}”, which is not known here; the nearest is “{nearest}”. Nothing was changed. Correct it, or ask for the file again."
    ),
    "mapping_value_wrong": N_(
        "In “{name}”, “{key}” is not something that can be there. Nothing was changed. Correct it, or ask for the file again."
    ),
}

REMARKS: dict[str, str] = {
    "person_twice": N_("This person already stands further up in the file, with another name; the first row counts."),
    "row_twice": N_("The same already stands further up in the file; the first row counts."),
    "guardian_unnamed": N_("There is a phone or an e-mail of a guardian in this row, and “{column}” is empty; the guardian was left out, the rest came in."),
    "number_unreadable": N_("“{column}” is not a number that can be read; it was left out, the rest came in."),
    "grade_unknown": N_("“{column}” is not a grade level that is known here; it was left empty."),
    "language_unknown": N_("“{column}” is not a language that is known here; it was left empty."),
    "flag_unclear": N_("“{column}” says neither yes nor no; it was left open."),
    "barred_assumed": N_("“{column}” says something other than yes or no; it was taken as “no contact”, to be safe. Look at it."),
}  # fmt: skip

__all__ = ["REMARKS", "SENTENCES"]
