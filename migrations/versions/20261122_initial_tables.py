"""The first tables: accounts, articles, items and their versions, sets, quizzes, attempts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "20261122"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def one_of(name: str, *values: str) -> sa.Enum:
    """Give a text column with a CHECK that holds these values."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "images",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_images_digest_length")),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_images_size_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_images")),
        sa.UniqueConstraint("digest", name=op.f("uq_images_digest")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("display_name", sa.String(length=100), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("role", one_of("role", "student", "teacher", "admin"), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("extra_time_percent", sa.Integer(), nullable=False),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_signed_in_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "extra_time_percent BETWEEN 0 AND 300", name=op.f("ck_users_extra_time_percent_range")
        ),
        sa.CheckConstraint("length(username) > 0", name=op.f("ck_users_username_not_empty")),
        sa.CheckConstraint("username = lower(username)", name=op.f("ck_users_username_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sa.UniqueConstraint("username", name=op.f("uq_users_username")),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("source_name", sa.String(length=200), nullable=False),
        sa.Column("source_url", sa.String(length=2000), nullable=False),
        sa.Column("news_date", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("generation", JSON, nullable=False),
        sa.Column("rejected", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(body) > 0", name=op.f("ck_articles_body_not_empty")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_articles_owner_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("owner_id", "digest", name=op.f("uq_articles_owner_id_digest")),
    )
    op.create_index(op.f("ix_articles_owner_id_created_at"), "articles", ["owner_id", "created_at"])

    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("detail", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["users.id"], name=op.f("fk_audit_entries_actor_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index(op.f("ix_audit_entries_actor_id"), "audit_entries", ["actor_id"])
    op.create_index(op.f("ix_audit_entries_at"), "audit_entries", ["at"])
    op.create_index(
        op.f("ix_audit_entries_subject_type_subject_id"),
        "audit_entries",
        ["subject_type", "subject_id"],
    )

    op.create_table(
        "stimuli",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("kind", one_of("kind", "passage", "data"), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_stimuli_owner_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stimuli")),
    )
    op.create_index(op.f("ix_stimuli_owner_id"), "stimuli", ["owner_id"])

    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            one_of("status", "draft", "accepted", "rejected", "published", "retired"),
            nullable=False,
        ),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("quality", sa.Double(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("quality BETWEEN 0 AND 1", name=op.f("ck_items_quality_range")),
        sa.CheckConstraint("version_number >= 1", name=op.f("ck_items_version_number_positive")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_items_article_id_articles")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_items_owner_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
    )
    op.create_index(op.f("ix_items_article_id_status"), "items", ["article_id", "status"])
    op.create_index(op.f("ix_items_owner_id_status"), "items", ["owner_id", "status"])

    op.create_table(
        "question_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("preset", sa.String(length=80), nullable=True),
        sa.Column("licence", sa.String(length=100), nullable=False),
        sa.Column("source_notes", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_question_sets_title_not_empty")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_question_sets_article_id_articles")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_question_sets_owner_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_sets")),
        sa.UniqueConstraint("slug", name=op.f("uq_question_sets_slug")),
    )
    op.create_index(op.f("ix_question_sets_article_id"), "question_sets", ["article_id"])
    op.create_index(op.f("ix_question_sets_owner_id"), "question_sets", ["owner_id"])

    op.create_table(
        "stimulus_texts",
        sa.Column("stimulus_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stimulus_id"],
            ["stimuli.id"],
            name=op.f("fk_stimulus_texts_stimulus_id_stimuli"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("stimulus_id", "language", name=op.f("pk_stimulus_texts")),
    )
    op.create_table(
        "item_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", one_of("type", "single"), nullable=False),
        sa.Column(
            "format",
            one_of(
                "format",
                "single",
                "statements",
                "how-many",
                "pairs",
                "assertion-reason",
                "order",
                "negative",
            ),
            nullable=False,
        ),
        sa.Column("key", JSON, nullable=False),
        sa.Column(
            "option_order", one_of("option_order", "fixed", "ascending", "shuffle"), nullable=False
        ),
        sa.Column(
            "kind",
            one_of("kind", "date", "figure", "body", "person", "place", "scheme", "other"),
            nullable=True,
        ),
        sa.Column("news_date", sa.Date(), nullable=True),
        sa.Column("source", JSON, nullable=True),
        sa.Column("stimulus_id", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_item_versions_number_positive")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_item_versions_created_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items.id"],
            name=op.f("fk_item_versions_item_id_items"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["stimulus_id"], ["stimuli.id"], name=op.f("fk_item_versions_stimulus_id_stimuli")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_versions")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_item_versions_item_id_number")),
    )
    op.create_index(op.f("ix_item_versions_stimulus_id"), "item_versions", ["stimulus_id"])

    op.create_table(
        "question_set_items",
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=80), nullable=True),
        sa.CheckConstraint("position >= 1", name=op.f("ck_question_set_items_position_positive")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_question_set_items_item_id_items")
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["question_sets.id"],
            name=op.f("fk_question_set_items_set_id_question_sets"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("set_id", "item_id", name=op.f("pk_question_set_items")),
        sa.UniqueConstraint(
            "set_id", "external_id", name=op.f("uq_question_set_items_set_id_external_id")
        ),
        sa.UniqueConstraint(
            "set_id", "position", name=op.f("uq_question_set_items_set_id_position")
        ),
    )
    op.create_index(op.f("ix_question_set_items_item_id"), "question_set_items", ["item_id"])

    op.create_table(
        "quizzes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("preset", sa.String(length=80), nullable=False),
        sa.Column("scheme", JSON, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("shuffle_items", sa.Boolean(), nullable=False),
        sa.Column("shuffle_options", sa.Boolean(), nullable=False),
        sa.Column("opens_at", MOMENT, nullable=True),
        sa.Column("closes_at", MOMENT, nullable=True),
        sa.Column("reveal", one_of("reveal", "after-submit", "after-close"), nullable=False),
        sa.Column("status", one_of("status", "open", "closed"), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_quizzes_closes_after_opening")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_quizzes_title_not_empty")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_quizzes_minutes_range")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_quizzes_owner_id_users")),
        sa.ForeignKeyConstraint(
            ["set_id"], ["question_sets.id"], name=op.f("fk_quizzes_set_id_question_sets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quizzes")),
    )
    op.create_index(op.f("ix_quizzes_owner_id"), "quizzes", ["owner_id"])
    op.create_index(op.f("ix_quizzes_set_id"), "quizzes", ["set_id"])
    op.create_index(op.f("ix_quizzes_status_created_at"), "quizzes", ["status", "created_at"])

    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("state", one_of("state", "in-progress", "submitted"), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("deadline_at", MOMENT, nullable=True),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.Column("submitted_by", one_of("submitted_by", "student", "clock"), nullable=True),
        sa.Column("scheme", JSON, nullable=False),
        sa.Column("mark_denominator", sa.Integer(), nullable=False),
        sa.Column("score_units", sa.Integer(), nullable=True),
        sa.Column("maximum_units", sa.Integer(), nullable=False),
        sa.Column("lost_units", sa.Integer(), nullable=True),
        sa.Column("right_count", sa.Integer(), nullable=True),
        sa.Column("wrong_count", sa.Integer(), nullable=True),
        sa.Column("blank_count", sa.Integer(), nullable=True),
        sa.Column("not_attempted_count", sa.Integer(), nullable=True),
        sa.Column("disqualified", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(state = 'submitted') = (score_units IS NOT NULL)",
            name=op.f("ck_attempts_score_units"),
        ),
        sa.CheckConstraint(
            "(state = 'submitted') = (submitted_at IS NOT NULL)",
            name=op.f("ck_attempts_submitted_at"),
        ),
        sa.CheckConstraint(
            "(state = 'submitted') = (submitted_by IS NOT NULL)",
            name=op.f("ck_attempts_submitted_by_state"),
        ),
        sa.CheckConstraint(
            "deadline_at > started_at", name=op.f("ck_attempts_deadline_after_start")
        ),
        sa.CheckConstraint(
            "mark_denominator > 0", name=op.f("ck_attempts_mark_denominator_positive")
        ),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quizzes.id"], name=op.f("fk_attempts_quiz_id_quizzes")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_attempts_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index(op.f("ix_attempts_quiz_id_user_id"), "attempts", ["quiz_id", "user_id"])
    op.create_index(op.f("ix_attempts_state_deadline_at"), "attempts", ["state", "deadline_at"])
    op.create_index(
        op.f("ix_attempts_user_id_submitted_at"), "attempts", ["user_id", "submitted_at"]
    )
    op.create_index(
        "uq_attempts_in_progress",
        "attempts",
        ["quiz_id", "user_id"],
        unique=True,
        sqlite_where=sa.text("state = 'in-progress'"),
        postgresql_where=sa.text("state = 'in-progress'"),
    )

    op.create_table(
        "item_texts",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("stem", sa.Text(), nullable=False),
        sa.Column("options", JSON, nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["item_versions.id"],
            name=op.f("fk_item_texts_version_id_item_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "language", name=op.f("pk_item_texts")),
    )
    op.create_table(
        "item_version_images",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=False),
        sa.Column("placement", one_of("placement", "stem", "option"), nullable=False),
        sa.Column("option", sa.Integer(), nullable=True),
        sa.Column("alt", JSON, nullable=False),
        sa.CheckConstraint(
            "(placement = 'option') = (option IS NOT NULL)",
            name=op.f("ck_item_version_images_option_of_placement"),
        ),
        sa.ForeignKeyConstraint(
            ["image_id"], ["images.id"], name=op.f("fk_item_version_images_image_id_images")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["item_versions.id"],
            name=op.f("fk_item_version_images_version_id_item_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_item_version_images")),
    )
    op.create_index(op.f("ix_item_version_images_image_id"), "item_version_images", ["image_id"])

    op.create_table(
        "item_version_topics",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["item_versions.id"],
            name=op.f("fk_item_version_topics_version_id_item_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "topic", name=op.f("pk_item_version_topics")),
    )
    op.create_index(op.f("ix_item_version_topics_topic"), "item_version_topics", ["topic"])

    op.create_table(
        "responses",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("option_order", JSON, nullable=False),
        sa.Column("response", JSON, nullable=False),
        sa.Column("marked", sa.Boolean(), nullable=False),
        sa.Column("visited", sa.Boolean(), nullable=False),
        sa.Column("time_ms", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=True),
        sa.Column(
            "outcome", one_of("outcome", "right", "wrong", "blank", "not-attempted"), nullable=True
        ),
        sa.Column(
            "reason",
            one_of(
                "reason",
                "right",
                "wrong",
                "more-than-one-marked",
                "blank",
                "blank-penalised",
                "not-attempted",
            ),
            nullable=True,
        ),
        sa.Column("mark_units", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(outcome IS NULL) = (mark_units IS NULL)", name=op.f("ck_responses_marked_whole")
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_responses_position_positive")),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_responses_sequence_not_negative")),
        sa.CheckConstraint("time_ms >= 0", name=op.f("ck_responses_time_ms_not_negative")),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempts.id"],
            name=op.f("fk_responses_attempt_id_attempts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_versions.id"],
            name=op.f("fk_responses_item_version_id_item_versions"),
        ),
        sa.PrimaryKeyConstraint("attempt_id", "position", name=op.f("pk_responses")),
    )
    op.create_index(op.f("ix_responses_item_version_id"), "responses", ["item_version_id"])


def downgrade() -> None:
    op.drop_table("responses")
    op.drop_table("item_version_topics")
    op.drop_table("item_version_images")
    op.drop_table("item_texts")
    op.drop_table("attempts")
    op.drop_table("quizzes")
    op.drop_table("question_set_items")
    op.drop_table("item_versions")
    op.drop_table("stimulus_texts")
    op.drop_table("question_sets")
    op.drop_table("items")
    op.drop_table("stimuli")
    op.drop_table("audit_entries")
    op.drop_table("articles")
    op.drop_table("users")
    op.drop_table("images")
