"""Fields for what people here write every day: a name, an ID number, a telephone, a day."""

import re
import unicodedata
from datetime import date, datetime

from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.widgets import TextInput

from portal.domain.actor import BEIJING
from portal.domain.identity import fault_of
from portal.domain.numbering import read_filing_number
from portal.domain.spelling import figures, is_mailbox, is_telephone, mailbox, shown_name, telephone, words_of
from portal.web.guards import current_context
from portal.web.language import gettext as _

NAME_LENGTH = 50
_INSTANT = "%Y-%m-%d %H:%M"


class PlainText(StringField):
    """One line of text without blanks around it; empty is the empty string."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, less the blanks a telephone keyboard adds."""
        self.data = words_of(valuelist[0]) if valuelist else ""


class LongText(TextAreaField):
    """Some lines of text; blanks and unseen signs alone are none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, less what says nothing around it."""
        self.data = words_of(valuelist[0]) if valuelist else ""


class ReadText(PlainText):
    """What is kept in another form than it is typed in: a wrong answer stands in the box as it was typed."""

    def _value(self) -> str:
        """What stands in the box."""
        return str(self.raw_data[0] if self.errors and self.raw_data else self.data or "")


class PersonName(ReadText):
    """A person's name as it stands on the ID card, in any script."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Leave out what nobody sees and copying brings along."""
        self.data = shown_name(valuelist[0]) if valuelist else ""

    def pre_validate(self, form: object) -> None:
        """A name has no digits, and is not longer than a card has room for."""
        name = self.data or ""
        if len(name) > NAME_LENGTH:
            raise ValidationError(_("姓名最多 %(count)s 个字，请照身份证填写", count=NAME_LENGTH))
        if any(character.isdigit() for character in name):
            raise ValidationError(_("姓名里不应有数字，请照身份证填写"))


class FilingNumberField(PlainText):
    """The number of a filing, as it is printed and read out; kept as it was typed."""

    def pre_validate(self, form: object) -> None:
        """What cannot be one is said with whatever else is wrong."""
        if self.data and read_filing_number(self.data) is None:
            raise ValidationError(_("编号是 12 位数字，请对照回执再看一遍"))


class IdNumber(ReadText):
    """A resident ID number, in the one form in which it is compared and stored."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Blanks, dashes, wide digits and a small x are forgiven."""
        self.data = figures(valuelist[0]) if valuelist else ""

    def pre_validate(self, form: object) -> None:
        """Say which part of the number cannot be right, never only that it is wrong."""
        if not self.data:
            return
        fault = fault_of(self.data, current_context().today)
        if fault == "id_number_shape":
            raise ValidationError(
                _("身份证号是 18 位，您填了 %(count)s 位或有别的符号，请对照证件再看一遍", count=len(self.data))
            )
        if fault == "id_number_check_character":
            raise ValidationError(_("身份证号最后一位不对，请对照证件再看一遍"))
        if fault is not None:
            raise ValidationError(_("身份证号第 7 到 14 位（出生日期）不对，请对照证件再看一遍"))


class WholeNumber(Field):
    """A small whole number, or None when nothing was typed; what was typed is kept whatever it was."""

    widget = TextInput()
    data: int | None

    def __init__(self, *args: object, most: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    def process_formdata(self, valuelist: list[str]) -> None:
        """Forgive full-width digits; read no more of them than can be meant."""
        text = unicodedata.normalize("NFKC", valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) > self.most:
            raise ValueError(_("请填 0 到 %(most)s 之间的整数", most=self.most))
        self.data = int(text)

    def _value(self) -> str:
        """What stands in the box."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)


class Instant(Field):
    """A day and a time in Beijing, 2026-09-14 10:05; what was typed is kept whatever it was."""

    widget = TextInput()
    data: datetime | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Forgive full-width digits, slashes, and blanks too many."""
        text = " ".join(unicodedata.normalize("NFKC", valuelist[0]).replace("/", "-").split()) if valuelist else ""
        self.data = None
        if not text:
            return
        try:
            self.data = datetime.strptime(text, _INSTANT).replace(tzinfo=BEIJING)
        except ValueError:
            raise ValueError(_("请照“2026-09-14 10:05”的样子写日期和时间")) from None
        if self.data.year < 1900:
            self.data = None
            raise ValueError(_("请照“2026-09-14 10:05”的样子写日期和时间"))

    def _value(self) -> str:
        """What stands in the box."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data.astimezone(BEIJING):%Y-%m-%d %H:%M}"


class Phone(ReadText):
    """A mobile number, or a landline with its area code."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Forgive blanks, full-width digits, the country's prefix and words before an extension."""
        self.data = telephone(valuelist[0]) if valuelist else ""

    def pre_validate(self, form: object) -> None:
        """A number that cannot be dialled helps nobody."""
        if self.data and not is_telephone(self.data):
            raise ValidationError(_("电话号码不对：手机 11 位；座机要带区号，如 0537-7212345"))


class Mailbox(ReadText):
    """An e-mail address."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Forgive blanks, full-width signs and a Chinese full stop."""
        self.data = mailbox(valuelist[0]) if valuelist else ""

    def pre_validate(self, form: object) -> None:
        """No server takes a mail to what is no address."""
        if self.data and not is_mailbox(self.data):
            raise ValidationError(_("邮箱不对，要像 wang@example.cn 这样"))


def day_from(year: str, month: str, day: str) -> date:
    """The day that three typed numbers mean; raises `ValidationError` with what to mend."""
    parts = {_("年"): year, _("月"): month, _("日"): day}
    missing = [name for name, text in parts.items() if not text]
    if missing:
        raise ValidationError(_("日期没有填完整，还差：%(parts)s", parts=str(_("、")).join(missing)))
    if not (re.fullmatch(r"[0-9]{4}", year) and 1900 <= int(year) <= 2100):
        raise ValidationError(_("年份请填四位数字，例如 2026"))
    if not (re.fullmatch(r"[0-9]{1,2}", month) and 1 <= int(month) <= 12):
        raise ValidationError(_("月份请填 1 到 12"))
    if not (re.fullmatch(r"[0-9]{1,2}", day) and 1 <= int(day) <= 31):
        raise ValidationError(_("日子请填 1 到 31"))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValidationError(
            _("%(year)s年%(month)s月没有%(day)s日，请对照日历再看一遍", year=year, month=int(month), day=int(day))
        ) from None
