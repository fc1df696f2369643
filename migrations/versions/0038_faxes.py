"""Faxes in a tray: a row a fax, a row a page, when each county's folder was last looked through, and what is done."""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import know_words, known_words

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

FAXES, PAGES, LOOKS, WATCHES, EVENTS = "faxes", "fax_pages", "fax_looks", "fax_watches", "portal_events"
STATES = ("done", "junk", "set_aside", "waiting")
TROUBLES = ("blank", "damaged", "locked", "other_kind", "too_big", "too_complex", "too_long", "unfinished")
WORDS = {
    *("fax_received", "fax_set_aside", "fax_seen", "fax_turned", "fax_split", "fax_joined", "fax_junked"),
    *("fax_restored", "fax_filed", "fax_fetched", "fax_watch_ended"),
}


def _is_one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def upgrade() -> None:
    _make_faxes()
    op.create_table(
        PAGES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("fax_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_key", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("turned_by", sa.Integer(), nullable=False),
        sa.Column("is_blank", sa.Boolean(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("turned_by IN (0, 90, 180, 270)", name=op.f(f"ck_{PAGES}_turned_by_quarters")),
        sa.ForeignKeyConstraint(["fax_id"], [f"{FAXES}.id"], name=op.f(f"fk_{PAGES}_fax_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{PAGES}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{PAGES}_uid")),
        sa.UniqueConstraint("file_key", "number", name=op.f(f"uq_{PAGES}_file_key_number")),
    )
    op.create_index("ix_fax_pages_fax", PAGES, ["fax_id", "position"])
    op.create_table(
        LOOKS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("fax_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["fax_id"], [f"{FAXES}.id"], name=op.f(f"fk_{LOOKS}_fax_id")),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f(f"fk_{LOOKS}_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LOOKS}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{LOOKS}_uid")),
        sa.UniqueConstraint("fax_id", "actor_id", "day", name=op.f(f"uq_{LOOKS}_fax_id_actor_id_day")),
    )
    op.create_index(op.f(f"ix_{LOOKS}_actor_id"), LOOKS, ["actor_id"])
    op.create_table(
        WATCHES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("county", sa.String(64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{WATCHES}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{WATCHES}_uid")),
        sa.UniqueConstraint("county", name=op.f(f"uq_{WATCHES}_county")),
    )
    know_words(op, EVENTS, known_words(op, EVENTS) | WORDS)


def downgrade() -> None:
    know_words(op, EVENTS, known_words(op, EVENTS) - WORDS)
    for table in (WATCHES, LOOKS, PAGES, FAXES):
        op.drop_table(table)


def _make_faxes() -> None:
    op.create_table(
        FAXES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("county", sa.String(64), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("content_digest", sa.String(32), nullable=True),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("sender_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("trouble", sa.String(32), nullable=True),
        sa.Column("original_key", sa.String(64), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(_is_one_of("state", STATES), name=op.f(f"ck_{FAXES}_state")),
        sa.CheckConstraint(_is_one_of("trouble", TROUBLES), name=op.f(f"ck_{FAXES}_trouble")),
        sa.CheckConstraint(
            "(trouble IS NULL) = (original_key IS NULL)", name=op.f(f"ck_{FAXES}_kept_as_it_came_if_in_trouble")
        ),
        sa.CheckConstraint(
            "state <> 'set_aside' OR trouble IS NOT NULL", name=op.f(f"ck_{FAXES}_set_aside_for_a_trouble")
        ),
        sa.CheckConstraint(
            f"({_is_one_of('state', ('done', 'junk'))}) = (settled_at IS NOT NULL)",
            name=op.f(f"ck_{FAXES}_settled_at_a_time"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{FAXES}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{FAXES}_uid")),
        sa.UniqueConstraint("original_key", name=op.f(f"uq_{FAXES}_original_key")),
        sa.UniqueConstraint("county", "content_digest", name=op.f(f"uq_{FAXES}_county_content_digest")),
    )
    op.create_index("ix_faxes_tray", FAXES, ["county", "state", "came_at", "id"])
    op.create_index("ix_faxes_settled_at", FAXES, ["settled_at"])
