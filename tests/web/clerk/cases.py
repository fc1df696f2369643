"""Filings as they lie on the clerk's desk."""

from dataclasses import replace
from datetime import date
from typing import Any

from portal.domain.claims import AdmissionClaim, Claims, ContactClaim, laid_over
from portal.domain.vocabulary import Channel, FilingType
from portal.models import Filing
from portal.services import documents, filings, intake
from portal.services.documents import StoredFile
from portal.services.intake import Sighted
from tests.people import SyntheticPerson, acting, citizen, insured, long_stay, person, staff


def page(name: str = "a") -> StoredFile:
    """A kept file nobody looks into."""
    return StoredFile(key=f"key-{name}", media_type="image/jpeg", size=1000, pages=1, sha256=name * 64)


def filed(serial: int, *, proof: bool = True, **facts: Any) -> Filing:
    """A long-stay filing sent in by its own person or their agent, complete or without its proof of residence."""
    who, agent = person(serial, "韦测试"), facts.get("agent")
    user = citizen(SyntheticPerson(agent.name, agent.id_number, agent.phone) if agent else who)
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(who, **facts))
    if proof:
        documents.attach(acting(user), draft.number, "residence_proof", page(f"{serial}"), None)
    return filings.submit(acting(user), draft.number)


def emergency(who: SyntheticPerson, **admission: Any) -> Claims:
    """What a caller tells of an emergency in 汶上."""
    stay = AdmissionClaim(date(2026, 9, 13), emergency=True, inpatient=True, networked=True)
    return Claims(
        person=insured(who, kind=FilingType.EMERGENCY),
        treatment_place="310000",
        admission=replace(stay, **admission),
        contact=ContactClaim(phone=who.phone),
    )


def telephoned(serial: int, *, sighted: tuple[str, ...] = ()) -> Filing:
    """An emergency a clerk took down on the telephone; no paper yet."""
    ctx = acting(staff(f"phone{serial}"), Channel.PHONE)
    who = person(serial, "马测试")
    documents = [Sighted(kind) for kind in sighted]
    return intake.enter(ctx, "wenshang.emergency", emergency(who), f"key-of-call-{serial}", documents).filing


def at_the_window(serial: int) -> Filing:
    """An emergency of somebody who stood at the window."""
    ctx, content = acting(staff(f"window{serial}"), Channel.WINDOW), emergency(person(serial, "马测试"))
    return intake.enter(ctx, "wenshang.emergency", content, f"key-of-visit-{serial}").filing


def not_networked(serial: int) -> Filing:
    """An emergency taken down on the telephone, in a hospital that is not networked."""
    ctx, content = acting(staff(f"phone{serial}"), Channel.PHONE), emergency(person(serial, "马测试"), networked=False)
    return intake.enter(ctx, "wenshang.emergency", content, f"key-of-call-{serial}").filing


def late_emergency(serial: int) -> Filing:
    """An emergency in 柳江, filed at the window long after the five working days; only the identity card was seen."""
    ctx, who = acting(staff(f"window{serial}", "liujiang"), Channel.WINDOW), person(serial, "韦测试")
    content = laid_over(emergency(who, on=date(2026, 8, 20)), {"person.insured_place": "450206", "stay_days": 30})
    return intake.enter(ctx, "liujiang.emergency", content, f"key-of-late-{serial}", [Sighted("identity")]).filing
