"""What a guide prints of names, numbers and telephones stands unchanged in what `portal catalogue show` prints."""

from collections.abc import Callable

import pytest

FUSHUN_OFFICES = [
    ("S0 L46 市中心地址", "顺城区临江东路19-10社保大厦一楼"),
    ("S0 L46 市中心电话", "024-55883333"),
    ("S0 L46 新宾分中心地址", "青年路9号"),
    ("S0 L46 新宾分中心电话", "024-55032078"),
    ("S0 L46 清原地址", "日红街33号"),
    ("S0 L46 清原电话", "024-53039282"),
    ("S0 L50 办理时间", "8:30"),
    ("S0 L10 实施主体编码", "11210200MB1646401N"),
    ("S0 L8 实施主体", "抚顺市医疗保障局"),
]
WENSHANG = [
    ("S4 L20 地址", "汶上县泉河路856号"),
    ("S4 L20 大厅", "汶上县医疗保险管理中心一楼"),
    ("S4 L24 小程序", "济宁医保"),
    ("S4 L24 官网", "济宁市医疗保障局"),
    ("S4 L43 监督电话", "0537-7293008"),
    ("S4 L62 网站", "sybj.jining.gov.cn"),
]
CARRIED_OVER = {
    "fushun.referral": [
        *FUSHUN_OFFICES,
        ("S0 L5 事项名称", "异地转诊人员备案"),
        ("S0 L16 运行系统", "国家医疗保障信息系统（辽宁抚顺）"),
        ("S0 L20 受理机构", "抚顺市医疗保障事务服务中心审核二部"),
        ("S0 L106 投诉电话", "0411-12345"),
        ("S0 L116 投诉电话，照印的样子", "024--12345"),
        ("S0 L116 投诉电话，能拨的样子", "024-12345"),
        ("S0 L56 依据", "人社部发〔2016〕120号"),
        ("S0 L58 依据", "医保发〔2019〕33号"),
        ("S0 L62 依据", "医保办发〔2019〕33号"),
        ("S0 L23 印错的地名", "新兵"),
    ],
    "fushun.settled-retiree": [
        *FUSHUN_OFFICES,
        ("S1 L5 事项名称", "异地安置退休人员备案"),
        ("S1 L16 运行系统", "国家医疗保障信息平台（辽宁·抚顺）"),
        ("S1 L23 手机应用", "国家医保服务平台"),
        ("S1 L23 小程序", "国家异地就医备案"),
        ("S1 L51 印错的地名", "清源"),
        ("S1 L75 表的名字", "抚顺市异地就医登记备案表"),
        ("S1 L128 投诉电话", "024-12345"),
        ("S1 L105 结果", "异地就医备案表"),
    ],
    "zhenping.long-term-resident": [
        ("S2 L7 事项名称", "基本医疗保险参保人员异地就医备案（职工异地长期居住人员）"),
        ("S2 L8 实施主体", "镇平县医疗保障局"),
        ("S2 L41 实施主体编码", "TE411324YLBZ000009"),
        ("S2 L41 实施编码", "TE411324YLBZ0000094002036217000"),
        ("S2 L42 地方实施编码", "YLBZ00000GG32469003"),
        ("S2 L42 业务办理项编码", "TE411324YLBZ000009400203621700003"),
        ("S2 L31 地址", "雪枫街道平安大道西段政务服务中心1楼大厅"),
        ("S2 L32 交通", "5路"),
        ("S2 L33 运行系统", "河南省政务服务平台统一受理系统"),
        ("S2 L33 坐标", "113.816839,35.17592"),
        ("S2 L34 咨询电话", "0377-65937766"),
        ("S2 L34 投诉电话", "0377-83668507"),
        ("S2 L86 表的名字", "河南省异地就医登记备案表"),
        ("S2 L86 材料依据", "豫医保〔2020〕8号"),
        ("S2 L61 依据", "医保发〔2020〕18号"),
        ("S2 L63 依据", "人社厅发〔2017〕108号"),
        ("S2 L70 依据", "豫人社医疗〔2016〕18号"),
        ("S2 L72 依据", "豫人社〔2017〕62号"),
        ("S2 L74 依据", "豫人社〔2017〕63号"),
        ("S2 L76 依据", "豫社保〔2018〕49号"),
        ("S2 L78 依据", "豫社保〔2018〕72号"),
        ("S2 L104 受理文书", "受理通知书"),
        ("S2 L104 不受理文书", "不予受理通知书"),
        ("S2 L36 纪委投诉网址", "http://henan.12388.gov.cn/"),
    ],
    "liujiang.emergency": [
        ("S3 L13 事项名称", "异地急诊人员备案"),
        ("S3 L14 实施主体", "柳州市柳江区医疗保障局"),
        ("S3 L19 基本编码", "452036005004"),
        ("S3 L19 实施编码", "11450206MB1874818N4452036005004"),
        ("S3 L20 实施主体编码", "11450206MB1874818N"),
        ("S3 L23 查询电话", "0772-7261186"),
        ("S3 L23 地址", "柳江大道2号九曲名邸6号楼"),
        ("S3 L35 窗口", "1、2、4、5号窗口"),
        ("S3 L35 交通", "10路"),
        ("S3 L42 办理人员", "待遇股"),
        ("S3 L53 表的名字", "广西基本医疗保险异地就医备案登记表"),
        ("S3 L88 依据", "桂人社发〔2017〕6号"),
        ("S3 L95 条款", "第九条（三）"),
        ("S3 L112 依据", "医保发〔2022〕22号"),
        ("S3 L122 网址", "https://ybwt.ybj.gxzf.gov.cn/web/hallEnter/#/Index"),
    ],
    "wenshang.long-term": [*WENSHANG, ("S4 L9 事项名称", "长期异地就医备案")],
    "wenshang.referral": [
        *WENSHANG,
        ("S4 L72 事项名称", "转外就医备案"),
        ("S4 L88 医院", "汶上县妇幼保健计划生育服务中心"),
        ("S4 L88 医院", "汶上县康复医院"),
    ],
    "wenshang.emergency": [
        *WENSHANG,
        ("S4 L135 事项名称", "异地急诊转住院联网备案"),
        ("S4 L153 电话办理", "0537-7727566"),
    ],
}
ROWS = [
    pytest.param(item, text, id=f"{item} {what} {text}") for item, facts in CARRIED_OVER.items() for what, text in facts
]


@pytest.mark.parametrize(("item", "text"), ROWS)
def test_printed_as_in_the_guide(shown: Callable[[str], str], item: str, text: str) -> None:
    assert text in shown(item)


SILENT = [
    pytest.param(item, id=item)
    for item in ("fushun.referral", "fushun.settled-retiree", "zhenping.long-term-resident", "wenshang.emergency")
]


@pytest.mark.parametrize("item", SILENT)
def test_what_a_guide_leaves_out_is_said_to_be_left_out(shown: Callable[[str], str], item: str) -> None:
    assert "指南没有写明" in shown(item)


DISPUTED = [pytest.param(item, id=item) for item in CARRIED_OVER if item != "wenshang.long-term"]


@pytest.mark.parametrize("item", DISPUTED)
def test_what_a_guide_contradicts_is_left_to_the_agency(shown: Callable[[str], str], item: str) -> None:
    assert "以经办机构答复为准" in shown(item)
