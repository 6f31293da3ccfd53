"""Cloze as one of the formats of items."""

from collections.abc import Sequence

from alembic import op

revision: str = "20261122_cloze"
down_revision: str | None = "20261122_imports"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FORMATS = (
    "single",
    "statements",
    "how-many",
    "pairs",
    "assertion-reason",
    "order",
    "negative",
    "cloze",
)


def upgrade() -> None:
    hold(FORMATS)


def downgrade() -> None:
    """A sentence with a gap is a plain question to the schema before."""
    op.execute("UPDATE item_versions SET format = 'single' WHERE format = 'cloze'")
    hold(FORMATS[:-1])


def hold(formats: Sequence[str]) -> None:
    listed = ", ".join(f"'{value}'" for value in formats)
    with op.batch_alter_table("item_versions") as batch:
        batch.drop_constraint(op.f("ck_item_versions_format"), type_="check")
        batch.create_check_constraint(op.f("ck_item_versions_format"), f"format IN ({listed})")
