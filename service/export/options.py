"""What is asked of a projection: the language of labels, the view, the filters."""

from dataclasses import dataclass, field
from typing import Literal

from service.export.selection import Filters

__all__ = ["Language", "Options", "View"]

Language = Literal["zh", "en"]
View = Literal["collapsed", "full"]


@dataclass(frozen=True, slots=True)
class Options:
    """How the graph is projected. Without `isolates` nodes that no edge touches are left out."""

    language: Language = "en"
    view: View = "collapsed"
    filters: Filters = field(default_factory=Filters)
    isolates: bool = True
