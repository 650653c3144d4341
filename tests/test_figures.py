"""Charts of the report: what each draws can be taken along, and leads back to its files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal

import pytest

from lkip_utils import Dataset, figures
from lkip_utils.csv_kantor import BOM, MOST_PLACES
from lkip_utils.display import Figure
from lkip_utils.kinerja import compute_hasil
from lkip_utils.numbers import round_half_up

A = "dinas-contoh-uji"
CHARTS: list[Callable[[Dataset], Figure]] = [
    figures.chart_organisasi,
    figures.chart_pendidikan,
    figures.chart_program,
    figures.chart_serapan,
    figures.chart_belanja,
    figures.chart_sakip,
    lambda dataset: figures.chart_target(dataset, "iku-1"),
    lambda dataset: figures.chart_renstra(dataset, "iku-1"),
]


def values(figure: Figure) -> list[dict[str, str]]:
    """Return what a chart gives to take along, by column."""
    data, metadata = figure.titled("fig-x", "Judul")._repr_mimebundle_()
    assert metadata["berkas"]["text/csv"] == "tabel/fig-x.csv"
    return list(csv.DictReader(data["text/csv"].removeprefix(BOM).splitlines(), delimiter=";"))


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_gives_its_values_and_their_sources(dataset: Dataset, chart: Callable[[Dataset], Figure]) -> None:
    figure = chart(dataset)
    assert values(figure)
    assert figure.sources
    assert all(name.startswith(f"{A}/") for name, _ in figure.sources)
    published = {f"data/{path.split('/')[-1]}" for path, link in figure.sources if link}
    assert {link for _, link in figure.sources if link} == published


def test_values_are_those_of_the_data_unrounded(dataset: Dataset) -> None:
    row = values(figures.chart_target(dataset, "iku-1"))[0]
    assert row["Satuan"] == "%"
    realisasi = compute_hasil(dataset, "iku-1").realisasi
    assert isinstance(realisasi, Decimal)
    assert number(row["Realisasi"]) == round_half_up(realisasi, MOST_PLACES)
    years = {row["Tahun"]: row for row in values(figures.chart_renstra(dataset, "iku-1"))}
    assert number(years["2023"]["Realisasi"]) == 60
    assert number(years["2024"]["Target Renstra"]) == 78
    amounts = values(figures.chart_belanja(dataset))
    assert [row["Pagu (Rp)"] for row in amounts] == [str(row["pagu"]) for row in dataset.rows("belanja")]


def test_what_is_not_known_is_empty(dataset: Dataset) -> None:
    assert [row["Realisasi"] for row in values(figures.chart_target(dataset, "iku-4"))] == [""]


def test_a_panel_for_every_iku(dataset: Dataset) -> None:
    panel = figures.list_panel(dataset)
    assert [figure.label for figure in panel] == ["panel-iku-1", "panel-iku-2", "panel-iku-3", "panel-iku-4"]
    assert "66,67% dari target 80%" in panel[0].alt
    assert all("text/csv" not in figure._repr_mimebundle_()[0] for figure in panel)
