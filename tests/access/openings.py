"""Which sealed columns a page opens: what it never opens it cannot stumble over."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from portal.models.crypto import Keyring
from portal.models.sealed import Openable


@contextmanager
def noted_openings() -> Iterator[set[str]]:
    """What is opened meanwhile, `table.column` each: asked of a row, or of the keyring by whatever way."""
    opened: set[str] = set()
    of_a_row, of_the_keyring = Openable._opened, Keyring.open

    def noted(self: Openable[Any], row: Any, sealed: Any) -> Any:
        opened.add(f"{row.__tablename__}.{self.column}")
        return of_a_row(self, row, sealed)

    def noted_too(self: Keyring, sealed: bytes, context: str, *more: Any) -> bytes:
        opened.add(f"{context.partition(':')[0]}_sealed")
        return of_the_keyring(self, sealed, context, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Openable, "_opened", noted)
        patch.setattr(Keyring, "open", noted_too)
        yield opened
