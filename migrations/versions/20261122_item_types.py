"""Items of all types: their texts, partial marks, and units of marks that need more room."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "20261122_item_types"
down_revision: str | None = "20261122"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")

NEW_VALUES = {
    ("item_versions", "type"): ("multiple", "true-false", "numeric", "short-answer", "matching"),
    ("responses", "outcome"): ("partial",),
    ("responses", "reason"): ("partly-right",),
}
TYPES = ("single", "multiple", "true-false", "numeric", "short-answer", "matching")
OUTCOMES = ("right", "partial", "wrong", "blank", "not-attempted")
REASONS = (
    "right",
    "partly-right",
    "wrong",
    "more-than-one-marked",
    "blank",
    "blank-penalised",
    "not-attempted",
)
WIDE = {
    "attempts": ("mark_denominator", "score_units", "maximum_units", "lost_units"),
    "responses": ("mark_units",),
}


def is_one_of(column: str, values: Sequence[str]) -> str:
    """Write the condition of a CHECK as SQLAlchemy does for an enumeration."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


def hold(table: str, column: str, values: Sequence[str]) -> None:
    """Make a column hold these values and no others."""
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch.create_check_constraint(op.f(f"ck_{table}_{column}"), is_one_of(column, values))


def upgrade() -> None:
    hold("item_versions", "type", TYPES)
    hold("responses", "outcome", OUTCOMES)
    hold("responses", "reason", REASONS)
    with op.batch_alter_table("item_versions") as batch:
        batch.add_column(
            sa.Column("text_format", sa.String(40), nullable=False, server_default="plain")
        )
        batch.create_check_constraint(
            op.f("ck_item_versions_text_format"), is_one_of("text_format", ("plain", "html"))
        )
    with op.batch_alter_table("item_versions") as batch:
        batch.alter_column("text_format", server_default=None)
    with op.batch_alter_table("item_texts") as batch:
        batch.add_column(sa.Column("prompts", JSON, nullable=False, server_default="[]"))
        batch.add_column(sa.Column("feedback", JSON, nullable=False, server_default="[]"))
    with op.batch_alter_table("item_texts") as batch:
        batch.alter_column("prompts", server_default=None)
        batch.alter_column("feedback", server_default=None)
    with op.batch_alter_table("attempts") as batch:
        batch.add_column(sa.Column("partial_count", sa.Integer(), nullable=True))
    op.execute("UPDATE attempts SET partial_count = 0 WHERE state = 'submitted'")
    widen(sa.Integer(), sa.BigInteger())


def downgrade() -> None:
    """Take the types away again; what is of one of them cannot be kept."""
    refuse_to_lose()
    widen(sa.BigInteger(), sa.Integer())
    with op.batch_alter_table("attempts") as batch:
        batch.drop_column("partial_count")
    with op.batch_alter_table("item_texts") as batch:
        batch.drop_column("feedback")
        batch.drop_column("prompts")
    with op.batch_alter_table("item_versions") as batch:
        batch.drop_constraint(op.f("ck_item_versions_text_format"), type_="check")
        batch.drop_column("text_format")
    for (table, column), new in NEW_VALUES.items():
        every = {"type": TYPES, "outcome": OUTCOMES, "reason": REASONS}[column]
        hold(table, column, [value for value in every if value not in new])


def widen(now: sa.types.TypeEngine[int], then: sa.types.TypeEngine[int]) -> None:
    for table, columns in WIDE.items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.alter_column(column, existing_type=now, type_=then)


def refuse_to_lose() -> None:
    """Raise `RuntimeError` while the database holds what the tables before cannot."""
    if op.get_context().as_sql:
        return
    for (table, column), values in NEW_VALUES.items():
        rows = sa.table(table, sa.column(column))
        wanted = sa.select(sa.func.count()).select_from(rows).where(rows.c[column].in_(values))
        if op.get_bind().scalar(wanted):
            message = f"{table}.{column} holds values that the schema before cannot keep"
            raise RuntimeError(message)
