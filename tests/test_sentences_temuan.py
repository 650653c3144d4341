"""Sentences about the audit and the register."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lkip_utils import Dataset, read_dataset, sentences
from lkip_utils.audit import audit_dataset
from lkip_utils.register import build_register, count_status

Read = Callable[..., Dataset]
ROOT = Path(__file__).parents[1]


def test_the_findings_are_counted_by_level(dataset: Dataset) -> None:
    levels = [temuan.tingkat for temuan in audit_dataset(dataset) if not temuan.diputuskan]
    text = sentences.summarise_temuan(dataset)
    assert f"{levels.count('galat')} pertentangan angka atau isi" in text
    assert f"{levels.count('peringatan')} hal yang kurang atau meragukan" in text
    assert "1 (satu) temuan sudah diputuskan secara terbuka" in text


def test_good_data_is_said_to_be_good() -> None:
    dataset = read_dataset("contoh-dinas-teladan", 2025, ROOT / "data")
    assert "tidak menemukan pertentangan atau kekurangan" in sentences.summarise_temuan(dataset)
    assert "temuan audit masih terbuka" not in sentences.list_perhatian(dataset)


def test_the_register_is_summed_up(dataset: Dataset) -> None:
    counts = count_status(build_register(dataset))
    text = sentences.summarise_register(dataset)
    assert text.startswith(f"Dari {len(build_register(dataset))} angka tercetak, {counts['sesuai']} sesuai")
    assert "register-angka.csv" in text


def test_a_report_that_was_never_printed_has_nothing_to_compare(data: Path, read: Read) -> None:
    (data / "dinas-contoh-uji" / "2024" / "angka_tercetak.csv").unlink()
    text = sentences.summarise_register(read())
    assert text == "Angka tercetak laporan tahun 2024 belum tersedia, sehingga belum ada yang dapat dibandingkan."
