"""The facts a guide may state about an item beside its rules, each with what it is called and what it holds.

An item's file has to take a stand on each: state it, or list it under `silent`.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FactName:
    """One fact: its Chinese and English label and the type of its value."""

    zh: str
    en: str
    holds: Any = str


FACT_NAMES: dict[str, FactName] = {
    "printed_version": FactName("事项版本", "Printed version"),
    "guide_address": FactName("指南网址", "Address of the guide"),
    "item_class": FactName("事项类型", "Class of item"),
    "item_category": FactName("事项分类", "Category"),
    "status": FactName("事项状态", "Status of the item"),
    "served": FactName("服务对象", "Who it serves"),
    "scope": FactName("适用范围", "Scope"),
    "content": FactName("办理内容", "What is handled"),
    "conditions": FactName("申请条件", "Conditions"),
    "body": FactName("实施主体", "Implementing body"),
    "body_nature": FactName("实施主体性质", "Nature of the body"),
    "body_code": FactName("实施主体编码", "Code of the body"),
    "implementation_code": FactName("实施编码", "Implementation code"),
    "base_code": FactName("基本编码", "Base code"),
    "business_code": FactName("业务办理项编码", "Business item code"),
    "local_code": FactName("地方实施编码", "Local code"),
    "authority_source": FactName("权力来源", "Source of authority"),
    "authority_level": FactName("行使层级", "Level of authority"),
    "powers": FactName("权限划分", "Division of powers"),
    "delegated_by": FactName("委托部门", "Delegating body"),
    "joint_bodies": FactName("联办机构", "Joint bodies"),
    "accepting_body": FactName("受理机构", "Accepting body"),
    "accepting_body_nature": FactName("受理机构性质", "Nature of the accepting body"),
    "deciding_body": FactName("决定机构", "Deciding body"),
    "deciding_body_nature": FactName("决定机构性质", "Nature of the deciding body"),
    "handling_area": FactName("通办范围", "Where it can be handled"),
    "running_system": FactName("运行系统", "Running system"),
    "channels": FactName("办理形式", "Ways to file"),
    "online": FactName("是否网办", "Online filing"),
    "online_depth": FactName("网上办理深度", "Depth of online handling", tuple[str, ...]),
    "online_admission": FactName("入驻网上大厅方式", "Form of the online hall"),
    "four_ways": FactName("四办", "Four ways", tuple[str, ...]),
    "visits": FactName("到现场次数", "Visits to the hall", int),
    "visit_reason": FactName("必须到现场的原因", "Why a visit is needed"),
    "in_hall": FactName("是否进驻政务大厅", "In the government hall", bool),
    "appointment": FactName("是否支持预约", "Appointments", bool),
    "post": FactName("是否支持快递", "Delivery by post", bool),
    "post_paid_by": FactName("快递费由谁付", "Who pays for delivery"),
    "online_payment": FactName("是否支持网上支付", "Online payment", bool),
    "kiosk": FactName("是否支持自助机", "Kiosk", bool),
    "smart_approval": FactName("是否智能审批", "Automatic approval", bool),
    "staff_service": FactName("代办帮办服务", "Staff service", bool),
    "fee": FactName("收费", "Fee"),
    "quantity_limit": FactName("数量限制", "Limit of number"),
    "intermediary": FactName("中介服务", "Intermediary services"),
    "prohibition": FactName("禁止性要求", "Prohibitions"),
    "deferred_materials": FactName("是否容缺受理", "Deferred materials", bool),
    "deferred_period": FactName("容缺时限", "Period for deferred materials"),
    "proof_item": FactName("是否证明事项", "Item of proof", bool),
    "commitment_regime": FactName("是否实行告知承诺", "Commitments in lieu of proof", bool),
    "special_procedure": FactName("特别程序", "Special procedure"),
    "special_steps": FactName("特殊环节", "Special steps"),
    "flow_chart": FactName("流程图", "Flow chart"),
    "review_method": FactName("审查方式及标准", "Method and standard of review"),
    "one_notice": FactName("一次性告知", "One complete notice"),
    "result_name": FactName("结果名称", "Name of the result"),
    "result_kind": FactName("结果类型", "Kind of result"),
    "result_sample": FactName("结果样本", "Sample of the result"),
    "result_collection": FactName("怎样领取结果", "Collecting the result"),
    "disclosure": FactName("办件公示", "Public case list"),
    "inspection": FactName("定期检验或年检", "Regular inspection"),
    "service_standard": FactName("服务质量标准", "Service standard"),
    "remedy": FactName("救济途径", "Remedy"),
    "reconsideration": FactName("行政复议", "Administrative reconsideration"),
    "litigation": FactName("行政诉讼", "Administrative litigation"),
    "reform": FactName("改革方式", "Form of reform"),
    "themes": FactName("主题分类", "Subject categories"),
    "return_home": FactName("回参保地后怎么办", "On return"),
    "free_choice": FactName("可选哪些医院", "Choice of hospital"),
    "benefit_if_filed": FactName("备案后的待遇", "Benefit when filed"),
    "benefit_difference": FactName("待遇有无区别", "Difference in benefit"),
    "second_check": FactName("是否要第二人复核", "Second check", bool),
    "fax_number": FactName("传真号码", "Fax number"),
    "office_hours": FactName("办公时间", "Office hours"),
}
