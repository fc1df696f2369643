"""What is done about whatever files beside the desk: terminals, units, spreadsheets."""

from collections.abc import Mapping

from portal.wording.translation import pgettext

BESIDE_THE_DESK: Mapping[str, str] = {
    "hospital_added": pgettext("event", "登记转诊医院"),
    "hospital_dated": pgettext("event", "改了医院的起止日期"),
    "diagnoses_loaded": pgettext("event", "换了诊断编码表"),
    "networked_list_loaded": pgettext("event", "换了联网医院名单"),
    "terminal_set_up": pgettext("event", "设了一台自助机"),
    "terminal_ended": pgettext("event", "停用一台自助机"),
    "employer_added": pgettext("event", "登记申报单位"),
    "signer_named": pgettext("event", "定了医院账号签转诊单的身份"),
    "referrals_imported": pgettext("event", "传了一个申报表格"),
    "refused_rows_fetched": pgettext("event", "下载了申报表格里没有收的行"),
}
