"""Pages compiled once for each language: a sentence is resolved while its template is parsed, not at every reading."""

import re
from collections.abc import Callable, Iterator, MutableMapping
from functools import cached_property, lru_cache
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, cast

from flask import Flask, current_app
from flask.templating import Environment
from jinja2 import pass_environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from portal.web.kept import MOST, key_of, thing_of
from portal.web.language import language
from portal.web.remembering import folder
from portal.wording.translation import SOURCE_LANGUAGE, catalogue, is_source

_to_escape = re.compile("[&<>'\"]").search


class PlainEscapes(CodeGenerator):
    """Writes templates whose escaped values are plain text: what a page is joined of need not say that it is safe.

    Jinja makes a `Markup` of each value it escapes, which takes four times as long as to escape it; what a macro or a
    block gives back is marked as a whole, as before.
    """

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


def escaped(value: object) -> str:
    """As `markupsafe.escape`, as text; most of what a page says holds nothing to escape."""
    if type(value) is str and not _to_escape(value):
        return value
    return value if type(value) is Markup else str(escape(value))


_PLAIN = (FunctionType, MethodType, BuiltinFunctionType)
_WANTS_THE_ENVIRONMENT = cast(Any, pass_environment(lambda _environment: None)).jinja_pass_arg


class PlainCalls(Context):
    """Calls a macro or a plain function as it is: Jinja looks at each call anew for what it might be."""

    def call(self, called: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        """What the template calls; what it cannot be, it is asked of Jinja."""
        kind, wanted = type(called), getattr(called, "jinja_pass_arg", None)
        if kind is Macro:
            args = self.eval_ctx, *args
        elif wanted is _WANTS_THE_ENVIRONMENT:
            args = self.environment, *args
        elif wanted is not None or kind not in _PLAIN:
            return super().call(called, *args, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return called(*args, **named)


class LanguageEnvironment(Environment):
    """Templates in one language."""

    language = SOURCE_LANGUAGE
    code_generator_class = PlainEscapes
    context_class = PlainCalls
    escaped = staticmethod(escaped)

    drawn: Callable[[str, str, tuple[tuple[str, Any], ...]], Markup]
    """`draw`, or what it drew before; each language has its own."""

    @cached_property
    def chinese(self) -> Any:
        """How Chinese is marked on a page in another language: by an `attribute`, or as a `run` among other words."""
        return self.get_template("components/chinese.html").module

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Those of every template as they are: the chain of two maps that Jinja makes of them is slow to compare.

        It is compared for each template a page imports.
        """
        return super().make_globals(d) if d else self.globals

    def draw(self, template: str, _folder: str, keys: tuple[tuple[str, Any], ...]) -> Markup:
        """What a template makes of what is kept under these keys, by the names beside them."""
        return self.part(template, {name: thing_of(key) for name, key in keys})

    def part(self, template: str, given: dict[str, Any]) -> Markup:
        """What a template makes of these things alone."""
        return Markup(self.get_template(template).render(given))  # noqa: S704 - a template escaped it


def drawn(template: str, **given: object) -> Markup:
    """What that template makes of these things alone, in the language of the page."""
    return cast(LanguageEnvironment, current_app.jinja_env).part(template, given)


@pass_environment
def kept_part(templates: LanguageEnvironment, template: str, **things: object) -> Markup:
    """`kept_part("….html", guide=guide)`: what that template draws of these things alone, once for each language.

    It sees nothing else of its page, so that what is kept says nothing of whoever reads it.
    """
    return templates.drawn(template, folder(), tuple((name, key_of(thing)) for name, thing in things.items()))


class Sentences(Extension):
    """`_("…")` becomes what is said, and `_("…", name=…)` what is said with its blanks filled.

    What a catalogue says is markup, as with Jinja's own gettext; what fills a blank is escaped.
    """

    environment: LanguageEnvironment

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.globals["filled"] = _filled

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Put the sentence of the language in the place of the one that is written."""
        translated = catalogue(self.environment.language).gettext
        for token in stream:
            if token.type == "variable_begin" and self._says_nothing(stream):
                _skip_to(stream, "variable_end")
                continue
            if is_source(self.environment.language) and token.test("name:marked"):
                continue  # the brackets behind it stay, and hold the words alone
            if not token.test("name:_"):
                yield token
                continue
            opening, written = stream.expect("lparen"), stream.expect("string")
            sentence, line = translated(written.value), token.lineno
            if stream.current.type == "rparen":
                yield from (opening, Token(line, "string", sentence % {}))
                yield from (Token(line, "pipe", "|"), Token(line, "name", "safe"))
            else:
                yield from (Token(line, "name", "filled"), opening, Token(line, "string", sentence))

    def _says_nothing(self, stream: TokenStream) -> bool:
        """`{{ language_of(…) }}` on a page in Chinese, where every word has the language of its page.

        A list of fifty rows would ask it three hundred times.
        """
        return is_source(self.environment.language) and stream.current.test("name:language_of")


def _skip_to(stream: TokenStream, kind: str) -> None:
    while stream.current.type != kind:
        next(stream)
    next(stream)


def _filled(sentence: str, /, **values: object) -> Markup:
    return Markup(sentence) % values  # noqa: S704 - the catalogue's own markup; Markup escapes the values


class MultilingualFlask(Flask):
    """Flask, but a page is made of the templates of its reader's language."""

    jinja_environment = LanguageEnvironment

    @cached_property
    def _environments(self) -> dict[str, LanguageEnvironment]:
        return {}

    @property
    def jinja_env(self) -> LanguageEnvironment:
        """The templates in the language of the page; of no page, in the source's: there they are configured."""
        chosen = language()
        if chosen not in self._environments:
            self._environments[chosen] = self._made_for(chosen)
        return self._environments[chosen]

    def _made_for(self, chosen: str) -> LanguageEnvironment:
        made = self._first_made() if is_source(chosen) else self._environments[SOURCE_LANGUAGE].overlay()
        made.language = chosen
        # who works on templates sees every change at once
        made.drawn = made.draw if made.auto_reload else lru_cache(maxsize=MOST)(made.draw)
        return made

    def _first_made(self) -> LanguageEnvironment:
        made = cast(LanguageEnvironment, self.create_jinja_environment())
        made.add_extension(Sentences)
        made.globals["kept_part"] = kept_part
        return made
