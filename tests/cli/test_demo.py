"""`portal demo`: every item, channel and state, kept from start to start, and never mixed with real data."""

import re
from pathlib import Path

import pytest
from pyotp import TOTP

from portal.catalogue.repository import Catalogue
from tests.modes import open_to_others
from tests.processes import count, portal

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared demo."""
    data = tmp_path_factory.mktemp("demo") / "var"
    made = portal(data, "demo", "--no-serve")
    assert made.returncode == 0, made.stderr
    assert re.search(r"密码（都一样）：\S{8,}", made.stdout)
    return data


def test_demo_covers_every_item_channel_and_state(demo: Path) -> None:
    assert open_to_others(demo) == []
    total = count(demo, "SELECT count(*) FROM filings")[0][0]
    assert isinstance(total, int)
    assert total >= 200
    assert len(count(demo, "SELECT DISTINCT item_id FROM filings")) == len(Catalogue.load().items())
    assert {row[0] for row in count(demo, "SELECT DISTINCT channel FROM filings")} == {
        "online", "window", "hospital", "phone", "fax", "kiosk",
    }  # fmt: skip
    assert len(count(demo, "SELECT DISTINCT status FROM filings")) == 11
    staff = count(demo, "SELECT role, county, count(*) FROM users WHERE county IS NOT NULL GROUP BY role, county")
    counties = {county.slug for county in Catalogue.load().counties()}
    assert {(county, role): number for role, county, number in staff} == {
        **{(county, role): 1 for county in counties for role in ("clerk", "supervisor")},
        ("wenshang", "supervisor"): 2,
        ("zhenping", "terminal"): 1,  # the one county that offers it
    }
    assert {row[0] for row in count(demo, "SELECT DISTINCT evidence FROM documents")} >= {
        "upload",
        "fax",
        "sighted",
        "portal",
    }


def test_a_second_start_keeps_the_data_and_takes_the_password_given(demo: Path) -> None:
    before = count(demo, "SELECT number, status FROM filings ORDER BY id")
    again = portal(demo, "demo", "--no-serve", PORTAL_DEMO_PASSWORD="spring-and-autumn")
    assert "spring-and-autumn" in again.stdout
    assert count(demo, "SELECT number, status FROM filings ORDER BY id") == before


def test_the_code_of_the_moment_is_printed_for_who_has_no_telephone_at_hand(demo: Path) -> None:
    secret = "PORTALPORTALPORTALPORTALPORTAL22"
    portal(demo, "demo", "--no-serve", PORTAL_DEMO_TOTP=secret)
    before, printed, after = TOTP(secret).now(), portal(demo, "demo", "--code").stdout.strip(), TOTP(secret).now()
    assert printed in (before, after)
    wrong = portal(demo, "demo", "--no-serve", PORTAL_DEMO_TOTP="1234")
    assert (wrong.returncode, "PORTAL_DEMO_TOTP" in wrong.stderr) == (1, True)


def test_demo_never_mixes_with_real_data(tmp_path: Path, demo: Path) -> None:
    data = tmp_path / "var"
    portal(data, "init")
    refused = portal(data, "demo", "--no-serve")
    assert (refused.returncode, "正式" in refused.stderr) == (1, True)
    assert count(data, "SELECT count(*) FROM filings") == [(0,)]
    assert portal(demo, "init").returncode == 1


def test_demo_is_served_on_this_machine_only(demo: Path) -> None:
    refused = portal(demo, "serve", "--host", "0.0.0.0", "--port", "18999")
    assert (refused.returncode, "127.0.0.1" in refused.stderr) == (1, True)
