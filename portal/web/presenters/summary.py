"""The few things everyone asks of an item, in sentences: what to bring, by when, what if late, how long it counts."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from portal.catalogue.county import County, Office
from portal.domain.deadlines import working_days_of_steps
from portal.domain.item import HandlingMode, Item, ItemChannel, LimitKind, Material, TimeLimit
from portal.domain.periods import Anchor, Deadline, Unit, Validity
from portal.domain.vocabulary import Channel
from portal.web.addresses import item_url
from portal.web.labels import label
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.guide_facts import Parts, parts_of, web_in
from portal.web.presenters.lengths import length, lock_sentence
from portal.web.presenters.sentences import instead_of_paper, item_name, material_name
from portal.web.presenters.telephones import offices_by_number
from portal.wording.names import name_of
from portal.wording.translation import own_name, own_text, own_value


class SummaryRow(NamedTuple):
    """One thing everybody asks, and the sentences of its answer; the day of a deadline says more than its row."""

    title: str
    lines: tuple[str, ...]
    is_of_deadline: bool = False

    @property
    def drawn(self) -> tuple[Parts, ...]:
        """Each line, cut at the page on the web it names."""
        return tuple(map(parts_of, self.lines))


class Summary(NamedTuple):
    """An item as somebody at a bus stop needs it: what the guide says, row by row, and in one line what it does not.

    `call` is a number to ask, never one to complain.
    """

    name: str
    county: str
    url: str
    apply_url: str
    rows: tuple[SummaryRow, ...]
    lateness: tuple[str, ...]
    phones: tuple[str, ...]
    complaint_lines: tuple[str, ...]
    call: str
    silent: tuple[str, ...]
    offices: Mapping[str, str]


def county_name(county: County) -> str:
    """The county in the language of the page."""
    return own_name(county, language())


def summary_of(county: County, item: Item) -> Summary:
    """The short answers of one item."""
    block = county.contact_for(item)
    lateness = tuple(own_text(effect, language()) for effect in item.effects)
    rows = (
        SummaryRow(_("出发以前"), _from_guide(item, "register_before", "online_form")),
        SummaryRow(_("要带什么"), _documents(item)),
        SummaryRow(_("最晚哪天办"), _one(deadline_sentence(item.deadline) if item.deadline else ""), True),
        SummaryRow(_("晚了会怎样"), lateness, True),
        SummaryRow(_("多久办好"), tuple(map(limit_sentence, item.limits)) or _without_total(item)),
        SummaryRow(_("从哪天算"), _one(effective_sentence(item))),
        SummaryRow(_("管多久"), (*_one(validity_sentence(item)), *_one(lock_sentence(item)))),
        SummaryRow(_("怎么办"), tuple(_way(each, item) for each in item.channels)),
        SummaryRow(_("到哪里办"), tuple(line for office in county.offices_of(item) for line in _place(office))),
        SummaryRow(_("办好以后"), (*_posted(item), *_from_guide(item, "free_choice", "settlement", "return_home"))),
    )
    return Summary(
        name=item_name(item),
        county=county_name(county),
        url=item_url("guides.one_item", item.id),
        apply_url=item_url("apply.before_typing", item.id) if item.channel(Channel.ONLINE) else "",
        rows=tuple(row for row in rows if row.lines),
        lateness=lateness,
        phones=block.phones,
        complaint_lines=tuple(filter(None, block.complaint_line.split("、"))),
        call=next(iter(block.phones), ""),
        silent=tuple(_silent(county, item)),
        offices=offices_by_number(county),
    )


def numbers_to_ask(county: County) -> dict[str, tuple[str, ...]]:
    """Each of the county's numbers to ask, once, with the names of the items that print it."""
    items: dict[str, tuple[str, ...]] = {}
    for item in county.items:
        for number in county.contact_for(item).phones:
            items[number] = (*items.get(number, ()), item_name(item))
    return items


def _silent(county: County, item: Item) -> Iterator[str]:
    """What the guide does not say of what everyone asks; only where the county's file says that it does not."""
    offices = county.offices_of(item)
    wanted = (
        (_("要带什么"), "materials" in item.silent),
        (_("最晚哪天办"), item.deadline is None),
        (_("晚了会怎样"), "effects" in item.silent),
        (_("多久办好"), "limits" in item.silent and not _without_total(item)),
        (_("从哪天算"), item.effective is None),
        (_("管多久"), item.validity is None),
        (_("办公时间"), any(office.hours.is_set and not office.hours.value for office in offices)),
        (_("咨询电话"), "consultations" in item.silent and not any(office.phone.value for office in offices)),
    )
    return (name for name, is_silent in wanted if is_silent)


def _way(channel: ItemChannel, item: Item) -> str:
    """网上：“济宁医保”微信小程序 http://…: a way to file, what it is called there or its number, the page to open."""
    fax = item.facts.get("fax_number") if channel.channel is Channel.FAX else None
    names = str(_("、")).join(channel.names) or (str(fax.value or "") if fax else "")
    name, web = label(channel.channel), web_in(channel.address.value or "")
    called = _("%(way)s：%(names)s", way=name, names=names) if names else name
    way = _("%(sentence)s（指南说法不一）", sentence=called) if channel.dispute else called
    return f"{way} {web}".rstrip()


def _place(office: Office) -> Iterator[str]:
    yield own_name(office, language())
    yield from filter(None, (office.address.value, own_value(office.hours, language())))


def _from_guide(item: Item, *names: str) -> tuple[str, ...]:
    """What the guide says of these, in the words of its county's file."""
    facts = (item.facts.get(name) for name in names)
    return tuple(own_value(fact, language()) for fact in facts if fact and fact.value)


def _posted(item: Item) -> tuple[str, ...]:
    """Whether the result is sent home, and who pays for it."""
    post, payer = item.facts.get("post"), item.facts.get("post_paid_by")
    if post is None or post.value is not True:
        return ()
    if payer and payer.value:
        return _one(_("办好可以寄到家里，%(payer)s", payer=own_value(payer, language())))
    return _one(_("办好可以寄到家里"))


def _one(sentence: str) -> tuple[str, ...]:
    return (sentence,) if sentence else ()


def _documents(item: Item) -> tuple[str, ...]:
    """What to bring, and what an agent brings besides."""
    required = [material for material in item.materials if material.necessary.value is not False]
    of_agents = str(_("、")).join(material_name(each) for each in required if each.only_with_agent)
    own = tuple(_document(material) for material in required if not material.only_with_agent)
    return (*own, *_one(_("请人代办，还要：%(documents)s", documents=of_agents) if of_agents else ""))


def _document(material: Material) -> str:
    """A paper, and what may stand in its place."""
    name, instead = material_name(material), instead_of_paper(material)
    return str(_("%(document)s：%(instead)s", document=name, instead=instead)) if instead else name


def anchor_name(anchor: Anchor | None) -> str:
    """The event a period is counted from."""
    return name_of(anchor, language()) if anchor else ""


def deadline_sentence(deadline: Deadline) -> str:
    """入院后 5 个工作日内."""
    parts = {"event": anchor_name(deadline.anchor), "number": deadline.number}
    if deadline.unit is Unit.WORKING_DAYS:
        return str(_("%(event)s后 %(number)s 个工作日内", **parts))
    if deadline.unit is Unit.DAYS:
        return str(_("%(event)s后 %(number)s 天内", **parts))
    return str(_("%(event)s后 %(number)s 个月内", **parts))


def limit_sentence(limit: TimeLimit) -> str:
    """承诺 2 个工作日办结（窗口）."""
    channels = str(_("、")).join(label(channel) for channel in limit.channels)
    where = _("（%(channels)s）", channels=channels) if channels else ""
    sentence = _at_once(limit.kind, where) if limit.at_once else _within(limit, where)
    return str(_("%(sentence)s（指南说法不一）", sentence=sentence)) if limit.dispute else sentence


def _at_once(kind: LimitKind, where: str) -> str:
    sentences = {
        LimitKind.PROMISED: _("承诺当场办结%(where)s", where=where),
        LimitKind.STATUTORY: _("法定当场办结%(where)s", where=where),
        LimitKind.UNNAMED: _("当场办结%(where)s", where=where),
    }
    return str(sentences[kind])


def _within(limit: TimeLimit, where: str) -> str:
    days = {"number": limit.working_days, "where": where}
    sentences = {
        LimitKind.PROMISED: _("承诺 %(number)s 个工作日办结%(where)s", **days),
        LimitKind.STATUTORY: _("法定 %(number)s 个工作日办结%(where)s", **days),
        LimitKind.UNNAMED: _("%(number)s 个工作日办结%(where)s", **days),
    }
    return str(sentences[limit.kind])


def _without_total(item: Item) -> tuple[str, ...]:
    """Without a printed total the printed steps count, and outrank the label 即办 (docs/product.md)."""
    steps = working_days_of_steps(item)
    if steps:
        return (str(_("各步骤加起来 %(number)s 个工作日", number=steps)),)
    return (str(_("即办件，当场办结")),) if item.handling_mode.value is HandlingMode.INSTANT else ()


def effective_sentence(item: Item) -> str:
    """从办好备案那天起有效."""
    if item.effective is None:
        return ""
    event = anchor_name(item.effective.event)
    if item.effective.anchor.confirm_by:
        return str(_("从哪天起有效，指南没有写明；先按%(event)s那天算", event=event))
    return str(_("从%(event)s那天起有效", event=event))


def validity_sentence(item: Item) -> str:
    """从转诊单开出那天起 1 年内有效."""
    if item.validity is None:
        return ""
    if item.validity.until_changed:
        return str(_("到您申请变更或取消为止，一直有效"))
    if item.validity.anchor.confirm_by:
        return _to_be_confirmed(item.validity)
    parts = {"event": anchor_name(item.validity.event), "length": length(item.validity.years, item.validity.months)}
    if item.validity.many_visits:
        return str(_("从%(event)s那天起 %(length)s内有效，可以多次住院", **parts))
    return str(_("从%(event)s那天起 %(length)s内有效", **parts))


def _to_be_confirmed(validity: Validity) -> str:
    """The guide states the length, and we say from when we count it."""
    parts = {"event": anchor_name(validity.event), "length": length(validity.years, validity.months)}
    if validity.many_visits:
        return str(_("%(length)s内有效，可以多次住院；从哪天算起指南没有写明，先按%(event)s那天算", **parts))
    return str(_("%(length)s内有效；从哪天算起指南没有写明，先按%(event)s那天算", **parts))
