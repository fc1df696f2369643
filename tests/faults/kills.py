"""kill -9 at random moments under the load of all channels; afterwards all that was acknowledged is there, once."""

import random
import time

from tests.faults.served_portal import ServedPortal
from tests.faults.tally import LossTally
from tests.faults.verify import verify
from tests.faults.visitors import Crowd

BEFORE_AND_AFTER = 10
"""So many are told something before the first kill, and as many after the last."""


def killed_under_load(place: ServedPortal, kills: int, seed: int) -> LossTally:
    """Kill and restart the portal so many times while people file, then hold all against what they were told."""
    dice, crowd = random.Random(seed), Crowd(lambda: place.port, seed)
    with place.serving(), crowd.at_work():
        crowd.wait_until_acknowledged(BEFORE_AND_AFTER)
        for _turn in range(kills):
            crowd.wait_until_nobody_waits_long()
            crowd.wait_until_acknowledged(dice.randint(0, 9))
            time.sleep(dice.uniform(0.05, 0.5))
            place.kill()
            place.start()
        crowd.wait_until_acknowledged(BEFORE_AND_AFTER)
    return verify(place, crowd.noted)
