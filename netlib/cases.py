"""Named networks: what `data/cases.toml` describes and `netlib build` writes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from netlib.actors import default_registry
from netlib.errors import DataError, OutputError, ParameterError, check_choice, suggest
from netlib.files import write_atomically
from netlib.measures.centrality import centrality
from netlib.network import LEVELS, WEIGHTS, build_network, select
from netlib.ontology import EVENTS, QUADS
from netlib.schema import CERTAINTIES, validate_interactions
from netlib.tables import save_interactions

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BuiltCase", "Case", "build_case", "build_cases", "example_folder", "read_cases", "save_case"]

_FOLDER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Case:
    """A named network: a question, and which interactions answer it.

    Attributes
    ----------
    id : str
        Name of the case's folder: lower-case letters, digits and hyphens.
    title, question : str
        Heading of the page, and what the network is meant to answer.
    level : str
        ``actor``, ``organisation`` or ``country``.
    actors, events, quad, certainty, publishers, since, until
        Which interactions, as in `netlib.network.select`; None for all (all but denied).
    weight, half_life, directed
        As in `netlib.build_network`.
    """

    id: str
    title: str
    question: str = ""
    level: str = "actor"
    actors: Sequence[str] | None = None
    events: Sequence[str] | None = None
    quad: Sequence[int] | None = None
    certainty: Sequence[str] | None = None
    publishers: Sequence[str] | None = None
    since: str | None = None
    until: str | None = None
    weight: str = "count"
    half_life: str | None = None
    directed: bool = True

    def __post_init__(self) -> None:
        """Refuse what no network could be built from."""
        if not _FOLDER.fullmatch(self.id):
            raise ParameterError(
                f"id={self.id!r} cannot name a folder; use lower-case letters, digits and hyphens, such as 'my-case'"
            )
        check_choice("level", self.level, LEVELS)
        check_choice("weight", self.weight, WEIGHTS)
        for parameter, allowed in (("events", EVENTS), ("quad", tuple(QUADS)), ("certainty", CERTAINTIES)):
            for value in getattr(self, parameter) or ():
                check_choice(parameter, value, allowed)

    @property
    def filters(self) -> dict[str, Any]:
        """The arguments of `netlib.network.select`."""
        names = ("actors", "events", "quad", "certainty", "publishers", "since", "until")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, eq=False)
class BuiltCase:
    """A case and what came out of it.

    Attributes
    ----------
    case : Case
        What was asked for.
    network : nx.Graph
        The network, as `netlib.build_network` makes it.
    centrality : DataFrame
        One row an actor, the strongest first.
    table : DataFrame
        The interactions behind the network, before roll-up.
    """

    case: Case
    network: nx.Graph[str]
    centrality: pd.DataFrame
    table: pd.DataFrame


def example_folder() -> Path:
    """Return the folder that holds the example's ``seeds`` and ``data``.

    Examples
    --------
    >>> sorted(path.name for path in (example_folder() / "data").glob("*.toml"))
    ['cases.toml']
    """
    packaged = Path(str(files("netlib"))) / "example"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent


def read_cases(path: str | Path) -> list[Case]:
    """Read the cases of a TOML file.

    Parameters
    ----------
    path : str or path
        A file with one ``[[case]]`` table a case; the keys are the attributes of `Case`.

    Raises
    ------
    DataError
        If the file is missing, is not TOML, has no case, or a case has an unknown key or value; with file and line.

    Examples
    --------
    >>> [case.id for case in read_cases(example_folder() / "data" / "cases.toml")][-1]
    'whole-picture'
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text).get("case")
    except FileNotFoundError:
        raise DataError(f"{path}: no such file; cases are [[case]] tables in a TOML file") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: cannot be read as UTF-8 TOML: {error}") from error
    if not isinstance(tables, list) or not tables:
        raise DataError(f"{path}: has no case; write each as a [[case]] table with at least id and title")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[[case]]")]
    cases = [_case(table, f"{path}, line {line}") for table, line in zip(tables, lines, strict=False)]
    twice = {case.id for case in cases if [other.id for other in cases].count(case.id) > 1}
    if twice:
        raise DataError(f"{path}: the id {min(twice)!r} is used by two cases; each needs a folder of its own")
    return cases


def _case(table: Mapping[str, Any], where: str) -> Case:
    known = {field.name: field for field in fields(Case)}
    for key, value in table.items():
        if key not in known:
            raise DataError(f"{where}: unknown key {key!r}.{suggest(key, known)} Allowed: {', '.join(known)}")
        if "Sequence" in str(known[key].type) and not isinstance(value, list):
            raise DataError(f"{where}: {key} = {value!r} must be a list, such as {key} = [{value!r}]")
    missing = [name for name, field in known.items() if field.default is MISSING and name not in table]
    if missing:
        raise DataError(f"{where}: the case has no {' and no '.join(missing)}")
    dates = {key: str(table[key]) for key in ("since", "until") if key in table}
    try:
        return Case(**{**table, **dates})
    except ParameterError as error:
        raise DataError(f"{where}: {error}") from error


def build_case(case: Case, table: pd.DataFrame) -> BuiltCase:
    """Build the network of a case from an interactions table.

    Raises
    ------
    ParameterError
        If the case names an actor that neither the table nor the registry knows, or if no interaction is left.

    Examples
    --------
    >>> import netlib as nl
    >>> table = nl.read_interactions(example_folder() / "data" / "interactions.csv")
    >>> built = build_case(Case("all", "All", level="country"), table)
    >>> built.network.edges["RUS", "SYR"]["cooperation"]
    6.0
    """
    table = validate_interactions(table)
    _check_actors(case, table)
    kept, removed = select(table, **case.filters)
    network = build_network(
        table,
        level=case.level,
        weight=case.weight,
        half_life=case.half_life,
        directed=case.directed,
        **case.filters,
    )
    if not network.number_of_edges():
        reasons = ", ".join(f"{name} removed {count}" for name, count in removed.items() if count)
        raise ParameterError(
            f"case {case.id!r} matches nothing: of {len(table)} interactions {reasons or 'none has two sides'}; "
            "widen its filters"
        )
    ranking = centrality(network)
    return BuiltCase(case, network, ranking, kept)


def _check_actors(case: Case, table: pd.DataFrame) -> None:
    columns = [f"{side}{part}" for side in ("source", "target") for part in ("", "_parent", "_country")]
    known = set(table[columns].stack().dropna())
    registry = default_registry()
    for actor in case.actors or ():
        if actor not in known and registry.get(actor) is None:
            raise ParameterError(
                f"case {case.id!r}: unknown actor {actor!r}.{suggest(actor, known)} "
                "Use an actor id of the interactions table, or a country code such as 'SYR'"
            )


def save_case(built: BuiltCase, folder: str | Path, *, documents: pd.DataFrame | None = None) -> Path:
    """Write ``network.html``, ``centrality.csv``, ``interactions.csv``, ``network.png`` and ``network.gexf``.

    Parameters
    ----------
    built : BuiltCase
        What `build_case` returned.
    folder : str or path
        Where the case's own folder, named after its id, is made.
    documents : DataFrame, optional
        The documents, so that the page can show titles and links.

    Returns
    -------
    Path
        The case's folder.

    Raises
    ------
    OutputError
        If a file cannot be written, or the case's folder is a link that leads elsewhere.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS"], "target": ["SYR"], "event": ["AID"]})
    >>> folder = save_case(build_case(Case("aid", "Aid"), rows), tempfile.mkdtemp())
    >>> sorted(path.suffix for path in folder.iterdir())
    ['.csv', '.csv', '.gexf', '.html', '.png']
    """
    from netlib.views.export import save_network
    from netlib.views.figure import save_figure
    from netlib.views.page import save_html
    from netlib.views.plot import plot

    own = Path(folder) / built.case.id
    if own.is_symlink():
        raise OutputError(f"{own} is a link; netlib writes only inside {folder}. Remove the link first")
    _make_folder(own)
    case, network = built.case, built.network
    save_html(network, own / "network.html", built.table, documents=documents, title=case.title, question=case.question)
    write_atomically(own / "centrality.csv", built.centrality.to_csv(lineterminator="\n"))
    save_interactions(built.table, own / "interactions.csv")
    save_figure(plot(network, title=case.title).figure, own / "network.png")
    save_network(network, own / "network.gexf")
    return own


def build_cases(
    table: pd.DataFrame,
    cases: Iterable[Case],
    folder: str | Path,
    *,
    documents: pd.DataFrame | None = None,
) -> list[BuiltCase]:
    """Build every case, write its files into a folder of its own, and ``index.html`` beside them.

    Nothing is written before every case has been built, so that a case that cannot be built leaves the previous
    output as it was.

    Parameters
    ----------
    table : DataFrame
        Interactions.
    cases : iterable of Case
        What to build.
    folder : str or path
        Where to write; made if it does not exist.
    documents : DataFrame, optional
        The documents, so that the pages can show titles and links.

    Raises
    ------
    ParameterError
        As `build_case` does.
    OutputError
        As `save_case` does.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["RUS"], "target": ["SYR"], "event": ["AID"]})
    >>> built = build_cases(rows, [Case("aid", "Aid")], tempfile.mkdtemp())
    >>> list(built[0].network.edges)
    [('RUS', 'SYR')]
    """
    from netlib.views.index import index_page

    built = [build_case(case, table) for case in cases]
    _make_folder(Path(folder))
    for one in built:
        save_case(one, folder, documents=documents)
    entries = [(one.case.id, one.case.title, one.case.question, one.network, _leaders(one.centrality)) for one in built]
    write_atomically(Path(folder) / "index.html", index_page(entries))
    return built


def _leaders(ranking: pd.DataFrame) -> Collection[str]:
    return ranking["name"].head(3).tolist()


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {path}: {error.strerror or error}") from error
