"""kill -9 at random moments under the load of all doors; afterwards everything that was acknowledged is there, once."""

import random
import time

from tests.faults.place import Place
from tests.faults.tally import Tally
from tests.faults.verify import verify
from tests.faults.visitors import Crowd


def killed_under_load(place: Place, kills: int, seed: int) -> Tally:
    """Kill and restart the portal so many times while people file, then hold all against what they were told."""
    dice, crowd = random.Random(seed), Crowd(lambda: place.port, seed)
    with place.serving(), crowd.at_work():
        time.sleep(2)  # everybody signs in
        for _turn in range(kills):
            time.sleep(dice.uniform(0.05, 1.5))
            place.kill()
            place.start()
        time.sleep(1)
    return verify(place, crowd.noted)
