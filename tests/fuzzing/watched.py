"""Watching a target: how many texts it took, how long the slowest, what got through."""

from __future__ import annotations

from time import process_time_ns

from attrs import define, field

from ldn_compound import CompoundError

from .targets import Target

__all__ = ["LIMIT", "Slow", "Watched", "ending"]

#: The most a text may take, where a fuzzer runs. [ms]
LIMIT = 10

_NANOSECONDS = 1_000_000
_AGAIN = 3


class Slow(AssertionError):  # noqa: N818 - what a fuzzer reports, not what users see
    """A text that takes longer than the limit, each time again."""


@define
class Watched:
    """A target that counts, and measures the time of the processor.

    Parameters
    ----------
    target
        The target.
    limit
        The most a text may take. [ms]
    runs
        Texts so far.
    answered
        How often there was an answer.
    slowest
        Time of the slowest of them, the best of a few where it was over the limit. [ms]
    slowest_text
        That text.
    stopped_by
        What the first text that got through did, and that text.
    """

    target: Target
    limit: float = LIMIT
    runs: int = field(default=0, init=False)
    answered: int = field(default=0, init=False)
    slowest: float = field(default=0.0, init=False)
    slowest_text: str = field(default="", init=False)
    stopped_by: str = field(default="", init=False)

    def __call__(self, text: str) -> None:
        """Try a text; raise where the target does, or where it takes too long."""
        self.runs += 1
        try:
            self._try(text)
        except Exception as error:
            what = f"{type(error).__name__} at text {self.runs}: {text!r}"
            self.stopped_by = self.stopped_by or what
            raise

    def _try(self, text: str) -> None:
        took, answered = self._time(text)
        self.answered += answered
        if took > self.limit:  # another program may have taken the processor
            took = min(self._time(text)[0] for _ in range(_AGAIN))
        if took > self.slowest:
            self.slowest, self.slowest_text = took, text
        if took > self.limit:
            shown = f"{took:.1f} ms: {text[:200]!r}"
            raise Slow(shown)

    def _time(self, text: str) -> tuple[float, bool]:
        """Return how long the reader takes, and whether it answers rightly."""
        start = process_time_ns()
        try:
            answer = self.target.read(text)
        except CompoundError:
            return (process_time_ns() - start) / _NANOSECONDS, False
        took = (process_time_ns() - start) / _NANOSECONDS
        self.target.check(text, answer)
        return took, True


def ending(watched: Watched, runs: int) -> str:
    """Return what a person has to know first of a run that should have tried so many.

    An engine may also end by itself, or be ended, before it has tried them all.
    """
    if watched.stopped_by:
        return f"stopped by {watched.stopped_by}"
    if watched.runs < runs:
        return f"ended before text {watched.runs + 1} of {runs}, by no text"
    return "nothing got through"
