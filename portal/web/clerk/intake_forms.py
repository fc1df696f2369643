"""The one page a clerk fills while somebody is at the counter, on the telephone, or on the fax."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from flask import request
from wtforms import HiddenField

from portal.domain.actor import Context
from portal.domain.claims import Claims, laid_over
from portal.domain.item import Item
from portal.domain.questions import AnswerKind, Section, asked_by_rules
from portal.domain.vocabulary import Channel
from portal.services import intake
from portal.services.assessment import Assessment, assess
from portal.web.clerk.documents_form import DocumentsForm
from portal.web.clerk.fax_beside import fax_beside
from portal.web.clerk.paper_form import FaxTimeForm, PaperForm
from portal.web.clerk.promise_form import PromiseForm
from portal.web.clerk.suggested import TAKE, FaxOffers, offers_of
from portal.web.forms.consent import consent_of_others
from portal.web.questions.for_somebody import PAGE, ForSomebody
from portal.web.questions.forms import AskedQuestion

KEY_LENGTH = 32
NOTHING_SAID = Claims()


class IntakeForm(ForSomebody):
    """What the channel asks; `key` makes a double click one case, `insists` one the clerk enters though it does not
    fit."""

    key = HiddenField()
    insists = HiddenField()
    consents = consent_of_others()

    @property
    def submission_key(self) -> str:
        """The same for each pressing of one page's button; a page that was tampered with gets one of its own."""
        typed = self.key.data or ""
        return typed if len(typed) == KEY_LENGTH and typed.isalnum() and typed.isascii() else secrets.token_hex(16)

    def _counting(self) -> Iterator[AskedQuestion]:
        for each in self.asked_questions:
            if self.has_agent or each.question.section is not Section.AGENT:
                yield each

    def unanswered(self) -> list[AskedQuestion]:
        """What the guide needs and nobody has answered, in the order of the page."""
        return [each for each in self._counting() if self._is_missing(each) and not self[each.name].data]

    def _is_missing(self, each: AskedQuestion) -> bool:
        """Whether nothing goes on without it, or a rule asks for yes or no; never what another answer leaves empty."""
        question = each.question
        other = self.field_at(question.moot_without) if question.moot_without else None
        if other is not None and other.data == "no":
            return False
        by_a_rule = question.kind is AnswerKind.FLAG and question.path in asked_by_rules(self.item)
        return by_a_rule or bool(self[each.name].flags.required)

    def claims(self) -> Claims:
        """What the case says so far."""
        return laid_over(Claims(), self.answers())


@dataclass(frozen=True)
class IntakePage:
    """The questions and the papers of one case."""

    ctx: Context
    item: Item
    form: IntakeForm
    documents: DocumentsForm
    promise: PromiseForm
    paper: PaperForm
    offers: FaxOffers

    @classmethod
    def of(cls, ctx: Context, item: Item, first: Claims = NOTHING_SAID) -> "IntakePage":
        """Everything the channel asks; `first` is what is known before anybody speaks."""
        key = secrets.token_hex(16)
        form = IntakeForm.of(item, ctx.channel, PAGE, first, key=key)
        form.consents.asked_in(ctx.channel)
        fax = fax_beside(ctx) if ctx.channel is Channel.FAX else None
        offers = offers_of(fax.read_pages if fax else (), form.asked_questions, item, ctx.today)
        if taken := request.form.get(TAKE):
            offers.take(form, taken)
        papers = DocumentsForm(item, ctx.channel, fax)
        paper = FaxTimeForm.of(fax.came_at) if fax else PaperForm()
        return cls(ctx, item, form, papers, PromiseForm.of(item, ctx.today), paper, offers)

    def validate(self) -> bool:
        """Questions and papers, so that all faults are told at once."""
        is_sound = self.form.validate()
        is_sound = self.paper.validate() and is_sound
        return self.documents.form.validate() and is_sound

    @cached_property
    def assessment(self) -> Assessment:
        """What the rules say so far."""
        documents = self.documents
        came_at = intake.came_in_at(self.ctx, documents.from_tray(), self.paper.on_paper())
        return assess(
            replace(self.ctx, now=came_at), self.item, self.form.claims(), documents.supplied(), documents.committed()
        )
