"""The fields of interface 2501 (转院备案), by which hospital systems call what a referral says, and its codes."""

from collections.abc import Mapping

from portal.domain.vocabulary import Scheme

FIELDS: Mapping[str, tuple[str, ...]] = {
    "person.name": ("psn_name",),
    "person.id_number": ("certno",),
    "person.scheme": ("insutype",),
    "person.insured_place": ("insu_optins", "insuplc_admdvs"),
    "contact.phone": ("tel",),
    "contact.address": ("addr",),
    "slip.diagnosis_code": ("diag_code",),
    "slip.diagnosis_name": ("diag_name",),
    "slip.condition": ("dise_cond_dscr",),
    "slip.reason": ("refl_rea",),
    "slip.opinion": ("refl_opnn",),
    "slip.agreed": ("hosp_agre_refl_flag",),
    "treatment_place": ("mdtrtarea_admdvs",),
    "hospital": ("reflin_medins_name",),
    "referral.issued_on": ("refl_date",),
    "begins_on": ("begndate",),
}
"""Under the key path of a question: what the interface calls it."""

SCHEMES: Mapping[str, Scheme] = {"310": Scheme.EMPLOYEE, "390": Scheme.RESIDENT}
"""The codes of `insutype` that are a scheme the guides speak of."""
