"""What one request may ask of the machine: files, milliseconds of decoding judged beforehand, seconds really spent."""

from dataclasses import dataclass

MOST_FILES = 30
ESTIMATED_MILLISECONDS = 6000  # twenty photographs of a telephone, or fifty pages of a scanner
PROCESSOR_SECONDS = 12.0


@dataclass
class RequestBudget:
    """What is left of it, and whose turns it takes (`seats`); one is carried through everything a request uploads."""

    files: int = MOST_FILES
    milliseconds: int = ESTIMATED_MILLISECONDS
    seconds: float = PROCESSOR_SECONDS
    whose: str = ""

    def take(self, files: int, milliseconds: int) -> bool:
        """Whether there was room for these; what was judged is taken before it is done."""
        self.files -= files
        self.milliseconds -= milliseconds
        return self.files >= 0 and self.milliseconds >= 0
