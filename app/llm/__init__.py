"""The model behind one seam: prompts in, whole replies out."""

from app.llm.model import CancelledError, Message, Model, Reply
from app.llm.prompts import Prompt, load_prompt, quote_material

__all__ = ["CancelledError", "Message", "Model", "Prompt", "Reply", "load_prompt", "quote_material"]
