"""Recordings, so that each of their steps can be shown without another run."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recordings",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("stored_at", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_recordings_stored_at", "recordings", ["stored_at"])


def downgrade() -> None:
    op.drop_index("ix_recordings_stored_at", "recordings")
    op.drop_table("recordings")
