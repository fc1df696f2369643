"""However the number of a card or of a filing is typed or pasted, it is read as one and the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.numbering import read_filing_number
from portal.domain.spelling import (
    figures,
    last_four,
    name_key,
    shown_name,
    telephone,
    telephone_key,
    user_name,
)


@pytest.mark.parametrize(
    "typed",
    ["37083019580310100x", "３７０８３０１９５８０３１０１００Ｘ", "370830 19580310 100X", "370830-19580310-100X",
     "\u202d37083019580310100X\u202c", "370830\u200b19580310100\ufeffX", "37083019580310100×", "37083019580310100Х",
     "370830−19580310−100X", "身份证号：37083019580310100X", "公民身份号码: 370830 19580310 100x",
     "居民身份证号码：37083019580310100X"],
)  # fmt: skip
def test_spellings_of_one_id_number(typed: str) -> None:
    assert figures(typed) == "37083019580310100X"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("100x", "100X"), ("１００Ｘ", "100X"), ("37083019580310100X", "100X"), ("370830 19580310 100x", "100X"),
     ("\u202d100X\u202c", "100X"), ("尾号1220", "1220"), ("身份证后四位：100x。", "100X"),
     ("00X", ""), ("3100X", ""), ("", "")],
)  # fmt: skip
def test_last_four_out_of_four_or_of_the_whole(typed: str, read: str) -> None:
    assert last_four(typed) == read


def test_a_user_name_in_small_letters() -> None:
    assert user_name(" Ｃlerk－Zhang\u200b ") == "clerk-zhang"


@pytest.mark.parametrize("typed", ["370830。", "（370830）", "“370830”", "370830、", "【370830】", " 370830，"])
def test_what_stands_around_a_code_is_no_part_of_it(typed: str) -> None:
    assert figures(typed) == "370830"


@pytest.mark.parametrize("sign", "xXｘＸ×✕✖✗✘╳⨯❌ХхΧχⅩⅹ𝐗𝑥")
def test_whatever_stands_for_the_last_x_is_one(sign: str) -> None:
    assert figures(f"37083019580310100{sign}") == "37083019580310100X"


@pytest.mark.parametrize("sign", "-‐‑‒–—―－﹣−ー_ \u3000\t\u00ad\u200b\u2060\ufeff\u3164\uffa0\u2800")
def test_what_stands_between_figures_does_not_count(sign: str) -> None:
    assert figures(f"3708{sign}3019") == "37083019"
    assert telephone(f"139{sign}0000{sign}9000") == "13900009000"


@pytest.mark.parametrize("sign", "/\u2215.:*³")
def test_what_is_no_part_of_a_number_stays_to_be_seen(sign: str) -> None:
    assert figures(f"3708{sign}3019") != "37083019"


@pytest.mark.parametrize(
    "typed",
    [
        "202609140019",
        "202609140019。",
        "2026.0914.0019",
        "2026．0914．0019.",
        "2026 0914 0019",
        "2026-0914-0019",
        "２０２６０９１４００１９",
        "编号：202609140019",
        "备案编号 202609140019",
        "受理编号202609140019",
        "号码:202609140019",
        "No.202609140019",
        "no: 202609140019",
        "汶医保告〔2026〕202609140019-1",
        "汶医保告[2026]202609140019",
        "汶医保告(2026)202609140019-12",
        "汶医保告（2026）202609140019",
        "收〔2026〕202609140019—1",
        "收〔2026〕202609140019－1号",
        "办件编号：2026 0914 0019",
        "申请编号:202609140019",
    ],
)
def test_a_filing_s_number_also_out_of_that_of_its_notice(typed: str) -> None:
    assert read_filing_number(typed) == "202609140019"


@given(st.text(max_size=30))
def test_reading_twice_reads_the_same(text: str) -> None:
    assert shown_name(shown_name(text)) == shown_name(text)
    assert name_key(name_key(text)) == name_key(text)
    assert name_key(shown_name(text)) == name_key(text)
    assert figures(figures(text)) == figures(text)
    assert telephone_key(telephone(text)) == telephone_key(text)
