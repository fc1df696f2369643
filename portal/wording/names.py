"""What the enumerations are called on pages and papers; English follows the glossary."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.claims import NOT_LISTED
from portal.domain.vocabulary import (
    Channel,
    DocumentKind,
    Evidence,
    FilingStatus,
    FilingType,
    Mark,
    NoticeKind,
    Outcome,
    Role,
    Scheme,
    Severity,
    Task,
)
from portal.wording.translation import SOURCE_LANGUAGE, _, translated

NAMES: Mapping[type[StrEnum], Mapping[str, tuple[str, str]]] = {
    Scheme: {"employee": ("职工医保", "employee scheme"), "resident": ("居民医保", "resident scheme")},
    Channel: {
        "online": ("网上", "online"),
        "window": ("窗口", "service window"),
        "hospital": ("医院", "hospital"),
        "phone": ("电话", "telephone"),
        "fax": ("传真", "fax"),
        "kiosk": ("自助机", "kiosk"),
        "api": ("系统对接", "system interface"),
    },
    FilingType: {
        "relocated_retiree": ("异地安置退休人员", "relocated retiree"),
        "long_term_resident": ("异地长期居住人员", "long-term out-of-area resident"),
        "posted_worker": ("常驻异地工作人员", "worker posted out of area"),
        "referral": ("异地转诊人员", "referral"),
        "emergency": ("异地急诊人员", "out-of-area emergency"),
        "other_temporary": ("其他临时外出就医人员", "other temporary travel"),
    },
    Task: {"keep_notice": ("文书存档", "keeping of an issued paper")},
    DocumentKind: {
        "identity": ("身份证件、社保卡或医保电子凭证", "identity card, social security card or e-credential"),
        "filing_form": ("异地就医登记备案表", "registration form"),
        "settlement_proof": ("异地安置认定材料", "proof of settlement"),
        "residence_proof": ("异地居住证明", "proof of residence"),
        "posting_proof": ("异地工作证明", "proof of posting"),
        "referral_slip": ("转诊转院单", "referral slip"),
        "emergency_record": ("急诊诊断材料", "emergency record"),
        "agent_identity": ("代办人身份证", "agent's identity card"),
        "authorisation_letter": ("授权委托书", "authorisation letter"),
    },
    Outcome: {
        "approve": ("可以备案", "can be filed"),
        "correct": ("要补材料", "papers owed"),
        "refuse": ("不能办这一项", "cannot be filed under this item"),
        "ask": ("要由工作人员定", "for a clerk to decide"),
    },
    Severity: {
        "refuse": ("不符合", "not met"),
        "ask": ("要问清", "to be asked"),
        "correct": ("要补", "to be supplied"),
        "warn": ("请注意", "please note"),
        "info": ("说明", "for information"),
    },
    FilingStatus: {
        "draft": ("还没提交", "draft"),
        "submitted": ("待审核", "submitted"),
        "correction_requested": ("待补材料", "papers requested"),
        "accepted": ("已受理", "accepted"),
        "approved": ("已备案", "approved"),
        "refused": ("不予受理", "refused"),
        "rejected": ("不予备案", "rejected"),
        "withdrawn": ("已撤回", "withdrawn"),
        "cancelled": ("已取消", "cancelled"),
        "revoked": ("已撤销", "revoked"),
        "superseded": ("已变更", "superseded"),
    },
    Role: {
        "citizen": ("参保人", "citizen"),
        "hospital": ("医院经办人", "hospital staff"),
        "clerk": ("医保经办人", "clerk"),
        "supervisor": ("主管", "supervisor"),
    },
    Evidence: {
        "upload": ("上传", "uploaded"),
        "fax": ("传真件", "fax"),
        "sighted": ("窗口已看原件", "original seen at the window"),
        "commitment": ("签了承诺书", "commitment signed"),
        "portal": ("系统生成", "made by the portal"),
    },
    Mark: {
        "unchecked": ("还没看", "not checked yet"),
        "sound": ("合格", "sound"),
        "illegible": ("看不清", "illegible"),
        "unsealed": ("缺盖章", "unsealed"),
        "wrong_person": ("不是本人的", "of another person"),
        "expired": ("材料过期", "expired"),
        "other": ("其他问题", "other fault"),
    },
    NoticeKind: {
        "receipt": ("受理单", "receipt"),
        "acceptance": ("受理通知书", "notice of acceptance"),
        "correction": ("一次性告知书", "notice of what to supply"),
        "refusal": ("不予受理通知书", "notice of refusal"),
        "decision": ("备案回执", "filing receipt"),
        "filing_form": ("异地就医登记备案表", "registration form"),
        "commitment": ("个人承诺书", "personal commitment"),
        "authorisation": ("授权委托书", "authorisation letter"),
    },
}


def name_of(member: StrEnum, language: str = SOURCE_LANGUAGE) -> str:
    """The name of one member in that language."""
    chinese, english = NAMES[type(member)][member.value]
    return chinese if language.startswith(SOURCE_LANGUAGE) else english


def document_name(kind: str, language: str = SOURCE_LANGUAGE) -> str:
    """The name of a kind of paper; a county's own kind is called by its code where its file is not at hand."""
    return name_of(DocumentKind(kind), language) if kind in NAMES[DocumentKind] else kind


def institution_name(institution: str, language: str = SOURCE_LANGUAGE) -> str:
    """A hospital by its name; one that is not on the list has none here, only a word."""
    return translated(_("名单以外的医院"), language) if institution == NOT_LISTED else institution
