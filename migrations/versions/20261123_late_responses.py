"""Responses that arrived late."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "20261123_late_responses"
down_revision: str | None = "20261123_item_search"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "late_responses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("response", JSON, nullable=False),
        sa.Column("client", sa.String(64), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_by_id", sa.Integer(), nullable=True),
        sa.Column("replaced", JSON, nullable=True),
        sa.CheckConstraint(
            "(counted_at IS NULL) = (counted_by_id IS NULL)",
            name=op.f("ck_late_responses_counted_by"),
        ),
        sa.CheckConstraint(
            "(counted_at IS NULL) = (replaced IS NULL)", name=op.f("ck_late_responses_replaced")
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id", "position"],
            ["responses.attempt_id", "responses.position"],
            name=op.f("fk_late_responses_attempt_id_position_responses"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["counted_by_id"], ["users.id"], name=op.f("fk_late_responses_counted_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_responses")),
        sa.UniqueConstraint(
            "attempt_id", "position", name=op.f("uq_late_responses_attempt_id_position")
        ),
    )


def downgrade() -> None:
    op.drop_table("late_responses")
