"""The facts a guide may state about an item beside its rules, each with what it holds.

An item's file has to take a stand on each: state it, or list it under `silent`. On those of `MAY_BE_LEFT_OUT` it may
say nothing, and then nothing is said of them. One of `HANGS_ON` is asked for only where what it hangs on is there: who
pays the post where nothing is posted is no silence of the guide.
"""

from collections.abc import Mapping
from types import GenericAlias

from portal.domain.slip_signing import SlipSigner

FACT_NAMES: dict[str, type | GenericAlias] = {
    "printed_version": str,
    "guide_address": str,
    "item_class": str,
    "item_category": str,
    "status": str,
    "served": str,
    "scope": str,
    "content": str,
    "conditions": str,
    "body": str,
    "body_nature": str,
    "body_code": str,
    "implementation_code": str,
    "base_code": str,
    "business_code": str,
    "local_code": str,
    "authority_source": str,
    "authority_level": str,
    "powers": str,
    "delegated_by": str,
    "joint_bodies": str,
    "accepting_body": str,
    "accepting_body_nature": str,
    "deciding_body": str,
    "deciding_body_nature": str,
    "handling_area": str,
    "running_system": str,
    "channels": str,
    "online": str,
    "online_depth": tuple[str, ...],
    "online_admission": str,
    "four_ways": tuple[str, ...],
    "visits": int,
    "visit_reason": str,
    "in_hall": bool,
    "appointment": bool,
    "post": bool,
    "post_paid_by": str,
    "online_payment": bool,
    "kiosk": bool,
    "smart_approval": bool,
    "staff_service": bool,
    "fee": str,
    "quantity_limit": str,
    "intermediary": str,
    "prohibition": str,
    "deferred_materials": bool,
    "deferred_period": str,
    "proof_item": bool,
    "commitment_regime": bool,
    "special_procedure": str,
    "special_steps": str,
    "flow_chart": str,
    "review_method": str,
    "one_notice": str,
    "result_name": str,
    "result_kind": str,
    "result_sample": str,
    "result_collection": str,
    "disclosure": str,
    "inspection": str,
    "service_standard": str,
    "remedy": str,
    "reconsideration": str,
    "litigation": str,
    "reform": str,
    "themes": str,
    "return_home": str,
    "lock_months": int,
    "slip_signatures": tuple[SlipSigner, ...],
    "free_choice": str,
    "settlement_card": str,
    "settlement_failure": str,
    "benefit_if_filed": str,
    "benefit_difference": str,
    "second_check": bool,
    "fax_number": str,
    "office_hours": str,
    "register_before": str,
    "online_form": str,
    "settlement": str,
}

HANGS_ON: Mapping[str, str] = {
    "post_paid_by": "post",
    "deferred_period": "deferred_materials",
    "visit_reason": "visits",
}
"""A fact, and the fact without which there is nothing to say of it."""

OF_A_CHANNEL: Mapping[str, str] = {"fax_number": "fax"}
"""A fact, and the channel without which there is nothing to say of it."""

MAY_BE_LEFT_OUT = frozenset(
    {
        "register_before",
        "online_form",
        "settlement",
        "settlement_card",
        "settlement_failure",
        "lock_months",
        "slip_signatures",
    }
)
