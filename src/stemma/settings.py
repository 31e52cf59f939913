"""One frozen dataclass of settings for each stage. Each number has its unit and says on what it was tuned."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CleanSettings:
    """How a page is told apart into blocks."""


@dataclass(frozen=True, slots=True)
class TraceSettings:
    """How shared passages are found."""


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """How reports are grouped into stories and sagas."""


@dataclass(frozen=True, slots=True)
class CollateSettings:
    """How the witnesses of a story are laid side by side."""


@dataclass(frozen=True, slots=True)
class DescendSettings:
    """How it is inferred who copied whom."""


@dataclass(frozen=True, slots=True)
class AttributeSettings:
    """How it is found who said what."""


@dataclass(frozen=True, slots=True)
class NameSettings:
    """How names and places are found and joined."""


@dataclass(frozen=True, slots=True)
class ClaimSettings:
    """How attributions are joined into claims, and replies tied to them."""


@dataclass(frozen=True, slots=True)
class DifferenceSettings:
    """How disagreements and habits are told from noise."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a whole run, a stage each."""

    clean: CleanSettings = CleanSettings()
    trace: TraceSettings = TraceSettings()
    group: GroupSettings = GroupSettings()
    collate: CollateSettings = CollateSettings()
    descend: DescendSettings = DescendSettings()
    attribute: AttributeSettings = AttributeSettings()
    name: NameSettings = NameSettings()
    claim: ClaimSettings = ClaimSettings()
    difference: DifferenceSettings = DifferenceSettings()
