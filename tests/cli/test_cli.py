"""The commands all together: help, and a line in the trail."""

from pathlib import Path

import pytest

from portal.cli import COMMANDS
from tests.modes import open_to_others
from tests.processes import count, portal

pytestmark = pytest.mark.slow

WRITTEN_DOWN = {
    "init": ["initialised", "upgraded", "catalogue_changed"],
    "db": ["reindexed"],
    "user": ["invited"],
    "key": ["key_made"],
    "referral": ["referrals_imported"],
    "hospital": ["hospital_added", "hospital_dated", "networked_list_loaded"],
    "fax": ["fax_received"],
    "ledger": ["ledger_taken"],
    "backup": ["backed_up"],
    "restore": ["restored"],
    "certificate": ["signer_renewed"],
    "rekey": ["rekeyed", "old_keys_destroyed"],
    "serve": ["catalogue_changed"],
}
NOT_WRITTEN_DOWN = {
    "audit": "reads",
    "decide": "reads",
    "catalogue": "reads",
    "verify": "reads; notes beside the backup that it did",
    "doctor": "keeps its findings for the supervisors as they are",
    "worker": "does what acts asked for that were written down themselves",
    "message": "the message itself says from then on that it came back",
    "national": "writes its line where a file was made or an answer entered (tests/services/test_national.py)",
    "retention": "writes its line where something was deleted, held or released (tests/services/test_retention.py)",
    "demo": "plays synthetic people through the services",
}
"""Commands that leave no line, and why."""


def test_every_command_has_help(tmp_path: Path) -> None:
    for words in ("init", "db", "user", "user add", "serve", "demo", "decide", "catalogue", "db upgrade"):
        ran = portal(tmp_path / "var", *words.split(), "--help")
        assert (ran.returncode, "usage: portal" in ran.stdout) == (0, True), ran.stderr


def test_every_command_is_named() -> None:
    assert set(WRITTEN_DOWN) | set(NOT_WRITTEN_DOWN) == set(COMMANDS)


def test_commands_leave_lines_by_whom_the_machine_knows_and_files_for_nobody_else(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    data, depot = tmp_path / "var", tmp_path / "depot"
    portal(data, "init")
    assert kinds(data) == {"initialised", "upgraded", "catalogue_changed"}
    portal(data, "db", "reindex")
    portal(data, "rekey")
    portal(data, "rekey", "--destroy-old")
    portal(data, "certificate", "renew-key")
    portal(data, "user", "add", "zhang", "--role", "supervisor", "--county", "wenshang")
    portal(data, "key", "add", "某医院", "--county", "wenshang", "--scope", "in_force")
    assert portal(data, "backup", str(depot)).returncode == 0
    assert kinds(data) >= {
        each
        for command in ("init", "db", "rekey", "certificate", "user", "key", "backup")
        for each in WRITTEN_DOWN[command]
    }
    elsewhere = tmp_path / "new"
    assert portal(elsewhere, "restore", str(depot), PORTAL_KEY_FILE=str(data / "keys" / "portal.key")).returncode == 0
    assert kinds(elsewhere) - kinds(data) == {"restored"}
    for words in (("worker", "--again", "--until-empty"), ("retention", "run"), ("verify", str(depot)), ("doctor",)):
        portal(data, *words, PORTAL_BACKUP_DIR=str(depot))
    assert [open_to_others(folder) for folder in (data, depot, elsewhere)] == [[], [], []]


def kinds(data: Path) -> set[str]:
    """What stands in the trail of that installation."""
    return {str(kind) for (kind,) in count(data, "SELECT kind FROM portal_events")}
