"""What is left for the worker."""

from enum import StrEnum


class Task(StrEnum):
    """What must happen after an act; written with it, run by the worker."""

    KEEP_NOTICE = "keep_notice"  # draw an issued paper once and keep it as it went out
    IMPORT_REFERRALS = "import_referrals"  # take the rows of a hospital's or a unit's spreadsheet, some at a time
    ANNOUNCE = "announce"  # make of what happened the messages to its people
    READ_FAX_PAGE = "read_fax_page"  # read the print on a page of the tray, where something is installed that can
    PHONE_REPLACED = "phone_replaced"  # write to the telephone that an account had until then
    SEND_MESSAGE = "send_message"  # hand one over to what carries it
