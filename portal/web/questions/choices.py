"""What there is to choose from, question by question."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache

from wtforms.fields import SelectChoice

from portal.adapters import divisions, renamed_divisions
from portal.adapters.divisions import Division
from portal.domain.claims import NOT_LISTED
from portal.domain.item import Item
from portal.domain.vocabulary import Scheme
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.language import language


def _named(members: Sequence[StrEnum]) -> list[SelectChoice]:
    return [SelectChoice(member, label(member)) for member in members]


def insured_places(item: Item) -> list[SelectChoice]:
    """The places whose people this item is for: the county itself, or a city with its districts and counties."""
    return list(_places_in(tuple(item.place.insures)))


@cache
def _places_in(prefixes: tuple[str, ...]) -> tuple[SelectChoice, ...]:
    codes = []
    for prefix in prefixes:
        whole = prefix.ljust(6, "0")
        codes += [whole, *(each.code for each in divisions.cities_and_counties(whole) if each.code != whole)]
    return tuple(SelectChoice(code, divisions.name(code) or code) for code in dict.fromkeys(codes))


def treatment_places(_item: Item) -> list[SelectChoice]:
    """Destinations by province: cities, or the province itself where it is filed as a whole."""
    return list(_all_places(language()))


@cache
def _all_places(_language: str) -> tuple[SelectChoice, ...]:
    """Three hundred and more, named in the language of the page: made once for each."""
    return SelectChoice("", _("请选择")), *(
        SelectChoice(each.code, _listed(each), optgroup=province.name)
        for province in divisions.provinces()
        for each in divisions.cities(province.code) or [province]
    )


def _listed(place: Division) -> str:
    """Its name, and those it had before: whoever knows an old one finds it in the list."""
    former = "、".join(renamed_divisions.names_of(place.code))
    return str(_("%(name)s（原%(former)s）", name=place.name, former=former)) if former else place.name


def referring_hospitals(item: Item) -> list[SelectChoice]:
    """The hospitals on the county's list, and one that is not on it: it is refused in writing."""
    names = [hospital.name for hospital in item.place.hospitals]
    listed = [SelectChoice(name, name) for name in names]
    return [SelectChoice("", _("请选择")), *listed, SelectChoice(NOT_LISTED, _("别的医院（不在名单里）"))]


CHOICES: Mapping[str, Callable[[Item], list[SelectChoice]]] = {
    "person.scheme": lambda _item: _named(tuple(Scheme)),
    "person.kind": lambda item: _named(item.kinds),
    "person.insured_place": insured_places,
    "treatment_place": treatment_places,
    "referral.institution": referring_hospitals,
}


def only_choice(item: Item, path: str) -> str:
    """What there is to choose where there is one thing: a page offers it as given."""
    choices = CHOICES[path](item) if path in CHOICES else []
    return str(choices[0].value) if len(choices) == 1 else ""
