"""How owed signatures are said, in the language in use."""

from collections.abc import Sequence
from datetime import date

from ilp_desktop.domain.circumstances import SIGNS_HERE, SignerOwed
from ilp_desktop.language import N_, _, ngettext
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.day.words import date_words, grade_words

_BY = {"here": N_("Here by {date}"), "paper": N_("Paper by {date}")}


def owed_words(rows: Sequence[SignerOwed], today: date) -> str:
    """Say how many there are, and how many of them said a day that has passed."""
    if not rows:
        return ""
    many = ngettext("{count} signature is owed", "{count} signatures are owed", len(rows)).format(count=len(rows))
    past = sum(row.by is not None and row.by < today for row in rows)
    if not past:
        return many
    over = ngettext("{count} day has passed", "{count} days have passed", past).format(count=past)
    return f"{many} · {over}"


def owed_meta(row: SignerOwed) -> str:
    """Word the second line: of whose plan, held when and by whom, and how they are reached."""
    of = _("{role} of {student}").format(role=role_words(row.role), student=row.student_name)
    if row.name == row.student_name:
        of = role_words(row.role)
    grade = grade_words(row.grade) if row.grade else ""
    met = _("met {date}").format(date=date_words(row.held_on))
    return " · ".join(part for part in (of, grade, met, row.phone, row.email) if part)


def owed_chip(row: SignerOwed, today: date) -> tuple[str, str]:
    """Return until when they said they will sign: words and kind of a chip."""
    if row.by is None:
        return _("No day said"), "none"
    words = _(_BY[row.how or SIGNS_HERE]).format(date=date_words(row.by))
    return words, "amber" if row.by < today else "blue"
