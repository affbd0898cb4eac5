"""The house stays one to live in: rooms of a size that one can take in, and paragraphs where an argument is long."""

from statistics import median, quantiles

import pytest

from tests.floor_plan import (
    REPOSITORY,
    Module,
    comments_per_thousand,
    lone_mixins,
    modules,
    most_methods,
    without_paragraphs,
)

PACKAGES = ("simulator", "ui")

MEDIAN, NINE_IN_TEN, LONG = 4, 15, 15  # lines of a function
RECIPE = 10  # lines from which on a private function needs a docstring too
COMMENTS, PARAGRAPHS = 25, 2  # own-line comments in a thousand lines, and in a long function
MOST_LINES, MOST_METHODS = 500, 25

KEPT_PHASES = (
    *("adoption", "awareness", "chat", "choice", "clouds", "expectations"),
    *("attributes", "budgets", "engine", "nested_logit", "opening", "world"),
)
"""The recipes that stay as they are: phases of the month, and what choice, engine and opening rest on."""

LONG_BY_NATURE = {
    "Draft": "the vocabulary of the law: a verb for each thing that a measure can do",
}
"""Classes that may have more public methods, each with its reason."""


def kept_phases() -> list[Module]:
    """Return the modules of the recipes that stay."""
    places = {f"simulator/{folder}{name}.py" for name in KEPT_PHASES for folder in ("", "market/")}
    return [module for module in modules("simulator") if module.place in places]


# --- simulator ----------------------------------------------------------------------------------------------------


def test_every_kept_phase_is_there() -> None:
    assert len(kept_phases()) == len(KEPT_PHASES)


def test_the_kept_phases_have_paragraphs() -> None:
    assert comments_per_thousand(kept_phases()) >= COMMENTS


def test_every_long_function_of_a_kept_phase_has_paragraphs() -> None:
    assert not without_paragraphs(kept_phases(), LONG, PARAGRAPHS)


def test_every_recipe_of_a_kept_phase_says_what_it_returns() -> None:
    every = [function for module in kept_phases() for function in module.functions]
    assert not [str(function) for function in every if function.length > RECIPE and not function.said]


# --- both packages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_is_longer_than_one_can_take_in(package: str) -> None:
    assert not [f"{each.place}: {each.length} lines" for each in modules(package) if each.length > MOST_LINES]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_class_has_more_methods_than_one_can_take_in(package: str) -> None:
    many = {name: count for name, count in most_methods(modules(package)).items() if count > MOST_METHODS}
    assert not many.keys() - LONG_BY_NATURE.keys(), many


def test_no_class_has_an_exemption_that_it_does_not_need() -> None:
    counts = {name: count for package in PACKAGES for name, count in most_methods(modules(package)).items()}
    assert not [name for name in LONG_BY_NATURE if counts.get(name, 0) <= MOST_METHODS]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_mixin_serves_one_class_only(package: str) -> None:
    assert not lone_mixins(modules(package))


@pytest.mark.parametrize("package", PACKAGES)
def test_functions_are_short(package: str) -> None:
    lengths = [function.length for module in modules(package) for function in module.functions]
    assert median(lengths) <= MEDIAN
    assert quantiles(lengths, n=10)[-1] <= NINE_IN_TEN


@pytest.mark.parametrize("package", PACKAGES)
def test_everything_public_says_what_it_is(package: str) -> None:
    assert not [f"{module.place}: {name}" for module in modules(package) for name in module.silent]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_function_says_what_it_returns(package: str) -> None:
    every = [function for module in modules(package) for function in module.functions]
    assert every
    assert not [f"{function.place}: {function.name}" for function in every if not function.typed]


# --- the counting itself ------------------------------------------------------------------------------------------

PLANTED = Module(
    "planted.py",
    '''"""A module."""

# a comment of its own
LIMIT = 3  # a comment beside


def told(number: int) -> int:
    """Return it.

    In three lines.
    """
    # why it is doubled
    doubled = 2 * number

    return doubled  # beside


def untold(number):
    return "# no comment"


class Open(Base, Mixin):
    """A class."""

    def first(self) -> None:
        """Do it."""

    def second(self) -> None:
        def inner() -> None:
            pass

        inner()

    def paintEvent(self, event: object) -> None:
        """Qt calls this."""

    def _third(self) -> None:
        pass


class _Closed(Base):
    def fourth(self) -> None:
        pass


class Base(QWidget):
    """A base."""

    def fifth(self) -> None:
        """Do it."""


class Mixin(Generic[Part]):
    """Used once."""

    def sixth(self) -> None:
        """Do it."""
''',
)


def planted(name: str) -> tuple[int, int, bool, bool]:
    """Return what is counted of a function of the planted module: length, comments, said and typed or not."""
    (found,) = (function for function in PLANTED.functions if function.name == name)
    return found.length, found.comments, found.said, found.typed


def test_a_docstring_does_not_count_as_length_and_all_else_does() -> None:
    assert planted("told") == (4, 1, True, True)
    assert planted("first") == (0, 0, True, True)
    assert planted("second") == (4, 0, False, True)
    assert planted("untold") == (1, 0, False, False)


def test_only_comments_of_their_own_are_counted() -> None:
    assert PLANTED.comments == {3, 12}
    assert comments_per_thousand([PLANTED]) == pytest.approx(2000.0 / PLANTED.length)
    assert PLANTED.length == PLANTED.text.count("\n")


def test_a_long_function_without_paragraphs_is_found() -> None:
    steps = "\n".join(f"    step({number})" for number in range(LONG + 1))
    bare = Module("long.py", f"def recipe() -> None:\n{steps}\n")
    one = Module("long.py", f"def recipe() -> None:\n    # first\n{steps}\n")
    two = Module("long.py", f"def recipe() -> None:\n    # first\n{steps}\n    # last\n    step()\n")
    short = Module("short.py", f"def recipe() -> None:\n{steps.rpartition('    ')[0]}\n")
    found = without_paragraphs([bare, one, two, short], LONG, PARAGRAPHS)
    assert [(function.length, function.comments) for function in found] == [(LONG + 1, 0), (LONG + 1, 1)]


def test_what_is_public_and_silent_is_found() -> None:
    assert PLANTED.silent == ["untold", "Open.second"]


def test_methods_are_counted_with_those_of_bases_and_without_those_that_qt_calls() -> None:
    assert most_methods([PLANTED]) == {"Open": 4, "_Closed": 2, "Base": 1, "Mixin": 1}


def test_a_base_beside_another_that_one_class_alone_uses_is_found() -> None:
    assert lone_mixins([PLANTED]) == ["Mixin"]


def test_the_modules_of_a_package_are_all_read() -> None:
    assert {module.place for module in modules("simulator")} >= {"simulator/engine.py", "simulator/market/choice.py"}
    assert (REPOSITORY / modules("ui")[0].place).is_file()
