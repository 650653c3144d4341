"""Marks: where a finding concerns a value, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable

from lkip_utils import Dataset, sentences, tables
from lkip_utils.tanda import find_mark, mark_prose, number_temuan

Read = Callable[..., Dataset]
Edit = Callable[[str, str, str], None]

MARK = re.compile(r'<a class="tanda" href="lampiran-2-register-angka\.html#(temuan-[\w-]+)">([\w-]+)</a>')


def test_every_finding_has_a_label_of_its_own(dataset: Dataset) -> None:
    labels = [b.label for b in number_temuan(dataset)]
    assert labels
    assert len(set(labels)) == len(labels)
    assert all(
        b.label.startswith(b.temuan.kode) and b.id == f"temuan-{b.label.lower()}" for b in number_temuan(dataset)
    )


def test_a_contradicted_value_is_marked_where_it_stands(dataset: Dataset) -> None:
    found = find_mark(dataset, "pegawai.jenis_kelamin")
    assert found is not None
    assert found.temuan.tercetak == "11"
    page = tables.tabulate_pegawai(dataset, "jenis_kelamin", "Jenis kelamin").to_html()
    assert MARK.findall(page) == [(found.id, found.label)]


def test_a_value_that_nothing_concerns_is_not_marked(edit: Edit, read: Read) -> None:
    edit("2024/angka_tercetak.csv", "Tabel 1.3,Jumlah,Jumlah,11,", "Tabel 1.3,Jumlah,Jumlah,10,")
    dataset = read()
    assert find_mark(dataset, "pegawai.jenis_kelamin") is None
    assert mark_prose(dataset, "pegawai.jenis_kelamin") == ""
    assert MARK.findall(tables.tabulate_pegawai(dataset, "jenis_kelamin", "Jenis kelamin").to_html()) == []


def test_the_headline_is_marked_in_prose(dataset: Dataset) -> None:
    found = find_mark(dataset, "anggaran.serapan")
    assert found is not None
    assert f"**74,35%** [{found.label}]({found.target}){{.tanda}}" in sentences.headline_cards(dataset)


def test_every_mark_leads_to_a_listed_finding(dataset: Dataset) -> None:
    lists = [tables.tabulate_temuan(dataset, tingkat).to_html() for tingkat in ("galat", "peringatan", "info")]
    anchors = set(
        re.findall(r'<span id="(temuan-[\w-]+)">', "".join([*lists, tables.tabulate_keputusan(dataset).to_html()]))
    )
    assert anchors == {b.id for b in number_temuan(dataset)}


def test_the_summary_counts_what_is_open(dataset: Dataset) -> None:
    levels = [b.temuan.tingkat for b in number_temuan(dataset) if not b.temuan.diputuskan]
    grave, doubtful = levels.count("galat"), levels.count("peringatan")
    assert f"temuan audit masih terbuka: {grave} pertentangan" in sentences.list_perhatian(dataset)
    assert f"dan {doubtful} hal yang kurang" in sentences.list_perhatian(dataset)
