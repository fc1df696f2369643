"""One sentence for each refusal of a use case: what is so, and what to do now."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from portal.domain.errors import DomainError
from portal.domain.values import Value
from portal.wording.faults import SENTENCES as FAULTS
from portal.wording.history import event_name
from portal.wording.names import NAMES, document_name, name_of
from portal.wording.opening import question_name
from portal.wording.slip_signing import SIGNING_REFUSALS
from portal.wording.translation import SOURCE_LANGUAGE, _, day_text, translated

SENTENCES: Mapping[str, str] = {
    "not_found": _("没有找到，请核对编号"),
    "item_not_read": _(
        "这一件所属县的办事规则没有装上，暂时打不开；内容都还在，没有丢。"
        "请告诉系统管理员：运行 portal doctor，会说缺哪个县的文件"
    ),
    "item_ended": _(
        "参保地现在的办事指南里没有这个事项了，不能再申请。请看参保地的办事指南里有哪些事项，或打电话问经办机构"
    ),
    "not_in_this_state": _("这一件现在是“{status}”，不能这样办。请刷新页面看最新情况"),
    "rated_already": _("这一件已经评价过了，只能评价一次"),
    "not_decided_yet": _("这一件还没有办完，办完以后再评价"),
    "complaint_waits": _("上次提的还没有答复，请等答复以后再提；急的话请打监督电话"),
    "another_complaint_waits": _("刚才那一条已经有人答复了，现在等着的是下面另一条。请看清楚再答复"),
    "no_complaint_waits": _("这一件没有等着答复的投诉或意见，可能已经有人答复了"),
    "over_already": _("这份备案到 {day} 为止，已经过期，不能再变更、取消。还要在外地看病，请重新办"),
    "diagnosis_not_listed": _("诊断编码 {diagnosis} 不在本院的诊断编码表里。请改对，或者不填"),
    "diagnoses_differ": _(
        "诊断写的是“{named}”，诊断编码 {diagnosis} 在本院的诊断编码表里却是“{listed}”。请改成同一种病，或者编码不填"
    ),
    "older_than_the_list": _("现在用的名单是{day}的，比这一份新"),
    "locked": _("县里规定，{day} 以前（含当天）不能变更、取消"),
    "changed_one_is_over": _("您要变更的那一件已经不算数了（撤销、取消或者过期），变更不了。请重新申请"),
    "not_left_yet": _("这份备案 {day} 才开始，还没有到外地。不去了，请取消"),
    "not_your_role": _("这一步不由您办理"),
    "not_yours_to_do": _("您不能办这一件：可能与您本人或家人有关，或不归您办理。请交给同事"),
    "changed_meanwhile": _("这一件刚刚有了变化，您的操作没有执行。请看最新情况再办"),
    "done_meanwhile": _("{role}已在 {at} 办理（{event}），您的操作没有执行。请看最新情况再办"),
    "done_meanwhile_by_agent": _("代办人已在 {at} 办理（{event}），您的操作没有执行。请看最新情况再办"),
    "already_undecided": _("这个人的同一事项还有一件没有办完。请先看那一件的进度，不用重复申请"),
    "channel_not_offered": _("指南没有开通这种办理方式，请换一种方式办理"),
    "another_is_proven": _("这个人的同一事项另有一件，身份已经核实，还没有办完。请先办那一件，再决定这一件"),
    "agent_cap_proven": _("代办人今年已经替 {cap} 个人办过，这一件要由主管写明理由来批"),
    "cap_reason_needed": _("代办人今年已经替 {cap} 个人办过。要批这一件，请写明为什么可以多办一个人"),
    "agent_cap": _("您今年已经替 {cap} 个人办过。原则上一年最多 {cap} 人，请打电话给经办机构，由主管决定能不能再办"),
    "commitment_not_allowed": _("这份材料不能用承诺书代替，请上传材料"),
    "signature_is_another_name": _("签名要和申请人姓名一样，请填写“{name}”"),
    "name_first": _("请先填写参保人姓名，再签承诺书"),
    "same_file_again": _("这和上次不能用的是同一个文件，请重新拍照或换一份再传"),
    "fax_is_settled": _("这份传真已经办完或作废，什么都没有做。请回到传真篮看"),
    "fax_lends_no_time": _(
        "这份传真已经办完或作废，不能再从它收到的时间算，什么都没有做。确实是那时收到的，请写明为什么从那时算"
    ),
    "no_such_fax_waits": _("没有这个号的传真在等着办，什么都没有做。请到传真篮看它的号"),
    "fax_page_gone": _("这一页已经不在这份传真里，什么都没有做。请刷新页面看最新情况"),
    "fax_page_is_first": _("第一页前面不能拆，请在后面的页上拆"),
    "fax_is_itself": _("这就是正在看的这份传真，不能和自己合并。请写另一份的号"),
    "fax_too_long": _("并起来超过 {most} 页，没有并"),
    "import_not_begun": _("试了很多次都没有收成，一行也没有收。请再传一次；还是不行，请打电话给经办机构"),
    "import_given_up": _(
        "收了 {rows} 行以后，试了很多次都收不下去，后面的行没有再收。"
        "请把原来的表格再传一次，收过的不会重复；还是不行，请打电话给经办机构"
    ),
    "press_a_button": _("没有看懂按了哪个按钮，什么都没有记。请再按一次"),
    "too_many_papers": _("材料太多了，一件最多 {most} 份，请删掉多余的再传"),
    "documents_missing": _("还差 {count} 样。请补齐以后再交，或打电话问经办机构"),
    "paper_was_sent": _("这份材料已经提交，不能删除。工作人员说要换时可以重新上传"),
    "unknown_document_kind": _("没有这种材料，请从列表里选"),
    **SIGNING_REFUSALS,
    "slip_belongs_to_hospital": _("转诊单由医院开具，经办人不能改。请退回医院更正"),
    "reason_needed": _("请写明理由"),
    "nothing_to_correct": _("没有要补的材料。请先勾选要补什么，或写明要改什么"),
    "not_opened": _("告知书没有要改：{questions}，所以没有改。别的要改，请打电话给经办机构"),
    "document_not_asked": _("没有要您补这份材料：{kind}。要另外交的，请打电话给经办机构"),
    "unknown_question": _("没有这一栏，请从列表里选"),
    "asked_too_late": _("第一次告知时没有提到：{questions}。一次性告知只能提一次，要加请主管写明理由"),
    "nothing_changed": _("没有改动，什么都没有记。请先改，再按更正"),
    "both_locks_were_reset": _(
        "密码和动态码都被重设过，现在登录的人没有一样东西能证明是原来的本人，所以这里不能回答“是”。这条会一直留着。"
    ),
    "signer_is_not_you": _(
        "办理人和您账号登记的身份证号不一样。给自己办，请填您自己；替别人办，请选“代别人办”，代办人填您自己"
    ),
    "not_your_own_number": _("这和您账号登记的身份证号不一样，不能改成这个号"),
    "change_of_another": _("变更只改同一个人的备案，身份证号不能换成别人的。给别人办，请另办一件新的备案"),
    "nothing_to_hand_over": _("这一件已经办完，不用再交给谁"),
    "unknown_colleague": _("请从名单里选一位同事"),
    "concerns_the_colleague": _("这一件与这位同事本人或家人有关，或者其别的账号、所做的密钥经手过，请选别的同事"),
    "colleague_without_number": _("这位同事还没有登记本人身份证号，不能办理，请选别的同事"),
    "came_in_later_than_now": _("收到的时间还没有到，请对照纸上的时间再填"),
    "nothing_is_owed": _("这一件不差材料，不用约日子"),
    "promised_in_the_past": _("约定的日子已经过了，请填今天或以后的日子"),
    "promise_needs_a_day": _("请填约定哪天补来"),
    "check_needs_a_day": _("请填哪天以前核查"),
    "check_in_the_past": _("核查的日子已经过了，请填今天或以后的日子"),
    "breach_needs_words": _("请写明怎么核查的、哪里没有兑现"),
    "no_pledge_waits": _("这一件没有等着核查的承诺，或者已经核查过了"),
    "nothing_received": _("还没有选材料，请先勾选看过的原件，或选文件"),
    "has_an_account": _("这一件已经在参保人或医院的账号里，不用绑定码"),
    "named_too_late": _("第一次告知时没有提到：{kinds}。一次性告知只能提一次，要加请主管写明理由"),
    "not_approvable": _("按规定现在还不能准予备案，请先看检查结果"),
    "not_acceptable": _("按规定现在还不能受理。缺材料的请发一次性告知，不符合条件的请不予受理"),
    "answer_needed": _("请用您自己的话写明规则要您定的怎么定、凭什么"),
    "not_of_a_commitment": _("承诺书是签的，不是带来的证明，没有看不清、过期、缺盖章。有别的问题请写在“别的问题”里"),
    "seal_not_asked": _("指南没有要求这份材料盖章，没有记“缺盖章”。有别的问题请写在“别的问题”里"),
    "start_is_known": _("这件备案从哪天算已经定了"),
    "start_needed": _("请填从哪天算"),
    "start_is_stated": _("指南写明从 {day} 起算，不能另定"),
    "start_too_early": _("不能早于 {day}，有效期从那天算起"),
    "start_after_end": _("不能晚于 {day}，那天就到期了"),
    "overlap_unseen": _("这样算，和 {number} 有几天重在一起，见上面。照样要准予的，请再按一次"),
    "start_far_off": _("您填的是从 {day} 算，离今天一年多。填错了请改日期；确实是那天，请在这里写明为什么"),
    "query_is_compulsory": _("指南要求查参保状态，不能不查。请查过系统再准予"),
    "left_unchecked": _("还有 {count} 样没有核对。请核对，或写明为什么不核对"),
    "accept_first": _("请先受理，再作决定"),
    "not_this_county": _("请选本经办机构的事项"),
    "not_the_owners_filing": _("这一件不是账号本人的，不能据此核实账号"),
    "claimed_twice": _("另一个账号已经用这个身份证号核实过，请先弄清哪个是本人"),
    "last_four_differ": _("身份证号后四位对不上，不能给代码。请再问一遍，或请他带身份证件到窗口"),
    "wrong_recovery_code": _("手机号或代码不对，或者代码已经过期。请再看一遍，或打电话再要一个"),
    "wrong_login": _("用户名（手机号）或密码不对，请再看一遍"),
    "wrong_factor_code": _("动态码不对，或者刚才已经用过。请等手机上换了新数字再填"),
    "wrong_first_code": _("和手机上的数字对不上。请再扫一次码，填现在显示的 6 位数字；手机时间也要准"),
    "factor_offer_is_over": _("这个二维码过期了。下面是新的，请重新扫一次"),
    "factor_is_set": _("这个账号已经设好动态码，请直接填动态码"),
    "wrong_password": _("原来的密码不对，请再看一遍"),
    "password_too_short": _("密码至少 {least} 位，请加长"),
    "password_common": _("这个密码太常见，容易被猜到。请用几个不相干的词连起来"),
    "password_only_digits": _("密码不要全是数字，容易被猜到。请加上几个字或字母"),
    "password_is_own": _("密码里不要有您的姓名（拼音也算）、用户名、手机号、生日或身份证号，请换一个"),
    "password_too_long": _("密码最多 {most} 位，请缩短"),
    "password_holds_new_phone": _("您的密码里有这个新号码，容易被猜到。请先在“我的账号”里换一个密码，再来换手机号"),
    "wrong_phone_code": _("验证码不对，或者已经过期。请再看一遍短信，或返回再填一次"),
    "no_postal_address": _("没有留通信地址，寄不了信"),
    "posted_later": _("请填今天或以前的日子"),
    "posted_before_issued": _("通知书是以后才发的，请看看日子对不对"),
    "no_mailbox": _("邮箱不对，要像 wang@example.cn 这样"),
    "unknown_language": _("请选一种列出的文字"),
    "wrong_mailbox_code": _("验证码不对，或者已经过期。请再看一遍邮件，或返回再发一次"),
    "mail_not_sent": _("邮件没有发出去。请看看邮箱对不对，过几分钟再试"),
    "message_not_sent": _("短信没有发出去。请看看手机号对不对，过几分钟再试；一直不行，请打电话问经办机构"),
    "username_taken": _("这个用户名已经有人用，请换一个"),
    "citizens_register": _("参保人请自己注册，不用邀请"),
    "unknown_hospital": _("没有这家医院，请从列表里选"),
    "hospital_exists": _("这家医院已经在名单里"),
    "dates_in_wrong_order": _("结束日期不能早于开始日期，请改一改"),
    "member_is_oneself": _("这是您本人的身份证号，不用再登记"),
    "member_is_known": _("这位家人已经登记过"),
    "too_many_members": _("最多登记 {most} 位家人，请先删去一位"),
    "member_has_filing": _("这位家人的备案还在办，办完以后才能删去"),
    "member_is_not_known": _("没有登记过这个身份证号，请对照证件再看一遍"),
    "reset_not_yourself": _("自己的账号不能自己重设。密码在“我的账号”里改；忘了，请同事申请"),
    "own_number_first": _("您还没有登记本人身份证号，请先到“我的账号”登记，一次就行"),
    "reset_needs_a_second": _("申请的人不能自己确认，请另一位主管来确认"),
    "reset_waits_already": _("已经有一个同样的申请在等确认，请先办那一个"),
    "reset_is_settled": _("这个申请已经办了、撤回了或过期了，您的操作没有执行。请回到账号看最新情况"),
    "account_is_disabled": _("这个账号已经停用，不能重设。要再用，请另外邀请一个用户名"),
    "call_back_by_who_wanted_it": _("只有申请的人能用打电话的办法核实；您可以直接确认"),
    "no_phone_to_ring": _("本人没有登记电话，不能用打电话的办法核实。请另一位主管确认，或请系统管理员在服务器上确认"),
    "call_back_opens_one_lock": _(
        "光打电话不够：这个账号另一把锁（密码或动态码）也刚重设过或没有设，本人还没有回答。请另一位主管确认，或请系统管理员在服务器上确认"
    ),
    "not_their_phone": _("这不是本人登记的电话。请查单位通讯录，拨对了再填"),
    "last_four_differ_in_call": _("身份证号后四位对不上，不能重设。请再问一遍"),
    "call_too_early": _("要在申请以后打。请挂断，现在拨本人的电话，再填时间"),
    "call_in_future": _("时间还没有到，请填打电话的时间"),
    "own_number_differs": _("和这个账号登记的身份证号不一样，请对照证件再看一遍"),
    "not_yourself": _("不能停用自己的账号"),
    "filing_number_shape": _("编号是 12 位数字，请对照回执再看一遍"),
    "qr_is_over": _("这一件已经过了查进度的时间，不能再做新的二维码"),
    "consent_needed": _("“个人信息怎么用”有了新的一版，请看过、打勾，再提交"),
    "still_undecided": _("还有 {count} 件没有办完，办完以前还要用您的信息。请先撤回，或等办完再注销"),
    "staff_accounts_stay": _("工作账号由主管停用，不能自己注销"),
    "too_many_tries": _("试的次数太多了，请过 {minutes} 分钟再试"),
    "codes_of_one_used": _("发到这里的验证码，这一天已经够多，请过 {hours} 小时再试；急着办，请打电话问经办机构"),
    "codes_of_place_used": _(
        "从您现在的网络要的验证码，这一小时已经够多，请过 {minutes} 分钟再试，或者换个网络；急着办，请打电话问经办机构"
    ),
    "codes_of_account_used": _("您的账号这一天要的验证码已经够多，请过 {hours} 小时再试；急着办，请打电话问经办机构"),
    "codes_of_all_used": _("这一天能发的验证码已经发完，请过 {hours} 小时再试；急着办，请打电话问经办机构"),
    "telephone_replaced_often": _("这个账号的手机号这一天改得太多，请过 {hours} 小时再试"),
    "ration_used": _("请求太多，请过 {seconds} 秒再试"),
    "request_key_taken": _("这个 Idempotency-Key 已经用来送过别的内容，请换一个"),
    "request_key_needed": _("请在 Idempotency-Key 头里给这次请求起一个名字：8 到 64 个英文字母、数字、- 或 _"),
    "sealed_yes_or_no": _("网址里的 sealed 只能写 yes（盖了章）或 no（没有盖章）"),
    "cursor_unknown": _("没有 cursor 写的这一页，请从第一页开始"),
    "scope_needed": _("请选择这把密钥能做什么"),
    "answers_of_another_file": _("这不是这一批的结果：{number} 写在第 {batch} 批里。请核对批号；什么都没有登记"),
    "nothing_was_refused": _("这一件没有被国家平台退回，不用再报"),
    "scope_of_a_hospital": _("开转诊单只能给本县的转诊医院，替来办事的人备案只能给别的机构，请核对选的医院"),
    "institution_unnamed": _("请填写机构全名，不能是空的"),
    "institution_name_long": _("机构全名最多 {most} 个字，请缩短"),
    "key_days": _("有效期写 1 到 {most} 天"),
    "key_is_over": _("这把密钥已经作废，不用再作废"),
    "credit_code_wrong": _("统一社会信用代码不对：应是 18 位数字或大写字母，最后一位是校验码。请对照证照再填"),
    "employer_is_there": _("这个代码的单位已经登记过，不用再登记"),
    "unknown_employer": _("请从列表里选单位"),
    "terminal_is_over": _("这台自助机已经停用，不用再停用"),
    "try_again": _("系统有点忙，请再点一次"),
}


def refusal_text(error: DomainError, language: str = SOURCE_LANGUAGE) -> str:
    """The sentence for one refusal."""
    values = {key: _shown(key, value, language) for key, value in error.values.items()}
    own = SENTENCES.get(error.code)
    return translated(own or FAULTS[error.code], language, values)  # an unreadable field is said as in a fact


def _shown(key: str, value: Value, language: str) -> Value:
    if key == "event" and isinstance(value, str):
        return event_name(value, language)
    if key == "questions" and isinstance(value, tuple):
        return translated(_("、"), language).join(question_name(str(path), language) for path in value)
    if key == "kind" and isinstance(value, str):
        return document_name(value, language)
    if key == "kinds" and isinstance(value, tuple):
        return translated(_("、"), language).join(document_name(str(kind), language) for kind in value)
    if isinstance(value, StrEnum) and type(value) in NAMES:
        return name_of(value, language)
    return day_text(value, language) if isinstance(value, date) else value
