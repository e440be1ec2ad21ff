from pathlib import Path

import pytest

from rdsearch.errors import ConfigError
from rdsearch_service.run import serve
from rdsearch_service.settings import load_settings


def test_the_environment_sets_what_nothing_overrides(monkeypatch):
    monkeypatch.setenv("RDSEARCH_INDEX_DIR", "ergens")
    monkeypatch.setenv("RDSEARCH_PORT", "9000")
    monkeypatch.setenv("RDSEARCH_CORS_ORIGINS", "https://a.example.nl, https://b.example.nl")
    settings = load_settings(port=9100, host=None)
    assert settings.index_dir == Path("ergens")
    assert settings.port == 9100
    assert settings.host == "127.0.0.1"
    assert settings.cors_origins == ("https://a.example.nl", "https://b.example.nl")


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("PORT", "veel", "integer"),
        ("PORT", "70000", "65535"),
        ("CORS_ORIGINS", "*", "every website"),
        ("CORS_ORIGINS", "https://a.example.nl/pad", "not an origin"),
        ("PUBLIC_URL", "http://zoek.example.nl", "https://"),
        ("PUBLIC_URL", "https://zoek.example.nl/pad", "without a path"),
        ("TRUSTED_PROXIES", "*", "name the proxies"),
        ("SECURITY_CONTACT", "security@example.nl", "mailto:"),
        ("POLL_SECONDS", "0", "greater than 0"),
        ("INDEXDIR", "ergens", "unknown setting RDSEARCH_INDEXDIR"),
    ],
)
def test_a_bad_or_unsafe_value_stops_start_up_with_one_line(monkeypatch, name, value, reason):
    monkeypatch.setenv(f"RDSEARCH_{name}", value)
    with pytest.raises(ConfigError) as caught:
        serve()
    message = str(caught.value)
    assert f"RDSEARCH_{name}" in message
    assert reason in message
    assert "\n" not in message


def test_every_bad_value_is_named_at_once(monkeypatch):
    monkeypatch.setenv("RDSEARCH_PORT", "x")
    monkeypatch.setenv("RDSEARCH_IMAGE_CACHE_MB", "y")
    with pytest.raises(ConfigError, match=r"RDSEARCH_PORT.*; RDSEARCH_IMAGE_CACHE_MB"):
        load_settings()
