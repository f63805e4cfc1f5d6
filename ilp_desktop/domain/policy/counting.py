"""What one conference counts for with those who are there: told while they sit there, as findings will say it."""

from collections.abc import Iterable

from ilp_desktop.domain.circumstances import CountsFor, RuleNamed
from ilp_desktop.domain.packs import worded
from ilp_desktop.domain.policy.clauses import Clause, Count, Counted, Filter, Scope, Strength

_FAMILY_SIDE = frozenset({"student", "parent", "family"})


def counts_for(clauses: Iterable[Clause], grade: str, here: frozenset[str], language: str) -> CountsFor:
    """Return the rules that an individual conference counts for in a grade, and those that miss somebody.

    ``here`` are roles (``clauses.ROLES``) of those who take part. What only may be is left out: nobody waits for it. What is
    asked of each of several counts for whoever is there; of the school's staff it may be another one at another time.
    """
    counts: list[RuleNamed] = []
    needs: list[RuleNamed] = []
    for clause in clauses:
        rule = clause.rule
        if isinstance(rule, Count) and _is_asked(clause, grade) and _is_a_conference(rule.of):
            each = {"parent" if one == "guardian" else one for one in rule.each_of}
            asked = set(rule.of.present) | (each & _FAMILY_SIDE)
            said = RuleNamed(clause.clause_id, worded(clause.title, language), clause.citation)
            (counts if asked <= here else needs).append(said)
    return CountsFor(tuple(counts), tuple(needs))


def _is_asked(clause: Clause, grade: str) -> bool:
    asked = clause.scope is Scope.STUDENT and clause.strength is not Strength.MAY
    return asked and (not clause.applies.grades or grade in clause.applies.grades)


def _is_a_conference(of: Filter) -> bool:
    """Tell whether a rule counts individual conferences that were held, by who takes part and by nothing else."""
    alone = not of.groupings or "individual" in of.groupings
    return of.events[:1] == ("conference",) and of.counted is Counted.HELD and alone and not of.marks
