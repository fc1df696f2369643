"""Settings from the environment: defaults that are safe, and faults that name the variable."""

import re
from pathlib import Path

import pytest

from portal.config import Settings
from portal.settings_reading import SettingsFault

ROOT = Path(__file__).resolve().parent.parent


def test_nothing_set_gives_the_defaults() -> None:
    settings = Settings.from_environment({"HOME": "/root", "PORTAL_DEMO": ""})
    assert settings.data_dir == Path.cwd() / "var"
    assert settings.database == f"sqlite:///{Path.cwd() / 'var' / 'portal.sqlite3'}"
    assert settings.key_path == Path.cwd() / "var" / "keys" / "portal.key"
    assert (settings.citizen_idle_minutes, settings.staff_idle_minutes, settings.session_hours) == (30, 15, 8)
    assert (settings.demo, settings.is_https, settings.default_language) == (False, False, "zh")
    assert settings.hosts == ("127.0.0.1", "localhost")


def test_each_variable_is_read(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "PORTAL_DATA_DIR": str(tmp_path),
            "PORTAL_DATABASE_URL": "postgresql+psycopg://portal@db/portal",
            "PORTAL_KEY_FILE": str(tmp_path / "other.key"),
            "PORTAL_BASE_URL": "https://portal.example/",
            "PORTAL_TRUSTED_HOSTS": "a.example, b.example",
            "PORTAL_DEMO": "1",
            "PORTAL_LANGUAGE": "en",
            "PORTAL_MAX_UPLOAD_MB": "5",
            "PORTAL_MAX_REQUEST_MB": "20",
            "PORTAL_CITIZEN_IDLE_MINUTES": "10",
            "PORTAL_STAFF_IDLE_MINUTES": "5",
            "PORTAL_SESSION_HOURS": "2",
        }
    )
    assert settings.database == "postgresql+psycopg://portal@db/portal"
    assert settings.key_path == tmp_path / "other.key"
    assert (settings.base_url, settings.is_https) == ("https://portal.example", True)
    assert settings.hosts == ("portal.example", "a.example", "b.example", "127.0.0.1", "localhost")
    assert (settings.demo, settings.default_language) == (True, "en")
    assert (settings.max_upload_bytes, settings.max_request_bytes) == (5 * 1024**2, 20 * 1024**2)
    assert (settings.citizen_idle_minutes, settings.staff_idle_minutes, settings.session_hours) == (10, 5, 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_BASE_URL", "portal.example"),
        ("PORTAL_BASE_URL", "ftp://portal.example"),
        ("PORTAL_LANGUAGE", "fr"),
        ("PORTAL_DEMO", "maybe"),
        ("PORTAL_MAX_UPLOAD_MB", "-1"),
        ("PORTAL_MAX_UPLOAD_MB", "0"),
        ("PORTAL_SESSION_HOURS", "８"),
        ("PORTAL_STAFF_IDLE_MINUTES", "1.5"),
    ],
)
def test_faulty_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsFault, match=f"^{name}: "):
        Settings.from_environment({name: value})


def test_the_readme_lists_every_setting_and_no_other() -> None:
    sources = "".join((ROOT / "portal" / name).read_text() for name in ("config.py", "message_settings.py"))
    read = set(re.findall(r"PORTAL_[A-Z_]+", sources))
    listed = set(re.findall(r"PORTAL_[A-Z_]+", (ROOT / "README.md").read_text()))
    assert listed - {"PORTAL_DEMO_PASSWORD", "PORTAL_DEMO_TOTP"} == read - {"PORTAL_DEMO"}
    for file in (ROOT / "docs" / "operating").iterdir():
        assert set(re.findall(r"PORTAL_[A-Z_]+", file.read_text())) <= listed


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_TRUSTED_PROXY", "the proxy"),
        ("PORTAL_METRICS_PORT", "high"),
        ("PORTAL_METRICS_PORT", "0"),
        ("PORTAL_METRICS_PORT", "65536"),
    ],
)
def test_an_address_or_a_port_that_is_none_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsFault, match=name):
        Settings.from_environment({name: value})
