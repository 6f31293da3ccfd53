"""Sections with schemes and clocks of their own, in quizzes, attempts, papers and sets."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "20261123_sections"
down_revision: str | None = "20261123_modes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

QUIZZES = sa.table(
    "quizzes", sa.column("id"), sa.column("scheme", JSON), sa.column("sections", JSON)
)
ATTEMPTS = sa.table(
    "attempts",
    sa.column("id"),
    sa.column("scheme", JSON),
    sa.column("sections", JSON),
)
#: What a paper without sections calls its only one.
NAME = "Questions"


def upgrade() -> None:
    with op.batch_alter_table("question_set_items") as batch:
        batch.add_column(sa.Column("section", sa.Integer(), nullable=False, server_default="0"))
        batch.create_check_constraint(
            op.f("ck_question_set_items_section_not_negative"), "section >= 0"
        )
    with op.batch_alter_table("question_set_items") as batch:
        batch.alter_column("section", server_default=None)
    with op.batch_alter_table("quizzes") as batch:
        batch.add_column(sa.Column("sections", JSON, nullable=True))
        batch.add_column(sa.Column("qualifying_percent", sa.String(80), nullable=True))
        batch.add_column(sa.Column("paper_seed", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("attempts") as batch:
        batch.add_column(sa.Column("sections", JSON, nullable=True))
    with op.batch_alter_table("responses") as batch:
        batch.add_column(sa.Column("section", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(
            sa.Column("maximum_units", sa.BigInteger(), nullable=False, server_default="1")
        )
        batch.create_check_constraint(op.f("ck_responses_section_not_negative"), "section >= 0")
        batch.create_check_constraint(op.f("ck_responses_maximum_positive"), "maximum_units > 0")
    with op.batch_alter_table("responses") as batch:
        batch.alter_column("section", server_default=None)
        batch.alter_column("maximum_units", server_default=None)
    fill_sections()
    for table in ("quizzes", "attempts"):
        with op.batch_alter_table(table) as batch:
            batch.alter_column("sections", existing_type=JSON, nullable=False)
            batch.drop_column("scheme")


def fill_sections() -> None:
    """Make one section of what was a paper without any; in SQL, so that it works offline too."""
    if op.get_context().dialect.name == "postgresql":
        make, listed, text = "jsonb_build_object", "jsonb_build_array", "scheme->>'right'"
        right = f"split_part({text}, '/', 1)::bigint"
        below = f"coalesce(nullif(split_part({text}, '/', 2), ''), '1')::bigint"
        scheme = "scheme"
    else:
        make, listed, text = "json_object", "json_array", "json_extract(scheme, '$.right')"
        # What is cast ends where the number does.
        right = f"CAST({text} AS INTEGER)"
        below = f"max(1, CAST(substr({text}, nullif(instr({text}, '/'), 0) + 1) AS INTEGER))"
        below = f"coalesce({below}, 1)"
        scheme = "json(scheme)"
    first = f"'name', '{NAME}', 'scheme', {scheme}"
    none = "CAST(NULL AS INTEGER)"
    op.execute(
        f"UPDATE quizzes SET sections = {listed}({make}({first}, 'questions', {none},"
        f" 'minutes', {none}, 'quotas', {make}()))"
    )
    op.execute(
        f"UPDATE attempts SET sections = {listed}({make}({first}, 'questions',"
        " (SELECT count(*) FROM responses WHERE attempt_id = attempts.id),"
        f" 'opens_at', {none}, 'closes_at', {none}))"
    )
    op.execute(
        f"UPDATE responses SET maximum_units = (SELECT {right} * mark_denominator / {below}"
        " FROM attempts WHERE attempts.id = responses.attempt_id)"
    )


def downgrade() -> None:
    """Keep the first section's marking; refuse where that would change what was earned."""
    connection = op.get_bind()
    for table in (QUIZZES, ATTEMPTS):
        for row in connection.execute(sa.select(table.c.id, table.c.sections)).all():
            if len(row.sections) > 1:
                message = f"{table.name} {row.id} has {len(row.sections)} sections"
                raise RuntimeError(message)
    for table in (QUIZZES, ATTEMPTS):
        with op.batch_alter_table(table.name) as batch:
            batch.add_column(sa.Column("scheme", JSON, nullable=True))
        for row in connection.execute(sa.select(table.c.id, table.c.sections)).all():
            change(table, row.id, scheme=row.sections[0]["scheme"])
        with op.batch_alter_table(table.name) as batch:
            batch.alter_column("scheme", existing_type=JSON, nullable=False)
            batch.drop_column("sections")
    with op.batch_alter_table("responses") as batch:
        batch.drop_constraint(op.f("ck_responses_section_not_negative"), type_="check")
        batch.drop_constraint(op.f("ck_responses_maximum_positive"), type_="check")
        batch.drop_column("section")
        batch.drop_column("maximum_units")
    with op.batch_alter_table("quizzes") as batch:
        batch.drop_column("qualifying_percent")
        batch.drop_column("paper_seed")
    with op.batch_alter_table("question_set_items") as batch:
        batch.drop_constraint(op.f("ck_question_set_items_section_not_negative"), type_="check")
        batch.drop_column("section")


def change(table: sa.TableClause, row_id: int, **values: object) -> None:
    op.get_bind().execute(sa.update(table).where(table.c.id == row_id).values(**values))
