"""mutmut, without mutants that only change a text for people.

Such a mutant says nothing of the logic, and a test that kills it pins a sentence: the
sentences are reviewed, all in one place. Left alone are sentences, what a ``raise`` and
an error say, the template of ``say``, and an argument or a variable that is one of
these. What stands in a sentence as a value is changed, and so is a word alone, which
may be a code, a unit or the name of a field.

Left alone is also ``strict=True`` of ``zip``, a guard: what runs side by side is made
or checked to be as many. ``strict=False`` is what ``zip`` is by itself. So is a case
that says that nothing leads to it.

``python -m tests.mutation.logic_only run`` is ``mutmut run``; ``names`` names them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import libcst as cst
from mutmut.__main__ import cli
from mutmut.configuration import config
from mutmut.mutation import file_mutation

__all__ = ["leave_texts_alone"]

#: An amount such as "4.5 mg" has a blank in it, and is no sentence.
_AMOUNT = re.compile(r"[\d.]+ \S+")
#: Functions that make a sentence of their first argument.
_SAYING = {"say", "Wording"}
#: Functions whose first argument only a type checker reads.
_FOR_CHECKERS = {"cast", "TypeVar"}
#: What a variable is called that holds a part of a message.
_TEXTS = {"expected", "got", "told", "way_out", "msg", "message", "reason", "hint"}


def leave_texts_alone(visitor: Any) -> None:
    """Let the class that makes the mutants of a module leave out those of texts."""
    skips, make = visitor._skip_node_and_children, visitor._create_mutations  # noqa: SLF001 - mutmut has no door

    said: list[cst.Arg] = []

    def skips_texts(self: Any, node: cst.CSTNode) -> bool:
        """Return whether nothing within a node is changed."""
        if isinstance(node, cst.Raise) or is_error(node) or is_sentence(node):
            return True
        if isinstance(node, cst.Assign | cst.AnnAssign):
            return any(map(is_text, set_by(node))) or bool(skips(self, node))
        if isinstance(node, cst.Call) and called(node) in _SAYING | _FOR_CHECKERS:
            said.extend(node.args[:1])
        if isinstance(node, cst.Call) and called(node) == "zip":
            said.extend(each for each in node.args if is_guard(each))
        return any(node is each for each in said) or bool(skips(self, node))

    def make_others(self: Any, node: cst.CSTNode) -> None:
        """Make the mutants of one node, and take back those of texts."""
        if isinstance(node, cst.Assign | cst.AnnAssign) and is_text(node.value):
            return
        if isinstance(node, cst.IfExp) and is_text(node):
            return  # it chooses a word
        before = len(self.mutations)
        make(self, node)
        made = self.mutations[before:]
        self.mutations[before:] = [
            each for each in made if not is_left_alone(node, each.mutated_node)
        ]

    visitor._skip_node_and_children = skips_texts  # noqa: SLF001
    visitor._create_mutations = make_others  # noqa: SLF001


def is_left_alone(node: cst.CSTNode, mutant: cst.CSTNode) -> bool:
    """Return whether a mutant of a node is of a text, of a guard or of no way to it."""
    if isinstance(node, cst.Call):
        return changes_text(node, mutant) or changes_strict(node, mutant)
    return isinstance(node, cst.Match) and drops_never(node, mutant)


def is_error(node: cst.CSTNode) -> bool:
    """Return whether a node makes an error, or says that nothing leads to it."""
    return isinstance(node, cst.Call) and called(node).endswith(("Error", "_never"))


def called(call: cst.Call) -> str:
    """Return the last name of what is called."""
    function = call.func.attr if isinstance(call.func, cst.Attribute) else call.func
    return function.value if isinstance(function, cst.Name) else ""


def is_sentence(node: cst.CSTNode | None) -> bool:
    """Return whether a node is a text of several words, and no amount."""
    if isinstance(node, cst.ConcatenatedString):
        return is_sentence(node.left) or is_sentence(node.right)
    if isinstance(node, cst.SimpleString):
        text = str(node.evaluated_value).strip()
        return " " in text and not _AMOUNT.fullmatch(text)
    return False


def is_text(node: cst.CSTNode | None) -> bool:
    """Return whether an expression is a text for people."""
    if isinstance(node, cst.IfExp):
        return is_text(node.body) or is_text(node.orelse)
    if isinstance(node, cst.BinaryOperation):
        return is_text(node.left) or is_text(node.right)
    if isinstance(node, cst.Name):
        return node.value in _TEXTS
    if isinstance(node, cst.Call):
        return called(node) in _SAYING or is_error(node)
    return isinstance(node, cst.FormattedString) or is_sentence(node)


def set_by(node: cst.Assign | cst.AnnAssign) -> list[cst.CSTNode]:
    """Return the variables that are set."""
    if isinstance(node, cst.AnnAssign):
        return [node.target]
    return [each.target for each in node.targets]


def changes_text(call: cst.Call, mutant: cst.CSTNode) -> bool:
    """Return whether a mutant of a call takes away, or empties, a text for people."""
    if not isinstance(mutant, cst.Call) or mutant.func is not call.func:
        return False  # another function is called
    changed = first_change(call.args, mutant.args)
    if changed is None:
        return False
    for_checkers = called(call) in _FOR_CHECKERS and changed is call.args[0]
    named = changed.keyword is not None and changed.keyword.value in _TEXTS
    said = called(call) in _SAYING
    return said or for_checkers or named or is_text(changed.value)


def is_guard(argument: cst.Arg) -> bool:
    """Return whether an argument of ``zip`` is ``strict=True``."""
    value = argument.value
    return (
        names(argument, "strict")
        and isinstance(value, cst.Name)
        and (value.value == "True")
    )


def drops_never(node: cst.Match, mutant: cst.CSTNode) -> bool:
    """Return whether a mutant only lacks the case that nothing leads to."""
    kept = mutant.cases if isinstance(mutant, cst.Match) else node.cases
    lacking = [each for each in node.cases if not any(each is case for case in kept)]
    return bool(lacking) and all(map(is_never, lacking))


def is_never(case: cst.MatchCase) -> bool:
    """Return whether the body of a case begins by saying that nothing leads to it."""
    for line in case.body.body:
        for part in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            if isinstance(part, cst.Expr) and isinstance(part.value, cst.Call):
                return called(part.value).endswith("_never")
    return False


def names(argument: cst.Arg | None, keyword: str) -> bool:
    """Return whether an argument is given by a keyword."""
    given = None if argument is None else argument.keyword
    return given is not None and given.value == keyword


def changes_strict(call: cst.Call, mutant: cst.CSTNode) -> bool:
    """Return whether a mutant of ``zip`` has no ``strict``, or `None` for it."""
    if called(call) != "zip" or not isinstance(mutant, cst.Call):
        return False
    return names(first_change(call.args, mutant.args), "strict")


def first_change(before: Iterable[cst.Arg], after: Iterable[cst.Arg]) -> cst.Arg | None:
    """Return the first argument that a mutant has not, or has otherwise."""
    left = list(after)
    for each in before:
        if not left or left[0] is not each:
            return each
        left.pop(0)
    return None


def names_of_mutants() -> Iterator[str]:
    """Yield the name of each mutant that the project in this folder has."""
    for path in sorted(Path("src").rglob("*.py")):
        if config().should_mutate(path):
            module = ".".join(path.with_suffix("").parts[1:]).removesuffix(".__init__")
            text = path.read_text("utf-8")
            made = file_mutation.mutate_file_contents(str(path), text).mutant_names
            yield from (f"{module}.{name}" for name in made)


if __name__ == "__main__":
    leave_texts_alone(file_mutation.MutationVisitor)
    if sys.argv[1:] == ["names"]:
        sys.stdout.writelines(f"{each}\n" for each in names_of_mutants())
    else:
        cli()
