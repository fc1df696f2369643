"""A guide is called silent about how long a decision takes only where its county's file says that it is."""

from dataclasses import replace

from portal.catalogue.repository import Catalogue
from portal.wording.limits import SILENT, UNREAD, no_limit_text


def test_only_a_file_that_says_so_makes_the_guide_silent() -> None:
    item = Catalogue.load().item("wenshang.long-term")
    assert item is not None
    assert no_limit_text(replace(item, silent=item.silent | {"limits"})) == SILENT
    assert no_limit_text(replace(item, silent=item.silent - {"limits"})) == no_limit_text(None) == UNREAD
    assert no_limit_text(None, "en").endswith("asked of the agency.")
