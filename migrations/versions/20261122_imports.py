"""Imports of question files, and fingerprints of items by which duplicates are found."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from quizapp.domain.fingerprints import fingerprint
from quizapp.domain.items import ItemText

revision: str = "20261122_imports"
down_revision: str | None = "20261122_jobs"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
ROWS_AT_ONCE = 500

TEXTS = sa.table(
    "item_texts",
    sa.column("version_id", sa.Integer()),
    sa.column("language", sa.String()),
    sa.column("stem", sa.Text()),
    sa.column("options", JSON),
    sa.column("prompts", JSON),
    sa.column("fingerprint", sa.String()),
)


def upgrade() -> None:
    with op.batch_alter_table("item_texts") as batch:
        batch.add_column(sa.Column("fingerprint", sa.String(64), nullable=True))
    fill_fingerprints()
    with op.batch_alter_table("item_texts") as batch:
        batch.alter_column("fingerprint", existing_type=sa.String(64), nullable=False)
        batch.create_index(op.f("ix_item_texts_fingerprint"), ["fingerprint"])
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                *("reading", "ready", "storing", "done", "failed"),
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("names", JSON, nullable=False),
        sa.Column("formats", JSON, nullable=False),
        sa.Column("problems", JSON, nullable=False),
        sa.Column("findings", JSON, nullable=False),
        sa.Column("stimuli", JSON, nullable=False),
        sa.Column("details", JSON, nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("set_id", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(state = 'done') = (finished_at IS NOT NULL)", name=op.f("ck_imports_finished_at")
        ),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name=op.f("fk_imports_job_id_jobs"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_imports_owner_id_users")),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["question_sets.id"],
            name=op.f("fk_imports_set_id_question_sets"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    for columns in (["job_id"], ["set_id"], ["owner_id", "created_at"], ["state", "created_at"]):
        op.create_index(op.f(f"ix_imports_{'_'.join(columns)}"), "imports", columns)
    op.create_table(
        "import_entries",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file", sa.Integer(), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("findings", JSON, nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("duplicate_of", sa.Integer(), nullable=True),
        sa.Column("repeats", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "complete OR NOT chosen", name=op.f("ck_import_entries_chosen_is_complete")
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_import_entries_position_positive")),
        sa.CheckConstraint(
            "repeats < position", name=op.f("ck_import_entries_repeats_an_earlier_one")
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of"],
            ["items.id"],
            name=op.f("fk_import_entries_duplicate_of_items"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imports.id"],
            name=op.f("fk_import_entries_import_id_imports"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["items.id"],
            name=op.f("fk_import_entries_item_id_items"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("import_id", "position", name=op.f("pk_import_entries")),
    )
    for column in ("duplicate_of", "item_id"):
        op.create_index(op.f(f"ix_import_entries_{column}"), "import_entries", [column])


def downgrade() -> None:
    for table in ("import_entries", "imports"):
        op.drop_table(table)
    with op.batch_alter_table("item_texts") as batch:
        batch.drop_index(op.f("ix_item_texts_fingerprint"))
        batch.drop_column("fingerprint")


def fill_fingerprints() -> None:
    """Work out the fingerprint of every text that is stored.

    A script of SQL cannot: after one, texts of before are no duplicates of anything.
    """
    if op.get_context().as_sql:
        op.execute(sa.update(TEXTS).values(fingerprint=""))
        return
    connection = op.get_bind()
    fill = (
        sa.update(TEXTS)
        .where(
            TEXTS.c.version_id == sa.bindparam("of_version"),
            TEXTS.c.language == sa.bindparam("in_language"),
        )
        .values(fingerprint=sa.bindparam("found"))
    )
    wanted = sa.select(TEXTS).where(TEXTS.c.fingerprint.is_(None)).limit(ROWS_AT_ONCE)
    while rows := connection.execute(wanted).all():
        connection.execute(
            fill,
            [
                {
                    "of_version": row.version_id,
                    "in_language": row.language,
                    "found": fingerprint(
                        ItemText(row.stem, tuple(row.options), prompts=tuple(row.prompts))
                    ),
                }
                for row in rows
            ],
        )
