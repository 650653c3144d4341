"""Rules about keputusan.csv: a decision must be one that the report can follow."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lkip_utils.angka import compute_angka
from lkip_utils.audit.aturan import Kejanggalan, aturan
from lkip_utils.dataset import Dataset, find_cell
from lkip_utils.keputusan import list_keputusan
from lkip_utils.numbers import format_number
from lkip_utils.register import compare

FOLLOWED = ("sesuai", "dibulatkan")


@aturan("U01", "galat", "Nilai yang diputuskan mengikuti data", "Aturan laporan: satu angka satu sumber")
def check_followed(dataset: Dataset) -> Iterator[Kejanggalan]:
    """Keputusan atas angka hitungan harus menyebut nilai yang memang dihasilkan data.

    Laporan hanya memuat angka yang mengikuti datanya. Bila nilai lain yang benar, yang diputuskan adalah
    sel data asalnya; angka hitungannya lalu ikut dengan sendirinya.
    """
    for keputusan in list_keputusan(dataset):
        if find_cell(dataset, keputusan.kunci) is not None:
            continue
        angka = compute_angka(dataset).get(keputusan.kunci)
        value = angka.nilai if angka else None
        if angka is None or compare(keputusan.nilai, value, angka.satuan).status not in FOLLOWED:
            given = format_number(value) if isinstance(value, Decimal) else value or "tidak ada nilai"
            yield Kejanggalan(
                "keputusan",
                f"Keputusan menetapkan «{keputusan.nilai}» untuk «{keputusan.kunci}», sedangkan data memberi {given}. "
                "Putuskan sel data asalnya, karena laporan hanya memuat angka yang mengikuti datanya.",
                keputusan.baris,
                "nilai",
                keputusan.kunci,
                tercetak=keputusan.nilai,
                terhitung=given,
            )


ATURAN = (check_followed,)
