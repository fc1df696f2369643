"""What a guide tells people beside the rules: papers handed out, ways to ask, questions, legal bases, defects."""

from dataclasses import dataclass, field
from datetime import date

from portal.domain.sourced import Citation, Dispute, Fact
from portal.domain.vocabulary import NoticeKind


@dataclass(frozen=True, slots=True)
class PublishedNotice:
    """A paper or notice the agency hands out."""

    name: str
    citation: Citation
    kind: NoticeKind | None = None
    copies: Fact[int] = field(default_factory=Fact)
    when: Fact[str] = field(default_factory=Fact)
    dispute: Dispute | None = None


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A legal document the guide rests on."""

    title: str
    citation: Citation
    number: Fact[str] = field(default_factory=Fact)
    article: Fact[str] = field(default_factory=Fact)
    issuer: Fact[str] = field(default_factory=Fact)
    in_force_on: Fact[date] = field(default_factory=Fact)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to ask, to follow progress, to rate or to complain."""

    how: str
    citation: Citation
    phone: Fact[str] = field(default_factory=Fact)
    address: Fact[str] = field(default_factory=Fact)


@dataclass(frozen=True, slots=True)
class FrequentQuestion:
    """A question people ask, with the guide's answer in our words."""

    question: str
    answer: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Quirk:
    """A defect of the published guide, said in one sentence, kept apart from what we apply."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Note:
    """Something the guide prints that no other part of an item holds, in our words."""

    title: str
    text: str
    citation: Citation
