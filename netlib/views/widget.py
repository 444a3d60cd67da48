"""The page as a widget whose selection comes back to Python; needs the extra ``lab``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netlib.errors import MissingExtraError

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["explore"]

_FRAME = """
function render({ model, el }) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox");
  frame.title = model.get("heading");
  frame.style.cssText = "width:100%;border:1px solid rgba(128,128,128,.4);background:#fff";
  frame.style.height = `${model.get("height")}px`;
  frame.srcdoc = model.get("page");
  const heard = (event) => {
    if (event.source !== frame.contentWindow || !event.data || event.data.netlib !== "choose") return;
    const text = (items) => (Array.isArray(items) ? items.filter((item) => typeof item === "string") : []);
    model.set("chosen", { nodes: text(event.data.nodes), interactions: text(event.data.interactions) });
    model.save_changes();
  };
  window.addEventListener("message", heard);
  el.append(frame);
  return () => window.removeEventListener("message", heard);
}
export default { render };
"""


def explore(G: nx.Graph[Any], table: pd.DataFrame | None = None, **options: Any) -> Any:
    """Show a network as a widget: what is chosen in the picture comes back as tables.

    Parameters
    ----------
    G, table
        As in `netlib.views.page.show`.
    **options
        As in `netlib.views.page.show`.

    Returns
    -------
    anywidget.AnyWidget
        ``view.selected`` holds two tables of what is chosen now: ``view.selected.actors``, the attributes of the chosen
        actor or of both ends of the chosen relation, and ``view.selected.interactions``, the rows of `table` behind
        them; both without rows while nothing is chosen. ``view.observe(f, "chosen")`` calls a function on every choice.
        Saved notebooks and nbconvert show the page of `netlib.views.page.show` instead.

    Raises
    ------
    MissingExtraError
        If anywidget is not installed.
    SchemaError, DataError, ParameterError
        As in `netlib.views.page.show`.

    Examples
    --------
    >>> import networkx as nx
    >>> view = explore(nx.path_graph(["a", "b"]))
    >>> view.chosen = {"nodes": ["a"], "interactions": []}
    >>> view.selected.actors.index.tolist()
    ['a']
    """
    try:
        import anywidget
        import traitlets
    except ImportError as error:
        raise MissingExtraError("anywidget", "lab", "explore") from error
    from typing import NamedTuple

    import pandas as pd

    from netlib.schema import INTERACTIONS, empty_table, validate_interactions
    from netlib.views.page import show

    static = show(G, table, **options)
    rows = validate_interactions(table) if table is not None else empty_table(INTERACTIONS)
    actors = pd.DataFrame.from_dict({str(node): dict(data) for node, data in G.nodes(data=True)}, orient="index")
    if actors.empty:
        actors = pd.DataFrame(index=pd.Index([str(node) for node in G], dtype=object))

    class Selection(NamedTuple):
        """What is chosen: the actors, and the interactions behind them."""

        actors: pd.DataFrame
        interactions: pd.DataFrame

    class Explorer(anywidget.AnyWidget):
        """A page whose selection comes back."""

        _esm = _FRAME
        page = traitlets.Unicode().tag(sync=True)
        heading = traitlets.Unicode().tag(sync=True)
        height = traitlets.Int().tag(sync=True)
        chosen: Any = traitlets.Dict({"nodes": [], "interactions": []}).tag(sync=True)

        @property
        def selected(self) -> Selection:
            """The chosen actors and the interactions behind them, as tables."""
            known = [node for node in self.chosen.get("nodes", []) if node in actors.index]
            behind = rows["interaction_id"].isin(self.chosen.get("interactions", []))
            return Selection(actors.loc[known], rows[behind].reset_index(drop=True))

        def _repr_mimebundle_(self, **kwargs: Any) -> Any:
            """Return the widget with the static page beside it, for hosts that run no kernel."""
            made = super()._repr_mimebundle_(**kwargs)
            data, metadata = made if isinstance(made, tuple) else (made or {}, {})
            return {**data, **static._repr_mimebundle_()}, metadata

    return Explorer(page=static.page, heading=static.title, height=static.height)
