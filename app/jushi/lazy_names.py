"""Packages whose modules load when one of their names is first asked for (PEP 562).

A package that names what it offers would load all of itself, and the libraries below, for whoever
asks for one small thing: a check of a text needs no Chroma, no docx reader and no model.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def lazy_names(package: str, names_by_module: Mapping[str, str]) -> Callable[[str], object]:
    """Give the `__getattr__` of `package`; it finds each name in the module that defines it.

    `names_by_module` has a module below the package and its names, apart by blanks; `as NAME`
    stands for the module itself under another name. A type checker needs the same imports below
    `if TYPE_CHECKING:`; `tests/test_layout.py` holds the two against each other.
    """
    places = {
        name: (module, "" if names.startswith("as ") else name)
        for module, names in names_by_module.items()
        for name in names.removeprefix("as ").split()
    }

    def get(name: str) -> object:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, attribute = places[name]
        found: object = import_module(f"{package}.{module}")
        if attribute:
            found = getattr(found, attribute)
        setattr(sys.modules[package], name, found)
        return found

    return get
