"""What the server is set up with: settings and model, which the page may change."""

from collections.abc import Mapping
from threading import Lock

from jushi.llm import Model
from jushi.settings import Settings, keep_settings
from jushi.web.library import Library
from jushi.wiring import build_model, build_signer, open_knowledge
from jushi.workers import Limits, WorkerPool


class Setup:
    """The settings that hold now, and the model that they name."""

    def __init__(self, settings: Settings, limits: Limits | None = None) -> None:
        """`limits` are those of the work on files that are sent."""
        self._lock = Lock()
        self._now = (settings, build_model(settings))
        self.workers = WorkerPool(limits, preload=["jushi.services"])
        """What reads and checks files that are sent."""
        self.signer = build_signer(settings)
        """What signs the files that leave."""
        self.library = Library(lambda: open_knowledge(self.settings), self.workers)
        """The index of the workspace's documents; nothing is opened before it is asked for."""

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._now[0]

    @property
    def model(self) -> Model | None:
        """The model as it is now; None where none is set: what needs one is off."""
        return self._now[1]

    def change(self, chosen: Mapping[str, str]) -> None:
        """Keep what was chosen, see `keep_settings`; from now on it holds."""
        with self._lock:
            newer = keep_settings(self.settings, chosen)
            self._now = (newer, build_model(newer))
