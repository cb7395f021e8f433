"""The loaders' commands: build, verify, coverage, releases.

Exit codes: 0 done, 1 the input was refused or a proof failed (every reason is printed), 2 wrong usage.
"""

import json
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from loaders.claims.corpus import AnnotatedArticle, Corpus, read_corpus, survey_corpus
from loaders.claims.wording import word
from loaders.commands_extract import register
from loaders.console import DEFAULT_HOME, SEEDS, Home, Seeds, err, out, progress, refusals
from loaders.errors import Refused
from loaders.release.build import build as build_release
from loaders.release.build import verify as verify_release
from loaders.release.coverage import Coverage, measure
from loaders.release.workspace import Workspace
from ontology.manifest import Manifest

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
register(app)


@app.command()
def build(seeds: Seeds = SEEDS, home: Home = DEFAULT_HOME) -> None:
    """Build a release from the articles and their claims, prove it, and make it the current one."""
    with refusals(), progress() as step:
        step("reading articles and claims")
        corpus = read_corpus(seeds, documents=Workspace(home).documents)
        built = build_release(corpus, Workspace(home), step)
    manifest = built.manifest
    word = "Published" if built.new else "Unchanged:"
    out.print(f"{word} release [bold]{manifest.release[:12]}[/] in {built.folder}", soft_wrap=True)
    _print_counts(manifest)


@app.command()
def verify(
    release: Annotated[str | None, typer.Argument(help="Release id or its beginning; else the current one.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Verify every release of the workspace.")] = False,
    home: Home = DEFAULT_HOME,
) -> None:
    """Prove a published release again, from its own folder: texts, quotes, direct triples, shapes, hashes."""
    workspace = Workspace(home)
    with refusals(), progress() as step:
        wanted = [manifest.release for manifest in workspace.manifests()] if everything else [release]
        for name in wanted or [None]:
            manifest = verify_release(workspace.folder(name), step)
            out.print(f"[bold]{manifest.release[:12]}[/] holds: every quote stands, every proof passes.")
            _print_counts(manifest)


@app.command()
def releases(home: Home = DEFAULT_HOME) -> None:
    """List the releases of the workspace, oldest build first; the current one is marked."""
    workspace = Workspace(home)
    table = Table("release", "built", "documents", "claims", "triples", "", box=None)
    current = workspace.current()
    for manifest in workspace.manifests():
        mark = "current" if manifest.release == current else ""
        counts = [str(manifest.counts[name]) for name in ("documents", "claims")]
        table.add_row(manifest.release[:12], manifest.built_at, *counts, str(manifest.default_graph_triples), mark)
    out.print(table)


def _print_counts(manifest: Manifest) -> None:
    counts = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in manifest.counts.items())
    out.print(f"  {counts}; {manifest.default_graph_triples:,} triples in the default graph", soft_wrap=True)


@app.command()
def coverage(
    document: Annotated[str | None, typer.Argument(help="Only the document whose id starts so, such as 004.")] = None,
    claims: Annotated[
        bool, typer.Option("--claims", help="Print every claim in plain words beside its quote.")
    ] = False,
    sentences: Annotated[bool, typer.Option("--sentences", help="Print every sentence with what is claimed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the shares as JSON.")] = False,
    seeds: Seeds = SEEDS,
) -> None:
    """Show sentence by sentence what the articles' claims cover, and what they leave out."""
    with refusals():
        corpus, problems = survey_corpus(seeds)
    chosen = [a for a in corpus.articles if document is None or a.article.id.startswith(document)]
    if not chosen:
        err.print(f"no document {document!r}; there are: {', '.join(a.article.id for a in corpus.articles)}")
        raise typer.Exit(2)
    measured = {annotated.article.id: measure(annotated) for annotated in chosen}
    if as_json:
        shares = {
            i: {k: {"claimed": s.claimed, "total": s.total} for k, s in c.shares.items()} for i, c in measured.items()
        }
        out.print_json(json.dumps(shares))
        return
    for annotated in chosen:
        found = measured[annotated.article.id]
        if claims:
            _print_claims(annotated, corpus)
        elif sentences:
            _print_sentences(annotated, found)
        else:
            _print_missing(annotated, found)
        _print_shares(annotated, found)
    with refusals():
        if problems:
            raise Refused(problems)


def _print_claims(annotated: AnnotatedArticle, corpus: Corpus) -> None:
    text = annotated.article.text
    for utterance in sorted(annotated.utterances, key=lambda u: u.spans[0].start):
        words = word(utterance.claim, annotated.authority, corpus.schema)
        quotes = " … ".join(f"“{text[s.start : s.end]}”" for s in utterance.spans)
        out.print(Text(f"{utterance.spans[0].start:>6}  {words.zh}", style="bold"), soft_wrap=True)
        out.print(Text(f"        {words.en}"), soft_wrap=True)
        out.print(Text(f"        {quotes}", style="green"), soft_wrap=True)
        if utterance.claim.qualifiers.hedge:
            out.print(Text(f"        hedge: {utterance.claim.qualifiers.hedge}", style="yellow"), soft_wrap=True)
        for inference in utterance.inferences:
            source = text[inference.span.start : inference.span.end]
            out.print(Text(f"        inferred {inference.argument} from “{source}”", style="yellow"), soft_wrap=True)
        if utterance.note:
            out.print(Text(f"        note: {utterance.note.en}", style="dim"), soft_wrap=True)


def _print_sentences(annotated: AnnotatedArticle, found: Coverage) -> None:
    for item in found.sentences:
        line = Text(f"{item.sentence.start:>6}  {len(item.utterances):>3} ")
        body = Text(annotated.article.text[item.sentence.start : item.sentence.end], style="green")
        for gap in item.uncovered:
            body.stylize("bold red", gap.start - item.sentence.start, gap.end - item.sentence.start)
        out.print(line + body, soft_wrap=True)


def _print_missing(annotated: AnnotatedArticle, found: Coverage) -> None:
    text = annotated.article.text
    for item in found.sentences:
        for gap in item.uncovered:
            out.print(Text(f"{gap.start:>6}  not claimed: {text[gap.start : gap.end].strip()}"), soft_wrap=True)
    for kind, things in found.missing.items():
        if things and kind != "sentences":
            out.print(Text(f"{kind} not claimed: {' | '.join(things)}", style="yellow"), soft_wrap=True)


def _print_shares(annotated: AnnotatedArticle, found: Coverage) -> None:
    distinct = len({utterance.claim.digest for utterance in annotated.utterances})
    out.print(f"[bold]{annotated.article.id}[/]: {distinct} claims, {len(annotated.utterances)} utterances")
    table = Table()
    table.add_column("what")
    table.add_column("claimed", justify="right")
    table.add_column("of", justify="right")
    table.add_column("share", justify="right")
    for kind, share in found.shares.items():
        table.add_row(kind, str(share.claimed), str(share.total), f"{share.ratio:.1%}")
    out.print(table)
