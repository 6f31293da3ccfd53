"""When a quiz that its teacher closed is over for all who were taking it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_settling"
down_revision: str | None = "20261123_blueprints"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("quizzes") as batch:
        batch.add_column(sa.Column("settles_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("quizzes") as batch:
        batch.drop_column("settles_at")
