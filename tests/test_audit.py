"""The audit as a whole: every rule explains itself, is proved by a test of its own, and is silent on good data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lkip_utils import read_dataset
from lkip_utils.audit import TOPIK, audit_dataset
from lkip_utils.audit.aturan import Aturan
from lkip_utils.audit.kamus import build_aturan_audit

ROOT = Path(__file__).parents[1]
RULES = [rule for rules in TOPIK.values() for rule in rules]

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kode)


def test_codes_are_stable_names() -> None:
    codes = [rule.kode for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert [code for code in codes if not re.fullmatch(r"[A-Z]\d\d", code)] == []
    assert not [code for code in codes if code[0] in "BD"], "D dan B milik pembacaan data"


def test_a_topic_has_a_letter_of_its_own() -> None:
    letters = [{rule.kode[0] for rule in rules} for rules in TOPIK.values()]
    assert all(len(letter) == 1 for letter in letters)
    assert len(set.union(*letters)) == len(letters)


@each_rule
def test_a_rule_explains_itself(rule: Aturan) -> None:
    assert len(rule.penjelasan.split()) > 4
    assert rule.judul
    assert rule.sumber
    assert not rule.sumber.endswith(".")


@each_rule
def test_a_rule_is_proved_by_a_test(rule: Aturan) -> None:
    """That the test breaks something and sees this code is its own business; that there is one is this one's."""
    tests = (
        path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py") if path.name != "test_audit.py"
    )
    assert any(f'"{rule.kode}"' in text for text in tests), f"aturan {rule.kode} tidak diuji"


def test_the_document_is_current() -> None:
    text = (ROOT / "docs" / "aturan-audit.md").read_text(encoding="utf-8")
    assert text == build_aturan_audit(), "Jalankan: python docs/generate.py"


@pytest.mark.parametrize("tahun", [2022, 2023])
def test_findings_of_the_real_report_are_whole_sentences(tahun: int) -> None:
    for temuan in audit_dataset(read_dataset("kesbangpol-balangan", tahun, ROOT / "data")):
        first = temuan.pesan.lstrip("«")[0]
        assert first.isupper() or first.isdigit(), temuan.pesan
        assert temuan.pesan.endswith("."), temuan.pesan
        assert "None" not in temuan.pesan, temuan.pesan
        assert (ROOT / "data" / temuan.berkas).is_file() or temuan.baris is None, temuan.berkas
