"""What a use case may answer instead of doing what was asked; the web maps each to a status in one place."""

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


class Stale(DomainError):
    """Somebody else was faster; `values` say who, what and when."""


class Invalid(DomainError):
    """What was given cannot be taken; `field` names where, `code` says why."""

    def __init__(self, code: str, field: str = "", **values: Value) -> None:
        super().__init__(code, **values)
        self.field = field


class TooMany(DomainError):
    """Too many tries; `values['minutes']` says how long to wait."""
