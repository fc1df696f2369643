"""What a clerk sees beside a case that is being taken down: no claim crowds out what is proven or came first."""

from dataclasses import replace

from flask import Flask

from portal.domain.vocabulary import Channel
from portal.models import Filing, User
from portal.services import filings, overlapping
from tests.people import acting, citizen, long_stay, person, staff

WHO = person(1)


def filed(user: User) -> Filing:
    """Sent in by an account that was registered with that person's number."""
    draft = filings.open_draft(acting(user), "wenshang.long-term", long_stay(WHO))
    return filings.submit(acting(user), draft.number)


def test_strangers_crowd_out_nothing_and_what_is_not_listed_is_counted(services: Flask) -> None:
    clerk = staff("clerk")
    strangers = [filed(citizen(replace(WHO, phone=f"1380000007{n}"))) for n in range(4)]
    proven = filed(citizen(WHO, verified_by=clerk))
    overlap = overlapping.beside(acting(clerk, Channel.PHONE), long_stay(WHO))
    assert [each.number for each in overlap.found] == [each.number for each in (proven, *strangers[:2])]
    assert overlap.more == 2


def test_nobody_with_nothing_has_nothing_more(services: Flask) -> None:
    assert overlapping.beside(acting(staff("clerk"), Channel.PHONE), long_stay(WHO)) == overlapping.Overlap()
