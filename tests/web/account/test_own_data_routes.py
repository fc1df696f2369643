"""Everything that is held of oneself as a ZIP: one's own and nothing else, others' names and numbers masked."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from flask import Flask

from portal.domain.claims import AgentClaim
from portal.domain.identity import masked_phone
from portal.domain.vocabulary import Channel, Role
from portal.models import Filing, User, db
from portal.models.transaction import transaction
from portal.services import filings, history
from tests.page import Page
from tests.people import PASSWORD, acting, citizen, long_stay, person, staff
from tests.web.clerk.test_message_routes import announced
from tests.web.institutions import key_for
from tests.web.living import LivingPortal, signing_in

DAUGHTER, MOTHER, STRANGER = person(31, "郑测试"), person(32, "王测试"), person(33, "冯测试")


@pytest.fixture
def app(living: LivingPortal) -> Flask:
    """A daughter filed for her mother and for herself; somebody else filed too."""
    living.renew()
    with living.app.app_context():
        daughter, stranger = citizen(DAUGHTER), citizen(STRANGER)
        agent = AgentClaim(DAUGHTER.name, DAUGHTER.id_number, DAUGHTER.phone, "女儿")
        sent_in(daughter, long_stay(MOTHER, agent=agent))
        sent_in(daughter, long_stay(DAUGHTER))
        sent_in(stranger, long_stay(STRANGER))
        with transaction():
            daughter.identity = replace(daughter.identity, mailbox="zheng@example.cn")
        announced()
    return living.app


def sent_in(user: User, claims: object) -> None:
    """One filing of that account."""
    filings.submit(acting(user), filings.open_draft(acting(user), "wenshang.long-term", claims).number)


def test_the_zip_holds_ones_own_and_masks_the_others(app: Flask) -> None:
    client = signing_in(app, DAUGHTER.phone)
    form = Page.open(client, "/account").follow("下载我的全部信息").form("/account/data")
    assert form.submit(status=422).errors == ["请填写密码，确认是您本人"]
    answer = form.fill({"old_password": PASSWORD}).send()
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/zip", "no-store")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        whole = json.loads(archive.read("data.json"))
        index = archive.read("index.html").decode()
        papers = [archive.read(name)[:5] for name in names if name.endswith(".pdf")]
    assert names[:2] == ["index.html", "data.json"]
    assert papers == [b"%PDF-"] * len(papers) != []
    for_mother, own = whole["filings"]
    assert for_mother["answers"]["person.name"] == "王" + "*" * (len(MOTHER.name) - 1)
    assert for_mother["answers"]["agent.id_number"] == own["answers"]["person.id_number"] == DAUGHTER.id_number
    assert {line["path"] for each in whole["filings"] for line in each["notices"]} <= set(names)
    assert own["number"] in index
    assert [each["kind"] for each in whole["account"]["events"]][-1] == "signed_in"
    assert whole["account"]["sessions"][-1]["begun_at"].startswith("2026-09-14")
    assert "登录（您本人）" in index
    assert whole["account"]["mailbox"] == "zheng@example.cn"
    assert [(each["kind"], each["to"]) for each in own["messages"]] == [("submitted", DAUGHTER.phone)]
    assert {each["to"] for each in for_mother["messages"]} == {masked_phone(MOTHER.phone), DAUGHTER.phone}
    assert f"联系电话 {DAUGHTER.phone} 没有设置短信通道" in index
    for foreign in (MOTHER.name, MOTHER.id_number, MOTHER.phone, STRANGER.name, STRANGER.id_number):
        assert foreign not in index + json.dumps(whole, ensure_ascii=False)


def test_whoever_looked_is_named_for_what_they_are(app: Flask) -> None:
    """The account that an institution's system acts by is nobody of the desk."""
    with app.app_context():
        clerk = staff("clerk")
        staff("boss", role=Role.SUPERVISOR)
        key_for(app)
        system = next(user for user in db.session.query(User) if user.is_of_a_key)
        number = db.session.query(Filing.number).order_by(Filing.id).limit(2).all()[1].number
        for ctx in (acting(clerk), acting(system, Channel.API)):
            history.note_looks(ctx, "filing", Filing.number, [number])
    form = Page.open(signing_in(app, DAUGHTER.phone), "/account/data").form("/account/data")
    with zipfile.ZipFile(io.BytesIO(form.fill({"old_password": PASSWORD}).send().data)) as archive:
        filings_of_hers = json.loads(archive.read("data.json"))["filings"]
    (its,) = [each["looks"] for each in filings_of_hers if each["number"] == number]
    assert {look["role"] for look in its} == {"clerk", "api"}
