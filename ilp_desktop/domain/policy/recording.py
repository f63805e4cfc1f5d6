"""From a clause to what people may write down for it: the kind, the roles and the marks that it asks for, and no others.

The program writes some events itself, when a conference is held, a plan finalized, a paper signed. Whatever else a clause asks for
is offered by a form; a test goes through every clause of every shipped set and shows that either can meet it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ilp_desktop.domain.policy.clauses import Clause, Count, Duty, Effort, Every, Filter, Scope
from ilp_desktop.domain.policy.facts import Event
from ilp_desktop.domain.policy.sets import Policy, RuleSet, Template

MODES = ("in_person", "phone", "video", "mail", "email")
"""How something took place (R37)."""
OUTCOMES = ("reached", "message", "no_answer", "wrong_number")
"""What came of an attempt to reach somebody (R35, R105)."""
ATTEMPT, CONFERENCE, PLAN, DECISION = "attempt", "conference", "plan", "decision"
_ALSO = {"family": ("parent", "student"), "guardian": ()}
"""Roles that follow from others: a parent or, from 18 on, the student stands for the family (A10); a guardian is named."""
_MARKED_ALSO = {"signed_family": ("signed_parent", "signed_student")}
_BY_COUNT = "effort"
"""Follows from the number of attempts, where a policy gives one; else the staff judge it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of event that counts for a clause, and what a form for it asks.

    ``forms`` are the templates to choose from, none: no template is asked for. ``roles`` and ``marks`` are those that the clause asks
    for. ``adds``: marks can be added to events that are there; ``makes``: an event can be recorded.
    """

    kind: str
    forms: tuple[str, ...] = ()
    groupings: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    most_invited: int = 0
    adds: bool = False
    makes: bool = True

    @property
    def only_elsewhere(self) -> bool:
        """A plan of this school is finalized, never merely written down; one of another school is (R117)."""
        return self.kind == PLAN


def offers(clause: Clause) -> tuple[Offer, ...]:
    """Return what may be written down for a clause, in the order in which its rule names it."""
    return tuple(dict.fromkeys(_offers(clause)))


def _offers(clause: Clause) -> Iterator[Offer]:
    rule = clause.rule
    match rule:
        case Count():
            yield from _of_filter(rule.of, rule.each_of, rule.of.marks)
            if rule.unless is not None:
                yield from _of_filter(rule.unless, (), rule.unless.marks)
        case Every():
            talk = ("consultation",) if rule.talk is not None else ()
            yield from _of_filter(rule.of, (), (*rule.of.marks, *rule.marks, *talk))
        case Effort():
            yield Offer(ATTEMPT)
            if not rule.attempts:
                yield from (replace(one, makes=False) for one in _of_filter(rule.of, (), (_BY_COUNT,)))
        case Duty():
            yield Offer(DECISION, (clause.clause_id,))


def _of_filter(of: Filter, each_of: tuple[str, ...], marks: tuple[str, ...]) -> Iterator[Offer]:
    roles = _spread((*of.present, *each_of), _ALSO)
    asked = _spread(marks, _MARKED_ALSO)
    for kind in of.events:
        groupings = of.groupings if kind == CONFERENCE else ()
        yield Offer(kind, of.forms, groupings, roles, asked, of.most_invited, adds=bool(asked))


def _spread(words: Iterable[str], also: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for word in words for one in also.get(word, (word,))))


def lacking(clause: Clause, event: Event) -> tuple[str, ...]:
    """Return the marks that can still be added to an event so that it counts for a clause; none for one of another kind."""
    for offer in offers(clause):
        if offer.adds and offer.kind == event.kind and (not offer.forms or event.form in offer.forms):
            return tuple(mark for mark in offer.marks if not _is_there(mark, event))
    return ()


def _is_there(mark: str, event: Event) -> bool:
    talked = mark == "consultation" and (event.talk is not None or event.talk_declined)
    return talked or mark in event.marks


def attempts_before(policy: Policy, form: str) -> int:
    """Return after how many attempts a template may be used: it says that nobody could be reached (R106); 0: at once."""
    for each in policy.sets:
        asked = [clause.rule for clause in each.clauses]
        if any(isinstance(rule, Every) and form in rule.of.forms and _BY_COUNT in rule.marks for rule in asked):
            counted = [rule.at_least for rule in asked if isinstance(rule, Count) and rule.of.events == (ATTEMPT,)]
            return max(counted, default=0)
    return 0


def group_cap(policy: Policy) -> int:
    """Return the most students that may be invited to one group conference (R29); 0 where no set says."""
    return group_limit(policy)[0]


def group_limit(policy: Policy) -> tuple[int, RuleSet | None]:
    """Return the most that may be invited to one group conference, 0 where no set says, and the set that says so (R29)."""
    caps = [
        (clause.rule.of.most_invited, each)
        for each in policy.sets
        for clause in each.clauses
        if isinstance(clause.rule, Count) and clause.rule.of.groupings == ("group",) and clause.rule.of.most_invited
    ]
    return min(caps, key=lambda cap: cap[0], default=(0, None))


def programs_of(policy: Policy) -> tuple[str, ...]:
    """Return the programs that the policy's clauses and diplomas speak of (R93 to R99), in its order."""
    found: list[str] = []
    for clause in policy.clauses:
        if clause.scope is Scope.STUDENT:
            found += (*clause.applies.programs, *clause.applies.without_programs, clause.window.program)
    found += [one.program for each in policy.sets for one in each.graduation]
    return tuple(dict.fromkeys(filter(None, found)))


def templates_of(policy: Policy, kind: str) -> tuple[Template, ...]:
    """Return the templates of a kind, a set's own before those of the sets below it."""
    found: dict[str, Template] = {}
    for each in reversed(policy.sets):
        for template in each.templates:
            if template.event == kind:
                found.setdefault(template.key, template)
    return tuple(found.values())
