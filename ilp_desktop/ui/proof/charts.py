"""A proof's chart for the screen. It takes a while to draw: never on the window's thread."""

from collections import Counter
from collections.abc import Mapping

from ilp_desktop.documents import charts
from ilp_desktop.documents.proof_charts import Share, share_chart
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.policy.proofs import Proof, grade_order
from ilp_desktop.language import N_
from ilp_desktop.ui.conference.measures import TONES


def met_by_grade(proof: Proof, colors: Mapping[str, str], language: str, width: float) -> tuple[bytes, str]:
    """Return how many of each grade had a plan conference, as SVG in a scheme's colors and in words."""
    words = Words(language, {})
    students, met = Counter[str](), Counter[str]()
    for group in proof.groups:
        students[group.grade] += group.students
        met[group.grade] += group.met
    of = words.gettext(N_("{have} of {of} students"))
    rows = [
        Share(words.grade(grade), met[grade] / count if count else 0.0, of.format(have=met[grade], of=count))
        for grade, count in sorted(students.items(), key=lambda one: grade_order(one[0]))
    ]
    chart = share_chart(rows, width, words.gettext(N_("Students who had a plan conference")))
    return charts.svg(chart, {tone: colors[tone] for tone in TONES}), chart.alt
