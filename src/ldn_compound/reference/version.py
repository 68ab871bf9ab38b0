r"""Version of the published figures: one digest over all that stands in the tables.

.. math:: v = \mathrm{SHA256}(n_1 \,\Vert\, t_1 \,\Vert\, \dots \,\Vert\, n_k
   \,\Vert\, t_k)

where :math:`n_i` is the name of a data file, in the order of the alphabet, and
:math:`t_i` its text with the line breaks of Unix; a zero byte ends each of them.
"""

from __future__ import annotations

from functools import cache

__all__ = ["data_version"]


@cache
def data_version() -> str:
    """Return a digest of every data file of this library.

    It changes where a figure, a source or a note changes, and with nothing else: the
    same files give it on every machine, whatever line breaks they were unpacked with.

    Returns
    -------
    str
        SHA-256 as 64 hexadecimal digits.

    Examples
    --------
    >>> len(data_version())
    64
    """
    from hashlib import sha256  # noqa: PLC0415 - only who asks pays for it
    from importlib.resources import files  # noqa: PLC0415

    digest = sha256()
    tables = [each for each in files(__package__).iterdir() if _is_table(each.name)]
    for each in sorted(tables, key=lambda table: table.name):
        text = each.read_bytes().replace(b"\r\n", b"\n")
        digest.update(each.name.encode() + b"\0" + text + b"\0")
    return digest.hexdigest()


def _is_table(name: str) -> bool:
    return name.endswith(".toml")
