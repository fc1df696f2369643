"""The line of a filing in a file for the national library: each column from one thing, and nothing made up."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.claims import NOT_LISTED, AgentClaim, Claims, ContactClaim, PersonClaim, ReferralClaim
from portal.domain.national import FIELDS, Upload, UploadChange, fields_of
from portal.domain.vocabulary import Channel, FilingType, Scheme

CLAIMS = Claims(
    person=PersonClaim("孔测试", "370830195503070018", Scheme.EMPLOYEE, "370830"),
    treatment_place="310000",
    referral=ReferralClaim("汶上县人民医院", date(2026, 9, 8)),
    agent=AgentClaim("吴测试", "370830195503070026", "13800000002", "女儿"),
    contact=ContactClaim(phone="13800000001", address="上海市某路1号"),
)
FULL = Upload(
    "WS2026000001",
    UploadChange.ADDED,
    FilingType.REFERRAL,
    Channel.ONLINE,
    CLAIMS,
    date(2026, 9, 14),
    date(2027, 9, 13),
)
BARE = replace(FULL, filing_type=FilingType.EMERGENCY, claims=Claims(), begins_on=None, ends_on=None)
LINE = {
    "serv_matt_inst_id": "WS2026000001",
    "evt_type": "01",
    "psn_name": "孔测试",
    "certno": "370830195503070018",
    "insutype": "310",
    "insu_admdvs": "370830",
    "tel": "13800000001",
    "resout_addr": "上海市某路1号",
    "rloc_admdvs": "310000",
    "rloc_rea": "06",
    "begndate": "2026-09-14",
    "enddate": "2027-09-13",
    "trafout_fixmedins_name": "汶上县人民医院",
    "agnter_name": "吴测试",
    "agnter_certno": "370830195503070026",
    "agnter_tel": "13800000002",
    "agnter_rlts": "女儿",
    "dcla_souc": "网上经办",
    "out_fil_upld_stas": "0",
    "memo": "转诊",
}
KNOWN_OF_EVERY_FILING = {"serv_matt_inst_id", "evt_type", "dcla_souc", "out_fil_upld_stas", "memo"}


def test_each_column_says_its_own_thing_in_the_order_of_the_file() -> None:
    line = fields_of(FULL, "转诊")
    assert line == LINE
    assert tuple(line) == FIELDS


def test_what_nobody_said_stays_empty() -> None:
    line = fields_of(BARE, "急诊")
    assert {name for name, text in line.items() if text} == KNOWN_OF_EVERY_FILING
    assert set(line.values()) == {"WS2026000001", "01", "网上经办", "0", "急诊", ""}


def test_a_hospital_that_is_not_on_the_list_has_no_name_to_send() -> None:
    claims = replace(CLAIMS, referral=ReferralClaim(NOT_LISTED))
    assert fields_of(replace(FULL, claims=claims), "")["trafout_fixmedins_name"] == ""


@pytest.mark.parametrize(
    ("channel", "source"),
    [
        (Channel.ONLINE, "网上经办"),
        (Channel.WINDOW, "中心经办"),
        (Channel.PHONE, "中心经办"),
        (Channel.FAX, "中心经办"),
        (Channel.KIOSK, "一体机"),
        (Channel.HOSPITAL, "其他"),
        (Channel.API, "其他"),
    ],
)
def test_its_source_is_the_channel_it_came_in_by(channel: Channel, source: str) -> None:
    assert fields_of(replace(FULL, channel=channel), "")["dcla_souc"] == source


@pytest.mark.parametrize(
    ("filing_type", "code"),
    [
        (FilingType.RELOCATED_RETIREE, "02"),
        (FilingType.LONG_TERM_RESIDENT, ""),
        (FilingType.POSTED_WORKER, "07"),
        (FilingType.REFERRAL, "06"),
        (FilingType.EMERGENCY, ""),
        (FilingType.OTHER_TEMPORARY, ""),
    ],
)
def test_a_reason_is_coded_only_where_all_places_write_one_code(filing_type: FilingType, code: str) -> None:
    assert fields_of(replace(FULL, filing_type=filing_type), "")["rloc_rea"] == code


@pytest.mark.parametrize(
    ("change", "code"), [(UploadChange.ADDED, "01"), (UploadChange.CHANGED, "02"), (UploadChange.ENDED, "05")]
)
def test_what_happened_since_is_coded(change: UploadChange, code: str) -> None:
    assert fields_of(replace(FULL, change=change), "")["evt_type"] == code


@pytest.mark.parametrize(("scheme", "code"), [(Scheme.EMPLOYEE, "310"), (Scheme.RESIDENT, "390"), (None, "")])
def test_the_scheme_is_coded(scheme: Scheme | None, code: str) -> None:
    claims = replace(CLAIMS, person=replace(CLAIMS.person, scheme=scheme))
    assert fields_of(replace(FULL, claims=claims), "")["insutype"] == code
