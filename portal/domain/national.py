"""What is said of a filing to the national library (国家平台), in the field names of its table `out_appy_d`.

No format of the platform is confirmed: names and codes were read in public code, so each file and page says that it is
provisional. What no source states stays empty; nothing is made up to fill a column.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.claims import NOT_LISTED, Claims
from portal.domain.interface_2501 import SCHEMES
from portal.domain.vocabulary import Channel, FilingType

PROVISIONAL = "格式待确认 / provisional"


class UploadState(StrEnum):
    """上报状态: how far a filing is on its way; one that never counted has none."""

    TO_SEND = "to_send"
    EXPORTED = "exported"  # it stands in a file; whether the platform took it nobody has said
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class UploadChange(StrEnum):
    """What happened to it since the platform was last sent it."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Upload:
    """One filing as it is to be sent."""

    number: str
    change: UploadChange
    filing_type: FilingType
    channel: Channel
    claims: Claims
    begins_on: date | None
    ends_on: date | None


_CHANGES = {UploadChange.ADDED: "01", UploadChange.CHANGED: "02", UploadChange.ENDED: "05"}
_SCHEMES = {scheme: code for code, scheme in SCHEMES.items()}
_REASONS = {FilingType.RELOCATED_RETIREE: "02", FilingType.REFERRAL: "06", FilingType.POSTED_WORKER: "07"}
"""Codes of `rloc_rea`; for the other types places write different ones."""
_ONLINE, _DESK, _MACHINE, _OTHER = "网上经办", "中心经办", "一体机", "其他"
_SOURCES = {
    Channel.ONLINE: _ONLINE,
    Channel.WINDOW: _DESK,
    Channel.PHONE: _DESK,
    Channel.FAX: _DESK,
    Channel.KIOSK: _MACHINE,
}
_NOT_YET_REPORTED = "0"
NUMBER = "serv_matt_inst_id"
FIELDS = (
    NUMBER,
    "evt_type",
    "psn_name",
    "certno",
    "insutype",
    "insu_admdvs",
    "tel",
    "resout_addr",
    "rloc_admdvs",
    "rloc_rea",
    "begndate",
    "enddate",
    "trafout_fixmedins_name",
    "agnter_name",
    "agnter_certno",
    "agnter_tel",
    "agnter_rlts",
    "dcla_souc",
    "out_fil_upld_stas",
    "memo",
)
"""The columns of a file, in their order; `NUMBER` is what an answer names a filing by."""


def fields_of(upload: Upload, memo: str) -> Mapping[str, str]:
    """Its line; `memo` is the type of filing in words, for the codes do not tell all types apart."""
    claims = upload.claims
    person, agent, contact = claims.person, claims.agent, claims.contact
    known = {
        NUMBER: upload.number,
        "evt_type": _CHANGES[upload.change],
        "psn_name": person.name,
        "certno": person.id_number,
        "insutype": _SCHEMES[person.scheme] if person.scheme else None,
        "insu_admdvs": person.insured_place,
        "tel": contact.phone,
        "resout_addr": contact.address,
        "rloc_admdvs": claims.treatment_place,
        "rloc_rea": _REASONS.get(upload.filing_type),
        "begndate": upload.begins_on.isoformat() if upload.begins_on else None,
        "enddate": upload.ends_on.isoformat() if upload.ends_on else None,
        "trafout_fixmedins_name": None if claims.referral.institution == NOT_LISTED else claims.referral.institution,
        "agnter_name": agent.name,
        "agnter_certno": agent.id_number,
        "agnter_tel": agent.phone,
        "agnter_rlts": agent.relation,
        "dcla_souc": _SOURCES.get(upload.channel, _OTHER),
        "out_fil_upld_stas": _NOT_YET_REPORTED,
        "memo": memo,
    }
    return {name: known[name] or "" for name in FIELDS}
