import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from tests.hash_encoder import HashEncoder
from tests.making import TOPICS, build_index, document_of, key_of, report_of, stage

from rdsearch.errors import IndexUnusable, IngestBusy
from rdsearch.index import building, current_id, is_own_copy, locked, open_index, parted, verify
from rdsearch.late_interaction import fitted_to
from rdsearch.search import Query, Searcher
from rdsearch.store import FileFailure

WATER = document_of(report_of("water"), *TOPICS["water"])
FIETSEN = document_of(report_of("fietsen"), *TOPICS["fietsen"])


TOKEN_FILES = ["token_codes.bin", "token_spans.bin", "token_ends.npy", "token_projection.npy"]


@pytest.fixture
def root(tmp_path):
    build_index(tmp_path, WATER, FIETSEN)
    return tmp_path


def findings(root):
    index = open_index(root)
    try:
        return [(finding.where, finding.what) for finding in verify(index)]
    finally:
        index.close()


def titles(root):
    index = open_index(root)
    try:
        return [entry.report.title for entry in index.catalog.reports()]
    finally:
        index.close()


def test_an_index_holds_what_was_added_in_rows_of_one_numbering(root):
    index = open_index(root)
    encoder = HashEncoder()
    passages = [*index.catalog.passages()]
    assert [p.report_id for p in passages] == ["fietsen"] * 3 + ["water"] * 3
    for row, passage in enumerate(passages):
        vector = encoder.encode_query(passage.text).vector
        assert index.dense.search(vector, 1)[0].row == row
        assert index.lexical.search(passage.text, 10)[0].row == row
        assert row in index.literal.occurrences(passage.text).rows
        assert index.catalog.passages_at([row]) == {row: passage}
    index.close()


def test_the_manifest_says_what_is_in_it(root):
    manifest = open_index(root).manifest
    assert (manifest.reports, manifest.pages, manifest.passages) == (2, 2, 6)
    assert manifest.key == key_of(HashEncoder())
    files = {
        p.relative_to(root / manifest.index_id).as_posix()
        for p in (root / manifest.index_id).rglob("*")
        if p.is_file()
    }
    assert {*manifest.files} == files - {"manifest.json"}


def test_a_sound_index_has_no_findings(root):
    assert findings(root) == []


def test_the_index_keeps_a_copy_of_each_pdf(root):
    index = open_index(root)
    assert index.pdf_path("water").read_bytes() == b"%PDF- water"
    assert is_own_copy(root, index.pdf_path("water"))
    assert not is_own_copy(root, root / "pdf" / "water.pdf")
    with pytest.raises(KeyError):
        index.pdf_path("weg")


def test_an_index_without_reports_can_be_opened_and_asked(tmp_path):
    build_index(tmp_path)
    index = open_index(tmp_path)
    assert Searcher(index, HashEncoder()).search(Query("dijk")).hits == ()
    assert findings(tmp_path) == []


def test_failures_are_kept_with_the_index(tmp_path):
    failure = FileFailure("x.pdf", None, "encrypted", "x.pdf is protected")
    build_index(tmp_path, WATER, failures=[failure])
    assert open_index(tmp_path).catalog.failures() == (failure,)


def test_a_new_index_takes_the_place_of_the_old_one_at_once(root):
    before = current_id(root)
    build_index(root, WATER)
    assert current_id(root) != before
    assert titles(root) == ["Rapport water"]


def test_two_builds_of_the_same_within_a_second_are_two_indexes(tmp_path):
    assert len({build_index(tmp_path, WATER).index_id for _ in range(3)}) == 3


def test_a_reader_keeps_the_index_that_it_opened(root):
    index = open_index(root)
    build_index(root, FIETSEN)
    searcher = Searcher(index, HashEncoder())
    assert searcher.search(Query("dijk langs de Vennebeek")).hits[0].passage.report_id == "water"
    with ThreadPoolExecutor(2) as pool:  # also from a thread that comes later
        assert pool.submit(index.catalog.report, "water").result().report.title == "Rapport water"
    index.close()


def test_old_builds_are_cleared_away_but_for_the_last(root):
    ids = [build_index(root, WATER).index_id for _ in range(4)]
    left = sorted(p.name for p in root.iterdir() if (p / "manifest.json").is_file())
    assert left == sorted(ids[-2:])


def test_nothing_else_is_left_beside_the_builds(root):
    names = {p.name for p in root.iterdir()}
    assert names == {"current", ".lock", current_id(root)}


def test_there_is_no_index_where_none_was_built(tmp_path):
    assert current_id(tmp_path / "weg") is None
    with pytest.raises(IndexUnusable, match=r"there is no index in .*`rdsearch ingest`"):
        open_index(tmp_path / "weg")


def test_a_file_in_place_of_the_index_folder_is_one_clear_line(tmp_path):
    (tmp_path / "indexes").write_text("geen map")
    with pytest.raises(IndexUnusable, match="cannot be read as an index"):
        open_index(tmp_path / "indexes")
    with (
        pytest.raises(IndexUnusable, match="no index can be written"),
        locked(tmp_path / "indexes"),
    ):
        pass


def changed_manifest(root, **changes):
    path = root / current_id(root) / "manifest.json"
    data = json.loads(path.read_text())
    data["key"] |= changes.pop("key", {})
    path.write_text(json.dumps(data | changes))


def test_an_index_of_another_format_is_refused(root):
    changed_manifest(root, key={"schema_version": 0})
    with pytest.raises(
        IndexUnusable, match=r"has format 0, this program reads \d+; build it again"
    ):
        open_index(root)


@pytest.mark.parametrize("changes", [{"passages": 5}, {"key": {"dim": 8}}])
def test_an_index_whose_counts_disagree_is_refused(root, changes):
    changed_manifest(root, **changes)
    with pytest.raises(IndexUnusable, match="do not agree"):
        open_index(root)


@pytest.mark.parametrize("changes", [{"reports": "veel"}, {"files": None}, {"iets": 1}])
def test_an_index_with_a_damaged_manifest_is_refused(root, changes):
    changed_manifest(root, **changes)
    if "iets" in changes:  # a later program may say more
        open_index(root).close()
    else:
        with pytest.raises(IndexUnusable, match=r"manifest of .* is damaged"):
            open_index(root)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"key": 3}'])
def test_an_index_without_a_readable_manifest_is_refused(root, content):
    (root / current_id(root) / "manifest.json").write_text(content)
    with pytest.raises(IndexUnusable, match="no readable manifest"):
        open_index(root)


@pytest.mark.parametrize(
    "name",
    [
        "manifest.json",
        "catalog.db",
        "dense.faiss",
        "token_codes.bin",
        "token_projection.npy",
        "lexical",
        ".",
    ],
)
def test_an_index_that_lacks_a_part_is_refused(root, name):
    path = root / current_id(root) / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(IndexUnusable, match="rdsearch ingest"):
        open_index(root)


WORD_FILES = [
    f"lexical/{name}"
    for name in ("terms/meta.json", "near/meta.json", "words.tsv", "abbreviations.json")
]
WORD_FILES += [f"literal/{name}" for name in ("letters", "gaps", "pieces.npy")]


def parts():
    return ["catalog.db", "dense.faiss", *TOKEN_FILES, *WORD_FILES]


@pytest.mark.parametrize("name", parts())
@pytest.mark.parametrize("content", [b"", b"\0" * 5_000, "half"])
def test_an_index_with_a_damaged_part_is_refused(root, name, content):
    path = root / current_id(root) / name
    path.write_bytes(
        path.read_bytes()[: path.stat().st_size // 2] if content == "half" else content
    )
    with pytest.raises(IndexUnusable, match="rdsearch ingest"):
        open_index(root)


def test_a_current_pointer_that_is_garbage_is_refused(root):
    (root / "current").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(IndexUnusable, match="cannot be read as an index"):
        open_index(root)


def flip(path, offset):
    """Changes one byte, through a copy: files of two indexes may be one by a hard link."""
    content = bytearray(path.read_bytes())
    content[offset] ^= 0x01
    path.unlink()
    path.write_bytes(content)


@pytest.mark.parametrize(
    "name", ["catalog.db", "vectors.npy", "dense.faiss", *TOKEN_FILES[:2], "pdf"]
)
def test_verify_finds_a_flipped_byte(root, name):
    path = root / current_id(root) / name
    path = next(path.iterdir()) if path.is_dir() else path
    flip(path, path.stat().st_size - 5)
    where = path.relative_to(root / current_id(root)).as_posix()
    assert (where, "has changed since the index was built") in findings(root)


@pytest.mark.parametrize("name", ["vectors.npy", "pdf"])
def test_verify_finds_a_missing_file(root, name):
    path = root / current_id(root) / name
    path = next(path.iterdir()) if path.is_dir() else path
    path.unlink()
    assert (path.relative_to(root / current_id(root)).as_posix(), "is missing") in findings(root)


def test_verify_finds_a_page_whose_text_is_no_longer_what_the_excerpts_say(root):
    path = root / current_id(root) / "catalog.db"
    content = path.read_bytes()
    page = content.find(b"Vennebeek")  # the page is stored before its passages
    path.write_bytes(content[:page] + b"Vonnebeek" + content[page + 9 :])
    index = open_index(root)
    texts = [what for where, what in findings(root) if where == "water"]
    assert len(texts) == 1
    assert "differs from its stored page" in texts[0]
    index.close()


def test_verify_of_any_flipped_byte_of_the_catalog_is_a_finding_or_a_refusal(root):
    path = root / current_id(root) / "catalog.db"
    whole = path.read_bytes()
    for offset in np.random.default_rng(3).integers(0, len(whole), 60):
        flip(path, int(offset))
        with suppress(IndexUnusable):
            assert findings(root)
        path.write_bytes(whole)
    assert findings(root) == []


def test_verify_finds_vectors_that_are_not_of_length_one(root):
    path = root / current_id(root) / "vectors.npy"
    vectors = np.load(path)
    vectors[2] *= 2
    np.save(path, vectors)
    assert ("vectors.npy", "1 vectors are not of length 1") in findings(root)


def test_a_second_build_at_the_same_time_is_refused_and_a_later_one_is_not(tmp_path):
    with locked(tmp_path):
        with pytest.raises(IngestBusy, match="wait for it to end"), locked(tmp_path):
            pass
        found = []
        thread = threading.Thread(target=lambda: found.append(busy(tmp_path)))
        thread.start()
        thread.join()
        assert found == [True]
    with locked(tmp_path):
        pass


def busy(root):
    try:
        with locked(root):
            return False
    except IngestBusy:
        return True


def test_what_an_unfinished_build_made_is_there_for_the_next_of_the_same_key(root):
    before = current_id(root)
    key = key_of(HashEncoder())
    with locked(root), building(root, key) as builder:
        stage(builder, WATER)
    assert current_id(root) == before
    with locked(root), building(root, key) as builder:
        assert [*builder.staged().values()] == [WATER.report]
        builder.publish(["water"])
    assert titles(root) == ["Rapport water"]
    assert findings(root) == []


@pytest.mark.parametrize("resume", [True, False])
def test_a_build_of_another_key_or_one_begun_anew_starts_from_nothing(root, resume):
    with locked(root), building(root, key_of(HashEncoder())) as builder:
        stage(builder, WATER)
    key = key_of(HashEncoder(), fingerprint="anders" if resume else "f")
    with locked(root), building(root, key, resume=resume) as builder:
        assert builder.staged() == {}


def test_what_is_not_published_does_not_get_in(root):
    with locked(root), building(root, key_of(HashEncoder())) as builder:
        for document in (WATER, FIETSEN):
            stage(builder, document)
        manifest = builder.publish(["fietsen"])
    assert titles(root) == ["Rapport fietsen"]
    assert not any("water" in name for name in manifest.files)
    assert len([*(root / manifest.index_id / "pdf").iterdir()]) == 1
    assert findings(root) == []


def test_vectors_must_be_one_a_passage(root):
    def two(rows):
        (whole,) = WATER.fill(rows)
        return (next(parted(whole, [2])),)

    with (
        locked(root),
        building(root, key_of(HashEncoder())) as builder,
        pytest.raises(ValueError, match="2 vectors for 3 passages"),
    ):
        builder.add(WATER.report, two)


def test_an_encoder_that_has_drifted_does_not_change_the_projection_of_codes_that_are_carried(root):
    class Drifted(HashEncoder):
        def encode_query(self, text):
            found = super().encode_query(text)
            return replace(found, tokens=found.tokens + 1)

    index = open_index(root)
    with locked(root), building(root, key_of(HashEncoder())) as builder:
        builder.carry(WATER.report, index, source_id="water")
        projection = builder.projection_for(Drifted())
    assert np.array_equal(projection.mean, index.tokens.projection.mean)
    assert not np.allclose(fitted_to(Drifted()).mean, projection.mean)


def test_a_token_that_does_not_stand_in_its_passage_is_a_finding(root):
    path = root / current_id(root) / "token_spans.bin"
    spans = np.fromfile(path, np.uint16)
    spans[1] = 60_000
    spans.tofile(path)
    assert ("fietsen", "1 tokens do not stand in their passages") in findings(root)


def test_a_report_is_carried_with_its_vectors_and_pdf(root):
    index = open_index(root)
    (before,) = index.encoded("water")
    with locked(root), building(root, key_of(HashEncoder())) as builder:
        builder.carry(report_of("dijken", sha256=WATER.report.sha256), index, source_id="water")
        stage(builder, FIETSEN)
        builder.publish(["dijken", "fietsen"])
    carried = open_index(root)
    (after,) = carried.encoded("dijken")
    assert np.array_equal(after.vectors, before.vectors)
    assert np.array_equal(after.tokens.codes, before.tokens.codes)
    assert np.array_equal(after.tokens.spans, before.tokens.spans)
    assert np.array_equal(carried.tokens.projection.mean, index.tokens.projection.mean)
    assert carried.pdf_path("dijken").read_bytes() == b"%PDF- water"
    assert carried.pdf_path("dijken").samefile(index.pdf_path("water"))
    assert [p.passage_id for p in carried.catalog.passages_of("dijken")] == [
        p.passage_id for p in WATER.passages
    ]
    assert findings(root) == []
