"""Nobody decides about their household either: a trigger on filings, for a CHECK looks into no other table.

It looks when a decision is written, so that whoever tells of somebody later changes nothing that was decided.
"""

from alembic import op
import sqlalchemy as sa

from portal.models.schema import table_anew

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TABLE = "household_members"
TRIGGER = "filings_not_about_the_household"
IS_OF_IT = (
    f"EXISTS (SELECT 1 FROM {TABLE} WHERE user_id = NEW.decided_by_id "
    "AND person_index IN (NEW.person_index, NEW.agent_index))"
)
SENTENCE = "nobody decides about their household"
ON_POSTGRESQL = (
    "CREATE FUNCTION refuse_of_household_members() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF {IS_OF_IT} THEN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
    f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE OF decided_by_id, decided_at ON filings FOR EACH ROW WHEN "
    "(NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id OR NEW.decided_at IS DISTINCT FROM OLD.decided_at) "
    "EXECUTE FUNCTION refuse_of_household_members()",
)
ON_SQLITE = (
    f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE OF decided_by_id, decided_at ON filings WHEN "
    "(NEW.decided_by_id IS NOT OLD.decided_by_id OR NEW.decided_at IS NOT OLD.decided_at) "
    f"AND {IS_OF_IT} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
)
BEFORE = (
    "'account_closed', 'backed_up', 'catalogue_changed', 'data_taken', 'disabled', 'factor_forgotten', "
    "'factor_set', 'filing_held', 'filing_released', 'hospital_added', 'hospital_dated', 'initialised', "
    "'invitation_taken', 'invited', 'old_keys_destroyed', 'own_number_told', 'own_phone_given', 'password_changed', "
    "'password_recovered', 'password_reset', 'registered', 'reindexed', 'rekeyed', 'reset_called_back', "
    "'reset_confirmed', 'reset_disowned', 'reset_link_given', 'reset_recognised', 'reset_taken_back', "
    "'reset_wanted', 'restored', 'retention_run', 'sign_in_failed', 'signed_in', 'signed_out', "
    "'signed_out_everywhere', 'unknown_names_tried', 'upgraded'"
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person_index", sa.String(32), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("place BETWEEN 1 AND 8", name=op.f(f"ck_{TABLE}_at_most_so_many")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{TABLE}_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("uid", name=op.f(f"uq_{TABLE}_uid")),
        sa.UniqueConstraint("user_id", "person_index", name=op.f(f"uq_{TABLE}_user_id_person_index")),
        sa.UniqueConstraint("user_id", "place", name=op.f(f"uq_{TABLE}_user_id_place")),
    )
    op.create_index(op.f(f"ix_{TABLE}_person_index"), TABLE, ["person_index"])
    for statement in ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else ON_SQLITE:
        op.execute(statement)
    _know(f"{BEFORE}, 'household_added', 'household_removed'")


def downgrade() -> None:
    _know(BEFORE)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {TRIGGER} ON filings")
        op.execute("DROP FUNCTION refuse_of_household_members()")
    else:
        op.execute(f"DROP TRIGGER {TRIGGER}")
    op.drop_table(TABLE)


def _know(kinds: str) -> None:
    with table_anew(op, "portal_events") as batch:
        batch.drop_constraint(op.f("ck_portal_events_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_portal_events_kind"), f"kind IN ({kinds})")
