"""The page that lists the cases of one build."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterable
from html import escape

import networkx as nx

__all__ = ["index_page"]

_STYLE = """
:root { color-scheme: light dark;
  --ink: #1d2433; --soft: #596274; --paper: #fbfaf7; --card: #fff; --line: #dcdad3; --link: #0b5394 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e7e1; --soft: #a5abb8; --paper: #16181d; --card: #1f2229; --line: #353a45; --link: #8fc1ff }
}
body { margin: 0 auto; max-width: 72rem; padding: 2.5rem 1.25rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif }
h1 { font: 600 2rem/1.2 Georgia, serif; margin: 0 }
h2 { font: 600 1.3rem/1.3 Georgia, serif; margin: 0 0 .4rem }
p { margin: .3rem 0; color: var(--soft) }
a { color: var(--link) }
ul.cases { list-style: none; padding: 0; margin: 2rem 0; display: grid; gap: 1.5rem;
  grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)) }
ul.cases > li { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; overflow: hidden }
ul.cases img { display: block; width: 100%; height: auto; aspect-ratio: 7 / 5; object-fit: contain; background: #fff;
  border-bottom: 1px solid var(--line) }
ul.cases div { padding: 1rem 1.2rem 1.2rem }
"""


def index_page(cases: Iterable[tuple[str, str, str, nx.Graph[str], Collection[str]]]) -> str:
    """Return the page that links to every case of one build.

    Parameters
    ----------
    cases : iterable of (id, title, question, network, names)
        The folder of each case, what it is called and asks, its network, and the names of its strongest actors.

    Returns
    -------
    str
        HTML that runs no script and requests nothing but the pictures beside it.

    Examples
    --------
    >>> "<h2>" in index_page([("a", "A & B", "Who?", nx.DiGraph(), [])])
    True
    """
    policy = "default-src 'none'; img-src 'self' file:; style-src 'sha256-{}'"
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    items = "\n".join(_item(*case) for case in cases)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy.format(digest)}">
<title>Networks</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>Networks</h1>
<p>Each page is one file that works offline: click an edge to read the sentences behind it.</p>
<ul class="cases">
{items}
</ul>
</main>
</body>
</html>
"""


def _item(case: str, title: str, question: str, network: nx.Graph[str], names: Collection[str]) -> str:
    folder = escape(case, quote=True)
    claims = {claim for *_, edge in network.edges(data="interactions") for claim in edge or ()}
    leaders = f" Strongest: {escape(', '.join(map(str, names)))}." if names else ""
    return f"""<li>
<img src="{folder}/network.png" alt="Drawing of the network {escape(title, quote=True)}" loading="lazy">
<div>
<h2><a href="{folder}/network.html">{escape(title)}</a></h2>
<p>{escape(question)}</p>
<p>{network.number_of_nodes()} actors, {len(claims)} interactions.{leaders}</p>
<p>Data: <a href="{folder}/centrality.csv">centrality</a>, <a href="{folder}/interactions.csv">interactions</a>,
<a href="{folder}/network.gexf">GEXF</a></p>
</div>
</li>"""
