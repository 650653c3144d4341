"""The command line: ``lkip init``, ``lkip build``, ``lkip check``, ``lkip audit``, ``lkip doctor``."""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from lkip.errors import Exit, LkipError, describe_refusal
from lkip.surroundings import settle, silence, tell_fault

if TYPE_CHECKING:
    from lkip.project import Project
    from lkip.publish import Site

FORMATS = ("html", "pdf", "docx")
RENDERERS = ("auto", "quarto", "pandoc")

PHRASES = (
    (r"unrecognized arguments: (.*)", r"opsi tidak dikenal: \1"),
    (r"the following arguments are required: (.*)", r"belum diberikan: \1"),
    (r"argument (\S+): expected one argument", r"\1 memerlukan satu nilai"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.*)\)", r"\1: \2 tidak dikenal (pilih salah satu: \3)"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 tidak menerima nilai: \2"),
    (r"argument (\S+): (.*)", r"\1: \2"),
)
"""argparse speaks English; what it can say here, in Indonesian."""


class Parser(argparse.ArgumentParser):
    """A parser whose help and complaints are Indonesian."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "add_help": False})
        self._positionals.title, self._optionals.title = "perintah", "opsi"
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "pemakaian: ", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "pemakaian: ", 1)

    def error(self, message: str) -> NoReturn:
        for english, indonesian in PHRASES:
            message = re.sub(f"^{english}$", indonesian, message)
        self.exit(Exit.USAGE, f"{self.format_usage()}{self.prog}: salah pakai: {message}\n")


def _parse_year(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text):
        raise argparse.ArgumentTypeError(f"terbaca «{text}», diharapkan tahun empat angka, mis. 2023")
    return int(text)


def _parse_jobs(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d*", text):
        raise argparse.ArgumentTypeError(f"terbaca «{text}», diharapkan bilangan bulat mulai dari 1")
    return int(text)


def _parse_seconds(text: str) -> float:
    if not re.fullmatch(r"\d+([.,]\d+)?", text) or not float(text.replace(",", ".")):
        raise argparse.ArgumentTypeError(f"terbaca «{text}», diharapkan lamanya dalam detik, mis. 300")
    return float(text.replace(",", "."))


def _parse_memory(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d*", text):
        raise argparse.ArgumentTypeError(f"terbaca «{text}», diharapkan banyaknya MiB, mis. 2048")
    return int(text)


def _parse_formats(text: str) -> list[str]:
    formats = [part.strip() for part in text.split(",")]
    unknown = [part for part in formats if part not in FORMATS]
    if unknown:
        raise argparse.ArgumentTypeError(f"format «{', '.join(unknown)}» tidak dikenal; yang ada: {', '.join(FORMATS)}")
    return [name for name in FORMATS if name in formats]


def make_parser() -> Parser:
    """Return the parser of the whole command line."""
    parser = Parser(prog="lkip", description="Menyusun Laporan Kinerja (LKjIP) dari data CSV.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="{init,build,check,audit,doctor}")
    init = commands.add_parser(
        "init",
        help="mulai proyek baru",
        description="Memulai proyek baru: buku, bab, dan data contoh dari instansi rekaan.",
    )
    init.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="folder proyek; bawaan: folder ini")
    build = commands.add_parser(
        "build", help="susun dan terbitkan laporan", description="Menyusun dan menerbitkan laporan."
    )
    check = commands.add_parser("check", help="periksa data", description="Memeriksa data tanpa menyusun laporan.")
    audit = commands.add_parser(
        "audit",
        help="cari pertentangan dan kekurangan",
        description="Mencari angka yang bertentangan dan isi yang kurang dalam data dan dalam laporan yang sudah diterbitkan.",
    )
    for command in (build, check, audit):
        command.add_argument(
            "--data",
            default="data",
            metavar="LOKASI",
            help="folder data, atau alamatnya: s3://…, gs://…, abfs://…; bawaan: data",
        )
        command.add_argument(
            "--instansi", action="append", default=[], metavar="S", help="instansi (folder di data/); bawaan: semua"
        )
        command.add_argument(
            "--tahun",
            action="append",
            default=[],
            type=_parse_year,
            metavar="T",
            help="tahun laporan; bawaan: semua yang ada datanya",
        )
    build.add_argument(
        "--format",
        type=_parse_formats,
        default=[],
        metavar="F",
        help="html,pdf,docx, satu atau beberapa; bawaan: menurut format: di _quarto.yml (html,pdf)",
    )
    build.add_argument("--renderer", choices=RENDERERS, default="auto", help="penyaji; bawaan: auto (Quarto bila ada)")
    for command in (build, check, audit):
        command.add_argument(
            "--jobs",
            type=_parse_jobs,
            default=0 if command is build else os.cpu_count() or 1,
            metavar="N",
            help="banyaknya proses; bawaan: menurut inti prosesor dan memori",
        )
    build.add_argument(
        "--scheduler",
        default="",
        metavar="ALAMAT",
        help="susun dengan klaster dask di alamat ini, mis. tcp://10.0.0.5:8786",
    )
    build.add_argument("--force", action="store_true", help="susun ulang juga yang tidak berubah")
    build.add_argument("--kernel", action="store_true", help="jalankan setiap bab dalam kernel Jupyter (lebih lambat)")
    build.add_argument(
        "--batas-waktu", type=_parse_seconds, default=300.0, metavar="DETIK", help="lamanya satu bab; bawaan: 300"
    )
    build.add_argument(
        "--batas-memori", type=_parse_memory, default=2048, metavar="MIB", help="memori satu bab; bawaan: 2048"
    )
    build.add_argument("--quiet", action="store_true", help="jangan tampilkan kemajuan; kesalahan tetap disebutkan")
    build.add_argument("--strict", action="store_true", help="jangan terbitkan bila audit menemukan galat")
    build.add_argument(
        "--output", default="_site", metavar="LOKASI", help="folder hasil, atau alamatnya seperti data; bawaan: _site"
    )
    check.add_argument("--rinci", action="store_true", help="sebutkan juga apa yang dibaca dengan penyesuaian")
    for command in (check, audit):
        command.add_argument("--json", action="store_true", help="tulis temuan sebagai JSON")
    build.add_argument("--json", action="store_true", help="tulis hasilnya sebagai JSON")
    commands.add_parser(
        "doctor", help="periksa pemasangan", description="Memeriksa apa yang terpasang dan apa yang kurang."
    )
    return parser


class StoppedError(BaseException):
    """The system asks the command to end."""


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise StoppedError


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; of one that was interrupted, as shells tell it: 128 and the signal."""
    settle()
    try:
        arguments = make_parser().parse_args(argv)
        signal.signal(signal.SIGTERM, _stop)
        status = int(COMMANDS[arguments.command](arguments))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        silence()
        return 128 + getattr(signal, "SIGPIPE", 13)
    except (KeyboardInterrupt, StoppedError) as error:
        print("lkip: dihentikan; yang belum selesai tidak diterbitkan.", file=sys.stderr)
        return 128 + (signal.SIGTERM if isinstance(error, StoppedError) else signal.SIGINT)
    except LkipError as error:
        print(f"lkip: {error}", file=sys.stderr)
        return int(error.status)
    except OSError as error:
        silence()
        print(f"lkip: sistem menolak: {describe_refusal(error)}.", file=sys.stderr)
        return int(Exit.MACHINERY)
    except Exception as error:
        print(f"lkip: {tell_fault(error)}", file=sys.stderr)
        return int(Exit.MACHINERY)


def _open_project(arguments: argparse.Namespace) -> Project:
    """Return the project with the data that was asked for; what lies in a store is copied here first."""
    from lkip.project import find_project
    from lkip.store import is_remote

    project, data = find_project(Path.cwd()), arguments.data
    if is_remote(data):
        from lkip.remote import fetch_data

        data = fetch_data(project, data, arguments.instansi)
    return replace(project, data_folder=Path(data))


def _choose_site(arguments: argparse.Namespace) -> Site:
    """Return where reports are to be published; a place that would harm other files is refused."""
    from lkip.ownership import check_address, check_folder
    from lkip.project import find_project
    from lkip.publish import Site
    from lkip.store import is_remote

    if is_remote(arguments.output):
        from lkip.remote import RemoteSite

        check_address(arguments.data, arguments.output)
        return RemoteSite(arguments.output)
    project = find_project(Path.cwd())
    if not is_remote(arguments.data):
        project = replace(project, data_folder=Path(arguments.data))
    return Site(check_folder(project, arguments.output))


def _init(arguments: argparse.Namespace) -> Exit:
    from lkip.init import EXAMPLE, init_project

    init_project(Path(arguments.folder))
    move = [] if arguments.folder == "." else [f"  cd {arguments.folder}"]
    steps = [
        "Proyek siap. Langkah berikutnya:",
        *move,
        "  lkip build                 menyusun laporan contoh ke _site/index.html",
        "  jupyter lab                membuka dan menyunting bab di notebooks/",
        f"Data instansi Anda: buat folder data/<instansi>/ seperti {EXAMPLE}/, lalu jalankan lkip check.",
    ]
    print("\n".join(steps))
    return Exit.OK


def _build(arguments: argparse.Namespace) -> Exit:
    # Heavy imports wait until a command needs them, so that help comes at once.
    from lkip.build import Options, build
    from lkip.limits import Limits
    from lkip.progress import choose_progress
    from lkip.project import list_reports
    from lkip.quarto_yml import check_project
    from lkip.summary import print_summary, print_summary_json

    site = _choose_site(arguments)
    project = _open_project(arguments)
    reports = list_reports(project, arguments.instansi, arguments.tahun)
    notes = check_project(project, (report.instansi for report in reports))
    options = Options(
        tuple(arguments.format), arguments.renderer, arguments.jobs, arguments.scheduler, arguments.kernel,
        arguments.strict, arguments.force, Limits(arguments.batas_waktu, arguments.batas_memori),
    )  # fmt: skip
    progress = choose_progress(quiet=arguments.quiet or arguments.json, live=sys.stdout.isatty())
    summary = build(project, reports, options, site, progress)
    summary = replace(summary, notes=(*notes, *summary.notes))
    if arguments.json:
        print_summary_json(summary)
    else:
        print_summary(summary, quiet=arguments.quiet)
    if summary.status is Exit.OK:
        made = len(summary.outcomes)
        what = f"Terbit: {made} laporan" if made else "Tidak ada yang berubah"
        progress.announce(f"{what}. Buka {site.page}")
    return summary.status


def _check(arguments: argparse.Namespace) -> Exit:
    return _examine(arguments, audit=False)


def _audit(arguments: argparse.Namespace) -> Exit:
    return _examine(arguments, audit=True)


def _examine(arguments: argparse.Namespace, *, audit: bool) -> Exit:
    from lkip.examine import examine
    from lkip.project import list_reports
    from lkip.tell import print_examinations, print_json

    project = _open_project(arguments)
    reports = list_reports(project, arguments.instansi, arguments.tahun)
    examinations = examine(project, reports, audit=audit, jobs=arguments.jobs)
    if arguments.json:
        print_json(examinations)
    else:
        print_examinations(examinations, audit=audit, detailed=not audit and arguments.rinci)
    grave = any(t.tingkat == "galat" for e in examinations for t in (*e.masalah, *e.temuan))
    return Exit.CONTENT if grave else Exit.OK


def _doctor(arguments: argparse.Namespace) -> Exit:
    from lkip.doctor import examine

    findings = list(examine())
    for finding in findings:
        mark = "baik " if not finding.remedy else ("KURANG" if finding.needed else "info ")
        print(f"{mark:7}{finding.what}: {finding.found}{'. ' + finding.remedy if finding.remedy else ''}")
    return Exit.MACHINERY if any(f.remedy and f.needed for f in findings) else Exit.OK


COMMANDS = {"init": _init, "build": _build, "check": _check, "audit": _audit, "doctor": _doctor}


if __name__ == "__main__":
    raise SystemExit(main())
