"""What the service may be told, from `RDSEARCH_*`. A bad or unsafe value stops start-up."""

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from rdsearch.errors import ConfigError

PREFIX = "RDSEARCH_"
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


class Settings(BaseSettings):
    """All settings of the service. `RDSEARCH_PORT=9000` sets `port`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    index_dir: Path = Path("indexes")
    config_file: Path | None = None  # None is rdsearch.toml in this folder, if there is one
    model: str | None = None  # a folder or a hub name; None is the model of the settings file
    reranker: str | None = None  # a folder or a hub name; None is the reranker of the settings file
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65_535)  # 0 takes any free port
    public_url: str | None = None  # where readers reach the service, e.g. https://zoek.example.nl
    trusted_proxies: str = "127.0.0.1"  # whose X-Forwarded-* headers are believed
    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()  # comma-separated
    contact_name: str = "Beheer van rdsearch"
    contact_email: str = "beheer@example.nl"
    contact_url: str = "https://example.nl/contact"
    security_contact: str | None = None  # a mailto: or https: address for /.well-known/security.txt
    allow_indexing: bool = False  # whether web search engines may list the pages
    poll_seconds: float = Field(default=2.0, gt=0)  # how often to look for a new index
    image_cache_mb: int = Field(default=64, ge=1)
    image_seconds: float = Field(default=20.0, gt=0)  # what drawing one page may take

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("cors_origins")
    @classmethod
    def _named_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        for origin in origins:
            parts = urlsplit(origin)
            if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
                raise ValueError(
                    f"{origin!r} is not an origin like https://intranet.example.nl; "
                    "`*` would let every website read along"
                )
        return origins

    @field_validator("public_url")
    @classmethod
    def _https(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        is_local = parts.scheme == "http" and parts.hostname in _LOCAL_HOSTS
        if not parts.netloc or not (parts.scheme == "https" or is_local):
            raise ValueError("must be an https:// address (http:// only for this machine)")
        if parts.path.strip("/") or parts.query or parts.fragment:
            raise ValueError("must be a scheme and a host only, without a path")
        return value.rstrip("/")

    @field_validator("trusted_proxies")
    @classmethod
    def _named_proxies(cls, value: str) -> str:
        if "*" in value:
            raise ValueError("`*` would believe anybody's X-Forwarded-For; name the proxies")
        return value

    @field_validator("security_contact")
    @classmethod
    def _reachable(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("mailto:", "https://")):
            raise ValueError("must start with mailto: or https://")
        return value


def load_settings(**overrides: object) -> Settings:
    """The settings of the environment, with `overrides` (None means not given) on top.

    Raises ConfigError, one line that names everything that is wrong.
    """
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    present = {name.upper() for name in os.environ if name.upper().startswith(PREFIX)}
    if unknown := sorted(present - known):
        raise ConfigError(
            f"unknown setting {', '.join(unknown)}; known are {', '.join(sorted(known))}"
        )
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        wrong = (
            f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg'].removeprefix('Value error, ')}"
            for e in error.errors()
        )
        raise ConfigError("; ".join(wrong)) from None
