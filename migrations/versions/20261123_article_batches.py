"""Several articles at once, and the report of each."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "20261123_article_batches"
down_revision: str | None = "20261123_regrades"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "article_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("request", JSON, nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_article_batches_title_not_empty")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_article_batches_owner_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["job_id"],
            ["jobs.id"],
            name=op.f("fk_article_batches_job_id_jobs"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_batches")),
    )
    op.create_index(
        op.f("ix_article_batches_owner_id_created_at"),
        "article_batches",
        ["owner_id", "created_at"],
    )
    op.create_index(op.f("ix_article_batches_created_at"), "article_batches", ["created_at"])
    op.create_index(op.f("ix_article_batches_job_id"), "article_batches", ["job_id"])
    op.create_table(
        "article_batch_entries",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=True),
        sa.Column("member", sa.Text(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("problem", JSON, nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'read', 'known', 'refused', 'left')",
            name=op.f("ck_article_batch_entries_state"),
        ),
        sa.CheckConstraint(
            "position >= 1", name=op.f("ck_article_batch_entries_position_positive")
        ),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_article_batch_entries_tries_not_negative")),
        sa.CheckConstraint(
            "questions >= 0", name=op.f("ck_article_batch_entries_questions_not_negative")
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (problem IS NOT NULL)",
            name=op.f("ck_article_batch_entries_problem_of_refused"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["article_batches.id"],
            name=op.f("fk_article_batch_entries_batch_id_article_batches"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"],
            ["uploads.id"],
            name=op.f("fk_article_batch_entries_upload_id_uploads"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_article_batch_entries_article_id_articles"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_article_batch_entries")),
    )
    op.create_index(
        op.f("ix_article_batch_entries_upload_id"), "article_batch_entries", ["upload_id"]
    )
    op.create_index(
        op.f("ix_article_batch_entries_article_id"), "article_batch_entries", ["article_id"]
    )


def downgrade() -> None:
    op.drop_table("article_batch_entries")
    op.drop_table("article_batches")
