"""Every requirement that a policy states, by its number: the clauses that say it, shown met and shown not met by examples.

docs/requirements.md points here, number by number.
"""

from functools import cache

import pytest

from ilp_desktop import packs
from ilp_desktop.domain.policy.clauses import Strength
from ilp_desktop.domain.policy.examples import run
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.packs.examples import read_examples
from ilp_desktop.places import FORMS

SETS = ("utah-floor", "policy-4020", "millard-model", "davis", "kentucky", "stride")
GOOD = {State.MET, State.ELSEWHERE}

CLAUSES = {
    "R1": (
        "p4020-ilp",
        "p4020-pccr",
        "dav-ilp",
        "dav-pccr",
    ),
    "R2": ("mil-becomes-pccr",),
    "R3": ("ky-begun",),
    "R4": ("str-ilp",),
    "R5": (
        "ut-transfer",
        "dav-assessed",
        "dav-continuous",
    ),
    "R6": ("p4020-guided",),
    "R7": (
        "p4020-data",
        "dav-data",
    ),
    "R8": (
        "ut-plan-begun",
        "p4020-ilp",
        "p4020-pccr",
        "mil-consulted",
        "dav-ilp",
        "dav-together",
    ),
    "R9": ("mil-assigned",),
    "R10": ("mil-addresses",),
    "R11": ("mil-teachers",),
    "R12": ("mil-manager",),
    "R13": (
        "p4020-every-student",
        "p4020-procedures",
    ),
    "R14": ("p4020-roles",),
    "R15": ("mil-student-prepares",),
    "R16": ("mil-career-review",),
    "R17": ("mil-becomes-pccr",),
    "R18": ("mil-acquainted",),
    "R19": ("str-attempts",),
    "R20": (
        "str-note-2",
        "str-note-3",
    ),
    "R21": (
        "str-communication",
        "str-welcome-form",
        "str-synopsis-form",
    ),
    "R22": (
        "ky-ilpa-parents",
        "ky-ilpa-student",
        "ky-ilpa-team",
    ),
    "R23": (
        "p4020-two",
        "p4020-first",
        "p4020-second",
        "mil-conference",
        "dav-two",
    ),
    "R24": (
        "p4020-individual-7-8",
        "p4020-group-7-8",
        "mil-conference",
        "dav-individual-7-8",
        "dav-group-7-8",
    ),
    "R25": (
        "p4020-individual-9-10",
        "p4020-group-9-10",
        "mil-conference",
        "dav-individual-9",
        "dav-group-10",
    ),
    "R26": (
        "p4020-individual-11-12",
        "p4020-group-11-12",
        "mil-conference",
        "dav-individual-11",
        "dav-group-12",
    ),
    "R27": (
        "ut-other-meetings",
        "p4020-more",
        "p4020-more-pccr",
        "mil-asked-for",
        "dav-more",
    ),
    "R28": (
        "ut-individual-7-8",
        "ut-group-7-8",
        "ut-individual-9-10",
        "ut-group-9-10",
        "ut-individual-11-12",
        "ut-group-11-12",
        "ut-other-meetings",
    ),
    "R29": ("mil-small-group",),
    "R30": ("mil-small-group",),
    "R31": ("mil-jointly",),
    "R32": ("ky-approved",),
    "R33": ("mil-asked-for",),
    "R34": (
        "p4020-invited",
        "dav-invited",
        "dav-pccr-invited",
    ),
    "R35": (
        "p4020-effort",
        "dav-effort",
        "dav-pccr-effort",
    ),
    "R36": (
        "dav-accommodation",
        "dav-pccr-accommodation",
    ),
    "R37": (
        "p4020-evidence",
        "dav-evidence",
    ),
    "R38": (
        "ut-involvement",
        "p4020-evidence",
        "dav-evidence",
        "ky-approved",
    ),
    "R39": (
        "p4020-strengths",
        "p4020-pccr-strengths",
        "mil-strengths",
        "dav-strengths",
    ),
    "R40": (
        "p4020-progress",
        "p4020-pccr-progress",
        "dav-progress",
    ),
    "R41": (
        "p4020-goals",
        "dav-goals",
    ),
    "R42": ("p4020-steps",),
    "R43": ("dav-support",),
    "R44": ("dav-talk",),
    "R45": ("dav-given",),
    "R46": ("dav-filed",),
    "R47": (
        "p4020-workplace",
        "dav-workplace",
    ),
    "R48": (
        "p4020-graduation",
        "dav-sequence",
    ),
    "R49": (
        "ut-plan-begun",
        "p4020-pccr",
        "mil-initiated",
        "dav-pccr",
        "ky-begun",
    ),
    "R50": (
        "ut-plan-begun",
        "p4020-pccr",
        "mil-initiated",
        "dav-pccr",
    ),
    "R51": (
        "ut-plan-begun",
        "dav-pccr",
    ),
    "R52": (
        "ut-plan-skills",
        "mil-skills",
    ),
    "R53": (
        "ut-plan-courses",
        "mil-strategy",
    ),
    "R54": (
        "ut-plan-options",
        "mil-options",
        "dav-options",
    ),
    "R55": (
        "p4020-graduation",
        "dav-requirements",
    ),
    "R56": (
        "p4020-workplace",
        "dav-workplace",
    ),
    "R57": (
        "p4020-graduation",
        "dav-sequence",
    ),
    "R58": ("dav-signed",),
    "R59": (
        "dav-updated",
        "ky-approved",
    ),
    "R60": (
        "ut-kept",
        "dav-maintained",
    ),
    "R61": (
        "ut-registration",
        "dav-compared",
        "dav-consistent",
    ),
    "R62": (
        "ut-plan-consulted",
        "mil-consulted",
    ),
    "R63": ("mil-file",),
    "R64": (
        "mil-divisions",
        "mil-prior-years",
    ),
    "R65": ("mil-registrations",),
    "R66": ("mil-report-cards",),
    "R67": (
        "mil-strengths",
        "mil-progress",
    ),
    "R68": ("mil-progress",),
    "R69": (
        "ut-access",
        "mil-available",
    ),
    "R70": ("mil-complete",),
    "R71": (
        "mil-template",
        "mil-supplemented",
    ),
    "R72": ("mil-non-binding",),
    "R73": ("mil-means",),
    "R74": (
        "mil-community",
        "mil-partners",
    ),
    "R75": ("mil-inventory",),
    "R76": ("mil-referred",),
    "R77": (
        "mil-decided",
        "mil-time",
    ),
    "R78": ("mil-time",),
    "R79": ("mil-private",),
    "R80": ("mil-confidential",),
    "R81": ("mil-other-rules",),
    "R82": ("mil-private",),
    "R83": ("mil-training",),
    "R84": (
        "dav-training",
        "dav-training-asked",
        "dav-counselors-teach",
    ),
    "R85": (
        "ut-report-school",
        "ut-report-district",
        "mil-report-school",
        "mil-report-district",
        "mil-heard",
        "dav-report-school",
        "dav-report-district",
    ),
    "R86": (
        "ut-self-evaluation",
        "dav-proof",
    ),
    "R87": (
        "ut-consultation",
        "mil-policy",
    ),
    "R89": ("ky-way",),
    "R90": (
        "ky-approved",
        "ky-at-hand",
        "ky-careers",
        "ky-goals",
        "ky-courses",
        "ky-after-school",
        "ky-paying",
        "ky-rubric",
    ),
    "R91": ("ky-state-data",),
    "R92": ("ky-resources",),
    "R93": (
        "ky-egp-plan",
        "ky-egp-watched",
        "ky-egp-intent",
    ),
    "R94": (
        "ky-ess-told",
        "ky-ess-eligible",
        "ky-ess-how",
        "ky-ess-merged",
    ),
    "R95": (
        "ky-ilpa-entry",
        "ky-ilpa-return",
        "ky-ilpa-parents",
        "ky-ilpa-student",
    ),
    "R96": (
        "ky-ilpa-learning",
        "ky-ilpa-behavior",
        "ky-ilpa-way-back",
        "ky-ilpa-reviews",
        "ky-ilpa-reviewed",
    ),
    "R97": (
        "ky-ilpa-entry",
        "ky-ilpa-return",
    ),
    "R98": ("ky-ilpa-entered",),
    "R99": ("ky-other-standards",),
    "R100": ("ky-records",),
    "R101": (
        "str-communication",
        "str-followed",
    ),
    "R102": (
        "str-call",
        "str-welcome-form",
    ),
    "R103": (
        "str-call",
        "str-call-early",
    ),
    "R104": ("str-welcome",),
    "R105": ("str-attempts",),
    "R106": ("str-no-contact",),
    "R107": (
        "str-note-1-first",
        "str-note-2",
        "str-note-2-first",
        "str-note-3",
        "str-note-3-first",
        "str-synopsis",
    ),
    "R108": (
        "str-note-2",
        "str-note-3",
        "str-actions-2",
        "str-actions-3",
        "str-note-data",
    ),
    "R109": ("str-note-told",),
    "R110": (
        "str-synopsis",
        "str-synopsis-holds",
        "str-synopsis-carried",
        "str-synopsis-form",
    ),
    "R111": (
        "str-graduation-returning",
        "str-graduation-new",
        "str-graduation-state",
        "str-graduation-placed",
    ),
    "R112": (
        "str-placed",
        "str-graduation-placed",
    ),
    "R113": ("str-note-data",),
}
"""Requirement to the clauses that say it, in the sets that are shipped."""

CHOICES = {
    "A1": (
        "policy-4020.grade_6",
        "millard-model.plan_names",
        "davis.grade_6",
        "kentucky.plan_name",
        "stride.plan_grades",
    ),
    "A2": ("millard-model.staff_address",),
    "A3": (
        "utah-floor.plan_start",
        "policy-4020.first_weeks",
        "policy-4020.plan_start",
        "millard-model.plan_weeks",
        "davis.plan_weeks",
        "kentucky.start_within",
        "kentucky.start_unit",
    ),
    "A4": (
        "utah-floor.plan_span",
        "davis.plan_span",
    ),
    "A5": (
        "utah-floor.individual_for_group",
        "policy-4020.group_most",
        "policy-4020.group_with",
        "policy-4020.individual_for_group",
        "millard-model.group_most",
        "davis.group_most",
        "davis.group_with",
    ),
    "A6": (
        "policy-4020.attempts",
        "policy-4020.effort_binds",
        "davis.attempts",
        "stride.attempts",
    ),
    "A7": (
        "policy-4020.also_evidence",
        "davis.also_evidence",
    ),
    "A8": (
        "policy-4020.goal_authors",
        "millard-model.goal_authors",
        "davis.goal_authors",
    ),
    "A9": (
        "millard-model.private_notes",
        "davis.private_talk",
        "davis.talk_least",
    ),
    "A10": (
        "utah-floor.after_18",
        "policy-4020.after_18",
        "millard-model.who_consents",
        "davis.signer",
        "davis.after_18",
        "kentucky.approver_18",
    ),
    "A11": (
        "utah-floor.report_scope",
        "millard-model.report_scope",
        "davis.report_scope",
    ),
    "A12": ("kentucky.state_data",),
    "A13": (
        "stride.call_from",
        "stride.call_within",
        "stride.call_unit",
    ),
    "A14": ("stride.first_quarter_note",),
    "A15": (
        "stride.returning_from",
        "stride.new_semesters",
    ),
    "A16": (
        "policy-4020.counts_when",
        "millard-model.counts_when",
        "davis.counts_when",
    ),
    "A17": (
        "utah-floor.citations",
        "policy-4020.citation",
    ),
    "A18": (
        "kentucky.filed_elsewhere",
        "stride.filed_elsewhere",
    ),
    "A19": (
        "millard-model.whole_file",
        "davis.paper_days",
        "stride.filed_where",
    ),
    "A20": (
        "utah-floor.credit_factor",
        "davis.credit_factor",
    ),
    "A21": (
        "utah-floor.social_studies_from",
        "davis.social_studies_from",
        "kentucky.credits_from",
        "kentucky.financial_from",
        "kentucky.civics",
    ),
}
"""Ambiguity to the choices that leave it to the school."""


def chosen_for(name, example):
    return {key if "." in key else f"{name}.{key}": value for key, value in example.chosen.items()}


@cache
def policy(name, chosen=()):
    return packs.read_policy(packs.texts(FORMS / name), packs.below(FORMS / name), dict(chosen))


@cache
def examples(name):
    return read_examples(packs.texts(FORMS / name))


@cache
def surprising(name):
    """Where each example of a set comes out otherwise than it says, in the examples' order."""
    held = (policy(name, tuple(sorted(chosen_for(name, one).items()))) for one in examples(name))
    return tuple(run(one, rules) for one, rules in zip(examples(name), held, strict=True))


@cache
def own(name):
    return {clause.clause_id: clause for clause in policy(name).sets[-1].clauses}


def test_the_table_is_what_the_sets_say():
    said: dict[str, set[str]] = {}
    for name in SETS:
        for clause in own(name).values():
            for number in clause.requirements:
                said.setdefault(number, set()).add(clause.clause_id)
    assert said == {number: set(ids) for number, ids in CLAUSES.items()}
    asked: dict[str, set[str]] = {}
    for name in SETS:
        for one in policy(name).sets[-1].choices:
            for number in one.ambiguities:
                asked.setdefault(number, set()).add(f"{name}.{one.choice_id}")
    assert asked == {number: set(ids) for number, ids in CHOICES.items()}


@pytest.mark.parametrize("number", CLAUSES)
def test_the_examples_show_it_met_and_not_met(number):
    """R1 … R113: each clause that says it is judged in an example as that says, once met and once not."""
    wanted = set(CLAUSES[number])
    seen: dict[str, set[State]] = {one: set() for one in wanted}
    for name in SETS:
        for example, surprises in zip(examples(name), surprising(name), strict=True):
            spoken = {key: state for key, state in example.expected.items() if key.partition("@")[0] in wanted}
            if not spoken:
                continue
            assert not [one for one in surprises if one.clause in spoken], (name, example.name)
            for key, state in spoken.items():
                seen[key.partition("@")[0]].add(state)
    strengths = {clause_id: clause.strength for name in SETS for clause_id, clause in own(name).items()}
    for clause_id, states in seen.items():
        assert states & GOOD, f"{clause_id} is nowhere met"
        # What only may be is never asked for: without it, it does not apply.
        unmet = states - GOOD - (set() if strengths[clause_id] is Strength.MAY else {State.NOT_APPLICABLE})
        assert unmet, f"{clause_id} is nowhere not met"


@pytest.mark.parametrize("number", CHOICES)
def test_what_a_policy_leaves_open_is_a_choice_with_a_default_and_each_answer_reads(number):
    """A1 … A21: a question in both languages, a default, and what it means; every answer gives rules that read."""
    for name, _, choice_id in (each.partition(".") for each in CHOICES[number]):
        one = next(one for one in policy(name).sets[-1].choices if one.choice_id == choice_id)
        assert set(one.question) == {"en", "es"}
        answers = tuple(one.options) or (str(one.lowest), str(one.highest))
        assert one.default in one.options or one.lowest <= int(one.default) <= one.highest
        for meaning in one.options.values():
            assert set(meaning) == {"en", "es"}
        for answer in answers:
            assert policy(name, ((f"{name}.{choice_id}", answer),)).clauses


TELLING = ("A3", "A5", "A6", "A7", "A8", "A10", "A13", "A14", "A15", "A16", "A18", "A21")


@pytest.mark.parametrize("number", TELLING)
def test_another_answer_changes_what_is_asked(number):
    """A3, A5, A6, A7, A8, A10, A13, A14, A15, A16, A18, A21: what was chosen stands in the rules themselves."""
    for name, _, choice_id in (each.partition(".") for each in CHOICES[number]):
        one = next(one for one in policy(name).sets[-1].choices if one.choice_id == choice_id)
        answers = tuple(one.options) or (str(one.lowest), str(one.highest))
        sets = [policy(name, ((f"{name}.{choice_id}", answer),)).sets[-1] for answer in answers]
        asked = {repr((each.clauses, each.graduation)) for each in sets}
        if len(asked) > 1:
            return
    pytest.fail(f"no answer to {number} changes a rule")
