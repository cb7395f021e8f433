"""Rendering: templates to responses, with language, links and the policy that no script of others can run."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from ontology.namespaces import ID, KINDS
from service.errors import Problem
from service.evidence import Label, Reader, Reference
from service.pages.figures import amount_words, grouped, interval_words
from service.pages.files import versioned
from service.pages.languages import Language, choose_language
from service.pages.marks import source_text
from service.pages.problems import told

__all__ = ["POLICY", "Page", "address_of", "compile_templates", "outside"]

_HERE: Final = Path(__file__).parent
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_KEPT: Final = ("lang", "release", "scope")


def address_of(iri: str) -> str | None:
    """Return the path of the page about a thing of the graph, or None where it has none."""
    kind, _, rest = iri.removeprefix(ID).partition("/") if iri.startswith(ID) else ("", "", "")
    if not rest or kind in ("evidence", "mention", "passage", "editorial", "candidate"):
        return None
    if kind in ("claim", "document"):
        return f"/{kind}s/{quote(rest, safe='')}"
    return f"/entities/{quote(kind, safe='')}/{quote(rest, safe='')}"


def outside(iri: str) -> bool:
    """Return whether an IRI may become a link out of the service: only the web's own schemes."""
    return iri.startswith(("https://", "http://"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(static=versioned, outside=outside)
    environment.filters.update(source=source_text, grouped=grouped)
    return environment


def compile_templates() -> None:
    """Compile every template, so that no visitor waits for it."""
    environment = _environment()
    for name in environment.list_templates():
        environment.get_template(name)


class Page:
    """What every template gets: the language, and links that keep language, release and scope of the request."""

    def __init__(self, request: Request, release_id: str) -> None:
        self.language: Language = choose_language(
            request.query_params.get("lang"), request.headers.get("accept-language", "")
        )
        self.release_id = release_id
        self.path = quote(request.scope["path"])
        self.query = request.query_params
        self._kept = {name: request.query_params[name] for name in _KEPT if name in request.query_params}

    def say(self, en: str, zh: str) -> str:
        """Return the words of the page's language."""
        return zh if self.language == "zh" else en

    def name(self, label: Label | Reference | None, fallback: str = "") -> str:
        """Return a label in the page's language, else in the other one, else the short form of the IRI."""
        if label is None:
            return fallback
        if isinstance(label, Reference):
            return self.name(label.label, label.id)
        first, second = (label.zh, label.en) if self.language == "zh" else (label.en, label.zh)
        return first or second or fallback

    def other(self, label: Label) -> str | None:
        """Return a label in the other language, where it says something else."""
        other = label.en if self.language == "zh" else label.zh
        return other if other != self.name(label) else None

    def href(self, path: str, **parameters: object) -> str:
        """Return a link to a path of the service; a parameter that is None is left out."""
        path, _, fragment = path.partition("#")
        fields = {**self._kept, **parameters}
        query = urlencode({name: value for name, value in fields.items() if value is not None}, doseq=True)
        return f"{path}{'?' if query else ''}{query}{'#' if fragment else ''}{fragment}"

    def link(self, thing: Reference | str, **parameters: object) -> str | None:
        """Return a link to the page about a thing, or None where it has none."""
        path = address_of(thing if isinstance(thing, str) else thing.iri)
        return None if path is None else self.href(path, **parameters)

    def here(self, **changed: object) -> str:
        """Return the address of this page with some parameters changed; None takes one out."""
        fields: dict[str, object] = {name: self.query.getlist(name) for name in self.query}
        fields |= changed
        query = urlencode({name: value for name, value in fields.items() if value is not None}, doseq=True)
        return f"{self.path}{'?' if query else ''}{query}"

    @property
    def kept(self) -> str:
        """The parameters that every link keeps, ready to stand before others in a query string."""
        return "".join(f"{urlencode({name: value})}&" for name, value in self._kept.items())

    def render(
        self, template: str, values: Mapping[str, Any], *, status: int = 200, volatile: bool = False
    ) -> Response:
        """Return the page. A `volatile` one depends on more than the release, so it is kept nowhere."""
        language = self.language
        body = _environment().get_template(template).render(
            page=self,
            say=self.say,
            name=self.name,
            amount=lambda amount: amount_words(amount, language),
            interval=lambda interval: interval_words(interval, language),
            **values,
        )  # fmt: skip
        headers = {"content-security-policy": POLICY, "content-language": language}
        if volatile or status != 200:
            headers["cache-control"] = "no-store"
        if twins := values.get("twins"):
            headers["link"] = ", ".join(f'<{address}>; rel="alternate"; type="{media}"' for media, address in twins)
        return Response(body, status, headers, "text/html; charset=utf-8")

    def problem(self, error: Problem, reader: Reader | None = None) -> Response:
        """Return the page of an error, with its status and its sentence."""
        found = told(error)
        near = [(words, address) for name in found.near for words, address in self._near(name, reader)]
        response = self.render("problem.html", {"error": error, "told": found, "near": near}, status=error.status)
        response.headers.update(error.headers)
        return response

    def _near(self, name: str, reader: Reader | None) -> Iterator[tuple[str, str]]:
        """Yield words and address of what a near match names: a path, a thing by its CURIE, a page beside this one."""
        if name.startswith("/"):
            yield name, self.href(name)
        elif name.partition(":")[0] in KINDS:
            iri = f"{ID}{name.replace(':', '/', 1)}"
            label = reader.label(iri) if reader else None
            yield self.name(label, name), self.link(iri) or "/"
        else:
            yield name, self.href(f"{self.path.rpartition('/')[0]}/{quote(name, safe='')}")
