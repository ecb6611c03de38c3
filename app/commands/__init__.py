"""The commands of the command line, one file each: arguments in, job called, lines out."""

from app.commands import doctor, figures, knowledge
from app.commands.parser import Commands, Console, Parser, UsageError

REGISTER = (figures.register, knowledge.register, doctor.register)
"""What adds each command to a parser, in the order that `--help` lists them."""

__all__ = ["REGISTER", "Commands", "Console", "Parser", "UsageError"]
