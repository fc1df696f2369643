"""Settings: everything an operator may choose, read once from `PORTAL_*` environment variables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from portal.adapters.mail_server import MailServer
from portal.adapters.sms_gateway import SmsGateway
from portal.domain.messages import DailyCap
from portal.domain.quiet_hours import QuietHours
from portal.domain.reminders import ReminderDays
from portal.message_settings import daily_cap_in, mail_server_in, quiet_hours_in, reminder_days_in, sms_gateway_in
from portal.models.suites import SUITES, Suite
from portal.settings_reading import SettingsFault, address_in, count_in, path_in, port_in, yes_in
from portal.wording.translation import SOURCE_LANGUAGE, languages

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs between one installation and another; every field has a default that is safe on one machine."""

    data_dir: Path = field(default_factory=lambda: Path.cwd() / "var")
    database_url: str = ""
    key_file: Path | None = None
    holidays_dir: Path | None = None
    counties_dir: Path | None = None
    backup_dir: Path | None = None
    base_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxy: str | None = None
    metrics_port: int | None = None
    demo: bool = False
    default_language: str = SOURCE_LANGUAGE
    max_upload_bytes: int = 10 * MEBIBYTE
    max_request_bytes: int = 64 * MEBIBYTE
    citizen_idle_minutes: int = 30
    staff_idle_minutes: int = 15
    session_hours: int = 8
    qr_months: int = 24
    retention_daily: bool = False
    retention_filing_years: int | None = None
    ciphers: str = "aes"
    sms_gateway: SmsGateway | None = None
    mail_server: MailServer | None = None
    quiet_hours: QuietHours = field(default_factory=QuietHours)
    daily_cap: DailyCap = field(default_factory=DailyCap)
    reminder_days: ReminderDays = field(default_factory=ReminderDays)

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database: SQLite inside the data folder unless one was named."""
        return self.database_url or f"sqlite:///{self.data_dir / 'portal.sqlite3'}"

    @property
    def key_path(self) -> Path:
        """Where the key of personal fields lies: never inside the database or its backup."""
        return self.key_file or self.data_dir / "keys" / "portal.key"

    @property
    def suite(self) -> Suite:
        """The algorithms that seal from now on; what others sealed goes on opening."""
        return SUITES[self.ciphers]

    @property
    def is_https(self) -> bool:
        """Whether people reach the portal over TLS; cookies are then sent over nothing else."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def hosts(self) -> tuple[str, ...]:
        """Names the portal answers to; a request for any other is refused, so no link is ever built from a lie."""
        own = urlsplit(self.base_url).hostname or "127.0.0.1"
        return tuple(dict.fromkeys((own, *self.trusted_hosts, "127.0.0.1", "localhost")))

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read `PORTAL_*`; an unset or empty variable leaves the default."""
        given = {name: value.strip() for name, value in environment.items() if name.startswith("PORTAL_")}
        standard = cls()
        base_url = given.get("PORTAL_BASE_URL") or standard.base_url
        if urlsplit(base_url).scheme not in {"http", "https"} or not urlsplit(base_url).hostname:
            raise SettingsFault(f"PORTAL_BASE_URL: {base_url!r} is not an address like https://portal.example.gov.cn")
        language = given.get("PORTAL_LANGUAGE") or standard.default_language
        if language not in languages():
            raise SettingsFault(f"PORTAL_LANGUAGE: {language!r} is not one of {', '.join(languages())}")
        ciphers = given.get("PORTAL_CIPHERS") or standard.ciphers
        if ciphers not in SUITES:
            raise SettingsFault(f"PORTAL_CIPHERS: {ciphers!r} is not one of {', '.join(SUITES)}")
        return cls(
            ciphers=ciphers,
            data_dir=Path(given.get("PORTAL_DATA_DIR") or standard.data_dir).resolve(),
            database_url=given.get("PORTAL_DATABASE_URL", ""),
            key_file=path_in(given, "PORTAL_KEY_FILE"),
            holidays_dir=path_in(given, "PORTAL_HOLIDAYS_DIR"),
            counties_dir=path_in(given, "PORTAL_COUNTIES_DIR"),
            backup_dir=path_in(given, "PORTAL_BACKUP_DIR"),
            base_url=base_url.rstrip("/"),
            trusted_hosts=tuple(given.get("PORTAL_TRUSTED_HOSTS", "").replace(",", " ").split()),
            trusted_proxy=address_in(given, "PORTAL_TRUSTED_PROXY"),
            metrics_port=port_in(given, "PORTAL_METRICS_PORT"),
            demo=yes_in(given, "PORTAL_DEMO"),
            default_language=language,
            max_upload_bytes=count_in(given, "PORTAL_MAX_UPLOAD_MB", standard.max_upload_bytes // MEBIBYTE) * MEBIBYTE,
            max_request_bytes=count_in(given, "PORTAL_MAX_REQUEST_MB", standard.max_request_bytes // MEBIBYTE)
            * MEBIBYTE,
            citizen_idle_minutes=count_in(given, "PORTAL_CITIZEN_IDLE_MINUTES", standard.citizen_idle_minutes),
            staff_idle_minutes=count_in(given, "PORTAL_STAFF_IDLE_MINUTES", standard.staff_idle_minutes),
            session_hours=count_in(given, "PORTAL_SESSION_HOURS", standard.session_hours),
            retention_filing_years=count_in(given, "PORTAL_RETENTION_FILING_YEARS", 0)
            if given.get("PORTAL_RETENTION_FILING_YEARS")
            else None,
            retention_daily=yes_in(given, "PORTAL_RETENTION_DAILY"),
            sms_gateway=sms_gateway_in(given),
            mail_server=mail_server_in(given),
            quiet_hours=quiet_hours_in(given),
            daily_cap=daily_cap_in(given),
            reminder_days=reminder_days_in(given),
            qr_months=count_in(given, "PORTAL_QR_MONTHS", standard.qr_months),
        )
