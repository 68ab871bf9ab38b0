"""Tasks of the project: ``nox`` runs all that a change must pass."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import nox

nox.needs_version = ">=2026.10"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = [
    "lint",
    "typing",
    "tests",
    "pint_next",
    "wheel",
    "docs",
    "browser",
]
nox.options.reuse_existing_virtualenvs = False


def runs(interpreter: str) -> bool:
    """Return whether an interpreter is here and starts; a shim may do neither."""
    try:
        run = subprocess.run([interpreter, "-c", ""], check=False, capture_output=True)  # noqa: S603 - a name of ours
    except FileNotFoundError:
        return False
    return run.returncode == 0


#: Where the documents are built.
SITE = Path("docs/_build/html")

PROJECT = nox.project.load_toml("pyproject.toml")
#: pint 0.25 comes with Python 3.11, pint 0.26 with later ones: both are tested.
LATER = next(
    (version for version in ("3.12", "3.13", "3.14") if runs(f"python{version}")), None
)


def install(session: nox.Session, *groups: str) -> None:
    """Install the package and what the groups name."""
    wanted = nox.project.dependency_groups(PROJECT, *groups)
    session.install("-e", ".", *wanted)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, layers, docstrings, spelling and dependencies."""
    install(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("pydoclint", "--quiet", "src")
    session.run("interrogate", "--quiet", "tests")
    session.run("lint-imports", "--no-cache")
    session.run("codespell")
    session.run("deptry", "src")
    session.run("validate-pyproject", "pyproject.toml")


@nox.session
def typing(session: nox.Session) -> None:
    """Check types, strictly."""
    install(session, "typing", "test", "bench")
    session.install("nox[uv]==2026.10.20")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """Run tests, doctests and documents; every branch must be covered."""
    install(session, "test")
    session.run("coverage", "erase")
    session.run(
        "coverage",
        "run",
        "-m",
        "pytest",
        "-n",
        "auto",
        "--dist",
        "loadscope",
        *session.posargs,
    )
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session(python=LATER)
def pint_next(session: nox.Session) -> None:
    """Run the tests with the newer pint, which needs a later Python."""
    if LATER is None:
        session.log("no Python 3.12 or 3.13 here: pint 0.26 was not tested")
        return
    install(session, "test")
    session.run(
        "python",
        "-m",
        "pytest",
        "--quiet",
        "-n",
        "auto",
        "--dist",
        "loadscope",
        *session.posargs,
    )


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheel and run the tests against it, with the sources out of the way."""
    session.install("build", "check-wheel-contents==0.6.3", "twine==7.0.0")
    built = Path(session.create_tmp()).resolve() / "dist"
    shutil.rmtree(built, ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", str(built), silent=True)
    session.run("check-wheel-contents", str(built))
    session.run("twine", "check", "--strict", *(str(each) for each in built.iterdir()))
    wheels = [str(each) for each in built.glob("*.whl")]
    session.install(*wheels, *nox.project.dependency_groups(PROJECT, "test"))
    paths = ("tests", "README.md", "docs")
    session.run(
        "python", "-m", "pytest", "--quiet", "-n", "auto", "--dist", "loadscope", *paths
    )


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documents without a network; each warning and dead link is an error."""
    install(session, "docs")
    shutil.rmtree(SITE, ignore_errors=True)
    strict = ("--nitpicky", "--fail-on-warning", "--keep-going", "--jobs", "auto")
    session.run("sphinx-build", "--quiet", *strict, "docs", str(SITE))
    session.run("python", "docs/check_links.py", str(SITE))


@nox.session(requires=["docs"])
def browser(session: nox.Session) -> None:
    """Run the library in headless Chromium, on the site that ``docs`` built."""
    missing = [name for name in ("chromium", "npm") if shutil.which(name) is None]
    if missing:
        session.skip(
            f"THE LIVE PAGE WAS NOT TESTED: no {' and no '.join(missing)} here"
        )
    install(session, "browser")
    session.run("python", "docs/live/build.py", str(SITE / "live"))
    session.run(
        *("python", "-m", "pytest", "tests/browser"),
        *("--override-ini=addopts=", "--noconftest", "-q"),
        env={"LDN_COMPOUND_SITE": str(SITE)},
    )


@nox.session
def bench(session: nox.Session) -> None:
    """Time the library; the figures go into the README."""
    install(session, "test", "bench")
    session.run(
        "python", "-m", "pytest", "tests/benchmarks", "--override-ini=addopts=", "-q"
    )
