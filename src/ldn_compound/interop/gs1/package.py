"""What the code on a package says, whichever kind of code it is."""

from __future__ import annotations

from attrs import frozen

from ...errors import FieldError
from ...model.dates import Expiry
from ...model.lot import Lot

__all__ = ["PackageCode"]


@frozen(kw_only=True)
class PackageCode:
    """What the code on a package says.

    Parameters
    ----------
    gtin
        Number of the article, 14 digits, its check digit proven; `None` where the code
        has none.
    lot_number
        Lot number, or `None`.
    expiry
        Last day of use, or `None`.
    serial
        Serial number of the package, or `None`.
    ppn
        Pharmacy product number of a German package that bears a PPN code, its check
        digits proven, or `None`.
    others
        Every other element, identifier and value, as it came.
    unread
        What begins with an identifier that GS1 does not have, and all behind it; empty
        where the whole code was read.

    Examples
    --------
    >>> from ldn_compound.interop.gs1 import read_gs1
    >>> code = read_gs1("]d201003680713654361726020010A17", today="2025-07-05")
    >>> lot = code.lot()
    >>> lot.number, str(lot.expires)
    ('A17', '2026-02-28')
    """

    gtin: str | None = None
    lot_number: str | None = None
    expiry: Expiry | None = None
    serial: str | None = None
    ppn: str | None = None
    others: tuple[tuple[str, str], ...] = ()
    unread: str = ""

    def lot(self, maker: str | None = None) -> Lot:
        """Return the lot that lies on the bench.

        Parameters
        ----------
        maker
            Who made it; a code does not say.

        Returns
        -------
        Lot
            Its number and expiry.

        Raises
        ------
        FieldError
            If the code holds no lot number or no expiry.
        """
        way_out = "scan the code that has it, or copy it from the label: Lot(...)"
        if self.lot_number is None:
            raise FieldError("a lot number, (10)", "none", way_out, "lot_number")
        if self.expiry is None:
            raise FieldError("an expiry, (17)", "none", way_out, "expiry")
        return Lot(self.lot_number, expires=self.expiry, maker=maker)
