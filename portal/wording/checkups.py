"""What a check-up found, in words: how it stands, and what to do."""

from portal.domain.checkup import CheckupLine, Matter
from portal.wording.translation import SOURCE_LANGUAGE, _, pgettext, translated

MATTERS: dict[Matter, str] = {
    Matter.DATABASE: pgettext("health", "数据库"),
    Matter.SCHEMA: pgettext("health", "数据库版本"),
    Matter.KEY: pgettext("health", "密钥"),
    Matter.CERTIFICATES: pgettext("health", "签备案证明的密钥"),
    Matter.SEALED: pgettext("health", "加密的内容"),
    Matter.FILES: pgettext("health", "材料文件"),
    Matter.LEFTOVERS: pgettext("health", "多余的文件"),
    Matter.SPACE: pgettext("health", "磁盘空间"),
    Matter.CALENDAR: pgettext("health", "放假日历"),
    Matter.BACKUP: pgettext("health", "备份"),
    Matter.CLOCK: pgettext("health", "时钟"),
    Matter.OUTBOX: pgettext("health", "后续事务"),
    Matter.FONTS: pgettext("health", "中文字体"),
    Matter.STARTS: pgettext("health", "起算日"),
    Matter.COUNTIES: pgettext("health", "县文件"),
    Matter.PROXY: pgettext("health", "前面的代理"),
    Matter.MESSAGES: pgettext("health", "短信"),
    Matter.MAIL: pgettext("health", "邮件"),
    Matter.FAXES: pgettext("health", "收传真"),
    Matter.NATIONAL: pgettext("health", "国家平台的文件"),
    Matter.READING: pgettext("health", "读传真上的字"),
}

CASES: dict[str, str] = {
    "faxes_none": _("没有用 portal fax watch 收传真。"),
    "faxes_watched": _("收传真的程序在看：{counties}。"),
    "faxes_unwatched": _(
        "收传真的程序有 {minutes} 分钟没有看过这些县的传真：{counties}。传真还在传真机的目录里，没有丢；"
        "请启动 portal fax watch，不再收的县请运行 portal fax end。"
    ),
    "national_none": _("没有留着已经登记了结果的文件。"),
    "national_left": _(
        "有 {count} 个文件已经登记了结果，还留在导出的目录里：{files}。里面有完整的姓名和身份证号，请删掉。"
    ),
    "reading_none": _("没有安装读字的附加包 portal[ocr]：传真由经办人自己看，别的都照常。"),
    "reading_installed": _("已经安装：传真上印的字由 portal worker 读出来，供经办人核对后采用。"),
    "fonts_present": _("没有带字体的 PDF 也看得到中文。"),
    "fonts_lacking": _(
        "没有：没有带字体的 PDF 只看得到空白，自己出的文书也印不出来。请重新安装程序（manimgx-fonts-cjk）。"
    ),
    "starts_known": _("已准予的备案都有。"),
    "starts_missing": _(
        "有 {count} 件早先准予的备案没有定从哪天算（{numbers}）。请经办人打开，按“补定起算日”；定之前文书上不会有日期。"
    ),
    "counties_read": _("每一件用的都有。"),
    "counties_unread": _(
        "有 {count} 件的县文件没有读到（{items}），经办人打不开。"
        "请核对 PORTAL_COUNTIES_DIR，把这个县的文件放回去，再重新启动。"
    ),
    "database_sound": _("完好，{tables} 张表都读得出来。"),
    "database_broken": _(
        "有损坏（{faults} 处）。请停下 portal serve，保留现在的数据目录不动，用最近核对过的备份恢复。"
    ),
    "database_away": _("连不上。请检查数据库是不是开着、PORTAL_DATABASE_URL 对不对。"),
    "schema_current": _("是本程序要的版本 {revision}。"),
    "schema_other": _("是 {revision}，本程序要 {known}。请先备份，再运行 portal db upgrade。"),
    "key_sound": _("打得开数据，只有本系统的用户能读；已用 {days} 天。请确认另一处存着一份。"),
    "signer_sound": _(
        "用 {key} 签；以前的 {former} 个签过的照样算数。可能被人拿到时，运行 portal certificate renew-key。"
    ),
    "key_versions": _(
        "密钥文件里有几个版本（{versions}），换密钥没有做完。"
        "请运行 portal rekey，做好新备份后运行 portal rekey --destroy-old。"
    ),
    "key_strange": _("打不开数据：放错了密钥文件，或者数据被改动。请把原来的密钥放回来。"),
    "key_exposed": _("别的用户也能读密钥文件。请运行 chmod 600，并想想谁可能看过。"),
    "key_with_backup": _("密钥放在备份目录里，谁拿到备份就拿到了密钥。请移到别处。"),
    "sealed_sound": _("{count} 行都打得开。"),
    "sealed_damaged": _(
        "有 {damaged} 行（共 {count} 行）打不开，页面上写着数据异常和号码（{numbers}）。日志里有每个号码是哪一行；"
        "请停下 portal serve，从最近核对过的备份恢复，再查是谁动了数据库。"
    ),
    "papers_sound": _("{count} 份都在。"),
    "papers_missing": _(
        "有 {missing} 份（共 {count} 份）的文件不见了。请从最近核对过的备份恢复，再查是谁动了材料目录。"
    ),
    "leftovers_none": _("没有。"),
    "leftovers_some": _("有 {count} 个没人用的文件超过了一天。portal worker 每天会清；它没有在运行就请启动。"),
    "space_enough": _("还有 {megabytes} MB。"),
    "space_short": _("只剩 {megabytes} MB，快收不了材料了。请腾出空间。"),
    "calendar_known": _("{year} 年的已经有了。"),
    "calendar_missing": _(
        "没有 {year} 年的放假安排，期限先按周末和固定假日算。国务院公布后，请放一份年份文件到 PORTAL_HOLIDAYS_DIR。"
    ),
    "trail_not_as_backed_up": _(
        "操作记录和备份 {backup} 里记的对不上：末尾可能被截断，或者整个换过。"
        "请运行 portal audit verify，保留好这份备份。"
    ),
    "backup_fresh": _("最近核对过的一份是 {hours} 小时前做的。"),
    "backup_old": _("最近核对过的一份已经是 {hours} 小时前的。请运行 portal backup，并查每天的备份为什么没有做。"),
    "backup_none": _("没有一份核对过的备份。请现在就运行 portal backup。"),
    "backup_nowhere": _("没有设置备份目录。请设置 PORTAL_BACKUP_DIR（最好在另一块盘上），再每天运行 portal backup。"),
    "clock_right": _("走得对。"),
    "clock_back": _(
        "最新的一条记录比现在晚 {minutes} 分钟：时钟被拨回过，或者以前走快了。请核对时间服务；"
        "这段时间的期限请人工再看。"
    ),
    "proxy_named": _("只相信 {address} 转来的地址。"),
    "proxy_none": _("没有看到代理。"),
    "proxy_not_named": _(
        "网址是 https，前面一定有代理，却没有写是哪一台：所有人看起来来自同一个地址，一个人试错密码，别人也登录不了。"
        "请把它的地址写进 PORTAL_TRUSTED_PROXY，再重新启动。"
    ),
    "proxy_strange": _(
        "有请求是代理转来的，PORTAL_TRUSTED_PROXY 却没有写它，它说的话没有采用。"
        "是自己装的代理，就把它的地址写进去；是来访单位自己的代理，就不用管。"
    ),
    "messages_none": _("没有设置短信通道，不发短信；要发，请设置 PORTAL_SMS_URL 等四项。"),
    "messages_answering": _("短信平台有回应。"),
    "messages_silent": _("短信平台没有回应。请看 PORTAL_SMS_URL 对不对、网络通不通；消息先等着，试几个小时。"),
    "messages_unknown_key": _("短信平台不认我们的密钥。请核对 PORTAL_SMS_KEY。"),
    "messages_templates": _("短信平台有回应；这些消息没有模板编号，发不出去：{kinds}。请补进 PORTAL_SMS_TEMPLATES。"),
    "mail_none": _("没有设置邮件服务器，不发邮件；要发，请设置 PORTAL_SMTP_URL 和 PORTAL_SMTP_FROM。"),
    "mail_answering": _("邮件服务器有回应。"),
    "mail_unreachable": _("连不上邮件服务器。请看 PORTAL_SMTP_URL 对不对、网络通不通；消息先等着，试几个小时。"),
    "mail_silent": _("邮件服务器没有回音。请看 PORTAL_SMTP_URL 对不对、网络通不通；消息先等着，试几个小时。"),
    "mail_busy": _("邮件服务器现在不收。消息先等着，试几个小时；一直这样，请问管它的人。"),
    "mail_without_tls": _(
        "和邮件服务器的加密连接建不起来，所以什么也不发。请看它的证书、PORTAL_SMTP_URL 里的名字和 PORTAL_SMTP_CA。"
    ),
    "mail_not_let_in": _("邮件服务器不认我们的账号。请核对 PORTAL_SMTP_USER 和 PORTAL_SMTP_PASSWORD。"),
    "mail_failed": _("邮件服务器有回应；近七天有 {count} 封没有发出去，请经办人打电话告知，并看看邮箱对不对。"),
    "messages_codes_over": _(
        "今天的短信验证码已经发完，现在谁也注册不了。请看是不是有人在乱发；不是，请调高 PORTAL_CODES_A_DAY_IN_ALL。"
    ),
    "messages_failed": _("短信平台有回应；近七天有 {count} 条没有发出去，请经办人打电话告知，并问平台原因。"),
    "outbox_empty": _("没有积压。"),
    "outbox_waiting": _("有 {waiting} 件等着，最久的等了 {minutes} 分钟。请看 portal worker 是不是在运行。"),
    "outbox_given_up": _(
        "有 {given_up} 件试了多次没有办成，已经放下。请看 portal worker 的日志，改好以后运行 portal worker --again。"
    ),
}


def matter_name(matter: Matter, language: str = SOURCE_LANGUAGE) -> str:
    """What was looked at."""
    return translated(MATTERS[matter], language)


def checkup_sentence(line: CheckupLine, language: str = SOURCE_LANGUAGE) -> str:
    """How it stands, and what to do."""
    return translated(CASES[line.case], language, line.values)
