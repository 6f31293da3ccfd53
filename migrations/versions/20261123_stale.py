"""From which day on the answer of an item need not be true any more."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_stale"
down_revision: str | None = "20261123_settling"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INDEX = "ix_item_versions_stale_on"


def upgrade() -> None:
    with op.batch_alter_table("item_versions") as batch:
        batch.add_column(sa.Column("stale_on", sa.Date(), nullable=True))
    op.create_index(op.f(INDEX), "item_versions", ["stale_on"])


def downgrade() -> None:
    op.drop_index(op.f(INDEX), "item_versions")
    with op.batch_alter_table("item_versions") as batch:
        batch.drop_column("stale_on")
