"""Import everything that reports need. Processes are forked from one that has imported this module and nothing else."""

import atexit
import gc
import os
import sys

# Its own threads would only compete with the other processes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# As in a Jupyter kernel: what pyplot draws appears in the notebook.
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")

gc.disable()
# Imports that would take longer than all others, for what no report needs: jsonschema's grammar of internationalised
# addresses, and papermill's ways to notebooks in stores.
SPARED = [
    name
    for name in ("rfc3987_syntax", "papermill.s3", "papermill.adl", "papermill.abs", "gcsfs")
    if sys.modules.setdefault(name, None) is None  # type: ignore[arg-type]
]

import IPython.core.application  # noqa: E402
import IPython.core.completerlib  # noqa: E402
import IPython.core.magics  # noqa: E402, F401
import jinja2  # noqa: E402, F401
import nbformat  # noqa: E402
import pypandoc  # noqa: E402, F401

import lkip.fingerprint  # noqa: E402
import lkip.process  # noqa: E402
import lkip.produce  # noqa: E402
import lkip_utils.daftar_periksa  # noqa: E402
import lkip_utils.figures  # noqa: E402
import lkip_utils.sentences  # noqa: E402
import lkip_utils.tables  # noqa: E402, F401

# Each chapter would make the check of notebooks anew, each report would look the versions up.
lkip.fingerprint.list_versions()
nbformat.validate(nbformat.v4.new_notebook())

for name in SPARED:
    del sys.modules[name]
atexit.register(lkip.process.tidy_fork_server)
# What has been made so far stays for good: not even looking at it keeps its pages shared.
gc.freeze()
gc.enable()
