"""What a report's notebook may use: the dataset, calculations, tables, charts and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lkip_utils.dataset import Dataset
    from lkip_utils.reader import read_dataset

__all__ = ["Dataset", "read_dataset"]


def __getattr__(name: str) -> Any:
    # At the first use: who only wants to know which agencies there are needn't wait for pandas.
    if name == "Dataset":
        from lkip_utils.dataset import Dataset

        return Dataset
    if name == "read_dataset":
        from lkip_utils.reader import read_dataset

        return read_dataset
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
