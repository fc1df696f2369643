"""A page that shows every component in every state, for tests and eyes only; it is never part of the portal."""

from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, Response, abort, make_response, render_template, request
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, PasswordField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields import SelectChoice

from portal.app import create_app
from portal.config import Settings
from portal.domain.errors import NotAllowed, NotFound, Stale
from portal.domain.messages import MessageState
from portal.domain.policy import Permission
from portal.web.errors import Problem
from portal.web.forms.date_parts import DateParts
from portal.web.forms.fields import IdNumber, PersonName, Phone, PlainText
from portal.web.forms.portal_form import PortalForm
from portal.web.forms.rules import AtMost, Needed
from portal.web.frame import AccountBox, Frame, NavItem, SessionNotice
from portal.web.guards import guarded_blueprint
from portal.web.labels import TONES_AND_SHAPES, StatusTag, expired_tag, not_begun_tag, status_tag
from portal.web.language import lazy_gettext as _
from portal.web.questions import listed_hospital
from portal.web.questions.listed_hospital import Remembered
from portal.web.respond import leave_for, page_or_fragment, see_other
from portal.wording.messages import state_text
from tests.unread import note_unread

blueprint = guarded_blueprint(
    "style_guide", __name__, Permission.PUBLIC, template_folder="templates", url_prefix="/style-guide"
)
PLACES = [SelectChoice("310000", "上海市"), SelectChoice("450100", "广西壮族自治区南宁市")]
ANSWERS = [SelectChoice("emergency", "人已经在外地住院，是急诊"), SelectChoice("moved", "退休后搬到外地，户口也迁了")]
SCHEMES = [SelectChoice("employee", "职工医保"), SelectChoice("resident", "居民医保")]


class EveryField(PortalForm):
    """One of each."""

    name = PersonName(_("姓名"), [Needed(_("请填写姓名"))])
    id_number = IdNumber(_("身份证号"), [Needed(_("请填写身份证号"))])
    phone = Phone(_("联系电话"), [Needed(_("请填写联系电话，办好了打这个电话告诉您"))])
    place = SelectField(_("去哪里看病"), [Needed(_("请选一个地方"))], choices=[SelectChoice("", "请选择"), *PLACES])
    situation = RadioField(_("您现在的情况是？"), [Needed(_("请选一项"))], choices=ANSWERS)
    schemes = SelectMultipleField(_("看哪些险种"), choices=SCHEMES)
    begins_on = DateParts(_("从哪天开始"), [Needed(_("请填写开始的日期"))])
    returns_on = DateParts(_("哪天回来"))
    reason = TextAreaField(_("说明"), [AtMost(20)])
    address = PlainText(_("在外地住哪里"))
    documents = MultipleFileField(_("身份证件照片"))
    secret = PasswordField(_("密码"))
    agrees = BooleanField(_("我承诺填写的内容都是真的"), [Needed(_("请先打勾，再提交"))])


@blueprint.route("/", methods=["GET", "POST"])
def everything() -> Response:
    """All components; `?as=clerk` adds menu, account and the session's warning."""
    form = EveryField()
    if form.validate_on_submit():
        return see_other("/style-guide/done")
    frame = Frame()
    if request.args.get("as") == "clerk":
        frame = Frame(
            nav_items=(
                NavItem("待办", "/style-guide/", is_current=True),
                NavItem("电话登记", "/style-guide/"),
                NavItem("窗口登记", "/style-guide/"),
                NavItem("台账", "/style-guide/"),
            ),
            account=AccountBox("王小明 · 汶上县医疗保障局", "/style-guide/"),
            session_notice=SessionNotice(int(request.args.get("seconds", "900")), "/healthz"),
            footer_items=(NavItem("办事指南", "/"), NavItem("办件公示", "/")),
        )
    longest = StatusTag(state_text(MessageState.GIVEN_UP, "mail_returned"), "bad", "✕")
    tags = [*(status_tag(status) for status in TONES_AND_SHAPES), expired_tag(), not_begun_tag(), longest]
    status = 422 if form.errors else 200
    return make_response(
        render_template("style_guide.html", form=form, tags=tags, has_errors=bool(form.errors), frame=frame), status
    )


@blueprint.get("/done")
def done() -> Response:
    """Where a sound form leads."""
    return page_or_fragment("style_guide_sheet.html", "_style_guide_part.html", text="已提交")


@blueprint.route("/part", methods=["GET", "POST"])
def part() -> Response:
    """A part of the sheet; posted without a word it fails as forms fail."""
    text = request.values.get("text", "")
    if request.method == "POST" and not text:
        return page_or_fragment("style_guide_sheet.html", "_style_guide_part.html", text="请写一句话", status=422)
    return page_or_fragment("style_guide_sheet.html", "_style_guide_part.html", text=text or "还没有内容")


@blueprint.get("/away")
def away() -> Response:
    """Leads to another page, whoever asks."""
    return leave_for("/")


@blueprint.get("/fail/<name>")
def fail(name: str) -> Response:
    """Every way to fail."""
    failures = {"missing": NotFound(), "forbidden": NotAllowed("not_yours_to_do"), "stale": Stale("changed_meanwhile")}
    if name in failures:
        raise failures[name]
    if name == "problem":
        raise Problem(409, "刘经办已在 10:42 办结这一件。")
    if name == "crash":
        raise RuntimeError("secret detail of the crash")
    abort(int(name))


def build_app(data_dir: Path, **settings: object) -> Flask:
    """The portal with the style guide in it."""
    app = create_app(Settings(data_dir=data_dir, **settings))
    app.register_blueprint(blueprint)
    note_unread(app)
    app.extensions[listed_hospital.EXTENSION] = Remembered(None, datetime.max.replace(tzinfo=UTC))  # it has no tables
    return app
