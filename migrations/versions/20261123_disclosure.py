"""What students are shown when, for each moment, in the place of when answers are revealed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "20261123_disclosure"
down_revision: str | None = "20261123_saves"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def shown(*, marks: bool, answers: bool) -> str:
    """Write what is shown at a moment; nobody was ever compared with others."""
    words = {"marks": marks, "answers": answers, "explanations": answers, "comparison": False}
    return ", ".join(f'"{name}": {str(value).lower()}' for name, value in words.items())


def all_moments(during: str, open_: str) -> str:
    return (
        f"""'{{"during": {{{during}}}, "submitted": {{{open_}}}, "later": {{{open_}}},"""
        f""" "closed": {{{shown(marks=True, answers=True)}}}}}'"""
    )


def upgrade() -> None:
    with op.batch_alter_table("quizzes") as batch:
        batch.add_column(sa.Column("disclosure", JSON, nullable=True))
    kind = "JSONB" if op.get_context().dialect.name == "postgresql" else "TEXT"
    nothing = shown(marks=False, answers=False)
    everything = shown(marks=True, answers=True)
    op.execute(
        "UPDATE quizzes SET disclosure = CAST(CASE"
        f" WHEN mode = 'practice' THEN {all_moments(everything, everything)}"
        f" WHEN reveal = 'after-submit' THEN {all_moments(nothing, everything)}"
        f" ELSE {all_moments(nothing, shown(marks=True, answers=False))} END AS {kind})"
    )
    with op.batch_alter_table("quizzes") as batch:
        batch.alter_column("disclosure", existing_type=JSON, nullable=False)
        batch.drop_constraint(op.f("ck_quizzes_reveal"), type_="check")
        batch.drop_column("reveal")


def downgrade() -> None:
    """Answers that are hidden at any time before the quiz closes are hidden until then."""
    with op.batch_alter_table("quizzes") as batch:
        batch.add_column(
            sa.Column("reveal", sa.String(40), nullable=False, server_default="after-close")
        )
    if op.get_context().dialect.name == "postgresql":
        seen = [f"disclosure->'{when}'->>'answers' = 'true'" for when in ("submitted", "later")]
    else:
        seen = [f"json_extract(disclosure, '$.{when}.answers')" for when in ("submitted", "later")]
    op.execute(f"UPDATE quizzes SET reveal = 'after-submit' WHERE {' AND '.join(seen)}")
    with op.batch_alter_table("quizzes") as batch:
        batch.alter_column("reveal", existing_type=sa.String(40), server_default=None)
        batch.create_check_constraint(
            op.f("ck_quizzes_reveal"), "reveal IN ('after-submit', 'after-close')"
        )
        batch.drop_column("disclosure")
