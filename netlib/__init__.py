"""Sourced, signed, weighted, timed networks of actors, from news text and event tables.

The verbs of a notebook are here; the rest lives in its module, such as ``netlib.measures.balance``.
"""

from netlib import cases, events, measures, schema
from netlib.cases import build_case, build_cases
from netlib.documents import read_documents
from netlib.evaluation import evaluate
from netlib.events import read_events
from netlib.extraction import extract
from netlib.measures import temporal
from netlib.measures.centrality import centrality
from netlib.network import build_network, roll_up
from netlib.review import apply_review
from netlib.tables import read_interactions, save_interactions
from netlib.views.explanation import explain
from netlib.views.export import save_network
from netlib.views.page import save_html, show
from netlib.views.plot import plot
from netlib.views.tables import compact

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "apply_review",
    "build_case",
    "build_cases",
    "build_network",
    "cases",
    "centrality",
    "compact",
    "evaluate",
    "events",
    "explain",
    "extract",
    "measures",
    "plot",
    "read_documents",
    "read_events",
    "read_interactions",
    "roll_up",
    "save_html",
    "save_interactions",
    "save_network",
    "schema",
    "show",
    "temporal",
]
