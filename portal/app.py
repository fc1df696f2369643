"""create_app(): settings, extensions and blueprints put together; nothing is decided here."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from flask import Flask
from jinja2 import StrictUndefined

from portal.adapters import divisions, name_readings
from portal.adapters.clock import system_clock
from portal.adapters.common_words import common_words
from portal.adapters.file_store import FileStore
from portal.adapters.prepared_pictures import PreparedPictures
from portal.adapters.work_calendar import load_calendar
from portal.catalogue.repository import Catalogue
from portal.config import Settings
from portal.domain.messages import MessageChannel
from portal.extensions import csrf, htmx
from portal.models import db, schema
from portal.models.crypto import Keyring, load_keyring
from portal.models.durable import make_folder
from portal.models.sealed import vault
from portal.services.ended_list import PublishedList
from portal.services.password_rules import first_guesses
from portal.services.rulebook import rulebook
from portal.web import (
    addresses,
    assets,
    chinese,
    damage_log,
    errors,
    guards,
    health,
    labels,
    looks,
    navigation,
    preferences,
    request_log,
    respond,
    security,
    uploads,
)
from portal.web.account import blueprints as account
from portal.web.admin import blueprints as admin
from portal.web.api import blueprints as api
from portal.web.citizen import blueprints as citizen
from portal.web.clerk import blueprints as clerk
from portal.web.employer import blueprints as employer
from portal.web.following import blueprints as following
from portal.web.forms import marks
from portal.web.hospital import blueprints as hospital
from portal.web.import_kinds import KINDS
from portal.web.importing import working
from portal.web.kiosk import blueprints as kiosk
from portal.web.public import blueprints as public
from portal.web.remembering import RememberingFlask
from portal.web.request_bodies import EncryptedBodies
from portal.web.request_log import QuotableFlask
from portal.web.resources import resource_folder
from portal.web.templates import MultilingualFlask


class Portal(QuotableFlask, MultilingualFlask, RememberingFlask):
    """Flask as this house uses it."""

    request_class = EncryptedBodies


def create_app(
    settings: Settings,
    clock: Callable[[], datetime] = system_clock,
    messages: MessageChannel | None = None,
    mail: MessageChannel | None = None,
) -> Flask:
    """Build the web application for the given settings; `clock` gives the instant of each request.

    `messages` carries messages to telephones, the gateway of the settings if none is named; without one no telephone is
    proven. `mail` carries them to mailboxes, the mail server of the settings if none is named.
    """
    app = Portal("portal", static_folder=None, template_folder=str(resource_folder("templates")))
    keyring = init_data(app, settings, clock)
    app.secret_key, *app.config["SECRET_KEY_FALLBACKS"] = keyring.derive_all("cookies")
    app.config.update(PORTAL_SETTINGS=settings, PORTAL_LANGUAGE=settings.default_language)
    app.config["TEMPLATES_AUTO_RELOAD"] = settings.demo  # who works on templates looks at the demo
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["portal_messages"] = messages or settings.sms_gateway
    app.extensions["portal_mail"] = mail or settings.mail_server
    app.extensions["portal_imports"] = partial(working.go_on, KINDS)
    app.extensions["portal_ended_list"] = PublishedList()
    request_log.init_app(app)
    if settings.metrics_port is not None:
        from portal.web import metrics  # noqa: PLC0415 - prometheus-client is read where somebody asks for figures

        metrics.init_app(app)
    security.init_app(app, settings)
    init_extensions(app)
    guards.init_app(app, clock)
    errors.init_app(app)
    looks.init_app(app)
    damage_log.init_app(app)
    respond.init_app(app)
    addresses.init_app(app)
    assets.init_app(app)
    init_templates(app, settings)
    register_blueprints(app)
    return app


def init_data(app: Flask, settings: Settings, clock: Callable[[], datetime] = system_clock) -> Keyring:
    """Set up the database, the key of personal data, the papers on disk, and the rules of the clock's day."""
    make_folder(settings.data_dir)
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    db.init_app(app)
    with app.app_context():
        keyring = load_keyring(settings.key_path, may_create=not schema.holds_people(db.engine), suite=settings.suite)
    vault.use(keyring)
    rulebook.use(Catalogue.load(settings.counties_dir), load_calendar(settings.holidays_dir), divisions.GAZETTEER)
    rulebook.keep_time(clock)
    first_guesses.use(common_words(), name_readings.readings)
    uploads.init_app(app, FileStore(settings.data_dir / "papers", keyring))
    app.extensions["portal_pictures"] = PreparedPictures(FileStore(settings.data_dir / "pictures", keyring))
    return keyring


def init_extensions(app: Flask) -> None:
    """Set up what `portal.extensions` holds; the order is that of their hooks on each request."""
    csrf.init_app(app)
    htmx.init_app(app)


def init_templates(app: Flask, settings: Settings) -> None:
    """Give templates the few names that every page uses."""
    app.context_processor(navigation.of_every_page)
    app.jinja_env.filters["label"] = labels.label
    app.jinja_env.globals.update(
        is_demo=settings.demo,
        html_language=preferences.html_language,
        letter_size=preferences.size,
        other_languages=preferences.other_languages,
        this_page=preferences.this_page,
        status_tag_of=labels.status_tag,
        **{function.__name__: function for function in (*marks.FOR_TEMPLATES, *chinese.FOR_TEMPLATES)},
    )


def register_blueprints(app: Flask) -> None:
    """Every blueprint of the portal; a new one is a line in its package's `blueprints.py`."""
    for blueprint in (
        health.blueprint,
        preferences.blueprint,
        *account.BLUEPRINTS,
        *citizen.BLUEPRINTS,
        *following.BLUEPRINTS,
        *public.BLUEPRINTS,
        *hospital.BLUEPRINTS,
        *employer.BLUEPRINTS,
        *admin.BLUEPRINTS,
        *kiosk.BLUEPRINTS,
        *clerk.BLUEPRINTS,
        *api.BLUEPRINTS,
    ):
        app.register_blueprint(blueprint)
    for blueprint in api.BLUEPRINTS:
        csrf.exempt(blueprint)  # no cookie opens it, so no other site's page can
