"""Tasks of the project: ``nox`` runs all that a change must pass."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2026.10"
nox.options.default_venv_backend = "uv|virtualenv"


def runs(interpreter: str) -> bool:
    """Return whether an interpreter is here and starts; a shim may do neither."""
    try:
        run = subprocess.run([interpreter, "-c", ""], check=False, capture_output=True)  # noqa: S603 - a name of ours
    except FileNotFoundError:
        return False
    return run.returncode == 0


#: Where the documents are built.
SITE = Path("docs/_build/html")

#: Where each session files what its run has shown.
EVIDENCE = Path("build/evidence")

PROJECT = nox.project.load_toml("pyproject.toml")

#: pint 0.25 comes with Python 3.11, pint 0.26 with later ones: both are tested.
LATER = [each for each in ("3.12", "3.13", "3.14") if runs(f"python{each}")]
EARLIEST = "3.11" if runs("python3.11") else None
#: The wheel is tested by each later Python that is here; a change, by the last of them.
WHEELS = [f"wheel-{each}" for each in LATER] or ["wheel"]

#: All tests on every core.
TESTS = ("-m", "pytest", "-n", "auto", "--dist", "worksteal")
#: Under coverage each test takes twice as long: what takes long anyway is left to the
#: wheel, and a law is tried with a quarter of the examples.
COVERED = ("--cov", "-m", "not slow")
AGAIN = {"HYPOTHESIS_PROFILE": "again"}
#: What reads the sources or the German papers says the same under any Python, and the
#: table of slips covers nothing that other tests do not: they run once, on the wheel.
ONCE = tuple(
    f"--ignore=tests/{name}.py"
    for name in (
        *("test_glossary", "test_messages", "test_slips", "test_trace"),
        *("security/test_sources", "sheets/test_german"),
    )
)

#: The tests keep every core busy; beside them go the sessions that keep one busy.
AHEAD = ("tests", WHEELS[-1])
BESIDE = ("lint", "typing", "docs", "browser")
#: Pieces of the library of which each mutant that survived is explained.
MEASURED = ["calc", "checks", "quantities"]

nox.options.reuse_existing_virtualenvs = False
nox.options.sessions = ["everything"]


def install(session: nox.Session, *groups: str) -> None:
    """Install the package and what the groups name."""
    wanted = nox.project.dependency_groups(PROJECT, *groups)
    session.install("-e", ".", *wanted)
    compile_once(session)


def compile_once(session: nox.Session) -> None:
    """Let Python keep what it compiles: each test in a process of its own needs it."""
    session.env["PYTHONDONTWRITEBYTECODE"] = ""


def commit() -> str:
    """Return which commit this is, and whether something was changed since."""
    asked = ("git", "describe", "--always", "--abbrev=40", "--dirty")
    try:
        run = subprocess.run(asked, check=True, capture_output=True, text=True)  # noqa: S603 - a command of ours
    except (FileNotFoundError, subprocess.CalledProcessError):
        return "no checkout of git"
    return run.stdout.strip()


def note(name: str, text: str) -> None:
    """Add a line to a file of the evidence."""
    EVIDENCE.mkdir(parents=True, exist_ok=True)
    with (EVIDENCE / name).open("a", encoding="utf-8") as sheet:
        sheet.write(f"{text}\n")


def filed(session: nox.Session, name: str, *command: str) -> None:
    """Run a command; what it says is shown and filed, also where it fails."""
    note(name, f"# {' '.join(command)}, at {commit()}")
    session.log(f"{' '.join(command)}: see {EVIDENCE / name}")
    with (EVIDENCE / name).open("a+", encoding="utf-8") as sheet:
        start = sheet.tell()
        try:
            session.run(*command, stdout=sheet, stderr=subprocess.STDOUT)
        finally:
            sheet.seek(start)
            session.log(sheet.read())


@nox.session(venv_backend="none")
def everything(session: nox.Session) -> None:
    """Run all that a change must pass, side by side what keeps one core busy."""
    command = (sys.executable, "-m", "nox", "--sessions")
    EVIDENCE.mkdir(parents=True, exist_ok=True)
    told = EVIDENCE / "beside.txt"
    with told.open("w", encoding="utf-8") as sheet:
        beside = subprocess.Popen(  # noqa: S603 - sessions of ours
            [*command, *BESIDE], stdout=sheet, stderr=subprocess.STDOUT
        )
    try:
        session.run(*command, *AHEAD, external=True)
    finally:
        failed = beside.wait()
        session.log(f"{', '.join(BESIDE)}:\n{told.read_text('utf-8')}")
    if failed:
        session.error(f"one of {', '.join(BESIDE)} failed")


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


@nox.session(python=EARLIEST)
def tests(session: nox.Session) -> None:
    """Run the quick tests, doctests and documents; every branch must be covered."""
    if EARLIEST is None and sys.version_info >= (3, 12):
        session.warn("no Python 3.11 here: pint 0.25 was not tested")
    install(session, "test")
    report = f"--junitxml={EVIDENCE}/tests.xml"
    session.run("python", *TESTS, *COVERED, *ONCE, report, *session.posargs, env=AGAIN)


@nox.session(python=LATER or None)
def wheel(session: nox.Session) -> None:
    """Build the wheel and run all tests on it, on a Python with the newer pint."""
    if not LATER:
        session.warn("no later Python than 3.11 here: pint 0.26 was not tested")
    session.install("build[uv]", "check-wheel-contents==0.6.3", "twine==7.0.0")
    built = Path(session.create_tmp()).resolve() / "dist"
    shutil.rmtree(built, ignore_errors=True)
    build = ("-m", "build", "--installer", "uv", "--outdir", str(built))
    session.run("python", *build, silent=True)
    session.run("check-wheel-contents", str(built))
    session.run("twine", "check", "--strict", *(str(each) for each in built.iterdir()))
    wheels = [str(each) for each in built.glob("*.whl")]
    session.install(*wheels, *nox.project.dependency_groups(PROJECT, "test"))
    compile_once(session)
    report = f"--junitxml={EVIDENCE}/{session.name}.xml"
    installed = ("--pyargs", "ldn_compound", "tests", "docs", "README.md")
    session.run("python", *TESTS, "--quiet", report, *installed)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documents without a network; each warning and dead link is an error."""
    install(session, "docs")
    shutil.rmtree(SITE, ignore_errors=True)
    # the pages that Sphinx is given are written beside the others: in a copy, since the
    # tests read the others at the same time
    pages = Path(session.create_tmp()).resolve() / "pages"
    shutil.rmtree(pages, ignore_errors=True)
    shutil.copytree("docs", pages / "docs", ignore=shutil.ignore_patterns("_build"))
    for each in (*Path().glob("*.md"), Path("LICENSE"), Path("CITATION.cff")):
        shutil.copy(each, pages)
    strict = ("--nitpicky", "--fail-on-warning", "--keep-going", "--jobs", "auto")
    session.run("sphinx-build", "--quiet", *strict, str(pages / "docs"), str(SITE))
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


@nox.session
def api(session: nox.Session) -> None:
    """Compare the public names with the record, and check a program of a user."""
    install(session, "typing", "test")
    tested = ("tests/test_api.py", "tests/test_typed_api.py")
    filed(session, "api.txt", "python", "-m", "pytest", *tested)
    filed(session, "api.txt", "mypy", "tests/typed_api")


@nox.session
def audit(session: nox.Session) -> None:
    """Ask the advisory database for each library; where it is silent, claim nothing."""
    install(session, "audit")
    session.install("-e", ".[all]")
    report = Path(session.create_tmp()).resolve() / "audit.json"
    report.unlink(missing_ok=True)
    session.run(
        *("pip-audit", "--local", "--skip-editable", "--progress-spinner=off"),
        *("--format=json", f"--output={report}"),
        success_codes=[0, 1],  # 0 also where it reached nobody
    )
    if not report.exists():
        said = "NOTHING WAS AUDITED: pip-audit gave no report"
        note("audit.txt", said)
        session.error(said)
    asked = json.loads(report.read_text("utf-8"))["dependencies"]
    asked = [each for each in asked if each["name"] != PROJECT["project"]["name"]]
    silent = [each["name"] for each in asked if "vulns" not in each]
    if len(silent) == len(asked):
        said = f"NOTHING WAS AUDITED: no answer about any of {len(asked)}"
        note("audit.txt", said)
        session.skip(said)
    found = [
        f"{each['name']} {each['version']}: {vulnerability['id']}"
        for each in asked
        for vulnerability in each.get("vulns", ())
    ]
    for said, names in (("VULNERABLE", found), ("NOT AUDITED", silent)):
        if names:
            note("audit.txt", f"{said}: {', '.join(names)}")
            session.error(f"{said}: {', '.join(names)}")
    said = f"{len(asked)} libraries audited, none with a known vulnerability"
    note("audit.txt", said)
    session.log(said)


@nox.session
def scale(session: nox.Session) -> None:
    """Make the figures of docs/explanation/speed.md: an hour and a half."""
    install(session, "test", "bench")
    for name in ("table", "hundred_million", "plan_by_plan"):
        session.run("python", "-m", f"tests.benchmarks.{name}")


@nox.session(python="3.11")
def sbom(session: nox.Session) -> None:
    """List what the core is installed with, as CycloneDX; a path says where to."""
    session.install(*nox.project.dependency_groups(PROJECT, "sbom"))
    runtime = Path(session.create_tmp()).resolve() / "runtime"
    session.run("python", "-m", "venv", "--clear", "--without-pip", str(runtime))
    python = str(runtime / "bin" / "python")
    session.run("pip", "--python", python, "install", "--quiet", ".")
    session.run(
        *("cyclonedx-py", "environment", "--output-reproducible"),
        *("--pyproject", "pyproject.toml", "--mc-type", "library"),
        *("--output-file", *(session.posargs or ["docs/validation/sbom.json"]), python),
    )


@nox.session
def evidence(session: nox.Session) -> None:
    """Run all that the evidence pack rests on, and file what it says."""
    shutil.rmtree(EVIDENCE, ignore_errors=True)
    session.install("-e", ".[quality]")  # no example of the self-test is left out
    note("version.txt", commit())
    filed(session, "selftest.txt", "python", "-m", "ldn_compound.selftest")
    with (EVIDENCE / "selftest.json").open("w", encoding="utf-8") as sheet:
        session.run("python", "-m", "ldn_compound.selftest", "--json", stdout=sheet)
    session.notify("sbom", [f"{EVIDENCE}/sbom.json"])
    for name in ("tests", *WHEELS, "api", "audit", "fuzz"):
        session.notify(name)
    session.notify("mutation", MEASURED)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Try texts that nobody would write, a million for each reader and each engine.

    It takes half an hour; the names of targets, such as ``amounts``, restrict it.
    """
    install(session, "test", "fuzz")
    targets = ("amounts", "documents", "expiries", "gs1", "ucum")
    for target in session.posargs or targets:
        for engine in ("atheris", "hypothesis"):
            command = ("python", "-m", "tests.fuzzing", target, f"--engine={engine}")
            filed(session, "fuzz.txt", *command)


@nox.session
def mutation(session: nox.Session) -> None:
    """Put small faults into the library: a test must notice each, or a reason stand.

    It takes hours; the names of pieces, such as ``calc`` or ``plan/bench``, limit it.
    """
    install(session, "test", "mutation")
    filed(session, "mutation.txt", "python", "-m", "tests.mutation", *session.posargs)
