"""The canary's whole way through the portal, every answer of it kept to be looked into."""

from dataclasses import dataclass, field
from typing import Any

from werkzeug.test import TestResponse

from portal.domain.vocabulary import EventKind, TokenPurpose
from portal.models import Document, Filing, User, db
from portal.models.sealed import phone_index
from portal.services import notices, tokens
from tests.access.seeds import photograph
from tests.access.world import World
from tests.privacy import canary


@dataclass
class Journey:
    """Who asked what and was answered how; and the numbers of the two filings."""

    world: World
    answers: list[tuple[str, TestResponse]] = field(default_factory=list)
    online: str = ""
    referral: str = ""
    qr: str = ""

    def get(self, actor: str, url: str, expected: int = 200) -> TestResponse:
        """Open a page."""
        return self._kept(actor, self.world.ask(actor, "GET", url), expected)

    def post(self, actor: str, url: str, form: dict[str, Any], expected: int = 303) -> TestResponse:
        """Send a form."""
        return self._kept(actor, self.world.send(actor, url, form), expected)

    def _kept(self, actor: str, answer: TestResponse, expected: int) -> TestResponse:
        assert answer.status_code == expected, f"{actor} {answer.request.path}: {answer.status_code} {_main_of(answer)}"
        self.answers.append((actor, answer))
        return answer


def _main_of(answer: TestResponse) -> str:
    return answer.text.partition("<main")[2][:800]


def travel(world: World) -> Journey:
    """Register, file for the mother, be asked for more, supply, approve, print, search, follow; and a referral."""
    way = Journey(world)
    way.post("stranger", "/register", canary.registration())
    with world.app.app_context():
        daughter = db.session.query(User).filter(User.phone_index == phone_index(canary.AGENT_PHONE)).one()
        world.cookies["daughter"] = world.cookie_of(daughter)
    way.post("daughter", "/account/messages", {"language": "zh", "mailbox": canary.MAILBOX})
    way.get("daughter", "/account/messages")
    _file(way)
    _decide(way)
    _refer(way)
    _fail(way)
    return way


def _file(way: Journey) -> None:
    draft = way.post("daughter", "/apply/wenshang/long-term", {"key": "canary"}).location
    way.online = draft.split("/")[3]
    base = f"/apply/draft/{way.online}"
    way.post("daughter", f"{base}/who", canary.who() | {"id_number": canary.ID_NUMBER[:-1] + "?"}, 422)
    way.post("daughter", f"{base}/who", canary.who())
    where = {"treatment_place": "310000", "begins_on-year": "2026", "begins_on-month": "9", "begins_on-day": "14"}
    way.post("daughter", f"{base}/where", where | {"stay_months": "12"})
    for step in ("who", "where", "papers", "check"):
        way.get("daughter", f"{base}/{step}")
    way.post("daughter", f"{base}/check", {"signed_name": canary.AGENT, "agrees": "y"})
    for page in ("", "/receipt"):
        way.get("daughter", f"/me/filings/{way.online}{page}")
    way.get("daughter", "/me")
    way.get("daughter", "/account")


def _decide(way: Journey) -> None:
    desk = f"/clerk/filings/{way.online}"
    way.get("clerk", "/clerk/")
    for words in (canary.NAME, canary.ID_NUMBER, canary.PHONE, way.online):
        way.post("clerk", "/clerk/", {"words": words}, 200)
    way.get("clerk", desk)
    way.post("clerk", f"{desk}/id-number", {}, 200)
    way.post("clerk", f"{desk}/request-correction", {"version": _version(way), "remark": "请补居住证明"})
    way.post("clerk", f"{desk}/told", {"text": f"电话告诉了{canary.AGENT}，{canary.PHONE}"})
    way.get("clerk", f"{desk}/letter")
    way.get("clerk", f"{desk}/letter/sheet.pdf")
    posted = {"posted_on-year": "2026", "posted_on-month": "9", "posted_on-day": "14"}
    way.post("clerk", f"{desk}/letter", posted)
    supply = f"/me/filings/{way.online}/supply"
    way.get("daughter", supply)
    kind = f"/me/filings/{way.online}/documents/residence_proof/add"
    way.post("daughter", kind, {"residence_proof-files": [(photograph("khaki")[0], f"{canary.NAME}.jpg")]})
    for kind in _documents_asked_for(way):
        if kind != "residence_proof":
            url = f"/me/filings/{way.online}/documents/{kind}/add"
            way.post("daughter", url, {f"{kind}-files": [photograph("linen")], f"{kind}-is_sealed": "yes"})
    way.post("daughter", supply, {"version": _version(way)})
    way.get("clerk", f"{desk}/approve")
    answer = f"已向{canary.NAME}本人核实"
    starts = {"begins_on-year": "2026", "begins_on-month": "9", "begins_on-day": "14"}
    words = {"version": _version(way), "answer": answer, "unchecked_reason": answer}
    way.post("clerk", f"{desk}/approve", words | starts)
    for notice in _notices(way):
        way.get("daughter", f"/me/filings/{way.online}/papers/{notice}")
        way.get("daughter", f"/me/filings/{way.online}/papers/{notice}.pdf")
        way.get("clerk", f"{desk}/notices/{notice}")
    way.get("clerk", f"{desk}/papers/{_document(way)}/pages/1")
    way.get("clerk", f"{desk}/papers/{_document(way)}/file")


def _refer(way: Journey) -> None:
    way.referral = way.post("hospital", "/hospital/issue", canary.slip()).location.split("/")[3]
    way.get("hospital", "/hospital/")
    way.get("hospital", f"/hospital/filings/{way.referral}")
    way.post("hospital", "/hospital/search", {"words": canary.NAME}, 200)
    way.get("clerk", f"/clerk/filings/{way.referral}")
    way.get("supervisor", "/admin/trail")
    way.get("supervisor", "/admin/trail?show=looks")
    way.get("supervisor", "/admin/")


def _fail(way: Journey) -> None:
    """What goes wrong on the way writes to logs most."""
    form = {"number": way.online, "last_four": canary.ID_NUMBER[-4:]}
    way.post("stranger", "/progress", form, 200)
    way.post("stranger", "/progress", form | {"last_four": "0000"}, 422)
    way.post("stranger", "/login", {"login": canary.AGENT_PHONE, "password": canary.PASSWORD + "!"}, 422)
    way.post("other_citizen", f"/me/filings/{way.online}/withdraw", {"version": "1"}, 404)
    way.get("other_clerk", f"/clerk/filings/{way.online}", 404)
    way.get("other_hospital", f"/hospital/filings/{way.referral}", 404)
    way.get("stranger", f"/me/filings/{way.online}", 303)
    with way.world.app.app_context():
        row = db.session.query(Filing).filter(Filing.number == way.online).one()
        way.qr = tokens.printed(TokenPurpose.QR, row) or ""
    way.get("stranger", f"/p/{way.qr}")
    for url in ("/", "/disclosure?county=wenshang", "/guides/wenshang", "/start", "/progress"):
        way.get("stranger", url)


def _row(way: Journey) -> Filing:
    found: Filing = db.session.query(Filing).filter(Filing.number == way.online).one()
    return found


def _version(way: Journey) -> str:
    with way.world.app.app_context():
        return str(_row(way).version)


def _documents_asked_for(way: Journey) -> list[str]:
    from portal.services import history

    with way.world.app.app_context():
        requests = [event for event in history.events_of(_row(way)) if event.kind is EventKind.CORRECTION_REQUESTED]
        return list(requests[-1].detail.kinds)


def _notices(way: Journey) -> list[str]:
    with way.world.app.app_context():
        return [notice.uid for notice in notices.of_filing(_row(way))]


def _document(way: Journey) -> str:
    with way.world.app.app_context():
        document = db.session.query(Document).filter(
            Document.filing_id == _row(way).id, Document.storage_key.is_not(None), Document.removed_at.is_(None)
        )
        return str(document.first().uid)
