"""The renderers of a staged report, and how they fail."""

from __future__ import annotations


class RenderError(Exception):
    """A staged report can't be rendered; the text is Indonesian and names chapter and cell, or quotes the tool."""
