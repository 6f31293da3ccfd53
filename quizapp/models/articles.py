"""Articles that teachers brought in."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.models.base import Base, Json, LongText, PrimaryKey, Title
from quizapp.models.binned import Binnable, bin_index
from quizapp.models.search import ArticleWords

__all__ = ["Article"]


class Article(Binnable, Base):
    """A text, exactly as it came in: evidence offsets count its code points.

    `digest` is the SHA-256 of the text in hex; the same text of the same owner is one article.
    `generation` holds how it was generated from (count, options, seed); `rejected` what did not
    become a question, as a list of {rule, detail, evidence}.
    """

    __tablename__ = "articles"
    __table_args__ = (
        bin_index("articles"),
        UniqueConstraint("owner_id", "digest"),
        Index(None, "owner_id", "created_at"),
        CheckConstraint("length(body) > 0", "body_not_empty"),
    )

    id: Mapped[PrimaryKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    title: Mapped[Title]
    body: Mapped[LongText]
    source_name: Mapped[Title]
    source_url: Mapped[str] = mapped_column(String(2000))
    news_date: Mapped[date | None]
    digest: Mapped[str] = mapped_column(String(64))
    generation: Mapped[Json]
    rejected: Mapped[Json]
    created_at: Mapped[datetime]

    search: Mapped[ArticleWords | None] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )
