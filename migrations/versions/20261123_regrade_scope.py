"""In whose quizzes a regrade holds: until now in all, from now on in those of one teacher."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_regrade_scope"
down_revision: str | None = "20261123_announcements"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("regrades") as batch:
        batch.add_column(sa.Column("quizzes_of_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("in_practice", sa.Boolean(), nullable=True))
    op.execute(
        "UPDATE regrades SET in_practice = true, quizzes_of_id ="
        " (SELECT owner_id FROM items WHERE items.id = regrades.item_id)"
    )
    with op.batch_alter_table("regrades") as batch:
        batch.alter_column("quizzes_of_id", existing_type=sa.Integer(), nullable=False)
        batch.alter_column("in_practice", existing_type=sa.Boolean(), nullable=False)
        batch.create_foreign_key(
            op.f("fk_regrades_quizzes_of_id_users"), "users", ["quizzes_of_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("regrades") as batch:
        batch.drop_constraint(op.f("fk_regrades_quizzes_of_id_users"), type_="foreignkey")
        batch.drop_column("in_practice")
        batch.drop_column("quizzes_of_id")
