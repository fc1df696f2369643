"""Whatever refuses or asks has its few characters for a row of the queue; of what is owed the paper is named."""

from portal.wording.findings import SENTENCES
from portal.wording.queue_faults import FAULTS, fault_name

NEVER_IN_QUESTION = {
    *("paper_missing", "paper_unsound", "paper_unsealed", "paper_expired", "paper_dated_later", "agent_not_stated"),
    *("by_commitment", "commitment_not_accepted", "commitment_not_asked"),
    *("discharged_before_filing", "channel_named_only_in_flow", "filed_late", "calendar_year_unknown"),
    *(
        "start_set_by_guide",
        "start_is_the_decision",
        "start_applied",
        "begins_after_admission",
        "over_before_treatment",
    ),
}
"""Owed, where the paper is named, or only remarked on."""


def test_whatever_can_refuse_or_ask_has_its_words() -> None:
    assert SENTENCES.keys() - FAULTS.keys() == NEVER_IN_QUESTION
    assert FAULTS.keys() - SENTENCES.keys() == set()
    assert all(fault_name(code, "en") != fault_name(code) for code in FAULTS)
    assert fault_name(None) == fault_name("paper_missing") == ""
