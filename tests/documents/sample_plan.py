"""Marisol, an invented child of the third grade, and her plan; nobody lives who is meant."""

import math
from dataclasses import replace

from ilp_desktop.documents.revisions import revision_of
from ilp_desktop.domain.plans import (
    ConferenceFacts,
    GoalStep,
    MeasurePoint,
    PackMark,
    PlanAnswer,
    PlanCommitment,
    PlanConsultation,
    PlanContent,
    PlanGoal,
    PlanKind,
    PlanMeasure,
    PlanParticipant,
    PlanSchool,
    PlanStudent,
    PlanSupport,
    RevisionMark,
    SignatureMark,
)


def sample_content(**changes) -> PlanContent:
    """Build the plan of an elementary conference; ``changes`` replace fields."""
    content = PlanContent(
        student=PlanStudent("stu-4410", "Marisol Begay Ortiz", "Mari", "3", "104410"),
        school=PlanSchool("Red Mesa Elementary", "Red Mesa Elementary 2026", "office-1"),
        kind=PlanKind("ilp", "Individual Learning Plan"),
        school_year=2027,
        revision=RevisionMark(1, "rev-1", "2026-11-19"),
        pack=PackMark("starter", "1.0", "ab" * 32),
        conference=ConferenceFacts("2026-11-19", "in_person", 18, "Ana Ruiz", "es"),
        participants=(
            PlanParticipant("Marisol Begay Ortiz", "student"),
            PlanParticipant("Elena Ortiz", "mother"),
            PlanParticipant("Leah Nguyen", "teacher"),
            PlanParticipant("Thomas Begay", "father", attended=False),
        ),
        strengths=(
            PlanAnswer(
                "In Mari's words",
                "I read two chapter books by myself and I can explain them to my little brother. I am proud of my volcano.",
                "en",
                "student",
            ),
            PlanAnswer(
                "Strengths we see",
                "Mari asks the question that everyone else was afraid to ask, and she waits for the answer. She helps new classmates find their way.",
                "en",
                "together",
            ),
        ),
        measures=(
            PlanMeasure(
                "Reading aloud",
                "words a minute",
                (MeasurePoint("Fall 2025", 62), MeasurePoint("Spring 2026", 78), MeasurePoint("Fall 2026", 91)),
                100,
            ),
            PlanMeasure(
                "Math facts",
                "right out of 40",
                (MeasurePoint("Sep", 21), MeasurePoint("Oct", 27), MeasurePoint("Nov", 34)),
            ),
            PlanMeasure(
                "Days at school",
                "percent",
                (MeasurePoint("2024–25", 91.5), MeasurePoint("2025–26", 94), MeasurePoint("This fall", 97)),
                95,
            ),
        ),
        improvements=(
            PlanAnswer(
                "Where it can get better",
                "Writing down how she found an answer in math, not only the answer. Getting started without waiting for help.",
            ),
        ),
        goals=(
            PlanGoal(
                "I will read for twenty minutes every evening and tell someone what happened in the story.",
                "student",
                "en",
                (
                    GoalStep(
                        1, "Choose three books with Ms. Nguyen and put them next to my bed.", "Mari", "2026-11-24"
                    ),
                    GoalStep(
                        2, "Read aloud to Mateo on school nights; Mom signs the bookmark.", "Mari and Mom", "every week"
                    ),
                    GoalStep(3, "Tell my reading group about the best chapter.", "Mari", "2026-12-18"),
                ),
            ),
            PlanGoal(
                "We want Mari to show her steps in math so that she can find her own mistakes.",
                "together",
                "en",
                (
                    GoalStep(1, "Try the four-box page for two problems a day.", "Mari", "2026-12-04"),
                    GoalStep(
                        2, "Look at one page together each Friday and say what helped.", "Ms. Nguyen", "2027-01-29"
                    ),
                ),
            ),
        ),
        support=PlanSupport(
            student=(
                PlanCommitment("I ask for help after I have tried two ways."),
                PlanCommitment("I bring my bookmark on Fridays."),
            ),
            family=(
                PlanCommitment("A quiet corner and twenty minutes after dinner, without screens.", "Elena Ortiz"),
                PlanCommitment("Abuela listens to a chapter in Spanish on Sundays.", "Abuela Rosa"),
            ),
            school=(
                PlanCommitment("Small reading group on Tuesdays and Thursdays.", "Leah Nguyen"),
                PlanCommitment("Books in Spanish and Navajo from the library.", "Mr. Yazzie, librarian"),
            ),
        ),
        consultation=PlanConsultation(took_place=True, minutes=4),
    )
    return replace(content, **changes)


def pen_line(seed: int, count: int = 70) -> tuple[tuple[tuple[float, float, float, float], ...], ...]:
    """Draw something like a name: two strokes with time and pressure."""
    first = tuple(
        (
            round(0.05 + 0.6 * t / count + 0.03 * math.sin(t * 0.9 + seed), 4),
            round(0.55 + 0.28 * math.sin(t * 0.55 + seed) * math.cos(t * 0.11 * seed), 4),
            t * 12.0,
            0.4 + 0.3 * math.sin(t / 5),
        )
        for t in range(count)
    )
    second = tuple(
        (round(0.3 + 0.02 * t, 4), round(0.85 - 0.004 * t * t / 10, 4), 900.0 + t * 9, 0.5) for t in range(18)
    )
    return (first, second)


def sample_signatures(content: PlanContent, language: str = "en") -> tuple[SignatureMark, ...]:
    """Sign the plan as a student, a mother who took part, and a teacher."""
    code = revision_of(content).seal_code

    def mark(name, role, kind, choice, seed, **more):
        return SignatureMark(
            name, role, kind, choice, more.pop("method", "drawn"), language, code,
            "2026-11-20T00:41:09.000000Z", "2026-11-19", strokes=pen_line(seed) if seed else (), aspect=3.2, **more,
        )  # fmt: skip

    return (
        mark("Marisol Begay Ortiz", "student", "student", "agree", 1),
        mark("Elena Ortiz", "mother", "parent", "attended_only", 3),
        mark("Leah Nguyen", "teacher", "educator", "agree", 5),
    )
