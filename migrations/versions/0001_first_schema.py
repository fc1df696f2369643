"""First schema: accounts, filings, papers, history, notices."""

from alembic import op
import sqlalchemy as sa

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hospitals",
        sa.Column("county", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("designated_from", sa.Date(), nullable=True),
        sa.Column("designated_until", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "designated_from IS NULL OR designated_until IS NULL OR designated_from <= designated_until",
            name=op.f("ck_hospitals_dates_in_order"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hospitals")),
        sa.UniqueConstraint("county", "name", name=op.f("uq_hospitals_county_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_hospitals_uid")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('real','demo')", name=op.f("ck_installation_kind")),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "throttles",
        sa.Column("bucket", sa.String(length=64), nullable=False),
        sa.Column("window_ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_throttles")),
    )
    op.create_table(
        "users",
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=True),
        sa.Column("phone_index", sa.String(length=32), nullable=True),
        sa.Column("person_index", sa.String(length=32), nullable=True),
        sa.Column("identity_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("county", sa.String(length=64), nullable=True),
        sa.Column("office", sa.String(length=64), nullable=True),
        sa.Column("hospital_id", sa.Integer(), nullable=True),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(role = 'hospital') = (hospital_id IS NOT NULL)", name=op.f("ck_users_hospital_staff_have_a_hospital")
        ),
        sa.CheckConstraint(
            "(role IN ('clerk','supervisor')) = (county IS NOT NULL)", name=op.f("ck_users_staff_have_a_county")
        ),
        sa.CheckConstraint("role IN ('citizen', 'hospital', 'clerk', 'supervisor')", name=op.f("ck_users_role")),
        sa.CheckConstraint(
            "(verified_at IS NULL) = (verified_by_id IS NULL)", name=op.f("ck_users_verified_by_someone")
        ),
        sa.CheckConstraint("username IS NOT NULL OR phone_index IS NOT NULL", name=op.f("ck_users_can_sign_in")),
        sa.ForeignKeyConstraint(["hospital_id"], ["hospitals.id"], name=op.f("fk_users_hospital_id")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["users.id"], name=op.f("fk_users_verified_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("phone_index", name=op.f("uq_users_phone_index")),
        sa.UniqueConstraint("uid", name=op.f("uq_users_uid")),
        sa.UniqueConstraint("username", name=op.f("uq_users_username")),
    )
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_users_person_index"), ["person_index"], unique=False)

    op.create_table(
        "filings",
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("county", sa.String(length=64), nullable=False),
        sa.Column("item_id", sa.String(length=128), nullable=False),
        sa.Column("item_version", sa.String(length=32), nullable=False),
        sa.Column("filing_type", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=True),
        sa.Column("bound_user_id", sa.Integer(), nullable=True),
        sa.Column("keyed_by_id", sa.Integer(), nullable=True),
        sa.Column("hospital_id", sa.Integer(), nullable=True),
        sa.Column("submission_key", sa.String(length=64), nullable=True),
        sa.Column("amends_id", sa.Integer(), nullable=True),
        sa.Column("claims_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("person_index", sa.String(length=32), nullable=True),
        sa.Column("name_index", sa.String(length=32), nullable=True),
        sa.Column("phone_index", sa.String(length=32), nullable=True),
        sa.Column("agent_index", sa.String(length=32), nullable=True),
        sa.Column("scheme", sa.String(length=32), nullable=True),
        sa.Column("treatment_place", sa.String(length=6), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("queue_due_on", sa.Date(), nullable=True),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("insured_found", sa.Boolean(), nullable=True),
        sa.Column("insured_checked_on", sa.Date(), nullable=True),
        sa.Column("insured_checked_by_id", sa.Integer(), nullable=True),
        sa.Column("person_verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_verified_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(status IN ('approved', 'refused', 'rejected', 'cancelled', 'revoked', 'superseded')) = (decided_at IS NOT NULL AND decided_by_id IS NOT NULL)",
            name=op.f("ck_filings_decided_by_someone"),
        ),
        sa.CheckConstraint(
            "(status IN ('submitted', 'correction_requested', 'accepted')) = (queue_due_on IS NOT NULL)",
            name=op.f("ck_filings_queued_while_undecided"),
        ),
        sa.CheckConstraint(
            "channel <> 'hospital' OR hospital_id IS NOT NULL", name=op.f("ck_filings_issued_by_a_hospital")
        ),
        sa.CheckConstraint(
            "channel IN ('online', 'window', 'hospital', 'phone', 'fax', 'kiosk', 'api')",
            name=op.f("ck_filings_channel"),
        ),
        sa.CheckConstraint(
            "channel NOT IN ('window','phone','fax') OR keyed_by_id IS NOT NULL",
            name=op.f("ck_filings_keyed_by_a_clerk"),
        ),
        sa.CheckConstraint(
            "person_index IS NOT NULL OR NOT (status NOT IN ('draft', 'withdrawn'))",
            name=op.f("ck_filings_sent_has_its_person"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'submitted', 'correction_requested', 'accepted', 'approved', 'refused', 'rejected', 'withdrawn', 'cancelled', 'revoked', 'superseded')",
            name=op.f("ck_filings_status"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('accepted', 'approved', 'rejected', 'cancelled', 'revoked', 'superseded') OR accepted_at IS NOT NULL",
            name=op.f("ck_filings_accepted_before_decided"),
        ),
        sa.CheckConstraint(
            "submitted_at IS NOT NULL OR NOT (status NOT IN ('draft', 'withdrawn'))",
            name=op.f("ck_filings_sent_has_its_instant"),
        ),
        sa.CheckConstraint(
            "begins_on IS NULL OR ends_on IS NULL OR begins_on <= ends_on", name=op.f("ck_filings_dates_in_order")
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> applicant_id", name=op.f("ck_filings_nobody_decides_their_own")
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> bound_user_id", name=op.f("ck_filings_nor_one_bound_to_them")
        ),
        sa.ForeignKeyConstraint(["accepted_by_id"], ["users.id"], name=op.f("fk_filings_accepted_by_id")),
        sa.ForeignKeyConstraint(["amends_id"], ["filings.id"], name=op.f("fk_filings_amends_id")),
        sa.ForeignKeyConstraint(["applicant_id"], ["users.id"], name=op.f("fk_filings_applicant_id")),
        sa.ForeignKeyConstraint(["bound_user_id"], ["users.id"], name=op.f("fk_filings_bound_user_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_filings_decided_by_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["users.id"], name=op.f("fk_filings_entered_by_id")),
        sa.ForeignKeyConstraint(["hospital_id"], ["hospitals.id"], name=op.f("fk_filings_hospital_id")),
        sa.ForeignKeyConstraint(["insured_checked_by_id"], ["users.id"], name=op.f("fk_filings_insured_checked_by_id")),
        sa.ForeignKeyConstraint(["keyed_by_id"], ["users.id"], name=op.f("fk_filings_keyed_by_id")),
        sa.ForeignKeyConstraint(["person_verified_by_id"], ["users.id"], name=op.f("fk_filings_person_verified_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filings")),
        sa.UniqueConstraint("entered_by_id", "submission_key", name=op.f("uq_filings_entered_by_id_submission_key")),
        sa.UniqueConstraint("number", name=op.f("uq_filings_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_filings_uid")),
    )
    with op.batch_alter_table("filings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_filings_amends_id"), ["amends_id"], unique=False)
        batch_op.create_index("ix_filings_applicant", ["applicant_id", "id"], unique=False)
        batch_op.create_index("ix_filings_bound_user", ["bound_user_id", "id"], unique=False)
        batch_op.create_index("ix_filings_disclosure", ["county", "submitted_at", "id"], unique=False)
        batch_op.create_index("ix_filings_hospital", ["hospital_id", "id"], unique=False)
        batch_op.create_index("ix_filings_name", ["name_index", "id"], unique=False)
        batch_op.create_index("ix_filings_person", ["person_index", "id"], unique=False)
        batch_op.create_index("ix_filings_phone", ["phone_index", "id"], unique=False)
        batch_op.create_index(
            "ix_filings_queue",
            ["county", "queue_due_on", "id"],
            unique=False,
            sqlite_where=sa.text("queue_due_on IS NOT NULL"),
            postgresql_where=sa.text("queue_due_on IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_filings_queue_by_status",
            ["county", "status", "queue_due_on", "id"],
            unique=False,
            sqlite_where=sa.text("queue_due_on IS NOT NULL"),
            postgresql_where=sa.text("queue_due_on IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_filings_one_undecided",
            ["person_index", "item_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('submitted', 'correction_requested', 'accepted')"),
            postgresql_where=sa.text("status IN ('submitted', 'correction_requested', 'accepted')"),
        )

    op.create_table(
        "login_sessions",
        sa.Column("token_index", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_login_sessions_user_id")),
        sa.PrimaryKeyConstraint("token_index", name=op.f("pk_login_sessions")),
    )
    with op.batch_alter_table("login_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_sessions_user_id"), ["user_id"], unique=False)

    op.create_table(
        "access_log",
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_access_log_actor_id")),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_access_log_filing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
        sa.UniqueConstraint("uid", name=op.f("uq_access_log_uid")),
    )
    with op.batch_alter_table("access_log", schema=None) as batch_op:
        batch_op.create_index("ix_access_log_filing", ["filing_id", "id"], unique=False)

    op.create_table(
        "documents",
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("evidence", sa.String(length=32), nullable=False),
        sa.Column("storage_key", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.String(length=32), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("detail_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("is_sealed", sa.Boolean(), nullable=True),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("mark_note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("marked_by_id", sa.Integer(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(evidence IN ('upload','fax')) = (storage_key IS NOT NULL)", name=op.f("ck_documents_stored_if_a_file")
        ),
        sa.CheckConstraint(
            "(mark = 'unchecked') = (marked_by_id IS NULL)", name=op.f("ck_documents_marked_by_someone")
        ),
        sa.CheckConstraint(
            "evidence IN ('upload', 'fax', 'sighted', 'commitment', 'portal')", name=op.f("ck_documents_evidence")
        ),
        sa.CheckConstraint(
            "mark IN ('unchecked', 'sound', 'illegible', 'unsealed', 'wrong_person', 'expired', 'other')",
            name=op.f("ck_documents_mark"),
        ),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name=op.f("fk_documents_added_by_id")),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_documents_filing_id")),
        sa.ForeignKeyConstraint(["marked_by_id"], ["users.id"], name=op.f("fk_documents_marked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_documents_storage_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_documents_uid")),
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index("ix_documents_filing", ["filing_id", "id"], unique=False)
        batch_op.create_index(
            "uq_documents_same_file_once",
            ["filing_id", "kind", "sha256"],
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL AND sha256 IS NOT NULL"),
            postgresql_where=sa.text("removed_at IS NULL AND sha256 IS NOT NULL"),
        )

    op.create_table(
        "filing_events",
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_role", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("from_status", sa.String(length=32), nullable=True),
        sa.Column("to_status", sa.String(length=32), nullable=True),
        sa.Column("detail_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_filing_events_actor_id")),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_filing_events_filing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filing_events")),
        sa.UniqueConstraint("uid", name=op.f("uq_filing_events_uid")),
    )
    with op.batch_alter_table("filing_events", schema=None) as batch_op:
        batch_op.create_index("ix_filing_events_filing", ["filing_id", "id"], unique=False)

    op.create_table(
        "notices",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("paper_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "kind IN ('receipt', 'acceptance', 'correction', 'refusal', 'decision', 'filing_form', 'commitment', 'authorisation')",
            name=op.f("ck_notices_kind"),
        ),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_notices_filing_id")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["users.id"], name=op.f("fk_notices_issued_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("number", name=op.f("uq_notices_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_notices_uid")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index("ix_notices_filing", ["filing_id", "id"], unique=False)

    op.create_table(
        "tokens",
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("token_index", sa.String(length=32), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("filing_id", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(purpose IN ('qr','upload','bind')) = (filing_id IS NOT NULL)", name=op.f("ck_tokens_of_a_filing")
        ),
        sa.CheckConstraint("purpose IN ('qr','upload','bind','invite','reset')", name=op.f("ck_tokens_purpose")),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_tokens_filing_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_tokens_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("token_index", name=op.f("uq_tokens_token_index")),
        sa.UniqueConstraint("uid", name=op.f("uq_tokens_uid")),
    )
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tokens_filing_id"), ["filing_id"], unique=False)

    op.create_table(
        "agent_slots",
        sa.Column("agent_index", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=128), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=False),
        sa.Column("person_index", sa.String(length=32), nullable=False),
        sa.Column("filing_id", sa.Integer(), nullable=False),
        sa.Column("override_event_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.CheckConstraint("slot <= cap OR override_event_id IS NOT NULL", name=op.f("ck_agent_slots_cap_holds")),
        sa.CheckConstraint("slot >= 1", name=op.f("ck_agent_slots_slots_count_from_one")),
        sa.ForeignKeyConstraint(["filing_id"], ["filings.id"], name=op.f("fk_agent_slots_filing_id")),
        sa.ForeignKeyConstraint(
            ["override_event_id"], ["filing_events.id"], name=op.f("fk_agent_slots_override_event_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_slots")),
        sa.UniqueConstraint(
            "agent_index",
            "item_id",
            "year",
            "person_index",
            name=op.f("uq_agent_slots_agent_index_item_id_year_person_index"),
        ),
        sa.UniqueConstraint(
            "agent_index", "item_id", "year", "slot", name=op.f("uq_agent_slots_agent_index_item_id_year_slot")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_agent_slots_uid")),
    )


def downgrade() -> None:
    op.drop_table("agent_slots")
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tokens_filing_id"))

    op.drop_table("tokens")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index("ix_notices_filing")

    op.drop_table("notices")
    with op.batch_alter_table("filing_events", schema=None) as batch_op:
        batch_op.drop_index("ix_filing_events_filing")

    op.drop_table("filing_events")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_documents_same_file_once",
            sqlite_where=sa.text("removed_at IS NULL AND sha256 IS NOT NULL"),
            postgresql_where=sa.text("removed_at IS NULL AND sha256 IS NOT NULL"),
        )
        batch_op.drop_index("ix_documents_filing")

    op.drop_table("documents")
    with op.batch_alter_table("access_log", schema=None) as batch_op:
        batch_op.drop_index("ix_access_log_filing")

    op.drop_table("access_log")
    with op.batch_alter_table("login_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_sessions_user_id"))

    op.drop_table("login_sessions")
    with op.batch_alter_table("filings", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_filings_one_undecided",
            sqlite_where=sa.text("status IN ('submitted', 'correction_requested', 'accepted')"),
            postgresql_where=sa.text("status IN ('submitted', 'correction_requested', 'accepted')"),
        )
        batch_op.drop_index(
            "ix_filings_queue_by_status",
            sqlite_where=sa.text("queue_due_on IS NOT NULL"),
            postgresql_where=sa.text("queue_due_on IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_filings_queue",
            sqlite_where=sa.text("queue_due_on IS NOT NULL"),
            postgresql_where=sa.text("queue_due_on IS NOT NULL"),
        )
        batch_op.drop_index("ix_filings_phone")
        batch_op.drop_index("ix_filings_person")
        batch_op.drop_index("ix_filings_name")
        batch_op.drop_index("ix_filings_hospital")
        batch_op.drop_index("ix_filings_disclosure")
        batch_op.drop_index("ix_filings_bound_user")
        batch_op.drop_index("ix_filings_applicant")
        batch_op.drop_index(batch_op.f("ix_filings_amends_id"))

    op.drop_table("filings")
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_users_person_index"))

    op.drop_table("users")
    op.drop_table("throttles")
    op.drop_table("installation")
    op.drop_table("hospitals")
