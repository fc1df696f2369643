"""What a check is: one condition of an item, the things it asks for, and its verdicts; no prose."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from portal.domain.facts import Facts
from portal.domain.place import InsuringPlace
from portal.domain.values import Values
from portal.domain.vocabulary import FilingType, Severity


@dataclass(frozen=True)
class Verdict:
    """What one check says against a filing, and which other filing types would fit better."""

    code: str
    severity: Severity
    fact: str
    alternatives: tuple[FilingType, ...] = ()
    values: Values = field(default_factory=dict)


class Check(ABC):
    """One condition: a frozen dataclass whose fields are its parameters in the county file, so that a parameter nobody
    reads cannot be written there."""

    asks: ClassVar[tuple[str, ...]]
    """The key paths of the claims it needs; each is a question of `domain/questions.py`."""

    is_remark: ClassVar[bool] = False
    """Whether it only remarks on the guide: there is nothing in a filing that meets it."""

    def is_told(self, facts: Facts) -> bool:
        """Whether the filing speaks of it at all; silence about some conditions is no fault, and is not in order."""
        return True

    @abstractmethod
    def verdicts(self, facts: Facts, place: InsuringPlace) -> Iterator[Verdict]:
        """Everything this condition has against the filing; nothing where it is met."""
