"""Everything that netlib raises and warns.

Every message says what was wrong, where, what is allowed and what to do next. The tree::

    NetlibError
    ├── ParameterError (ValueError)        an argument outside what is allowed
    ├── DataError (ValueError)             a file or table that cannot be read as what it should be
    │   └── SchemaError                    columns or values that break the documented tables
    ├── UnknownActorError (LookupError)    a name or id that no table or registry knows
    ├── ExtractorError (RuntimeError)      an outside extractor that did not answer usefully
    ├── OutputError (OSError)              a file that could not be written; the previous one is intact
    └── MissingExtraError (ImportError)    an optional dependency that is not installed

    NetlibWarning (UserWarning)            something was set aside and counted, the rest went on
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "DataError",
    "ExtractorError",
    "MissingExtraError",
    "NetlibError",
    "NetlibWarning",
    "OutputError",
    "ParameterError",
    "SchemaError",
    "UnknownActorError",
    "check_choice",
    "suggest",
]


class NetlibError(Exception):
    """Anything that netlib refuses to do, with the reason."""


class ParameterError(NetlibError, ValueError):
    """An argument outside what is allowed."""


class DataError(NetlibError, ValueError):
    """A file or table that cannot be read as what it should be."""


class SchemaError(DataError):
    """Columns or values that break the documented tables; every problem is listed at once."""


class UnknownActorError(NetlibError, LookupError):
    """A name or id that no table or registry knows."""


class ExtractorError(NetlibError, RuntimeError):
    """An outside extractor that did not answer usefully."""


class OutputError(NetlibError, OSError):
    """A file that could not be written; the previous one is intact."""


class MissingExtraError(NetlibError, ImportError):
    """An optional dependency that is not installed.

    Parameters
    ----------
    package : str
        The package that could not be imported.
    extra : str
        The netlib extra that brings it.
    purpose : str
        What it would have been used for.
    """

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs {package}, which is not installed: pip install 'netlib-actors[{extra}]'")


class NetlibWarning(UserWarning):
    """Something was set aside and counted; the rest went on."""


def suggest(value: object, allowed: Iterable[object]) -> str:
    """Return ``" Did you mean 'x'?"`` for a near miss among `allowed`, or an empty string.

    Examples
    --------
    >>> suggest("conutry", ["actor", "country"])
    " Did you mean 'country'?"
    >>> suggest("zebra", ["actor", "country"])
    ''
    """
    near = get_close_matches(str(value), [str(item) for item in allowed], n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def check_choice(parameter: str, value: object, allowed: Iterable[object]) -> None:
    """Raise `ParameterError` unless `value` is one of `allowed`, naming the parameter and a near miss.

    Examples
    --------
    >>> check_choice("level", "actor", ["actor", "country"])
    >>> check_choice("level", "conutry", ["actor", "country"])
    Traceback (most recent call last):
    ...
    netlib.errors.ParameterError: level='conutry' is not allowed; choose from actor, country. Did you mean 'country'?
    """
    options = list(allowed)
    if value not in options:
        listed = ", ".join(map(str, options))
        raise ParameterError(f"{parameter}={value!r} is not allowed; choose from {listed}.{suggest(value, options)}")
