"""Facts of synthetic people, one set an item, from which the tables change what a sentence is about."""

from typing import Any

from tests.rules.cases import id_number

RETIRED = id_number("21040219520304001")
DAUGHTER = {"name": "演示女儿", "id_number": id_number("21040219800607002"), "persons_this_year": 0}

FUSHUN_REFERRAL: dict[str, Any] = {
    "item": "fushun.referral",
    "channel": "window",
    "filed_at": "2026-03-10T10:00:00+08:00",
    "person": {
        "name": "演示甲",
        "id_number": RETIRED,
        "scheme": "employee",
        "insured_place": "210400",
        "insured": True,
    },
    "treatment_place": "210100",
    "documents": ["identity"],
}

FUSHUN_RETIREE: dict[str, Any] = {
    "item": "fushun.settled-retiree",
    "channel": "window",
    "filed_at": "2026-03-10T10:00:00+08:00",
    "person": {
        "name": "演示甲",
        "id_number": RETIRED,
        "scheme": "employee",
        "insured_place": "210400",
        "insured": True,
        "retired": True,
        "kind": "relocated_retiree",
    },
    "treatment_place": "460200",
    "household_moved": True,
    "documents": ["identity", "filing_form", "settlement_proof"],
}

ZHENPING: dict[str, Any] = {
    "item": "zhenping.long-term-resident",
    "channel": "window",
    "filed_at": "2026-03-10T10:00:00+08:00",
    "person": {
        "name": "演示乙",
        "id_number": id_number("41132419600708003"),
        "scheme": "employee",
        "insured_place": "411324",
        "insured": True,
    },
    "treatment_place": "310000",
    "documents": ["identity", "filing_form"],
}

LIUJIANG: dict[str, Any] = {
    "item": "liujiang.emergency",
    "channel": "online",
    "filed_at": "2026-03-12T10:00:00+08:00",
    "person": {
        "name": "演示丙",
        "id_number": id_number("45022119700910004"),
        "scheme": "employee",
        "insured_place": "450206",
        "insured": True,
    },
    "treatment_place": "310000",
    "stay_days": 60,
    "admission": {"on": "2026-03-10", "emergency": True, "inpatient": True},
    "documents": ["identity", {"kind": "emergency_record", "sealed": True}, "filing_form"],
}

WENSHANG_PERSON: dict[str, Any] = {
    "name": "演示丁",
    "id_number": id_number("37083019580102005"),
    "scheme": "employee",
    "insured_place": "370830",
    "insured": True,
}

WENSHANG_LONG_TERM: dict[str, Any] = {
    "item": "wenshang.long-term",
    "channel": "window",
    "filed_at": "2026-03-10T10:00:00+08:00",
    "person": WENSHANG_PERSON,
    "treatment_place": "310000",
    "begins_on": "2026-03-15",
    "stay_months": 12,
    "documents": ["residence_proof"],
}

WENSHANG_REFERRAL: dict[str, Any] = {
    "item": "wenshang.referral",
    "channel": "hospital",
    "filed_at": "2026-01-12T10:00:00+08:00",
    "person": WENSHANG_PERSON,
    "treatment_place": "370100",
    "referral": {"institution": "汶上县中医院", "issued_on": "2026-01-10"},
    "documents": ["referral_slip"],
}

WENSHANG_EMERGENCY: dict[str, Any] = {
    "item": "wenshang.emergency",
    "channel": "phone",
    "filed_at": "2026-03-10T10:00:00+08:00",
    "person": WENSHANG_PERSON,
    "treatment_place": "310000",
    "admission": {"on": "2026-03-09", "emergency": True, "inpatient": True, "networked": True},
    "documents": ["emergency_record"],
}

EVERY_ITEM = (
    FUSHUN_REFERRAL,
    FUSHUN_RETIREE,
    ZHENPING,
    LIUJIANG,
    WENSHANG_LONG_TERM,
    WENSHANG_REFERRAL,
    WENSHANG_EMERGENCY,
)
