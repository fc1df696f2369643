"""What is printed on the fax beside a form, by the field it may answer: shown with its place, taken by a yes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from portal.domain import identity, suggestions
from portal.domain.item import Item
from portal.domain.page_reading import PageReading, PrintedPlace
from portal.domain.suggestions import Suggestion, WantedAnswers
from portal.web.dates import day
from portal.web.forms.date_parts import PARTS
from portal.web.language import gettext as _
from portal.web.presenters.faxes import FaxPageShown
from portal.web.questions.forms import AskedQuestion, QuestionForm

TAKE = "take"
"""The button that says yes; its value names the field and which of its offers."""
ACROSS = 1000
"""Units of a drawing to the width of a page."""
AROUND = 14


class ReadPage(NamedTuple):
    """A page as it is shown, and what was read on it."""

    shown: FaxPageShown
    reading: PageReading


class Box(NamedTuple):
    """A part of a page, in units of a drawing."""

    x: int
    y: int
    width: int
    height: int

    @classmethod
    def of(cls, place: PrintedPlace, ratio: float, around: int) -> "Box":
        """That place of a page of that shape, with so much around it."""
        x, y = round(place.left * ACROSS) - around, round(place.top * ratio * ACROSS) - around
        width, height = round(place.width * ACROSS), round(place.height * ratio * ACROSS)
        return cls(x, y, width + 2 * around, height + 2 * around)


class FaxOffer(NamedTuple):
    """One answer that may be taken."""

    key: str
    words: str
    page: str
    picture: str
    height: int
    view: Box
    mark: Box
    given: Mapping[str, str]
    """What goes into which input."""


class FaxOffers(NamedTuple):
    """All that a fax offers to a form, by the names of its fields."""

    by_field: Mapping[str, Sequence[FaxOffer]]

    def take(self, form: QuestionForm, key: str) -> None:
        """Put the offer of that button into its field; a button that is not there fills nothing."""
        for name, offers in self.by_field.items():
            for offer in offers:
                if offer.key == key:
                    form[name].process(MultiDict(offer.given))

    def left(self, form: QuestionForm) -> Mapping[str, Sequence[FaxOffer]]:
        """Those whose field says something else yet."""
        typed = {name: _typed(form, name) for name in self.by_field}
        return {
            name: rest
            for name, offers in self.by_field.items()
            if (rest := [offer for offer in offers if typed[name] != "".join(offer.given.values())])
        }


def offers_of(pages: Sequence[ReadPage], questions: Sequence[AskedQuestion], item: Item, on: date) -> FaxOffers:
    """What these pages offer to those questions."""
    paths = {each.path: each.name for each in questions}
    wanted = WantedAnswers(paths, [hospital.name for hospital in item.place.hospitals], on)
    by_field: dict[str, list[FaxOffer]] = {}
    for each in suggestions.suggestions([page.reading for page in pages], wanted):
        name = paths[each.path]
        offers = by_field.setdefault(name, [])
        offers.append(_offer(each, name, len(offers), pages[each.page]))
    return FaxOffers(by_field)


def _offer(found: Suggestion, name: str, place: int, page: ReadPage) -> FaxOffer:
    ratio = page.reading.ratio
    if isinstance(found.answer, date):
        parts = (found.answer.year, found.answer.month, found.answer.day)
        given = {f"{name}-{part}": str(number) for part, number in zip(PARTS, parts, strict=True)}
    else:
        given = {name: str(found.answer)}
    return FaxOffer(
        key=f"{name}.{place}",
        words=_words(found),
        page=str(_("印在%(page)s", page=page.shown.name)),
        picture=page.shown.picture,
        height=round(ACROSS * ratio),
        view=Box.of(found.place, ratio, AROUND * 2),
        mark=Box.of(found.place, ratio, AROUND // 2),
        given=given,
    )


def _words(found: Suggestion) -> str:
    """What its button says; an ID number is read on the picture, and whole only in its own field."""
    if isinstance(found.answer, date):
        return day(found.answer)
    text = str(found.answer)
    return identity.masked(text) if identity.is_shaped(text) else text


def _typed(form: QuestionForm, name: str) -> str:
    data = form[name].data
    return f"{data.year}{data.month}{data.day}" if isinstance(data, date) else str(data or "")
