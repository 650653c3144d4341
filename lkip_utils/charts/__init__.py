"""The kinds of chart. They compute nothing: plain values and words in, a drawing with its alt text out."""

from lkip_utils.charts.amounts import draw_amounts
from lkip_utils.charts.bars import draw_bars
from lkip_utils.charts.bullet import Item, draw_bullet
from lkip_utils.charts.organisation import draw_organisation
from lkip_utils.charts.panel import Indicator, draw_panel
from lkip_utils.charts.path import draw_path
from lkip_utils.charts.serapan import draw_serapan
from lkip_utils.charts.trend import draw_trend

__all__ = [
    "Indicator",
    "Item",
    "draw_amounts",
    "draw_bars",
    "draw_bullet",
    "draw_organisation",
    "draw_panel",
    "draw_path",
    "draw_serapan",
    "draw_trend",
]
