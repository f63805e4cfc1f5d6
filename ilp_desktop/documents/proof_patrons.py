"""The annual report to families and community (R85): what the plan conferences are, how many took place, what was said.

Counts only, none of fewer than ten students and none from which one could be computed; no clause numbers; nothing scolds.
"""

from collections.abc import Sequence

from ilp_desktop.documents import looks
from ilp_desktop.documents.figures import chart_strip
from ilp_desktop.documents.layout import Strip, beside, held, paragraph, together
from ilp_desktop.documents.pages import Style
from ilp_desktop.documents.papers import PaperSize
from ilp_desktop.documents.proof_charts import Share, share_chart
from ilp_desktop.documents.proof_pages import Sheet, drawn, rule, year_words
from ilp_desktop.documents.tags import Tag
from ilp_desktop.domain.policy.proofs import Frozen, Voice, grade_order, narrowed, public_numbers, row_of
from ilp_desktop.domain.policy.suppression import EVERY_GRADE, Key
from ilp_desktop.language import N_, translation

TITLE = N_("Annual report to families and community")
_NUMBER = Style("SemiBold", 24, 28, looks.ACCENT)
_WHO = {
    "student": N_("A student said"),
    "parent": N_("A parent said"),
    "family": N_("A family said"),
    "learning_coach": N_("A learning coach said"),
    "teacher": N_("A teacher said"),
    "counselor": N_("A counselor said"),
    "career_staff": N_("Somebody of the school said"),
    "administrator": N_("Somebody of the school said"),
    "school": N_("Somebody of the school said"),
    "community": N_("Somebody of the community said"),
}
_SHARES = (
    ("met", N_("Students who had a plan conference")),
    ("family", N_("… with a parent or guardian there")),
    ("talk", N_("… and a private talk of parent and teacher")),
    ("copies", N_("… and what was discussed given to the family")),
    ("plan", N_("Students who have a plan on file")),
)
Numbers = dict[str, dict[Key, int | None]]


def draw_patrons_report(
    frozen: Frozen, *, school: int | None = None, language: str = "en", size: PaperSize = "letter", seal: bool = False
) -> bytes:
    """Draw the report of one school or of all as PDF. The same arguments always give the same bytes."""
    # The pattern of what stays unsaid is that of all schools, so that no report can be taken from another.
    numbers = public_numbers(narrowed(frozen.proof))
    proof = narrowed(frozen.proof, school)
    voices = frozen.voices if school is None or len(frozen.proof.schools) == 1 else ()

    def strips(sheet: Sheet) -> list[Strip]:
        return [
            *_head(sheet),
            *_tiles(sheet, numbers, row_of(school)),
            *_by_grade(sheet, numbers, row_of(school)),
            *_together(sheet, numbers, row_of(school)),
            *_voices(sheet, voices),
            *_training(sheet),
            *_next(sheet, frozen.ahead),
        ]

    gettext = translation(language).gettext
    foot = gettext("Numbers of fewer than ten students are not shown, so that nobody can be recognized.")
    return drawn(proof, gettext(TITLE), language, size, strips, foot=foot, seal=seal)


def _head(sheet: Sheet) -> list[Strip]:
    proof = sheet.proof
    whose = proof.schools[0].name if len(proof.schools) == 1 else proof.office
    facts = sheet.say(N_("School year {year}"), year=year_words(proof))
    what = sheet.say(
        N_(
            "In a plan conference a student, the family and the school sit down together. They look at what goes well, at how"
            " learning is going, and write down goals with steps and who helps with each. This report tells how it went this"
            " year, and is for everybody: families, neighbors, and whoever works with the school."
        )
    )
    return [
        *paragraph(whose, looks.KIND, sheet.width, sheet.root.add("P")),
        *paragraph(sheet.say(TITLE), looks.NAME, sheet.width, sheet.root.add("H1"), above=4),
        *paragraph(facts, looks.FACTS, sheet.width, sheet.root.add("P"), above=3),
        *sheet.text(what, sheet.root, above=12),
    ]


def _tiles(sheet: Sheet, numbers: Numbers, row: int) -> list[Strip]:
    """Three numbers as large as they deserve."""
    labels = (
        ("students", N_("students")),
        ("met", N_("had a plan conference")),
        ("family", N_("with a parent or guardian there")),
    )
    section = sheet.root.add("Sect")
    width = sheet.width / 3
    columns: list[tuple[float, Sequence[Strip]]] = []
    for at, (measure, label) in enumerate(labels):
        said = numbers[measure].get((row, EVERY_GRADE))
        number = sheet.say(N_("not shown")) if said is None else f"{said:,}"
        style = _NUMBER if said is not None else looks.GOAL
        tag = section.add("P")
        strips = [
            *paragraph(number, style, width - 14, tag),
            *paragraph(sheet.say(label), looks.SMALL_INK, width - 14, tag),
        ]
        columns.append((width * at, strips))
    return [rule(sheet.width, 14), beside(columns, above=10), rule(sheet.width, 10)]


def _by_grade(sheet: Sheet, numbers: Numbers, row: int) -> list[Strip]:
    grades = sorted({grade for at, grade in numbers["students"] if at == row and grade}, key=grade_order)
    section = sheet.root.add("Sect")
    title = sheet.say(N_("Plan conferences, grade by grade"))
    rows = [
        _share(sheet, sheet.words.grade(grade), numbers, "met", "students", (row, grade), strong=False)
        for grade in grades
    ]
    chart = share_chart(rows, sheet.width, title)
    figure = section.add("Figure", alt=chart.alt)
    return together([*sheet.heading(title, section), chart_strip(chart, figure, above=6)])


def _together(sheet: Sheet, numbers: Numbers, row: int) -> list[Strip]:
    section = sheet.root.add("Sect")
    title = sheet.say(N_("Families and school together"))
    rows = [
        _share(sheet, sheet.say(label), numbers, measure, "students", (row, EVERY_GRADE), strong=measure == "met")
        for measure, label in _SHARES
    ]
    chart = share_chart(rows, sheet.width, title)
    figure = section.add("Figure", alt=chart.alt)
    why = sheet.say(
        N_(
            "What parent and teacher talk about in private stays between them. Whoever could not come finds another way with"
            " the school: by telephone, by video, or on another day."
        )
    )
    return together(
        [
            *sheet.heading(title, section),
            chart_strip(chart, figure, above=6),
            *sheet.text(why, section, looks.SMALL, above=8),
        ]
    )


def _share(sheet: Sheet, label: str, numbers: Numbers, measure: str, among: str, key: Key, *, strong: bool) -> Share:
    have, of = numbers[measure].get(key), numbers[among].get(key)
    if have is None or of is None:
        return Share(label, None, sheet.say(N_("not shown")), strong)
    words = sheet.say(N_("{have} of {of} students"), have=f"{have:,}", of=f"{of:,}")
    return Share(label, have / of if of else 0.0, words, strong)


def _voices(sheet: Sheet, voices: Sequence[Voice]) -> list[Strip]:
    section = sheet.root.add("Sect")
    strips = sheet.heading(sheet.say(N_("What people say about it")), section)
    if not voices:
        none = sheet.say(
            N_("The school asks families, teachers and the community how it went. Tell us too: your words belong here.")
        )
        return [*strips, *sheet.text(none, section)]
    for voice in voices:
        who = next((sheet.say(_WHO[role]) for role in voice.roles if role in _WHO), sheet.say(N_("Somebody said")))
        strips += together(
            [
                *held(sheet.text(who, section, looks.PROMPT, above=8)),
                *sheet.text(f"\u201c{voice.text}\u201d", section, looks.VOICE, above=1, x=12),
            ]
        )
    return strips


def _training(sheet: Sheet) -> list[Strip]:
    section: Tag = sheet.root.add("Sect")
    lines = sheet.log(frozenset({"training", "consultation"}), section)
    if not lines:
        return []
    return together([*sheet.heading(sheet.say(N_("How the school got ready")), section), *lines])


def _next(sheet: Sheet, ahead: str) -> list[Strip]:
    section = sheet.root.add("Sect")
    strips = sheet.heading(sheet.say(N_("What comes next")), section)
    for part in ahead.split("\n"):
        if part.strip():
            strips += sheet.text(part.strip(), section)
    ask = sheet.say(
        N_(
            "Every family is invited again next year. If you would like to talk sooner, or have an idea, call or visit the"
            " school: a conference can be asked for at any time."
        )
    )
    return together([*strips, *sheet.text(ask, section)])
