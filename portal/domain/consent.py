"""The text people agree to before the portal uses their data: which version there is, and since when."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ConsentVersion:
    """One text; `digest` is that of its Chinese (`portal/wording/privacy.py`), so that no sentence changes unsaid."""

    name: str
    since: date
    digest: str


CURRENT = ConsentVersion("2", date(2026, 11, 30), "e54f63ef5a010d54")
"""What is asked for today. Another text is another version, and everybody is asked again at their next filing."""
