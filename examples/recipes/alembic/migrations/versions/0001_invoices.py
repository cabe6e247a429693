"""create invoices"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table("invoices", sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("cents", sa.BigInteger, nullable=False))


def downgrade():
    op.drop_table("invoices")
