"""A check-up finds what is wrong and says what to do; a sound portal is told so. On both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from portal.adapters.file_store import FileStore
from portal.adapters.proxy_sighting import ProxySighting
from portal.backup.depot import Depot
from portal.catalogue.repository import Catalogue
from portal.doctor import Doctor
from portal.domain.actor import SYSTEM, Context
from portal.domain.checkup import Checkup, CheckupLine, CheckupStatus, Matter
from portal.domain.messages import DailyCap
from portal.domain.tasks import Task
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing, NationalBatch, Notice, db
from portal.models.crypto import Keyring
from portal.models.engine import WRITES
from portal.models.key_file import MasterKeys
from portal.models.sealed import vault
from portal.models.transaction import transaction
from portal.services import outbox, sent_codes
from portal.services.rulebook import rulebook
from portal.services.throttling import Guess
from portal.wording.checkups import CASES, MATTERS, checkup_sentence, matter_name
from tests.backup.conftest import BackedUpPortal, town  # noqa: F401 - a portal in use, as the backups have it
from tests.conftest import KEYRING, services_on
from tests.doctors import a_doctor
from tests.gateways import Gateway, serving
from tests.mail_servers import Post, serving_mail
from tests.people import NOW
from tests.tampering import past_the_triggers


@pytest.fixture
def doctor(town: BackedUpPortal) -> Doctor:  # noqa: F811
    """Of a portal that was backed up today."""
    town.back_up()
    return a_doctor(town.depot.root.parent, town.files, town.depot.root)


def found(doctor: Doctor, now: datetime = NOW) -> dict[Matter, CheckupLine]:
    """What it finds, by matter; of two years the one that is worse."""
    with_both = doctor.examine(Context(SYSTEM, now)).lines
    return {line.matter: line for line in sorted(with_both, key=lambda line: line.status is not CheckupStatus.SOUND)}


def bad(doctor: Doctor, now: datetime = NOW) -> set[str]:
    """The cases that are not sound."""
    return {line.case for line in doctor.examine(Context(SYSTEM, now)).lines if line.status is not CheckupStatus.SOUND}


def test_a_sound_portal_is_told_so_about_everything(doctor: Doctor) -> None:
    assert bad(doctor) == set()
    assert set(found(doctor)) == set(Matter)


def test_an_end_of_the_trail_that_was_cut_off_is_found_by_the_backups_anchor(doctor: Doctor) -> None:
    with db.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        past_the_triggers(connection)
        connection.execute(text("DELETE FROM trail_links WHERE seq = (SELECT max(seq) FROM trail_links)"))
        assert connection.execute(text("SELECT count(*) FROM trail_links")).scalar_one() > 0
    line = found(doctor)[Matter.BACKUP]
    assert (line.case, line.status) == ("trail_not_as_backed_up", CheckupStatus.BAD)


def test_a_missing_paper_is_found(doctor: Doctor) -> None:
    doctor.files.delete(next(doctor.files.kept()).key)
    line = found(doctor)[Matter.FILES]
    assert (line.case, line.values["missing"]) == ("papers_missing", 1)


def test_a_proxy_in_front_ought_to_be_named(doctor: Doctor) -> None:
    public = replace(doctor.settings, base_url="https://portal.example")
    named = replace(public, trusted_proxy="127.0.0.1")
    assert found(replace(doctor, settings=public))[Matter.PROXY].case == "proxy_not_named"
    assert found(replace(doctor, settings=named))[Matter.PROXY].case == "proxy_named"
    ProxySighting(doctor.settings.data_dir).note()
    assert [found(replace(doctor, settings=each))[Matter.PROXY].case for each in (doctor.settings, named)] == [
        "proxy_strange",
        "proxy_strange",
    ]
    assert "proxy_strange" in bad(doctor)


def test_leftovers_count_after_a_day(doctor: Doctor) -> None:
    doctor.files.put(b"nobody's")
    assert "leftovers_some" not in bad(doctor, datetime.now(NOW.tzinfo))
    assert "leftovers_some" in bad(doctor, datetime.now(NOW.tzinfo) + timedelta(days=2))


def test_a_key_others_may_read_is_bad(doctor: Doctor) -> None:
    doctor.settings.key_path.chmod(0o644)
    assert bad(doctor) == {"key_exposed"}


def test_a_key_beside_the_backups_is_bad(doctor: Doctor) -> None:
    assert doctor.settings.backup_dir is not None
    key = doctor.settings.backup_dir / "portal.key"
    key.touch(0o600)
    assert bad(replace(doctor, settings=replace(doctor.settings, key_file=key))) == {"key_with_backup"}


def test_several_versions_of_the_key_are_said(doctor: Doctor) -> None:
    keys = MasterKeys.first(bytes(range(32))).with_another()
    line = found(replace(doctor, keyring=Keyring(keys)))[Matter.KEY]
    assert (line.case, line.values["versions"]) == ("key_versions", "2 1")


def test_a_strange_key_is_found(doctor: Doctor) -> None:
    vault.use(Keyring(bytes(32)))
    try:
        assert "key_strange" in bad(doctor)
    finally:
        vault.use(KEYRING)


def test_a_row_that_does_not_open_is_counted_and_the_others_are_not(doctor: Doctor) -> None:
    with transaction():
        one, other = db.session.scalars(select(Notice).order_by(Notice.id).limit(2))
        one.paper_sealed = other.paper_sealed
    db.session.expire_all()
    line = found(doctor)[Matter.SEALED]
    assert (line.case, line.values["damaged"]) == ("sealed_damaged", 1)
    assert str(line.values["numbers"]) in checkup_sentence(line)


def test_an_old_backup_none_and_no_place_for_one(doctor: Doctor, tmp_path: Path) -> None:
    assert "backup_fresh" in {line.case for line in found(doctor, NOW + timedelta(hours=26)).values()}
    assert "backup_old" in bad(doctor, NOW + timedelta(hours=27))
    assert bad(replace(doctor, settings=replace(doctor.settings, backup_dir=tmp_path / "none"))) == {"backup_none"}
    assert bad(replace(doctor, settings=replace(doctor.settings, backup_dir=None))) == {"backup_nowhere"}


def test_a_backup_nobody_read_back_does_not_count(doctor: Doctor) -> None:
    assert doctor.settings.backup_dir is not None
    (Depot(doctor.settings.backup_dir, KEYRING).named(None).folder / "verified").unlink()
    assert bad(doctor) == {"backup_none"}


def test_a_clock_that_was_set_back_is_found(doctor: Doctor) -> None:
    assert "clock_back" not in bad(doctor, NOW - timedelta(minutes=4))
    assert "clock_back" in bad(doctor, NOW - timedelta(minutes=6))


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (datetime(2026, 9, 30, 8, tzinfo=NOW.tzinfo), CheckupStatus.SOUND),
        (datetime(2026, 10, 1, 8, tzinfo=NOW.tzinfo), CheckupStatus.WATCH),
        (datetime(2027, 1, 1, 8, tzinfo=NOW.tzinfo), CheckupStatus.BAD),
    ],
)
def test_next_years_holidays_are_wanted_from_october(doctor: Doctor, now: datetime, status: CheckupStatus) -> None:
    lines = [line for line in doctor.examine(Context(SYSTEM, now)).lines if line.matter is Matter.CALENDAR]
    assert max(lines, key=lambda line: list(CheckupStatus).index(line.status)).status is status


def test_tasks_that_wait_or_were_given_up_are_found(doctor: Doctor) -> None:
    with transaction():
        outbox.put(Context(SYSTEM, NOW), Task.KEEP_NOTICE, "a" * 32)
    assert "outbox_waiting" not in bad(doctor, NOW + timedelta(minutes=9))
    assert "outbox_waiting" in bad(doctor, NOW + timedelta(minutes=11))
    with transaction():
        db.session.execute(text("UPDATE outbox SET given_up_at = made_at WHERE done_at IS NULL"))
    assert "outbox_given_up" in bad(doctor)


def test_little_space_is_said(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, status in ((400_000_000, CheckupStatus.WATCH), (50_000_000, CheckupStatus.BAD)):
        monkeypatch.setattr("portal.doctor.shutil.disk_usage", lambda _place, free=free: _Usage(free))
        line = found(doctor)[Matter.SPACE]
        assert (line.status, line.values["megabytes"]) == (status, free // 1_000_000)


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


def cut_short(body: bytes) -> bytes:
    """The last page is gone."""
    return body[:-4096]


def scribbled_on(body: bytes) -> bytes:
    """Every second page says it is something that pages are not."""
    pages = [body[start : start + 4096] for start in range(0, len(body), 4096)]
    return b"".join(b"\xff" + page[1:] if number % 2 else page for number, page in enumerate(pages))


@pytest.mark.parametrize("harm", [cut_short, scribbled_on])
def test_a_damaged_database_is_bad_and_nothing_raises(
    tmp_path: Path, sqlite_template: Path, harm: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / "portal.sqlite3"
    file.write_bytes(sqlite_template.read_bytes())
    with services_on(f"sqlite:///{file}"):
        db.session.remove()
        db.engine.dispose()
        file.write_bytes(harm(file.read_bytes()))
        doctor = a_doctor(tmp_path, FileStore(tmp_path / "papers", KEYRING))
        line = found(doctor)[Matter.DATABASE]
        assert (line.case, line.status) == ("database_broken", CheckupStatus.BAD)


def test_every_case_reads_in_both_languages() -> None:
    values = dict.fromkeys(
        ("tables", "backup", "faults", "damaged", "versions", "revision", "known", "days", "missing", "count",
         "megabytes", "year", "hours", "minutes", "waiting", "given_up", "numbers", "address", "kinds",
         "items", "counties", "key", "former", "files"), 7
    )  # fmt: skip
    for case in CASES:
        line = CheckupLine(Matter.DATABASE, CheckupStatus.SOUND, case, values)
        chinese, english = checkup_sentence(line), checkup_sentence(line, "en")
        assert "{" not in chinese + english
        assert chinese != english
    assert all(matter_name(matter, "en").isascii() and not matter_name(matter).isascii() for matter in MATTERS)
    assert set(MATTERS) == set(Matter)


def test_bad_is_bad() -> None:
    line = CheckupLine(Matter.CLOCK, CheckupStatus.WATCH, "clock_right", {})
    assert not Checkup(NOW, (line,)).is_bad
    assert Checkup(NOW, (line, replace(line, status=CheckupStatus.BAD))).is_bad


def test_lack_of_a_chinese_font_is_said(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "fonts_lacking" not in bad(doctor)
    monkeypatch.setattr("portal.adapters.previews.shows_chinese", lambda: False)
    assert "fonts_lacking" in bad(doctor)


def test_filings_approved_without_a_day_are_named(doctor: Doctor) -> None:
    with transaction():
        approved = db.session.scalars(select(Filing).where(Filing.status == FilingStatus.APPROVED)).all()
        assert approved
        for filing in approved:
            filing.begins_on = None
    line = found(doctor)[Matter.STARTS]
    assert (line.status, line.values["count"]) == (CheckupStatus.WATCH, len(approved))
    assert str(line.values["numbers"]).split()[0] == approved[0].number
    assert str(line.values["numbers"]).count(" ") == min(len(approved), 6) - 1


def test_a_gateway_is_asked_whether_it_answers_without_sending_anything(doctor: Doctor) -> None:
    assert found(doctor)[Matter.MESSAGES].case == "messages_none"
    gateway = Gateway()
    with serving(gateway) as channel:
        served = replace(doctor, settings=replace(doctor.settings, sms_gateway=channel))
        assert found(served)[Matter.MESSAGES].case == "messages_answering"
        half = replace(channel, templates={"approved": "SMS_1"})
        lacking = found(replace(doctor, settings=replace(doctor.settings, sms_gateway=half)))[Matter.MESSAGES]
        gateway.greets_with = 401
        assert "messages_unknown_key" in bad(served)
    assert lacking.case == "messages_templates"
    assert str(lacking.values["kinds"]).startswith("submitted correction_requested accepted refused rejected")
    assert "messages_silent" in bad(served)
    assert gateway.bodies == []


def test_codes_that_are_used_up_for_today_are_found(doctor: Doctor) -> None:
    with serving(Gateway()) as channel:
        served = replace(
            doctor, settings=replace(doctor.settings, sms_gateway=channel, daily_cap=DailyCap(codes_in_all=1))
        )
        assert found(served)[Matter.MESSAGES].case == "messages_answering"
        sent_codes.asked_for(Context(SYSTEM, NOW), Guess(sent_codes.TO_TELEPHONES, "one", "192.0.2.1"), 1)
        assert "messages_codes_over" in bad(served)
        lacking = replace(channel, templates={})
        assert "messages_codes_over" in bad(replace(served, settings=replace(served.settings, sms_gateway=lacking)))


def test_a_mail_server_is_asked_whether_it_lets_us_in_without_sending_anything(doctor: Doctor) -> None:
    assert found(doctor)[Matter.MAIL].case == "mail_none"
    post = Post()
    with serving_mail(post) as server:
        served = replace(doctor, settings=replace(doctor.settings, mail_server=server))
        assert found(served)[Matter.MAIL].case == "mail_answering"
        stranger = replace(doctor, settings=replace(doctor.settings, mail_server=replace(server, password="no")))
        assert "mail_not_let_in" in bad(stranger)
    assert "mail_unreachable" in bad(served)
    assert post.mails == []


def test_files_for_the_national_library_that_are_done_with_and_still_there_are_named(
    doctor: Doctor, tmp_path: Path
) -> None:
    with transaction():
        made = [
            NationalBatch(county="wenshang", made_at=NOW, filings=1, sha256="0" * 64, folder=str(tmp_path))
            for _each in range(2)
        ]
        db.session.add_all(made)
    left = tmp_path / made[0].file_name
    left.write_text("")
    line = found(doctor)[Matter.NATIONAL]
    assert (line.case, line.values) == ("national_left", {"count": 1, "files": left.name})
    left.unlink()
    assert found(doctor)[Matter.NATIONAL].case == "national_none"


def test_filings_whose_county_file_is_not_read_are_found_with_their_items(doctor: Doctor) -> None:
    """Files of one's own are kept through upgrades; a forgotten PORTAL_COUNTIES_DIR was said nowhere."""
    usual, gone = rulebook.catalogue, db.session.scalars(select(Filing.county)).first()
    left = Catalogue(tuple(county for county in usual.editions if county.slug != gone))
    rulebook.use(left, rulebook.calendar, rulebook.gazetteer)
    try:
        line = found(doctor)[Matter.COUNTIES]
    finally:
        rulebook.use(usual, rulebook.calendar, rulebook.gazetteer)
    assert (line.case, line.status) == ("counties_unread", CheckupStatus.BAD)
    assert f"{gone}." in str(line.values["items"])
    assert "PORTAL_COUNTIES_DIR" in checkup_sentence(line)
