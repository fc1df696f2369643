"""One filing as lists and headings show it, whoever looks: item, state, and whose it is without saying whose."""

from datetime import date

from portal.domain.claims import PersonClaim
from portal.domain.vocabulary import FilingStatus
from portal.models import Filing, Notice
from portal.models.listed import ListedFiling, Origin
from portal.services.rulebook import rulebook
from portal.web.labels import StatusTag, expired_tag, label, not_begun_tag
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.asked_for import tag_asked
from portal.web.presenters.damage import legible
from portal.web.presenters.sentences import item_name
from portal.wording.names import name_of
from portal.wording.translation import is_source, pgettext, translated


def masked_name(name: str) -> str:
    """The surname and two stars, however long the name is: 韦**."""
    return f"{name[:1]}**"


def masked_person(person: PersonClaim) -> str:
    """Whose filing it is, masked; said in words where no name was typed."""
    return masked_name(person.name) if person.name else str(_("没有填姓名"))


def told_apart(person: PersonClaim) -> str:
    """The family name, and two signs of the ID number that tell people of one family name apart."""
    who, tail = masked_person(person), (person.id_number or "")[-2:]
    return str(_("%(who)s，证号尾 %(tail)s", who=who, tail=tail)) if tail else who


def is_expired(filing: Filing | ListedFiling | Origin, today: date) -> bool:
    """Approved, and its last day is over."""
    return filing.status is FilingStatus.APPROVED and filing.ends_on is not None and filing.ends_on < today


def is_not_begun(filing: Filing | ListedFiling | Origin, today: date) -> bool:
    """Approved, and its first day is still to come."""
    return filing.status is FilingStatus.APPROVED and filing.begins_on is not None and filing.begins_on > today


def tag_of(filing: Filing | ListedFiling | Origin, today: date) -> StatusTag:
    """Where a filing stands today; expired and not yet begun follow from its dates."""
    if is_expired(filing, today):
        return expired_tag()
    return not_begun_tag() if is_not_begun(filing, today) else tag_asked(filing.status, filing.asks_for)


def title_of(filing: Filing | ListedFiling) -> str:
    """What the guide calls the item of a filing."""
    return item_title(filing.item_id, filing.item_version)


def item_title(item_id: str, version: str) -> str:
    """What the guide calls an item in one version."""
    item = rulebook.catalogue.item(item_id, version)
    return item_name(item) if item else str(_("事项的规则没有装上"))


def issued_name(notice: Notice) -> str:
    """What a paper that went out is called: its kind, or what stands over it where that is another name."""
    return legible(lambda: _titled(notice))


def _titled(notice: Notice) -> str:
    issued, to = notice.content.title, language()
    title = translated(pgettext("notice", issued), to)
    has_no_word = title == issued and not is_source(to)
    return label(notice.kind) if has_no_word or name_of(notice.kind) in issued else title
