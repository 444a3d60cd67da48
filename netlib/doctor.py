"""What is installed, and what each extra would add."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from shutil import which
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["findings"]

_PACKAGES = (
    ("core", "networkx", "the network type and reference algorithms"),
    ("core", "pandas", "tables"),
    ("core", "numpy", "arrays"),
    ("core", "scipy", "sparse matrices, exact frustration"),
    ("core", "matplotlib", "printed figures"),
    ("core", "pyvis", "nodes, edges and vis-network for the page"),
    ("core", "spacy", "tokenizer of the extractor"),
    ("core", "pandera", "validation of tables"),
    ("core", "ibis-framework", "event tables of any size"),
    ("core", "duckdb", "the engine behind Ibis on one machine"),
    ("lab", "jupyterlab", "notebooks"),
    ("lab", "anywidget", "a graph in the cell whose selection comes back to Python"),
    ("fast", "networkit", "betweenness and bootstrap at compiled speed"),
    ("spark", "pyspark", "event tables and extraction on a cluster"),
    ("llm", "httpx", "extraction by a language model of your own"),
)


def findings() -> pd.DataFrame:
    """Return one row a package: the extra it belongs to, its version or how to get it, and what it is for.

    Returns
    -------
    DataFrame
        With columns ``extra``, ``package``, ``status`` (a version, or the command that installs it) and ``purpose``;
        first Python itself, last the Java that Spark needs.

    Examples
    --------
    >>> findings()["package"].tolist()[:2]
    ['python', 'networkx']
    """
    import pandas as pd

    rows = [("core", "python", ".".join(map(str, sys.version_info[:3])), "3.11 or newer")]
    for extra, package, purpose in _PACKAGES:
        try:
            status = version(package)
        except PackageNotFoundError:
            status = f"missing: pip install 'netlib-actors[{extra}]'"
        rows.append((extra, package, status, purpose))
    rows.append(("spark", "java", which("java") or "missing: install Java 17 or newer", "runs Spark"))
    return pd.DataFrame(rows, columns=["extra", "package", "status", "purpose"])
