"""A store that speaks S3 on loopback, for tests: it notes every request, and hangs or refuses when it is told to.

python tests/toko.py PORT FOLDER: requests go to FOLDER/permintaan; FOLDER/aturan says what to do with later ones, for
example «hang PUT 3» from the third PUT on, or «refuse PUT 3».
"""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any


def serve(port: int, folder: Path) -> None:
    from moto.server import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import run_simple

    moto = DomainDispatcherApplication(create_backend_app)
    lock, counts, rule = threading.Lock(), Counter[str](), folder / "aturan"

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        action, wanted, after = (rule.read_text(encoding="utf-8") if rule.exists() else "pass - 0").split()
        with lock:
            counts[method] = counts[method] + 1 if action != "pass" else 0
            with open(folder / "permintaan", "a", encoding="utf-8") as file:
                file.write(f"{method} {environ['PATH_INFO']}\n")
        if method == wanted and counts[method] >= int(after):
            if action == "hang":
                threading.Event().wait()
            start("403 Forbidden", [("Content-Type", "application/xml")])
            return [b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"]
        answered: Iterable[bytes] = moto(environ, start)
        return answered

    run_simple("127.0.0.1", port, answer, threaded=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
