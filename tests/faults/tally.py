"""What a part of the harness found: acts acknowledged to somebody, those that are gone, those that are there twice."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LossTally:
    """Adds up over the parts."""

    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0

    def __add__(self, other: "LossTally") -> "LossTally":
        return LossTally(self.acknowledged + other.acknowledged, self.lost + other.lost, self.doubled + other.doubled)

    def __str__(self) -> str:
        return f"acknowledged={self.acknowledged} lost={self.lost} doubled={self.doubled}"

    @property
    def is_clean(self) -> bool:
        """Nothing lost, nothing twice."""
        return self.lost == self.doubled == 0
