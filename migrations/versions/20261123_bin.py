"""What people delete is kept in the bin for a while."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_bin"
down_revision: str | None = "20261123_presences"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = ("articles", "items", "question_sets", "blueprints", "exam_rules")


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
            batch.add_column(
                sa.Column("binned_along", sa.Boolean(), nullable=False, server_default=sa.false())
            )
            batch.add_column(sa.Column("deleted_by_id", sa.Integer(), nullable=True))
            batch.create_foreign_key(
                op.f(f"fk_{table}_deleted_by_id_users"), "users", ["deleted_by_id"], ["id"]
            )
        with op.batch_alter_table(table) as batch:
            batch.alter_column("binned_along", server_default=None)
        op.create_index(
            f"ix_{table}_bin",
            table,
            ["deleted_at"],
            sqlite_where=sa.text("deleted_at IS NOT NULL"),
            postgresql_where=sa.text("deleted_at IS NOT NULL"),
        )


def downgrade() -> None:
    # What is in the bin comes back into the lists: nothing that people had is lost.
    for table in reversed(TABLES):
        op.drop_index(f"ix_{table}_bin", table_name=table)
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_deleted_by_id_users"), type_="foreignkey")
            batch.drop_column("deleted_by_id")
            batch.drop_column("binned_along")
            batch.drop_column("deleted_at")
