"""A slip is signed by one after the other, in the order the county's file names them."""

import pytest

from portal.domain.slip_signing import SlipSigner, next_signer

DOCTOR, HEAD, OFFICE = SlipSigner.DOCTOR, SlipSigner.DEPARTMENT_HEAD, SlipSigner.MEDICAL_OFFICE


@pytest.mark.parametrize(
    ("wanted", "signed", "following"),
    [
        ((), (), None),
        ((DOCTOR, HEAD), (), DOCTOR),
        ((DOCTOR, HEAD), (DOCTOR,), HEAD),
        ((DOCTOR, HEAD), (DOCTOR, HEAD), None),
        ((DOCTOR, HEAD), (HEAD,), DOCTOR),  # the county changed its order meanwhile
        ((OFFICE, DOCTOR), (), OFFICE),
        ((OFFICE,), (DOCTOR,), OFFICE),
    ],
)
def test_whose_signature_comes_next(
    wanted: tuple[SlipSigner, ...], signed: tuple[SlipSigner, ...], following: SlipSigner | None
) -> None:
    assert next_signer(wanted, signed) is following
