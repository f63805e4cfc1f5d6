"""What can be wrong with a school year."""

from ilp_desktop.language import N_

SENTENCES: dict[str, str] = {
    "calendar_not_yours": N_(
        "Only the lead counselor and the principal change the school calendar. It stays as it is. Ask one of them."
    ),
    "calendar_none": N_(
        "There is no school year yet from which the next could be made. Nothing was changed. Adopt a policy set first: it brings a usual "
        "year."
    ),
    "calendar_gap": N_(
        "Between the school years {year} and {other} is a gap, and no day may belong to no year. The calendar stays as it is. Make "
        "the year after {year} first."
    ),
    "calendar_years_overlap": N_(
        "The school year {year} begins before {other} ends, so some days would belong to both. The calendar stays as it is. "
        "Begin it the day after."
    ),
    "calendar_outside": N_(
        "The first and the last day of school lie outside the school year {year}, which goes from July to June. The calendar stays as it is. "
        "Look at the year in both days."
    ),
    "calendar_length": N_(
        "The last day of school must be three months to a year after the first. The calendar stays as it is. Look at both days."
    ),
    "calendar_quarters_missing": N_(
        "A school year has one to six quarters. The calendar stays as it is. Add one, or take one away."
    ),
    "calendar_quarter_backward": N_(
        "Quarter {number} ends before it begins. The calendar stays as it is. Look at its two days."
    ),
    "calendar_quarter_outside": N_(
        "Quarter {number} begins before the first day of school or ends after the last. The calendar stays as it is. Move its "
        "days inside the year."
    ),
    "calendar_quarters_overlap": N_(
        "Quarter {number} ends after quarter {other} begins, so some days would be in both. The calendar stays as it is. Let one end before "
        "the other begins."
    ),
    "calendar_semesters_missing": N_(
        "A school year has one to six semesters. The calendar stays as it is. Add one, or take one away."
    ),
    "calendar_semester_backward": N_(
        "Semester {number} ends before it begins. The calendar stays as it is. Look at its two days."
    ),
    "calendar_semester_outside": N_(
        "Semester {number} begins before the first day of school or ends after the last. The calendar stays as it is. Move its "
        "days inside the year."
    ),
    "calendar_semesters_overlap": N_(
        "Semester {number} ends after semester {other} begins, so some days would be in both. The calendar stays as it is. Let one end before "
        "the other begins."
    ),
    "calendar_break_backward": N_(
        "Break {number}, counted by day, ends before it begins. The calendar stays as it is. Look at its two days."
    ),
    "calendar_break_outside": N_(
        "Break {number}, counted by day, lies outside the school year. The calendar stays as it is. Move it between the "
        "first and the last day of school, or take it away."
    ),
    "calendar_breaks_overlap": N_(
        "Breaks {number} and {other}, counted by day, overlap. The calendar stays as it is. Put them together, or let one end before the "
        "other begins."
    ),
    "calendar_breaks_many": N_(
        "A school year has at most {most} breaks and holidays here. The calendar stays as it is. Put some that follow each "
        "other together."
    ),
    "calendar_day_outside": N_(
        "A day that the policy speaks of lies outside the school year {year}. The calendar stays as it is. Look at its year."
    ),
}

__all__ = ["N_", "SENTENCES"]
