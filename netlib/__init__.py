"""Sourced, signed, weighted, timed networks of actors, from news text and event tables."""

__version__ = "0.1.0"
__all__ = ["__version__"]
