"""Labels beside points, placed so that they overlap neither each other, nor points, nor lines where that can be had."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["place_labels"]

Floats = NDArray[np.float64]

# Where a label can stand around its point, the most readable place first: (x, y) in half label sizes.
_PLACES = ((0, 1), (0, -1), (1, 0), (-1, 0), (0.8, 0.8), (-0.8, 0.8), (0.8, -0.8), (-0.8, -0.8))
_RINGS = (1.0, 1.9, 3.2)  # how far out, in gaps
_AROUND: Floats = np.array(_PLACES * len(_RINGS))
_DISTANCES: Floats = np.repeat(_RINGS, len(_PLACES))[:, None]


def place_labels(
    points: Floats,
    radii: Sequence[float],
    sizes: Floats,
    *,
    lines: Floats,
    bounds: tuple[float, float, float, float] | None = None,
    gap: float = 3.0,
) -> tuple[Floats, NDArray[np.bool_]]:
    """Choose for each label, the first first, the place around its point with the least overlap.

    Parameters
    ----------
    points : array (n, 2)
        Centres of the points that have labels, in the order of importance; any further rows are points without.
    radii : sequence of float
        Their radii.
    sizes : array (m, 2)
        Widths and heights of the labels of the first m points.
    lines : array (k, 2, 2)
        Ends of the lines that a label should not cover.
    bounds : (float, float, float, float), optional
        Left, bottom, right and top, which no label crosses.
    gap : float
        Free space between a point and its label.

    Returns
    -------
    (array (m, 2), array (m,))
        Centres of the labels, and whether each is free of other labels and of points.

    Examples
    --------
    >>> import numpy as np
    >>> centres, free = place_labels(np.zeros((1, 2)), [5], np.array([[20, 10]]), lines=np.zeros((0, 2, 2)))
    >>> centres.tolist(), free.tolist()
    ([[0.0, 13.0]], [True])
    """
    n = len(sizes)
    centres, free = np.zeros((n, 2)), np.zeros(n, dtype=bool)
    reach = np.asarray(radii, dtype=float)
    samples = _samples(lines)
    left, bottom, right, top = bounds or (-np.inf, -np.inf, np.inf, np.inf)
    length = np.hypot(*_AROUND.T)[:, None]
    shift = np.sign(_AROUND) * np.where(length == 1, np.abs(_AROUND), 0.9)  # in half sizes
    for i in range(n):
        half = sizes[i] / 2
        within = reach[i] + gap * _RINGS[-1] + 2 * sizes[i]
        nearby = samples[(np.abs(samples - points[i]) <= within).all(axis=1)]
        tried = points[i] + _AROUND / length * (reach[i] + gap * _DISTANCES) + shift * half
        tried = np.maximum(np.minimum(tried, np.array([right, top]) - half), np.array([left, bottom]) + half)
        labels = _overlaps(tried, half, centres[:i], sizes[:i] / 2)
        others = _covered(tried, half, points, reach)
        cost = 1000 * labels + 300 * others + 4 * _covered(tried, half, nearby, 0.0) + np.arange(len(tried))
        best = int(cost.argmin())
        centres[i], free[i] = tried[best], labels[best] == others[best] == 0
    return centres, free


def _samples(lines: Floats) -> Floats:
    """Return points along the lines, so that covering a line can be counted."""
    if not len(lines):
        return np.zeros((0, 2))
    share = np.linspace(0.06, 0.94, 24)[:, None, None]
    along: Floats = (lines[None, :, 0] * (1 - share) + lines[None, :, 1] * share).reshape(-1, 2)
    return along


def _overlaps(tried: Floats, half: Floats, centres: Floats, halves: Floats) -> NDArray[np.int_]:
    """Count the labels that a label would overlap in each place."""
    apart = np.abs(centres[None] - tried[:, None])
    return np.asarray((apart < halves + half + 1).all(axis=2).sum(axis=1))


def _covered(tried: Floats, half: Floats, points: Floats, radii: Floats | float) -> NDArray[np.int_]:
    """Count the points that a label would cover in each place."""
    outside = np.maximum(np.abs(points[None] - tried[:, None]) - half, 0)
    return np.asarray((np.hypot(outside[..., 0], outside[..., 1]) < radii + 0.5).sum(axis=1))
