# mypy: ignore-errors
"""Django's admin over filings, as its tutorial sets it up: one model, its list with filters and search, its form.

Run by `bench.peers` in an environment of its own; `PEER_DIR` is where its rows lie. SQLite keeps as ours does what it
acknowledges; connections stay open.
"""

import json
import os
from pathlib import Path

import django
from django.conf import settings

HERE, NAME = Path(os.environ["PEER_DIR"]), "django_site"
settings.configure(
    SECRET_KEY="only for this measurement",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=NAME,
    INSTALLED_APPS=[
        *("django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"),
        *("django.contrib.messages", "django.contrib.staticfiles", NAME),
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HERE / "django.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
        }
    },
    STATIC_URL="static/",
    MEDIA_ROOT=HERE / "django-files",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.contrib import admin  # noqa: E402 - Django reads its settings before it can be imported further
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import path  # noqa: E402


class DjangoFiling(models.Model):
    """One filing."""

    number = models.CharField(max_length=12, unique=True)
    person = models.CharField(max_length=64)
    id_number = models.CharField(max_length=18, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    county = models.CharField(max_length=64)
    item = models.CharField(max_length=128)
    channel = models.CharField(max_length=32, db_index=True)
    status = models.CharField(max_length=32, db_index=True)
    due_on = models.DateField(null=True, blank=True, db_index=True)
    diagnosis = models.CharField(max_length=128, blank=True)
    condition = models.TextField(blank=True)
    doctor = models.CharField(max_length=64, blank=True)
    scan = models.FileField(upload_to="scans", blank=True)


@admin.register(DjangoFiling)
class DjangoList(admin.ModelAdmin):
    """Fifty rows of eight columns a page."""

    list_display = ("number", "person", "county", "item", "channel", "status", "due_on", "doctor")
    list_filter = ("status", "channel")
    search_fields = ("number", "person")
    ordering = ("due_on", "id")
    list_per_page = 50


urlpatterns = [path("admin/", admin.site.urls)]
application = get_wsgi_application()


def prepare() -> None:
    """The rows that stand in a file, and the cookie of somebody who is signed in, printed."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(DjangoFiling)
    rows = json.loads((HERE / "rows.json").read_text())
    DjangoFiling.objects.bulk_create([DjangoFiling(**row) for row in rows], batch_size=500)
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("clerk", "", "only for this measurement"))
    print(f"sessionid={client.cookies['sessionid'].value}")
