"""Where `write_atomically` can also be imported from; it lives in `netlib.files`."""

from netlib.files import write_atomically

__all__ = ["write_atomically"]
