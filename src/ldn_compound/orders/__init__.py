"""Orders: what is asked, what lies on the shelf, and the plan that follows."""

from __future__ import annotations

from .day import orders_in_table, plan_day
from .editing import changed_profile
from .entered import made_from_dict, made_schema
from .materials import Added, Parts
from .order import NEW_ORDER, Order, order_schema, plan_order
from .profile import NEW_PROFILE, Pharmacy, Profile, Usual, profile_schema
from .shelf import LotOnHand, OnShelf

__all__ = [
    "NEW_ORDER",
    "NEW_PROFILE",
    "Added",
    "LotOnHand",
    "OnShelf",
    "Order",
    "Parts",
    "Pharmacy",
    "Profile",
    "Usual",
    "changed_profile",
    "made_from_dict",
    "made_schema",
    "order_schema",
    "orders_in_table",
    "plan_day",
    "plan_order",
    "profile_schema",
]
