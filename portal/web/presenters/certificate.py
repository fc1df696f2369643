"""What a certificate proves, as a page shows it."""

from typing import NamedTuple

from portal.domain.certificate_check import CertificateState, CertificateVerdict, KeySet
from portal.domain.vocabulary import FilingType
from portal.web.dates import day, moment
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.wording.certificates import list_text, state_text, what_it_proves

_TONES = {CertificateState.VALID: "ok", CertificateState.NOT_BEGUN: "warn", CertificateState.EXPIRED: "warn"}


class VerdictShown(NamedTuple):
    """A sentence, and line by line what the certificate says where it is genuine."""

    tone: str
    sentence: str
    rows: list[tuple[str, str]]
    listed: str


def verdict_shown(verdict: CertificateVerdict, keys: KeySet) -> VerdictShown:
    """As the form answers."""
    certificate, rows = verdict.certificate, list[tuple[str, str]]()
    if certificate:
        names = row_names()
        person = _("%(name)s，证件号码最后两位 %(tail)s", name=certificate.name_masked, tail=certificate.id_tail)
        values = (
            certificate.number,
            keys.counties[certificate.county],
            certificate.place_name,
            label(certificate.filing_type),
            day(certificate.begins_on),
            day(certificate.ends_on) or no_end(),
            day(verdict.last_day),
            str(person),
        )
        rows = [(name, value) for name, value in zip(names.values(), values, strict=True) if value]
    listed = list_text(verdict, moment(verdict.listed_at), language()) if certificate else ""
    tone = _TONES.get(verdict.state, "bad")
    return VerdictShown(tone, state_text(verdict.state, language()), rows, listed)


def row_names() -> dict[str, str]:
    """What the lines are called, in their order; the script finds them by these keys."""
    return {
        "number": _("编号"),
        "county": _("哪里准予的"),
        "place": _("就医地"),
        "type": _("种类"),
        "begins": _("从哪天起"),
        "ends": _("到哪天为止"),
        "last": _("提前结束，算到"),
        "person": _("参保人"),
    }


def no_end() -> str:
    """Of one without a last day."""
    return str(_("没有写到期的日子"))


class CertificateWords:
    """Every sentence the script may need, so that none of them stands in it."""

    @property
    def states(self) -> list[tuple[str, str, str]]:
        """Code, tone and sentence of each."""
        return [(state, _TONES.get(state, "bad"), state_text(state, language())) for state in CertificateState]

    @property
    def types(self) -> list[tuple[str, str]]:
        """Code and name of each."""
        return [(kind, label(kind)) for kind in FilingType]

    @property
    def rows(self) -> dict[str, str]:
        """The lines by their keys."""
        return row_names()

    @property
    def no_end(self) -> str:
        """Of one without a last day."""
        return no_end()

    @property
    def proves(self) -> list[str]:
        """What it proves and what not."""
        return what_it_proves(language())
