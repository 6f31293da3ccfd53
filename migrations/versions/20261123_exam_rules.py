"""Exam rules of teachers' own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "20261123_exam_rules"
down_revision: str | None = "20261123_pictures_brought"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "exam_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_exam_rules_name_not_empty")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_exam_rules_owner_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_rules")),
    )
    op.create_index(op.f("ix_exam_rules_owner_id"), "exam_rules", ["owner_id"])
    with op.batch_alter_table("quizzes") as batch:
        batch.add_column(sa.Column("exam_name", sa.String(200), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("quizzes") as batch:
        batch.drop_column("exam_name")
    op.drop_table("exam_rules")
