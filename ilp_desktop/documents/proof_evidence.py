"""The annual evidence report, clause by clause (R86), and the school's own view of Kentucky's guidance (R90).

For the school, the district and whoever audits them: it shows every number, also small ones, and no student.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from ilp_desktop.documents import looks
from ilp_desktop.documents.figures import chart_strip
from ilp_desktop.documents.layout import Strip, beside, held, paragraph, together
from ilp_desktop.documents.papers import Enclosure, PaperSize
from ilp_desktop.documents.proof_charts import Part, state_chart
from ilp_desktop.documents.proof_files import proof_json
from ilp_desktop.documents.proof_pages import Sheet, drawn, rule, year_words
from ilp_desktop.documents.tags import Tag
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.domain.policy.proofs import (
    MET,
    NOT_MET,
    OPEN,
    Absence,
    ClauseProof,
    Frozen,
    Own,
    Proof,
    Rules,
    in_language,
    narrowed,
)
from ilp_desktop.language import N_, translation
from ilp_desktop.wording.findings import STATES

TITLE = N_("Annual evidence report")
SELF_TITLE = N_("How we carry out the guidance: the school\u2019s own view")
ANNEX_TITLE = N_("Annex: students and requirements not met")
_STRENGTHS = {"shall": N_("required"), "should": N_("advised"), "may": N_("left open")}
_SCOPES = {"school": N_("asked of the school"), "district": N_("asked of the district")}
_INDENT = 12.0


def draw_evidence_report(
    frozen: Frozen,
    *,
    school: int | None = None,
    language: str = "en",
    size: PaperSize = "letter",
    seal: bool = False,
) -> bytes:
    """Draw the report of one school or of all as PDF, with ``proof.json`` inside where it is of all."""
    proof = narrowed(frozen.proof, school)
    gettext = translation(language).gettext
    enclosed = (
        [Enclosure("proof.json", proof_json(frozen.proof), gettext("This proof as data"))] if school is None else []
    )

    def strips(sheet: Sheet) -> list[Strip]:
        out = _head(sheet, sheet.say(TITLE), _about(sheet))
        out += _summary(sheet)
        for rules in proof.rules:
            out += _set(sheet, rules)
        return [*out, *_of_the_school(sheet), *_end(sheet)]

    foot = gettext(
        "For the school and the district, not for publication: small numbers stand in it. No student is named."
    )
    return drawn(proof, gettext(TITLE), language, size, strips, foot=foot, enclosures=enclosed, seal=seal)


def draw_self_view(
    frozen: Frozen,
    pack_id: str,
    *,
    school: int | None = None,
    language: str = "en",
    size: PaperSize = "letter",
    seal: bool = False,
) -> bytes:
    """Draw the clauses of one policy set in the order of the text they are from, with what the office shows for each."""
    proof = narrowed(frozen.proof, school)
    gettext = translation(language).gettext

    def strips(sheet: Sheet) -> list[Strip]:
        said = sheet.say(
            N_(
                "The state offers schools a rubric to look at their own work with. Its rows were not available when this"
                " program was made, so this is the school\u2019s own view: each thing that the regulation and the guidance ask,"
                " in their order, and what the office shows for it. Lay it beside the state\u2019s rubric."
            )
        )
        out = _head(sheet, sheet.say(SELF_TITLE), said)
        mine = [clause for clause in proof.clauses if clause.pack_id == pack_id]
        for citation in dict.fromkeys(clause.citation for clause in mine):
            section = sheet.root.add("Sect")
            out += sheet.heading(citation, section)
            for clause in (one for one in mine if one.citation == citation):
                out += _clause(sheet, clause, section, cited=False)
        return [*out, *_of_the_school(sheet)]

    foot = gettext(
        "For the school and the district, not for publication: small numbers stand in it. No student is named."
    )
    return drawn(proof, gettext(SELF_TITLE), language, size, strips, foot=foot, seal=seal)


def draw_annex(
    frozen: Frozen,
    pupils: Sequence[Absence],
    *,
    language: str = "en",
    size: PaperSize = "letter",
) -> bytes:
    """Draw a line a student and requirement not met, apart from the report: it names students."""
    proof = frozen.proof
    clauses = {clause.clause_id: clause for clause in proof.clauses}
    gettext = translation(language).gettext

    def strips(sheet: Sheet) -> list[Strip]:
        said = sheet.say(
            N_(
                "Each student for whom a day was past without what was asked for when the report was made, and what that is."
            )
        )
        out = _head(sheet, sheet.say(ANNEX_TITLE), said)
        for name, mine in groupby(pupils, key=lambda one: (one.student, one.grade, one.school)):
            out += _pupil(sheet, name, mine, clauses)
        if not pupils:
            out += sheet.text(sheet.say(N_("No day was past without what was asked for.")), sheet.root, above=16)
        return out

    foot = gettext("Names students: for those who may read every plan. Keep it as a student\u2019s file is kept.")
    return drawn(proof, gettext(ANNEX_TITLE), language, size, strips, foot=foot)


def _pupil(
    sheet: Sheet, name: tuple[str, str, str], mine: Iterable[Absence], clauses: dict[str, ClauseProof]
) -> list[Strip]:
    student, grade, school = name
    section = sheet.root.add("Sect")
    head = " · ".join(one for one in (student, sheet.words.grade(grade), school) if one)
    strips = held(paragraph(head, looks.STRONG, sheet.width, section.add("H2"), above=10))
    for one in mine:
        clause = clauses.get(one.clause_id)
        what = in_language(clause.title, sheet.words.language) if clause else one.clause_id
        state = sheet.say(STATES[State(one.state)])
        by = f", {sheet.words.date(one.due_on)}" if one.due_on else ""
        line = f"{what} ({clause.citation if clause else one.clause_id}): {state}{by}"
        strips += sheet.text(line, section, looks.CELL, above=1, x=_INDENT)
    return together(strips)


# The head


def _about(sheet: Sheet) -> str:
    proof = sheet.proof
    with_clauses = {clause.pack_id for clause in proof.clauses}
    asking = [one for one in proof.rules if one.pack_id in with_clauses]
    sets = "; ".join(f"{in_language(one.name, sheet.words.language)} {one.version}" for one in asking)
    scope = sheet.say(N_("grades 7 to 12")) if proof.scope == "secondary" else sheet.say(N_("every grade"))
    return sheet.say(
        N_(
            "Students: {students}, of {scope}. Held against: {sets}. It says what the office\u2019s records showed on {date};"
            " what happens later changes nothing in it."
        ),
        students=f"{proof.students:,}",
        scope=scope,
        sets=sets,
        date=sheet.words.date(proof.made_on),
    )


def _head(sheet: Sheet, title: str, said: str) -> list[Strip]:
    proof = sheet.proof
    whose = proof.schools[0].name if len(proof.schools) == 1 else proof.office
    facts = sheet.say(N_("School year {year}"), year=year_words(proof))
    strips = [
        *paragraph(whose, looks.KIND, sheet.width, sheet.root.add("P")),
        *paragraph(title, looks.NAME, sheet.width, sheet.root.add("H1"), above=4),
        *paragraph(facts, looks.FACTS, sheet.width, sheet.root.add("P"), above=3),
        *sheet.text(said, sheet.root, looks.SMALL_INK, above=8),
    ]
    if 1 < len(proof.schools) <= 40:
        names = sheet.say(N_("Schools: {names}."), names=", ".join(one.name for one in proof.schools))
        strips += sheet.text(names, sheet.root, looks.SMALL, above=4)
    return [*strips, rule(sheet.width)]


def _summary(sheet: Sheet) -> list[Strip]:
    """How each policy set stands, in one bar: its required clauses by how their students stand."""
    section = sheet.root.add("Sect")
    strips = sheet.heading(sheet.say(N_("At a glance")), section)
    for rules in sheet.proof.rules:
        mine = [one for one in sheet.proof.clauses if one.pack_id == rules.pack_id and one.strength == "shall"]
        if not mine:
            continue
        kinds = [_standing(one) for one in mine]
        parts = (
            Part("met", kinds.count("met"), sheet.say(N_("met for everybody: {count}"), count=kinds.count("met"))),
            Part("open", kinds.count("open"), sheet.say(N_("still open for some: {count}"), count=kinds.count("open"))),
            Part(
                "not_met",
                kinds.count("not_met"),
                sheet.say(N_("not met for some: {count}"), count=kinds.count("not_met")),
            ),
        )
        name = in_language(rules.name, sheet.words.language)
        asked = sheet.say(
            N_("{name}: {count} required clauses that apply here"), name=name, count=len(kinds) - kinds.count("")
        )
        chart = state_chart(parts, sheet.width, asked)
        figure = section.add("Figure", alt=chart.alt)
        strips += together(
            [*held(paragraph(asked, looks.STRONG, sheet.width, figure, above=8)), chart_strip(chart, figure, above=3)]
        )
    without = sheet.say(N_("Students with no plan on file: {count}"), count=f"{sheet.proof.without_plan:,}")
    return [*strips, *sheet.text(without, section, looks.STRONG, above=10)]


def _standing(clause: ClauseProof) -> str:
    """Return how a clause stands as a whole; nothing where it applied to nobody."""
    states = {cell.state for cell in clause.counts if cell.students} | {one.state for one in clause.own}
    states -= {State.NOT_APPLICABLE.value, State.WAIVED.value}
    if not states:
        return ""
    if states & {one.value for one in NOT_MET}:
        return "not_met"
    return "open" if states & {one.value for one in OPEN} else "met"


# Clause by clause


def _set(sheet: Sheet, rules: Rules) -> list[Strip]:
    mine = [clause for clause in sheet.proof.clauses if clause.pack_id == rules.pack_id]
    if not mine:
        return []
    section = sheet.root.add("Sect")
    name = in_language(rules.name, sheet.words.language)
    strips = sheet.heading(name, section)
    version = sheet.say(N_("Version {version}, fingerprint {digest}"), version=rules.version, digest=rules.digest[:16])
    strips += held(sheet.text(version, section, looks.SMALL, above=1))
    idle = [clause for clause in mine if clause.scope == "student" and not clause.applied]
    for clause in (one for one in mine if one not in idle):
        strips += _clause(sheet, clause, section)
    if not idle:
        return strips
    said = sheet.say(N_("These clauses applied to no student here this year"))
    strips += held(paragraph(said, looks.GOAL, sheet.width, section.add("H3"), above=13))
    for clause in idle:
        line = f"{in_language(clause.title, sheet.words.language)} ({clause.citation})"
        strips += sheet.text(line, section, looks.SMALL, above=2)
    return strips


def _clause(sheet: Sheet, clause: ClauseProof, section: Tag, *, cited: bool = True) -> list[Strip]:
    part = section.add("Sect")
    title = in_language(clause.title, sheet.words.language)
    facts = [clause.citation] if cited else []
    facts.append(sheet.say(_STRENGTHS[clause.strength]))
    if clause.scope in _SCOPES:
        facts.append(sheet.say(_SCOPES[clause.scope]))
    if not clause.confirmed:
        facts.append(sheet.say(N_("to be confirmed")))
    strips = [
        *held(paragraph(title, looks.GOAL, sheet.width, part.add("H3"), above=13)),
        *held(paragraph(" · ".join(facts), looks.PROMPT, sheet.width, part.add("P"), above=1)),
        *sheet.text(in_language(clause.summary, sheet.words.language), part, looks.SMALL_INK, above=2),
    ]
    if clause.recorded:
        where = sheet.say(
            N_("Where its evidence is kept: {where}"), where=in_language(clause.recorded, sheet.words.language)
        )
        strips += sheet.text(where, part, looks.SMALL, above=2)
    strips += _students(sheet, clause, part) if clause.scope == "student" else _own(sheet, clause.own, part)
    return together(strips)


def _students(sheet: Sheet, clause: ClauseProof, part: Tag) -> list[Strip]:
    if not clause.applied:
        return sheet.text(sheet.say(N_("It applied to no student here this year.")), part, looks.SMALL, above=3)
    met, still, short = (clause.count(states) for states in (MET, OPEN, NOT_MET))
    parts = (
        Part("met", met, sheet.say(N_("met: {count}"), count=f"{met:,}")),
        Part("open", still, sheet.say(N_("still open: {count}"), count=f"{still:,}")),
        Part("not_met", short, sheet.say(_short_words(clause), count=f"{short:,}")),
    )
    asked = sheet.say(N_("Applied to students: {count}"), count=f"{clause.applied:,}")
    more = [
        f"{sheet.say(STATES[state])}: {number:,}"
        for state in (State.ELSEWHERE, State.WAIVED, State.OVERDUE)
        if (number := clause.count({state}))
    ]
    chart = state_chart(parts, sheet.width, asked)
    figure = part.add("Figure", alt=chart.alt)
    line = " · ".join([asked, *more])
    return [
        *held(sheet.text(line, part, looks.SMALL_INK, above=3)),
        beside([(0, [chart_strip(chart, figure)])], above=3),
    ]


def _short_words(clause: ClauseProof) -> str:
    return N_("not met, time is past: {count}") if clause.strength == "shall" else N_("advised, not done: {count}")


def _own(sheet: Sheet, own: Sequence[Own], part: Tag) -> list[Strip]:
    strips: list[Strip] = []
    for one in own:
        state = sheet.say(STATES[State(one.state)])
        line = f"{one.office}: {state}" if len(own) > 1 else state[:1].upper() + state[1:]
        strips += held(sheet.text(line, part, looks.STRONG, above=3))
        for shown in one.evidence:
            strips += sheet.text(sheet.shown(shown), part, looks.SMALL_INK, above=1, x=_INDENT)
    return strips


# The school's own


def _of_the_school(sheet: Sheet) -> list[Strip]:
    """Training (R83, R84), procedures (R13), consultation (R87), reports and decisions."""
    kinds = (
        (frozenset({"training", "request"}), N_("Training, and who asked for it")),
        (frozenset({"procedure"}), N_("The principal\u2019s procedures")),
        (frozenset({"consultation"}), N_("Who was consulted on the policy")),
        (frozenset({"report", "decision"}), N_("Reports and decisions")),
    )
    out: list[Strip] = []
    for some, title in kinds:
        section = sheet.root.add("Sect")
        lines = sheet.log(some, section)
        none = sheet.text(sheet.say(N_("Nothing of the kind was recorded.")), section, looks.SMALL, above=3)
        out += together([*sheet.heading(sheet.say(title), section, kind="H3"), *(lines or none)])
    return out


def _end(sheet: Sheet) -> list[Strip]:
    """The policies' history (R88), and what is still to be confirmed."""
    section = sheet.root.add("Sect")
    strips = sheet.heading(sheet.say(N_("When the policies were adopted and revised")), section, kind="H3")
    asking = {clause.pack_id for clause in sheet.proof.clauses}
    for rules in (one for one in sheet.proof.rules if one.history or one.pack_id in asking):
        name = in_language(rules.name, sheet.words.language)
        strips += held(sheet.text(name, section, looks.STRONG, above=6))
        for one in rules.history:
            day = paragraph(sheet.words.date(one.on), looks.CELL_MUTED, 112, section.add("P"))
            what = in_language(one.what, sheet.words.language)
            said = paragraph(what, looks.CELL, sheet.width - 118, section.add("P"))
            strips.append(beside([(0, day), (118, said)], above=2))
        if not rules.history:
            strips += sheet.text(sheet.say(N_("The policy set says nothing of that.")), section, looks.SMALL, above=1)
    return [*strips, *_to_confirm(sheet, sheet.proof)]


def _to_confirm(sheet: Sheet, proof: Proof) -> list[Strip]:
    doubtful = [clause for clause in proof.clauses if not clause.confirmed]
    if not doubtful:
        return []
    section = sheet.root.add("Sect")
    strips = sheet.heading(sheet.say(N_("To be confirmed")), section, kind="H3")
    said = sheet.say(
        N_("What these clauses rest on was not found in an official text yet. Ask before you rely on them.")
    )
    strips += sheet.text(said, section, looks.SMALL, above=2)
    for clause in doubtful:
        line = f"{in_language(clause.title, sheet.words.language)} ({clause.citation})"
        strips += sheet.text(line, section, looks.SMALL_INK, above=2)
    return strips
