"""A changed key file, put in use by one command at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.cli.runtime import CommandFault, operator, settings
from portal.domain.portal_events import PortalEventDetail, PortalEventKind
from portal.models import key_file
from portal.models.folder_lock import held
from portal.models.key_file import MasterKeys
from portal.models.transaction import transaction
from portal.services import portal_events


@contextmanager
def alone(keys: Path) -> Iterator[None]:
    """Of two at once each would write a key file without the other's version, and what that sealed would be lost."""
    try:
        with held(keys, fcntl.LOCK_NB):
            yield
    except BlockingIOError as fault:
        raise CommandFault("正有另一个命令在改密钥文件，请等它做完") from fault


def put_in_use(kind: PortalEventKind, before: str, after: str, keys: MasterKeys) -> MasterKeys:
    """Written down first: whoever is killed between the two leaves a line too many, never one too few."""
    with transaction():
        portal_events.record(operator(), kind, PortalEventDetail(before=before, after=after))
    key_file.write(settings().key_path, keys)
    return keys
