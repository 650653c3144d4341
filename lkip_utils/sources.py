"""The files of the data that a table or chart is made from, as the report names them."""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """A file of the data.

    Parameters
    ----------
    name
        Its path below the data folder.
    link
        Where the report publishes it; empty for a file that this report doesn't publish.
    """

    name: str
    link: str = ""

    def to_markdown(self) -> str:
        """Return the name, as a link where there is something to open.

        Examples
        --------
        >>> Source("dinas/2024/sakip.csv", "data/sakip.csv").to_markdown()
        '[dinas/2024/sakip.csv](data/sakip.csv){.berkas}'
        """
        return f"[{self.name}]({self.link}){{.berkas}}" if self.link else self.name
