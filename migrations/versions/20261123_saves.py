"""Which page saved a response last and holds an attempt, and where its student is."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_saves"
down_revision: str | None = "20261123_exam_rules"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("attempts") as batch:
        batch.add_column(sa.Column("position", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("client", sa.String(64), nullable=True))
        batch.create_check_constraint(op.f("ck_attempts_position_positive"), "position >= 1")
    with op.batch_alter_table("responses") as batch:
        batch.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("client", sa.String(64), nullable=True))
        batch.create_check_constraint(op.f("ck_responses_revision_not_negative"), "revision >= 0")
    op.execute("UPDATE responses SET revision = 1 WHERE saved_at IS NOT NULL")
    with op.batch_alter_table("attempts") as batch:
        batch.alter_column("position", server_default=None)
    with op.batch_alter_table("responses") as batch:
        batch.alter_column("revision", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("responses") as batch:
        batch.drop_constraint(op.f("ck_responses_revision_not_negative"), type_="check")
        batch.drop_column("client")
        batch.drop_column("revision")
    with op.batch_alter_table("attempts") as batch:
        batch.drop_constraint(op.f("ck_attempts_position_positive"), type_="check")
        batch.drop_column("client")
        batch.drop_column("position")
