"""The templates of all sentences, and their catalogues in other languages.

``python -m tests.catalogue`` brings every catalogue up to date: new templates stand in
it without a translation, those that are gone are dropped, and it is compiled.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ldn_compound.reference.tables import SENTENCES, table

__all__ = ["SOURCES", "catalogue", "compiled", "path_of", "templates"]

SOURCES = Path(str(files("ldn_compound")))


#: A catalogue must bear dates, and no clock is read: this one stands for none.
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def templates() -> frozenset[str]:
    """Return the template of every sentence that the package may print.

    Returns
    -------
    frozenset of str
        Those of ``say`` in the sources, and the sentences in the data.
    """
    found = extract_from_dir(
        str(SOURCES), [("**.py", "python")], keywords={"say": None, "figure_of": None}
    )
    said = {message for _, _, message, _, _ in found if isinstance(message, str)}
    data = {
        row[key].template
        for name, keys in SENTENCES.items()
        for rows in table(name).values()
        for row in rows
        for key in keys
        if key in row
    }
    return frozenset(said | data)


def path_of(language: str, suffix: str) -> Path:
    """Return where the catalogue of a language lies.

    Parameters
    ----------
    language
        The language.
    suffix
        ``po`` or ``mo``.

    Returns
    -------
    Path
        In the package.
    """
    folder = SOURCES / "sheets" / "locale" / language / "LC_MESSAGES"
    return folder / f"ldn_compound.{suffix}"


def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language.

    Parameters
    ----------
    language
        The language.

    Returns
    -------
    Catalog
        As its file has it.
    """
    with path_of(language, "po").open("rb") as file:
        return read_po(file, locale=language)


def compiled(language: str) -> bytes:
    """Return the catalogue of a language as ``gettext`` reads it.

    Parameters
    ----------
    language
        The language.

    Returns
    -------
    bytes
        Content of the ``mo`` file.
    """
    written = BytesIO()
    write_mo(written, catalogue(language))
    return written.getvalue()


def _update(language: str) -> None:
    old = catalogue(language)
    new = Catalog(
        locale=language,
        project="ldn_compound",
        version="1",
        header_comment="# Every sentence that ldn_compound may print.",
        msgid_bugs_address="see SECURITY.md",
        last_translator="ldn_compound",
        language_team=language,
        creation_date=_NO_DATE,
        revision_date=_NO_DATE,
        fuzzy=False,
    )
    for template in sorted(templates()):
        known = old.get(template)
        new.add(template, known.string if known else "")
    with path_of(language, "po").open("wb") as file:
        write_po(file, new, width=88, ignore_obsolete=True)
    path_of(language, "mo").write_bytes(compiled(language))


if __name__ == "__main__":
    from ldn_compound.sheets.languages import LANGUAGES

    for each in LANGUAGES[1:]:
        _update(each)
