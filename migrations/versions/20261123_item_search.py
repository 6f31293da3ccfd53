"""The words by which items are found, and what makes finding them fast."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_item_search"
down_revision: str | None = "20261123_disclosure"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

#: Letters, digits and marks are words, on both databases; the application stores nothing else.
SQLITE = (
    (
        "CREATE VIRTUAL TABLE item_search_words USING fts5("
        "words, content='item_search', content_rowid='item_id', prefix='2 3',"
        " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M*'\")"
    ),
    (
        "CREATE TRIGGER item_search_inserted AFTER INSERT ON item_search BEGIN"
        " INSERT INTO item_search_words (rowid, words) VALUES (new.item_id, new.words); END"
    ),
    (
        "CREATE TRIGGER item_search_deleted AFTER DELETE ON item_search BEGIN"
        " INSERT INTO item_search_words (item_search_words, rowid, words)"
        " VALUES ('delete', old.item_id, old.words); END"
    ),
    (
        "CREATE TRIGGER item_search_updated AFTER UPDATE ON item_search BEGIN"
        " INSERT INTO item_search_words (item_search_words, rowid, words)"
        " VALUES ('delete', old.item_id, old.words);"
        " INSERT INTO item_search_words (rowid, words) VALUES (new.item_id, new.words); END"
    ),
    (
        "INSERT INTO item_search SELECT items.id, lower(group_concat(item_texts.stem || ' '"
        " || item_texts.explanation || ' '"
        " || coalesce((SELECT group_concat(value, ' ')"
        " FROM json_each(item_texts.options)), ''), ' '))"
        " FROM items JOIN item_versions ON item_versions.item_id = items.id"
        " AND item_versions.number = items.version_number"
        " JOIN item_texts ON item_texts.version_id = item_versions.id GROUP BY items.id"
    ),
)
POSTGRESQL = (
    (
        "CREATE INDEX item_search_words ON item_search"
        " USING gin (array_to_tsvector(string_to_array(words, ' ')))"
    ),
    (
        "INSERT INTO item_search SELECT items.id, trim(regexp_replace(regexp_replace(lower("
        "string_agg(concat_ws(' ', item_texts.stem, item_texts.explanation,"
        " (SELECT string_agg(value, ' ')"
        " FROM jsonb_array_elements_text(item_texts.options))), ' ')),"
        " '<[^<>]*>', ' ', 'g'), '[^[\\:alnum\\:]\u0900-\u097f]+', ' ', 'g'))"
        " FROM items JOIN item_versions ON item_versions.item_id = items.id"
        " AND item_versions.number = items.version_number"
        " JOIN item_texts ON item_texts.version_id = item_versions.id GROUP BY items.id"
    ),
)


def upgrade() -> None:
    op.create_table(
        "item_search",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items.id"],
            name=op.f("fk_item_search_item_id_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_item_search")),
    )
    dialect = op.get_context().dialect.name
    for statement in SQLITE if dialect == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TABLE item_search_words")
    op.drop_table("item_search")
