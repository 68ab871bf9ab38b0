"""Run a fuzzer: ``python -m tests.fuzzing amounts --engine atheris --runs 1000000``.

It ends with the first text that gets through, or with a line for the page of figures.
"""

from __future__ import annotations

import argparse
import atexit
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

_LONGEST = 2000
STARTED = perf_counter()


def by_hypothesis(name: str, runs: int) -> None:
    """Try texts that hypothesis draws."""
    from .texts import EACH, texts

    watched = _watched(name)

    @settings(
        max_examples=runs // EACH,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(texts(name))
    def attempt(drawn: list[str]) -> None:
        for text in drawn:
            watched(text)

    try:
        attempt()
    finally:
        _report(name, "hypothesis", watched, runs // EACH * EACH)


def by_atheris(name: str, runs: int) -> None:
    """Try texts that atheris bends towards branches not seen yet."""
    import atheris

    with atheris.instrument_imports(include=["ldn_compound"]):
        watched = _watched(name)
        from .seeds import PIECES, SEEDS

    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, seed in enumerate(SEEDS[name]):
            data = seed.encode("utf-8", "surrogatepass")
            (corpus / f"seed-{number}").write_bytes(data)
        words = corpus.with_suffix(".dict")
        words.write_text("\n".join(map(_word, PIECES)), encoding="ascii")

        def attempt(data: bytes) -> None:
            watched(data.decode("utf-8", "replace"))

        options = [
            f"-atheris_runs={runs}",
            f"-max_len={_LONGEST}",
            f"-dict={words}",
            f"-artifact_prefix={folder}/",  # the report has the text
        ]
        atheris.Setup([sys.argv[0], *options, str(corpus)], attempt)
        # it ends the process itself
        atexit.register(_report, name, "atheris", watched, runs)
        atheris.Fuzz()


def _word(piece: str) -> str:
    """Return a piece as a line of a dictionary of libFuzzer."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in piece.encode()) + '"'


def _watched(name: str) -> Any:
    """Return a target, after it has done once what is done once."""
    from .seeds import SEEDS
    from .targets import TARGETS
    from .watched import Watched

    watched = Watched(TARGETS[name])
    for seed in SEEDS[name]:
        watched.target.check(seed, watched.target.read(seed))
    return watched


def _report(name: str, engine: str, watched: Any, runs: int) -> None:
    """Print what was tried, the slowest of it, and whether something got through."""
    from .watched import ending

    print(
        f"{name}, {engine}: {watched.runs} texts in {perf_counter() - STARTED:.0f} s, "
        f"{watched.answered} answered, slowest {watched.slowest:.2f} ms, of "
        f"{len(watched.slowest_text)} signs; {ending(watched, runs)}"
    )


def main() -> None:
    """Read the command, and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing")
    parser.add_argument("target")
    parser.add_argument("--engine", choices=["atheris", "hypothesis"], required=True)
    parser.add_argument("--runs", type=int, default=1_000_000)
    chosen = parser.parse_args()
    engines = {"atheris": by_atheris, "hypothesis": by_hypothesis}
    engines[chosen.engine](chosen.target, chosen.runs)


if __name__ == "__main__":
    main()
