"""How difficult an item is, and one index with all that the bank chooses by.

The index begins with what leads from an item to its version, so that the bank reads nothing but it
of a version: a version's row has its key and its source, and thousands of them are read otherwise.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_difficulty"
down_revision: str | None = "20261123_late_responses"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INDEX = "ix_item_versions_bank"


def upgrade() -> None:
    with op.batch_alter_table("item_versions") as batch:
        batch.add_column(sa.Column("difficulty", sa.String(40), nullable=True))
        batch.create_check_constraint(
            op.f("ck_item_versions_difficulty"), "difficulty IN ('easy', 'medium', 'hard')"
        )
    op.create_index(
        op.f(INDEX),
        "item_versions",
        ["item_id", "number", "difficulty", "news_date", "kind", "type", "id"],
    )


def downgrade() -> None:
    op.drop_index(op.f(INDEX), "item_versions")
    with op.batch_alter_table("item_versions") as batch:
        batch.drop_constraint(op.f("ck_item_versions_difficulty"), type_="check")
        batch.drop_column("difficulty")
