"""Puts the data folders into the wheel; all else stands in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithResources(build_py):
    """Copies `knowledge/` and `prompts/` beside the code, where `jushi.resources` looks."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return  # a checkout reads its own folders
        for folder in ("knowledge", "prompts"):
            target = Path(self.build_lib) / "jushi" / "_resources" / folder
            shutil.copytree(folder, target, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithResources})
