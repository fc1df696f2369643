"""What one question looks like on a page; what it means and who is asked it stands in `portal.domain.questions`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Wording:
    """The name of its field, its label, what is said where an answer is needed and none was given, and what helps.

    `most` is the longest text or the largest number; `answer_hints` stand under the answers of a choice.
    """

    name: str
    label: str
    needed: str = ""
    hint: str = ""
    answer_hints: Mapping[str, str] = field(default_factory=dict)
    width: str = "long"
    autocomplete: str = ""
    most: int = 200
    rows: int = 3

    def for_somebody_else(self) -> "Wording":
        """The same where staff fill it in: hints for the person fall away, and so does what a browser remembers."""
        return replace(self, hint="", answer_hints={}, autocomplete="off")
