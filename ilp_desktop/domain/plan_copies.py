"""In which languages a plan was written, and what a copy for readers of another says of that."""

from ilp_desktop.domain.plans import CarriedOver, How, PlanContent
from ilp_desktop.language import known_language

HOWS: tuple[How, ...] = ("", "translated", "read_aloud")


def languages_written(content: PlanContent) -> tuple[str, ...]:
    """Return the languages that people wrote in, the most used first (BCP-47, its first part)."""
    texts = [(each.language, each.text) for each in (*content.strengths, *content.improvements, *content.goals)]
    texts += [(each.language, each.text) for section in content.sections or () for each in section.answers]
    given = content.support
    texts += [(each.language, each.text) for each in (*given.student, *given.family, *given.school)]
    count: dict[str, int] = {}
    for language, text in texts:
        if text.strip():
            base = base_of(language)
            count[base] = count.get(base, 0) + len(text)
    return tuple(sorted(count, key=lambda base: (-count[base], base)))


def carried_over(content: PlanContent, family: str, language: str, how: str = "", by: str = "") -> CarriedOver | None:
    """Return what a copy says of the language that it was written in, None where its readers read all of it.

    ``family`` is the language in which the conference was held for the family, ``language`` the paper's: they differ
    where the program has no paper in the family's. ``how`` and ``by`` were said of the family's language, so a copy for
    a home that reads another one names nobody.
    """
    of_family = known_language(family) == base_of(language)
    reads = base_of(family) if of_family else base_of(language)
    written = languages_written(content)
    foreign = tuple(one for one in written if one != reads)
    known = how if how in HOWS and of_family else ""
    if not foreign and not (known == "translated" and written):
        return None
    return CarriedOver(foreign, len(foreign) < len(written), known, by if known else "")


def base_of(language: str) -> str:
    """Return the first part of a BCP-47 tag, in small letters."""
    return language.split("-", maxsplit=1)[0].lower()
