"""A person whose every word can be recognised wherever it should not be."""

import base64
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from tests.access.seeds import photograph
from tests.people import id_number

NAME = "凤凰金丝雀"
AGENT = "画眉代办鸟"
ID_NUMBER = id_number(777, "19470203")
AGENT_ID = id_number(778, "19720816")
PHONE, AGENT_PHONE = "13977700777", "13977800778"
ADDRESS = "鸟语花香路777号8单元"
MAILBOX = "huamei.daibanniao@birdsong.example.cn"
DIAGNOSIS = "罕见金丝雀热"
DOCTOR = "百灵医生甲"
PASSWORD = "canary sings at dawn"
SECRETS = (NAME, AGENT, ID_NUMBER, AGENT_ID, PHONE, AGENT_PHONE, ADDRESS, MAILBOX, DIAGNOSIS, DOCTOR, PASSWORD)


def spellings(text: str, shortest: int = 9) -> set[bytes]:
    """The bytes a text may lie around as, those left out that are shorter: they stand anywhere by accident."""
    plain = text.encode()
    found = {plain, text.encode("utf-16-le"), text.encode("utf-16-be"), quote(text).encode()}
    found |= {plain.hex().encode(), text.encode("unicode_escape")}
    with suppress(UnicodeEncodeError):
        found.add(text.encode("gbk"))
    # in the middle of longer base64 it begins at any of three bits, and its first and last letters hold others' too
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + plain)
        found.add(whole[-(-8 * shift // 6) : 8 * (shift + len(plain)) // 6])
    return {each for each in found if len(each) >= shortest}


def registration() -> dict[str, Any]:
    """The daughter makes an account."""
    return {"name": AGENT, "id_number": AGENT_ID, "phone": AGENT_PHONE, "password": PASSWORD, "consents": "y"}


def who() -> dict[str, Any]:
    """She files for her mother."""
    return {
        "whom": "other",
        "name": NAME,
        "id_number": ID_NUMBER,
        "scheme": "employee",
        "insured_place": "370830",
        "kind": "long_term_resident",
        "agent_name": AGENT,
        "agent_id_number": AGENT_ID,
        "agent_phone": AGENT_PHONE,
        "agent_relation": "女儿",
        "contact_phone": PHONE,
        "contact_address": ADDRESS,
    }


def slip() -> dict[str, Any]:
    """And the hospital refers the mother."""
    return {
        "name": NAME,
        "id_number": ID_NUMBER,
        "scheme": "employee",
        "insured_place": "370830",
        "contact_phone": PHONE,
        "contact_address": ADDRESS,
        "key": "a-key-of-its-own",
        "diagnosis_name": DIAGNOSIS,
        "condition": f"{DIAGNOSIS}三个月",
        "reason": "本院不能做",
        "treatment_place": "310000",
        "issued_on-year": "2026",
        "issued_on-month": "9",
        "issued_on-day": "14",
        "doctor": DOCTOR,
        "chief": DOCTOR,
        "is_agreed": "y",
        "consents": "y",
        "is_sealed": "yes",
        "slip": [photograph("wheat")],
    }
