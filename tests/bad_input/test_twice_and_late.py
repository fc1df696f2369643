"""A spent link, a stale screen, a double click, the back button, a session that ended: nothing lost, nothing twice."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from portal.domain.claims import AgentClaim
from portal.domain.vocabulary import FilingStatus, TokenPurpose
from portal.models import Filing, ParkedForm, Token, db
from portal.models.sealed import token_index
from portal.models.transaction import transaction
from portal.services import review, sessions, tokens
from tests.access.requesting import address, filled
from tests.access.routes import RouteCase
from tests.access.table import ROUTES
from tests.access.world import World
from tests.bad_input.forms import read
from tests.people import NOW, acting, id_number

LINKS = {
    "qr": ("/p/{}", "sent.qr"),
    "upload": ("/upload/{}", "call_returned.link"),
    "invite": ("/invitation/{}", "invitation"),
    "reset": ("/reset/{}", "reset"),
}
REPEATED = (
    ("apply.begin", ""),
    ("apply_check.send", ""),
    ("own_filing.send_correction", ""),
    ("own_filing.withdraw", ""),
    ("own_filing.cancel", ""),
    ("own_return.end", ""),
    ("own_filing.change", ""),
    ("own_filing.renew", ""),
    ("own_documents.commit", ""),
    ("own_documents.add", ""),
    ("hospital.issue", ""),
    ("hospital.renew", ""),
    ("hospital.withdraw", ""),
    ("hospital.cancel", ""),
    ("clerk_intake.enter", ""),
    ("clerk_approving.do", ""),
    ("clerk_deciding.do", "refuse"),
    ("clerk_deciding.accept", ""),
    ("clerk_correction.send", ""),
    ("clerk_receiving.form_to_sign", ""),
)
STALE = (
    ("clerk_deciding.accept", "", "sent"),
    ("clerk_approving.do", "", "sent"),
    ("clerk_deciding.do", "refuse", "sent"),
    ("clerk_deciding.do", "withdraw", "sent"),
    ("clerk_correction.send", "", "sent"),
)


def route(endpoint: str, act: str = "") -> RouteCase:
    """The form of an endpoint."""
    return next(d for d in ROUTES if d.endpoint == endpoint and d.method == "POST" and d.at.get("act", "") == act)


def sent(world: World, found: RouteCase, **changes: Any) -> TestResponse:
    """The whole form, by one who may send it."""
    return world.send(sorted(found.owners)[0], address(world, found), filled(world, found) | changes)


def _token(purpose: str, secret: str) -> Any:
    return Token.token_index == token_index(purpose, secret)


@pytest.mark.parametrize("purpose", LINKS)
@pytest.mark.parametrize("end", ["expires_at", "used_at", "revoked_at"])
def test_a_link_that_is_over_looks_like_one_that_never_was(world: World, purpose: str, end: str) -> None:
    pattern, name = LINKS[purpose]
    secret = world.seeds.names[name]
    assert world.ask("stranger", "GET", pattern.format(secret)).status_code == 200
    with world.app.app_context(), transaction():
        changed = db.session.execute(update(Token).where(_token(purpose, secret)).values({end: NOW}))
        assert changed.rowcount == 1  # type: ignore[attr-defined]
    before = world.digest()
    over = world.ask("stranger", "GET", pattern.format(secret))
    never = world.ask("stranger", "GET", pattern.format("A" * 22))
    assert (over.status_code, never.status_code) == (404, 404), "somebody fills in a form that leads nowhere"
    assert _plain(over, secret) == _plain(never, "A" * 22)
    form = {"name": "新人", "password": "a long enough password"}
    if purpose != "qr":
        assert world.send("stranger", pattern.format(secret), form).status_code == 404
    assert world.digest() == before


def _plain(answer: TestResponse, secret: str) -> str:
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r'name="csrf_token"[^>]*', "", main).replace(secret, "")


@pytest.mark.parametrize("purpose", ["invite", "reset"])
def test_a_one_time_link_works_once(world: World, purpose: str) -> None:
    pattern, name = LINKS[purpose]
    own = {"invite": id_number(99), "reset": world.seeds.names["spare.number"]}[purpose]
    url, form = (
        pattern.format(world.seeds.names[name]),
        {"name": "新人", "id_number": own, "password": "a long enough password"},
    )
    assert world.send("stranger", url, form).status_code == 303
    before = world.digest()
    assert world.send("stranger", url, form).status_code == 404
    assert world.digest() == before


def test_a_token_of_one_purpose_opens_nothing_of_another(world: World) -> None:
    for purpose, (_pattern, name) in LINKS.items():
        for other, (pattern, _name) in LINKS.items():
            if other != purpose:
                answer = world.ask("stranger", "GET", pattern.format(world.seeds.names[name]))
                assert answer.status_code == 404, f"the {purpose} token opens {pattern}"


def test_an_upload_link_is_over_once_the_papers_are_not_awaited(world: World) -> None:
    url = f"/upload/{world.seeds.names['call_returned.link']}"
    sent(world, route("clerk_correction.resume"))
    assert world.ask("stranger", "GET", url).status_code == 404


@pytest.mark.parametrize(("endpoint", "act", "name"), STALE)
def test_a_stale_screen_loses_politely(world: World, endpoint: str, act: str, name: str) -> None:
    """Decided by a colleague meanwhile: 409, the sentence says who and when, the screen is fresh, nothing changes."""
    with world.app.app_context():
        ctx = acting(world.user("supervisor"))
        review.accept(ctx, world.seeds.names[name], int(world.seeds.names[f"{name}.version"]))
    before = world.digest()
    answer = sent(world, route(endpoint, act))
    assert answer.status_code == 409
    assert "10:00" in answer.text
    assert "办理" in answer.text
    assert world.digest() == before


def test_a_citizens_stale_screen_loses_politely_too(world: World) -> None:
    with world.app.app_context():
        review.accept(acting(world.user("clerk")), world.seeds.names["sent"], int(world.seeds.names["sent.version"]))
    before = world.digest()
    answer = sent(world, route("own_filing.withdraw"))
    assert answer.status_code == 409
    assert "10:00" in answer.text
    assert world.digest() == before


@pytest.mark.slow  # the two tests above send each a version that is over
@pytest.mark.parametrize("version", ["", "0", "-1", "999999999", "9" * 30, "1.0", "one", "²"])
@pytest.mark.parametrize(
    ("endpoint", "act"),
    [
        ("clerk_deciding.accept", ""),
        ("clerk_approving.do", ""),
        ("clerk_correction.send", ""),
        ("clerk_correction.resume", ""),
        ("own_filing.withdraw", ""),
        ("own_filing.cancel", ""),
        ("own_return.end", ""),
        ("own_filing.send_correction", ""),
        ("hospital.withdraw", ""),
        ("hospital.cancel", ""),
        ("hospital.correct", ""),
    ],
)
def test_a_version_nobody_saw_changes_nothing(world: World, endpoint: str, act: str, version: str) -> None:
    assert sent(world, route(endpoint, act), version=version).status_code == 409
    assert world.is_untouched()


@pytest.mark.parametrize(("endpoint", "act"), REPEATED)
def test_sent_twice_counts_once(world: World, endpoint: str, act: str) -> None:
    """A double click, a lost answer, the back button: the second one changes nothing and is no crash."""
    found = route(endpoint, act)
    first = sent(world, found)
    assert first.status_code == 303
    after, documents = world.digest(), world.kept_files()
    with world.app.app_context():
        count = db.session.query(Filing).count()
    again = sent(world, found)
    assert again.status_code in {303, 409}, again.text[:500]
    with world.app.app_context():
        assert db.session.query(Filing).count() == count
    if endpoint != "own_documents.commit":  # signed anew: the newer signature counts
        assert world.digest() == after
    if endpoint not in {"own_documents.add", "hospital.issue"}:
        assert world.kept_files() == documents


def test_a_binding_code_works_once_and_for_one_account(world: World) -> None:
    form = filled(world, route("me.add_by_number"))
    assert world.send("owner", "/me/add", form).status_code == 303
    bound = world.digest()
    assert world.send("owner", "/me/add", form).status_code == 422
    assert world.send("other_citizen", "/me/add", form).status_code == 422
    with world.app.app_context():
        row = db.session.scalar(select(Filing).where(Filing.number == world.seeds.names["call"]))
        assert row is not None
        assert row.bound_user_id == world.user("owner").id
    assert world.digest() != bound  # the misses are counted


def test_guessing_a_binding_code_is_slowed_down(world: World) -> None:
    form = {"number": world.seeds.names["call"], "code": "000000"}
    answers = [world.send("other_citizen", "/me/add", form).status_code for _ in range(7)]
    assert answers == [422] * 5 + [429] * 2
    right = form | {"code": world.seeds.names["call.code"]}
    assert world.send("other_citizen", "/me/add", right).status_code == 429


def test_guessing_the_last_four_is_slowed_down_and_every_miss_reads_the_same(world: World) -> None:
    number = world.seeds.names["sent"]
    wrong = world.send("stranger", "/progress", {"number": number, "last_four": "0000"})
    absent = world.send("stranger", "/progress", {"number": "100000000008", "last_four": "0000"})
    draft = world.send("stranger", "/progress", {"number": world.seeds.names["draft"], "last_four": "0000"})
    mains = {_plain(answer, name) for answer, name in ((wrong, number), (absent, "100000000008"))}
    assert len(mains) == 1
    assert wrong.status_code == absent.status_code == draft.status_code == 422
    answers = [
        world.send("stranger", "/progress", {"number": number, "last_four": "0000"}).status_code for _ in range(6)
    ]
    assert answers == [422] * 4 + [429] * 2


def test_guessing_passwords_is_slowed_down_alike_for_known_and_unknown(world: World) -> None:
    answers_by_login: dict[str, list[tuple[int, str]]] = {"chief": [], "nobody-here": []}
    for login, seen in answers_by_login.items():
        for _ in range(6):
            answer = world.send("stranger", "/login", {"login": login, "password": "wrong password"})
            seen.append((answer.status_code, _plain(answer, login)))
    assert answers_by_login["chief"] == answers_by_login["nobody-here"]
    assert [status for status, _ in answers_by_login["chief"]] == [422] * 5 + [429]


FORMS_OF_A_DRAFT = ("apply_who.save_who", "apply_where.save_where", "apply_check.send", "own_documents.add")


@pytest.fixture
def ended(world: World) -> Iterator[World]:
    """The owner's session has ended in the middle of a form."""
    with world.app.app_context(), transaction():
        user = world.user("owner")
        sessions.end_all(acting(user), user.id)
    return world


def forget_what_was_parked(world: World, path: str) -> None:
    """All that a form of an ended session leaves is itself, parked; a photograph alone is no form."""
    with world.app.app_context(), transaction():
        parked = db.session.query(ParkedForm).filter(ParkedForm.uid != world.seeds.names["unsent"]).one_or_none()
        assert path.endswith("/add") == (parked is None)
        if parked is not None:
            assert parked.content.path == path
            db.session.delete(parked)


@pytest.mark.parametrize("endpoint", FORMS_OF_A_DRAFT)
def test_a_session_that_ends_in_the_middle_loses_no_draft(ended: World, endpoint: str) -> None:
    before, documents = ended.digest(), ended.kept_files()
    answer = sent(ended, route(endpoint))
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/login")
    forget_what_was_parked(ended, address(ended, route(endpoint)))
    assert (ended.digest(), ended.kept_files()) == (before, documents)
    with ended.app.app_context():
        ended.cookies["again"] = ended.cookie_of(ended.user("owner"))
    number = ended.seeds.names["draft"]
    assert f"/apply/draft/{number}" in ended.ask("again", "GET", "/me").text
    where = ended.ask("again", "GET", f"/apply/draft/{number}/where")
    form = next(each for each in read(where.text).forms if "treatment_place" in each.kinds)
    assert form.values["treatment_place"] == ["310000"]
    assert form.values["stay_months"] == ["12"]


@pytest.mark.parametrize("step", ["who", "where", "papers", "check"])
def test_going_back_after_sending_in_shows_the_receipt(world: World, step: str) -> None:
    assert sent(world, route("apply_check.send")).status_code == 303
    number, after = world.seeds.names["draft"], world.digest()
    answer = world.ask("owner", "GET", f"/apply/draft/{number}/{step}")
    assert (answer.status_code, answer.location) == (303, f"/me/filings/{number}/receipt")
    if step in {"who", "where"}:
        late = sent(world, route(f"apply_{step}.save_{step}"))
        assert (late.status_code, late.location) == (303, f"/me/filings/{number}/receipt")
    assert world.digest() == after


def test_an_old_form_of_another_session_is_said_to_be_stale(world: World) -> None:
    """Signed in anew in another window: the token of the old page no longer fits; nothing is done, and it says so."""
    found = route("apply_where.save_where")
    answer = world.ask("owner", "POST", address(world, found), filled(world, found), token=world.csrf_token("stranger"))
    assert answer.status_code == 400
    assert "页面打开得太久了" in answer.text
    assert world.is_untouched()


def test_a_revoked_qr_opens_nothing(world: World) -> None:
    with world.app.app_context(), transaction():
        row = db.session.scalar(select(Filing).where(Filing.number == world.seeds.names["sent"]))
        assert row is not None
        tokens.revoke_all(acting(world.user("clerk"), later=timedelta(minutes=1)), TokenPurpose.QR, row)
    assert world.ask("stranger", "GET", f"/p/{world.seeds.names['sent.qr']}").status_code == 404


@pytest.mark.parametrize(("actor", "status"), [("owner", 422), ("other_citizen", 303)])
def test_second_undecided_filing_is_said_to_the_account_of_the_first_alone(
    world: World, actor: str, status: int
) -> None:
    """The father is told so and loses nothing; what he filed is nothing that another account learns."""
    with world.app.app_context():
        from portal.services import filings
        from tests.people import long_stay

        ctx, own = acting(world.user(actor)), world.user(actor).identity
        typed = long_stay(world.seeds.people["sent"], agent=AgentClaim(own.name, own.id_number))
        number = filings.open_draft(ctx, "wenshang.long-term", typed).number
    signer = "物主一" if actor == "owner" else "旁人二"
    answer = world.send(actor, f"/apply/draft/{number}/check", {"signed_name": signer, "agrees": "y"})
    assert (answer.status_code, "还有一件没有办完" in answer.text) == (status, status == 422)
    with world.app.app_context():
        row = db.session.scalar(select(Filing).where(Filing.number == number))
        assert row is not None
        assert (row.status is FilingStatus.DRAFT) is (status == 422)
