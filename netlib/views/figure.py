"""A matplotlib figure that shows itself in a notebook cell, and figures as bytes that are the same every time.

No figure passes through pyplot: nothing global changes, no window opens, nothing stays open.
"""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from netlib.errors import OutputError, check_choice, suggest
from netlib.files import write_atomically

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "FIGURE_FORMATS",
    "Drawing",
    "figure_bytes",
    "fonts",
    "missing_glyphs_allowed",
    "new_axes",
    "plain",
    "save_figure",
]

FIGURE_FORMATS = ("png", "svg", "pdf")
"""What a figure can be saved as; svg and pdf are vector formats, for print."""

_DPI = 200
_SCRIPTS = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans", "Noto Naskh Arabic", "Arial Unicode MS")


class Drawing(NamedTuple):
    """A figure and its axes: unpack it as ``fig, ax``; as the last line of a cell it shows the figure.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        To save with `save_figure`, or with its own ``savefig``.
    axes : matplotlib.axes.Axes
        To draw more on.
    """

    figure: Figure
    axes: Axes

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        width = round(self.figure.get_size_inches()[0] * 100)
        return {"image/png": figure_bytes(self.figure, "png"), "text/plain": "Drawing"}, {"image/png": {"width": width}}


def new_axes(ax: Axes | None, *, width: float, height: float) -> tuple[Figure, Axes]:
    """Return the axes given and their figure, or those of a new figure that has nothing to do with pyplot.

    Parameters
    ----------
    ax : matplotlib Axes or None
        Axes to draw on.
    width, height : float
        Size of a new figure, in inches.

    Examples
    --------
    >>> figure, axes = new_axes(None, width=3.4, height=2)
    >>> axes.figure is figure
    True
    """
    if ax is not None:
        figure: Any = ax.get_figure(root=True)
        return figure, ax
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    made = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(made)
    return made, made.add_subplot()


def figure_bytes(figure: Figure, file_format: str) -> bytes:
    """Return a figure as a file's content; the same figure gives the same bytes.

    Parameters
    ----------
    figure : matplotlib Figure
        Any figure.
    file_format : {"png", "svg", "pdf"}
        See `FIGURE_FORMATS`. PNG has 200 dots an inch.

    Raises
    ------
    ParameterError
        If the format is another one.

    Examples
    --------
    >>> figure, _ = new_axes(None, width=1, height=1)
    >>> figure_bytes(figure, "png") == figure_bytes(figure, "png")
    True
    """
    import matplotlib as mpl

    check_choice("file_format", file_format, FIGURE_FORMATS)
    metadata: dict[str, dict[str, None]] = {
        "png": {"Software": None},
        "svg": {"Date": None, "Creator": None},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    }
    buffer = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "netlib", "pdf.fonttype": 42}), missing_glyphs_allowed():
        figure.savefig(buffer, format=file_format, metadata=metadata[file_format], dpi=_DPI)
    return buffer.getvalue()


def save_figure(figure: Figure, path: str | os.PathLike[str]) -> Path:
    """Save a figure in the format that the file's suffix names.

    Parameters
    ----------
    figure : matplotlib Figure
        Any figure.
    path : str or path
        Ends with ``.png``, ``.svg`` or ``.pdf``.

    Returns
    -------
    Path
        The path written. The same figure gives the same bytes.

    Raises
    ------
    OutputError
        If the suffix is another one, or the file cannot be written; the previous one is intact.

    Examples
    --------
    >>> import tempfile
    >>> figure, _ = new_axes(None, width=1, height=1)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_figure(figure, f"{folder}/one.svg").name
    'one.svg'
    """
    path = Path(path)
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in FIGURE_FORMATS:
        allowed = ", ".join(f".{name}" for name in FIGURE_FORMATS)
        raise OutputError(
            f"cannot save a figure as {path.name!r}; end it with one of {allowed}.{suggest(suffix, FIGURE_FORMATS)}"
        )
    return write_atomically(path, figure_bytes(figure, suffix))


@contextmanager
def missing_glyphs_allowed() -> Iterator[None]:
    """Draw a box for a character that no installed font has, without a warning for each.

    Examples
    --------
    >>> with missing_glyphs_allowed():
    ...     plain("俄罗斯")
    '俄罗斯'
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from", category=UserWarning)
        yield


@cache
def fonts() -> list[str]:
    """Return the fonts of a label: matplotlib's own, then those installed that know other scripts.

    Examples
    --------
    >>> fonts()[0]
    'DejaVu Sans'
    """
    from matplotlib.font_manager import fontManager

    installed = set(fontManager.get_font_names())
    return ["DejaVu Sans", *(name for name in _SCRIPTS if name in installed)]


def plain(text: object, limit: int = 40) -> str:
    """Return a text on one line, shortened to at most `limit` characters.

    Examples
    --------
    >>> plain("Ministry  of Defense "), plain("a" * 50, 5)
    ('Ministry of Defense', 'aaaa…')
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
