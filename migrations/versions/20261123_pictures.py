"""Pictures of explanations."""

from collections.abc import Sequence

from alembic import op

revision: str = "20261123_pictures"
down_revision: str | None = "20261123_sections"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE = "item_version_images"
NAME = "ck_item_version_images_placement"


def upgrade() -> None:
    hold("'stem', 'option', 'explanation'")


def downgrade() -> None:
    """Show a picture with the question whose explanation it was of, rather than lose it."""
    op.execute(f"UPDATE {TABLE} SET placement = 'stem' WHERE placement = 'explanation'")
    hold("'stem', 'option'")


def hold(placements: str) -> None:
    """Make the column hold these values and no others."""
    with op.batch_alter_table(TABLE) as batch:
        batch.drop_constraint(op.f(NAME), type_="check")
        batch.create_check_constraint(op.f(NAME), f"placement IN ({placements})")
