"""What all tables share: the naming of constraints and the types of columns."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, DateTime, Enum, MetaData, String, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column

__all__ = ["Base", "Json", "LongText", "Name", "PrimaryKey", "Slug", "Title", "UtcDateTime", "Wide"]

NAMES_OF_CONSTRAINTS = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Aware datetimes of any zone go in, aware UTC ones come out, on every database.

    Raises `ValueError` for a naive datetime: nobody can know which moment it means.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn into UTC; SQLite stores no zone, so that it is dropped there."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value!r} has no time zone"
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: JSON whose None is SQL's NULL; PostgreSQL keeps it in its binary form.
JSON_TYPE = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

PrimaryKey = Annotated[int, mapped_column(primary_key=True)]
Name = Annotated[str, mapped_column(String(100))]
Title = Annotated[str, mapped_column(String(200))]
Slug = Annotated[str, mapped_column(String(80))]
LongText = Annotated[str, mapped_column(Text)]
Wide = Annotated[int, mapped_column(BigInteger)]
Json = Annotated[Any, mapped_column(JSON_TYPE)]


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMES_OF_CONSTRAINTS)
    type_annotation_map = {datetime: UtcDateTime()}  # noqa: RUF012 — SQLAlchemy's own way


def enum_type(values: type[StrEnum], constraint: str) -> Enum:
    """Give the column type of an enumeration: its values as text, and a CHECK that holds them.

    Args:
        values: the enumeration.
        constraint: name of the CHECK, after the table's (`ck_<table>_<constraint>`).
    """
    return Enum(
        values,
        name=constraint,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )
