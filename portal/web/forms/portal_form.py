"""What every form of the portal that comes by POST is made of."""

from functools import cache
from gettext import NullTranslations, translation
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import FileField
from wtforms.fields import MultipleFileField
from wtforms.i18n import messages_path

from portal.web.language import language


class PortalForm(FlaskForm):
    """A form with its token; a file that came under the name of a text is as if it had not come.

    Flask-WTF hands over what came, and a field of text can make nothing of a file: it would be a crash.
    """

    class Meta(FlaskForm.Meta):
        """How a form of this house is made."""

        def get_translations(self, _form: FlaskForm) -> NullTranslations:
            """WTForms' own words in the language of the page."""
            return _words_of_wtforms(language())

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """What was sent, files only for the fields that take files."""
            given = super().wrap_formdata(form, formdata)
            if not isinstance(given, CombinedMultiDict):
                return given
            files, texts = given.dicts
            taken = {field.name for field in form if isinstance(field, FileField | MultipleFileField)}
            return CombinedMultiDict((MultiDict({name: files.getlist(name) for name in files if name in taken}), texts))


@cache
def _words_of_wtforms(code: str) -> NullTranslations:
    return translation("wtforms", messages_path(), [code], fallback=True)
