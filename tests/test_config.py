import pytest

from rdsearch import config
from rdsearch.config import ChunkConfig, Config, ExtractConfig, FusionConfig, WorkerConfig
from rdsearch.errors import ConfigError


def written(tmp_path, text):
    path = tmp_path / "rdsearch.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_settings_file_the_defaults_hold(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert config.load() == Config()


def test_the_settings_file_of_this_folder_is_found(tmp_path, monkeypatch):
    written(tmp_path, "[chunk]\ntarget_tokens = 120\n")
    monkeypatch.chdir(tmp_path)
    assert config.load().chunk.target_tokens == 120


def test_every_setting_can_be_given(tmp_path):
    path = written(
        tmp_path,
        'model = "map"\nsources = ["a", "b"]\n[extract]\nocr = "off"\n[workers]\nmax_seconds = 5\n'
        "[chunk]\nmin_tokens = 10\n[fusion]\nlexical_weight = 0.5\n",
    )
    assert config.load(path) == Config(
        model="map",
        sources=("a", "b"),
        extract=ExtractConfig(ocr="off"),
        workers=WorkerConfig(max_seconds=5),
        chunk=ChunkConfig(min_tokens=10),
        fusion=FusionConfig(lexical_weight=0.5),
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("sorces = ['a']", "sorces"),
        ("[chunk]\ntaget_tokens = 1", "chunk.taget_tokens"),
        ("[extract]\nocr = 'soms'", "extract.ocr"),
        ("sources = 'corpus'", "sources"),
        ("[chunk]\nmax_tokens = 10", "must rise in that order"),
        ("[extract]\nmax_pages = 0", "max_pages must be positive"),
        ("[workers]\nmax_seconds = 0", "max_seconds must be positive"),
        ("[workers]\nmax_memory_mb = -1", "max_memory_mb must be positive"),
        ("[fusion]\ndepth = 0", "depth must be positive"),
        ("[fusion]\nlexical_weight = 1.5", "lexical_weight must be from 0 to 1"),
        ("niet = = toml", "cannot be read as TOML"),
    ],
)
def test_a_slip_in_the_settings_is_one_line_that_names_it(tmp_path, text, named):
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as raised:
        config.load(path)
    message = str(raised.value)
    assert named in message
    assert str(path) in message
    assert "\n" not in message


@pytest.mark.parametrize("name", ["weg.toml", "."])
def test_a_settings_file_that_cannot_be_read_is_named(tmp_path, name):
    with pytest.raises(ConfigError, match=r"weg\.toml|cannot be read"):
        config.load(tmp_path / name)


def test_equal_settings_give_equal_fingerprints_and_any_change_gives_another():
    same = config.fingerprint(ExtractConfig(), ChunkConfig(), "1")
    assert same == config.fingerprint(ExtractConfig(), ChunkConfig(), "1")
    assert same != config.fingerprint(ExtractConfig(ocr="off"), ChunkConfig(), "1")
    assert same != config.fingerprint(ExtractConfig(), ChunkConfig(min_tokens=1), "1")
    assert same != config.fingerprint(ExtractConfig(), ChunkConfig(), "2")
