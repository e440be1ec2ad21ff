"""What goes in and out of the API: Dutch nouns in lowerCamelCase (NLGov API Design Rules)."""

from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)
from pydantic.alias_generators import to_camel

MAX_QUESTION = 1_000
"""Characters. A question is a sentence or two; the model reads no further than 512 tokens anyway."""
MAX_PAGE_SIZE = 100
MAX_REPORTS = 100


def _with_words(text: str) -> str:
    if not (text := text.strip()):
        raise ValueError("mag niet leeg zijn")
    if not any(character.isalnum() for character in text):
        raise ValueError("moet minstens één woord of getal bevatten")
    return text


class Model(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Zoekvraag(Model):
    """Een vraag met filters en bladzijdenummer."""

    q: Annotated[str, AfterValidator(_with_words)] = Field(
        max_length=MAX_QUESTION, description="De vraag of zoekwoorden, in gewone taal."
    )
    document_id: tuple[str, ...] = Field(
        default=(), max_length=MAX_REPORTS, description="Zoek alleen in deze documenten."
    )
    uitgever: str | None = Field(
        default=None, description="Zoek alleen in documenten van deze uitgever."
    )
    thema: str | None = Field(
        default=None, description="Zoek alleen onder deze bovenste kop (hoofdstuk of thema)."
    )
    project: str | None = Field(
        default=None, description="Zoek alleen in passages over dit project."
    )
    gepubliceerd_vanaf: date | None = Field(default=None, description="Vroegste publicatiedatum.")
    gepubliceerd_tot_en_met: date | None = Field(
        default=None, description="Laatste publicatiedatum."
    )
    taal: str | None = Field(
        default=None,
        max_length=8,
        description="Zoek alleen in passages in deze taal (ISO 639-1): nl, en, de, fr of fy.",
    )
    gelezen_met_ocr: bool | None = Field(
        default=None,
        description="true: alleen tekst die van een scan gelezen is; false: alleen andere tekst.",
    )
    met_citaat: bool | None = Field(
        default=None, description="true: alleen passages waarin iemand wordt aangehaald."
    )
    met_cijfer: bool | None = Field(
        default=None, description="true: alleen passages met een cijfer over een resultaat."
    )
    exact: bool = Field(default=False, description="Zoek letterlijk deze woorden achter elkaar.")
    page: int = Field(default=1, ge=1, le=1_000, description="Resultatenpagina, vanaf 1.")
    page_size: int = Field(
        default=10, ge=1, le=MAX_PAGE_SIZE, description="Aantal resultaten per pagina."
    )

    @field_validator("gepubliceerd_tot_en_met")
    @classmethod
    def _in_order(cls, last: date | None, info: ValidationInfo) -> date | None:
        first = info.data.get("gepubliceerd_vanaf")
        if first and last and first > last:
            raise ValueError("mag niet vóór de begindatum liggen")
        return last

    @property
    def filters(self) -> tuple[str, ...]:
        """Names of the filters in use, never their values."""
        unlimited = {"q", "page", "page_size"}
        return tuple(
            to_camel(name)
            for name, field in type(self).model_fields.items()
            if name not in unlimited and getattr(self, name) not in (field.default, "")
        )


class Tekstbereik(Model):
    """Een stuk tekst: tekens, vanaf begin tot (niet met) eind."""

    begin: int
    eind: int


class Vak(Model):
    """Een rechthoek op een bladzijde: PDF-punten, oorsprong linksboven."""

    pagina: int = Field(description="Bladzijde van de PDF, vanaf 1.")
    x0: float
    y0: float
    x1: float
    y1: float


class Bronvermelding(Model):
    """Waar een fragment staat."""

    document_id: str
    titel: str
    uitgever: str | None
    publicatiedatum: date | None
    pdf_paginas: list[int] = Field(description="Bladzijden van de PDF, vanaf 1.")
    paginalabels: list[str] = Field(description="Gedrukte paginanummers.")
    koppen: list[str] = Field(description="Koppen boven het fragment, de hoogste eerst.")
    project: str | None
    taal: str | None = Field(
        description="Taal van het fragment (ISO 639-1), als die te bepalen is."
    )
    vakken: list[Vak]
    gelezen_met_ocr: bool = Field(
        description="De tekst is van een scan gelezen en kan leesfouten hebben."
    )


class Passage(Model):
    """Een letterlijk fragment met zijn bronvermelding."""

    passage_id: str
    fragment: str = Field(description="Letterlijke tekst, gecontroleerd tegen de bladzijde.")
    bronvermelding: Bronvermelding
    url: str = Field(description="De bladzijde met het fragment gemarkeerd.")


class Vindplaats(Model):
    """Een andere plaats waar (vrijwel) dezelfde woorden staan."""

    document_id: str
    titel: str
    pdf_paginas: list[int]
    paginalabels: list[str]
    url: str


class Kern(Model):
    """Het cijfer of het citaat in een fragment dat de vraag beantwoordt; wat niet van toepassing is, is null."""

    soort: Literal["cijfer", "citaat"]
    tekst: str = Field(description="De zin of het citaat, letterlijk uit het fragment.")
    pdf_pagina: int
    waarde: float | None = Field(default=None, examples=[240])
    eenheid: str | None = None
    wat: str | None = Field(default=None, description="Wat er geteld is.", examples=["bedrijven"])
    spreker: str | None = None
    functie: str | None = None
    organisatie: str | None = None


class Projectverwijzing(Model):
    """Het project waarvan de vraag de naam is, met de bladzijde die er alles over zegt."""

    project_id: str
    naam: str
    url: str


class Treffer(Passage):
    """Een passage die de vraag beantwoordt."""

    rang: int
    score: float
    markeringen: list[Tekstbereik] = Field(description="Woorden van de vraag in het fragment.")
    antwoordzinnen: list[Tekstbereik] = Field(
        description="Zinnen van het fragment die het meest bij de vraag passen."
    )
    kern: Kern | None = Field(description="Bij een vraag naar een cijfer of iemands woorden.")
    redenen: list[str] = Field(description="Waarom deze passage gevonden is.")
    samen_met: str | None = Field(
        description="Id van de passage ervoor of erna, als het fragment die twee omvat."
    )
    ook_in: list[Vindplaats] = Field(description="Waar dezelfde woorden nog meer staan.")


class PassageAntwoord(Passage):
    index_id: str


class Facetwaarde(Model):
    waarde: str
    aantal: int
    gekozen: bool = Field(description="Of er nu op deze waarde gefilterd wordt.")


class Facets(Model):
    """Per filter de waarden en hoeveel van de gerangschikte passages die hebben, de meeste eerst.

    Bij een filter dat aanstaat zijn de aantallen die zonder dat filter.
    """

    document_id: list[Facetwaarde]
    uitgever: list[Facetwaarde]
    jaar: list[Facetwaarde] = Field(
        description="Jaar van publicatie; filteren gaat met gepubliceerdVanaf en gepubliceerdTotEnMet."
    )
    thema: list[Facetwaarde]
    project: list[Facetwaarde]
    taal: list[Facetwaarde]
    gelezen_met_ocr: list[Facetwaarde]
    met_citaat: list[Facetwaarde]
    met_cijfer: list[Facetwaarde]


class DocumentAantal(Model):
    document_id: str
    aantal: int


class Woordreeks(Model):
    """Hoe vaak deze woorden achter elkaar staan, ook in koppen en inhoudsopgaven."""

    woorden: str
    aantal: int
    per_document: list[DocumentAantal] = Field(description="De meeste eerst.")


class Telling(Model):
    """Wat bij letterlijk zoeken geteld is, en waarin. Aantal 0 is een vaststelling over wat gelezen is."""

    woordreeksen: list[Woordreeks]
    aantal_documenten: int = Field(description="Doorzochte documenten.")
    aantal_paginas: int
    aantal_paginas_niet_gelezen: int = Field(description="Pagina's waarvan de tekst ontbreekt.")


class Zoekresultaat(Model):
    index_id: str
    zoekvraag: str
    duur_ms: float
    count: int = Field(
        description="Aantal gerangschikte passages. Alleen bij letterlijk zoeken zijn dat alle passages "
        "die voldoen; anders zijn het de best passende."
    )
    next: str | None = Field(
        description="De volgende resultaten; herhaal bij POST dezelfde inhoud op dit adres."
    )
    previous: str | None
    results: list[Treffer]
    facets: Facets
    project: Projectverwijzing | None
    telling: Telling | None = Field(description="Alleen bij letterlijk zoeken.")
    bedoelde_u: str | None = Field(
        description="De vraag zonder vermoedelijke tikfouten, waarop gezocht is."
    )
    beantwoord: bool = Field(
        description="false: geen passage lijkt de vraag te beantwoorden; results zijn dan de dichtstbijzijnde."
    )
    zekerheid: float | None = Field(
        description="Van 0 (zeker niet beantwoord) tot 1; niet bij letterlijk zoeken."
    )


class Suggestievraag(Model):
    """Wat er tot nu toe getypt is."""

    q: str = Field(default="", max_length=MAX_QUESTION, description="Het begin van een vraag.")
    page_size: int = Field(default=8, ge=1, le=20, description="Hoogste aantal suggesties.")


class Suggestie(Model):
    """Een vraag die het kan worden."""

    tekst: str
    soort: str = Field(description="project, spreker, kop of woorden.")
    aantal: int = Field(description="Aantal passages waarin het voorkomt.")


class Suggestieresultaat(Model):
    index_id: str
    results: list[Suggestie] = Field(description="De waarschijnlijkste eerst.")


class Bladzijdeprobleem(Model):
    pagina: int
    probleem: str = Field(description="Waarom deze bladzijde niet (goed) gelezen is.")


class Taal(Model):
    taal: str
    aantal_paginas: int


class Document(Model):
    """Een rapport en wat de index ervan heeft."""

    document_id: str
    titel: str
    uitgever: str | None
    publicatiedatum: date | None
    bestandsnaam: str
    sha256: str
    bron_url: str | None
    licentie: str | None
    aantal_paginas: int
    aantal_passages: int
    talen: list[Taal]
    versies: list[str] = Field(
        description="Documenten met vrijwel dezelfde tekst, de nieuwste eerst: andere versies."
    )
    problemen: list[Bladzijdeprobleem]
    url: str
    pdf_url: str


class DocumentAntwoord(Document):
    index_id: str


class NietGelezenBestand(Model):
    bestandsnaam: str
    reden: str
    toelichting: str


class Documentenlijst(Model):
    index_id: str
    count: int
    next: str | None
    previous: str | None
    results: list[Document]
    niet_gelezen: list[NietGelezenBestand] = Field(
        description="Bestanden die zijn aangeboden en niet in de index staan."
    )


class Tekstblok(Model):
    rol: str
    niveau: int | None = Field(description="Niveau van een kop, vanaf 1.")
    begin: int
    eind: int
    vak: Vak


class Bladzijde(Model):
    """Eén bladzijde van de PDF en de tekst die erop staat."""

    index_id: str
    document_id: str
    pagina: int
    paginalabels: list[str]
    breedte_punten: float
    hoogte_punten: float
    taal: str | None
    probleem: str | None
    gelezen_met_ocr: bool
    tekst: str
    blokken: list[Tekstblok]
    url: str
    afbeelding_url: str


class Invoerfout(Model):
    in_: str = Field(alias="in")
    name: str
    reason: str


class Probleem(Model):
    """Een fout volgens RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str | None = None
    errors: list[Invoerfout] = []
