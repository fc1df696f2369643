"""The page on which a clerk changes what was typed, on somebody's word."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from wtforms import Field

from portal.domain.actor import BEIJING, Context
from portal.domain.claims import Answers, Claims, answer_at, with_answer
from portal.domain.item import Item
from portal.domain.mending import Informant, mendable
from portal.domain.questions import AnswerKind, Section
from portal.domain.vocabulary import KEYED_BY_A_CLERK, Channel
from portal.models import Filing
from portal.web.clerk.forms import ActForm
from portal.web.forms.choices import RadioField
from portal.web.forms.fields import LongText, PersonName, PlainText
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import AtMost, Needed
from portal.web.labels import label
from portal.web.language import lazy_gettext as _
from portal.web.questions.controls import field_for
from portal.web.questions.forms import AskedQuestion, QuestionForm
from portal.web.questions.table import looks_ahead
from portal.web.questions.wording import Wording

AGENT = ("agent.name", "agent.phone", "agent.relation")


@dataclass(frozen=True)
class MendableQuestion(AskedQuestion):
    """A question with its answer of before; `must` where that may be changed but not taken away."""

    must: bool = False

    @cached_property
    def wording(self) -> Wording:
        """As staff read it."""
        hint = _("不改就空着；要改，请填完整的 18 位") if self.question.kind is AnswerKind.ID_NUMBER else ""
        return replace(super().wording.for_somebody_else(), hint=hint)

    def field(self) -> Field:
        """Its field, not yet bound to a form."""
        return field_for(self.question.kind, self.wording, self.must)


class InformantForm(PortalForm):
    """On whose word a clerk writes something down."""

    said_by = PersonName(_("谁说的（姓名）"), [Needed(_("请写明是谁说的"))])
    relation = PlainText(_("和参保人的关系"), [Needed(_("请写明和参保人的关系，本人就写本人")), AtMost(20)])
    said_in = RadioField(_("怎么说的"), [Needed(_("请选择是怎么说的"))])
    said_at = PlainText(_("什么时候说的"), [Needed(_("请写明什么时候说的")), AtMost(30)])

    def informant(self) -> Informant:
        """On whose word."""
        return Informant(self.said_by.data, self.relation.data, Channel(self.said_in.data), self.said_at.data)

    def offer(self) -> None:
        """By telephone, at the window or by fax."""
        self.said_in.choices = [(channel.value, label(channel)) for channel in KEYED_BY_A_CLERK]


class ComplaintTakenForm(InformantForm):
    """What somebody complains of by telephone or at the window."""

    words = LongText(_("投诉什么，或者有什么意见（照他说的写）"), [Needed(_("请写下要投诉的事或意见")), AtMost(1000)])


def proposed(ctx: Context, filing: Filing) -> dict[str, str]:
    """Who rang for the case is proposed, and that it is said now."""
    claims = filing.claims
    return {
        "said_by": claims.caller.name or "",
        "relation": claims.caller.relation or "",
        "said_in": filing.channel if filing.channel in KEYED_BY_A_CLERK else Channel.PHONE,
        "said_at": f"{ctx.now.astimezone(BEIJING):%Y-%m-%d %H:%M}",
    }


class MendingForm(QuestionForm, ActForm, InformantForm):
    """Everything that can be mended, and on whose word. A whole ID number is not shown: left empty it stays."""

    def answers(self) -> Answers:
        """What stands on the page; of an agent of whom nothing is left, the number goes too."""
        given = dict(self.given())
        has_agent = any(given.get(path) for path in AGENT)
        for path in self._numbers():
            if given[path] is None and (has_agent or not path.startswith("agent.")):
                del given[path]
        return given

    def _numbers(self) -> Iterator[str]:
        return (each.path for each in self.asked_questions if each.question.kind is AnswerKind.ID_NUMBER)


def mending_form(ctx: Context, filing: Filing, item: Item) -> MendingForm:
    """What was said stands in the fields, but for whole ID numbers; who rang for the case is proposed."""
    claims = filing.claims
    form = MendingForm.asking(
        item,
        _mendable_questions(filing.channel, item, claims),
        _without_numbers(claims),
        version=filing.version,
        **proposed(ctx, filing),
    )
    form.stated = claims
    form.offer()
    return form


def _mendable_questions(channel: Channel, item: Item, claims: Claims) -> tuple[MendableQuestion, ...]:
    ahead = looks_ahead(item)
    return tuple(
        MendableQuestion(
            question,
            channel,
            ahead,
            question.kind is not AnswerKind.ID_NUMBER
            and question.section is not Section.AGENT
            and question.is_needed(channel)
            and answer_at(claims, question.path) is not None,
        )
        for question in mendable(item, channel)
    )


def _without_numbers(claims: Claims) -> Claims:
    return with_answer(with_answer(claims, "person.id_number", None), "agent.id_number", None)
