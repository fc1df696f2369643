"""Only the key for it asks whether somebody is covered, whatever else its account is."""

import pytest
from flask import Flask

from portal.domain.errors import NotAllowed
from portal.services import coverage
from portal.services.coverage import Inquiry
from tests.people import NOW, acting, hospital_staff, person, staff


def test_no_member_of_staff_asks_without_a_key(services: Flask) -> None:
    who = person(1)
    for account in (staff("clerk"), hospital_staff("tcm")):
        with pytest.raises(NotAllowed, match="not_yours_to_do"):
            coverage.ask(acting(account), Inquiry(who.name, who.id_number, NOW.date()))
