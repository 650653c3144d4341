"""The checklists that reviewers and evaluators work through, answered from the data as far as they tell."""

from lkip_utils.daftar_periksa.jawaban import Bagian, Daftar, Jawaban, list_bagian, list_jawaban
from lkip_utils.daftar_periksa.perkiraan import ATURAN, Perkiraan, estimate_komponen_3, grade, sum_perkiraan

__all__ = [
    "ATURAN",
    "Bagian",
    "Daftar",
    "Jawaban",
    "Perkiraan",
    "estimate_komponen_3",
    "grade",
    "list_bagian",
    "list_jawaban",
    "sum_perkiraan",
]
