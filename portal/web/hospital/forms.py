"""The referral slip as a form, after the fields of the hospital interface 2501 and what the paper slip carries."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import Field, HiddenField
from wtforms.validators import Regexp

from portal.domain.claims import Claims
from portal.domain.item import Item
from portal.domain.questions import Section
from portal.domain.vocabulary import Channel, DocumentKind
from portal.services import slip_signatures
from portal.services.cases import Case
from portal.services.referrals import Signers
from portal.web.forms.consent import consent_of_others
from portal.web.forms.fields import LongText
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import AtMost, Needed, Visible
from portal.web.language import lazy_gettext as _
from portal.web.questions.forms import AskedQuestion, QuestionForm
from portal.web.questions.opened import AnsweredAnew, asked_anew

PARTS = (
    (_("病人"), (Section.PERSON, Section.CONTACT)),
    (_("病情和转诊"), (Section.SLIP, Section.STAY)),
    (_("转诊单"), (Section.REFERRAL,)),
)
PAGE = (Section.PERSON, Section.CONTACT, Section.SLIP, Section.STAY, Section.REFERRAL, Section.SIGNATURE)


class ReferralForm(QuestionForm):
    """Patient, contact and slip, and the scan of the slip."""

    key = HiddenField(validators=[Regexp(r"[A-Za-z0-9_-]{8,48}\Z", message=_("这一页不完整，请重新打开再填"))])
    slip = MultipleFileField(_("转诊转院单（照片或扫描件）"))
    familiar: Mapping[str, Sequence[str]] = MappingProxyType({})

    def __init__(self, item: Item, claims: Claims, **more: Any) -> None:
        super().__init__(item, claims, **more)
        self.slip.flags.required = True  # where it is asked for at all

    def parts(self) -> list[tuple[str, list[tuple[AskedQuestion, Field]]]]:
        """The questions under their headings, as far as there are any."""
        headed = [(title, self.section(*sections)) for title, sections in PARTS]
        return [(title, questions) for title, questions in headed if questions]

    def start(self) -> Field | None:
        """The first field of the page; a slip to be photographed alone has none."""
        return next((field for _title, questions in self.parts() for _each, field in questions), None)

    def offer(self, signers: Signers) -> None:
        """Names that stood on the hospital's slips before can be chosen while typing."""
        known = {"doctor": signers.doctors, "chief": signers.chiefs}
        self.familiar = {name: names for name, names in known.items() if names and name in self}
        for name in self.familiar:
            self[name].render_kw = {"list": f"{name}-familiar"}

    def chosen_files(self) -> list[FileStorage]:
        """The files that were chosen, without the empty one a browser sends for none."""
        chosen = self.slip.data or [] if "slip" in self else []
        return [file for file in chosen if isinstance(file, FileStorage) and file.filename]

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
    """A referral that was not sent in before: it needs the scan of its slip, and the patient's consent."""

    consents = consent_of_others()

    def __init__(self, item: Item, claims: Claims, **more: Any) -> None:
        super().__init__(item, claims, **more)
        self.consents.asked_in(Channel.HOSPITAL)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """As every referral, and with a file."""
        is_sound = super().validate(extra_validators)
        if self.chosen_files() or self.is_looking_up:
            return is_sound
        self.slip.errors = [_("请拍照或选择盖了章的转诊转院单")]
        return False


class ReturnedForm(AnsweredAnew, ReferralForm):
    """What the agency returned a referral for, and the scan of a slip that is written anew."""


class SendBackForm(PortalForm):
    """Why a slip is not signed so."""

    words = LongText(_("哪里不对，要怎么改"), [Needed(_("请写明哪里不对，要怎么改")), AtMost(300), Visible()])


def referral_form(item: Item, claims: Claims, key: str) -> NewReferralForm:
    """Everything a hospital is asked."""
    return NewReferralForm.of(item, Channel.HOSPITAL, PAGE, claims, key=key)


def returned_form(case: Case, key: str) -> ReturnedForm:
    """What is to be mended; the scan of the slip is taken where the notice asks for it."""
    filing = case.filing
    claims = slip_signatures.stated(filing, case.item)
    form = ReturnedForm.about(case, asked_anew(case), claims, key=key, version=filing.version)
    if DocumentKind.REFERRAL_SLIP not in case.requested.kinds:
        del form.slip
    return form
