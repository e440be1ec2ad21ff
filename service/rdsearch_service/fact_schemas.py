"""Quotes, outcomes and projects as they go in and out of the API."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, FiniteFloat, ValidationInfo, field_validator

from rdsearch_service.schemas import (
    MAX_PAGE_SIZE,
    MAX_QUESTION,
    MAX_REPORTS,
    Bronvermelding,
    Facetwaarde,
    Model,
    Tekstbereik,
    Vindplaats,
)

MAX_NAME = 200


def _with_words(text: str) -> str:
    """Words to ask for; nothing at all asks for everything."""
    if (text := text.strip()) and not any(character.isalnum() for character in text):
        raise ValueError("moet minstens één woord of getal bevatten")
    return text


class Soort(StrEnum):
    """Wat een cijfer over het werk zegt."""

    BEREIKT = "bereikt"
    GEPLAND = "gepland"
    INZET = "inzet"
    CONTEXT = "context"


class Aanduiding(StrEnum):
    PRECIES = "precies"
    MINSTENS = "minstens"
    HOOGSTENS = "hoogstens"
    ONGEVEER = "ongeveer"


class Volgorde(StrEnum):
    """Een andere volgorde dan de best passende eerst."""

    WAARDE = "waarde"
    PAGINA = "pagina"
    DOCUMENT = "document"


class Lijst(Model):
    """Een deel van een lijst."""

    page: int = Field(default=1, ge=1, le=100_000, description="Resultatenpagina, vanaf 1.")
    page_size: int = Field(
        default=20, ge=1, le=MAX_PAGE_SIZE, description="Aantal resultaten per pagina."
    )


class Feitvraag(Lijst):
    """Wat vragen naar citaten en naar uitkomsten delen."""

    q: Annotated[str, AfterValidator(_with_words)] = Field(
        default="",
        max_length=MAX_QUESTION,
        description="Waar het over gaat; tussen aanhalingstekens letterlijk. Leeg: alles.",
    )
    document_id: tuple[str, ...] = Field(
        default=(), max_length=MAX_REPORTS, description="Alleen uit deze documenten."
    )
    project: str = Field(
        default="",
        max_length=MAX_NAME,
        description="Alleen over dit project: naam, andere naam of projectId.",
    )

    @property
    def filters(self) -> tuple[str, ...]:
        """Names of the filters in use, never their values."""
        unlimited = {"q", "page", "page_size"}
        fields = type(self).model_fields.items()
        return tuple(
            field.alias or name
            for name, field in fields
            if name not in unlimited and getattr(self, name) != field.default
        )


class Citaatvraag(Feitvraag):
    """Een vraag naar citaten."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"q": "eenzaamheid in de dorpen", "spreker": "Ottink"}}
    )

    spreker: str = Field(
        default="",
        max_length=MAX_NAME,
        description="Alleen van deze spreker; een deel van de naam volstaat.",
    )
    organisatie: str = Field(
        default="", max_length=MAX_NAME, description="Alleen van sprekers van deze organisatie."
    )


class Uitkomstvraag(Feitvraag):
    """Een vraag naar uitkomsten in cijfers."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "q": "hoeveel bedrijven deden mee",
                "soort": ["bereikt"],
                "volgorde": "waarde",
            }
        }
    )

    soort: tuple[Soort, ...] = Field(
        default=(Soort.BEREIKT, Soort.GEPLAND, Soort.INZET),
        max_length=len(Soort),
        description="Soorten cijfers; zonder keuze alle behalve context, met een lege lijst alle.",
    )
    eenheid: str = Field(default="", max_length=40, description="Alleen in deze eenheid: %, euro.")
    periode: str = Field(
        default="", max_length=MAX_NAME, description="Woorden van de periode: 2023."
    )
    minimum: FiniteFloat | None = Field(default=None, description="Geen lagere waarde.")
    maximum: FiniteFloat | None = Field(default=None, description="Geen hogere waarde.")
    volgorde: Volgorde | None = Field(
        default=None, description="Zonder keuze: met q de best passende eerst, anders per document."
    )

    @field_validator("maximum")
    @classmethod
    def _in_order(cls, highest: float | None, info: ValidationInfo) -> float | None:
        lowest = info.data.get("minimum")
        if highest is not None and lowest is not None and lowest > highest:
            raise ValueError("mag niet lager zijn dan het minimum")
        return highest


class Projectvraag(Lijst):
    """Een vraag naar projecten."""

    model_config = ConfigDict(json_schema_extra={"example": {"q": "isoleer"}})

    q: str = Field(
        default="", max_length=MAX_QUESTION, description="Woorden van de naam. Leeg: alle."
    )
    thema: str = Field(default="", max_length=MAX_NAME, description="Alleen onder dit thema.")
    document_id: tuple[str, ...] = Field(
        default=(), max_length=MAX_REPORTS, description="Alleen in deze documenten."
    )


class Bewijs(Model):
    """De woorden die zeggen wie er spreekt."""

    tekst: str
    pagina: int = Field(description="Bladzijde van de PDF, vanaf 1.")
    begin: int
    eind: int


class Citaat(Model):
    """Wat iemand letterlijk zegt."""

    citaat_id: str
    tekst: str = Field(description="Letterlijke tekst, gecontroleerd tegen de bladzijde.")
    spreker: str | None = Field(
        description="De volledigste naam die het document geeft; null als de tekst het niet zegt."
    )
    functie: str | None
    organisatie: str | None
    delen: list[str] = Field(
        description="Ids van alle delen, dit citaat inbegrepen, als het onderbroken wordt of op een andere "
        "bladzijde verdergaat; anders alleen het eigen id."
    )
    bewijs: Bewijs | None
    passage_id: str | None
    bronvermelding: Bronvermelding
    ook_in: list[Vindplaats] = Field(description="Waar hetzelfde citaat nog meer staat.")
    url: str = Field(description="De bladzijde met het citaat gemarkeerd.")


class CitaatAntwoord(Citaat):
    index_id: str


class Uitkomst(Model):
    """Een cijfer met de zin waarin het staat."""

    uitkomst_id: str
    waarde: float
    bovengrens: float | None = Field(description="Van een bereik dat bij waarde begint.")
    waarde_voor: float | None = Field(description="Van een verandering die bij waarde eindigt.")
    aanduiding: Aanduiding
    eenheid: str | None
    wat: str = Field(description="Wat er geteld is.")
    soort: Soort
    periode: str | None = Field(description="Zoals de tekst die noemt.")
    zin: str = Field(description="Letterlijke tekst, gecontroleerd tegen de bladzijde.")
    cijfer: Tekstbereik | None = Field(description="Waar het cijfer in de zin staat.")
    passage_id: str | None
    bronvermelding: Bronvermelding
    ook_in: list[Vindplaats] = Field(description="Waar dezelfde uitkomst nog meer staat.")
    url: str = Field(description="De bladzijde met de zin gemarkeerd.")


class UitkomstAntwoord(Uitkomst):
    index_id: str


class _Bladzijde(Model):
    index_id: str
    count: int
    next: str | None = Field(
        description="De volgende resultaten; herhaal bij POST dezelfde inhoud op dit adres."
    )
    previous: str | None


class Citaatfacets(Model):
    """Per filter de waarden en hoeveel citaten die hebben, de meeste eerst. De vraag telt niet mee, woorden
    tussen aanhalingstekens wel; bij een filter dat aanstaat zijn de aantallen die zonder dat filter."""

    document_id: list[Facetwaarde]
    project: list[Facetwaarde]
    spreker: list[Facetwaarde]
    organisatie: list[Facetwaarde]


class Uitkomstfacets(Model):
    """Per filter de waarden en hoeveel uitkomsten die hebben, de meeste eerst. De vraag telt niet mee, woorden
    tussen aanhalingstekens wel; bij een filter dat aanstaat zijn de aantallen die zonder dat filter."""

    document_id: list[Facetwaarde]
    project: list[Facetwaarde]
    soort: list[Facetwaarde]
    eenheid: list[Facetwaarde]


class Citatenlijst(_Bladzijde):
    results: list[Citaat]


class Citaatresultaat(_Bladzijde):
    """Bij een vraag zijn het de best passende citaten, anders alle die aan de filters voldoen."""

    zoekvraag: str
    duur_ms: float
    bedoelde_u: str | None = Field(
        description="De vraag zonder vermoedelijke tikfouten, waarop gezocht is."
    )
    results: list[Citaat]
    facets: Citaatfacets


class Uitkomstenlijst(_Bladzijde):
    results: list[Uitkomst]


class Uitkomstresultaat(_Bladzijde):
    """Bij een vraag zijn het de best passende uitkomsten, anders alle die aan de filters voldoen."""

    zoekvraag: str
    duur_ms: float
    bedoelde_u: str | None = Field(
        description="De vraag zonder vermoedelijke tikfouten, waarop gezocht is."
    )
    results: list[Uitkomst]
    facets: Uitkomstfacets


class Projectdocument(Model):
    """Waar een project in een document staat."""

    document_id: str
    titel: str
    pdf_paginas: list[int]
    url: str


class Project(Model):
    """Een project en wat de index ervan heeft."""

    project_id: str
    naam: str
    andere_namen: list[str]
    thema: str | None
    aantal_passages: int
    aantal_uitkomsten: int = Field(description="Zonder cijfers van de context.")
    aantal_citaten: int
    documenten: list[Projectdocument]
    url: str


class Projectenlijst(_Bladzijde):
    results: list[Project]


class Zin(Model):
    """Een zin uit de tekst over een project, letterlijk."""

    tekst: str
    passage_id: str
    bronvermelding: Bronvermelding
    url: str


class ProjectAntwoord(Project):
    """Een project met wat erover te citeren is."""

    index_id: str
    samenvatting: list[Zin] = Field(
        description="Zinnen uit de tekst zelf; er is niets bij bedacht."
    )
    uitkomsten: list[Uitkomst]
    citaten: list[Citaat]


class Permalinkplaats(Model):
    """Waar (een deel van) de geciteerde tekst nu staat."""

    status: str = Field(description="gelijk, verplaatst, gewijzigd of verdwenen.")
    gelijkenis: float = Field(description="Van 0 tot 1, met de tekst die geciteerd is.")
    tekst: str = Field(description="De woorden zoals ze er nu staan.")
    pdf_paginas: list[int]
    url: str | None = Field(description="De bladzijde met de tekst gemarkeerd.")


class PermalinkAntwoord(Model):
    """Wat er van een geciteerde tekst geworden is."""

    index_id: str
    permalink: str
    status: str = Field(description="gelijk, verplaatst, gewijzigd of verdwenen.")
    document_id: str | None
    titel: str | None
    zelfde_bestand: bool = Field(
        description="false: gezocht is in een andere versie van het rapport."
    )
    link_van_tekst: bool = Field(
        description="false: deze woorden hebben nu een andere permalink. Deze, zonder controletekens aan het eind, "
        "is veranderd, of het rapport of de bladzijde is dat sinds hij gemaakt is."
    )
    plaatsen: list[Permalinkplaats]


class Formaat(StrEnum):
    """Hoe een citatie geschreven kan worden."""

    CSL = "csl"
    RIS = "ris"
    BIBTEX = "bibtex"
    APA = "apa"
    JOURNALIST = "journalist"
    ANNOTATIE = "annotatie"
    COINS = "coins"
    PLATTE_TEKST = "platte-tekst"


class Geschreven(Model):
    formaat: Formaat
    mediatype: str
    tekst: str
    url: str = Field(description="Adres dat alleen deze tekst geeft, in dit mediatype.")


class Citatie(Model):
    """Een bronvermelding in alle formaten."""

    index_id: str
    permalink: str = Field(
        description="Adres dat blijft werken: het zegt ook wat er van de tekst geworden is."
    )
    formaten: list[Geschreven]
