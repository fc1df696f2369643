"""Papers composed of made-up filings, without a database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from portal.adapters import divisions
from portal.adapters.work_calendar import load_calendar
from portal.catalogue.repository import Catalogue
from portal.domain.claims import AdmissionClaim, AgentClaim, Claims, ContactClaim, PersonClaim, ReferralClaim
from portal.domain.fact_law import Circumstances, facts_from
from portal.domain.facts import SuppliedDocument
from portal.domain.vocabulary import Channel, Evidence, FilingStatus, Mark, Scheme
from portal.models import Document, Filing
from portal.models.crypto import Keyring
from portal.models.sealed import vault
from portal.services.notice_letter import Letter
from portal.services.rulebook import rulebook
from tests.people import NOW, SyntheticPerson, id_number, person

CATALOGUE = Catalogue.load()


def prepare() -> None:
    """Rules, names of places and keys, as an application has them."""
    vault.use(Keyring(bytes(range(32))))
    rulebook.use(CATALOGUE, load_calendar(), divisions.GAZETTEER)


def claims_of(who: SyntheticPerson, place: str, **parts: Any) -> Claims:
    """What somebody insured there says."""
    return replace(
        Claims(
            person=PersonClaim(who.name, who.id_number, Scheme.EMPLOYEE, place),
            treatment_place="310000",
            contact=ContactClaim(None, who.phone, "上海市浦东新区测试大道123弄45号607室"),
        ),
        **parts,
    )


EVERYTHING: dict[str, Any] = {
    "household_moved": True,
    "stay_months": 12,
    "hospital": "上海交通大学医学院附属瑞金医院",
    "admission": AdmissionClaim(date(2026, 9, 12), True, True, True),
    "referral": ReferralClaim("汶上县中医院", date(2026, 9, 10)),
    "agent": AgentClaim("测试女儿", id_number(9001), "13900000001", "女儿"),
}


def letter_of(item_id: str, claims: Claims | None = None, evidence: Sequence[Evidence] = (), **more: Any) -> Letter:
    """A letter about a filing of that item; one document of each kind asked for comes in each of these ways."""
    item = CATALOGUE.item(item_id)
    county = CATALOGUE.county(item_id.partition(".")[0])
    assert item is not None
    assert county is not None
    stated = claims or claims_of(person(1), county.division_code)
    documents = [
        Document(kind=material.kind, evidence=way, added_at=NOW, mark=Mark.SOUND)
        for material, way in zip(item.materials, evidence, strict=False)
    ]
    channel = more.pop("channel", Channel.ONLINE)
    around = Circumstances(item_id, channel, NOW, tuple(SuppliedDocument(document.kind) for document in documents))
    filing = Filing(
        number="123456789012",
        county=county.slug,
        item_id=item_id,
        item_version=item.version,
        filing_type=item.filing_type,
        channel=channel,
        status=FilingStatus.SUBMITTED,
        claims=stated,
        treatment_place=stated.treatment_place,
        submitted_at=NOW,
    )
    for name in ("status", "begins_on", "ends_on", "due_on", "deadline_on", "applicant_id"):
        if name in more:
            setattr(filing, name, more.pop(name))
    facts = facts_from(stated, around, CATALOGUE.document_kinds, divisions.GAZETTEER)
    found = rulebook.determine(facts, item)
    now: datetime = more.pop("now", NOW + timedelta(hours=1))
    return Letter(filing, item, county, found, documents, now, "表〔2026〕123456789012-1", **more)


ITEMS = tuple(item.id for county in CATALOGUE.counties() for item in county.items)
