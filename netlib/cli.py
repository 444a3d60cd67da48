"""The `netlib` command. It parses arguments, calls the library and prints; nothing is computed here."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from netlib.errors import DataError, NetlibError, NetlibWarning

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["app", "main"]

app = typer.Typer(
    help="Sourced, signed, weighted, timed networks of actors from news text and event tables.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@dataclass(frozen=True)
class _Output:
    """How the command speaks: tables for people, JSON for programs, or nothing."""

    quiet: bool = False
    as_json: bool = False

    def say(self, message: str) -> None:
        """Print a line for people."""
        if not self.quiet and not self.as_json:
            from rich.console import Console

            Console(highlight=False, soft_wrap=True).print(message, markup=False)

    def table(self, title: str, frame: pd.DataFrame) -> None:
        """Print a small table for people."""
        if self.quiet or self.as_json:
            return
        from rich.box import SIMPLE_HEAD
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(title=Text(title, style="bold"), title_justify="left", header_style="bold", box=SIMPLE_HEAD)
        for column in frame.columns:
            number = frame[column].dtype.kind in "fi"
            table.add_column(str(column).replace("_", " "), justify="right" if number else "left")
        for row in frame.itertuples(index=False):
            table.add_row(*(Text(f"{cell:.3g}" if isinstance(cell, float) else str(cell)) for cell in row))
        console = Console()
        console.print(table)
        console.print()

    def result(self, value: Any) -> None:
        """Print the result for programs."""
        if self.as_json:
            sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


@dataclass
class _Counted:
    """Tables that pass by, and how many rows they had."""

    tables: Iterable[pd.DataFrame]
    rows: int = 0

    def __iter__(self) -> Iterator[pd.DataFrame]:
        for table in self.tables:
            self.rows += len(table)
            yield table


def _print_version(wanted: bool) -> None:
    if wanted:
        from netlib import __version__

        sys.stdout.write(f"netlib {__version__}\n")
        raise typer.Exit


@app.callback()
def _common(
    context: typer.Context,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but problems.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON, for programs.")] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    context.obj = _Output(quiet=quiet, as_json=as_json)


Out = Annotated[Path, typer.Option("--output", "-o", help="The file to write.")]
Level = Annotated[str, typer.Option(help="actor, organisation or country.")]
Weight = Annotated[str, typer.Option(help="count, log_count or intensity.")]
Documents = Annotated[Path | None, typer.Option("--documents", help="CSV that says what each text is.")]


@app.command()
def build(
    context: typer.Context,
    seeds: Annotated[Path, typer.Option(help="Folder of texts.")] = Path("seeds"),
    documents: Documents = None,
    cases: Annotated[Path, typer.Option(help="TOML file of named networks.")] = Path("data/cases.toml"),
    interactions: Annotated[
        Path | None, typer.Option(help="Build from this interactions table instead of from extraction.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write to.")] = Path("out"),
    example: Annotated[bool, typer.Option("--example", help="Use the texts and cases that come with netlib.")] = False,
) -> None:
    """Build every case: pages, figures and tables in a folder."""
    from netlib.cases import build_cases, example_folder, read_cases
    from netlib.documents import read_documents
    from netlib.extraction import extract
    from netlib.tables import read_interactions

    output: _Output = context.obj
    if example:
        seeds, cases = example_folder() / "seeds", example_folder() / "data" / "cases.toml"
    elif not seeds.is_dir():
        raise DataError(
            f"{seeds}: no such folder; name the folder of texts with --seeds, or try --example for those of netlib"
        )
    if documents is None:
        beside = cases.parent / "documents.csv"
        documents = beside if beside.is_file() else None
    chosen = read_cases(cases)
    texts = read_documents(seeds, index=documents)
    if interactions is not None:
        table = read_interactions(interactions)
    else:
        table = extract(texts, progress=False if output.quiet or output.as_json else None)
    output.say(f"{len(texts)} documents, {len(table)} interactions")
    built = build_cases(table, chosen, out, documents=texts)
    for one in built:
        shown = one.centrality[["name", "strength", "cooperation", "conflict", "betweenness", "pagerank"]]
        output.table(one.case.title, shown.head(8))
    for one in built:
        output.say(f"{out / one.case.id / 'network.html'}")
    output.say(f"\nOpen {out / 'index.html'} in a browser.")
    output.result(
        {
            "documents": len(texts),
            "interactions": len(table),
            "index": str(out / "index.html"),
            "cases": [
                {
                    "id": one.case.id,
                    "page": str(out / one.case.id / "network.html"),
                    "actors": one.network.number_of_nodes(),
                    "relations": one.network.number_of_edges(),
                    "built_from": one.network.graph["built_from"],
                    "ranking": one.centrality.index.tolist(),
                }
                for one in built
            ],
        }
    )


@app.command()
def extract(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Texts, or a CSV, JSONL or Parquet of documents.")],
    output: Out = Path("interactions.csv"),
    documents: Documents = None,
    actors: Annotated[Path | None, typer.Option(help="CSV of actors of your own.")] = None,
    processes: Annotated[int, typer.Option(min=1, help="How many processes work side by side.")] = 1,
) -> None:
    """Extract the interactions of texts into a table, however many: they are read and written as they come."""
    from netlib.documents import iter_documents
    from netlib.extraction import extract_batches
    from netlib.tables import save_interactions
    from netlib.views.page.words import counted

    speak: _Output = context.obj
    texts = _Counted(iter_documents(files[0] if len(files) == 1 else files, index=documents))
    found = _Counted(
        extract_batches(
            texts,
            actors=str(actors) if actors else None,
            n_process=processes,
            progress=False if speak.quiet or speak.as_json else None,
        )
    )
    save_interactions(found, output)
    speak.say(f"{counted(found.rows, 'interaction')} from {counted(texts.rows, 'document')}: {output}")
    speak.result({"documents": texts.rows, "interactions": found.rows, "output": str(output)})


@app.command()
def html(
    context: typer.Context,
    interactions: Annotated[Path, typer.Argument(help="A table of interactions.")],
    output: Out = Path("network.html"),
    level: Level = "actor",
    weight: Weight = "count",
    title: Annotated[str | None, typer.Option(help="Heading of the page.")] = None,
    question: Annotated[str | None, typer.Option(help="What the network is meant to answer.")] = None,
    documents: Annotated[
        Path | None, typer.Option("--documents", help="Folder or table of documents, for titles and links.")
    ] = None,
) -> None:
    """Draw a table of interactions as one page that works offline."""
    from netlib.documents import read_documents
    from netlib.network import build_network
    from netlib.tables import read_interactions
    from netlib.views.page import save_html
    from netlib.views.page.words import counted

    speak: _Output = context.obj
    table = read_interactions(interactions)
    texts = read_documents(documents) if documents is not None else None
    network = build_network(table, level=level, weight=weight)
    save_html(network, output, table, documents=texts, title=title or interactions.stem, question=question)
    actors, relations = network.number_of_nodes(), network.number_of_edges()
    speak.say(f"{counted(actors, 'actor')}, {counted(relations, 'relation')}: {output}")
    speak.result({"actors": actors, "relations": relations, "output": str(output)})


@app.command()
def events(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Event tables: files or folders, as they are downloaded.")],
    output: Out = Path("dyads.parquet"),
    by: Annotated[str, typer.Option(help="Period of a row: day, month or year.")] = "month",
    level: Annotated[str, typer.Option(help="actor or country.")] = "actor",
    weight: Annotated[str, typer.Option(help="count or intensity.")] = "count",
    format_name: Annotated[
        str | None, typer.Option("--format", help="Format of the files, where it is not recognised.")
    ] = None,
    one_a_day: Annotated[bool, typer.Option("--one-a-day", help="Count the same event of a day once.")] = False,
    unique: Annotated[bool, typer.Option("--unique", help="Drop rows whose id was read before.")] = False,
    on_error: Annotated[
        str, typer.Option(help="What to do with a row that cannot be read: raise or reject.")
    ] = "raise",
    memory_limit: Annotated[str | None, typer.Option(help="What DuckDB may use, such as 2GB.")] = None,
) -> None:
    """Add event tables of any size up to dyads by period."""
    import pandas as pd

    from netlib.events import save_dyads

    speak: _Output = context.obj
    counts = save_dyads(
        files,
        output,
        by=by,
        level=level,
        weight=weight,
        one_a_day=one_a_day,
        unique=unique,
        format=format_name,
        on_error=on_error,
        memory_limit=memory_limit,
        progress=not (speak.quiet or speak.as_json),
    )
    speak.table("Rows", pd.DataFrame(counts["records"]).fillna(""))
    speak.say(f"{counts['dyads']} dyads by {by}: {output}")
    speak.result({**counts, "output": str(output)})


@app.command()
def evaluate(
    context: typer.Context,
    found: Annotated[Path, typer.Argument(help="Table of interactions to judge.")],
    gold: Annotated[Path, typer.Argument(help="Table of interactions to judge it by.")],
) -> None:
    """Compare two tables of interactions: precision, recall, F1."""
    from netlib.evaluation import evaluate as compare
    from netlib.tables import read_interactions

    speak: _Output = context.obj
    result = compare(read_interactions(found), read_interactions(gold))
    scores = result.scores.reset_index()
    speak.table("Agreement", scores)
    speak.say(f"{len(result.missed)} missed, {len(result.invented)} invented")
    speak.result(json.loads(scores.to_json(orient="records")))


@app.command()
def review(
    context: typer.Context,
    interactions: Annotated[Path, typer.Argument(help="Table of interactions to review.")],
    output: Out = Path("review.csv"),
    apply: Annotated[
        Path | None, typer.Option("--apply", help="Lay this reviewed sheet over the table and write the result.")
    ] = None,
) -> None:
    """Write the sheet in which a person accepts, rejects or edits rows, or apply one."""
    from netlib.review import apply_review, write_review
    from netlib.tables import read_interactions, save_interactions

    speak: _Output = context.obj
    table = read_interactions(interactions)
    if apply is None:
        write_review(table, output)
        speak.say(f"{len(table)} rows to review: {output}")
    else:
        if not apply.is_file():
            raise DataError(f"{apply}: no such file; write a sheet with: netlib review {interactions} -o {apply}")
        reviewed = apply_review(table, apply)
        save_interactions(reviewed, output)
        speak.say(f"{len(reviewed)} of {len(table)} rows after review: {output}")
    speak.result({"rows": len(table), "output": str(output)})


@app.command()
def doctor(context: typer.Context) -> None:
    """Say what is installed, and what each extra would add."""
    from netlib.doctor import findings

    speak: _Output = context.obj
    table = findings()
    speak.table("netlib doctor", table)
    speak.result(table.to_dict("records"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; a problem is one line on stderr and exit code 2, never a traceback."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", NetlibWarning)
            warnings.showwarning = _show_warning
            app(args=_common_first(sys.argv[1:] if arguments is None else arguments))
    except NetlibError as error:
        _fail(str(error))
    except MemoryError:
        _fail("out of memory; take fewer rows, or another --level")
    except Exception as error:
        _fail(f"unexpected {type(error).__name__}: {error}. Please report this, with the command you typed")


def _common_first(arguments: Sequence[str]) -> list[str]:
    """Let ``--quiet`` and ``--json`` stand after the command too."""
    common = [argument for argument in arguments if argument in ("--quiet", "-q", "--json")]
    return common + [argument for argument in arguments if argument not in common]


def _fail(message: str) -> NoReturn:
    sys.stderr.write(f"netlib: {'; '.join(line.strip() for line in message.splitlines())}\n")
    sys.exit(2)


def _show_warning(message: Warning | str, *_: object, **__: object) -> None:
    sys.stderr.write(f"netlib: note: {' '.join(str(message).split())}\n")


if __name__ == "__main__":
    main()
