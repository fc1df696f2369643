"""What a use case may answer instead of doing what was asked; the web maps each to a status in one place."""

from collections.abc import Iterable, Sequence

from portal.domain.values import Value


class DomainError(Exception):
    """A refusal with a code that `wording` turns into a sentence; `values` fill its blanks."""

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class NotFound(DomainError):
    """There is no such thing for this actor; a foreign thing answers exactly like a missing one."""

    def __init__(self) -> None:
        super().__init__("not_found")


class NotAllowed(DomainError):
    """The actor may see the thing but not do this to it."""


class Gone(DomainError):
    """It was there for everybody, and is no longer."""


class Stale(DomainError):
    """Somebody else was faster; `values` say who, what and when."""


class Invalid(DomainError):
    """What was given cannot be taken; `field` names where, `code` says why."""

    def __init__(self, code: str, field: str = "", **values: Value) -> None:
        super().__init__(code, **values)
        self.field = field


class SeveralInvalid(Exception):
    """Several things that were given cannot be taken, each with its field: all are said at once."""

    def __init__(self, faults: Sequence[Invalid]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = tuple(faults)


def raise_all(faults: Iterable[Invalid]) -> None:
    """Raise what there is to mend, all of it at once; nothing where there is nothing."""
    found = tuple(faults)
    if len(found) == 1:
        raise found[0]
    if found:
        raise SeveralInvalid(found)


class TooMany(DomainError):
    """Too many tries; `values['minutes']` or `['seconds']` says how long to wait."""

    @property
    def retry_after(self) -> int:
        """In seconds."""
        seconds, minutes = (self.values.get(name, 0) for name in ("seconds", "minutes"))
        return (seconds if isinstance(seconds, int) else 0) or (60 * minutes if isinstance(minutes, int) else 0)
