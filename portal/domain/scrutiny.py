"""What of a filing nobody has looked at yet: an approval names each, settles it or says why it was passed over."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from portal.domain.checks_of_person import NormallyInsured
from portal.domain.errors import Invalid
from portal.domain.facts import Facts
from portal.domain.item import Item
from portal.domain.vocabulary import Subject


@dataclass(frozen=True, slots=True)
class Scrutiny:
    """What clerks have found so far; `owner_verified` is None where the account is not the person's own."""

    unseen: tuple[tuple[str, str], ...]
    """Kind and uid of each page on file that nobody has looked at."""

    insured: bool | None
    person_verified: bool
    owner_verified: bool | None


@dataclass(frozen=True, slots=True)
class Unchecked:
    """One thing nobody has looked at: the pages of one kind of document, or something claimed of the person."""

    subject: Subject
    kind: str = ""
    uids: tuple[str, ...] = ()
    is_compulsory: bool = False

    @property
    def key(self) -> str:
        """Names it in a form; it changes with the pages it covers, so nobody confirms a page that came later."""
        return ":".join(part for part in (self.subject.value, self.kind, *self.uids) if part)


def unchecked(found: Scrutiny, item: Item) -> tuple[Unchecked, ...]:
    """Everything a decision would leave unlooked at, documents first; what the item itself insists on is compulsory."""
    return tuple(_unchecked(found, item))


def _unchecked(found: Scrutiny, item: Item) -> Iterator[Unchecked]:
    for kind in dict.fromkeys(kind for kind, _uid in found.unseen):
        yield Unchecked(Subject.DOCUMENT, kind, tuple(uid for each, uid in found.unseen if each == kind))
    if found.insured is None:
        yield Unchecked(Subject.INSURED, is_compulsory=insists_on_query(item))
    if not found.person_verified:
        yield Unchecked(Subject.PERSON)
    if found.owner_verified is False:
        yield Unchecked(Subject.OWNER)


def insists_on_query(item: Item) -> bool:
    """Whether the guide makes normal insured status a condition (系统查询), which no reason stands in for."""
    return any(isinstance(reading.check, NormallyInsured) for each in item.conditions for reading in each.readings)


def faults_of_passing_over(left: Sequence[Unchecked], reason: str) -> Iterator[Invalid]:
    """What is wrong with approving while these stay unlooked at."""
    may_be_left = [each for each in left if not each.is_compulsory]
    if len(may_be_left) < len(left):
        yield Invalid("query_is_compulsory", "checked")
    if may_be_left and not reason:
        yield Invalid("left_unchecked", "unchecked_reason", count=len(may_be_left))


def as_if_in_order(facts: Facts, left: Collection[Unchecked]) -> Facts:
    """The facts once a clerk has looked at these and found nothing wrong."""
    seen = {each.kind for each in left}
    documents = tuple(
        replace(each, sealed=True) if each.kind in seen and each.sealed is None else each for each in facts.documents
    )
    looked_up = any(each.subject is Subject.INSURED for each in left)
    person = replace(facts.person, insured=True) if looked_up else facts.person
    return replace(facts, documents=documents, person=person)
