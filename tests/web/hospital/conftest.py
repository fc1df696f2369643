"""A portal with one hospital's account, another hospital's, and a clerk."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from portal.domain.vocabulary import Role
from tests.people import hospital_staff, person, staff
from tests.web.living import LivingPortal, signed_in


@pytest.fixture
def app(living: LivingPortal) -> Flask:
    """The portal with its people."""
    living.renew()
    with living.app.app_context():
        hospital_staff("tcm")
        hospital_staff("people", "汶上县人民医院")
        staff("clerk")
        staff("boss", role=Role.SUPERVISOR)
    return living.app


@pytest.fixture
def hospital(app: Flask) -> FlaskClient:
    """Staff of 汶上县中医院, signed in."""
    return signed_in(app, "tcm")


def photograph(colour: str = "white") -> tuple[bytes, str]:
    """A small real picture."""
    drawn = BytesIO()
    Image.new("RGB", (600, 800), colour).save(drawn, "JPEG")
    return drawn.getvalue(), "slip.jpg"


def slip(serial: int = 7, **other: Any) -> dict[str, Any]:
    """A filled slip."""
    who = person(serial)
    return {
        "name": who.name,
        "id_number": who.id_number,
        "scheme": "employee",
        "contact_phone": who.phone,
        "diagnosis_name": "冠心病",
        "diagnosis_code": "I25.100",
        "condition": "胸闷三个月，药物控制不好",
        "reason": "本院不能做冠脉搭桥",
        "treatment_place": "310000",
        "issued_on-year": "2026",
        "issued_on-month": "9",
        "issued_on-day": "14",
        "doctor": "王测试",
        "chief": "李测试",
        "is_sealed": "yes",
        "slip": [photograph()],
        "is_agreed": "y",
        "consents": "y",
        **other,
    }
