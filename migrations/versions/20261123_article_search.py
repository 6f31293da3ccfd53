"""The words by which articles are found, and what makes finding them fast."""

import re
import unicodedata
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_article_search"
down_revision: str | None = "20261123_regrade_scope"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

#: Letters, digits and marks are words, on both databases; the application stores nothing else.
SQLITE = (
    (
        "CREATE VIRTUAL TABLE article_search_words USING fts5("
        "words, content='article_search', content_rowid='article_id', prefix='2 3',"
        " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M*'\")"
    ),
    (
        "CREATE TRIGGER article_search_inserted AFTER INSERT ON article_search BEGIN"
        " INSERT INTO article_search_words (rowid, words)"
        " VALUES (new.article_id, new.words); END"
    ),
    (
        "CREATE TRIGGER article_search_deleted AFTER DELETE ON article_search BEGIN"
        " INSERT INTO article_search_words (article_search_words, rowid, words)"
        " VALUES ('delete', old.article_id, old.words); END"
    ),
    (
        "CREATE TRIGGER article_search_updated AFTER UPDATE ON article_search BEGIN"
        " INSERT INTO article_search_words (article_search_words, rowid, words)"
        " VALUES ('delete', old.article_id, old.words);"
        " INSERT INTO article_search_words (rowid, words)"
        " VALUES (new.article_id, new.words); END"
    ),
)
POSTGRESQL = (
    (
        "CREATE INDEX article_search_words ON article_search"
        " USING gin (array_to_tsvector(string_to_array(words, ' ')))"
    ),
)
#: As the application had them on this day.
WORD_MAXIMUM = 80
BYTES_MAXIMUM = 900_000


def upgrade() -> None:
    search = op.create_table(
        "article_search",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_article_search_article_id_articles"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_search")),
    )
    dialect = op.get_context().dialect.name
    for statement in SQLITE if dialect == "sqlite" else POSTGRESQL:
        op.execute(statement)
    if op.get_context().as_sql:
        return
    connection = op.get_bind()
    articles = sa.table("articles", *map(sa.column, ("id", "title", "source_name", "body")))
    # One at a time: a text can have megabytes.
    for key in connection.scalars(sa.select(articles.c.id)).all():
        row = connection.execute(sa.select(articles).where(articles.c.id == key)).one()
        words = words_of(f"{row.title} {row.source_name} {row.body}")
        connection.execute(sa.insert(search).values(article_id=key, words=words))


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TABLE article_search_words")
    op.drop_table("article_search")


def words_of(text: str) -> str:
    plain = unicodedata.normalize("NFKC", re.sub(r"</?[A-Za-z][^<>]*>", " ", text)).casefold()
    kept = "".join(each if unicodedata.category(each)[0] in "LNM" else " " for each in plain)
    joined = " ".join(dict.fromkeys(word[:WORD_MAXIMUM] for word in kept.split()))
    return joined.encode()[:BYTES_MAXIMUM].decode(errors="ignore")
