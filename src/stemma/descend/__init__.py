"""Who copied whom, from what that is not in the pile, and how sure that is."""

from stemma.descend.credits import Credit, find_credits
from stemma.descend.infer import infer_descent
from stemma.descend.lines import PassageLine, lines_of_descent, passage_lines

__all__ = ["Credit", "PassageLine", "find_credits", "infer_descent", "lines_of_descent", "passage_lines"]
