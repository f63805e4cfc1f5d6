"""What a plan says, as lines to read on the screen before signing, in the language the signer reads. No Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ilp_desktop.documents.words import Words
from ilp_desktop.domain.packs import PolicyPack, worded
from ilp_desktop.domain.plans import PlanAnswer, PlanCommitment, PlanContent

Role = Literal["title", "heading", "strong", "body", "step", "small"]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One paragraph and how it is set."""

    role: Role
    text: str


def plan_lines(content: PlanContent, pack: PolicyPack, language: str) -> tuple[PlanLine, ...]:
    """Return everything that is signed, in reading order. Typed texts stay in the language they were written in."""
    name = content.student.preferred_name or content.student.name.split(" ")[0]
    reasons = pack.consultation.reasons
    labels = {f"consultation.{code}": worded(wording, language, name) for code, wording in reasons.items()}
    words = Words(language, labels)
    return tuple(_lines(content, pack, words, name))


def _lines(content: PlanContent, pack: PolicyPack, words: Words, name: str) -> Iterator[PlanLine]:
    gettext = words.gettext
    yield PlanLine("title", _kind(content, pack, words.language))
    about = [content.student.name, words.grade(content.student.grade), words.school_year(content.school_year)]
    yield PlanLine("small", " · ".join(about))
    if content.conference is not None:
        yield PlanLine("small", words.conference(content.conference))
    yield from _sections(content, words, "needs")
    yield from _answers(content.strengths, gettext("Strengths"))
    yield from _measures(content, words)
    yield from _answers(content.improvements, gettext("Where it can get better"))
    yield from _sections(content, words, "future", "courses", "graduation")
    yield from _courses(content, words)
    yield from _diplomas(content, words)
    yield from _sections(content, words, "skills")
    yield from _goals(content, words, name)
    yield from _support(content, words, name)
    if content.consultation is not None:
        yield PlanLine("heading", gettext("Private talk"))
        yield PlanLine("body", words.consultation(content.consultation))
    yield PlanLine("heading", gettext("What this plan is"))
    yield PlanLine("body", worded(pack.statement, words.language, name))


def _kind(content: PlanContent, pack: PolicyPack, language: str) -> str:
    occasion = pack.occasion(content.kind.code)
    return worded(occasion.title if occasion is not None else pack.plan_labels[content.kind.code], language)


def _sections(content: PlanContent, words: Words, *keys: str) -> Iterator[PlanLine]:
    for section in content.sections or ():
        if section.key not in keys:
            continue
        yield from _answers(section.answers, section.heading)
        if not section.answers:
            yield PlanLine("heading", section.heading)
        for checks in section.checks:
            yield PlanLine("strong", checks.prompt)
            if checks.not_appropriate:
                reason = words.gettext("Not for now: {reason}").format(reason=checks.not_appropriate)
                yield PlanLine("body", reason)
            for reached in checks.reached:
                yield PlanLine("step", f"\u2713 {reached}")


def _courses(content: PlanContent, words: Words) -> Iterator[PlanLine]:
    plan = content.courses
    if plan is None:
        return
    yield PlanLine("heading", words.gettext("Courses, year by year"))
    for grade in dict.fromkeys(each.grade for each in plan.courses):
        yield PlanLine("strong", words.grade(grade))
        theirs = (f"{each.title} ({each.credits:g})" for each in plan.courses if each.grade == grade)
        yield PlanLine("body", ", ".join(theirs))
    if plan.approved_by:
        said = words.gettext("The order of these courses was approved by {name} on {date}.")
        yield PlanLine("small", said.format(name=plan.approved_by, date=words.date(plan.approved_on)))


def _diplomas(content: PlanContent, words: Words) -> Iterator[PlanLine]:
    if content.diplomas:
        yield PlanLine("heading", words.gettext("What graduation asks"))
    for one in content.diplomas or ():
        yield PlanLine("strong", one.name)
        for each in one.subjects:
            said = words.gettext("{subject}: {asked} asked, {earned} earned, {planned} planned")
            numbers = {"asked": f"{each.asked:g}", "earned": f"{each.earned:g}", "planned": f"{each.planned:g}"}
            yield PlanLine("step", said.format(subject=each.name, **numbers))
        for asked in one.competencies:
            yield PlanLine("step", asked)


def _answers(answers: tuple[PlanAnswer, ...], heading: str) -> Iterator[PlanLine]:
    if answers:
        yield PlanLine("heading", heading)
    for answer in answers:
        yield PlanLine("strong", answer.prompt)
        yield PlanLine("body", answer.text)


def _measures(content: PlanContent, words: Words) -> Iterator[PlanLine]:
    if content.measures:
        yield PlanLine("heading", words.gettext("Progress so far"))
    for measure in content.measures:
        values = ", ".join(f"{point.label} {point.value:g}" for point in measure.points)
        yield PlanLine("body", f"{measure.label}: {values} {measure.unit}".rstrip())


def _goals(content: PlanContent, words: Words, name: str) -> Iterator[PlanLine]:
    if content.goals:
        yield PlanLine("heading", words.gettext("Goals"))
    for goal in content.goals:
        yield PlanLine("strong", goal.text)
        yield PlanLine("small", words.whose(goal.whose, name))
        for step in goal.steps:
            details = [part for part in (step.who, words.date(step.due) if step.due else "") if part]
            tail = f" ({', '.join(details)})" if details else ""
            yield PlanLine("step", f"{step.number}. {step.text}{tail}")


def _support(content: PlanContent, words: Words, name: str) -> Iterator[PlanLine]:
    gettext = words.gettext
    parties: tuple[tuple[str, tuple[PlanCommitment, ...]], ...] = (
        (name, content.support.student),
        (gettext("Family"), content.support.family),
        (gettext("School"), content.support.school),
    )
    if any(promises for _, promises in parties):
        yield PlanLine("heading", gettext("Who helps, and how"))
    for party, promises in parties:
        for promise in promises:
            who = f" ({promise.who})" if promise.who else ""
            yield PlanLine("step", f"{party}: {promise.text}{who}")
