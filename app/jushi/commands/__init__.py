"""The commands of the command line, one file each: arguments in, job called, lines out."""

from jushi.commands import (
    audit,
    backup,
    check,
    demo,
    doctor,
    draft,
    evaluate,
    export,
    figures,
    knowledge,
    mcp,
    outline,
    plan,
    returned,
    revise,
    serve,
    user,
    verify,
)
from jushi.commands.parser import Commands, Console, Help, Parser, UsageError

REGISTER = (
    demo.register,
    serve.register,
    mcp.register,
    user.register,
    outline.register,
    plan.register,
    figures.register,
    knowledge.register,
    draft.register,
    revise.register,
    check.register,
    export.register,
    verify.register,
    returned.register,
    evaluate.register,
    backup.register_backup,
    backup.register_restore,
    audit.register,
    doctor.register,
)
"""What adds each command to a parser, in the order that `--help` lists them."""

__all__ = ["REGISTER", "Commands", "Console", "Help", "Parser", "UsageError"]
