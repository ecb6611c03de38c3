"""When so little of a model's reply could stay that the composer's section is taken for it."""

from collections.abc import Sequence

from jushi.drafting.model_writer.judging import Judged
from jushi.drafting.model_writer.task import SectionTask
from jushi.errors import ReplyError
from jushi.text import Sentence

_LEAST = 0.5
"""Share of its sentences, of the section's figures and of its length that must be left.

Below it more of the section is mending than the model's text, and the composer's, which was made
as a whole, reads better and says more.
"""
_REMEDY = "try again or choose another model"


def why_given_up(
    model: str, judged: Sequence[Judged], finished: Sequence[Sentence], task: SectionTask
) -> ReplyError | None:
    """Say why the composer's section is to be taken for `finished`; None where it is not.

    `judged` are the sentences of `model` after the repair, `finished` those that settling left,
    the composer's among them. A reply of which nothing had to go is never given up: a model may
    be brief.
    """
    kept = [sentence for sentence in finished if sentence.origin == "model"]
    lost = len(judged) - len(kept)
    if not kept:
        return ReplyError(model, "nothing of the reply could stay", _REMEDY)
    if lost <= 0:
        return None
    if len(kept) < len(judged) * _LEAST:
        problem = f"{lost} sentences of the reply could not stay, of {len(judged)}"
        return ReplyError(model, problem, _REMEDY)
    names = {figure.id for figure in task.figures}
    wanted = names & {
        name for sentence in task.composed.sentences for name in sentence.told_figures
    }
    told = wanted & {name for sentence in kept for name in sentence.told_figures}
    if len(told) < len(wanted) * _LEAST:
        problem = (
            "without what could not stay, "
            f"the reply tells {len(told)} figures of the section's {len(wanted)}"
        )
        return ReplyError(model, problem, _REMEDY)
    expected = min(task.target_chars, task.composed.length)
    chars = len("".join("".join(sentence.text for sentence in finished).split()))
    if chars < expected * _LEAST:
        problem = f"without what could not stay, {chars} characters are left of some {expected}"
        return ReplyError(model, problem, _REMEDY)
    return None
