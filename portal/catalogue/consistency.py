"""What a county file says twice though there is one of it, and days that stand the wrong way round."""

import re
from collections.abc import Collection, Iterable

from portal.catalogue.binding import Binder
from portal.catalogue.county import Example, Guide, NumberedReason, Office, OwnDocumentKind
from portal.domain.item import Condition, Material, TimeLimit
from portal.domain.place import DesignatedHospital, hospital_key
from portal.domain.vocabulary import DocumentKind, FilingType

SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}", re.ASCII)
"""What stands in an address, and in the number of an item that the database keeps."""

KIND = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
"""A kind of paper of the county's own, as those of the program are written."""

REASON_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,7}", re.ASCII)
"""The number of a reason, as an agency prints it."""

LONGEST_HOSPITAL = 128
"""Characters; a seal holds far fewer, and the database no more."""


def check_rows(
    binder: Binder,
    guides: Iterable[Guide],
    offices: Iterable[Office],
    own_kinds: Iterable[OwnDocumentKind],
    examples: Iterable[Example],
) -> None:
    """The rows of a county that are known by a name have one of their own each."""
    offices = tuple(offices)
    binder.once((guide.id for guide in guides), "guide")
    binder.once((office.id for office in offices), "office")
    binder.once((f"{office.name}（{office.address.value or ''}）" for office in offices), "office")
    own_kinds = tuple(own_kinds)
    binder.once((own.kind for own in own_kinds), "document_kind")
    for own in own_kinds:
        if own.kind in set(DocumentKind):
            binder.fault("document_kind", f"“{own.kind}”程序里已经有，不用再写 [[document_kind]]")
        elif not KIND.fullmatch(own.kind):
            binder.fault("document_kind", f"“{own.kind[:60]}”不行：kind 只能用小写英文字母、数字和下划线，字母开头")
    binder.once((example.name for example in examples), "example")


def check_reasons(binder: Binder, reasons: Iterable[NumberedReason]) -> None:
    """Each has a number of its own, short enough to be read out."""
    reasons = tuple(reasons)
    binder.once((reason.number for reason in reasons), "reason")
    for reason in reasons:
        if not REASON_NUMBER.fullmatch(reason.number):
            binder.fault("reason", f'“{reason.number[:60]}”不行：number 用 1 到 8 个字母、数字、点或横线，例如 "3.2"')


def check_hospitals(binder: Binder, hospitals: Iterable[DesignatedHospital]) -> None:
    """Each stands once, however its name is spelled, and is designated from a day to a later one."""
    seen: set[str] = set()
    for hospital in hospitals:
        key = hospital_key(hospital.name)
        if key in seen:
            binder.fault("hospital", f"“{hospital.name}”写了不止一次，请只留一个 [[hospital]]")
        seen.add(key)
        if len(hospital.name) > LONGEST_HOSPITAL:
            binder.fault("hospital", f"名称最多 {LONGEST_HOSPITAL} 个字，请核对：{hospital.name[:20]}…")
        begins, ends = hospital.designated_from, hospital.designated_until
        if begins and ends and ends < begins:
            binder.fault(
                "hospital", f"“{hospital.name}”的 designated_until（{ends}）比 designated_from（{begins}）还早，请核对"
            )


def check_conditions(binder: Binder, conditions: Iterable[Condition], path: str) -> None:
    """A check asks once; what the guide says of it in two ways are two readings of the one."""
    binder.once((condition.name for condition in conditions), f"{path}.check")


def check_slug(binder: Binder, slug: str, path: str) -> None:
    """A slug stands in addresses, where another sign means another page or none."""
    if not SLUG.fullmatch(slug):
        binder.fault(path, f"“{slug[:60]}”不行：只能用小写拼音字母、数字和连字符，字母开头，最多 60 个字")


def check_kinds(binder: Binder, kinds: Collection[FilingType], own: FilingType, path: str) -> None:
    """An item serves the people of its own type, whomever else it serves."""
    if own not in kinds:
        binder.fault(f"{path}.kinds", f"要把这一项自己的 filing_type（{own.value}）也写进去")


def check_limits(binder: Binder, limits: Iterable[TimeLimit], path: str) -> None:
    """A printed total is a number of working days or at once, and never both or neither."""
    for index, limit in enumerate(limits):
        if limit.at_once == (limit.working_days is not None):
            binder.fault(f"{path}.limit[{index}]", "要么写 working_days = 几，要么写 at_once = true，只写一样")


def check_lengths(binder: Binder, materials: Iterable[Material], path: str) -> None:
    """How long a paper is of use is counted in one unit."""
    for index, each in enumerate(materials):
        if sum(length.is_set for length in (each.valid_years, each.valid_months, each.valid_days)) > 1:
            binder.fault(f"{path}.material[{index}]", "valid_years、valid_months、valid_days 只写一样")
