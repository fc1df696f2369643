"""The referral slip as a form, after the fields of the hospital interface 2501 and what the paper slip carries."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField
from wtforms.validators import Regexp

from portal.domain.claims import Claims
from portal.domain.item import Item
from portal.domain.questions import Section
from portal.domain.vocabulary import Channel
from portal.web.questions.forms import QuestionForm

PAGE = (Section.PERSON, Section.CONTACT, Section.SLIP, Section.STAY, Section.REFERRAL, Section.SIGNATURE)


class ReferralForm(QuestionForm):
    """Patient, contact and slip, and the scan of the slip."""

    key = HiddenField(validators=[Regexp(r"[A-Za-z0-9_-]{8,48}\Z", message=_("这一页不完整，请重新打开再填"))])
    slip = MultipleFileField(_("转诊转院单（照片或扫描件）"))

    def chosen_files(self) -> list[FileStorage]:
        """The files that were chosen, without the empty one a browser sends for none."""
        return [file for file in self.slip.data or [] if isinstance(file, FileStorage) and file.filename]

    @property
    def carries_stamp(self) -> bool:
        """Whether the slip is said to carry its stamp."""
        return self.answers().get("slip.sealed") is True

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """A browser forgets files, so they are asked for again with whatever else is wrong."""
        is_sound = super().validate(extra_validators)
        if not is_sound and self.chosen_files():
            self.slip.errors = [_("改好别的内容以后，请把转诊单的照片或扫描件重新选一次")]
        return is_sound


class NewReferralForm(ReferralForm):
    """A referral that was not sent in before: it needs the scan of its slip."""

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """As every referral, and with a file."""
        is_sound = super().validate(extra_validators)
        if self.chosen_files():
            return is_sound
        self.slip.errors = [_("请拍照或选择盖了章的转诊转院单")]
        return False


def referral_form(page: type[ReferralForm], item: Item, claims: Claims, key: str) -> ReferralForm:
    """Everything a hospital is asked."""
    return page.of(item, Channel.HOSPITAL, PAGE, claims, key=key)
