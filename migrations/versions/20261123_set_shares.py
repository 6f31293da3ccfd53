"""Sets shared with other teachers, and of which item an item is a copy."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_set_shares"
down_revision: str | None = "20261123_article_batches"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "set_shares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("permission", sa.String(40), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shared_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "permission IN ('use', 'edit', 'own')", name=op.f("ck_set_shares_permission")
        ),
        sa.CheckConstraint("permission <> 'own'", name=op.f("ck_set_shares_permission_not_own")),
        sa.CheckConstraint(
            "user_id IS NOT NULL OR permission = 'use'", name=op.f("ck_set_shares_all_use")
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["question_sets.id"],
            name=op.f("fk_set_shares_set_id_question_sets"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_set_shares_user_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["shared_by_id"], ["users.id"], name=op.f("fk_set_shares_shared_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_shares")),
        sa.UniqueConstraint("set_id", "user_id", name=op.f("uq_set_shares_set_id_user_id")),
    )
    op.create_index(op.f("ix_set_shares_user_id"), "set_shares", ["user_id"])
    op.create_index(
        "uq_set_shares_all",
        "set_shares",
        ["set_id"],
        unique=True,
        sqlite_where=sa.text("user_id IS NULL"),
        postgresql_where=sa.text("user_id IS NULL"),
    )
    with op.batch_alter_table("items") as batch:
        batch.add_column(sa.Column("copied_from_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_items_copied_from_id_items"),
            "items",
            ["copied_from_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch.create_index(op.f("ix_items_copied_from_id"), ["copied_from_id"])


def downgrade() -> None:
    with op.batch_alter_table("items") as batch:
        batch.drop_index(op.f("ix_items_copied_from_id"))
        batch.drop_constraint(op.f("fk_items_copied_from_id_items"), type_="foreignkey")
        batch.drop_column("copied_from_id")
    op.drop_table("set_shares")
