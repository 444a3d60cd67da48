"""Comparison of two interactions tables: what was found, what was missed, what was invented."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from warnings import warn

from netlib.errors import NetlibWarning, ParameterError, suggest
from netlib.network import roll_up
from netlib.ontology import quads
from netlib.schema import text_dtype

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["VIEWS", "Evaluation", "evaluate"]

VIEWS = ("pair", "pair + quad", "pair + event")
"""From the coarsest to the finest: who to whom; and which of the four quad classes; and which of the event types."""

_SHOWN = ["doc_id", "differs", "source_name", "event", "target_name", "certainty", "evidence"]

Claim: TypeAlias = tuple[str, ...]
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """How well one interactions table agrees with another.

    Attributes
    ----------
    scores : DataFrame
        One row for each of `VIEWS`. ``precision``, ``recall`` and ``f1``, 0 to 1, NaN where nothing can be divided;
        ``found`` claims, how many of them are ``right``, ``gold`` claims, how many of them are ``recalled``.
    missed : DataFrame
        The rows of gold that were not found as they are, with ``differs``: the coarsest view in which they were not,
        or ``reciprocal`` where everything was found in one of the two directions.
    invented : DataFrame
        The rows that gold does not have as they are, with ``differs`` likewise.
    """

    scores: pd.DataFrame
    missed: pd.DataFrame
    invented: pd.DataFrame

    def __repr__(self) -> str:
        """Return the scores and how many rows were missed and invented."""
        counts = f"{len(self.missed)} rows missed, {len(self.invented)} invented"
        return f"{self.scores.round(3).to_string(na_rep='-')}\n{counts}"

    def _repr_html_(self) -> str:
        parts = [self.scores.round(3).to_html(na_rep="-", border=0)]
        for title, rows in (("Missed", self.missed), ("Invented", self.invented)):
            parts.append(f"<h4>{title}: {len(rows)} rows</h4>")
            if len(rows):
                shown = rows[_SHOWN].head(50).to_html(index=False, na_rep="", border=0)
                more = f"<p>and {len(rows) - 50} more</p>" * (len(rows) > 50)
                parts.append(f"<details><summary>show</summary>{shown}{more}</details>")
        return "".join(parts)


def evaluate(
    found: pd.DataFrame,
    gold: pd.DataFrame,
    *,
    level: str | Mapping[str, str] = "actor",
    documents: Collection[str] | None = None,
    overlap: bool = False,
) -> Evaluation:
    """Compare the interactions that were found with those that should have been.

    A claim is a directed pair of actors in a document, alone (``pair``), with the quad class of the event (``pair +
    quad``) or with its type (``pair + event``); several rows with the same claim count once, and a reciprocal
    interaction counts in both directions. Modes, dates and certainties are not compared; to leave rows out, such as
    those that are denied, pass both tables through `netlib.network.select` first.

    Parameters
    ----------
    found, gold : DataFrame
        Interactions.
    level : {"actor", "organisation", "country"} or mapping, default "actor"
        Both tables are rolled up to it, as in `netlib.network.roll_up`; self-pairs are then left out.
    documents : collection of str, optional
        The ``doc_id`` of the documents that gold covers; rows of others are left out. By default no row is.
    overlap : bool, default False
        Whether a claim must also be stated in the same place: the spans of the two rows share a character. Then the
        same claim in two places counts twice.

    Returns
    -------
    Evaluation
        Scores, and the rows that were missed and invented, after roll-up. Without any claim on a side, what is divided
        by their number is NaN; F1 is NaN only without any claim on both sides.

    Raises
    ------
    ParameterError
        If `level` is not allowed, `documents` is one text, or `overlap` is asked of rows without ``start`` and ``end``.

    Warns
    -----
    NetlibWarning
        If both tables have rows and share no document.

    Examples
    --------
    >>> import pandas as pd
    >>> found = pd.DataFrame({"source": ["RUS", "RUS"], "target": ["SYR", "TUR"], "event": ["AID", "CONSULT"]})
    >>> gold = pd.DataFrame({"source": ["RUS", "IRN"], "target": ["SYR", "SYR"], "event": ["COOPERATE", "AID"]})
    >>> result = evaluate(found, gold)
    >>> result.scores["f1"].tolist()
    [0.5, 0.5, 0.0]
    >>> result.missed[["source", "target", "differs"]].values.tolist()
    [['RUS', 'SYR', 'pair + event'], ['IRN', 'SYR', 'pair']]
    """
    import pandas as pd

    if isinstance(documents, str):
        raise ParameterError(f"documents={documents!r} is one text; pass a list, such as [{documents!r}]")
    tables = [_comparable(table, level, documents) for table in (found, gold)]
    if all(len(table) for table in tables) and not set(tables[0]["doc_id"].dropna()) & set(
        tables[1]["doc_id"].dropna()
    ):
        _warn_of_strangers(*tables)
    if overlap:
        for name, table in zip(("found", "gold"), tables, strict=True):
            unplaced = table["start"].isna() | table["end"].isna()
            if unplaced.any():
                raise ParameterError(
                    f"overlap=True needs start and end, which {int(unplaced.sum())} rows of {name} do not have, first "
                    f"{table['interaction_id'][unplaced].iloc[0]}; fill them or compare with overlap=False"
                )
    rows = []
    right: dict[tuple[Claim, Span | None], bool] = {}
    recalled: dict[tuple[Claim, Span | None], bool] = {}
    coarsest: list[list[str | None]] = [[None] * len(table) for table in tables]
    claims: list[list[tuple[int, Claim, Span | None]]] = [[], []]
    for view in VIEWS:
        claims = [_claims(table, view, overlap) for table in tables]
        places = [_places(side) for side in claims]
        right = _score(claims[0], places[1], view, coarsest[0])
        recalled = _score(claims[1], places[0], view, coarsest[1])
        rows.append(_scores(right, recalled))
    for side, matched, differs in zip(claims, (right, recalled), coarsest, strict=True):
        for row, claim, span in side:
            if differs[row] is not None and matched[claim, span]:
                differs[row] = "reciprocal"
    scores = pd.DataFrame(rows, index=pd.Index(VIEWS, name="view"))
    invented, missed = (
        table.assign(differs=pd.Series(differs, dtype=text_dtype())).dropna(subset="differs").reset_index(drop=True)
        for table, differs in zip(tables, coarsest, strict=True)
    )
    return Evaluation(scores, missed, invented)


def _comparable(table: pd.DataFrame, level: str | Mapping[str, str], documents: Collection[str] | None) -> pd.DataFrame:
    """Return the rows that take part, rolled up."""
    table = roll_up(table, level=level)
    keep = table["source"] != table["target"]
    if documents is not None:
        keep &= table["doc_id"].isin(set(documents))
    return table[keep].reset_index(drop=True)


def _warn_of_strangers(found: pd.DataFrame, gold: pd.DataFrame) -> None:
    ids = [table["doc_id"].dropna() for table in (found, gold)]
    if not len(ids[0]) and not len(ids[1]):
        return  # neither table knows of documents: all rows are of one
    first = [values.iloc[0] if len(values) else None for values in ids]
    near = suggest(first[0], ids[1]) if len(ids[0]) else ""
    warn(
        f"found and gold share no document, so nothing can match: doc_id is {first[0]!r} in the first row of found, "
        f"{first[1]!r} in that of gold; give both the same ids.{near}",
        NetlibWarning,
        stacklevel=3,
    )


def _claims(table: pd.DataFrame, view: str, overlap: bool) -> list[tuple[int, Claim, Span | None]]:
    """Return row number, claim and place of every row, twice for reciprocal ones."""
    if view == "pair":
        what = [""] * len(table)
    else:
        what = table["event"].tolist() if view == "pair + event" else quads(table["event"]).astype(str).tolist()
    docs = table["doc_id"].fillna("").tolist()
    spans: list[Span | None] = [None] * len(table)
    if overlap:
        spans = list(zip(table["start"].astype(int).tolist(), table["end"].astype(int).tolist(), strict=True))

    def directed() -> Iterator[tuple[int, Claim, Span | None]]:
        sides = zip(table["source"], table["target"], table["reciprocal"], strict=True)
        for row, (source, target, reciprocal) in enumerate(sides):
            yield row, (docs[row], source, target, what[row]), spans[row]
            if reciprocal:
                yield row, (docs[row], target, source, what[row]), spans[row]

    return list(directed())


def _places(claims: list[tuple[int, Claim, Span | None]]) -> dict[Claim, list[Span | None]]:
    """Return where each claim is stated."""
    places: dict[Claim, list[Span | None]] = {}
    for _, claim, span in claims:
        places.setdefault(claim, []).append(span)
    return places


def _score(
    claims: list[tuple[int, Claim, Span | None]],
    others: dict[Claim, list[Span | None]],
    view: str,
    coarsest: list[str | None],
) -> dict[tuple[Claim, Span | None], bool]:
    """Return whether the other side has each claim; note, in place, the first view in which one of a row is not."""
    matched = {}
    for row, claim, span in claims:
        there = others.get(claim, ())
        has = bool(there) if span is None else any(o is None or max(o[0], span[0]) < min(o[1], span[1]) for o in there)
        matched[claim, span] = has
        if not has and coarsest[row] is None:
            coarsest[row] = view
    return matched


def _scores(
    right: dict[tuple[Claim, Span | None], bool], recalled: dict[tuple[Claim, Span | None], bool]
) -> dict[str, float]:
    n_right, n_recalled = sum(right.values()), sum(recalled.values())
    precision = n_right / len(right) if right else float("nan")
    recall = n_recalled / len(recalled) if recalled else float("nan")
    if not right and not recalled:
        f1 = float("nan")
    else:
        f1 = 2 * precision * recall / (precision + recall) if n_right and n_recalled else 0.0
    return {
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "found": len(right),
        "right": n_right,
        "gold": len(recalled),
        "recalled": n_recalled,
    }
