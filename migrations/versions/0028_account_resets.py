"""A reset of an account that can decide waits for a second person, and is told to its owner until they answer.

Links of before that were not used yet are good for two hours, and open no account that can decide.
"""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import table_anew

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TABLE = "account_resets"
IN_EFFECT = "state IN ('at_once', 'called_back', 'confirmed')"
CHECKS = {
    "kind": "kind IN ('factor', 'password')",
    "state": "state IN ('at_once', 'called_back', 'confirmed', 'expired', 'taken_back', 'waiting')",
    "answer": "answer IN ('disowned', 'recognised')",
    "ends_after_it_began": "expires_at > asked_at",
    "waits_until_settled": "(state = 'waiting') = (settled_at IS NULL)",
    "nobody_asks_for_their_own": "asked_by_id IS NULL OR asked_by_id <> account_id",
    "nobody_confirms_their_own": (
        "state NOT IN ('at_once', 'called_back', 'confirmed') OR settled_by_id IS NULL OR settled_by_id <> account_id"
    ),
    "confirmed_by_a_second": "state <> 'confirmed' OR coalesce(asked_by_id, 0) <> coalesce(settled_by_id, 0)",
    "called_back_by_who_asked": (
        "state <> 'called_back' OR (asked_by_id IS NOT NULL AND settled_by_id IS NOT NULL"
        " AND settled_by_id = asked_by_id)"
    ),
    "called_back_at_an_instant": "(state = 'called_back') = (called_at IS NOT NULL)",
    "called_before_it_counts": "called_at IS NULL OR called_at <= settled_at",
    "nobody_does_it_alone": "state <> 'at_once' OR NOT needs_second OR asked_by_id IS NULL",
    "link_once_in_effect": f"link_index IS NULL OR (kind = 'password' AND {IN_EFFECT})",
    "answered_at_an_instant": "(answer IS NULL) = (answered_at IS NULL)",
    "answered_once_in_effect": f"answer IS NULL OR {IN_EFFECT}",
}
WAITING = sa.text("state = 'waiting'")
BY_CALL = sa.text("state = 'called_back' AND answer IS NULL")
BEFORE = (
    "'account_closed', 'backed_up', 'catalogue_changed', 'data_taken', 'disabled', 'factor_forgotten', "
    "'factor_set', 'filing_held', 'filing_released', 'hospital_added', 'hospital_dated', 'initialised', "
    "'invitation_taken', 'invited', 'old_keys_destroyed', 'own_number_told', 'password_changed', "
    "'password_recovered', 'password_reset', 'registered', 'reindexed', 'rekeyed', 'reset_link_given', 'restored', "
    "'retention_run', 'sign_in_failed', 'signed_in', 'signed_out', 'signed_out_everywhere', 'unknown_names_tried', "
    "'upgraded'"
)
AFTER = (
    f"{BEFORE}, 'own_phone_given', 'reset_called_back', 'reset_confirmed', 'reset_disowned', 'reset_recognised', "
    "'reset_taken_back', 'reset_wanted'"
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("needs_second", sa.Boolean(), nullable=False),
        sa.Column("asked_by_id", sa.Integer()),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("settled_by_id", sa.Integer()),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("called_at", sa.DateTime(timezone=True)),
        sa.Column("link_index", sa.String(32)),
        sa.Column("answer", sa.String(16)),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{TABLE}_{name}")) for name, rule in CHECKS.items()),
        *(
            sa.ForeignKeyConstraint([column], ["users.id"], name=op.f(f"fk_{TABLE}_{column}"))
            for column in ("account_id", "asked_by_id", "settled_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("link_index", name=op.f(f"uq_{TABLE}_link_index")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{TABLE}_uid")),
    )
    op.create_index(op.f(f"ix_{TABLE}_account_id"), TABLE, ["account_id"])
    for name, columns, where in (("one_waiting", ["account_id", "kind"], WAITING), ("one_by_call", ["account_id"], BY_CALL)):
        op.create_index(f"uq_{TABLE}_{name}", TABLE, columns, unique=True, sqlite_where=where, postgresql_where=where)
    _know(AFTER)


def downgrade() -> None:
    _know(BEFORE)
    op.drop_table(TABLE)


def _know(kinds: str) -> None:
    with table_anew(op, "portal_events") as batch:
        batch.drop_constraint(op.f("ck_portal_events_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_portal_events_kind"), f"kind IN ({kinds})")
