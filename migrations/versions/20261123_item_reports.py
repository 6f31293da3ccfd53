"""What students report about questions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_item_reports"
down_revision: str | None = "20261122_cloze"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("state = 'open'")


def values(name: str, *allowed: str) -> sa.Enum:
    return sa.Enum(*allowed, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "item_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column(
            "reason",
            values("reason", "wrong-key", "unclear", "out-of-date", "typing-error", "other"),
            nullable=False,
        ),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("state", values("state", "open", "resolved", "dismissed"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_item_reports_decided_at")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (decided_by_id IS NULL)", name=op.f("ck_item_reports_decided_by")
        ),
        sa.CheckConstraint("length(comment) <= 1000", name=op.f("ck_item_reports_comment_length")),
        sa.CheckConstraint("length(note) <= 1000", name=op.f("ck_item_reports_note_length")),
        sa.ForeignKeyConstraint(
            ["attempt_id", "position"],
            ["responses.attempt_id", "responses.position"],
            name=op.f("fk_item_reports_attempt_id_position_responses"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_item_reports_decided_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_versions.id"],
            name=op.f("fk_item_reports_item_version_id_item_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["users.id"], name=op.f("fk_item_reports_reporter_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_reports")),
    )
    op.create_index(
        "uq_item_reports_open",
        "item_reports",
        ["reporter_id", "item_version_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(
        op.f("ix_item_reports_reporter_id_item_version_id"),
        "item_reports",
        ["reporter_id", "item_version_id"],
    )
    op.create_index(
        op.f("ix_item_reports_item_version_id_state"),
        "item_reports",
        ["item_version_id", "state"],
    )
    op.create_index(
        op.f("ix_item_reports_attempt_id_position"), "item_reports", ["attempt_id", "position"]
    )


def downgrade() -> None:
    op.drop_table("item_reports")
