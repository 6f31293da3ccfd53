"""Announcements to classes, and notices that name what they tell of."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_announcements"
down_revision: str | None = "20261123_set_shares"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_announcements_title_not_empty")),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_announcements_text_not_empty")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_announcements_author_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_index(
        op.f("ix_announcements_author_id_created_at"), "announcements", ["author_id", "created_at"]
    )
    op.create_table(
        "announcement_classes",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcements.id"],
            name=op.f("fk_announcement_classes_announcement_id_announcements"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["classes.id"], name=op.f("fk_announcement_classes_class_id_classes")
        ),
        sa.PrimaryKeyConstraint(
            "announcement_id", "class_id", name=op.f("pk_announcement_classes")
        ),
    )
    op.create_index(op.f("ix_announcement_classes_class_id"), "announcement_classes", ["class_id"])
    with op.batch_alter_table("notices") as batch:
        batch.add_column(sa.Column("subject_id", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_notices_kind_subject_id"), "notices", ["kind", "subject_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_notices_kind_subject_id"), "notices")
    op.execute("DELETE FROM notices WHERE kind = 'announcement'")
    with op.batch_alter_table("notices") as batch:
        batch.drop_column("subject_id")
    op.drop_table("announcement_classes")
    op.drop_table("announcements")
