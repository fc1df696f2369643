"""The interface's routes: what each is for, and a request that is in order. No browser opens any of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.domain.api_keys import Scope
from tests.access.seeds import photograph


@dataclass(frozen=True)
class KeyedCase:
    """One operation of the interface."""

    endpoint: str
    method: str
    scope: Scope
    url: str
    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes | None = None


NAMED = {"Idempotency-Key": "a-request-of-its-own"}
REFERRAL = {
    "person": {"name": "病人", "id_number": "@nobody.id", "scheme": "employee", "insured_place": "370830"},
    "contact": {"phone": "13800000021"},
    "slip": {
        "diagnosis_name": "冠心病",
        "condition": "胸闷三个月",
        "reason": "本院不能做",
        "doctor": "王测试",
        "chief": "李测试",
        "sealed": True,
        "agreed": True,
    },
    "treatment_place": "310000",
    "referral": {"issued_on": "2026-09-14"},
    "consents": True,
}

FILED = {
    "item": "wenshang.long-term",
    "channel": "window",
    "person": {
        "name": "病人",
        "id_number": "@nobody.id",
        "scheme": "employee",
        "insured_place": "370830",
        "kind": "long_term_resident",
    },
    "contact": {"phone": "13800000021"},
    "treatment_place": "310000",
    "begins_on": "2026-09-14",
    "consents": True,
}

CORRECTION = {
    "version": "@slip_returned.version",
    "person": {"id_number": "@slip_returned.id"},
    "slip": REFERRAL["slip"],
    "referral": {"issued_on": "2026-09-14"},
}

KEYED = (
    KeyedCase("api_referral.issue", "POST", Scope.REFERRAL, "/api/v1/referrals", 201, REFERRAL, NAMED),
    KeyedCase(
        "api_referral.correct",
        "POST",
        Scope.REFERRAL,
        "/api/v1/referrals/@slip_returned/correction",
        200,
        CORRECTION,
        NAMED,
    ),
    KeyedCase("api_filing.enter", "POST", Scope.FILE, "/api/v1/filings", 201, FILED, NAMED),
    KeyedCase("api_filing.every", "GET", Scope.FOLLOW, "/api/v1/filings", 200),
    KeyedCase("api_filing.one", "GET", Scope.FOLLOW, "/api/v1/filings/@slip", 200),
    KeyedCase(
        "api_filing.add",
        "POST",
        Scope.DOCUMENT,
        "/api/v1/filings/@slip_returned/documents/referral_slip?sealed=yes",
        201,
        data=photograph("pink")[0],
    ),
    KeyedCase(
        "api_in_force.ask",
        "POST",
        Scope.IN_FORCE,
        "/api/v1/in-force",
        200,
        {"name": "某某", "id_number": "@nobody.id", "on": "2026-09-20"},
    ),
)
