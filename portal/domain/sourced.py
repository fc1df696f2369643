"""A fact of a published guide: stated, not stated, or contradictory, always with the line it was read from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a guide says it: the guide's title, the line, and a few words copied from that line."""

    guide_id: str
    guide_title: str
    line: int
    quote: str
    document: str = ""

    @property
    def source(self) -> str:
        """The short form a county file writes, such as S4:34."""
        return f"{self.guide_id}:{self.line}"

    @property
    def basis(self) -> str:
        """What a finding rests on: the legal document where the guide quotes one, else the guide and its line."""
        return self.document or f"{self.guide_title}第{self.line}行"


class FactState(StrEnum):
    """How a guide stands to a fact; one that nobody has set is nothing the guide could be said to be silent about."""

    UNSET = "unset"
    STATED = "stated"
    NOT_STATED = "not_stated"
    CONTRADICTORY = "contradictory"


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """One thing a guide says of a fact."""

    value: T
    citation: Citation


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """What is known of one fact; `applied` is what is used meanwhile when the guide is silent or contradicts itself."""

    state: FactState = FactState.UNSET
    readings: tuple[Reading[T], ...] = ()
    applied: T | None = None
    confirm_by: str = ""
    why: str = ""
    value_en: str = (
        ""  # what an English page says in the place of a sentence; a language the file lacks shows it as it is
    )

    @property
    def value(self) -> T | None:
        """The value to work with, or None where the guide states none and nothing is applied meanwhile."""
        return self.applied

    @property
    def is_set(self) -> bool:
        """True where somebody has read the guide for it, and be it that the guide is silent."""
        return self.state is not FactState.UNSET

    @property
    def is_stated(self) -> bool:
        """True where the guide says it once and clearly."""
        return self.state is FactState.STATED

    @property
    def is_disputed(self) -> bool:
        """True where the guide says different things."""
        return self.state is FactState.CONTRADICTORY

    @property
    def citation(self) -> Citation | None:
        """The first place the guide speaks of it."""
        return self.readings[0].citation if self.readings else None

    @property
    def values(self) -> tuple[T, ...]:
        """Every value the guide can be read to state, once each, in the order printed."""
        return tuple(dict.fromkeys(reading.value for reading in self.readings))


SILENT: Fact[object] = Fact(FactState.NOT_STATED)
"""A fact of which the guide says nothing, and somebody has looked."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Another sentence of the guide that a row of it does not agree with; what is applied stands in the row."""

    citation: Citation
    why: str
    confirm_by: str


def stated(value: T, citation: Citation, value_en: str = "") -> Fact[T]:
    """A fact the guide states once."""
    return Fact(FactState.STATED, (Reading(value, citation),), value, value_en=value_en)


@dataclass(frozen=True, slots=True)
class RestOfFacts:
    """The facts nobody wrote down one by one, for whoever read the whole guide that day found nothing of them."""

    names: tuple[str, ...]
    read_by: str
    read_on: date
