"""The area of a designated hospital: issue referrals, mend what came back, see how long each is valid."""
