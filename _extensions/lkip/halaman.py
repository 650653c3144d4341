"""Runs when Quarto has rendered a staged report (``_build/<instansi>/<tahun>/``): makes the pages that are published."""

import os
from pathlib import Path

if "LKIP_BUILD" not in os.environ:  # which takes the chapters itself
    from lkip.renderer_quarto import replace_pages

    replace_pages(Path.cwd())
