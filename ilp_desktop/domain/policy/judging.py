"""Holds a student's facts against the clauses of a policy: every clause gives a finding, and each says why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ilp_desktop.domain.guardianship import eighteenth_birthday
from ilp_desktop.domain.policy.calendars import SchoolCalendar, SchoolYear
from ilp_desktop.domain.policy.clauses import (
    Applies,
    Clause,
    Count,
    Counted,
    Duty,
    Effort,
    Every,
    Filter,
    Scope,
    Strength,
)
from ilp_desktop.domain.policy.facts import Event, Stage, StudentFacts, YearAtSchool
from ilp_desktop.domain.policy.findings import Finding, Outcome
from ilp_desktop.domain.policy.windows import Period, Place, periods

_GROUP = "group"
_INDIVIDUAL = "individual"


def judge(
    clauses: Iterable[Clause], facts: StudentFacts, calendar: SchoolCalendar, year: SchoolYear
) -> Iterator[Finding]:
    """Yield the findings of every clause for one student (or, without years at school, one school) in a school year."""
    at = next((each for each in facts.years if each.label == year.label), None)
    by_kind: dict[str, list[Event]] = {}
    adult_on = eighteenth_birthday(facts.born_on) if facts.born_on is not None else None
    for event in sorted(facts.events, key=_order):
        by_kind.setdefault(event.kind, []).append(_with_family(event, adult_on))
    place = Place(calendar, year, facts, at, {kind: tuple(events) for kind, events in by_kind.items()})
    for clause in clauses:
        yield from _judge_one(clause, place)


def _judge_one(clause: Clause, place: Place) -> Iterator[Finding]:
    why = _not_applicable(clause, place)
    asked = () if why else tuple(periods(clause, place))
    if not asked:
        yield Finding(clause.clause_id, place.year.label, Outcome.NOT_APPLICABLE, why or "not_in_this_year")
    for period in asked:
        found = _held_against(clause, place, period)
        waiver = _waiver(clause, place, period)
        if waiver and found.outcome in {Outcome.OPEN, Outcome.LATE}:
            found = replace(found, outcome=Outcome.WAIVED, reason="waived")
        elif clause.strength is Strength.MAY and found.outcome is Outcome.OPEN:
            found = replace(found, outcome=Outcome.NOT_APPLICABLE, reason="optional")
        yield found


def _with_family(event: Event, adult_on: date | None) -> Event:
    """Return an event in which a parent or, from 18 on, the student stands for the family (A10)."""
    of_age = adult_on is not None and event.on >= adult_on
    came = "parent" in event.roles or (of_age and "student" in event.roles)
    signed = "signed_parent" in event.marks or (of_age and "signed_student" in event.marks)
    if not came and not signed:
        return event
    return replace(
        event,
        roles=event.roles | {"family"} if came else event.roles,
        marks=event.marks | {"signed_family"} if signed else event.marks,
    )


def _order(event: Event) -> tuple[date, str]:
    return event.on, event.uid


def _waiver(clause: Clause, place: Place, period: Period) -> bool:
    return bool(clause.waived_by) and any(
        each.clause_id == clause.clause_id and each.period == period.key and each.by in clause.waived_by
        for each in place.facts.waivers
    )


# To whom


def _not_applicable(clause: Clause, place: Place) -> str:
    """Return why a clause does not apply in this school year, or nothing where it does."""
    if clause.scope is not Scope.STUDENT:
        return ""
    if place.at is None:
        return "not_enrolled"
    return _other_student(clause.applies, place, place.at)


def _other_student(applies: Applies, place: Place, at: YearAtSchool) -> str:
    programs = {program for program, _day in at.programs}
    cohort = place.facts.cohort
    tests = (
        ("other_grade", bool(applies.grades) and at.grade not in applies.grades),
        ("other_program", bool(applies.programs) and not programs & set(applies.programs)),
        ("other_program", bool(programs & set(applies.without_programs))),
        ("only_new", applies.students == "new" and not at.new),
        ("only_returning", applies.students == "returning" and at.new),
        (
            "other_quarter",
            bool(applies.enrolled_quarters) and place.year.quarter_of(at.started_on) not in applies.enrolled_quarters,
        ),
        ("other_cohort", bool(applies.cohorts_from) and (cohort is None or cohort < applies.cohorts_from)),
        ("other_cohort", bool(applies.cohorts_to) and (cohort is None or cohort > applies.cohorts_to)),
    )
    return next((why for why, so in tests if so), "")


# What counts


@dataclass(frozen=True, slots=True)
class _Looked:
    """The events of a period that count for a filter, by date, and those that were looked at and do not."""

    counted: tuple[Event, ...]
    others: tuple[Event, ...]


def _looked(of: Filter, place: Place, period: Period, *, instead: bool = False) -> _Looked:
    meant = _meant(of, place, period)
    counted = [event for event in meant if _counts(of, event)]
    if instead and of.groupings == (_GROUP,):
        individual = replace(of, groupings=(_INDIVIDUAL,))
        counted += [event for event in meant if _counts(individual, event)][1:]
        counted.sort(key=_order)
    known = {event.uid for event in counted}
    others = tuple(event for event in meant if event.uid not in known and _concerns(of, event))
    return _Looked(tuple(counted), others)


def _meant(of: Filter, place: Place, period: Period) -> list[Event]:
    """Return the events of a kind in a period, oldest first."""
    found = [
        event
        for kind in of.events
        for event in place.events.get(kind, ())
        if period.opens_on <= event.on <= period.closes_on and (not of.forms or event.form in of.forms)
    ]
    if len(of.events) > 1:
        found.sort(key=_order)
    return found


def _concerns(of: Filter, event: Event) -> bool:
    """Tell whether an event that does not count was an attempt at what is asked, and is worth showing."""
    return not of.groupings or event.grouping in of.groupings


def _counts(of: Filter, event: Event) -> bool:
    staged = of.counted is Counted.OFFERED or event.stage is Stage.HELD
    return (
        staged
        and _concerns(of, event)
        and (of.counted is Counted.OFFERED or set(of.present) <= event.roles)
        and not (of.most_invited and event.invited > of.most_invited)
        and set(of.marks) <= event.marks
    )


# What is asked


def _held_against(clause: Clause, place: Place, period: Period) -> Finding:
    rule = clause.rule
    match rule:
        case Count():
            return _count(clause, rule, place, period)
        case Every():
            return _every(clause, rule, place, period)
        case Effort():
            return _effort(clause, rule, place, period)
        case Duty():
            done = _looked(Filter(("decision",), (clause.clause_id,)), place, period)
            return _settled(clause, period, done.counted, 1, "recorded", "not_recorded")


def _settled(
    clause: Clause,
    period: Period,
    counted: tuple[Event, ...],
    need: int,
    met: str,
    short: str,
    others: tuple[Event, ...] = (),
) -> Finding:
    """Return the finding of a period in which ``need`` events are asked for, and these count."""
    in_time = [event for event in counted if event.on <= period.due_on]
    enough, late = len(in_time) >= need, len(counted) >= need
    by = tuple(event.uid for event in (in_time if enough else counted))
    outcome, reason = (Outcome.MET, met) if enough else (Outcome.LATE, "late") if late else (Outcome.OPEN, short)
    if enough and any(event.elsewhere for event in in_time[:need]):
        outcome, reason = Outcome.ELSEWHERE, "elsewhere"
    return Finding(
        clause.clause_id,
        period.key,
        outcome,
        reason,
        len(counted),
        need,
        period.opens_on,
        period.due_on,
        period.closes_on,
        by,
        tuple(event.uid for event in others),
        period.projected,
    )


def _count(clause: Clause, rule: Count, place: Place, period: Period) -> Finding:
    looked = _looked(rule.of, place, period, instead=rule.instead)
    if rule.unless is not None and (spared := _looked(rule.unless, place, period).counted):
        in_time = tuple(event for event in spared if event.on <= period.due_on)
        if in_time and len(looked.counted) < rule.at_least:
            return _settled(clause, period, in_time, 1, "answered", "too_few")
    if not rule.each_of:
        return _settled(clause, period, looked.counted, rule.at_least, "counted", "too_few", looked.others)
    shares = [_share(looked.counted, one) for one in _ones(rule.each_of, place, period)]
    return _together(clause, period, shares, rule.at_least, looked.others)


def _ones(each_of: tuple[str, ...], place: Place, period: Period) -> tuple[str, ...]:
    """Return the roles, or the guardians by uid, of each of whom it is asked."""
    if each_of != ("guardian",):
        return each_of
    day = min(period.due_on, period.closes_on)
    return tuple(adult.uid for adult in place.facts.adults if adult.counts_on(day))


def _share(counted: tuple[Event, ...], one: str) -> tuple[Event, ...]:
    return tuple(event for event in counted if one in event.adults or one in event.roles)


def _together(
    clause: Clause, period: Period, shares: list[tuple[Event, ...]], need: int, others: tuple[Event, ...]
) -> Finding:
    """Return the finding of what is asked of each of several: as good as the worst of them."""
    each = [_settled(clause, period, share, need, "counted", "too_few") for share in shares]
    if not each:
        return Finding(clause.clause_id, period.key, Outcome.NOT_APPLICABLE, "nobody_to_ask")
    order = (Outcome.OPEN, Outcome.LATE, Outcome.ELSEWHERE, Outcome.MET)
    worst = min(each, key=lambda finding: order.index(finding.outcome))
    done = [one for one in each if one.outcome in {Outcome.MET, Outcome.ELSEWHERE}]
    reason = "each_counted" if len(done) == len(each) else "not_each"
    by = tuple(dict.fromkeys(uid for one in each for uid in one.by))
    return replace(
        worst, reason=reason, have=len(done), need=len(each), by=by, tried=tuple(event.uid for event in others)
    )


def _every(clause: Clause, rule: Every, place: Place, period: Period) -> Finding:
    looked = _looked(rule.of, place, period)
    asked = looked.counted if rule.talk is None else tuple(event for event in looked.counted if "parent" in event.roles)
    if not asked:
        reason = "nothing_yet" if rule.talk is None or not looked.counted else "no_parent_came"
        return Finding(
            clause.clause_id, period.key, Outcome.NOT_APPLICABLE, reason, tried=tuple(e.uid for e in looked.counted)
        )
    good = [event for event in asked if _has_all(rule, event)]
    lacking = [event for event in asked if not _has_all(rule, event)]
    due = period.due_on if not lacking else min(event.on for event in lacking) + timedelta(days=rule.grace)
    return Finding(
        clause.clause_id,
        period.key,
        Outcome.OPEN if lacking else Outcome.MET,
        "every_lacks" if lacking else _noted(rule, good),
        len(good),
        len(asked),
        period.opens_on,
        due,
        max(due, period.closes_on),
        tuple(event.uid for event in good),
        tuple(event.uid for event in lacking),
        period.projected,
    )


def _has_all(rule: Every, event: Event) -> bool:
    talked = True
    if rule.talk is not None:
        # It counts when offered; longer than the most is noted, and no breach.
        # Of a conference that the program did not hold, a person says so: the mark "consultation".
        timed = event.talk is not None and event.talk >= rule.talk[0]
        talked = timed or event.talk_declined or (event.talk is None and "consultation" in event.marks)
    return talked and set(rule.marks) <= event.marks


def _noted(rule: Every, good: list[Event]) -> str:
    long = rule.talk is not None and any(event.talk is not None and event.talk > rule.talk[1] for event in good)
    return "every_has_longer" if long else "every_has"


def _effort(clause: Clause, rule: Effort, place: Place, period: Period) -> Finding:
    """A family that never came fails the conference and meets this, once enough was tried."""
    meetings = _looked(replace(rule.of, counted=Counted.OFFERED), place, period).counted
    attempts = _looked(Filter(("attempt",)), place, period).counted
    adults = _ones(("guardian",), place, period)
    if not adults:
        return Finding(clause.clause_id, period.key, Outcome.NOT_APPLICABLE, "nobody_to_ask")
    reached = {uid for event in meetings if event.stage is Stage.HELD for uid in event.adults}
    judged = any("effort" in event.marks for event in meetings)

    def tried_enough(uid: str) -> bool:
        mine = sum(uid in event.adults for event in attempts)
        return judged or (rule.attempts > 0 and mine >= rule.attempts)

    done = [uid for uid in adults if uid in reached or tried_enough(uid)]
    met = len(done) == len(adults)
    return Finding(
        clause.clause_id,
        period.key,
        Outcome.MET if met else Outcome.OPEN,
        "effort_made" if met else "effort_short",
        len(done),
        len(adults),
        period.opens_on,
        period.due_on,
        period.closes_on,
        tuple(event.uid for event in meetings if event.stage is Stage.HELD),
        tuple(event.uid for event in attempts),
        period.projected,
    )
