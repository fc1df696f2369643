"""A certificate, its keys and a list, made without any portal; and a filing that has one."""

from datetime import UTC, date, datetime, timedelta

from portal.domain.actor import Context
from portal.domain.certificate import ENDED, FILING, Certificate, EndedList
from portal.domain.certificate_check import CertificateCheck, KeySet
from portal.domain.vocabulary import FilingType
from portal.models import Filing
from portal.models.signing import Signer, is_signed, key_id
from portal.services import documents, filings
from tests.approving import approve
from tests.people import SyntheticPerson, acting, long_stay, staff
from tests.services.filings.test_from_draft_to_end import page

NOW = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
TODAY = date(2026, 10, 8)
SIGNER = Signer(bytes(range(32)))
SAMPLE = Certificate(
    uid="0123456789abcdef",
    number="260914000011",
    county="wenshang",
    place="310000",
    place_name="上海市",
    filing_type=FilingType.REFERRAL,
    begins_on=date(2026, 9, 20),
    ends_on=date(2027, 9, 19),
    name_masked="测*",
    id_tail="1X",
    issued_on=date(2026, 9, 14),
)
KEYS = KeySet({"wenshang": "汶上县"}, {key_id(SIGNER.public): SIGNER.public})
CHECK = CertificateCheck(KEYS, is_signed)


def certificate(shown: Certificate = SAMPLE, signer: Signer = SIGNER) -> str:
    """As it stands in the QR."""
    return signer.signed(FILING, shown.content())


def ended(days: dict[str, date | None], signer: Signer = SIGNER) -> str:
    """The list, made now and fresh for a day."""
    return signer.signed(ENDED, EndedList(NOW, NOW + timedelta(days=1), days).content())


def sent_in(filer: Context, who: SyntheticPerson) -> Filing:
    """A long stay with its document."""
    draft = filings.open_draft(filer, "wenshang.long-term", long_stay(who))
    documents.attach(filer, draft.number, "residence_proof", page(who.phone[-1]), None)
    return filings.submit(filer, draft.number)


def in_force(filer: Context, who: SyntheticPerson, clerk: str = "approver") -> Filing:
    """The same, approved by that clerk; it counts from a later day."""
    return approve(acting(staff(clerk)), sent_in(filer, who))
