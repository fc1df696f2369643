"""The access table: every route, who may open it, and what it answers. A route that is not named here opens for nobody.

`@name` in an address or a form stands for a thing of the seeded portal (`seeds.py`). Whoever is of the `area` but
not among `mine` gets the answer of a missing page; everyone else is sent to sign in, or told that it is not theirs.
"""

from tests.access.doors import (
    ANYONE,
    CHIEFS,
    CITIZENS,
    DESKS,
    HOSPITALS,
    NOBODY,
    SIGNED_IN,
    THE_CHIEF,
    THE_DESK,
    THE_HOSPITAL,
    THE_OWNER,
    Door,
    done,
    seen,
)
from tests.access.seeds import photograph


def _public() -> tuple[Door, ...]:
    item = {"county": "wenshang", "item": "long-term"}
    new = {
        "name": "新人",
        "id_number": "@nobody.id",
        "phone": "13900000080",
        "password": "a long enough password",
        "consents": "y",
    }
    return (
        seen("public.home", ANYONE),
        seen("health.alive", ANYONE),
        seen("health.ready", ANYONE),
        seen("assets.own", ANYONE, NOBODY, address="x", name="page.css"),
        seen("assets.vendor", ANYONE, NOBODY, address="x", name="htmx.js"),
        seen("start.start", ANYONE),
        seen("public.public_list", ANYONE),
        seen("guides.every", ANYONE),
        seen("guides.one_county", ANYONE, county="wenshang"),
        seen("guides.one_item", ANYONE, **item),
        seen("apply.before_typing", ANYONE, county="wenshang", slug="long-term"),
        done("fields.check", ANYONE, form={"phone": "12345"}, answers=200, writes=False, kind="phone"),
        done("preferences.choose", ANYONE, form={"size": "large", "next": "/"}, writes=False, needs_token=False),
        Door("account.login", "GET", ANYONE, frozenset({"stranger"}), 200, limits=dict.fromkeys(SIGNED_IN, 303)),
        done("account.login", ANYONE, form={"login": "13800000001", "password": "a long enough password"}),
        done("account.logout", ANYONE, limits={"stranger": 303}),
        seen("account.register", ANYONE),
        done("account.register", ANYONE, form=new),
        seen("account.invitation", ANYONE, token="@invitation"),
        done("account.invitation", ANYONE, form={"name": "新人", "password": new["password"]}, token="@invitation"),
        seen("account.reset", ANYONE, token="@reset"),
        done("account.reset", ANYONE, form={"password": "another long password"}, token="@reset"),
    )


def _following() -> tuple[Door, ...]:
    """Without an account: what opens is what the number and four characters, the QR or the link are for."""
    last_four = {"number": "@sent", "last_four": "@sent.last_four"}
    picture = {"emergency_record-files": [photograph("red")], "emergency_record-is_sealed": "yes"}
    return (
        seen("following.by_number", ANYONE),
        done("following.by_number", ANYONE, form=last_four, answers=200, writes=False),
        seen("following.by_qr", ANYONE, token="@sent.qr"),
        seen("following.upload", ANYONE, token="@call_returned.link"),
        done("following.add", ANYONE, form=picture, token="@call_returned.link", kind="emergency_record"),
        done("following.finish", ANYONE, answers=200, token="@call_returned.link"),
    )


def _account() -> tuple[Door, ...]:
    passwords = {"old_password": "a long enough password", "password": "another long password"}
    return (
        seen("account.own_account", SIGNED_IN),
        seen("account.keep_session", SIGNED_IN),
        done("account.change_password", SIGNED_IN, form=passwords),
        done("account.sign_out_everywhere", SIGNED_IN),
        seen("parked.unsent", SIGNED_IN, THE_OWNER),
        done("parked.send", SIGNED_IN, THE_OWNER, answers=307, uid="@unsent"),
        done("parked.drop", SIGNED_IN, THE_OWNER, uid="@unsent"),
    )


WHO = {
    "whom": "self",
    "name": "物主一",
    "id_number": "@owner.id",
    "scheme": "employee",
    "insured_place": "370830",
    "kind": "long_term_resident",
    "contact_phone": "13800000001",
}
WHERE = {
    "treatment_place": "320100",
    "begins_on-year": "2026",
    "begins_on-month": "10",
    "begins_on-day": "1",
    "stay_months": "14",
}


def _citizen() -> tuple[Door, ...]:
    mine = {"area": CITIZENS, "mine": THE_OWNER}
    picture = {"residence_proof-files": [photograph("green")]}
    return (
        seen("me.filings_of_mine", CITIZENS),
        seen("me.add_by_number", CITIZENS),
        done("me.add_by_number", CITIZENS, form={"number": "@call", "code": "@call.code"}),
        done("apply.begin", CITIZENS, form={"key": "a-key-of-its-own"}, county="wenshang", slug="long-term"),
        seen("apply_who.resume", **mine, answers=303, number="@draft"),
        seen("apply_who.who", **mine, number="@draft"),
        done("apply_who.save_who", **mine, form=WHO, number="@draft"),
        seen("apply_where.where", **mine, number="@draft"),
        done("apply_where.save_where", **mine, form=WHERE, number="@draft"),
        done("apply_where.look", **mine, form=WHERE, answers=200, writes=False, number="@draft"),
        seen("apply_check.documents", **mine, number="@draft"),
        seen("apply_check.check", **mine, number="@draft"),
        done("apply_check.send", **mine, form={"signed_name": "物主一", "agrees": "y"}, number="@draft"),
        seen("own_filing.detail", **mine, number="@sent"),
        seen("own_filing.receipt", **mine, number="@sent"),
        seen("own_filing.notice", **mine, number="@sent", uid="@sent.notice"),
        seen("own_filing.notice_pdf", **mine, number="@sent", uid="@sent.notice"),
        seen("own_filing.supply", **mine, number="@returned"),
        done(
            "own_filing.send_correction",
            **mine,
            form={"version": "@returned.version"},
            number="@returned",
        ),
        seen("own_filing.withdraw", **mine, number="@sent"),
        done("own_filing.withdraw", **mine, form={"version": "@sent.version"}, number="@sent"),
        seen("own_filing.cancel", **mine, number="@approved"),
        done(
            "own_filing.cancel", **mine, form={"version": "@approved.version", "reason": "回来了"}, number="@approved"
        ),
        done("own_filing.change", **mine, number="@approved"),
        done("own_documents.add", **mine, form=picture, number="@draft", kind="residence_proof"),
        done("own_documents.remove", **mine, number="@draft", uid="@draft.document"),
        seen("own_documents.commit", **mine, number="@draft", kind="residence_proof"),
        done("own_documents.commit", **mine, form={"signed_name": "物主一"}, number="@draft", kind="residence_proof"),
        seen("own_documents.scan", **mine, number="@sent", uid="@sent.document"),
        seen("own_documents.picture", **mine, number="@sent", uid="@sent.document", page="1"),
    )


SLIP = {
    "name": "病人二一",
    "id_number": "@slip_returned.id",
    "scheme": "employee",
    "insured_place": "370830",
    "contact_phone": "13800000021",
    "key": "a-key-of-its-own",
    "diagnosis_name": "冠心病",
    "condition": "胸闷三个月",
    "reason": "本院不能做",
    "treatment_place": "310000",
    "issued_on-year": "2026",
    "issued_on-month": "9",
    "issued_on-day": "14",
    "doctor": "王测试",
    "chief": "李测试",
    "is_agreed": "y",
    "is_sealed": "yes",
    "slip": [photograph("blue")],
}


def _hospital() -> tuple[Door, ...]:
    mine = {"area": HOSPITALS, "mine": THE_HOSPITAL}
    return (
        seen("hospital.home", HOSPITALS),
        done("hospital.search", HOSPITALS, form={"words": "@slip"}, answers=200, writes=False),
        seen("hospital.issue", HOSPITALS),
        done("hospital.issue", HOSPITALS, form=SLIP | {"id_number": "@nobody.id", "name": "病人"}),
        seen("hospital.show", **mine, number="@slip"),
        seen("hospital.issued", **mine, number="@slip"),
        seen("hospital.ask_to_close", **mine, number="@slip", act="withdraw"),
        done("hospital.withdraw", **mine, form={"version": "@slip.version"}, number="@slip"),
        done("hospital.cancel", **mine, form={"version": "@slip_approved.version"}, number="@slip_approved"),
        seen("hospital.correct", **mine, number="@slip_returned"),
        done("hospital.correct", **mine, form=SLIP | {"version": "@slip_returned.version"}, number="@slip_returned"),
        seen("hospital.scan", **mine, number="@slip", uid="@slip.document"),
        seen("hospital.notice", **mine, number="@slip", uid="@slip.notice"),
        seen("hospital.notice_pdf", **mine, number="@slip", uid="@slip.notice"),
    )


def _clerk() -> tuple[Door, ...]:
    mine = {"area": DESKS, "mine": THE_DESK}
    why = {"reason": "经核对不符合条件"}
    accepted, sent, approved = ({"version": f"@{name}.version"} for name in ("accepted", "sent", "approved"))
    return (
        seen("clerk_queue.page", DESKS),
        done("clerk_queue.search", DESKS, form={"words": "@sent"}, answers=200, writes=False),
        seen("clerk_filing.page", **mine, number="@sent"),
        done("clerk_filing.reveal", **mine, answers=200, writes=False, number="@sent"),
        done("clerk_filing.insured", **mine, form={"insured": "yes"}, number="@sent"),
        done("clerk_filing.person", **mine, number="@sent"),
        done("clerk_filing.owner", **mine, answers=422, writes=False, number="@sent"),
        done("clerk_filing.mark", **mine, form={"mark": "sound"}, number="@sent", uid="@sent.document"),
        seen("clerk_filing.picture", **mine, number="@sent", uid="@sent.document", sheet="1"),
        seen("clerk_filing.file", **mine, number="@sent", uid="@sent.document"),
        seen("clerk_filing.notice", **mine, number="@sent", uid="@sent.notice"),
        seen("clerk_filing.notice_pdf", **mine, number="@sent", uid="@sent.notice"),
        seen("clerk_deciding.ask", **mine, number="@sent", act="refuse"),
        done("clerk_deciding.accept", **mine, form=sent, number="@sent"),
        done("clerk_deciding.do", **mine, form=sent | why, number="@sent", act="refuse"),
        done("clerk_deciding.do", **mine, form=sent, number="@sent", act="approve"),
        done("clerk_deciding.do", **mine, form=sent, number="@sent", act="withdraw"),
        done("clerk_deciding.do", **mine, form=accepted | why, number="@accepted", act="reject"),
        done("clerk_deciding.do", **mine, form=approved | why, number="@approved", act="cancel"),
        done("clerk_deciding.do", **mine, form=approved | why, limits={"clerk": 422}, number="@approved", act="revoke"),
        seen("clerk_correction.ask", **mine, number="@sent"),
        done("clerk_correction.send", **mine, form=sent | {"remark": "请写清住址"}, number="@sent"),
        seen("clerk_correction.told", **mine, number="@call"),
        done("clerk_correction.told", **mine, form={"text": "告诉了女儿"}, number="@call"),
        done("clerk_correction.upload_link", **mine, answers=200, number="@call_returned"),
        done("clerk_correction.resume", **mine, form={"version": "@call_returned.version"}, number="@call_returned"),
        done("clerk_correction.binding_code", **mine, number="@call"),
    )


CALL = {
    "key": "0123456789abcdef0123456789abcdef",
    "caller_name": "来电人",
    "caller_phone": "13900000060",
    "caller_relation": "女儿",
    "name": "病人",
    "id_number": "@nobody.id",
    "scheme": "employee",
    "insured_place": "370830",
    "treatment_place": "310000",
    "admitted_on-year": "2026",
    "admitted_on-month": "9",
    "admitted_on-day": "13",
    "emergency": "yes",
    "inpatient": "yes",
    "networked": "yes",
}


def _intake() -> tuple[Door, ...]:
    mine = {"area": DESKS, "mine": THE_DESK}
    scans = {"version": "@call.version", "came_by": "fax", "scan_emergency_record": [photograph("yellow")]}
    phone = {"channel": "phone", "slug": "emergency"}
    return (
        seen("clerk_intake.choose", DESKS, channel="phone"),
        seen("clerk_intake.ask", **mine, **phone),
        done("clerk_intake.preview", **mine, form=CALL, answers=200, writes=False, **phone),
        done("clerk_intake.enter", **mine, form=CALL, **phone),
        seen("clerk_receiving.entered", **mine, number="@call"),
        seen("clerk_receiving.ask", **mine, number="@call"),
        done("clerk_receiving.take", **mine, form=scans, number="@call"),
        done("clerk_receiving.form_to_sign", **mine, number="@call"),
        done("clerk_receiving.authorisation_to_sign", **mine, number="@call"),
    )


def _chief() -> tuple[Door, ...]:
    mine = {"area": CHIEFS, "mine": THE_CHIEF}
    newcomer = {"role": "clerk", "username": "somebody-new", "office": "", "hospital": ""}
    override = {"number": "@agents_draft", "reason": "家里只有一个女儿能代办"}
    from_when = {"designated_from-year": "2026", "designated_from-month": "1", "designated_from-day": "1"}
    return (
        seen("admin.overview", CHIEFS),
        seen("admin.overrides", CHIEFS),
        done("admin.overrides", CHIEFS, form=override, limits={"other_supervisor": 422}),
        seen("admin.trail", CHIEFS),
        seen("admin_health.newest", CHIEFS),
        seen("admin_accounts.every", CHIEFS),
        seen("admin_accounts.invite", CHIEFS),
        done("admin_accounts.invite", CHIEFS, form=newcomer, answers=200),
        seen("admin_accounts.show", **mine, uid="@spare"),
        done("admin_accounts.disable", **mine, uid="@spare"),
        done("admin_accounts.reset", **mine, answers=200, uid="@spare"),
        seen("admin_hospitals.every", CHIEFS),
        done("admin_hospitals.every", CHIEFS, form={"name": "新指定的医院"} | from_when),
        seen("admin_hospitals.dates", **mine, uid="@listed"),
        done("admin_hospitals.dates", **mine, form=from_when, uid="@listed"),
    )


DOORS = (
    *_public(),
    *_following(),
    *_account(),
    *_citizen(),
    *_hospital(),
    *_clerk(),
    *_intake(),
    *_chief(),
)
