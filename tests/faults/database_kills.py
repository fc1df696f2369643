"""PostgreSQL killed and started again under load, the portal staying up: nothing lost, and it mends itself."""

import random
import time

from tests.faults.kills import BEFORE_AND_AFTER
from tests.faults.served_portal import ServedPortal
from tests.faults.syscalls import pages_say_so
from tests.faults.tally import LossTally
from tests.faults.verify import verify
from tests.faults.visitors import Crowd
from tests.postgresql import Server


def database_killed(place: ServedPortal, server: Server, kills: int, seed: int) -> LossTally:
    """kill -9 of the server and its children so many times while people file."""
    dice, crowd = random.Random(seed), Crowd(lambda: place.port, seed)
    with place.serving(), crowd.at_work():
        crowd.wait_until_acknowledged(BEFORE_AND_AFTER)
        for _turn in range(kills):
            crowd.wait_until_nobody_waits_long()
            crowd.wait_until_acknowledged(dice.randint(0, 9))
            time.sleep(dice.uniform(0, 0.5))
            server.kill()
            time.sleep(dice.uniform(0, 0.5))
            server.start()
            place.wait_until_it_answers()
        crowd.wait_until_acknowledged(BEFORE_AND_AFTER)
    pages_say_so(crowd)
    return verify(place, crowd.noted)
