"""The model behind one seam: prompts in, whole replies out."""

from app.llm.model import CancelledError, Message, Model, Reply
from app.llm.probe import ProbeResult, probe_model
from app.llm.prompts import Prompt, load_prompt, quote_material

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
