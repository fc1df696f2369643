"""The three nets agree: what the policy table lets an actor read is what a list gives and what a number finds."""

from dataclasses import replace
from itertools import product

import pytest
from sqlalchemy import select

from portal.domain.account_resets import ResetKind
from portal.domain.claims import AgentClaim
from portal.domain.errors import DomainError, NotAllowed, NotFound
from portal.domain.policy import Permission, allowed
from portal.domain.vocabulary import FilingStatus, NoticeKind, Role
from portal.models import Filing, User, db
from portal.models.sealed import person_index
from portal.models.transaction import transaction
from portal.services import (
    account_resets,
    accounts,
    agent_slots,
    approval,
    documents,
    filings,
    hospitals,
    intake,
    issuing,
    review,
    scoping,
    sessions,
    staff_accounts,
)
from portal.services.approval import Approval
from tests.access.world import World
from tests.people import acting, citizen, long_stay, person


def actors(world: World) -> dict[str, User]:
    """The eight accounts, and four whose ID number stands in somebody else's filing."""
    chief, found = world.user("supervisor"), {name: world.user(name) for name in world.seeds.users}
    found["verified"] = citizen(world.seeds.people["sent"], verified_by=chief)
    found["verified_patient"] = citizen(world.seeds.people["slip"], verified_by=chief)
    found["verified_writer_of_no_draft"] = citizen(world.seeds.people["agents_draft"], verified_by=chief)
    found["not_verified"] = citizen(world.seeds.people["accepted"])
    return found


def test_lists_and_numbers_give_what_the_policy_allows(world: World) -> None:
    with world.app.app_context():
        rows = db.session.scalars(select(Filing)).all()
        seen = 0
        for (name, user), row in product(actors(world).items(), rows):
            actor = sessions.actor_of(user)
            may = allowed(actor, Permission.FILING_READ, scoping.relation(row))
            listed = row.id in set(db.session.scalars(scoping.visible_filings(actor).with_only_columns(Filing.id)))
            assert listed is may, f"{name} and {row.number} {row.status}"
            if may:
                assert scoping.filing_by_number(actor, row.number).id == row.id
                seen += 1
            else:
                with pytest.raises(NotFound):
                    scoping.filing_by_number(actor, row.number)
        assert seen > 20


def test_a_person_sees_what_others_filed_only_when_verified_and_never_a_draft(world: World) -> None:
    with world.app.app_context():
        who = actors(world)
        names = {world.seeds.names[name]: name for name in world.seeds.filings}

        def seen_by(name: str) -> set[str]:
            rows = db.session.scalars(scoping.visible_filings(sessions.actor_of(who[name])))
            return {names[row.number] for row in rows}

        assert seen_by("verified") == {"sent"}
        assert seen_by("verified_patient") == {"slip"}
        assert seen_by("verified_writer_of_no_draft") == set()
        assert seen_by("not_verified") == set()


def test_reading_is_not_editing(world: World) -> None:
    with world.app.app_context():
        who = actors(world)
        number = world.seeds.names["sent"]
        for change in (
            lambda ctx: filings.save_draft(ctx, number, {}),
            lambda ctx: documents.may_add(ctx, number),
            lambda ctx: review.accept(ctx, number, 2),
            lambda ctx: issuing.for_signing(ctx, number, NoticeKind.FILING_FORM),
            lambda ctx: intake.new_binding_code(ctx, number),
            lambda ctx: review.reveal_id_number(ctx, number),
            lambda ctx: accounts.verify_owner(ctx, number),
        ):
            with pytest.raises(NotAllowed):
                change(acting(who["verified"]))


def test_a_draft_stays_its_writers_alone_also_when_it_is_withdrawn(world: World) -> None:
    """A draft is its writer's alone; nothing of it was ever sent."""
    with world.app.app_context():
        row = db.session.scalar(select(Filing).where(Filing.number == world.seeds.names["withdrawn_draft"]))
        assert row is not None
        assert (row.status, row.submitted_at) == (FilingStatus.WITHDRAWN, None)
        for name in ("clerk", "supervisor"):
            with pytest.raises(NotFound):
                scoping.filing_by_number(sessions.actor_of(world.user(name)), row.number)


@pytest.mark.parametrize("role", ["clerk", "owner", "hospital", "other_supervisor"])
def test_only_the_countys_supervisor_overrides_and_appoints(world: World, role: str) -> None:
    """The services ask too, not only the routes (architecture: three nets, one table)."""
    with world.app.app_context():
        ctx = acting(world.user(role))
        draft, spare, listed = (world.seeds.names[name] for name in ("agents_draft", "spare", "listed"))
        for change in (
            lambda: agent_slots.allow_beyond_cap(ctx, draft, "理由"),
            lambda: staff_accounts.disable(ctx, spare),
            lambda: account_resets.want(ctx, spare, ResetKind.PASSWORD, "理由"),
            lambda: hospitals.set_dates(ctx, listed, None, None),
        ):
            with pytest.raises((NotAllowed, NotFound)):
                change()
        if role != "other_supervisor":
            for change in (
                lambda: staff_accounts.invite(ctx, Role.SUPERVISOR, "climber"),
                lambda: hospitals.add(ctx, "新医院", None),
                lambda: staff_accounts.of_county(ctx),
            ):
                with pytest.raises(NotAllowed):
                    change()
    assert world.is_untouched()


def test_nobody_decides_what_is_about_them(world: World) -> None:
    """Applicant, agent, insured person, the account it was bound to: none of them reviews or decides it."""
    with world.app.app_context():
        clerk = world.user("clerk")
        who = world.seeds.people["sent"]
        with transaction():
            clerk.person_index = person_index(who.id_number)
        version = int(world.seeds.names["sent.version"])
        for decide in (
            lambda: approval.approve(acting(clerk), world.seeds.names["sent"], version, Approval()),
            lambda: review.accept(acting(clerk), world.seeds.names["sent"], version),
            lambda: review.refuse(acting(clerk), world.seeds.names["sent"], version, "理由"),
        ):
            with pytest.raises(NotAllowed):
                decide()
        owner = citizen(replace(who, phone="13900000071"))
        agent = AgentClaim(who.name, who.id_number)
        father = person(70, "父亲")
        draft = filings.open_draft(acting(owner), "wenshang.long-term", long_stay(father, agent=agent))
        sent = filings.submit(acting(owner), draft.number)
        with pytest.raises(DomainError):
            review.accept(acting(clerk), sent.number, sent.version)
