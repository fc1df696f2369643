"""However a name or a number is typed or pasted: the one way each is read, kept and compared.

Whoever reads a name, an ID number, a telephone or the number of a filing reads it here, whether it was typed on a form,
searched for, signed with, or given to a command; what is only compared never shows.
"""

import re
import unicodedata

from portal.domain.radicals import CHARACTER_OF

JOINERS = "\u200c\u200d\u180e"
"""Signs nobody sees that Mongolian and Uyghur names are written with."""

_FILLERS = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Signs that take no room, or look like a blank, though Unicode counts them among letters and marks."""

_DOTS = (
    ".\u00b7\u0387\u1427\u16eb\u2022\u2023\u2024\u2027\u2219\u22c5\u2e31\u2e33\u3002\u30fb\ua78f\u25cf\u26ab"
    "\u318d\u119e\u02d9\u25e6\u2981\u2218\u25cb\u26ac\U00010101"
)
"""What keyboards give for the dot between the parts of a name; a card prints U+00B7 (GB 2312, 1-04)."""

_HYPHENS = "\u2212\u30fc\uff70_"
"""What stands for a hyphen between figures, beside everything Unicode calls a dash."""

_HALF_WIDTH = {sign + 0xFEE0: chr(sign) for sign in range(0x21, 0x7F)}
"""Full-width signs. Nothing else is folded in a number: ³ is a digit to look at, and none to count with."""

_MATHEMATICAL = "".join(map(chr, range(0x1D400, 0x1D6A4)))
_CHECK_X = str.maketrans(
    dict.fromkeys("×✕✖✗✘╳⨯❌ХхΧχⅩⅹ", "X")
    | {sign: "X" for sign in _MATHEMATICAL if unicodedata.normalize("NFKC", sign) in ("x", "X")}
)
"""Crosses, Cyrillic, Greek, Roman and mathematical letters typed for the X of an ID number."""

_RARE_OF_GBK = (
    "\u2e81\U00020087\U00020089\U000200cc\u2e84\u3473\u3447\u2e88\u2e8b\u9fb4\u359e\u361a\u360e\u2e8c"
    "\u2e97\u396e\u3918\u9fb5\u39cf\u39df\u3a73\u39d0\u9fb6\u9fb7\u3b4e\u3c6e\u3ce0\u2ea7\U000215d7\u9fb8"
    "\u2eaa\u4056\u415f\u2eae\u4337\u2eb3\u2eb6\u2eb7\U0002298f\u43b1\u43ac\u2ebb\u43dd\u44d6\u4661\u464c"
    "\u9fb9\u4723\u4729\u477c\u478d\u2eca\u4947\u497a\u497d\u4982\u4983\u4985\u4986\u499f\u499b\u49b7"
    "\u49b6\u9fba\U000241fe\u4ca3\u4c9f\u4ca0\u4ca1\u4c77\u4ca2\u4d13\u4d14\u4d15\u4d16\u4d17\u4d18\u4d19"
    "\u4dae\u9fbb"
)
_PRIVATE_OF_GBK = {0xE815 + place: sign for place, sign in enumerate(_RARE_OF_GBK)}
"""Rare characters that GBK kept in the private area, U+E815 and what follows, in its order; GB 18030 of 2005, annex E,
gives all their places in Unicode."""

_EXTENSION = re.compile(r"(?:总机)?(?:转|分机?|内线?|;?EXT(?:ENSION)?[.:=]?|#|,|X|;|~(?=[0-9]{3}))", re.IGNORECASE)
"""Behind a number; a single figure behind a ~, as any behind a /, is more likely a second line's."""

_BRACKETED = re.compile(r"(?<=[0-9]{7})\(([0-9]{1,6})\)$")
_LABEL = re.compile(r"^(?:联系|手机|回电)?(?:电话|手机|号码|号|TEL|PHONE|MOBILE)+[:.]?", re.IGNORECASE)
_COUNTRY = r"(?:(?:\+0?|00)?86[-/]?)"
_AREA = r"(?:10|2[0-9]|[3-9][0-9]{2})"
"""Behind its nought (电信网编号计划): Beijing's, the great cities', everybody else's; none begins as a mobile does."""

_MOBILE = re.compile(rf"{_COUNTRY}?0?(1[3-9][0-9]{{9}})")
_LANDLINE = re.compile(rf"({_COUNTRY}?0|{_COUNTRY})({_AREA})([-/]?)([2-9][0-9]{{2,3}})[-/]?([0-9]{{4}})((?:-[0-9]+)?)")
_DIALLED = re.compile(rf"1[3-9][0-9]{{9}}|0{_AREA}-?[2-9][0-9]{{6,7}}(-[0-9]{{1,6}})?")
_MAILBOX = re.compile(r"[A-Za-z0-9_%+-]+(\.[A-Za-z0-9_%+-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_BETWEEN = r"[\s/.,·•|~、-]{0,3}"
"""What people write between the groups of a long number."""

_ID_NUMBER_IN_GROUPS = re.compile(rf"(?<![0-9])(?=((?:[0-9]{_BETWEEN}){{17}}[0-9Xx])(?![0-9A-Za-z]))")
_FILING_NUMBER_IN_GROUPS = re.compile(rf"(?<![0-9])(?=((?:[0-9]{_BETWEEN}){{11}}[0-9])(?![0-9]))")
_FIGURES = re.compile("[0-9]+X?", re.ASCII)
_OF_A_PERSON = re.compile(r"([0-9A-Z]{4}|[0-9]{17}[0-9X])[^0-9A-Z]*")
_BEFORE_LAST_FOUR = re.compile(r"^[^0-9]*(?:[4４](?=[^0-9])[^0-9]*)?(?=[0-9])")
"""What they are called, with the 4 of 后4位."""

_FROM_FIRST_TO_LAST = re.compile(r"[+0-9].*[0-9X]|[0-9]")
"""What is left of a sentence without the words before the first figure and behind the last one."""

_STOPS = "“”‘’\"'「」『』，,。.、；;"
_AROUND = f"{_STOPS}()（）[]【】《》<>？?！!：:"
"""What stands around a number that was copied out of a sentence."""

_REMARK = re.compile(r"\((?!(?:总机)?(?:转|分机?|内线?|EXT\.?|#|X)?[0-9-]*\)$)[^()]*\)$", re.IGNORECASE)
"""Whose telephone it is, written behind it: what is in brackets there and no extension."""


def shown_name(text: str) -> str:
    """A name as it is kept and shown: what was typed, without signs nobody sees, one blank where there were several."""
    composed = unicodedata.normalize("NFC", text).translate(_PRIVATE_OF_GBK)
    kept = "".join(sign for sign in composed if sign in JOINERS or not _is_unseen(sign))
    return " ".join(kept.split())


def words_of(text: str) -> str:
    """What somebody wrote, less the blanks around it; empty where it is made of signs nobody sees and says nothing."""
    says = any(not (sign.isspace() or _is_unseen(sign) or _selects(sign)) for sign in text)
    return text.strip() if says else ""


def name_key(text: str) -> str:
    """What two spellings of one name have in common; for comparing and for search keys, never shown.

    Blanks, joiners and variation selectors do not count, nor do width, letter case, and which dot was typed.
    """
    dotted = "".join("·" if sign in _DOTS else sign for sign in text)  # some are none any more once normalised
    composed = unicodedata.normalize("NFKC", dotted.translate(_PRIVATE_OF_GBK)).translate(CHARACTER_OF).casefold()
    seen = (sign for sign in composed if not (sign.isspace() or sign in JOINERS or _is_unseen(sign) or _selects(sign)))
    return unicodedata.normalize("NFKC", "".join("·" if sign in _DOTS else sign for sign in seen))


def is_same_name(one: str, other: str) -> bool:
    """Whether both are the same person's name, however each was typed."""
    return name_key(one) == name_key(other)


def figures(text: str) -> str:
    """A number or code less blanks, dashes, unseen signs, brackets and stops around it, and what a card calls its
    number; any script's digits are 0 to 9, letters are capitals. Of words around one whole ID number nothing is left.
    """
    if _FIGURES.fullmatch(text):  # as nearly all are kept
        return text
    kept = (
        _digit(sign.translate(_HALF_WIDTH))
        for sign in text.translate(_CHECK_X)
        if not (sign.isspace() or _is_unseen(sign) or _is_hyphen(sign))
    )
    number = "".join(kept).strip(_AROUND).upper()
    in_groups = _in_groups(_ID_NUMBER_IN_GROUPS, text.translate(_CHECK_X), 2)
    return in_groups[0].upper() if len(in_groups) == 1 else number


def _in_groups(pattern: re.Pattern[str], text: str, least: int) -> list[str]:
    """Every number of that pattern in a text, each once, with nothing between its groups of at least so many figures;
    what stands before and behind it is no part of it."""
    seen = (sign for sign in text.translate(_HALF_WIDTH) if not _is_unseen(sign))
    folded = "".join("-" if _is_hyphen(sign) else _digit(sign) for sign in seen)
    groups = (re.findall("[0-9Xx]+", found[1]) for found in pattern.finditer(folded))
    return list(dict.fromkeys("".join(each) for each in groups if min(map(len, each)) >= least))


def _among_words(text: str) -> str:
    found = _FROM_FIRST_TO_LAST.search(text)
    return found[0] if found else text


def telephone(text: str) -> str:
    """A telephone number as it is kept: a mobile's eleven digits, a landline with the hyphens it was typed with.

    Blanks, brackets and the country's prefix do not count, nor does a nought before a mobile; 转, 分机, ext or # before
    an extension is a hyphen, and so are brackets around it; words before and behind are left out. What is no telephone
    number comes back as it is, for a rule to find fault with.
    """
    typed = (_digit(sign) for sign in text.translate(_HALF_WIDTH) if not (sign.isspace() or _is_unseen(sign)))
    seen = re.sub(r"[().]", "", _BRACKETED.sub(r"-\1", _REMARK.sub("", "".join(typed))))
    seen = "".join("-" if _is_hyphen(sign) else sign for sign in seen)
    number = _dialled(_LABEL.sub("", seen))
    among_words = _dialled(_among_words(seen))
    return among_words if not is_telephone(number) and is_telephone(among_words) else number


def _dialled(text: str) -> str:
    number = re.sub("-+", "-", _EXTENSION.sub("-", text)).strip("-:")
    if mobile := _MOBILE.fullmatch(re.sub("[-/]", "", number)):
        return mobile[1]
    if landline := _LANDLINE.fullmatch(number):
        _before, area, after_area, first, last, extension = landline.groups()
        return f"0{area}{after_area and '-'}{first}{last}{extension}"
    return number


def is_telephone(number: str) -> bool:
    """Whether what `telephone` gave can be dialled: a mobile, or a landline with its area code."""
    return _DIALLED.fullmatch(number) is not None


def is_mobile(text: str) -> bool:
    """Whether it is a telephone that texts arrive at."""
    return _MOBILE.fullmatch(telephone(text)) is not None


def telephone_key(text: str) -> str:
    """What two spellings of one telephone number have in common; the extension behind a landline does not count."""
    number = telephone(text)
    landline = re.match(r"(0[0-9]{2,3}-?[0-9]{7,8})-[0-9]+$", number)
    return "".join(sign for sign in (landline[1] if landline else number) if sign.isdigit() or sign == "+")


def mailbox(text: str) -> str:
    """An e-mail address as it is kept: no blanks or unseen signs, half-width, what stands behind the @ in small
    letters."""
    seen = (sign.translate(_HALF_WIDTH) for sign in text if not (sign.isspace() or _is_unseen(sign)))
    name, at, domain = "".join(seen).replace("。", ".").rpartition("@")
    return f"{name}{at}{domain.lower()}"


def is_mailbox(text: str) -> bool:
    """Whether what `mailbox` gave is an address any mail server takes; one with other letters than Latin few do."""
    return len(text) <= 254 and _MAILBOX.fullmatch(text) is not None


def filing_numbers(text: str) -> list[str]:
    """What may be a filing's number in a sentence, a notice's number or an address: twelve figures, each once, in
    groups of three and more; else all figures there are, which may be any number of them."""
    return _in_groups(_FILING_NUMBER_IN_GROUPS, text, 3) or [_among_words(figures(text))]


def last_four(text: str) -> str:
    """The last four of an ID number, out of these four or the whole number; empty where it is neither."""
    number = _OF_A_PERSON.fullmatch(figures(_BEFORE_LAST_FOUR.sub("", text.strip())))
    return number[1][-4:] if number else ""


def user_name(text: str) -> str:
    """The name an account of staff signs in with, in small letters."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in folded if not (sign.isspace() or _is_unseen(sign))).lower()


def _digit(sign: str) -> str:
    """0 to 9 for a decimal digit of any script."""
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _is_unseen(sign: str) -> bool:
    return sign in _FILLERS or (unicodedata.category(sign) in ("Cc", "Cf") and not sign.isspace())


def _selects(sign: str) -> bool:
    """Whether it only chooses a shape of the letter before it."""
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef" or sign in "\u180b\u180c\u180d\u180f"


def _is_hyphen(sign: str) -> bool:
    return sign in _HYPHENS or unicodedata.category(sign) == "Pd"
