"""One notebook of cells as any Jupyter user writes them, run by our engine and by a real kernel, and compared cell by cell."""

from __future__ import annotations

import os
import re
from itertools import groupby
from typing import Any

import nbformat
import pytest

from lkip.errors import Exit
from lkip.execute import Execution, execute_chapter
from lkip.outcome import Result
from lkip.process import Answer, Call, run_calls, warm_context
from lkip.project import Project, Report

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

CELLS = {
    # Images as bytes.
    "image-bytes": f"import base64\npng = base64.b64decode('{PNG}')\nfrom IPython.display import Image\nImage(data=png)",
    "image-bytes-shown": "from IPython.display import display\ndisplay(Image(data=png), Image(data=png, width=3))",
    "image-jpeg": "display(Image(data=b'\\xff\\xd8\\xff\\xd9', format='jpeg'))",
    "repr-png": "class P:\n    def _repr_png_(self): return png\nP()",
    "repr-png-metadata": "class P:\n    def _repr_png_(self): return png, {'width': 2}\nP()",
    "repr-jpeg-pdf": "class P:\n    def _repr_jpeg_(self): return b'\\xff\\xd8'\n    def _repr_pdf_(self): return b'%PDF'\nP()",
    "repr-mimebundle": "class P:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'image/png': png, 'text/plain': 'p', 'application/octet-stream': b'\\x00\\xff'}\nP()",
    "display-raw": "display({'image/png': png, 'text/plain': 'x'}, raw=True)",
    "bytes-in-json": "display({'application/json': {'a': (1, 2), 'b': b'x'}, 'text/plain': 'x'}, raw=True)",
    "dates-in-json": "import datetime\ndisplay({'application/json': datetime.date(2024, 1, 2), 'text/plain': 'x'}, raw=True)",
    "numpy-in-metadata": "import numpy as np\ndisplay({'text/plain': 'x'}, metadata={'n': np.int64(3)}, raw=True)",
    "nan-in-json": "from IPython.display import JSON\nJSON({'a': float('inf')})",
    "svg": "from IPython.display import SVG\nSVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')",
    "figure": "import matplotlib.pyplot as plt\nfig, ax = plt.subplots(figsize=(1, 1))\nax.plot([1, 2])\nplt.show()",
    "figure-retina": "%config InlineBackend.figure_format = 'retina'\nplt.figure(figsize=(1, 1));",
    "figure-svg": "%config InlineBackend.figure_formats = ['png', 'jpeg']\nplt.figure(figsize=(1, 1))\nNone",
    # Other rich displays.
    "rich-displays": "from IPython.display import HTML, Latex, Markdown, Pretty\n"
    "display(Markdown('*m*'), HTML('<i>h</i>'), JSON({'a': [1]}), Latex('$x$'), Pretty('p'))",
    "display-id": "display('a', display_id='satu')\ndisplay('b', display_id='satu')",
    "update-display": "from IPython.display import update_display\nupdate_display('c', display_id='satu')\n'lain'",
    "update-nothing": "update_display('c', display_id='tidak ada')",
    "display-same-id-again": "display('d', display_id='satu')",
    "display-many": "display(1, 'dua', None, [3])",
    "display-plain": "display()\ndisplay(display_id=True)",
    "clear": "print('a')\ndisplay('b')\nfrom IPython.display import clear_output\nclear_output()\nprint('c')",
    "clear-wait": "for i in range(3):\n    clear_output(wait=True)\n    print(i)\n    display(i)",
    "clear-wait-at-the-end": "print('tinggal')\nclear_output(wait=True)",
    "clear-with-id": "h = display('x', display_id=True)\nclear_output()\ndisplay('y')\nh.update('z')",
    # The value that a cell ends with, and what the shell remembers.
    "value": "40 + 2",
    "underscore": "_, __, Out[max(Out)], len(In) > 10, _i[:3]",
    "semicolon": "41;",
    "semicolon-comment": "41; # diam",
    "none": "None",
    "assigned": "x = 3",
    "several": "1\n2\n3",
    "last-node": "%config InteractiveShell.ast_node_interactivity = 'all'",
    "last-node-all": "1\n2\n3",
    "last-node-back": "%config InteractiveShell.ast_node_interactivity = 'last_expr'",
    "empty": "   \n",
    "comment": "# hanya komentar",
    "text": "'teks\\n' * 2",
    "unprintable": "'\\ud800'",
    "history": "%history -l 2",
    # Shells and magics.
    "shell-command": "!echo satu; echo dua >&2",
    "shell-status": "!exit 3",
    "shell-status-told": "_exit_code",
    "shell-captured": "hasil = !echo tiga\nhasil",
    "shell-variable": "n = 5\n!echo {n} $n",
    "bash": "%%bash\necho dari bash\necho salah >&2",
    "capture": "%%capture t\nprint('diam')\ndisplay('tampil')",
    "captured": "t.show()\nt.stdout",
    "html-magic": "%%html\n<b>x</b>",
    "markdown-magic": "%%markdown\n*x*",
    "svg-magic": "%%latex\n$x$",
    "matplotlib": "%matplotlib inline",
    "env": "%env FORCE_COLOR",
    "pwd": "import os\nos.path.basename(os.getcwd())",
    "precision": "%precision 2\n1 / 3",
    "precision-back": "%precision\n1 / 3",
    "help": "len?",
    "help-magic": "%time?",
    "autoreload": "%load_ext autoreload\n%autoreload 2",
    "who": "%who_ls str",
    "pager": "from IPython.core.page import page\npage('halaman')",
    "alias": "%alias halo echo halo\n%halo",
    "run-cell": "get_ipython().run_cell('print(1)\\n2')\nNone",
    "run-line-magic": "get_ipython().run_line_magic('precision', '')",
    "set-next-input": "get_ipython().set_next_input('x = 1')",
    "writefile": "%%writefile tulisan.py\nangka = 7\nif __name__ == '__main__':\n    print('dijalankan')",
    "run-file": "%run tulisan.py\nangka",
    "import-file": "import tulisan\nos.remove(tulisan.__file__)\ntulisan.angka, os.path.basename(tulisan.__file__)",
    # In what it runs.
    "names": "__name__, type(get_ipython()).__name__, get_ipython().__class__.__module__.split('.')[0]",
    "config": "'IPKernelApp' in get_ipython().config, hasattr(get_ipython(), 'kernel')",
    "main": "if __name__ == '__main__':\n    print('utama')",
    "no-file": "'__file__' in globals(), '__builtins__' in globals(), '__doc__' in globals()",
    "main-module": "import sys\nsys.modules['__main__'].__dict__ is globals()",
    "future": "from __future__ import annotations\ndef f(a: tidak_ada): pass\nf.__annotations__",
    "terminal": "[os.environ.get(n) for n in ('TERM', 'PAGER', 'CLICOLOR', 'GIT_PAGER', 'MPLBACKEND')]",
    "colours": "sys.stdout.isatty(), sys.stderr.isatty(), sys.stdin.isatty()",
    "stdin": "sys.stdin.read()",
    "stdin-of-programs": "import subprocess\nsubprocess.run(['cat'], capture_output=True, text=True).stdout",
    # pandas.
    "frame": "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['x', None]})",
    "frame-wide": "lebar = pd.DataFrame(np.arange(90).reshape(3, 30))\nlebar",
    "frame-wide-printed": "print(lebar)",
    "frame-long": "pd.DataFrame({'a': range(100)})",
    "series-long": "pd.Series(range(100), name='s')",
    "frame-info": "pd.DataFrame({'a': [1]}).info(memory_usage=False)",
    "frame-options": "[pd.get_option(f'display.{n}') for n in\n"
    " ('max_rows', 'min_rows', 'max_columns', 'width', 'max_colwidth', 'show_dimensions', 'large_repr')]",
    "frame-styled": "pd.DataFrame({'a': [1]}).style.set_uuid('u').format('{:.1f}')",
    "numpy-long": "np.arange(2000)",
    # rich and tqdm look at the shell.
    "rich": "import rich\nfrom rich.table import Table\ntabel = Table('a')\ntabel.add_row('1')\nrich.print(tabel)",
    "rich-value": "tabel",
    "tqdm": "from tqdm.auto import tqdm\nfor _i in tqdm(range(3)): pass\ntqdm.__module__",
    # Streams.
    "streams": "print('a')\nprint('b', file=sys.stderr)\ndisplay('c')\nprint('d', end='')\nprint('e', flush=True)",
    "stream-then-value": "print('sebelum')\n'nilai'",
    "write": "sys.stdout.write('abc')",
    "writelines": "sys.stdout.writelines(['a', 'b\\n'])",
    "write-bytes": "try:\n    sys.stdout.write(b'abc')\nexcept TypeError as galat:\n    print(galat)",
    "stream-kind": "sys.stdout.encoding, sys.stdout.writable(), sys.stdout.readable(), sys.stdout.closed, sys.stdout.name",
    "no-buffer": "hasattr(sys.stdout, 'buffer'), hasattr(sys.stderr, 'buffer'), hasattr(sys.stdout, 'reconfigure')",
    "carriage-return": "print('10%\\r20%\\r', end='')\nprint('ab\\bc')",
    "unicode": "print('—é😀')",
    "surrogates": "import sys, time\nprint('nama-\\udce9')\nsys.stdout.flush()\ntime.sleep(0.3)",
    "surrogates-value": "'\\udce9', {'text/plain': '\\udce9'}",
    "magics": "sorted(get_ipython().magics_manager.magics['line']), sorted(get_ipython().magics_manager.magics['cell'])",
    "capture-task": "%%capture t\nprint('dalam')\nimport asyncio\nasyncio.get_running_loop()",
    "time": "%%capture t\n%time print('diukur')",
    "redirect": "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as t:\n    print('x')\nt.getvalue()",
    "fileno": "import io, time\ntype(sys.stdout.fileno()), sys.stdout.fileno() > 2, sys.stderr.fileno() > 2",
    "descriptor": "os.write(1, b'satu\\n'), os.write(2, b'dua\\n')\ntime.sleep(0.3)",
    "descriptor-order": "print('pertama', flush=True)\ntime.sleep(0.3)\nos.write(1, b'kedua\\n')\ntime.sleep(0.3)\nprint('ketiga')",
    "original": "print('asli', file=sys.__stdout__, flush=True)\nprint('asli', file=sys.__stderr__, flush=True)\ntime.sleep(0.3)",
    "system": "os.system('echo luar; echo salah >&2')\ntime.sleep(0.3)",
    "subprocess": "hasil = subprocess.run('echo luar', shell=True)\ntime.sleep(0.3)\nhasil.returncode",
    "subprocess-waited": "time.sleep(0.3)\nsubprocess.run('echo lain; echo salah >&2', shell=True, check=True)\ntime.sleep(0.3)",
    "faulthandler": "import faulthandler\nfaulthandler.enable()\nfaulthandler.is_enabled(), faulthandler.disable()",
    "faulthandler-dump": "faulthandler.dump_traceback(file=open(os.devnull, 'w'))",
    "threads": "import threading\ndef kerja(n):\n    print('utas', n)\n"
    "for n in range(3):\n    utas = threading.Thread(target=kerja, args=(n,)); utas.start(); utas.join()",
    "thread-pool": "from concurrent.futures import ThreadPoolExecutor\n"
    "with ThreadPoolExecutor(1) as kolam:\n    list(kolam.map(print, range(3)))",
    "thread-fails": "def gagal(): raise ValueError('utas')\nutas = threading.Thread(target=gagal, name='U'); utas.start(); utas.join()",
    "processes": "import multiprocessing\ndef kuadrat(n):\n    return n * n\n"
    "with multiprocessing.get_context('fork').Pool(2) as kolam:\n    hasil = kolam.map(kuadrat, range(4))\nhasil",
    "process-prints": "def cetak():\n    print('anak', flush=True)\n"
    "anak = multiprocessing.get_context('fork').Process(target=cetak); anak.start(); anak.join()\ntime.sleep(0.5)",
    "logging": "import logging\nlogging.warning('awas')\nlogging.info('diam')",
    "logging-handler": "catat = logging.getLogger('bab')\ncatat.setLevel('INFO')\ncatat.info('terdengar?')",
    "warnings": "import warnings\nwarnings.warn('awas')\nwarnings.warn('usang', DeprecationWarning)",
    "warnings-of-libraries": "def usang():\n    warnings.warn('usang', FutureWarning, stacklevel=2)\nusang()",
    "tracebacks-printed": "import traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()",
    "traceback-shown": "try:\n    1 / 0\nexcept ZeroDivisionError:\n    get_ipython().showtraceback()",
    # Classes and functions of the notebook's own.
    "dataclass": "import dataclasses, pickle\n@dataclasses.dataclass\nclass D:\n    a: int = 1\npickle.loads(pickle.dumps(D(2)))",
    "dataclass-module": "D.__module__, D.__qualname__",
    "source": "import inspect\nprint(inspect.getsource(kuadrat))",
    "enum": "import enum\nclass W(enum.Enum):\n    A = 1\npickle.loads(pickle.dumps(W.A)) is W.A",
    "doctest": 'def g():\n    """\n    >>> g()\n    1\n    """\n    return 1\nimport doctest\ndoctest.testmod()',
    "pretty": "{'a': list(range(40)), 'b': {1, 2}, 'c': D(3)}",
    "pretty-own": "class Q:\n    def _repr_pretty_(self, p, cycle): p.text('Q!')\n[Q()]",
    "ipython-display": "class Q:\n    def _ipython_display_(self): print('sendiri')\nQ()",
    "broken-repr": "class Q:\n    def __repr__(self): return 3\ntry:\n    repr(Q())\nexcept TypeError as galat:\n    print(galat)",
    # asyncio.
    "await": "import asyncio\nasync def kerja(n):\n    await asyncio.sleep(0.01)\n    return n\nawait kerja(3)",
    "task": "tugas = asyncio.create_task(kerja(4))",
    "task-awaited-later": "await tugas",
    "task-of-a-plain-cell": "hasil = []\nasync def isi():\n    for n in range(3):\n"
    "        await asyncio.sleep(0.001)\n        hasil.append(n)\nlatar = asyncio.create_task(isi())\nlatar.done()",
    "time-goes-by": "time.sleep(0.2)",
    "time-goes-by-again": "time.sleep(0.2)",
    "time-goes-by-still": "time.sleep(0.2)",
    "task-went-on": "hasil, latar.done()",
    "gather": "await asyncio.gather(kerja(1), kerja(2))",
    "loop": "asyncio.get_running_loop().is_running(), asyncio.get_event_loop() is asyncio.get_running_loop()",
    "same-loop": "putaran = asyncio.get_running_loop()",
    "same-loop-again": "await asyncio.sleep(0)\nputaran is asyncio.get_running_loop()",
    "run-refused": "j = kerja(1)\ntry:\n    asyncio.run(j)\nexcept RuntimeError as galat:\n    print(galat)\nj.close()",
    "async-for": "async def hitung():\n    for n in range(3):\n        yield n\n[n async for n in hitung()]",
    "async-with": "async with asyncio.timeout(5):\n    await kerja(1)",
    "queue": "antrean = asyncio.Queue()\nantrean.put_nowait(1)\nawait antrean.get()",
    "to-thread": "await asyncio.to_thread(kuadrat, 3)",
    "async-subprocess": "p = await asyncio.create_subprocess_shell('echo sub', stdout=asyncio.subprocess.PIPE)\n"
    "(await p.communicate())[0]",
    "contextvar": "import contextvars\nv = contextvars.ContextVar('v', default=0)\nv.set(5)\nNone",
    "contextvar-later": "v.get()",
    "contextvar-awaited": "await asyncio.sleep(0)\nv.get()",
    # Attributes that the notebook's own code may lean on.
    "events": "get_ipython().events.register('post_run_cell', lambda hasil: print('sesudah sel', hasil.success))",
    "events-seen": "1",
    "events-awaited": "await asyncio.sleep(0)",
    "input-refused": "try:\n    input('nama? ')\nexcept Exception as galat:\n    print(type(galat).__name__, galat)",
    "getpass-refused": "import getpass\ntry:\n    getpass.getpass()\nexcept Exception as galat:\n    print(type(galat).__name__, galat)",
    "breakpoint": "breakpoint()\nx",
    "recursion": "import sys\nsys.getrecursionlimit()",
    "signals": "import signal\ntry:\n    signal.raise_signal(signal.SIGINT)\n    time.sleep(0.1)\nexcept KeyboardInterrupt:\n    print('dihentikan')",
}

TAGGED = {
    "skip": ("print('tidak pernah')\n1 / 0", "skip-execution"),
    "raises": ("1 / 0", "raises-exception"),
    "raises-nothing": ("'tidak gagal'", "raises-exception"),
    "raises-usage": ("%tidakada", "raises-exception"),
    "raises-exit": ("raise SystemExit(3)", "raises-exception"),
    "hide": ("print('tampil')", "hide-input"),
    "remove": ("print('tampil')", "remove-output"),
}

FAILING = {
    "galat": "def f():\n    g()\ndef g():\n    raise ValueError('x')\nf()",
    "sintaks": "1 +",
    "bersusun": "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise KeyError('k') from error",
    "perintah-sel-tak-dikenal": "%%tidakada\nisi",
    "perintah-sel-bukan-baris": "%%pwd\nisi",
    "perintah-salah-pakai": "print('sebelum', file=__import__('sys').stderr)\n%cd -tidakada",
    "bukan-sel": "?? ??",
    "berkas-tak-ada": "%run tidak-ada.py",
    "indentasi": "  x = 1\n y = 2",
    "await-batal": "import asyncio\nawait asyncio.wait_for(asyncio.sleep(9), 0.01)",
    "tugas-gagal": "import asyncio\nasync def f(): 1 / 0\nawait asyncio.create_task(f())",
    "kelompok": "raise ExceptionGroup('g', [ValueError('a'), KeyError('b')])",
    "assert": "assert 1 == 2, 'beda'",
    "bash-gagal": "%%bash\nexit 3",
    "utf-8": "b'\\xff'.decode()",
    "keluar-nol": "import sys\nsys.exit(0)",
    "tampilan-rusak": "class B:\n    def _repr_html_(self):\n        raise ValueError('r')\nB()",
    "dihentikan": "raise KeyboardInterrupt",
    "sesudah-keluaran": "print('sebelum')\n1 / 0",
}
"""Cells that fail, tagged as ones that may."""
TAGGED |= {name: (source, "raises-exception") for name, source in FAILING.items()}


def write_notebook(project: Project, name: str, cells: list[Any]) -> None:
    first = nbformat.v4.new_code_cell(
        'instansi = "x"\ntahun = 1\ndata_dir = "x"', metadata={"tags": ["parameters"]}, id="parameters"
    )
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# Judul", id="judul"), first, *cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(notebook, project.notebooks / name)


def run(project: Project, chapter: str, *, kernel: bool) -> tuple[Result, list[Any]]:
    execution = Execution(project, Report("dinas-contoh-uji", 2024), chapter, kernel=kernel)
    execution.target.parent.mkdir(parents=True, exist_ok=True)
    (told,) = run_calls(warm_context(), [Call(chapter, work, (execution,), 120.0)])
    assert isinstance(told, Answer), told
    return told.content[0], [describe(cell) for cell in nbformat.read(execution.target, 4).cells]


def work(execution: Execution, tell: object) -> object:
    # Within pytest ipykernel would leave the descriptors of the streams alone.
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    return execute_chapter(execution)


def describe(cell: Any) -> Any:
    """Return a cell without what differs between two kernels as well."""
    metadata = {key: value for key, value in cell.metadata.items() if key not in ("papermill", "execution")}  # times
    described = {**cell, "metadata": metadata, "id": ""}
    if cell.cell_type == "code":
        described["outputs"] = describe_outputs(cell.outputs)
    return clean(described)


def describe_outputs(outputs: list[Any]) -> list[Any]:
    """Join streams: a kernel sends them in pieces, and those of two streams not in the order of the writes."""
    described: list[Any] = []
    for stream, group in groupby(outputs, lambda output: output.output_type == "stream"):
        if stream:
            pieces = list(group)
            names = sorted({piece.name for piece in pieces})
            described += [{name: "".join(p.text for p in pieces if p.name == name)} for name in names]
        else:
            described += group
    return described


VARYING = re.compile(
    r"(?<=ipykernel_)\d+"  # the process in the file in which a cell's source is found
    r"|(?<= at 0x)[0-9a-f]+"
    r"|(?<=it/s)|[\d.]+(?=it/s)|(?<=\[)\d\d:\d\d<\d\d:\d\d"  # how fast a bar went
    r"|[0-9a-f]{32}"  # the name of a widget's model
)


def clean(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: clean(value) for key, value in content.items()}
    if isinstance(content, list):
        return [clean(value) for value in content]
    return VARYING.sub("…", content) if isinstance(content, str) else content


def code(name: str, source: str, *tags: str) -> Any:
    return nbformat.v4.new_code_cell(source, id=name, metadata={"tags": list(tags)} if tags else {})


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Result, list[Any]], tuple[Result, list[Any]]]:
    """The notebook of hard cells, run by our engine and by a kernel."""
    project = Project(tmp_path_factory.mktemp("sel"))
    project.notebooks.mkdir()
    attached = nbformat.v4.new_markdown_cell("![x](attachment:x.png)", attachments={"x.png": {"image/png": PNG}})
    cells = [code(name, source) for name, source in CELLS.items()]
    tagged = [code(name, source, tag) for name, (source, tag) in TAGGED.items()]
    write_notebook(project, "bab.ipynb", [nbformat.v4.new_raw_cell("mentah"), attached, *cells, *tagged])
    return run(project, "bab.ipynb", kernel=False), run(project, "bab.ipynb", kernel=True)


ORDER = ["judul", "parameters", "injected", "raw", "attached", *CELLS, *TAGGED]


def test_the_notebook_ends_well_as_in_a_kernel(hard: Any) -> None:
    (ours, _), (theirs, _) = hard
    assert (ours.status, ours.message) == (theirs.status, theirs.message) == (Exit.OK, "")


@pytest.mark.parametrize("name", ORDER)
def test_a_hard_cell_gives_what_a_kernel_gives(hard: Any, name: str) -> None:
    (_, ours), (_, theirs) = hard
    assert len(ours) == len(theirs) == len(ORDER)
    place = ORDER.index(name)
    assert ours[place] == theirs[place]
