"""The form a spreadsheet is sent with."""

from flask import current_app
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField

from portal.config import Settings
from portal.web.forms.consent import consent_of_others
from portal.web.forms.portal_form import PortalForm
from portal.web.language import lazy_gettext as _


class TableForm(PortalForm):
    """One spreadsheet."""

    table = FileField(_("填好的表格（XLSX 或 CSV）"))

    def __init__(self) -> None:
        super().__init__()
        self.table.flags.required = True

    def content(self) -> bytes | None:
        """What was chosen; None where it was nothing, or where it is too big, which is said beside the field."""
        settings: Settings = current_app.config["PORTAL_SETTINGS"]
        chosen = self.table.data
        body = chosen.stream.read(settings.max_upload_bytes + 1) if isinstance(chosen, FileStorage) else b""
        if not body:
            self.table.errors = [_("请选择填好的表格，空文件不收")]
        elif len(body) > settings.max_upload_bytes:
            most = settings.max_upload_bytes // 1024 // 1024
            self.table.errors = [_("文件超过 %(size)s MB，请分成几个文件，一个一个传", size=most)]
        else:
            return body
        return None


class ImportForm(TableForm):
    """Many filings, that everybody in it was asked, and whether what came to nothing before is filed anew."""

    again = BooleanField(_("以前没办成的，这次重新申报"))
    consents = consent_of_others()

    def __init__(self, asked_in: str) -> None:
        super().__init__()
        self.consents.say(asked_in)
