"""A fact of a guide: what it says, where, and what is used meanwhile where it is silent or contradicts itself."""

from portal.domain.sourced import SILENT, Citation, Fact, FactState, Reading, stated

CITED, OTHER = Citation("S4", "指南", 34, "字"), Citation("S4", "指南", 88, "字", "医保发〔2022〕22号")


def test_what_is_stated_once_is_used_and_names_its_line() -> None:
    fact = stated("窗口", CITED, "at the window")
    assert fact == Fact(FactState.STATED, (Reading("窗口", CITED),), "窗口", value_en="at the window")
    assert (fact.value, fact.citation, fact.values) == ("窗口", CITED, ("窗口",))
    assert stated(3, CITED).value_en == ""


def test_how_a_guide_stands_to_a_fact() -> None:
    disputed = Fact(FactState.CONTRADICTORY, (Reading(5, OTHER), Reading(7, CITED), Reading(5, CITED)), 5)
    unset: Fact[int] = Fact()
    facts = (unset, SILENT, stated(1, CITED), disputed)
    assert [each.is_set for each in facts] == [False, True, True, True]
    assert [each.is_stated for each in facts] == [False, False, True, False]
    assert [each.is_disputed for each in facts] == [False, False, False, True]
    assert [each.citation for each in facts] == [None, None, CITED, OTHER]
    assert [each.values for each in facts] == [(), (), (1,), (5, 7)]


def test_what_a_finding_rests_on_is_the_document_where_the_guide_quotes_one() -> None:
    assert (CITED.source, CITED.basis) == ("S4:34", "指南第34行")
    assert OTHER.basis == "医保发〔2022〕22号"
