"""A line of text that can be looked up in a list: what is found is chosen, what is not on the list is written."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from flask import request

from portal.domain.spelling import words_of
from portal.web.forms.fields import PlainText

FIND = "find"
"""The button that looks up what stands in a field, which its value names."""
MOST_LETTERS = 120
"""Of what is looked up: as many as a field takes."""


class Offered(Protocol):
    """One entry of a list that may be meant."""

    @property
    def name(self) -> str:
        """What is written down when it is chosen."""

    @property
    def note(self) -> str:
        """What the list says of it."""


class Lookup(NamedTuple):
    """What a list has for some words; nothing where there is no list."""

    words: str = ""
    offers: Sequence[Offered] = ()
    note: str = ""


class LookedUp(PlainText):
    """Sent are the text, the words it was looked up for, and what was chosen of the found: by its name, all three.

    What was chosen counts as long as the text is the one it was found for.
    """

    lookup_route = ""
    """Where it is looked up while one types."""
    looked_up_for = ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """What was chosen, or what was typed."""
        typed, looked_up_for, chosen, *_rest = (*(words_of(each) for each in valuelist), "", "", "")
        self.looked_up_for = looked_up_for
        self.data = chosen if chosen and looked_up_for == typed else typed

    @property
    def has_list(self) -> bool:
        """Whether there is anything to look up in."""
        raise NotImplementedError

    @property
    def is_on_list(self) -> bool:
        """Whether it names one entry."""
        raise NotImplementedError

    def look_up(self, words: str) -> Lookup:
        """What the list has for the words."""
        raise NotImplementedError

    @property
    def is_looked_up(self) -> bool:
        """Whether the button was pressed for words that nobody looked up yet and that name no one entry."""
        pressed = bool(self.raw_data) and request.form.get(FIND) == self.name and bool(self.data)
        return pressed and self.data != self.looked_up_for and self.has_list and not self.is_on_list

    @property
    def lookup(self) -> Lookup:
        """What is shown below it."""
        return self.look_up(str(self.data)) if self.data else Lookup()
