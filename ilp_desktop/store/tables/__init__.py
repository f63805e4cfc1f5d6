"""Every table of an office. All STRICT; what each column means beside it.

``info["merge"]`` says how two edits of a column will meet when laptops exchange: append, ask, latest or roster
(docs/architecture.md). Rows are never removed in ordinary work: ``deleted_at`` says when they went.
"""

from ilp_desktop.store.tables.columns import metadata
from ilp_desktop.store.tables.conferences import (
    answer,
    commitment,
    conference,
    consultation,
    draft,
    goal,
    measure_point,
    participant,
    step,
)
from ilp_desktop.store.tables.confidential import confidential, confidential_content
from ilp_desktop.store.tables.disclosures import disclosure, disposal
from ilp_desktop.store.tables.ledger import adopted_pack, audit, audit_state, event, office
from ilp_desktop.store.tables.matches import match_question, merger, recent_use
from ilp_desktop.store.tables.people import (
    assignment,
    departure,
    external_id,
    guardian,
    guardian_bar,
    guardian_grant,
    household,
    staff_member,
    student,
    student_guardian,
    substitution,
)
from ilp_desktop.store.tables.plans import delivery, plan_revision, print_job, rendering, signature
from ilp_desktop.store.tables.policies import (
    evidence,
    policy_adoption,
    program_spell,
    school_year,
    waiver,
    year_at_school,
)
from ilp_desktop.store.tables.proofs import proof_student, yearly_proof
from ilp_desktop.store.tables.rosters import (
    academic_session,
    course,
    enrollment,
    import_change,
    import_run,
    org,
    roster_source,
    school_class,
    staged_row,
    student_org,
)
from ilp_desktop.store.tables.schedules import schedule, schedule_hours, schedule_interpreter, schedule_meeting
from ilp_desktop.store.tables.standings import finding, judged_under, standing, standing_tally, tally

__all__ = [
    "academic_session",
    "adopted_pack",
    "answer",
    "assignment",
    "audit",
    "audit_state",
    "commitment",
    "conference",
    "confidential",
    "confidential_content",
    "consultation",
    "course",
    "delivery",
    "departure",
    "disclosure",
    "disposal",
    "draft",
    "enrollment",
    "event",
    "evidence",
    "external_id",
    "finding",
    "goal",
    "guardian",
    "guardian_bar",
    "guardian_grant",
    "household",
    "import_change",
    "import_run",
    "judged_under",
    "match_question",
    "measure_point",
    "merger",
    "metadata",
    "office",
    "org",
    "participant",
    "plan_revision",
    "policy_adoption",
    "print_job",
    "program_spell",
    "proof_student",
    "recent_use",
    "rendering",
    "roster_source",
    "schedule",
    "schedule_hours",
    "schedule_interpreter",
    "schedule_meeting",
    "school_class",
    "school_year",
    "signature",
    "staff_member",
    "staged_row",
    "standing",
    "standing_tally",
    "step",
    "student",
    "student_guardian",
    "student_org",
    "substitution",
    "tally",
    "waiver",
    "year_at_school",
    "yearly_proof",
]
