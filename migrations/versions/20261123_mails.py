"""Letters for notices, and who wants them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_mails"
down_revision: str | None = "20261123_article_search"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "mails",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(300), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'failed')", name=op.f("ck_mails_state")
        ),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_mails_tries_not_negative")),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_mails_sent_at")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["notices.id"],
            name=op.f("fk_mails_notice_id_notices"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_mails")),
    )
    op.create_index(op.f("ix_mails_state_due_at"), "mails", ["state", "due_at"])
    with op.batch_alter_table("users") as batch:
        batch.add_column(
            sa.Column("wants_mail", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch.add_column(sa.Column("mail_token", sa.String(64), nullable=True))
    with op.batch_alter_table("users") as batch:
        batch.alter_column("wants_mail", server_default=None)
        batch.create_unique_constraint(op.f("uq_users_mail_token"), ["mail_token"])


def downgrade() -> None:
    with op.batch_alter_table("users") as batch:
        batch.drop_constraint(op.f("uq_users_mail_token"), type_="unique")
        batch.drop_column("mail_token")
        batch.drop_column("wants_mail")
    op.drop_table("mails")
