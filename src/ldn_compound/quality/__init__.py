"""Quality: how sure the dose is before the making, and what the measurements say."""
