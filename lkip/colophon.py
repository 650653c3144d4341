"""The last page of the printed report: how it was made."""

from __future__ import annotations

from collections.abc import Mapping


def write_colophon(values: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what PDF and Word file say of their making: pairs of a name and a text.

    Parameters
    ----------
    values
        What the book says of the report: version, checksum of the data, date, notice of a demonstration agency.

    Examples
    --------
    >>> colophon = write_colophon({"versi": "1.0", "data": "0a1b", "waktu": "", "peragaan": ""})
    >>> [entry["nama"] for entry in colophon]
    ['Cara pembuatan', 'Sidik data', 'Data', 'Huruf']
    """
    says = {
        "Cara pembuatan": f"Laporan ini dihitung dan disusun dari data instansi oleh lkip {values['versi']}. "
        "Setiap angka berasal dari data itu; tidak ada yang disalin dengan tangan.",
        "Sidik data": f"{values['data']}. Laporan dengan sidik yang sama dibuat dari data yang sama.",
        "Data": "Berkas CSV sumber ada di folder data/ dan angka pokok di angka.json, di samping laporan ini pada situsnya.",
        "Tanggal laporan": values["waktu"],
        "Huruf": "Source Sans 3, dengan lisensi SIL Open Font License 1.1.",
        "Peragaan": values["peragaan"],
    }
    return [{"nama": name, "isi": text} for name, text in says.items() if text]
