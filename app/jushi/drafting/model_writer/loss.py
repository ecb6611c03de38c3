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
        return ReplyError("drafting.nothing_could_stay", place=model)
    if lost <= 0:
        return None
    if len(kept) < len(judged) * _LEAST:
        return ReplyError("drafting.most_lost", place=model, lost=lost, count=len(judged))
    names = {figure.id for figure in task.figures}
    wanted = names & {
        name for sentence in task.composed.sentences for name in sentence.told_figures
    }
    told = wanted & {name for sentence in kept for name in sentence.told_figures}
    if len(told) < len(wanted) * _LEAST:
        return ReplyError(
            "drafting.few_figures_left", place=model, told=len(told), wanted=len(wanted)
        )
    expected = min(task.target_chars, task.composed.length)
    chars = len("".join("".join(sentence.text for sentence in finished).split()))
    if chars < expected * _LEAST:
        return ReplyError("drafting.little_left", place=model, chars=chars, expected=expected)
    return None
