"""The tables of the register: key projects, their factors and issues, and the prospects they grew from.

Days, months and money are kept as exact text.
"""

from sqlalchemy import Column, Integer, MetaData, String, Table

METADATA = MetaData()
PROJECTS = Table(
    "projects",
    METADATA,
    Column("project", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("category", String, nullable=False),
    Column("lead_official", String, nullable=False),
    Column("responsible_unit", String, nullable=False),
    Column("task_force", String, nullable=False),
    Column("assigned_on", String),
    Column("status", String, nullable=False),
    Column("status_since", String),
    Column("prospect", String),
    Column("money_unit", String, nullable=False),
    Column("annual_target", String),
    Column("target_year", Integer),
    Column("total_cost", String),
    Column("last_report", String),
    Column("investment", String),
    Column("physical", String),
    Column("paid", String),
    Column("entered_on", String),
    Column("started", String),
    Column("completed", String),
    Column("commissioned", String),
    Column("revisions", Integer, nullable=False, default=0),
    Column("corrections", Integer, nullable=False, default=0),
)
"""One row a key project. `target_year` is empty where the target came with a plan: it is of the year it came in."""
FACTORS = Table(
    "factors",
    METADATA,
    Column("project", String, primary_key=True),
    Column("factor", String, primary_key=True),
    Column("stage", String, nullable=False),
    Column("since", String),
    Column("guarantor", String),
    Column("due_on", String),
    Column("blocked_by", String),
)
"""One row a factor that a project needs, or needed. A need that came with the registration has no day."""
PROSPECTS = Table(
    "prospects",
    METADATA,
    Column("prospect", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("category", String, nullable=False),
    Column("investor", String, nullable=False),
    Column("responsible_unit", String, nullable=False),
    Column("money_unit", String, nullable=False),
    Column("planned_investment", String),
    Column("stage", String, nullable=False),
    Column("since", String, nullable=False),
    Column("dropped_on", String),
    Column("project", String),
)
"""One row a prospect, with the project that it became."""
ISSUES = Table(
    "issues",
    METADATA,
    Column("issue", String, primary_key=True),
    Column("project", String, nullable=False),
    Column("title", String, nullable=False),
    Column("factor", String),
    Column("state", String, nullable=False),
    Column("level", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("raised_on", String, nullable=False),
    Column("due_on", String, nullable=False),
    Column("level_due_on", String),
    Column("sent_on", String),
    Column("solved_on", String),
    Column("accepted_on", String),
    Column("reopened", Integer, nullable=False, default=0),
    Column("consultations", Integer, nullable=False, default=0),
    Column("tasks", Integer, nullable=False, default=0),
    Column("tasks_done", Integer, nullable=False, default=0),
    Column("reads_like", String),
    Column("similarity", Integer),
)
"""One row an issue. `due_on` is the day that raising, triage or reopening set, `level_due_on` the one by which a level
that it climbed to solves it. `sent_on` is when it went express last; tasks are those of all its consultations.
`reads_like` names the open issue that it may be a duplicate of, `similarity` how alike they read, percent."""
