"""The questions of an item as a schema: what its page asks, described for a system that answers in JSON."""

from collections.abc import Mapping, Sequence

from portal.domain.item import Item
from portal.domain.questions import AnswerKind, Section
from portal.domain.vocabulary import Channel
from portal.web.api.schemas import Schema, a_day, a_place, a_text, an_id_number, an_object, one_of, or_nothing
from portal.web.language import gettext as _
from portal.web.questions.choices import CHOICES
from portal.web.questions.forms import AskedQuestion, asked_of

MOST_VERSIONS = 10**9


NOTHING: Mapping[str, Schema] = {}


def answers_schema(
    item: Item, channel: Channel, sections: Sequence[Section], before: Mapping[str, Schema] = NOTHING
) -> Schema:
    """Everything asked, in parts as the key paths have it, and that the person agrees to what is done with it; `before`
    all that is what else a body has to say."""
    parts: dict[str, dict[str, Schema]] = {"": {}}
    needed: dict[str, list[str]] = {"": ["consents"]}
    for each in asked_of(item, channel, sections):
        part, _dot, key = each.path.rpartition(".")
        parts.setdefault(part, {})[key] = _of(each, item)
        if _must(each, channel):
            needed.setdefault(part, []).append(key)
    top, needed_on_top = parts.pop(""), needed.pop("")
    for part, properties in parts.items():
        top[part] = an_object(properties, needed.get(part, ()))
        needed_on_top += [part] if part in needed else []
    consent: Schema = {"type": "boolean", "const": True, "description": _("已告诉本人或家属个人信息怎么用，他们同意")}
    return an_object({**before, **top, "consents": consent}, [*before, *needed_on_top])


def corrections_schema(item: Item, channel: Channel, sections: Sequence[Section]) -> Schema:
    """Of all of it what a notice opens, and which version of the filing that was read in."""
    parts: dict[str, dict[str, Schema]] = {"": {}}
    for each in asked_of(item, channel, sections):
        part, _dot, key = each.path.rpartition(".")
        parts.setdefault(part, {})[key] = _of(each, item)
    top = parts.pop("")
    top |= {part: an_object(properties, ()) for part, properties in parts.items()}
    version: Schema = {"type": "integer", "minimum": 0, "maximum": MOST_VERSIONS, "description": _("看到的是第几版")}
    return an_object({**top, "version": version}, ("version",))


def _must(each: AskedQuestion, channel: Channel) -> bool:
    """Where nobody files for somebody else nothing is said of an agent; what is moot may be absent."""
    question = each.question
    return question.is_needed(channel) and not question.moot_without and question.section is not Section.AGENT


def _of(each: AskedQuestion, item: Item) -> Schema:
    schema = _typed(each, item)
    return schema if each.question.is_needed(each.channel) or "type" not in schema else or_nothing(schema)


def _typed(each: AskedQuestion, item: Item) -> Schema:
    what, most = str(each.wording.label), each.wording.most
    if each.question.kind in (AnswerKind.CHOICE, AnswerKind.HOSPITAL):
        return one_of([str(choice.value) for choice in CHOICES[each.path](item) if choice.value], what)
    kinds: Mapping[AnswerKind, Schema] = {
        AnswerKind.DAY: a_day(what),
        AnswerKind.FLAG: {"type": "boolean", "description": what},
        AnswerKind.AGREEMENT: {"type": "boolean", "const": True, "description": what},
        AnswerKind.PLACE: a_place(what),
        AnswerKind.NUMBER: {"type": "integer", "minimum": 0, "maximum": most, "description": what},
        AnswerKind.ID_NUMBER: an_id_number(what),
    }
    return kinds.get(each.question.kind) or a_text(what, most)
