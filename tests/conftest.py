"""Settings of the tests: profiles of hypothesis.

``again`` is for the run under coverage, with the earlier Python and pint: the wheel is
tested with more examples, and with the later ones. ``ten-thousand`` is for a law before
it counts: it takes hours, and remembers nothing of an earlier run.
No profile looks at a clock: a busy machine is no fault of the library.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("default", UNTIMED, max_examples=40)
settings.register_profile("again", UNTIMED, max_examples=10)
settings.register_profile("thorough", UNTIMED, max_examples=1000)
settings.register_profile("ten-thousand", UNTIMED, max_examples=10_000, database=None)
settings.register_profile(
    "mutation",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=20,
    phases=[Phase.explicit, Phase.generate],  # one failure is enough: no smaller one
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

os.environ["MPLBACKEND"] = "Agg"  # no window, wherever the tests run
