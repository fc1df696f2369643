"""One filing with everything an act on it reads: opened at one place, each part read once, when first asked for."""

from functools import cache, cached_property, partial

from portal.catalogue.county import County
from portal.domain.actor import Context
from portal.domain.claims import NO_ANSWERS, Answers, Claims, laid_over
from portal.domain.determination import Determination
from portal.domain.errors import NotFound
from portal.domain.event_detail import NOTHING_SAID, CorrectionNotice, EventDetail
from portal.domain.fact_rules import FactFaults
from portal.domain.facts import Facts
from portal.domain.item import Item
from portal.domain.materials import made_by_portal
from portal.domain.mending import carried_by, changed, unsettled
from portal.domain.policy import Permission
from portal.domain.vocabulary import UNDECIDED, EventKind, FilingStatus, TokenPurpose
from portal.models import Document, Filing, FilingEvent, Notice, db
from portal.services import claims, history, notices, scoping, slip_signatures, tokens
from portal.services.claims import SlotsOfYear
from portal.services.listed_columns import shown_in_lists
from portal.services.rulebook import rulebook


class Case:
    """A filing, its item, what is on file, what happened, and what the rules say; a draft as if sent in now."""

    def __init__(self, ctx: Context, filing: Filing, on_file: list[Document] | None = None) -> None:
        self.filing = filing
        self.number, self.version = filing.number, filing.version  # a transaction that begins lets go of the row
        self._ctx = ctx
        if on_file is not None:  # read together with the filing
            self._on_file = on_file

    @classmethod
    def begun(cls, ctx: Context, filing: Filing, item: Item) -> "Case":
        """The case of a filing that is there only now: nothing is on file, and nothing was issued."""
        case = cls(ctx, filing)
        case.item, case._on_file, case.notices, case.qr = item, [], [], None
        return case

    @cached_property
    def item(self) -> Item:
        """The item in the version it was filed by, a draft's as it is today."""
        if self.filing.status is FilingStatus.DRAFT:
            return rulebook.filed_item(self.filing.item_id)
        return rulebook.filed_item(self.filing.item_id, self.filing.item_version)

    @cached_property
    def county(self) -> County:
        """Whose item it is."""
        return rulebook.filed_county(self.filing.county)

    @cached_property
    def _on_file(self) -> list[Document]:
        return list(claims.live_documents(self.filing))

    @property
    def documents(self) -> tuple[Document, ...]:
        """What is on file now, in the order it came."""
        return tuple(document for document in self._on_file if document.removed_at is None)

    @cached_property
    def slots_by_year(self) -> SlotsOfYear:
        """Those of its agent; of each year they are read once."""
        return cache(partial(claims.slots_of, self.filing))

    @cached_property
    def facts(self) -> Facts:
        """What the rules judge; raises `FactFaults` where what was typed cannot be read."""
        return claims.facts_of(self.filing, self.documents, self.slots_by_year, self._ctx.now)

    @cached_property
    def determination(self) -> Determination:
        """What the rules say of it; raises `FactFaults`."""
        return rulebook.determine(self.facts, self.item)

    def foreseen(self, answers: Answers = NO_ANSWERS) -> Determination:
        """What the rules would say with these answers too, and with the form that the portal fills when the draft is
        sent in; nothing is kept. Raises `FactFaults`."""
        stated = laid_over(self.filing.claims, answers)
        made = made_by_portal(self.item)
        facts = claims.facts_foreseen(self.filing, stated, self.documents, made, self.slots_by_year, self._ctx.now)
        return rulebook.determine(facts, self.item)

    @property
    def owed(self) -> tuple[str, ...]:
        """The documents a notice must list: what the rules say is owed, for whatever reason; raises `FactFaults`."""
        return self.determination.owed

    @property
    def awaited(self) -> tuple[str, ...]:
        """What is still to come: what the rules say is owed, and what a notice asked for and no document stands for."""
        there = {document.kind for document in self.documents if document.mark.is_usable}
        return tuple(dict.fromkeys((*self.owed, *(kind for kind in self.requested.kinds if kind not in there))))

    @property
    def renewed(self) -> frozenset[str]:
        """The kinds that came since the latest notice, where it asks beside them what stands on them: what the rules
        say of them waits for that answer."""
        if not self.requested.questions:
            return frozenset()
        asked_at, opened = self.latest.at, frozenset(self.requested.questions)
        came = {each.kind for each in self.documents if each.mark.is_usable and each.added_at > asked_at}
        return frozenset(kind for kind in came if opened & set(carried_by((kind,), self.item, self.filing.channel)))

    def ran_out(self, document: Document) -> bool:
        """Whether the latest notice asks for that document anew because it had expired, and it is not the new one."""
        if document.kind not in self.requested.kinds or document.added_at > self.latest.at:
            return False
        try:
            findings = self.determination.findings
        except FactFaults:  # its person is in the middle of mending it
            return False
        return any(each.code == "paper_expired" and each.values["kind"] == document.kind for each in findings)

    def document(self, uid: str) -> Document:
        """The document on file of that name; raises `NotFound`."""
        found = next((each for each in self.documents if each.uid == uid), None)
        if found is None:
            raise NotFound
        return found

    @cached_property
    def events(self) -> list[FilingEvent]:
        """The whole history, oldest first."""
        return list(history.events_of(self.filing))

    @property
    def corrections(self) -> tuple[FilingEvent, ...]:
        """The correction notices so far, oldest first."""
        return tuple(event for event in self.events if event.kind is EventKind.CORRECTION_REQUESTED)

    @cached_property
    def latest(self) -> CorrectionNotice:
        """The latest correction notice; asked for only where one went out."""
        event = self.corrections[-1]
        return CorrectionNotice(event.at, event.detail)

    @property
    def requested(self) -> EventDetail:
        """What the latest correction notice asks for; nothing while none went out, or once it was answered."""
        return self.latest.asks if self.filing.status is FilingStatus.CORRECTION_REQUESTED else NOTHING_SAID

    @property
    def wanted(self) -> tuple[str, ...]:
        """The documents its filer may bring now: those the latest notice names, before any what is owed, and, to be
        seen and added to, what came since it was sent in."""
        filing = self.filing
        if filing.status is not FilingStatus.SUBMITTED or filing.submitted_at is None:
            return self.requested.kinds
        late = [each for each in self.documents if each.storage_key and each.added_at > filing.submitted_at]
        return tuple(dict.fromkeys((*self.owed, *(each.kind for each in late))))

    def typed_anew_since(self, event: FilingEvent) -> frozenset[str]:
        """The key paths of what was mended after that event."""
        since = self.events[self.events.index(event) :]
        return frozenset(path for each in since if (done := each.detail.mending) for path in done.paths)

    @property
    def asks_for_more(self) -> bool:
        """Whether its filer may bring a document or answer a question now."""
        return bool(self.wanted or self.requested.questions)

    @property
    def unsettled(self) -> list[str]:
        """The key paths of what the latest correction notice asks and nobody has said since."""
        if not self.requested.questions:
            return []
        changed = self.typed_anew_since(self.corrections[-1])
        carried = carried_by(self.requested.kinds, self.item, self.filing.channel)
        return unsettled(self.requested.questions, carried, changed, self.filing.claims)

    @cached_property
    def notices(self) -> list[Notice]:
        """What was issued about it, oldest first."""
        return list(notices.of_filing(self.filing))

    @cached_property
    def qr(self) -> str | None:
        """The token of its printed QR; none before its first notice, and none once it was revoked."""
        return tokens.printed(TokenPurpose.QR, self.filing)

    def add(self, document: Document) -> None:
        """Put one more document on file."""
        on_file = self._on_file  # read before there is one row more
        db.session.add(document)
        db.session.flush()
        on_file.append(document)
        self._was_changed()

    def remove(self, document: Document) -> None:
        """Take a document off file; the row stays, marked as gone."""
        document.removed_at = self._ctx.now
        self._was_changed()

    def restate(self, stated: Claims) -> None:
        """Say this from now on, and let what follows from it follow. Raises as `claims.restate`."""
        if self.filing.status is not FilingStatus.DRAFT or self.filing.is_begun_from_another:  # else nobody found any
            for document in self.documents:
                document.look_again(changed(self.filing.claims, stated))
        claims.restate(self.filing, stated)
        self.filing.updated_at = self._ctx.now
        self._was_changed()

    def happened(self, event: FilingEvent) -> None:
        """Add a line of the history that was just written, where the history was read already."""
        if "events" in self.__dict__:
            self.events.append(event)
        if event.kind is EventKind.CORRECTION_REQUESTED:
            self.__dict__.pop("latest", None)

    def go_on_from(self, shown: "Case") -> "Case":
        """Take along from the page, inside the transaction of the act, what the latest notice asks for: it stays while
        the version does. All else counts as it is under the lock."""
        if shown.version == self.version and "latest" in shown.__dict__:
            self.latest = shown.latest
        return self

    def _was_changed(self) -> None:
        if self.filing.hospital_id is not None:
            slip_signatures.lose(self._ctx, self.filing, self.item)
        self.determine_anew()

    def determine_anew(self) -> None:
        """Something the rules look at was changed: what they said before counts no longer.

        What waits for a decision shows in lists what they say now, or nothing where what was typed cannot be read.
        """
        for part in ("facts", "determination", "slots_by_year"):
            self.__dict__.pop(part, None)
        filing = self.filing
        if filing.status not in UNDECIDED:
            return
        try:
            found = self.determination
        except FactFaults:
            found = None
        for name, value in shown_in_lists(found).items():
            setattr(filing, name, value)
        if found is not None and not found.owed:
            filing.promised_on = None  # it came


def open_case(ctx: Context, number: str, permission: Permission) -> Case:
    """The case of that number, if the actor may do that to it; raises `NotFound` or `NotAllowed`."""
    return Case(ctx, scoping.filing_for(ctx.actor, number, permission))
