import multiprocessing
from concurrent.futures import ThreadPoolExecutor

import pytest

from rdsearch_service.drawing import Drawer, PictureFailed
from rdsearch_service.page_images import PageImages


@pytest.fixture
def images():
    drawer = Drawer(timeout_s=60)
    yield PageImages(drawer, cache_bytes=1_000_000)
    drawer.close()


def test_a_picture_that_is_kept_outlives_its_file(images, corpus_folder, tmp_path):
    copy = tmp_path / "kopie.pdf"
    copy.write_bytes((corpus_folder / "zorg.pdf").read_bytes())
    drawn = images.png(copy, 1, sha256="a", width_px=400)
    copy.unlink()
    assert images.png(copy, 1, sha256="a", width_px=400) == drawn
    with pytest.raises(PictureFailed):
        images.png(copy, 1, sha256="a", width_px=800)


def test_the_least_recently_used_pictures_make_room(images, corpus_folder, tmp_path):
    copy = tmp_path / "kopie.pdf"
    copy.write_bytes((corpus_folder / "markten.pdf").read_bytes())
    size = len(images.drawer.png(copy, 1, width_px=400))
    small = PageImages(images.drawer, cache_bytes=int(2.5 * size))
    for number in (1, 2, 1, 3):
        small.png(copy, number, sha256="a", width_px=400)
    copy.unlink()
    for kept in (1, 3):
        small.png(copy, kept, sha256="a", width_px=400)
    with pytest.raises(PictureFailed):
        small.png(copy, 2, sha256="a", width_px=400)


def test_a_file_that_is_no_pdf_costs_one_picture_only(images, corpus_folder):
    with pytest.raises(PictureFailed):
        images.png(corpus_folder / "kapot.pdf", 1, sha256="b", width_px=400)
    assert images.png(corpus_folder / "zorg.pdf", 1, sha256="a", width_px=400)


def test_drawing_that_takes_too_long_is_given_up(corpus_folder):
    drawer = Drawer(timeout_s=0.0)
    with pytest.raises(PictureFailed, match="longer than"):
        drawer.png(corpus_folder / "markten.pdf", 1, width_px=1600)
    drawer.close()


def test_a_drawing_process_that_dies_is_replaced(images, corpus_folder):
    images.drawer.start()
    for child in multiprocessing.active_children():
        child.kill()
        child.join()
    with pytest.raises(PictureFailed, match="died"):
        images.png(corpus_folder / "zorg.pdf", 1, sha256="a", width_px=400)
    assert images.png(corpus_folder / "zorg.pdf", 1, sha256="a", width_px=400)


def test_many_readers_at_once_get_the_same_picture(images, corpus_folder):
    def draw(_: int) -> bytes:
        return images.png(corpus_folder / "zorg.pdf", 1, sha256="a", width_px=400)

    with ThreadPoolExecutor(8) as readers:
        assert len(set(readers.map(draw, range(8)))) == 1
