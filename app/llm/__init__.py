"""The model behind one seam: prompts in, whole replies out."""

from app.llm.model import Cancelled, Message, Model, Reply
from app.llm.prompts import Prompt, load_prompt, quote_material

__all__ = ["Cancelled", "Message", "Model", "Prompt", "Reply", "load_prompt", "quote_material"]
