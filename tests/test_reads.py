"""Reads of the data are recorded: files, answers, and what remembered values were made from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lkip_utils import Dataset
from lkip_utils.dataset import QUESTIONS, answer_only, remember, still_answers
from lkip_utils.reads import EVERYTHING, Read, is_recording, note_reads, record_reads

Edit = Callable[[str, str, str], None]


@remember
def count_rows(dataset: Dataset, file: str) -> int:
    return len(dataset[file])


@answer_only
def has_rows(dataset: Dataset, file: str) -> bool:
    return count_rows(dataset, file) > 0


def test_files_are_noted_with_their_year(dataset: Dataset) -> None:
    with record_reads() as reads:
        dataset.profil("nama")
        assert dataset.lalu
        _ = dataset.lalu["realisasi"]
    assert reads == {Read(2024, "profil"), Read(2023, "realisasi")}


def test_a_remembered_value_brings_its_reads_each_time(dataset: Dataset) -> None:
    for _ in range(2):
        with record_reads() as reads:
            assert count_rows(dataset, "realisasi") == len(dataset.frames["realisasi"])
        assert reads == {Read(2024, "realisasi")}


def test_what_the_reader_took_for_granted_concerns_everything(dataset: Dataset) -> None:
    with record_reads() as reads:
        assert dataset.penyesuaian == dataset.catatan
    assert reads == {Read(2024, EVERYTHING)}


def test_an_answer_is_noted_without_what_it_was_made_from(dataset: Dataset) -> None:
    with record_reads() as reads:
        assert has_rows(dataset, "realisasi")
    (read,) = reads
    assert (read.tahun, read.argumen) == (2024, ("realisasi",))
    assert read.nama.endswith("test_reads.has_rows")
    assert QUESTIONS[read.nama] is has_rows
    assert read.jawaban


def test_an_answer_holds_as_long_as_it_would_be_given_again(
    dataset: Dataset, read: Callable[..., Dataset], edit: Edit
) -> None:
    with record_reads() as reads:
        has_rows(dataset, "penghargaan")
    (noted,) = reads
    edit("2024/penghargaan.csv", "Piagam Rekaan dari Kabupaten Rekaan", "Piagam lain")
    assert still_answers(read(), noted)
    edit("2024/penghargaan.csv", "1,Piagam lain,\n", "")
    assert not still_answers(read(), noted)


def test_a_question_that_is_gone_is_not_answered(dataset: Dataset) -> None:
    assert not still_answers(dataset, Read(2024, "modul.tiada", (), "x"))


def test_recordings_nest(dataset: Dataset) -> None:
    assert not is_recording()
    with record_reads() as outer:
        note_reads([Read(2024, "a")])
        with record_reads() as inner:
            note_reads([Read(2024, "b")])
        note_reads([Read(2024, "c")])
    assert (outer, inner) == ({Read(2024, "a"), Read(2024, "c")}, {Read(2024, "b")})
    note_reads([Read(2024, "d")])
    assert len(outer) == 2


def test_a_recording_ends_with_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), record_reads():
        _ = 1 / 0
    assert not is_recording()
