"""The chance of passing USP <905>, and the acceptance limits behind it."""
