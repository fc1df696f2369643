"""What a check-up found, in words: how it stands, and what to do."""

from portal.domain.checkup import CheckupLine, Matter
from portal.wording.translation import SOURCE_LANGUAGE

MATTERS: dict[Matter, tuple[str, str]] = {
    Matter.DATABASE: ("数据库", "Database"),
    Matter.SCHEMA: ("数据库版本", "Database schema"),
    Matter.KEY: ("密钥", "Key"),
    Matter.FILES: ("材料文件", "Papers"),
    Matter.LEFTOVERS: ("多余的文件", "Leftover files"),
    Matter.SPACE: ("磁盘空间", "Disk space"),
    Matter.CALENDAR: ("放假日历", "Holiday calendar"),
    Matter.BACKUP: ("备份", "Backup"),
    Matter.CLOCK: ("时钟", "Clock"),
    Matter.OUTBOX: ("后续事务", "Follow-up work"),
    Matter.FONTS: ("中文字体", "Chinese font"),
}

CASES: dict[str, tuple[str, str]] = {
    "fonts_present": (
        "没有带字体的 PDF 也看得到中文。",
        "Chinese is shown in PDFs that do not bring their fonts along.",
    ),
    "fonts_lacking": (
        "没有：没有带字体的 PDF 只看得到空白，自己出的文书也印不出来。请重新安装程序（manimgx-fonts-cjk）。",
        "There is none: a PDF that does not bring its fonts along shows blanks to the clerk, and notices cannot be "
        "printed. Install the program again (manimgx-fonts-cjk).",
    ),
    "database_sound": ("完好，%(tables)s 张表都读得出来。", "Sound: all %(tables)s tables can be read."),
    "database_broken": (
        "有损坏（%(faults)s 处）。请停下 portal serve，保留现在的数据目录不动，用最近核对过的备份恢复。",
        "Damaged in %(faults)s places. Stop portal serve, leave the data folder as it is, and restore the newest "
        "verified backup.",
    ),
    "database_away": (
        "连不上。请检查数据库是不是开着、PORTAL_DATABASE_URL 对不对。",
        "It does not answer. Check that it runs and that PORTAL_DATABASE_URL is right.",
    ),
    "schema_current": ("是本程序要的版本 %(revision)s。", "It is the one this program needs: %(revision)s."),
    "schema_other": (
        "是 %(revision)s，本程序要 %(known)s。请先备份，再运行 portal db upgrade。",
        "It is %(revision)s, this program needs %(known)s. Back up, then run portal db upgrade.",
    ),
    "key_sound": (
        "打得开数据，只有本系统的用户能读；已用 %(days)s 天。请确认另一处存着一份。",
        "It opens the data and only the portal's user can read it; %(days)s days old. Make sure a copy is kept "
        "elsewhere.",
    ),
    "key_strange": (
        "打不开数据：放错了密钥文件，或者数据被改动。请把原来的密钥放回来。",
        "It does not open the data: a wrong key file, or the data were changed. Put the right key back.",
    ),
    "key_exposed": (
        "别的用户也能读密钥文件。请运行 chmod 600，并想想谁可能看过。",
        "Other users can read the key file. Run chmod 600, and think who may have seen it.",
    ),
    "key_with_backup": (
        "密钥放在备份目录里，谁拿到备份就拿到了密钥。请移到别处。",
        "The key lies in the backup folder: whoever has the backup has the key. Move it.",
    ),
    "papers_sound": ("%(count)s 份都在。", "All %(count)s are there."),
    "papers_missing": (
        "有 %(missing)s 份（共 %(count)s 份）的文件不见了。请从最近核对过的备份恢复，再查是谁动了材料目录。",
        "The files of %(missing)s of %(count)s are gone. Restore from the newest verified backup, and find out who "
        "touched the papers' folder.",
    ),
    "leftovers_none": ("没有。", "None."),
    "leftovers_some": (
        "有 %(count)s 个没人用的文件超过了一天。portal worker 每天会清；它没有在运行就请启动。",
        "%(count)s files nobody needs are older than a day. portal worker removes them daily; start it if it is not "
        "running.",
    ),
    "space_enough": ("还有 %(megabytes)s MB。", "%(megabytes)s MB are left."),
    "space_short": (
        "只剩 %(megabytes)s MB，快收不了材料了。请腾出空间。",
        "Only %(megabytes)s MB are left; soon no paper can be taken in. Make room.",
    ),
    "calendar_known": ("%(year)s 年的已经有了。", "%(year)s is known."),
    "calendar_missing": (
        "没有 %(year)s 年的放假安排，期限先按周末和固定假日算。国务院公布后，请放一份年份文件到 PORTAL_HOLIDAYS_DIR。",
        "The holidays of %(year)s are not known; deadlines count weekends and fixed holidays only. Once they are "
        "published, put a year file into PORTAL_HOLIDAYS_DIR.",
    ),
    "backup_fresh": ("最近核对过的一份是 %(hours)s 小时前做的。", "The newest verified one is %(hours)s hours old."),
    "backup_old": (
        "最近核对过的一份已经是 %(hours)s 小时前的。请运行 portal backup，并查每天的备份为什么没有做。",
        "The newest verified one is %(hours)s hours old. Run portal backup, and find out why the daily one failed.",
    ),
    "backup_none": (
        "没有一份核对过的备份。请现在就运行 portal backup。",
        "There is no verified backup. Run portal backup now.",
    ),
    "backup_nowhere": (
        "没有设置备份目录。请设置 PORTAL_BACKUP_DIR（最好在另一块盘上），再每天运行 portal backup。",
        "No backup folder is set. Set PORTAL_BACKUP_DIR, best on another disk, and run portal backup daily.",
    ),
    "clock_right": ("走得对。", "It goes right."),
    "clock_back": (
        "最新的一条记录比现在晚 %(minutes)s 分钟：时钟被拨回过，或者以前走快了。请核对时间服务；"
        "这段时间的期限请人工再看。",
        "The newest entry is %(minutes)s minutes in the future: the clock was set back, or went fast before. Check "
        "the time service, and look again at deadlines of that time.",
    ),
    "outbox_empty": ("没有积压。", "Nothing waits too long."),
    "outbox_waiting": (
        "有 %(waiting)s 件等着，最久的等了 %(minutes)s 分钟。请看 portal worker 是不是在运行。",
        "%(waiting)s wait, the oldest for %(minutes)s minutes. See whether portal worker is running.",
    ),
    "outbox_given_up": (
        "有 %(given_up)s 件试了多次都没有办成，已经放下。请看 portal worker 的日志。",
        "%(given_up)s were tried many times and given up. See portal worker's log.",
    ),
}


def matter_name(matter: Matter, language: str = SOURCE_LANGUAGE) -> str:
    """What was looked at."""
    chinese, english = MATTERS[matter]
    return english if language == "en" else chinese


def checkup_sentence(line: CheckupLine, language: str = SOURCE_LANGUAGE) -> str:
    """How it stands, and what to do."""
    chinese, english = CASES[line.case]
    return (english if language == "en" else chinese) % line.values
