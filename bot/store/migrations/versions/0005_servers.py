"""What is set for each server, who has changed it, and whose own program a recording is of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "servers",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("prefix", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("channels", sa.String(), nullable=False),
        sa.Column("hosts", sa.String(), nullable=False),
        sa.Column("runs", sa.Integer(), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "server_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("setting", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_server_changes_server", "server_changes", ["server"])
    op.add_column("recordings", sa.Column("owner", sa.BigInteger(), nullable=True))
    op.create_index("ix_recordings_owner", "recordings", ["owner"])


def downgrade() -> None:
    op.drop_index("ix_recordings_owner", "recordings")
    op.drop_column("recordings", "owner")
    op.drop_index("ix_server_changes_server", "server_changes")
    op.drop_table("server_changes")
    op.drop_table("servers")
