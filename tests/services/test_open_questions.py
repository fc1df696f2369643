"""Which questions a notice opens: those named, and those that stand on a document it asks for; none too late."""

from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from portal.catalogue.repository import Catalogue
from portal.domain.claims import Claims, laid_over
from portal.domain.event_detail import NOTHING_SAID, EventDetail
from portal.domain.vocabulary import Channel
from portal.services import open_questions
from portal.services.cases import Case

ITEMS = {item.id: item for item in Catalogue.load().items()}
STANDS_ON_SLIP = ("referral.institution", "referral.issued_on")
ON_HOSPITALS_SLIP = (
    "slip.diagnosis_name",
    "slip.diagnosis_code",
    "slip.condition",
    "slip.reason",
    "slip.opinion",
    "referral.issued_on",
    "slip.doctor",
    "slip.chief",
    "slip.sealed",
    "slip.agreed",
)


def case(
    channel: Channel = Channel.ONLINE,
    corrections: tuple[tuple[str, ...], ...] = (),
    typed_anew: tuple[str, ...] = (),
    requested: EventDetail = NOTHING_SAID,
) -> Case:
    """A referral with these correction notices behind it, and what was typed anew since the first."""
    first, *_later = events = [SimpleNamespace(detail=EventDetail(questions=each)) for each in corrections] or [None]
    return cast(
        Case,
        SimpleNamespace(
            item=ITEMS["wenshang.referral"],
            filing=SimpleNamespace(
                channel=channel, claims=laid_over(Claims(), {"referral.issued_on": date(2026, 9, 1)})
            ),
            corrections=tuple(each for each in events if each),
            typed_anew_since=lambda event: frozenset(typed_anew if event is first else ()),
            requested=requested,
        ),
    )


@pytest.mark.parametrize(
    ("channel", "kinds", "questions", "remark", "opens"),
    [
        (Channel.ONLINE, [], [], "", ()),
        (Channel.ONLINE, [], ["treatment_place", "person.name"], "", ("person.name", "treatment_place")),
        (Channel.ONLINE, ["referral_slip"], [], "", STANDS_ON_SLIP),
        (Channel.ONLINE, ["referral_slip"], ["referral.issued_on"], "", STANDS_ON_SLIP),
        (Channel.ONLINE, ["identity"], [], "请写清", ()),
        (Channel.ONLINE, [], [], "请写清", ()),
        (Channel.HOSPITAL, ["referral_slip"], [], "", ON_HOSPITALS_SLIP),
        (Channel.HOSPITAL, [], [], "请写清", ON_HOSPITALS_SLIP),  # the hospital could mend nothing else
        (Channel.HOSPITAL, [], [], "", ()),
        (Channel.HOSPITAL, ["identity"], [], "请写清", ()),
        (Channel.HOSPITAL, [], ["person.name"], "请写清", ("person.name",)),
    ],
)
def test_what_a_notice_opens(
    channel: Channel, kinds: list[str], questions: list[str], remark: str, opens: tuple[str, ...]
) -> None:
    assert open_questions.named(case(channel), kinds, questions, remark) == opens


@pytest.mark.parametrize("path", ["stay_months", "declaration.signed_name", "slip.agreed", "nowhere"])
def test_what_the_item_does_not_ask_is_opened_by_nobody(path: str) -> None:
    assert open_questions.are_known(case(), ["person.name"])
    assert not open_questions.are_known(case(), ["person.name", path])


@pytest.mark.parametrize(
    ("corrections", "typed_anew", "too_late"),
    [
        ((), (), []),
        ((("person.name",),), (), ["treatment_place"]),
        ((("person.name",), ("treatment_place",)), (), []),  # a supervisor said why once
        ((("person.name",),), ("treatment_place",), []),
        (((),), (), ["person.name", "treatment_place"]),
    ],
)
def test_what_comes_too_late(
    corrections: tuple[tuple[str, ...], ...], typed_anew: tuple[str, ...], too_late: list[str]
) -> None:
    before = case(corrections=corrections, typed_anew=typed_anew)
    assert open_questions.asked_too_late(before, ["person.name", "treatment_place"]) == too_late


def test_what_waits_for_an_answer_as_it_stands() -> None:
    waiting = EventDetail(kinds=("referral_slip",), questions=("treatment_place", *STANDS_ON_SLIP))
    assert open_questions.awaited(case()) == ()
    assert open_questions.awaited(case(requested=EventDetail(kinds=("referral_slip",)))) == ()
    found = open_questions.awaited(case(requested=waiting))
    assert [(each.question.path, each.is_answered, each.is_carried) for each in found] == [
        ("treatment_place", False, False),
        ("referral.institution", False, True),
        ("referral.issued_on", True, True),
    ]


@pytest.mark.parametrize(
    ("wanted", "along"),
    [("slip.diagnosis_name", "slip.diagnosis_code"), ("slip.diagnosis_code", "slip.diagnosis_name")],
)
def test_a_diagnosis_and_its_code_are_opened_together_whichever_is_wanted(wanted: str, along: str) -> None:
    waiting = case(Channel.HOSPITAL, requested=EventDetail(questions=(wanted,)))
    assert open_questions.paths(waiting) == (wanted, along)
    found = open_questions.awaited(waiting)
    assert [(each.question.path, each.is_along) for each in found] == [(wanted, False), (along, True)]
    assert open_questions.paths(case(requested=EventDetail(questions=("person.name",)))) == ("person.name",)
