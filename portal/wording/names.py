"""What the enumerations are called on pages and papers."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.claims import NOT_LISTED
from portal.domain.portal_events import PortalEventKind
from portal.domain.tasks import Task
from portal.domain.vocabulary import (
    AskedFor,
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
    Subject,
)
from portal.wording.account_resets import RESET_NAMES
from portal.wording.beside_the_desk import BESIDE_THE_DESK
from portal.wording.faxes import FAX_EVENTS, FAX_NAMES
from portal.wording.interface import INTERFACE_NAMES
from portal.wording.item_names import ITEM_NAMES
from portal.wording.national import NATIONAL_EVENTS, NATIONAL_NAMES
from portal.wording.own_account import OF_ONES_OWN
from portal.wording.pledges import PLEDGE_NAMES
from portal.wording.slip_signing import SIGNER_NAMES
from portal.wording.translation import SOURCE_LANGUAGE, _, pgettext, translated

NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    Scheme: {"employee": pgettext("name", "职工医保"), "resident": pgettext("name", "居民医保")},
    Channel: {
        "online": pgettext("name", "网上"),
        "window": pgettext("name", "窗口"),
        "hospital": pgettext("name", "医院"),
        "phone": pgettext("name", "电话"),
        "fax": pgettext("name", "传真"),
        "kiosk": pgettext("name", "自助机"),
        "api": pgettext("name", "系统对接"),
    },
    FilingType: {
        "relocated_retiree": pgettext("name", "异地安置退休人员"),
        "long_term_resident": pgettext("name", "异地长期居住人员"),
        "posted_worker": pgettext("name", "常驻异地工作人员"),
        "referral": pgettext("name", "异地转诊人员"),
        "emergency": pgettext("name", "异地急诊人员"),
        "other_temporary": pgettext("name", "其他临时外出就医人员"),
    },
    Task: {
        "keep_notice": pgettext("name", "文书存档"),
        "import_referrals": pgettext("name", "导入转诊表格"),
        "announce": pgettext("name", "写通知"),
        "send_message": pgettext("name", "发通知"),
        "phone_replaced": pgettext("name", "告知换下来的手机号"),
        "read_fax_page": pgettext("name", "读传真上的字"),
    },
    DocumentKind: {
        "identity": pgettext("name", "身份证件、社保卡或医保电子凭证"),
        "filing_form": pgettext("name", "异地就医登记备案表"),
        "settlement_proof": pgettext("name", "异地安置认定材料"),
        "residence_proof": pgettext("name", "异地居住证明"),
        "posting_proof": pgettext("name", "异地工作证明"),
        "referral_slip": pgettext("name", "转诊转院单"),
        "emergency_record": pgettext("name", "急诊诊断材料"),
        "agent_identity": pgettext("name", "代办人身份证"),
        "authorisation_letter": pgettext("name", "授权委托书"),
    },
    Outcome: {
        "approve": pgettext("name", "可以备案"),
        "correct": pgettext("name", "要补材料"),
        "refuse": pgettext("name", "不能办这一项"),
        "ask": pgettext("name", "要由工作人员定"),
    },
    Severity: {
        "refuse": pgettext("name", "不符合"),
        "ask": pgettext("name", "要问清"),
        "correct": pgettext("name", "要补"),
        "warn": pgettext("name", "请注意"),
        "info": pgettext("name", "说明"),
    },
    FilingStatus: {
        "draft": pgettext("name", "还没提交"),
        "submitted": pgettext("name", "待审核"),
        "correction_requested": pgettext("name", "待补材料"),
        "accepted": pgettext("name", "已受理"),
        "approved": pgettext("name", "已备案"),
        "refused": pgettext("name", "不予受理"),
        "rejected": pgettext("name", "不予备案"),
        "withdrawn": pgettext("name", "已撤回"),
        "cancelled": pgettext("name", "已取消"),
        "revoked": pgettext("name", "已撤销"),
        "superseded": pgettext("name", "已变更"),
    },
    AskedFor: {
        "documents": pgettext("name", "待补材料"),
        "answers": pgettext("name", "待补填"),
        "both": pgettext("name", "待补交补填"),
        "words": pgettext("name", "待回应"),
    },
    Role: {
        "citizen": pgettext("name", "参保人"),
        "hospital": pgettext("name", "医院经办人"),
        "employer": pgettext("name", "单位经办人"),
        "clerk": pgettext("name", "医保经办人"),
        "supervisor": pgettext("name", "主管"),
        "terminal": pgettext("name", "自助机"),
    },
    Evidence: {
        "upload": pgettext("name", "上传"),
        "fax": pgettext("name", "传真件"),
        "sighted": pgettext("name", "窗口已看原件"),
        "commitment": pgettext("name", "签了承诺书"),
        "portal": pgettext("name", "系统生成"),
    },
    Mark: {
        "unchecked": pgettext("name", "还没看"),
        "sound": pgettext("name", "合格"),
        "illegible": pgettext("name", "看不清"),
        "unsealed": pgettext("name", "缺盖章"),
        "wrong_person": pgettext("name", "不是本人的"),
        "expired": pgettext("name", "材料过期"),
        "other": pgettext("name", "其他问题"),
    },
    Subject: {
        "document": pgettext("name", "材料"),
        "insured": pgettext("name", "参保状态"),
        "person": pgettext("name", "是不是本人"),
        "owner": pgettext("name", "申报账号"),
    },
    NoticeKind: {
        "receipt": pgettext("name", "收件回执"),
        "acceptance": pgettext("name", "受理通知书"),
        "correction": pgettext("name", "一次性告知书"),
        "refusal": pgettext("name", "不予受理通知书"),
        "decision": pgettext("name", "备案回执"),
        "filing_form": pgettext("name", "异地就医登记备案表"),
        "commitment": pgettext("name", "个人承诺书"),
        "authorisation": pgettext("name", "授权委托书"),
    },
    **ITEM_NAMES,
    **RESET_NAMES,
    **NATIONAL_NAMES,
    **INTERFACE_NAMES,
    **FAX_NAMES,
    **PLEDGE_NAMES,
    **SIGNER_NAMES,
    PortalEventKind: {
        "registered": pgettext("event", "注册账号"),
        "invited": pgettext("event", "邀请工作人员"),
        "invitation_taken": pgettext("event", "接受邀请、启用账号"),
        "own_number_told": pgettext("event", "填了自己的身份证号"),
        "own_phone_given": pgettext("event", "登记了联系电话"),
        "household_added": pgettext("event", "登记了一位家人"),
        "household_removed": pgettext("event", "删去了一位家人"),
        "reset_wanted": pgettext("event", "申请重设别人的账号"),
        "reset_confirmed": pgettext("event", "确认了重设账号的申请"),
        "reset_called_back": pgettext("event", "打电话核实了本人，重设账号"),
        "reset_taken_back": pgettext("event", "撤回了重设账号的申请"),
        "reset_recognised": pgettext("event", "说重设是自己要求的"),
        "reset_disowned": pgettext("event", "说重设不是自己要求的"),
        "reset_link_given": pgettext("event", "给了重设密码的链接"),
        "disabled": pgettext("event", "停用账号"),
        "password_changed": pgettext("event", "改了密码"),
        "password_reset": pgettext("event", "用链接设了新密码"),
        "password_recovered": pgettext("event", "用代码设了新密码"),
        "factor_set": pgettext("event", "设了动态码"),
        "factor_forgotten": pgettext("event", "让人重设动态码"),
        "signed_in": pgettext("event", "登录"),
        "sign_in_failed": pgettext("event", "登录没有成功"),
        "proof_failed": pgettext("event", "报的号码或代码对不上"),
        "unknown_names_tried": pgettext("event", "有人试没有的用户名、编号或代码"),
        "signed_out": pgettext("event", "退出登录"),
        "signed_out_everywhere": pgettext("event", "在所有地方退出登录"),
        "key_made": pgettext("event", "做了一把接口密钥"),
        "key_revoked": pgettext("event", "作废一把接口密钥"),
        "key_misses": pgettext("event", "接口密钥问了很多没有备案的人"),
        **FAX_EVENTS,
        **BESIDE_THE_DESK,
        "initialised": pgettext("event", "建立系统"),
        "upgraded": pgettext("event", "升级数据库"),
        "reindexed": pgettext("event", "重新生成索引"),
        "catalogue_changed": pgettext("event", "县区文件有变化"),
        "backed_up": pgettext("event", "做了备份"),
        "restored": pgettext("event", "从备份恢复"),
        "rekeyed": pgettext("event", "换了新的主密钥"),
        "old_keys_destroyed": pgettext("event", "销毁了旧的主密钥"),
        "ledger_taken": pgettext("event", "下载了台账或月报"),
        **NATIONAL_EVENTS,
        "signer_renewed": pgettext("event", "换了签备案证明的密钥"),
        "filing_held": pgettext("event", "冻结了一件备案，到期也不删"),
        "filing_released": pgettext("event", "解除了一件备案的冻结"),
        "retention_run": pgettext("event", "删除了过期的数据"),
        "data_taken": pgettext("event", "下载了自己的全部信息"),
        "damage_found": pgettext("event", "发现一份内容打不开"),
        **OF_ONES_OWN,
    },
}

FILING_NAMES: Mapping[FilingType, str] = {
    FilingType.RELOCATED_RETIREE: pgettext("filing", "异地安置退休人员备案"),
    FilingType.LONG_TERM_RESIDENT: pgettext("filing", "异地长期居住备案"),
    FilingType.POSTED_WORKER: pgettext("filing", "常驻异地工作备案"),
    FilingType.REFERRAL: pgettext("filing", "转诊备案"),
    FilingType.EMERGENCY: pgettext("filing", "异地急诊备案"),
    FilingType.OTHER_TEMPORARY: pgettext("filing", "临时外出就医备案"),
}
"""What people ask for, where the type names whom it is for."""


def filing_name(kind: FilingType, language: str = SOURCE_LANGUAGE) -> str:
    """A filing of that type as somebody asks for it at a desk, in that language."""
    return translated(FILING_NAMES[kind], language)


def name_of(member: StrEnum, language: str = SOURCE_LANGUAGE) -> str:
    """The name of one member in that language."""
    return translated(NAMES[type(member)][member.value], language)


def document_name(kind: str, language: str = SOURCE_LANGUAGE) -> str:
    """The name of a kind of paper; a county's own kind is called by its code where its file is not at hand."""
    return name_of(DocumentKind(kind), language) if kind in NAMES[DocumentKind] else kind


def institution_name(institution: str, language: str = SOURCE_LANGUAGE) -> str:
    """A hospital by its name; one that is not on the list has none here, only a word."""
    return translated(_("名单以外的医院"), language) if institution == NOT_LISTED else institution
