"""The commands of extraction: add, evaluate.

Exit codes: 0 done, 1 a file was refused or a proof failed (every reason is printed; good files are in), 2 wrong usage.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from loaders.claims.corpus import AnnotatedArticle, Corpus, read_corpus
from loaders.claims.wording import word
from loaders.console import DEFAULT_HOME, SEEDS, Home, Seeds, err, out, progress, refusals
from loaders.errors import Problem
from loaders.extract.adding import Added, add_files
from loaders.extract.agreement import agreement, agreement_by_kind, without_own_entities
from loaders.extract.confidence import write_measured
from loaders.extract.evaluate import Score, added, total
from loaders.extract.evaluate import evaluate as measure
from loaders.extract.extraction import Extraction, extract, read
from loaders.extract.gold import read_golds
from loaders.extract.rules import load_claim_rules
from loaders.release.build import build as build_release
from loaders.release.workspace import Workspace
from loaders.text.articles import Article, Metadata, read_articles
from loaders.text.authority import read_authority
from loaders.text.passages import find_passages

__all__ = ["register"]

_MOST_SHOWN = 10


def register(app: typer.Typer) -> None:
    """Add these commands to the loaders' command line."""
    app.command()(add)
    app.command()(evaluate)


def add(
    files: Annotated[
        list[Path], typer.Argument(help="Articles (txt, md, html) or folders of them.", show_default=False)
    ],
    title: Annotated[str | None, typer.Option(help="The title, where the text does not begin with it.")] = None,
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The date of publication, such as 2023-06-27.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="The outlet.")] = None,
    show: Annotated[bool, typer.Option("--claims", help="Print what each quote claims, in plain words.")] = False,
    seeds: Seeds = SEEDS,
    home: Home = DEFAULT_HOME,
) -> None:
    """Add articles: extract what rules find in them, and publish a new release with it as unreviewed claims."""
    workspace = Workspace(home)
    given = {"title": title, "published": published.date() if published else None, "publisher": publisher}
    with refusals(), progress() as step:
        added = add_files(files, workspace.documents, read_articles(seeds), given, step)
        step("reading articles and claims")
        corpus = read_corpus(seeds, documents=workspace.documents)
        built = build_release(corpus, workspace, step)
    _report(added, corpus, show=show)
    out.print(f"{'Published' if built.new else 'Unchanged:'} release [bold]{built.manifest.release[:12]}[/]")
    if added.problems:
        _refuse(added.problems)


def evaluate(
    gold: Annotated[
        Path, typer.Argument(exists=True, help="A *.gold.yaml file, a folder of them, or a folder of curated articles.")
    ],
    differences: Annotated[
        bool, typer.Option("--differences", help="Print what was wrong and what was missed.")
    ] = False,
    write: Annotated[bool, typer.Option("--write", help="Keep the rules' precision as their confidence.")] = False,
    texts: Annotated[bool, typer.Option("--texts", help="Print a table for each text too.")] = False,
) -> None:
    """Measure what extraction finds: in annotated texts by kind, in curated articles by rule."""
    if gold.is_dir() and any(gold.glob("*.claims*.yaml")):
        with refusals():
            _evaluate_curated(gold, differences=differences, write=write)
        return
    with refusals():
        authority = read_authority()
        scores = {}
        for one in read_golds(gold):
            digest = sha256(one.text.encode()).hexdigest()
            metadata = Metadata(title=one.path.stem, sha256=digest, published=one.published)
            article = Article(one.path.stem, one.path, one.text, digest, metadata)
            scores[one.path.stem] = measure(read(article, find_passages(one.text), authority), one)
    if texts:
        for name, score in scores.items():
            _print_scores(name, score, differences=differences)
    _print_scores(f"{len(scores)} texts", total(scores.values()), differences=differences and not texts)


def _evaluate_curated(folder: Path, *, differences: bool, write: bool) -> None:
    corpus = read_corpus(folder)
    texts = {annotated.article.id: annotated.article.text for annotated in corpus.articles}
    for known in (True, False):
        rules: dict[str, list[Score]] = {}
        kinds: dict[str, list[Score]] = {}
        for annotated in corpus.articles:
            article = annotated.article
            authority = corpus.authority if known else without_own_entities(corpus.authority, article.id, texts)
            found = extract(article, annotated.passages, authority, corpus.schema)
            for rule, score in agreement(annotated, found).items():
                rules.setdefault(rule, []).append(score)
            for kind, score in agreement_by_kind(annotated, found).items():
                kinds.setdefault(kind, []).append(score)
        title = "claims that a curator made too" + ("" if known else ", entities of one document only unknown")
        sums = {rule: added(scores) for rule, scores in sorted(rules.items())}
        _print_scores(title, sums, differences=differences and known)
        by_kind = {kind: added(scores) for kind, scores in sorted(kinds.items())}
        _print_scores(f"{title}, by kind", by_kind, differences=False)
        if write and known:
            write_measured({rule: (score.right, score.found) for rule, score in sums.items()})


def _print_scores(title: str, scores: Mapping[str, Score], *, differences: bool) -> None:
    table = Table("kind", "precision", "recall", "F1", "right", "found", "gold", title=title, box=None)
    for kind, score in scores.items():
        shares = ["–" if share is None else f"{share:.3f}" for share in (score.precision, score.recall, score.f1)]
        table.add_row(kind, *shares, str(score.right), str(score.found), str(score.gold))
    out.print(table)
    for kind, score in scores.items() if differences else ():
        for sign, words in (("wrong", score.wrong), ("missed", score.missed)):
            for one in words:
                out.print(Text(f"{kind} {sign}: {one}"), soft_wrap=True)


def _print_found(article: Article, found: Extraction, corpus: Corpus) -> None:
    """Print the quotes in the order of the text, and under each the claims that it carries, in the text's language."""
    carried: dict[tuple[tuple[int, int], ...], dict[str, None]] = {}
    for utterance in found.utterances:
        spans = tuple((span.start, span.end) for span in utterance.spans)
        words = word(utterance.claim, found.authority, corpus.schema)
        carried.setdefault(spans, {})[words.en if article.metadata.language == "en" else words.zh] = None
    for spans, claims in sorted(carried.items()):
        quote = " … ".join(article.text[start:end] for start, end in spans)
        out.print(Text(f"{spans[0][0]:>7}  {quote}", style="green"), soft_wrap=True)
        for claim in claims:
            out.print(Text(f"         - {claim}"), soft_wrap=True)


def _refuse(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        err.print(Text(str(problem)), style="red", soft_wrap=True)
    err.print(f"{len(problems)} file{'s' if len(problems) > 1 else ''} left out; the others are in.", style="bold red")
    raise typer.Exit(1)


def _report(added: Added, corpus: Corpus, *, show: bool) -> None:
    for path, document in added.known:
        out.print(Text(f"{path}: there already, as {document}"), soft_wrap=True)
    for annotated in corpus.articles:
        if annotated.article.id in added.new:
            found = extract(annotated.article, annotated.passages, corpus.authority, corpus.schema)
            _report_article(annotated, found, corpus, show=show)


def _report_article(annotated: AnnotatedArticle, found: Extraction, corpus: Corpus, *, show: bool) -> None:
    text, metadata = annotated.article.text, annotated.article.metadata
    out.print(Text(f"{metadata.title} ({annotated.article.id}, {metadata.published or 'no date found'})", style="bold"))
    table = Table("found", "", box=None)
    for kind, count in sorted(Counter(a.type for a in found.reading.annotated.annotations).items()):
        table.add_row(kind, str(count))
    rules = load_claim_rules()
    for method, count in sorted(Counter(u.method for u in found.utterances).items()):
        table.add_row(f"claims: {rules[method].label['en']}", str(count))
    out.print(table)
    if show:
        _print_found(annotated.article, found, corpus)
    total = len(found.reading.passages.sentences)
    out.print(f"{len(found.left_alone)} of {total} sentences left alone:")
    for sentence in found.left_alone[:_MOST_SHOWN]:
        out.print(Text(f"{sentence.start:>7}  {text[sentence.start : sentence.end]}", style="dim"), soft_wrap=True)
    if len(found.left_alone) > _MOST_SHOWN:
        out.print(Text(f"         … and {len(found.left_alone) - _MOST_SHOWN} more", style="dim"))
