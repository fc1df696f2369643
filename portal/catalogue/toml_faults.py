"""What TOML's reader finds wrong, in Chinese, with the line and what to type there."""

import re
import tomllib

LONGEST_SHOWN = 200
PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
NOUGHT = re.compile(r"(?:^|[=\[{,\s])[+-]?0$")
DIGITS = re.compile(r"[0-9]+", re.ASCII)
FULL_WIDTH = {"“": '"', "”": '"', "‘": "'", "’": "'", "＝": "=", "，": ",", "［": "[", "］": "]", "【": "[", "】": "]"}
FULL_WIDTH |= {"｛": "{", "｝": "}", "＃": "#", "：": "=", "\u3000": " "}

SENTENCES = (
    ("Invalid statement", "这一行不是 TOML 写法，请写 键 = 值（键用英文字母）或 [[表名]]；说明文字前面加 #"),
    (
        "Expected newline or end",
        "这一行的值写得不对，或后面有多余的内容：日期写 2026-11-22，说明前面加 #，别的另起一行",
    ),
    ("Expected '=' after a key", '键后面要写 = 和值，例如 name = "某某县"'),
    ("Expected ']' at the end of a table", "表名要用 ] 收尾，例如 [agency]"),
    ("Expected ']]' at the end of an array", "表名要用 ]] 收尾，例如 [[item]]"),
    ("Invalid initial character for a key", "键只能用英文字母、数字、_ 和 -，请改"),
    (
        "Invalid value",
        '等号后面的值写得不对：文字要用英文双引号，例如 "某某县"；是否写 true 或 false；日期写 2026-11-22',
    ),
    ("Invalid date or datetime", "没有这一天，或日期写得不对，请写成 2026-11-22"),
    ("Unclosed array", "列表没有写完，请用 ] 收尾，各项之间用英文逗号"),
    ("Unclosed inline table", "花括号要在同一行里写完，用 } 收尾，各项之间用英文逗号"),
    ("Duplicate inline table key", "同一个花括号里，这个键写了两次，请删去一个"),
    ("Cannot overwrite a value", "这个键前面已经写过，请删去一个"),
    ("Cannot declare", "这张表前面已经写过；有好几张的，用两层方括号，例如 [[office]]"),
    ("Cannot redefine", "这张表前面已经写过；有好几张的，用两层方括号，例如 [[office]]"),
    ("Cannot mutate immutable", "前面已经用花括号或列表写完了这一项，不能再添，请写在一处"),
    ("Unescaped '\\'", "文字里的 \\ 要写两遍：\\\\，或者把文字放在英文单引号里"),
    ("Invalid hex value", "\\u 后面要写四位十六进制数"),
    ("Escaped character is not", "\\u 后面不是一个字"),
    ("Unterminated string", "文字没有写完，请用和开头一样的英文引号收尾"),
    ("Expected ", "文字没有写完，请用和开头一样的英文引号收尾"),
    ("Illegal character", "文字在这一行没有收尾，请用英文引号收尾；这里不能换行或用制表符"),
    ("Found invalid character", "这里有一个看不见的控制字符，请删去后重写这一行"),
)


def toml_fault(fault: tomllib.TOMLDecodeError, text: str) -> str:
    """One sentence for whoever wrote the file."""
    message = str(fault)
    place = PLACE.search(message)
    sentence = next(
        (chinese for begins, chinese in SENTENCES if message.startswith(begins)), "这里不是 TOML 写法，请改"
    )
    text = text.replace("\r\n", "\n")
    number, column = (int(place[1]), int(place[2])) if place and place[1] else _where_opened(message, text)
    if not number:
        return f"写到文件末尾还没有完：{sentence}"
    line = text.split("\n")[number - 1]
    slip = _full_width(line) or _leading_nought(line, column) or _in_braces(message, line, column)
    return f"第 {number} 行第 {column} 个字：{slip or sentence}（这一行是：{_shown(line)}）"


def _where_opened(message: str, text: str) -> tuple[int, int]:
    """Line and column of the text that goes on to the end of the file; noughts where the reader names none.

    The reader looks through the whole rest for the quotes that close it, so the last ones opened it.
    """
    if message.startswith("Expected \"'"):
        quotes = message.split('"')[1]
    elif message.startswith("Unterminated string") and text.count('"""') % 2:
        quotes = '"""'
    else:
        return 0, 0
    opened = text.rindex(quotes)
    return text.count("\n", 0, opened) + 1, opened - text.rfind("\n", 0, opened)


def _shown(line: str) -> str:
    """A line as it may stand on a terminal, which obeys some of the signs that nobody sees."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line.strip()[:LONGEST_SHOWN])


def _full_width(line: str) -> str:
    """The commonest slip: a sign of the Chinese keyboard where TOML wants the English one."""
    bare = re.sub(r'"[^"]*"|\'[^\']*\'|#.*', "", line)
    found = next((sign for sign in bare if sign in FULL_WIDTH), None)
    return f"“{found}”是中文标点，请换成英文的 {FULL_WIDTH[found]}" if found else ""


def _leading_nought(line: str, column: int) -> str:
    """The reader takes the nought for the number, and then knows no more than that something follows."""
    number = NOUGHT.search(line[: column - 1])
    digits = DIGITS.match(line, column - 1)
    return f"数字前面不要写 0，写 {digits[0].lstrip('0') or '0'}" if number and digits else ""


def _in_braces(message: str, line: str, column: int) -> str:
    """A new line or a comma where the reader looks for the next key."""
    if not message.startswith("Invalid initial character for a key") or "{" not in line[:column]:
        return ""
    if column > len(line):
        return "花括号里不能换行，{ 到 } 要写在一行；太长的，改写成一张表，例如 [item.facts.fee]"
    return "最后一项后面不要写逗号，请删去" if line[column - 1] == "}" else ""
