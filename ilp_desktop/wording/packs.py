"""What can go wrong: policy sets."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "pack_missing_file": N_(
        "The policy set {folder} has no file {file}, so it was not taken up. The policy set in force stays as it is. "
        "Put the file back, or choose the folder that holds pack.toml, words.toml and conference.toml."
    ),
    "pack_unknown_file": N_(
        "The policy set has a file {file} that this program does not read, so it was not taken up. The policy set in "
        "force stays as it is. Did you mean {nearest}?"
    ),
    "pack_unreadable": N_(
        "{file} cannot be read as text, so the policy set was not taken up. The policy set in force stays as it is. "
        "Save the file as UTF-8 and try again."
    ),
    "pack_not_toml": N_(
        "{file} is not valid TOML: look at line {line}. The policy set in force stays as it is. Mend the line and try "
        "again."
    ),
    "pack_newer": N_(
        "{file} is written in format {found}; this program reads format {known}. The policy set in force stays as it "
        "is. Update the program, or ask for the policy set in the older format."
    ),
    "pack_unknown_key": N_(
        "{file}, line {line}, has a key that means nothing here: {key}. The nearest word that does is {nearest}. The policy set in "
        "force stays as it is; correct the key and try again."
    ),
    "pack_unknown_value": N_(
        "In {file}, line {line}, {key} says {value}, which means nothing here. The nearest word that does is {nearest}. The policy "
        "set in force stays as it is; correct it and try again."
    ),
    "pack_unknown_place": N_(
        "In {file}, line {line}, {key} has {place}, which nothing fills in; only {{name}} stands for the student's name. The policy "
        "set in force stays as it is; correct it and try again."
    ),
    "pack_missing_key": N_(
        "{file} does not say {key} (look at line {line}). The policy set in force stays as it is; add it and try again."
    ),
    "pack_wrong_type": N_(
        "In {file}, line {line}, {key} should be {wanted}. The policy set in force stays as it is; correct it and try again."
    ),
    "pack_key_twice": N_(
        "{file} has {key} twice (look at line {line}), so its answers could not be told apart. The policy set in force stays as it is; give "
        "one of them another key and try again."
    ),
    "pack_wrong_order": N_(
        "In {file}, line {line}, {key} ends before it begins or is out of order. The policy set in force stays as it is; "
        "correct it and try again."
    ),
    "pack_overlap": N_(
        "In {file}, line {line}, {key} overlaps with {other}, so two answers would hold at once. The policy set in force "
        "stays as it is; let one end before the other begins."
    ),
    "pack_wrong_sum": N_(
        "In {file}, line {line}, {key} does not agree with the subjects, which come to {found}. The policy set in force "
        "stays as it is; correct one of them and try again."
    ),
    "pack_no_such_day": N_(
        "In {file}, line {line}, {key} says {value}, and no calendar has such a day. The policy set in force stays as it "
        "is; correct it and try again."
    ),
    "pack_one_rule": N_(
        "In {file}, line {line}, a clause needs exactly one rule (look at {key}): one of {words}. The policy set in force "
        "stays as it is; correct it and try again."
    ),
    "pack_never": N_(
        "In {file}, line {line}, {key} can never come true beside the words around it, so the clause could never be met. "
        "The policy set in force stays as it is; take it out or correct the words around it."
    ),
    "pack_never_asked": N_(
        "In {file}, line {line}, {key} and {other} rule each other out, so the clause would never be asked of anybody. The "
        "policy set in force stays as it is; correct one of them and try again."
    ),
    "pack_no_such_mark": N_(
        "In {file}, line {line}, {key} asks for {value}, which {event} can never have. The nearest that it can have is "
        "{nearest}. The policy set in force stays as it is; correct it and try again."
    ),
    "pack_too_many": N_(
        "In {file}, line {line}, {key} asks for {value}, and the time that it is asked in has {most} days. The policy set in "
        "force stays as it is; ask for fewer, or give more time."
    ),
    "pack_outside_year": N_(
        "In {file}, line {line}, {key} has days outside the school year, which runs from {first} to {last}. The policy set "
        "in force stays as it is; correct the days and try again."
    ),
    "pack_band_grades": N_(
        "In {file}, line {line}, {key} asks for a band of grades, and the clause does not say which: it needs grades that "
        "follow each other. The policy set in force stays as it is; add them under applies."
    ),
    "pack_circular": N_(
        "In {file}, line {line}, {key} names {other}, which itself stands on this set. The policy set in force stays as it "
        "is; one of them must stand lower."
    ),
    "pack_nothing_below": N_(
        "In {file}, line {line}, {key} names {other}, and there is no such policy set beside this one. The policy set in "
        "force stays as it is; put its folder beside this one, or correct the name."
    ),
    "pack_not_yours": N_(
        "Only the lead counselor chooses the policy set. The policy set in force stays as it is. Ask the lead counselor."
    ),
    "adoption_past": N_(
        "A policy set cannot begin on a day that is past. The policy set in force stays as it is. Choose today or a later day: what was "
        "recorded before counts under the new one too."
    ),
    "adoption_same": N_(
        "These very rules are in force on that day already, so there is nothing to adopt. Nothing was changed. Choose another "
        "policy set or another day, or change a name or a choice first."
    ),
    "pack_none": N_(
        "This office has no policy set yet, so a conference cannot be read. Nothing is lost. Choose a policy set first."
    ),
}

__all__ = ["N_", "SENTENCES"]
