"""When a picture last came in, so that those that nothing refers to can be deleted."""

from collections.abc import Sequence

from alembic import op

revision: str = "20261123_pictures_brought"
down_revision: str | None = "20261123_pictures"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("ALTER TABLE images RENAME COLUMN created_at TO brought_at")


def downgrade() -> None:
    op.execute("ALTER TABLE images RENAME COLUMN brought_at TO created_at")
