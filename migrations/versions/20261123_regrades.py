"""Regrades, and notices that tell of them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "20261123_regrades"
down_revision: str | None = "20261123_classes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
REASONS = (
    "right",
    "partly-right",
    "wrong",
    "more-than-one-marked",
    "blank",
    "blank-penalised",
    "not-attempted",
)
NEW_REASONS = ("dropped", "full-marks")


def hold_reasons(values: Sequence[str]) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table("responses") as batch:
        batch.drop_constraint(op.f("ck_responses_reason"), type_="check")
        batch.create_check_constraint(op.f("ck_responses_reason"), f"reason IN ({listed})")


def upgrade() -> None:
    hold_reasons((*REASONS, *NEW_REASONS))
    op.create_table(
        "regrades",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("option", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("mended_version", sa.Integer(), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "rule IN ('new-key', 'accept-both', 'drop', 'full-marks')",
            name=op.f("ck_regrades_rule"),
        ),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by_id IS NULL)", name=op.f("ck_regrades_undone_by")
        ),
        sa.CheckConstraint(
            "(rule IN ('new-key', 'accept-both')) = (option IS NOT NULL)",
            name=op.f("ck_regrades_option_of_rule"),
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_regrades_item_id_items")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_regrades_made_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["users.id"], name=op.f("fk_regrades_undone_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrades")),
    )
    op.create_index(op.f("ix_regrades_item_id"), "regrades", ["item_id"])
    op.create_table(
        "regraded_versions",
        sa.Column("regrade_id", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["regrade_id"], ["regrades.id"], name=op.f("fk_regraded_versions_regrade_id_regrades")
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_versions.id"],
            name=op.f("fk_regraded_versions_item_version_id_item_versions"),
        ),
        sa.PrimaryKeyConstraint("regrade_id", "item_version_id", name=op.f("pk_regraded_versions")),
    )
    op.create_index(
        op.f("ix_regraded_versions_item_version_id"), "regraded_versions", ["item_version_id"]
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notices_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_user_id_read_at"), "notices", ["user_id", "read_at"])
    op.create_index(op.f("ix_notices_user_id_created_at"), "notices", ["user_id", "created_at"])


def downgrade() -> None:
    """Take regrades away again; what was marked by one cannot be kept."""
    left = op.get_bind().execute(
        sa.text("SELECT count(*) FROM responses WHERE reason IN ('dropped', 'full-marks')")
    )
    if left.scalar():
        message = "questions were dropped or given to all; undo these regrades first"
        raise RuntimeError(message)
    op.drop_table("notices")
    op.drop_table("regraded_versions")
    op.drop_table("regrades")
    hold_reasons(REASONS)
