"""The model behind one seam: prompts in, whole replies out."""

from jushi.llm.model import CancelledError, Message, Model, Reply
from jushi.llm.probe import ProbeResult, probe_model
from jushi.llm.prompts import Prompt, load_prompt, quote_material

__all__ = [
    "CancelledError",
    "Message",
    "Model",
    "ProbeResult",
    "Prompt",
    "Reply",
    "load_prompt",
    "probe_model",
    "quote_material",
]
