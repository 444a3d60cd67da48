"""Writing files so that a failure leaves the previous file as it was."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from netlib.errors import NetlibError, OutputError

__all__ = ["write_atomically", "writing_atomically"]


def write_atomically(path: str | os.PathLike[str], data: str | bytes) -> Path:
    """Write a file in one step: readers see the old content or the new, never a part.

    Parameters
    ----------
    path : str or path
        Where to write; its folder must exist.
    data : str or bytes
        Text is written as UTF-8 with its line ends as they are; lone surrogates become ``?``.

    Returns
    -------
    Path
        The path written.

    Raises
    ------
    OutputError
        If the folder does not exist or the file cannot be written; the previous file is intact.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_atomically(f"{folder}/a.txt", "one line").read_text()
    'one line'
    """
    with writing_atomically(path) as file:
        file.write(data.encode("utf-8", "replace") if isinstance(data, str) else data)
    return Path(path)


@contextmanager
def writing_atomically(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Open a file that takes its place when the block ends, and leaves no trace if the block fails.

    Parameters
    ----------
    path : str or path
        Where to write; its folder must exist.

    Yields
    ------
    file
        To write bytes to, in as many steps as it takes.

    Raises
    ------
    OutputError
        As `write_atomically` does.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with writing_atomically(f"{folder}/a.txt") as file:
    ...         _ = file.write(b"one ") + file.write(b"line")
    ...     Path(folder, "a.txt").read_text()
    'one line'
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise OutputError(f"cannot write {path}: the folder {path.parent} does not exist; create it first")
    temporary = None
    try:
        if path.is_dir():
            raise IsADirectoryError("it is a folder")
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as file:
            temporary = Path(file.name)
            yield file
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    except NetlibError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}; the previous file is as it was") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
