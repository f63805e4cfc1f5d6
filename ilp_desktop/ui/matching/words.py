"""How the queue says things, in the language in use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo

from ilp_desktop.domain.matches import Likeness, MatchQuestion, MergerLine
from ilp_desktop.domain.names import folded
from ilp_desktop.language import N_, _
from ilp_desktop.ui.day.words import date_words, grade_words, language_words
from ilp_desktop.wording.matching import LINES, REASONS

ICONS: Mapping[str, str] = MappingProxyType({"student": "graduation-cap", "guardian": "users", "household": "house"})
KINDS: Mapping[str, str] = MappingProxyType(
    {"student": N_("Student"), "guardian": N_("Guardian"), "household": N_("Household")}
)
_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "student": N_("Is this one student?"),
        "guardian": N_("Is this one guardian?"),
        "household": N_("Is this one household?"),
    }
)
_WHAT_HAPPENS: Mapping[str, str] = MappingProxyType(
    {
        "student": N_(
            "If it is one, conferences, plans, family and classes of both stand in the record that was here first; "
            "finalized plans are not touched. Either answer can be taken back."
        ),
        "guardian": N_(
            "If it is one, the children and conferences of both stand with the record that was here first, and what "
            "either record forbids stays forbidden. Either answer can be taken back."
        ),
        "household": N_(
            "If it is one, the adults of both live in it, and their children are shown as siblings. "
            "Either answer can be taken back."
        ),
    }
)
SAME = "same"
ALIKE = "alike"
DIFFERS = "differs"
ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of both sides. ``verdict``: same, alike where only the spelling differs, differs, or alone where one side says nothing."""

    label: str
    left: str
    right: str
    verdict: str


def compared(question: MatchQuestion) -> tuple[Compared, ...]:
    """Return the lines of a question, those that neither side says left out."""
    left, right = question.left, question.right
    rows: list[Compared] = []
    if question.kind != "household":  # a household is known by its adults, who have a line
        rows.append(Compared(_("Name"), left.name, right.name, _verdict("name", left.name, right.name)))
    for (code, one), (_code, other) in zip(left.lines, right.lines, strict=True):
        if one or other or code == "status":
            verdict = _verdict(code, one, other)
            rows.append(Compared(_(LINES[code]), value_words(code, one), value_words(code, other), verdict))
    return tuple(rows)


def _verdict(code: str, left: str, right: str) -> str:
    if left == right:
        return SAME
    if code == "status":
        return DIFFERS
    if not (left and right):
        return ALONE
    plain = _digits if code == "phone" else folded
    return ALIKE if plain(left) == plain(right) else DIFFERS


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdecimal())[-10:]


def value_words(code: str, said: str) -> str:
    """Word what one side says."""
    if code == "status":
        return _("no, withdrawn") if said else _("yes")
    if not said:
        return _("not said")
    if code == "birth_date":
        return date_words(date.fromisoformat(said))
    if code == "grade":
        return grade_words(said)
    if code == "language":
        return language_words(said)
    return said


def verdict_words(verdict: str) -> str:
    """Word whether both sides say the same."""
    return {SAME: _("the same"), ALIKE: _("alike"), DIFFERS: _("differs"), ALONE: _("one side only")}[verdict]


def compared_spoken(rows: tuple[Compared, ...]) -> str:
    """Word a whole comparison for a screen reader."""
    return " ".join(
        _("{label}: {left}.").format(label=row.label, left=row.left)
        if row.verdict in {SAME, ALIKE}
        else _("{label} differs: {left} and {right}.").format(label=row.label, left=row.left, right=row.right)
        for row in rows
    )


def title_words(question: MatchQuestion) -> str:
    """Word the question."""
    return _(_TITLES[question.kind])


def reason_words(question: MatchQuestion) -> str:
    """Word what both share."""
    return _(REASONS[question.reason]) if question.reason in REASONS else ""


def happens_words(question: MatchQuestion) -> str:
    """Say what will happen."""
    return _(_WHAT_HAPPENS[question.kind])


def same_words(kind: str) -> str:
    """Name the deed of putting together."""
    return _("Same household") if kind == "household" else _("Same person")


def different_words(kind: str) -> str:
    """Name the deed of keeping apart."""
    return _("Two different households") if kind == "household" else _("Two different people")


def origin_words(side: Likeness) -> str:
    """Word where a side comes from and since when it is here."""
    since = _("here since {date}").format(date=date_words(side.since)) if side.since else ""
    source = _("from {source}").format(source=side.source) if side.source else ""
    return " · ".join(part for part in (source, since) if part)


def line_title(question: MatchQuestion) -> str:
    """Word a question's line in the list."""
    if question.left.name == question.right.name:
        return question.left.name
    return _("{one} and {other}").format(one=question.left.name, other=question.right.name)


def merger_title(line: MergerLine) -> str:
    """Word a merger's line in the list."""
    if line.kept_name == line.gone_name:
        return line.kept_name
    return _("{one} and {other}").format(one=line.kept_name, other=line.gone_name)


def merger_meta(line: MergerLine, zone: ZoneInfo) -> str:
    """Word what was put together, and when."""
    on = date_words(line.merged_at.astimezone(zone).date())
    return _("{kind} · put together {date}").format(kind=_(KINDS[line.kind]), date=on)


def count_words(count: int, listed: int) -> str:
    """Say that not all questions are listed at once."""
    return _("The first {listed} of {count}.").format(listed=listed, count=count) if count > listed else ""
