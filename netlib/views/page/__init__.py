"""The page that people share: one offline HTML file with the network and the evidence inside."""

from __future__ import annotations

import html
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netlib.errors import ParameterError
from netlib.files import write_atomically
from netlib.views.page.data import PageOptions, page_data
from netlib.views.page.document import html_document

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["View", "save_html", "show"]


@dataclass(frozen=True)
class View:
    """A page to look at in a notebook cell; `save` keeps it as a file.

    Attributes
    ----------
    page : str
        The whole page, as it would stand in a file.
    still : str
        A still picture of it, as SVG, for places that run no scripts.
    title : str
        Its heading.
    height : int
        Height of the cell's frame, in pixels.
    """

    page: str
    still: str
    title: str
    height: int

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page to a file, in one step, and return the path."""
        return write_atomically(path, self.page)

    def __repr__(self) -> str:
        """Say what the page is called and how large it is."""
        return f"<network page {self.title!r}, {len(self.page) / 1e6:.1f} MB>"

    def _repr_html_(self) -> str:
        """Return a sandboxed frame with the page; the still picture lies under it, for hosts that strip frames."""
        import base64

        picture = base64.b64encode(self.still.encode("utf-8", "replace")).decode("ascii")
        title = html.escape(self.title, quote=True)
        return (
            f'<div style="position:relative;height:{self.height}px;overflow:hidden">'
            f'<img src="data:image/svg+xml;base64,{picture}" alt="{title}" style="width:100%;height:100%">'
            f'<iframe title="{title}" sandbox="allow-scripts allow-downloads allow-popups '
            'allow-popups-to-escape-sandbox" '
            'style="position:absolute;left:0;top:0;width:100%;height:100%;border:1px solid rgba(128,128,128,.4);'
            'background:#fff" '
            f'srcdoc="{html.escape(self.page, quote=True)}"></iframe></div>'
        )

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, str]:  # the protocol of IPython
        """Return every form of the view; a notebook shows the richest that it can."""
        del include, exclude
        return {"text/html": self._repr_html_(), "image/svg+xml": self.still, "text/plain": repr(self)}


def save_html(
    G: nx.Graph[Any],
    path: str | os.PathLike[str],
    table: pd.DataFrame | None = None,
    *,
    documents: pd.DataFrame | None = None,
    title: str | None = None,
    question: str | None = None,
    lang: str = "en",
    theme: str = "auto",
    measures: pd.DataFrame | None = None,
    start: Mapping[Any, tuple[float, float]] | None = None,
    seed: int = 0,
    backbone_above: int = 1_000,
    shown: int = 400,
) -> Path:
    """Write a network as one HTML file that works offline, with the evidence inside.

    The file asks nothing of the network: drawing, search, filters, timeline, tables and downloads are all in it, under
    a content security policy that allows only what the file itself carries. Whatever stands in names, ids, titles or
    sentences is shown as text. The same input gives the same bytes.

    Parameters
    ----------
    G : networkx graph
        As `netlib.build_network` makes it, or any other; missing attributes are left out. It is not changed.
    path : str or path
        Where to write; its folder must exist.
    table : DataFrame, optional
        The interactions from which `G` was built. With it, every relation opens the sentences behind it, and the page
        can filter by event, certainty, publisher and date. Edges name their interactions in ``interactions``; where
        an edge names none, the rows between its two actors are taken.
    documents : DataFrame, optional
        The documents, for titles, publishers and links.
    title, question : str, optional
        Heading, and what the network is meant to answer.
    lang : str, default "en"
        Language code of the page; its own words are English.
    theme : {"auto", "light", "dark"}, default "auto"
        ``auto`` follows the reader's system. The reader can switch.
    measures : DataFrame, optional
        One row an actor, one column a measure; by default those of `netlib.centrality`, above 2,000
        relations only the quick ones.
    start : mapping of node to (x, y), optional
        Positions to stay close to, such as those of an earlier slice, from `netlib.views.layout.positions`.
    seed : int, default 0
        Chooses between equally good drawings.
    backbone_above : int, default 1000
        With more relations than this the page opens on its backbone, says so, and offers all.
    shown : int, default 400
        How many relations the backbone has.

    Returns
    -------
    Path
        The path written.

    Raises
    ------
    OutputError
        If the file cannot be written; the previous one is then intact.
    SchemaError
        If `table` or `documents` break the documented columns.
    DataError
        If a weight of `G` is not a finite number.
    ParameterError
        If an option is not allowed.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> from netlib.network import build_network
    >>> rows = pd.DataFrame({"source": ["RUS"], "target": ["SYR"], "event": ["AID"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_html(build_network(rows), f"{folder}/network.html", rows, title="Aid").name
    'network.html'
    """
    options = PageOptions(title, question, theme, measures, start, seed, backbone_above, shown)
    return write_atomically(path, html_document(page_data(G, table, documents, options), lang=lang))


def show(
    G: nx.Graph[Any],
    table: pd.DataFrame | None = None,
    *,
    documents: pd.DataFrame | None = None,
    height: int = 720,
    title: str | None = None,
    question: str | None = None,
    lang: str = "en",
    theme: str = "auto",
    measures: pd.DataFrame | None = None,
    start: Mapping[Any, tuple[float, float]] | None = None,
    seed: int = 0,
    backbone_above: int = 1_000,
    shown: int = 400,
) -> View:
    """Show a network in a notebook cell: the page of `save_html` in a sandboxed frame.

    Parameters
    ----------
    G, table, documents, title, question, lang, theme, measures, start, seed, backbone_above, shown
        As in `save_html`.
    height : int, default 720
        Height of the frame, in pixels.

    Returns
    -------
    View
        Displays itself: interactive where scripts run, as a still picture elsewhere. ``view.save(path)`` keeps it.

    Raises
    ------
    SchemaError, DataError, ParameterError
        As in `save_html`.

    Examples
    --------
    >>> import networkx as nx
    >>> view = show(nx.path_graph(["a", "b"]), title="Two")
    >>> "<iframe" in view._repr_html_()
    True
    """
    from netlib.views.page.still import still_svg

    if not isinstance(height, int) or height < 200:
        raise ParameterError(f"height={height!r} is not allowed; give at least 200 pixels")
    options = PageOptions(title, question, theme, measures, start, seed, backbone_above, shown)
    data = page_data(G, table, documents, options)
    return View(html_document(data, lang=lang), still_svg(data), data["title"], height)
