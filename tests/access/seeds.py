"""The filings of the access tests: one in every channel and in every state that some route asks for."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from io import BytesIO

from flask import current_app
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from portal.adapters import sample_documents
from portal.domain.account_resets import ResetKind
from portal.domain.actor import STRANGER, SYSTEM, Context
from portal.domain.api_keys import SCOPES_OF
from portal.domain.claims import AdmissionClaim, AgentClaim, CallerClaim, Claims, ContactClaim, ReferralClaim, SlipClaim
from portal.domain.faxes import FaxTrouble
from portal.domain.messages import OutgoingMessage
from portal.domain.page_reading import PageReading, PrintedLine, PrintedPlace
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import Channel, Mark, Role, TokenPurpose
from portal.models import Fax, FaxPage, Filing, OutboxMessage, SlipSigning, User, db
from portal.models.accounts import Identity
from portal.models.referral_imports import ImportHeadings
from portal.models.sealed import person_index
from portal.models.transaction import transaction
from portal.services import (
    account_resets,
    amendments,
    api_keys,
    claims,
    documents,
    employers,
    fax_tray,
    faxes,
    feedback,
    filings,
    household,
    import_rows,
    intake,
    marks,
    message_links,
    national,
    national_answers,
    notices,
    own_mailbox,
    own_messages,
    own_phone,
    own_resets,
    parked,
    progress,
    recovery,
    referral_imports,
    referral_lists,
    referrals,
    registration,
    review,
    second_factors,
    sessions,
    staff_accounts,
    terminals,
    tokens,
)
from portal.services.api_keys import Wanted
from portal.services.cases import Case
from portal.services.documents import StoredFile
from portal.services.faxes import ArrivedFax, KeptOriginal, KeptPart
from portal.services.import_rows import ReadRow
from portal.services.national_answers import PlatformAnswer
from portal.services.outbox import Claim
from portal.services.sent_codes import Carrier
from portal.web import uploads
from tests import complaints
from tests.approving import approve
from tests.employers import code, unit, unit_staff
from tests.national import NowhereToPut
from tests.people import (
    NOW,
    PASSWORD,
    SyntheticPerson,
    acting,
    citizen,
    code_at,
    hospital_staff,
    insured,
    just_confirmed,
    long_stay,
    own_number,
    person,
    staff,
)
from tests.resetting import REASON, reset_link

OWNER, OTHER = person(1, "物主"), person(2, "旁人")


@dataclass
class Seeds:
    """Accounts by actor, and every name a route's address or form may ask for: `sent`, `sent.version`."""

    users: dict[str, User] = field(default_factory=dict)
    filings: dict[str, Filing] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    people: dict[str, SyntheticPerson] = field(default_factory=dict)

    def keep(self, name: str, filing: Filing) -> Filing:
        """Remember a filing with all that can be asked of it."""
        self.filings[name] = filing
        self.names |= {name: filing.number, f"{name}.version": str(filing.version)}
        documents = [document for document in claims.live_documents(filing) if document.storage_key]
        if documents:
            self.names[f"{name}.document"] = documents[0].uid
        issued = notices.of_filing(filing)
        if issued:
            self.names[f"{name}.notice"] = issued[0].uid
        qr = tokens.printed(TokenPurpose.QR, filing)
        if qr:
            self.names[f"{name}.qr"] = qr
            self.names[f"{name}.message_link"] = message_links.signed(Context(STRANGER, NOW), filing.number)
        return filing


@dataclass
class Sent:
    """A message channel that keeps what it was given."""

    messages: list[OutgoingMessage]

    def send(self, message: OutgoingMessage) -> None:
        """Keep it."""
        self.messages.append(message)


@cache
def photograph(colour: str = "white") -> tuple[bytes, str]:
    """A small real photograph and its file name."""
    made = BytesIO()
    Image.new("RGB", (320, 240), colour).save(made, "JPEG")
    return made.getvalue(), "photo.jpg"


def kept(colour: str) -> StoredFile:
    """A photograph in the paper store."""
    body, name = photograph(colour)
    with current_app.test_request_context():  # whose files they are is asked of the request
        return uploads.keep([FileStorage(BytesIO(body), name)])[0]


def sow() -> Seeds:
    """Write everybody and everything; runs in the application's context."""
    seeds = Seeds()
    seeds.people |= {"owner": OWNER, "nobody": person(60, "病人")}
    seeds.users |= {
        "owner": citizen(OWNER),
        "other_citizen": citizen(OTHER),
        "hospital": hospital_staff("tcm"),
        "other_hospital": hospital_staff("people", "汶上县人民医院"),
        "employer": unit_staff("hr", unit(1)),
        "other_employer": unit_staff("other-hr", unit(2)),
        "clerk": staff("clerk"),
        "other_clerk": staff("clerk-fushun", "fushun"),
        "supervisor": staff("chief", role=Role.SUPERVISOR),
        "liujiang_clerk": staff("clerk-liujiang", "liujiang"),
        "other_supervisor": staff("chief-fushun", "fushun", Role.SUPERVISOR),
    }
    _online(seeds)
    _referrals(seeds)
    _slip_to_sign(seeds)
    _spreadsheet(seeds)
    _staff_of_a_unit(seeds)
    _at_the_desk(seeds)
    _faxes(seeds)
    _links(seeds)
    with transaction():
        seeds.users["other_supervisor"].person_index = None  # invited before anybody was asked
    return seeds


def _filed(seeds: Seeds, name: str, serial: int, who: SyntheticPerson | None = None) -> Filing:
    """A complete long-stay filing by the owner's account, each for a person of its own."""
    who = who or person(serial, "某某")
    seeds.people[name] = who
    ctx = acting(seeds.users["owner"])
    agent = AgentClaim() if who == OWNER else AgentClaim(OWNER.name, OWNER.id_number)
    draft = filings.open_draft(ctx, "wenshang.long-term", long_stay(who, agent=agent))
    documents.attach(ctx, draft.number, "residence_proof", kept(f"#{serial:06d}"), None)
    return draft


def _online(seeds: Seeds) -> None:
    clerk, owner = acting(seeds.users["clerk"]), acting(seeds.users["owner"])
    seeds.keep("draft", _filed(seeds, "draft", 10, OWNER))
    sent = filings.submit(owner, _filed(seeds, "sent", 11).number)
    seeds.keep("sent", sent)
    returned = filings.submit(owner, _filed(seeds, "returned", 12).number)
    first = claims.live_documents(returned)[0]
    marks.mark(clerk, returned.number, first.uid, Mark.ILLEGIBLE)
    returned = review.request_correction(clerk, returned.number, returned.version, [])
    documents.attach(owner, returned.number, "residence_proof", kept("#121212"), None)
    seeds.keep("returned", returned)
    accepted = filings.submit(owner, _filed(seeds, "accepted", 13).number)
    seeds.keep("accepted", review.accept(clerk, accepted.number, accepted.version))
    approved = filings.submit(owner, _filed(seeds, "approved", 14).number)
    seeds.keep("approved", approve(clerk, approved))
    undated = approve(clerk, filings.submit(owner, _filed(seeds, "undated", 15).number))
    with transaction():
        undated.begins_on = undated.ends_on = None  # as an early release approved it
    seeds.keep("undated", undated)
    seeds.keep("pledged", _pledged(seeds, 16))
    own = filings.open_draft(acting(seeds.users["other_citizen"]), "wenshang.long-term", long_stay(OTHER))
    documents.attach(acting(seeds.users["other_citizen"]), own.number, "residence_proof", kept("#aabbcc"), None)
    seeds.people["others_own"] = OTHER
    seeds.keep("others_own", own)
    feedback.complain(owner, sent.number, "等得太久")
    seeds.names["complaint"] = complaints.waiting_on(owner, sent.number)


def _pledged(seeds: Seeds, serial: int) -> Filing:
    """In force by a promise that stands in place of its paper, since yesterday."""
    owner, clerk = acting(seeds.users["owner"]), acting(seeds.users["clerk"])
    seeds.people["pledged"] = who = person(serial, "某某")
    typed = long_stay(who, agent=AgentClaim(OWNER.name, OWNER.id_number))
    draft = filings.open_draft(owner, "wenshang.long-term", typed)
    documents.commit_in_writing(owner, Case(owner, draft), "residence_proof", "本人承诺", OWNER.name)
    return approve(clerk, filings.submit(owner, draft.number))


def referral(who: SyntheticPerson) -> Claims:
    """A slip as a hospital types it."""
    return Claims(
        person=insured(who),
        treatment_place="310000",
        referral=ReferralClaim(issued_on=date(2026, 9, 14)),
        contact=ContactClaim(phone=who.phone),
        slip=SlipClaim(diagnosis_name="冠心病", reason="本院不能做", condition="胸闷", doctor="王", chief="李"),
    )


def _referrals(seeds: Seeds) -> None:
    hospital = acting(seeds.users["hospital"], Channel.HOSPITAL)
    clerk = acting(seeds.users["clerk"])
    for serial, name in ((20, "slip"), (21, "slip_returned"), (22, "slip_approved")):
        seeds.people[name] = person(serial, "病人")
        filing = referrals.issue(
            hospital, referral(seeds.people[name]), [kept(f"#{serial:06d}")], f"key-of-{name}", is_sealed=True
        )
        if name == "slip_returned":
            filing = review.request_correction(
                clerk,
                filing.number,
                filing.version,
                ["referral_slip"],
                "请重新盖章，身份证号也请核对",
                questions=("person.id_number",),
            )
        elif name == "slip_approved":
            review.accept(clerk, filing.number, filing.version)
            filing = approve(clerk, filing, "材料齐全")
        seeds.keep(name, filing)


def _sent_table(hospital: Context, content: bytes) -> tuple[Claim, str]:
    """A spreadsheet in a worker's hands, and the key of its file, of which nothing is kept."""
    key = uploads.keep_unread(content)
    made = referral_imports.begin(hospital, content, key, "zh")
    claimed = _claimed(made.uid)
    uploads.store().delete(key)
    return claimed, key


def _claimed(subject: str) -> Claim:
    with transaction():
        row = db.session.scalars(select(OutboxMessage).where(OutboxMessage.subject == subject)).one()
        row.lease = "a lease"
        return Claim(row.uid, row.kind, row.subject, row.lease, 1)


def _slip_to_sign(seeds: Seeds) -> None:
    """One that waits for the first signature; its county asks for none, and so it would be the last."""
    account = seeds.users["hospital"]
    with transaction():
        account.signs_as, account.person_index = SlipSigner.DOCTOR, person_index(own_number("tcm"))
    seeds.names["hospital_account"] = account.uid
    seeds.people["slip_to_sign"] = person(26, "病人")
    hospital = acting(account, Channel.HOSPITAL)
    draft = filings.open_draft(hospital, "wenshang.referral", referral(seeds.people["slip_to_sign"]))
    with transaction():
        row = SlipSigning(filing_id=draft.id, edition=1, filing_version=draft.version, put_up_at=NOW)
        row.next_signer, row.proposed = SlipSigner.DOCTOR, draft.claims
        db.session.add(row)
    seeds.keep("slip_to_sign", draft)


def _spreadsheet(seeds: Seeds) -> None:
    """One that was taken: a row of it waits for its slip, another was refused; and one that could not be read."""
    hospital = acting(seeds.users["hospital"], Channel.HOSPITAL)
    import_rows.stop(hospital, _sent_table(hospital, b"no rows")[0], "表格打不开")
    claimed, key = _sent_table(hospital, b"rows")
    import_rows.was_read(hospital, claimed, key, 2, ImportHeadings(("姓名",), ()))
    seeds.people["unsent_slip"] = person(23, "病人")
    rows = (
        ReadRow(2, ("病人二三",), referral(seeds.people["unsent_slip"])),
        ReadRow(3, ("病人二四",), None, ("“姓名”（A 列）：姓名里不应有数字，请照身份证填写",)),
    )
    hand = import_rows.in_hand(claimed, NOW)
    assert hand is not None
    import_rows.take(hospital, claimed, hand, rows)
    seeds.names["import"] = claimed.subject
    seeds.keep("unsent_slip", db.session.get_one(Filing, referral_lists.waiting(hospital)[0].id))


def _staff_of_a_unit(seeds: Seeds) -> None:
    """A unit's spreadsheet: a row of it was taken, another was refused."""
    unit = acting(seeds.users["employer"])
    key = uploads.keep_unread(b"staff")
    made = referral_imports.begin(unit, b"staff", key, "zh", "long-term")
    claimed = _claimed(made.uid)
    uploads.store().delete(key)
    import_rows.was_read(unit, claimed, key, 2, ImportHeadings(("姓名",), ()))
    seeds.people["staff"] = person(25, "职工")
    rows = (
        ReadRow(2, ("职工二五",), long_stay(seeds.people["staff"])),
        ReadRow(3, ("职工二六",), None, ("“姓名”（A 列）：姓名里不应有数字，请照身份证填写",)),
    )
    hand = import_rows.in_hand(claimed, NOW)
    assert hand is not None
    import_rows.take(unit, claimed, hand, rows)
    seeds.names |= {"units_import": made.uid, "code": code(9)}
    seeds.keep("staff", db.session.get_one(Filing, employers.filed(unit, None, 1)[0].filing.id))


def emergency(who: SyntheticPerson) -> Claims:
    """What a caller tells of an emergency."""
    return Claims(
        person=insured(who),
        treatment_place="310100",
        admission=AdmissionClaim(date(2026, 9, 13), emergency=True, inpatient=True, networked=True),
        contact=ContactClaim(phone=who.phone),
        caller=CallerClaim("来电人", who.phone, "女儿"),
    )


def _at_the_desk(seeds: Seeds) -> None:
    clerk = acting(seeds.users["clerk"], Channel.PHONE)
    for serial, name in ((30, "call"), (31, "call_returned")):
        seeds.people[name] = person(serial, "来电")
        entered = intake.enter(clerk, "wenshang.emergency", emergency(seeds.people[name]), f"key-of-{name}")
        seeds.names[f"{name}.code"] = entered.binding_code or ""
        filing = entered.filing
        if name == "call_returned":
            filing = review.request_correction(clerk, filing.number, filing.version, ["emergency_record"])
            link = seeds.names[f"{name}.link"] = progress.upload_link(clerk, filing.number)
            stranger = Context(STRANGER, NOW)
            progress.add_by_link(stranger, link, Case(stranger, filing), "emergency_record", [kept("#313131")], True)
        seeds.keep(name, filing)


def _faxes(seeds: Seeds) -> None:
    """Two that wait, of two pages; one in the junk; and one that was set aside."""
    made = sample_documents.fax("传真", [("一",), ("二",)])
    with current_app.test_request_context():
        stored = uploads.keep([FileStorage(BytesIO(made), "fax.tif")])[0]
    ctx = Context(SYSTEM, NOW)
    for name in ("fax", "other_fax", "junk_fax", "broken_fax"):
        key = uploads.store().copy(stored.key)
        arrived = ArrivedFax("wenshang", f"{name}.tif", f"{name:x>64}", "+86 537 7727566")
        if name == "broken_fax":
            faxes.take(ctx, arrived, [], KeptOriginal(key, FaxTrouble.DAMAGED))
        else:
            faxes.take(ctx, arrived, [KeptPart(key, stored.pages, [])])
        fax = db.session.scalars(select(Fax).order_by(Fax.id.desc()).limit(1)).one()
        seeds.names |= {name: fax.uid, f"{name}.number": str(fax.id)}
        if fax.pages:
            seeds.names |= {f"{name}.page": fax.pages[1].uid, f"{name}.turn": f"{fax.pages[1].uid},90"}
    uploads.store().delete(stored.key)
    with transaction():
        page = db.session.scalars(select(FaxPage).where(FaxPage.uid == seeds.names["fax.page"])).one()
        page.reading = PageReading(1.4, (PrintedLine("姓名 张测试", PrintedPlace(0.1, 0.1, 0.5, 0.05)),))
    fax_tray.junk(acting(seeds.users["clerk"]), seeds.names["junk_fax"], "广告")


def _resets(seeds: Seeds) -> None:
    """One that took effect and whose link was not used, two that wait, and one that its owner has not answered."""
    chief, spare = seeds.users["supervisor"], seeds.users["spare"]
    deputy, reachable = acting(staff("deputy", role=Role.SUPERVISOR)), staff("reachable")
    seeds.users["reachable"] = reachable
    with transaction():
        reachable.identity = replace(reachable.identity, phone="13900000070")
    forgotten, _none = account_resets.want(deputy, spare.uid, ResetKind.PASSWORD, REASON)
    away, _none = account_resets.want(deputy, spare.uid, ResetKind.FACTOR, REASON)
    by_call, _none = account_resets.want(acting(chief), reachable.uid, ResetKind.PASSWORD, REASON)
    reset_link(seeds.users["other_supervisor"], seeds.users["other_clerk"])
    [own] = own_resets.unanswered_of(acting(chief), seeds.users["other_clerk"])
    household.add(just_confirmed(seeds.users["other_clerk"]), OWNER.id_number)
    seeds.names |= {
        "reset": account_resets.confirm(acting(chief), spare.uid, forgotten.uid),
        "waiting_reset": away.uid,
        "reachable": reachable.uid,
        "reachable.phone": "13900000070",
        "reachable.last_four": reachable.identity.id_number[-4:],
        "reset_by_call": by_call.uid,
        "own_reset": own.uid,
    }


def _keys(seeds: Seeds) -> None:
    """For each thing that one may be for, of a hospital and of the agency's own systems."""
    chief = acting(seeds.users["supervisor"])
    tcm = seeds.users["hospital"].hospital
    assert tcm is not None
    for role, scopes in SCOPES_OF.items():
        for scope in scopes:
            uid = tcm.uid if role is Role.HOSPITAL else None
            key, shown = api_keys.make(chief, Wanted("测试机构", [scope], 90, uid))
            seeds.names |= {f"key.{role}_{scope}": shown, "key": key.uid}


def _national(seeds: Seeds) -> None:
    """A file of all that counts, of which the platform refused one and answered nothing else."""
    chief = just_confirmed(seeds.users["supervisor"])
    exported = national.export_next(chief, NowhereToPut(), 0, 500)
    assert exported is not None
    assert exported.batch is not None
    national_answers.enter(chief, exported.batch.id, [PlatformAnswer(seeds.names["undated"], "没有参保")])
    seeds.names["national_file"] = str(exported.batch.id)


def _sent_codes(seeds: Seeds) -> None:
    """The owner's, to a mailbox and to another telephone."""
    owner, sent = acting(seeds.users["owner"]), Sent([])
    own_messages.choose(owner, "zh", "wang@example.cn")
    proof = own_mailbox.begin(owner, Carrier(sent), "::1")
    phone_proof = own_phone.begin(owner, "13900000091", PASSWORD, Carrier(sent), "::1", "zh")
    seeds.names |= {"mailbox.proof": proof, "phone.proof": phone_proof}
    seeds.names |= {"mailbox.code": sent.messages[0].values["code"], "phone.code": sent.messages[1].values["code"]}


def _terminal(seeds: Seeds) -> None:
    """A device of the county on which nobody stands."""
    made, secret = terminals.set_up(just_confirmed(seeds.users["supervisor"]), "一楼大厅")
    seeds.names |= {"terminal": made.uid, "terminal.secret": secret}


def _links(seeds: Seeds) -> None:
    chief = acting(seeds.users["supervisor"])
    spare = staff("spare")
    seeds.users["spare"] = spare
    seeds.names |= {
        "invitation": staff_accounts.invite(chief, Role.CLERK, "newcomer"),
        "spare": spare.uid,
        "spare.number": own_number("spare"),
        "listed": seeds.users["hospital"].hospital.uid if seeds.users["hospital"].hospital else "",
    }
    _keys(seeds)
    _national(seeds)
    _terminal(seeds)
    _resets(seeds)
    clerk = acting(seeds.users["clerk"])
    offered = second_factors.offer(clerk)
    seeds.names |= {"telephone": code_at(NOW), "clerk.offer": offered.sealed}
    seeds.names["clerk.first_code"] = code_at(NOW, offered.base32)
    sent = Sent([])
    who = person(61, "新人")
    seeds.names["registration"] = registration.begin(
        Context(STRANGER, NOW),
        Identity(who.name, who.id_number, who.phone),
        "a long enough password",
        "::1",
        Carrier(sent),
        "zh",
    )
    seeds.names["registration.code"] = sent.messages[0].values["code"]
    _sent_codes(seeds)
    number, four = seeds.names["sent"], OWNER.id_number[-4:]
    seeds.names["sent.account_code"] = recovery.give_code(acting(seeds.users["clerk"]), number, four)
    ended = sessions.begin(acting(seeds.users["owner"]), seeds.users["owner"])
    assert parked.park(acting(seeds.users["owner"]), ended, "/me/add", [("number", "6598")], had_files=False)
    seeds.names["unsent"] = parked.waiting(acting(seeds.users["owner"])).uid  # type: ignore[union-attr]
    helped = person(41, "父亲")
    agent = AgentClaim(OWNER.name, OWNER.id_number)
    typed = long_stay(helped, agent=agent)
    seeds.people["agents_draft"] = helped
    seeds.keep("agents_draft", filings.open_draft(acting(seeds.users["owner"]), "wenshang.long-term", typed))
    gone = filings.open_draft(acting(seeds.users["owner"]), "wenshang.long-term", long_stay(person(40, "撤回")))
    seeds.people["withdrawn_draft"] = person(40, "撤回")
    with transaction():
        seeds.keep("withdrawn_draft", amendments.withdraw(acting(seeds.users["owner"]), gone.number, gone.version))
