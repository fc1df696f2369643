"""The access table: every route, who may open it, and what it answers. A route that is not named here opens for nobody.

`@name` in an address or a form stands for a thing of the seeded portal (`seeds.py`). Whoever is of the `audience` but
not among the `owners` gets the answer of a missing page; everyone else is sent to sign in, or told it is not theirs.
"""

from tests.access.routes import (
    ANYONE,
    CHIEFS,
    CITIZENS,
    DESKS,
    EMPLOYERS,
    HOSPITALS,
    MEMBERS,
    NOBODY,
    SIGNED_IN,
    THE_CHIEF,
    THE_DESK,
    THE_EMPLOYER,
    THE_HOSPITAL,
    THE_OWNER,
    RouteCase,
    get,
    post,
)
from tests.access.seeds import photograph


def _public() -> tuple[RouteCase, ...]:
    new = {
        "name": "新人",
        "id_number": "@nobody.id",
        "phone": "13900000080",
        "password": "a long enough password",
        "consents": "y",
    }
    way_back = {"phone": "13800000001", "code": "@sent.account_code", "password": "another long password"}
    return (
        get("public.home", ANYONE),
        get("health.alive", ANYONE),
        get("health.ready", ANYONE),
        get("assets.own", ANYONE, NOBODY, address="x", name="page.css"),
        get("assets.vendor", ANYONE, NOBODY, address="x", name="htmx.js"),
        get("start.start", ANYONE),
        get("public.public_list", ANYONE),
        get("public.privacy", ANYONE),
        get("api_description.whole", ANYONE),
        get("certificates.verify", ANYONE),
        post("certificates.verify", ANYONE, form={"certificate": "a.b.c"}, status=200, writes=False),
        get("certificates.keys", ANYONE),
        get("certificates.ended", ANYONE),
        get("guides.every", ANYONE),
        get("guides.one_county", ANYONE, county="wenshang"),
        get("guides.one_item", ANYONE, county="wenshang", slug="long-term"),
        get("guides.blank_form", ANYONE, county="fushun", slug="settled-retiree"),
        get("apply.before_typing", ANYONE, county="wenshang", slug="long-term"),
        get("fields.places", ANYONE, q="jn"),
        get("fields.hospitals", ANYONE, name="hospital", hospital="医院"),
        post("fields.check", ANYONE, form={"phone": "12345"}, status=200, writes=False, kind="phone"),
        post("preferences.choose", ANYONE, form={"size": "large", "next": "/"}, writes=False, needs_token=False),
        RouteCase("account.login", "GET", ANYONE, frozenset({"stranger"}), 200, limits=dict.fromkeys(SIGNED_IN, 303)),
        post("account.login", ANYONE, form={"login": "13800000001", "password": "a long enough password"}),
        post("account.logout", ANYONE, limits={"stranger": 303}),
        get("registration.register", ANYONE),
        post("registration.register", ANYONE, form=new),
        post("registration.prove", ANYONE, form={"code": "@registration.code", "registration": "@registration"}),
        get("account.invitation", ANYONE, token="@invitation"),
        post(
            "account.invitation",
            ANYONE,
            form={"name": "新人", "id_number": "@nobody.id", "password": new["password"]},
            token="@invitation",
        ),
        get("account.reset", ANYONE, token="@reset"),
        post(
            "account.reset",
            ANYONE,
            form={"id_number": "@spare.number", "password": "another long password"},
            token="@reset",
        ),
        get("recovery.forgotten", ANYONE),
        post("recovery.forgotten", ANYONE, form=way_back),
    )


def _following() -> tuple[RouteCase, ...]:
    """Without an account: what opens is what the number and four characters, the QR or the link are for."""
    last_four = {"number": "@sent", "last_four": "@sent.last_four"}
    picture = {"emergency_record-files": [photograph("red")], "emergency_record-is_sealed": "yes"}
    return (
        get("following.by_number", ANYONE),
        post("following.by_number", ANYONE, form=last_four, status=200, writes=False),
        get("following.by_qr", ANYONE, token="@sent.qr"),
        post(
            "following.by_qr", ANYONE, form={"last_four": "@sent.last_four"}, status=200, writes=False, token="@sent.qr"
        ),
        get("following.by_link", ANYONE, token="@sent.message_link"),
        post(
            "following.by_link",
            ANYONE,
            form={"last_four": "@sent.last_four"},
            status=200,
            writes=False,
            token="@sent.message_link",
        ),
        get("following.upload", ANYONE, token="@call_returned.link"),
        post("following.add", ANYONE, form=picture, token="@call_returned.link", kind="emergency_record"),
        post("following.finish", ANYONE, status=200, token="@call_returned.link"),
    )


def _account() -> tuple[RouteCase, ...]:
    passwords = {"old_password": "a long enough password", "password": "another long password"}
    without_number = frozenset({"other_supervisor", "other_hospital", "employer", "other_employer"})
    return (
        get("account.own_account", SIGNED_IN),
        get("account.keep_session", SIGNED_IN),
        post("account.change_password", SIGNED_IN, form=passwords),
        post("account.tell_own_number", SIGNED_IN, without_number, form={"id_number": "@nobody.id"}),
        post("account.sign_out_everywhere", SIGNED_IN),
        get("own_resets.every", MEMBERS),
        post("own_resets.recognise", MEMBERS, frozenset({"other_clerk"}), key="@own_reset"),
        post("own_resets.disown", MEMBERS, frozenset({"other_clerk"}), status=200, key="@own_reset"),
        get("staff_record.page", DESKS),
        post("staff_record.phone", DESKS, form={"phone": "13900000090"}),
        post("staff_record.add_member", DESKS, form={"member_number": "@nobody.id"}),
        post(
            "staff_record.remove_member",
            DESKS,
            form={"former_number": "@owner.id"},
            limits=dict.fromkeys(DESKS - {"other_clerk"}, 422),
        ),
        get("own_sessions.every", SIGNED_IN),
        post("own_sessions.end", SIGNED_IN, THE_OWNER, key="@owner.session"),
        post("own_sessions.end_others", SIGNED_IN),
        get("second_factor.give", MEMBERS),
        post("second_factor.give", MEMBERS, form={"code": "@telephone"}),
        get("second_factor.set_up", MEMBERS),
        post(
            "second_factor.set_up",
            MEMBERS,
            frozenset({"clerk"}),
            form={"offer": "@clerk.offer", "code": "@clerk.first_code"},
            status=200,
            limits=dict.fromkeys(MEMBERS - {"clerk"}, 422),
        ),
        get("own_data.ask", CITIZENS),
        post("own_data.download", CITIZENS, form={"old_password": passwords["old_password"]}, status=200),
        get("own_messages.choose", CITIZENS),
        post("own_messages.choose", CITIZENS, form={"language": "en", "mailbox": "wang@example.cn"}),
        post("own_messages.prove", CITIZENS, form=MAILBOX_CODE, limits={"other_citizen": 422}),
        get("own_phone.change", CITIZENS),
        post("own_phone.change", CITIZENS, form={"phone": "13900000091"}, limits=dict.fromkeys(CITIZENS, 200)),
        post("own_phone.prove", CITIZENS, form=PHONE_CODE, limits={"other_citizen": 422}),
        get("closing.close", CITIZENS),
        post("closing.close", CITIZENS, form={"old_password": passwords["old_password"]}, limits={"owner": 422}),
        get("closing.closed", ANYONE),
        get("parked.unsent", SIGNED_IN, THE_OWNER),
        post("parked.send", SIGNED_IN, THE_OWNER, status=307, uid="@unsent"),
        post("parked.drop", SIGNED_IN, THE_OWNER, uid="@unsent"),
    )


PHONE_CODE = {"code": "@phone.code", "proof": "@phone.proof"}
MAILBOX_CODE = {"code": "@mailbox.code", "proof": "@mailbox.proof"}
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


def _citizen() -> tuple[RouteCase, ...]:
    own = {"audience": CITIZENS, "owners": THE_OWNER}
    picture = {"residence_proof-files": [photograph("green")]}
    return (
        get("me.filings_of_mine", CITIZENS),
        get("me.add_by_number", CITIZENS),
        post("me.add_by_number", CITIZENS, form={"number": "@call", "code": "@call.code"}),
        post("apply.begin", CITIZENS, form={"key": "a-key-of-its-own"}, county="wenshang", slug="long-term"),
        get("apply_who.resume", **own, status=303, number="@draft"),
        get("apply_who.who", **own, number="@draft"),
        post("apply_who.save_who", **own, form=WHO, number="@draft"),
        get("apply_where.where", **own, number="@draft"),
        post("apply_where.save_where", **own, form=WHERE, number="@draft"),
        post("apply_where.look", **own, form=WHERE, status=200, writes=False, number="@draft"),
        get("apply_check.documents", **own, number="@draft"),
        get("apply_check.check", **own, number="@draft"),
        post("apply_check.reveal", **own, status=200, writes=False, number="@draft"),
        post("apply_check.send", **own, form={"signed_name": "物主一", "agrees": "y"}, number="@draft"),
        get("own_filing.detail", **own, number="@sent"),
        get("own_filing.receipt", **own, number="@sent"),
        get("own_filing.notice", **own, number="@sent", uid="@sent.notice"),
        get("own_filing.notice_pdf", **own, number="@sent", uid="@sent.notice"),
        get("own_filing.supply", **own, number="@returned"),
        post(
            "own_filing.send_correction",
            **own,
            form={"version": "@returned.version"},
            number="@returned",
        ),
        get("own_feedback.page", **own, number="@sent"),
        post("own_feedback.rate", **own, form={"stars": "5"}, number="@approved"),
        post("own_feedback.complain", **own, form={"words": "等得太久"}, number="@approved"),
        get("own_qr.ask", **own, number="@sent"),
        post("own_qr.renew", **own, number="@sent"),
        post("own_qr.end", **own, number="@sent"),
        get("own_filing.withdraw", **own, number="@sent"),
        post("own_filing.withdraw", **own, form={"version": "@sent.version"}, number="@sent"),
        get("own_filing.cancel", **own, number="@approved"),
        post("own_filing.cancel", **own, form={"version": "@approved.version", "reason": "回来了"}, number="@approved"),
        get("own_return.ask", **own, number="@pledged"),
        post("own_return.end", **own, form={"version": "@pledged.version"}, number="@pledged"),
        post("own_filing.change", **own, number="@approved"),
        post("own_filing.renew", **own, number="@approved"),
        post("own_documents.add", **own, form=picture, number="@draft", kind="residence_proof"),
        post("own_documents.remove", **own, number="@draft", uid="@draft.document"),
        get("own_documents.commit", **own, number="@draft", kind="residence_proof"),
        post("own_documents.commit", **own, form={"signed_name": "物主一"}, number="@draft", kind="residence_proof"),
        get("own_documents.scan", **own, number="@sent", uid="@sent.document"),
        get("own_documents.picture", **own, number="@sent", uid="@sent.document", page="1"),
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
    "consents": "y",
    "is_sealed": "yes",
    "slip": [photograph("blue")],
}


def _hospital() -> tuple[RouteCase, ...]:
    own = {"audience": HOSPITALS, "owners": THE_HOSPITAL}
    return (
        get("hospital.home", HOSPITALS),
        post("hospital_search.find", HOSPITALS, form={"words": "@slip"}, status=200, writes=False),
        get("hospital.issue", HOSPITALS),
        post("hospital.issue", HOSPITALS, form=SLIP | {"id_number": "@nobody.id", "name": "病人"}),
        post("hospital.renew", **own, number="@slip_approved"),
        get("hospital.complete", **own, number="@unsent_slip"),
        post(
            "hospital.complete",
            **own,
            form=SLIP | {"id_number": "@unsent_slip.id", "name": "病人二三"},
            number="@unsent_slip",
        ),
        get("hospital_signing.show", **own, status=303, number="@slip_to_sign"),
        post("hospital_signing.sign", **own, form={"edition": "1"}, number="@slip_to_sign"),
        post("hospital_signing.send_back", **own, form={"edition": "1", "words": "改"}, number="@slip_to_sign"),
        get("hospital_diagnoses.every", HOSPITALS),
        post("hospital_diagnoses.every", HOSPITALS, form={"table": [("编码,名称\nI25,病\n".encode(), "a.csv")]}),
        get("hospital_diagnoses.look", HOSPITALS, name="diagnosis_name", diagnosis_name="I25"),
        get("hospital_imports.every", HOSPITALS),
        post("hospital_imports.every", HOSPITALS, form={"table": [(b"a,b", "table.csv")], "consents": "y"}),
        get("hospital_imports.template", HOSPITALS),
        get("hospital_imports.show", **own, uid="@import"),
        post("hospital_imports.report", **own, status=200, uid="@import"),
        get("hospital.show", **own, number="@slip"),
        get("hospital.issued", **own, number="@slip"),
        get("hospital.ask_to_close", **own, number="@slip", act="withdraw"),
        post("hospital.withdraw", **own, form={"version": "@slip.version"}, number="@slip"),
        post("hospital.cancel", **own, form={"version": "@slip_approved.version"}, number="@slip_approved"),
        get("hospital.correct", **own, number="@slip_returned"),
        post("hospital.correct", **own, form=SLIP | {"version": "@slip_returned.version"}, number="@slip_returned"),
        get("hospital.scan", **own, number="@slip", uid="@slip.document"),
        get("hospital.picture", **own, number="@slip", uid="@slip.document", page="1"),
        get("hospital.notice", **own, number="@slip", uid="@slip.notice"),
        get("hospital.notice_pdf", **own, number="@slip", uid="@slip.notice"),
    )


def _employer() -> tuple[RouteCase, ...]:
    own = {"audience": EMPLOYERS, "owners": THE_EMPLOYER}
    return (
        get("employer.home", EMPLOYERS),
        post("employer.supply", **own, writes=False, number="@staff"),
        get("employer_imports.send", EMPLOYERS, slug="long-term"),
        post(
            "employer_imports.send",
            EMPLOYERS,
            form={"table": [(b"a,b", "table.csv")], "consents": "y"},
            slug="long-term",
        ),
        get("employer_imports.template", EMPLOYERS, slug="long-term"),
        get("employer_imports.show", **own, uid="@units_import"),
        post("employer_imports.report", **own, status=200, uid="@units_import"),
    )


ON_THEIR_WORD = {"said_by": "来电人", "relation": "女儿", "said_in": "phone", "said_at": "2026-09-14 10:05"}
MENDED = ON_THEIR_WORD | {
    "version": "@call.version",
    "caller_name": "来电人",
    "caller_phone": "13900000060",
    "caller_relation": "女儿",
    "name": "病人",
    "scheme": "employee",
    "insured_place": "370830",
    "treatment_place": "320100",
    "admitted_on-year": "2026",
    "admitted_on-month": "9",
    "admitted_on-day": "13",
    "emergency": "yes",
    "inpatient": "yes",
    "networked": "yes",
}


POSTED = {"posted_on-year": "2026", "posted_on-month": "9", "posted_on-day": "14"}
PROMISED = {"promised_on-year": "2026", "promised_on-month": "9", "promised_on-day": "15"}


def _clerk() -> tuple[RouteCase, ...]:
    own = {"audience": DESKS, "owners": THE_DESK}
    why = {"reason": "经核对不符合条件"}
    heard = {"way": "phone", "heard_name": "y", "last_four": "@owner.last_four"}
    accepted, sent, approved = ({"version": f"@{name}.version"} for name in ("accepted", "sent", "approved"))
    return (
        get("clerk_queue.page", DESKS),
        post("clerk_queue.search", DESKS, form={"words": "@sent"}, status=200, writes=False),
        post("clerk_assigning.take_next", DESKS, limits=dict.fromkeys(DESKS - THE_DESK, 303)),  # nothing waits there
        get("clerk_assigning.hand_over", **own, number="@sent"),
        post("clerk_assigning.hand_over", **own, form={"to": "@spare"}, number="@sent"),
        post("clerk_assigning.prepare_next", **own, status=204, writes=False, number="@sent"),
        get("clerk_assigning.workload", CHIEFS),
        get("clerk_calls.ask", DESKS),
        post("clerk_calls.find", DESKS, form={"words": "@sent"}, status=200, writes=False),
        post("clerk_calls.note", **own, number="@sent"),
        get("clerk_chasing.page", DESKS),
        get("clerk_chasing.note", **own, number="@call"),
        post("clerk_chasing.note", **own, form=PROMISED, number="@call"),
        get("clerk_pledges.page", DESKS),
        get("clerk_pledges.look", **own, number="@pledged"),
        post("clerk_pledges.note", **own, form={"found": "kept", "words": "看了居住证"}, number="@pledged"),
        get("clerk_complaints.ask", **own, number="@call"),
        post("clerk_complaints.take_down", **own, form=ON_THEIR_WORD | {"words": "等得太久"}, number="@call"),
        get("clerk_messages.page", DESKS),
        get("clerk_filing.page", **own, number="@sent"),
        post("clerk_filing.reveal", **own, status=200, writes=False, number="@sent"),
        post("clerk_filing.insured", **own, form={"insured": "yes"}, number="@sent"),
        post("clerk_filing.person", **own, number="@sent"),
        post("clerk_filing.owner", **own, status=422, writes=False, number="@sent"),
        post("clerk_filing.mark", **own, form={"mark": "sound"}, number="@sent", uid="@sent.document"),
        get("clerk_filing.picture", **own, number="@sent", uid="@sent.document", sheet="1"),
        get("clerk_filing.file", **own, number="@sent", uid="@sent.document"),
        get("clerk_filing.notice", **own, number="@sent", uid="@sent.notice"),
        get("clerk_filing.notice_pdf", **own, number="@sent", uid="@sent.notice"),
        post("clerk_recovery.ask", **own, status=200, writes=False, number="@sent"),
        post("clerk_recovery.give", **own, form=heard, status=200, number="@sent"),
        get("clerk_deciding.ask", **own, number="@sent", act="refuse"),
        post("clerk_deciding.accept", **own, form=sent, number="@sent"),
        post("clerk_deciding.do", **own, form=sent | why, number="@sent", act="refuse"),
        get("clerk_approving.ask", **own, number="@sent"),
        post("clerk_approving.do", **own, form=sent | LOOKED_AT, number="@sent"),
        post("clerk_deciding.do", **own, form=sent, number="@sent", act="withdraw"),
        post("clerk_deciding.do", **own, form=sent | why, number="@sent", act="proceed"),
        post("clerk_deciding.do", **own, form=accepted | why, number="@accepted", act="reject"),
        post("clerk_deciding.do", **own, form=approved | why, number="@approved", act="cancel"),
        post("clerk_deciding.do", **own, form={"version": "@pledged.version"}, number="@pledged", act="returned"),
        post("clerk_deciding.do", **own, form=approved | why, limits={"clerk": 422}, number="@approved", act="revoke"),
        get("clerk_starting.ask", **own, number="@undated"),
        post("clerk_starting.do", **own, form=LOOKED_AT | {"version": "@undated.version"}, number="@undated"),
        get("clerk_correction.ask", **own, number="@sent"),
        post("clerk_correction.send", **own, form=sent | {"remark": "请写清住址"}, number="@sent"),
        get("clerk_mending.ask", **own, number="@call"),
        post("clerk_mending.mend", **own, form=MENDED, number="@call"),
        get("clerk_correction.note_call", **own, number="@call"),
        post("clerk_correction.note_call", **own, form={"text": "告诉了女儿"}, number="@call"),
        get("clerk_letters.page", **own, number="@sent"),
        get("clerk_letters.sheet", **own, number="@sent"),
        post("clerk_letters.posted", **own, form=POSTED, number="@sent"),
        post("clerk_correction.upload_link", **own, status=200, number="@call_returned"),
        post("clerk_correction.resume", **own, form={"version": "@call_returned.version"}, number="@call_returned"),
        post("clerk_correction.binding_code", **own, number="@call"),
    )


LOOKED_AT = {
    "unchecked_reason": "昨天当面核对过",
    "begins_on-year": "2026",
    "begins_on-month": "9",
    "begins_on-day": "14",
}
CALL = {
    "key": "0123456789abcdef0123456789abcdef",
    "consents": "y",
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


def _intake() -> tuple[RouteCase, ...]:
    own = {"audience": DESKS, "owners": THE_DESK}
    scans = {"version": "@call.version", "came_by": "fax", "scan_emergency_record": [photograph("yellow")]}
    phone = {"channel": "phone", "slug": "emergency"}
    return (
        get("clerk_intake.choose", DESKS, channel="phone"),
        get("clerk_intake.ask", **own, **phone),
        post("clerk_intake.preview", **own, form=CALL, status=200, writes=False, **phone),
        post("clerk_intake.enter", **own, form=CALL, **phone),
        get("clerk_receiving.entered", **own, number="@call"),
        get("clerk_receiving.ask", **own, number="@call"),
        post("clerk_receiving.take", **own, form=scans, number="@call"),
        post("clerk_receiving.form_to_sign", **own, number="@call"),
        post("clerk_receiving.authorisation_to_sign", **own, number="@call"),
    )


def _faxes() -> tuple[RouteCase, ...]:
    own = {"audience": DESKS, "owners": THE_DESK}
    return (
        get("clerk_faxes.tray", DESKS),
        get("clerk_faxes.show", **own, uid="@fax"),
        post("clerk_faxes.find", **own, form={"words": "@call"}, status=200, writes=False, uid="@fax"),
        get("clerk_faxes.picture", **own, uid="@fax", page="@fax.page"),
        post("clerk_fax_order.turn", **own, form={"turn": "@fax.turn"}, uid="@fax"),
        post("clerk_fax_order.split", **own, form={"page": "@fax.page"}, uid="@fax"),
        post("clerk_fax_order.join", **own, form={"other": "@other_fax.number"}, uid="@fax"),
        post("clerk_fax_order.junk", **own, form={"reason": "广告"}, uid="@fax"),
        post("clerk_fax_order.restore", **own, uid="@junk_fax"),
    )


RESET = {"kind": "password", "reason": "本人打电话说忘了"}
CALLED = {
    "phone": "@reachable.phone",
    "called_at": "2026-09-14 10:00",
    "wants_it": "y",
    "last_four": "@reachable.last_four",
}


KEY = {"institution": "上海某医院", "hospital": "", "scopes": ["in_force"], "days": "90"}


def _chief() -> tuple[RouteCase, ...]:
    own = {"audience": CHIEFS, "owners": THE_CHIEF}
    answered = {"complaint": "@complaint", "answer": "已经核实"}
    newcomer = {"role": "clerk", "username": "somebody-new", "office": "", "hospital": ""}
    override = {"number": "@agents_draft", "reason": "家里只有一个女儿能代办"}
    from_when = {"designated_from-year": "2026", "designated_from-month": "1", "designated_from-day": "1"}
    return (
        get("admin.overview", CHIEFS),
        get("admin_complaints.every", CHIEFS),
        get("admin_complaints.show", CHIEFS, THE_CHIEF, number="@sent"),
        post("admin_complaints.answer", CHIEFS, THE_CHIEF, form=answered, number="@sent"),
        get("admin_ledger.figures", CHIEFS),
        get("admin_national.uploads", CHIEFS),
        post("admin_national.confirm", **own, file="@national_file"),
        post("admin_national.lost", **own, file="@national_file"),
        post("admin_national.again", **own, number="@undated"),
        post("admin_ledger.take_ledger", CHIEFS, form={"month": "2026-09", "kind": "csv"}, status=200),
        post("admin_ledger.take_report", CHIEFS, form={"month": "2026-09", "kind": "xlsx"}, status=200),
        get("admin.overrides", CHIEFS),
        post("admin.overrides", CHIEFS, form=override, limits={"other_supervisor": 422}),
        get("admin.trail", CHIEFS),
        get("admin_health.newest", CHIEFS),
        get("admin_accounts.every", CHIEFS),
        get("admin_accounts.invite", CHIEFS),
        post("admin_accounts.invite", CHIEFS, form=newcomer, status=200),
        get("admin_accounts.show", **own, uid="@spare"),
        post("admin_accounts.disable", **own, uid="@spare"),
        post("admin_accounts.name_signer", **own, form={"signs_as": ""}, uid="@hospital_account"),
        post("admin_resets.want", **own, form=RESET, uid="@spare"),
        post("admin_resets.confirm", **own, uid="@spare", key="@waiting_reset"),
        post("admin_resets.take_back", **own, uid="@spare", key="@waiting_reset"),
        get("admin_resets.call_back", **own, uid="@reachable", key="@reset_by_call"),
        post("admin_resets.call_back", **own, form=CALLED, status=200, uid="@reachable", key="@reset_by_call"),
        get("admin_keys.every", CHIEFS),
        get("admin_keys.make", CHIEFS),
        post("admin_keys.make", CHIEFS, form=KEY, status=200),
        post("admin_keys.revoke", **own, uid="@key"),
        get("admin_terminals.every", CHIEFS),
        post("admin_terminals.set_up", CHIEFS, form={"place": "一楼大厅"}),
        post("admin_terminals.end", **own, uid="@terminal"),
        get("admin_employers.every", CHIEFS),
        post("admin_employers.every", CHIEFS, form={"name": "新的厂", "credit_code": "@code"}),
        get("admin_hospitals.every", CHIEFS),
        post("admin_hospitals.every", CHIEFS, form={"name": "新指定的医院"} | from_when),
        get("admin_hospitals.dates", **own, uid="@listed"),
        post("admin_hospitals.dates", **own, form=from_when, uid="@listed"),
    )


ROUTES = (
    *_public(),
    *_following(),
    *_account(),
    *_citizen(),
    *_hospital(),
    *_employer(),
    *_clerk(),
    *_intake(),
    *_faxes(),
    *_chief(),
)
