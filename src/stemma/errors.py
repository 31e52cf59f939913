"""Everything Stemma raises on purpose.

StemmaError
├── UsageError            the call cannot be carried out as asked: the message says what to change
│   ├── InputNotFound     a path that is not there
│   ├── ColumnNotFound    a table without a column that holds the text
│   └── UnknownName       a story, report, claim or table that the case does not have
├── CaseError             the case folder is not what it should be
│   ├── NotACase          a folder without a manifest
│   ├── CaseTooNew        written by a later version than this one
│   └── CaseBusy          another run is writing it
└── NothingToDo           no report was found in what was given
"""


class StemmaError(Exception):
    """The root: catch this to catch all of them."""


class UsageError(StemmaError):
    """The call cannot be carried out as asked."""


class InputNotFound(UsageError):
    """A path that is not there."""


class ColumnNotFound(UsageError):
    """A table without a column that holds the text of the reports."""


class UnknownName(UsageError):
    """A story, report, claim or table that the case does not have."""


class CaseError(StemmaError):
    """The case folder is not what it should be."""


class NotACase(CaseError):
    """A folder without a manifest."""


class CaseTooNew(CaseError):
    """A case that a later version of Stemma wrote."""


class CaseBusy(CaseError):
    """Another run is writing this case."""


class NothingToDo(StemmaError):
    """No report was found in what was given."""
