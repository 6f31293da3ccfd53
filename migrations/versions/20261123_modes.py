"""Practice and mock tests, who may take a quiz, daily quizzes, and sets made for practice."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_modes"
down_revision: str | None = "20261123_item_reports"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MODES = ("practice", "mock")
AUDIENCES = ("everyone", "link", "private")


def upgrade() -> None:
    """Quizzes that are there stay what they are: mock tests for everyone."""
    with op.batch_alter_table("quizzes") as batch:
        batch.add_column(sa.Column("mode", sa.String(40), nullable=False, server_default="mock"))
        batch.add_column(
            sa.Column("audience", sa.String(40), nullable=False, server_default="everyone")
        )
        batch.add_column(sa.Column("share_code", sa.String(40)))
        batch.add_column(sa.Column("daily_on", sa.Date()))
    with op.batch_alter_table("quizzes") as batch:
        batch.alter_column("mode", existing_type=sa.String(40), server_default=None)
        batch.alter_column("audience", existing_type=sa.String(40), server_default=None)
        batch.create_check_constraint(op.f("ck_quizzes_mode"), f"mode IN {MODES}")
        batch.create_check_constraint(op.f("ck_quizzes_audience"), f"audience IN {AUDIENCES}")
        batch.create_check_constraint(
            op.f("ck_quizzes_share_code_of_link"),
            "(audience = 'link') = (share_code IS NOT NULL)",
        )
        batch.create_unique_constraint(op.f("uq_quizzes_share_code"), ["share_code"])
        batch.create_unique_constraint(op.f("uq_quizzes_daily_on"), ["daily_on"])
    with op.batch_alter_table("question_sets") as batch:
        batch.add_column(
            sa.Column("for_practice", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("question_sets") as batch:
        batch.alter_column("for_practice", existing_type=sa.Boolean(), server_default=None)
    with op.batch_alter_table("responses") as batch:
        batch.add_column(sa.Column("checked_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """A quiz for few is closed, so that it is not opened to all by forgetting who may take it."""
    op.execute("UPDATE quizzes SET status = 'closed' WHERE audience <> 'everyone'")
    with op.batch_alter_table("responses") as batch:
        batch.drop_column("checked_at")
    with op.batch_alter_table("question_sets") as batch:
        batch.drop_column("for_practice")
    with op.batch_alter_table("quizzes") as batch:
        batch.drop_constraint(op.f("uq_quizzes_daily_on"), type_="unique")
        batch.drop_constraint(op.f("uq_quizzes_share_code"), type_="unique")
        for name in ("share_code_of_link", "audience", "mode"):
            batch.drop_constraint(op.f(f"ck_quizzes_{name}"), type_="check")
        for column in ("daily_on", "share_code", "audience", "mode"):
            batch.drop_column(column)
