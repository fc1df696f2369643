"""Who signs a referral slip in its hospital before it is issued, one after the other, where a county's file asks."""

from collections.abc import Collection, Sequence
from enum import StrEnum


class SlipSigner(StrEnum):
    """As what an account of a hospital signs; a county's file names some of them, in the order they sign in."""

    DOCTOR = "doctor"  # 经治医师
    DEPARTMENT_HEAD = "department_head"  # 科主任
    MEDICAL_OFFICE = "medical_office"  # 医保办或医务科


def next_signer(wanted: Sequence[SlipSigner], signed: Collection[SlipSigner]) -> SlipSigner | None:
    """Whose signature comes next; None where every one stands."""
    return next((signer for signer in wanted if signer not in signed), None)
