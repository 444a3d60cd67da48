"""How sure a ranking is: resample the documents, leave one out, drop ever more of them.

Rows of one article are not independent, so documents are resampled, not rows. Every function rebuilds the network of
the same actors from each resample and measures it again; an actor that a resample does not mention is an isolate in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from netlib.errors import ParameterError, check_choice, suggest
from netlib.measures.arrays import Floats, Ints, dyad_arrays
from netlib.measures.centrality import MEASURES, measure_arrays
from netlib.measures.engine import choose_engine
from netlib.network import collect_dyads

if TYPE_CHECKING:
    import pandas as pd

    from netlib.dyads import Dyads

__all__ = ["RESAMPLED", "Bootstrap", "Stability", "bootstrap", "drop_one", "stability"]

RESAMPLED = tuple(name for name in MEASURES if name != "signed_eigenvector")
"""Measures that can be resampled: all but the signed eigenvector, whose sign is a matter of convention."""

DEFAULT = ("strength", "pagerank", "betweenness")


@dataclass(frozen=True)
class Bootstrap:
    """What resampling says about every actor and measure.

    Attributes
    ----------
    intervals : DataFrame
        One row a measure and actor: ``measure, actor, name, estimate, low, high`` (the measure in the whole table, and
        the interval that holds the middle share of its resamples) and ``rank, rank_low, rank_high`` (1 is the largest
        value; equal values share the better rank).
    ranks : DataFrame
        One row a measure, actor and rank that occurred: ``measure, actor, rank, probability``. The probabilities of an
        actor add up to 1.
    n : int
        Number of resamples.
    documents : int
        Number of documents (or other groups) resampled.
    """

    intervals: pd.DataFrame
    ranks: pd.DataFrame
    n: int
    documents: int


@dataclass(frozen=True)
class Stability:
    """How many documents can be dropped before a ranking changes.

    Attributes
    ----------
    coefficients : Series
        By measure, the largest share of documents that can be dropped such that the correlation with the whole exceeds
        the threshold with more than the given probability; 0 where no share can. Below 0.25 a ranking should not be
        interpreted, above 0.5 it is good (Epskamp, Borsboom and Fried 2018).
    curve : DataFrame
        One row a measure and share: ``measure, dropped, mean, low, high`` (mean, 2.5 % and 97.5 % quantile of the
        correlation) and ``probability`` (that it exceeds the threshold).
    """

    coefficients: pd.Series
    curve: pd.DataFrame


def bootstrap(
    table: pd.DataFrame,
    *,
    measures: Collection[str] = DEFAULT,
    by: str = "doc_id",
    n: int = 1000,
    confidence: float = 0.95,
    seed: int = 0,
    engine: str = "auto",
    progress: bool = True,
    **network: Any,
) -> Bootstrap:
    """Resample documents and say within which bounds each actor's centrality and rank lie.

    Parameters
    ----------
    table : DataFrame
        Interactions.
    measures : collection of str, default strength, pagerank, betweenness
        Any of `RESAMPLED`.
    by : str, default "doc_id"
        The column whose values are drawn with replacement, as many as there are; rows without a value are each drawn
        on their own. ``"interaction_id"`` draws rows, which understates uncertainty where articles have several.
    n : int, default 1000
        Number of resamples.
    confidence : float, default 0.95
        Share of the resamples within the interval.
    seed : int, default 0
        The same seed gives the same result, whichever engine counts.
    engine : {"auto", "networkit", "scipy"}, default "auto"
        As in `netlib.measures.centrality.betweenness`.
    progress : bool, default True
        Whether to show a progress bar.
    **network
        Options of `netlib.network.build_network`, such as ``level``, ``weight``, ``directed`` and the filters.

    Returns
    -------
    Bootstrap
        With percentile intervals. Betweenness within resamples rounds distances that are too long for floats.

    Raises
    ------
    ParameterError
        If no interaction is left, they all stem from one document, or an option is not allowed.

    References
    ----------
    .. [1] Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman & Hall.
    .. [2] Snijders, T. A. B. and Borgatti, S. P. (1999). Non-parametric standard errors and tests for network
       statistics. Connections 22(2).

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"doc_id": ["a", "b", "c"], "source": ["RUS", "RUS", "ISR"],
    ...                      "target": ["SYR", "SYR", "IRN"], "event": ["AID", "CONSULT", "ACCUSE"]})
    >>> result = bootstrap(rows, measures=["strength"], n=200, progress=False)
    >>> result.intervals[["actor", "estimate", "low", "high"]].values.tolist()[0]
    ['RUS', 2.0, 0.0, 3.0]
    """
    names = _check_measures(measures)
    if n < 1 or not 0 < confidence < 1:
        raise ParameterError(f"n={n}, confidence={confidence}: n must be at least 1, confidence between 0 and 1")
    choose_engine(engine)
    dyads, groups, labels = _grouped(table, by, network)
    size = len(labels)
    rng = np.random.default_rng(seed)
    estimate = _measured(dyads, names, engine)
    samples = np.empty((n, len(names), len(dyads.actors)))
    for i in _steps(n, "bootstrap", progress):
        times = np.bincount(rng.integers(0, size, size), minlength=size).astype(float)
        samples[i] = _measured(dyads, names, engine, times[groups])
    return Bootstrap(*_summary(dyads, names, estimate, samples, confidence), n=n, documents=size)


def drop_one(
    table: pd.DataFrame,
    *,
    by: str = "publisher",
    measures: Collection[str] = DEFAULT,
    engine: str = "auto",
    progress: bool = True,
    **network: Any,
) -> pd.DataFrame:
    """Leave out one publisher (or document, extractor, ...) at a time and say how the rankings change.

    Parameters
    ----------
    table : DataFrame
        Interactions.
    by : str, default "publisher"
        The column whose values are left out in turn; ``"doc_id"`` says on which article a ranking hangs. Rows without
        a value are left out together, as one more value.
    measures : collection of str, default strength, pagerank, betweenness
        Any of `RESAMPLED`.
    engine : {"auto", "networkit", "scipy"}, default "auto"
        As in `netlib.measures.centrality.betweenness`.
    progress : bool, default True
        Whether to show a progress bar.
    **network
        Options of `netlib.network.build_network`.

    Returns
    -------
    DataFrame
        One row a measure and value left out, the most influential first within each measure: ``measure, dropped,
        rows`` (how many interactions that removes), ``correlation`` (Spearman, with the ranking of the whole; 0 where
        either does not vary), ``top`` (the first actor without it), ``top_changed``, and ``moved``, ``moved_from``,
        ``moved_to`` (the actor whose rank changes most, and from where to where).

    Raises
    ------
    ParameterError
        If no interaction is left, or an option is not allowed.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"publisher": ["A", "B", "B"], "source": ["RUS", "TUR", "TUR"],
    ...                      "target": ["SYR", "SYR", "ISR"], "event": ["AID", "CONSULT", "ACCUSE"]})
    >>> found = drop_one(rows, measures=["strength"], progress=False)
    >>> found[["dropped", "rows", "top", "top_changed"]].values.tolist()
    [['B', 2, 'RUS', True], ['A', 1, 'TUR', False]]
    """
    import pandas as pd

    names = _check_measures(measures)
    choose_engine(engine)
    dyads, groups, labels = _grouped(table, by, network, together=True)
    whole = _measured(dyads, names, engine)
    before = _ranks(whole)
    rows = []
    for i in _steps(len(labels), f"without one {by}", progress):
        left = (groups != i).astype(float)
        after = _measured(dyads, names, engine, left)
        ranks = _ranks(after)
        for k, name in enumerate(names):
            moved = int(np.argmax(np.abs(ranks[k] - before[k])))
            first, was_first = int(np.argmax(after[k])), int(np.argmax(whole[k]))
            rows.append(
                {
                    "measure": name,
                    "dropped": labels[i],
                    "rows": int((groups == i).sum()),
                    "correlation": _correlation(_average_ranks(whole[k]), _average_ranks(after[k])),
                    "top": dyads.actors[first],
                    "top_changed": bool(after[k][was_first] < after[k][first]),
                    "moved": dyads.actors[moved],
                    "moved_from": int(before[k][moved]),
                    "moved_to": int(ranks[k][moved]),
                }
            )
    order = {name: k for k, name in enumerate(names)}
    table = pd.DataFrame(rows)
    keys = table["measure"].map(order)
    return table.iloc[np.lexsort((table["correlation"], keys))].reset_index(drop=True)


def stability(
    table: pd.DataFrame,
    *,
    measures: Collection[str] = DEFAULT,
    by: str = "doc_id",
    shares: Sequence[float] = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    n: int = 200,
    threshold: float = 0.7,
    probability: float = 0.95,
    seed: int = 0,
    engine: str = "auto",
    progress: bool = True,
    **network: Any,
) -> Stability:
    """Drop ever more documents and say up to which share the centralities stay what they were.

    The correlation-stability coefficient: the largest share of documents that can be dropped at random such that the
    centralities of what is left correlate above 0.7 with those of the whole in more than 95 % of the draws. Both
    bounds are strict; the correlation is Pearson's, and 0 where one side does not vary.

    Parameters
    ----------
    table : DataFrame
        Interactions.
    measures, by, seed, engine, progress, **network
        As in `bootstrap`; `by` is the column whose values are dropped.
    shares : sequence of float
        Shares to drop, between 0 and 1. A share that would drop every document drops all but one.
    n : int, default 200
        Number of draws a share.
    threshold, probability : float, default 0.7 and 0.95
        The bounds.

    Returns
    -------
    Stability

    Raises
    ------
    ParameterError
        If no interaction is left, they all stem from one document, or an option is not allowed.

    References
    ----------
    .. [1] Epskamp, S., Borsboom, D. and Fried, E. I. (2018). Estimating psychological networks and their accuracy.
       Behavior Research Methods 50.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"doc_id": list("abcdefgh"), "source": ["RUS"] * 8, "target": ["SYR"] * 4 + ["TUR"] * 4,
    ...                      "event": ["CONSULT"] * 8})
    >>> stability(rows, measures=["strength"], n=50, progress=False).coefficients.to_dict()
    {'strength': 0.5}
    """
    import pandas as pd

    names = _check_measures(measures)
    choose_engine(engine)
    if n < 1 or not all(0 < share < 1 for share in shares) or not len(shares):
        raise ParameterError(f"n={n}, shares={list(shares)}: n must be at least 1, shares between 0 and 1")
    dyads, groups, labels = _grouped(table, by, network)
    size = len(labels)
    rng = np.random.default_rng(seed)
    whole = _measured(dyads, names, engine)
    found = np.empty((len(shares), n, len(names)))
    bar = _steps(len(shares) * n, "stability", progress)
    for i, share in enumerate(shares):
        left = max(1, size - round(share * size))
        for j in range(n):
            next(bar)
            stays = np.zeros(size)
            stays[rng.choice(size, left, replace=False)] = 1.0
            part = _measured(dyads, names, engine, stays[groups])
            found[i, j] = [_correlation(whole[k], part[k]) for k in range(len(names))]
    next(bar, None)
    passed = (found > threshold).mean(axis=1)
    low, high = np.quantile(found, [0.025, 0.975], axis=1)
    curve = pd.DataFrame(
        [
            {
                "measure": name,
                "dropped": share,
                "mean": found[i, :, k].mean(),
                "low": low[i, k],
                "high": high[i, k],
                "probability": passed[i, k],
            }
            for k, name in enumerate(names)
            for i, share in enumerate(shares)
        ]
    )
    enough = curve[curve["probability"] > probability].groupby("measure")["dropped"].max()
    coefficients = enough.reindex(names).fillna(0.0).rename("stability")
    return Stability(coefficients, curve)


def _check_measures(measures: Collection[str]) -> list[str]:
    if isinstance(measures, str):
        raise ParameterError(f"measures={measures!r} is one text; pass a list, such as [{measures!r}]")
    for name in measures:
        check_choice("measures", name, RESAMPLED)
    if not measures:
        raise ParameterError(f"measures is empty; choose from {', '.join(RESAMPLED)}")
    return list(dict.fromkeys(measures))


def _grouped(
    table: pd.DataFrame, by: str, network: dict[str, Any], *, together: bool = False
) -> tuple[Dyads, Ints, list[Any]]:
    """Return the dyads, the group of each row and the groups' labels; rows without one are groups of their own."""
    import pandas as pd

    dyads, built_from = collect_dyads(table, **network)
    if not len(dyads.rows):
        raise ParameterError(
            f"no interactions to resample: of {built_from['read']}, the filters removed {built_from['removed']}"
        )
    if by not in dyads.rows:
        columns = list(map(str, dyads.rows.columns))
        raise ParameterError(f"by={by!r} is not a column of the table.{suggest(by, columns)}")
    codes, values = pd.factorize(dyads.rows[by])
    groups, labels = codes.astype(np.int64), list(values)
    missing = np.flatnonzero(groups < 0)
    if len(missing) and together:
        groups[missing] = len(labels)
        labels.append(None)
    elif len(missing):
        groups[missing] = len(labels) + np.arange(len(missing))
        labels += [None] * len(missing)
    if len(labels) < 2 and not together:
        raise ParameterError(
            f"by={by!r}: all {len(groups)} interactions have the same {by}, so that resampling it would show no "
            "uncertainty where there is much. Add documents, or resample rows with by='interaction_id'"
        )
    return dyads, groups, labels


def _measured(dyads: Dyads, names: list[str], engine: str, times: Floats | None = None) -> NDArray[np.float64]:
    """Return one row a measure, one column an actor."""
    edges = dyad_arrays(dyads, times)
    return np.array([measure_arrays(edges, name, engine=engine, always_fit=True) for name in names])


def _steps(n: int, title: str, progress: bool) -> Iterator[int]:
    from tqdm.auto import tqdm

    return iter(tqdm(range(n), desc=title, disable=not progress, leave=False))


def _ranks(values: Floats) -> Ints:
    """Return the rank of each entry within its row: 1 is the largest, equal entries share the better rank."""
    ascending = np.sort(np.round(values, 12), axis=-1)
    n = values.shape[-1]
    flat, ordered = np.round(values, 12).reshape(-1, n), ascending.reshape(-1, n)
    below = np.stack([np.searchsorted(row, own, side="right") for row, own in zip(ordered, flat, strict=True)])
    return np.asarray((n - below + 1).reshape(values.shape), dtype=np.int64)


def _average_ranks(values: Floats) -> Floats:
    from scipy.stats import rankdata

    return np.asarray(rankdata(np.round(values, 12)), dtype=float)


def _correlation(one: Floats, other: Floats) -> float:
    """Return Pearson's correlation, 0 where a side does not vary."""
    a, b = one - one.mean(), other - other.mean()
    scale = float(np.linalg.norm(a) * np.linalg.norm(b))
    if np.ptp(one) <= 1e-12 * np.abs(one).max() or np.ptp(other) <= 1e-12 * np.abs(other).max() or scale == 0:
        return 0.0
    return float(a @ b) / scale


def _summary(
    dyads: Dyads, names: list[str], estimate: Floats, samples: Floats, confidence: float
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables of intervals and of rank probabilities."""
    import pandas as pd

    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    low, high = np.quantile(samples, tails, axis=0)
    ranks = _ranks(samples)
    rank_low, rank_high = np.quantile(ranks, tails, axis=0, method="nearest")
    rank = _ranks(estimate)
    shown = {actor: data["name"] or actor for actor, data in dyads.nodes()}
    n, actors = len(dyads.actors), np.array(dyads.actors, dtype=object)
    intervals, probabilities = [], []
    for k, name in enumerate(names):
        order = np.argsort(-estimate[k], kind="stable")
        block = {
            "measure": name,
            "actor": actors,
            "name": [shown[actor] for actor in dyads.actors],
            "estimate": estimate[k],
            "low": low[k],
            "high": high[k],
            "rank": rank[k],
            "rank_low": rank_low[k],
            "rank_high": rank_high[k],
        }
        intervals.append(pd.DataFrame(block).iloc[order])
        counts = np.bincount((np.arange(n) * (n + 1) + ranks[:, k]).ravel(), minlength=n * (n + 1)).reshape(n, n + 1)
        who, which = np.nonzero(counts[order])
        probabilities.append(
            pd.DataFrame(
                {
                    "measure": name,
                    "actor": actors[order][who],
                    "rank": which,
                    "probability": counts[order][who, which] / len(samples),
                }
            )
        )
    return pd.concat(intervals, ignore_index=True), pd.concat(probabilities, ignore_index=True)
