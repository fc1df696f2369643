"""What an item answers about itself."""

from dataclasses import replace

import pytest

from portal.domain.item import Condition, Material
from portal.domain.slip_signing import SlipSigner
from portal.domain.sourced import SILENT, Fact, stated
from portal.domain.vocabulary import Channel
from tests.domain.determination.bare import BARE, CITED

SEALED, PLAIN = Material("a", "甲", CITED, sealed=stated(True, CITED)), Material("b", "乙", CITED)
UNSEALED = Material("c", "丙", CITED, sealed=stated(False, CITED))


@pytest.mark.parametrize(("kind", "asks"), [("a", True), ("b", False), ("c", False), ("d", False)])
def test_a_seal_is_asked_for_where_the_guide_says_so(kind: str, asks: bool) -> None:
    assert replace(BARE, materials=(SEALED, PLAIN, UNSEALED)).asks_seal_of(kind) is asks


def test_a_material_is_found_by_its_kind() -> None:
    item = replace(BARE, materials=(SEALED, PLAIN))
    assert [item.material(kind) for kind in ("a", "b", "c")] == [SEALED, PLAIN, None]


def test_a_channel_the_guide_does_not_name_is_open_for_want_of_a_word() -> None:
    named = replace(BARE, unstated_channels=(Channel.FAX,))
    silent = replace(named, channels=())
    assert (named.open_channels, silent.open_channels) == ((Channel.ONLINE,), (Channel.FAX,))
    assert silent.channel(Channel.ONLINE) is None
    terms = silent.channel(Channel.FAX)
    assert terms is not None
    assert (terms.channel, terms.citation) == (Channel.FAX, BARE.citation)


def test_what_nothing_states_locks_nothing_and_is_signed_by_nobody() -> None:
    signers: Fact[object] = stated((SlipSigner.DOCTOR,), CITED)
    stating = replace(BARE, facts={"lock_months": stated(6, CITED), "slip_signatures": signers})
    assert (stating.lock_months, stating.slip_signers) == (6, (SlipSigner.DOCTOR,))
    silent = replace(BARE, facts={"lock_months": SILENT, "slip_signatures": SILENT})
    for item in (silent, replace(BARE, facts={})):
        assert (item.lock_months, item.slip_signers) == (0, ())


def test_second_check_and_papers_to_come_are_as_the_file_has_them() -> None:
    yes: Fact[object] = stated(True, CITED)
    stating = replace(BARE, facts={"second_check": yes, "deferred_materials": SILENT})
    assert (stating.second_check, stating.later_papers) == (yes, SILENT)
    bare = replace(BARE, facts={})
    assert (bare.second_check, bare.later_papers) == (Fact(), Fact())


def test_a_contradiction_has_its_words_in_each_language_the_file_speaks() -> None:
    both = Condition("x", (), "医保局", "两处不同", "the bureau", "two lines differ")
    assert both.words == {
        "why": "两处不同",
        "why_en": "two lines differ",
        "confirm_by": "医保局",
        "confirm_by_en": "the bureau",
    }
    assert Condition("x", (), "医保局", "两处不同").words == {"why": "两处不同", "confirm_by": "医保局"}
