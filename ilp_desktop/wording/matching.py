"""Who is who, in words: what two records share, what to compare, and what can go wrong."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "match_gone": N_(
        "These two are no longer both here, or not both among those you look after, so nothing was put together. Look "
        "at the list again."
    ),
    "match_being_signed": N_(
        "Somebody has signed a plan of one of these two that is not finalized yet, so nothing was changed: the "
        "signature would stand under other words. Finalize the plan first; the question waits here."
    ),
    "merger_gone": N_(
        "These two are already apart, or not among those you look after. Nothing was changed. Look at the list again."
    ),
    "merger_covered": N_(
        "Something else was put together later that rests on this, so nothing was changed. Part that later one first: "
        "the list shows the latest at the top."
    ),
}

REASONS: dict[str, str] = {
    "name_and_birth_date": N_("Same name and birth date"),
    "number_reused": N_("Same student number, different people?"),
    "number": N_("Same student number"),
    "name_and_phone": N_("Same name and telephone"),
    "name_and_email": N_("Same name and e-mail"),
    "name_and_address": N_("Same name and address"),
    "address": N_("Same address"),
    "phone": N_("Same telephone"),
}
"""Why two records are asked about."""

LINES: dict[str, str] = {
    "number": N_("Student number"),
    "birth_date": N_("Birth date"),
    "grade": N_("Grade"),
    "school": N_("School"),
    "guardians": N_("Guardians"),
    "address": N_("Address"),
    "email": N_("E-mail"),
    "status": N_("At school"),
    "children": N_("Children here"),
    "phone": N_("Telephone"),
    "language": N_("Language"),
    "adults": N_("Adults"),
}
"""What is compared, line by line."""
