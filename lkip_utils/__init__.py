"""What a report's notebook may use: the dataset, calculations, tables, charts and sentences."""

from lkip_utils.dataset import Dataset
from lkip_utils.reader import read_dataset

__all__ = ["Dataset", "read_dataset"]
