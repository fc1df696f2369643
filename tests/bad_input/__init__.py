"""Bad input, at every door."""

from tests import done_once

done_once.share()  # also where no pytest begins: nobody guesses at these passwords
