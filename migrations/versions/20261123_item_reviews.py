"""Reviews of items by a second teacher, and comments of teachers on items."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_item_reviews"
down_revision: str | None = "20261123_bin"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_OPEN = sa.text("verdict IS NULL AND ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "item_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verdict", sa.String(40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("verdict IN ('good', 'changes')", name=op.f("ck_item_reviews_verdict")),
        sa.CheckConstraint(
            "(verdict IS NULL) = (decided_at IS NULL)", name=op.f("ck_item_reviews_decided_at")
        ),
        sa.CheckConstraint(
            "(verdict IS NULL) = (version_number IS NULL)",
            name=op.f("ck_item_reviews_version_number"),
        ),
        sa.CheckConstraint(
            "verdict <> 'changes' OR words <> ''", name=op.f("ck_item_reviews_changes_words")
        ),
        sa.CheckConstraint("length(note) <= 1000", name=op.f("ck_item_reviews_note_length")),
        sa.CheckConstraint("length(words) <= 2000", name=op.f("ck_item_reviews_words_length")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items.id"],
            name=op.f("fk_item_reviews_item_id_items"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["users.id"], name=op.f("fk_item_reviews_asked_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["users.id"], name=op.f("fk_item_reviews_reviewer_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_reviews")),
    )
    for column in ("reviewer_id", "asked_by_id", "item_id"):
        op.create_index(
            op.f(f"ix_item_reviews_{column}_verdict"), "item_reviews", [column, "verdict"]
        )
    op.create_index(
        "uq_item_reviews_open",
        "item_reviews",
        ["item_id", "reviewer_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "item_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(text) <= 2000", name=op.f("ck_item_comments_text_length")),
        sa.CheckConstraint(
            "deleted_at IS NULL OR text = ''", name=op.f("ck_item_comments_deleted_empty")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items.id"],
            name=op.f("fk_item_comments_item_id_items"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_item_comments_author_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_comments")),
    )
    op.create_index(
        op.f("ix_item_comments_item_id_created_at"), "item_comments", ["item_id", "created_at"]
    )


def downgrade() -> None:
    op.drop_table("item_comments")
    op.drop_table("item_reviews")
