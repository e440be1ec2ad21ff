"""Dutch as reports write it: what the mean of a model's token vectors is taken of.

Written for this purpose, about no real place or person. All kinds of text that reports have stand in it:
sentences, speech, figures, lists, rows of tables, captions, decisions, letters, some English.
"""

TEXTS: tuple[str, ...] = (
    "De gemeente Lindenmeer en vier buurgemeenten werken sinds 2021 samen aan het herstel van de beekdalen. "
    "In drie jaar tijd kochten zij 46 hectare grond, waarvan ruim de helft nu weer onder water mag lopen. "
    "Boeren die meededen kregen een vergoeding per hectare en hielden het recht om er hun vee te weiden.",
    "„We dachten dat het hooguit een zomer zou duren”, zegt projectleider Karin Oldenhof. „Pas toen de eerste "
    "woningen stonden, begrepen de omwonenden wat we bedoelden.” Volgens haar is juist die tegenslag de reden dat "
    "het daarna zo snel ging.",
    "Tabel 3: Aantal deelnemers per gemeente, 2020–2023\nGemeente 2020 2021 2022 2023\nHarkum 112 148 171 203\n"
    "Oosterveld 87 95 140 162\nTotaal 199 243 311 365",
    "De doelstelling was om voor eind 2024 ten minste 1.200 huurwoningen te verduurzamen. Op de peildatum waren "
    "dat er 874, ofwel 73 procent. De achterstand komt vooral door het tekort aan installateurs en doordat "
    "materialen duurder werden: gemiddeld 18 % ten opzichte van de raming.",
    "Op woensdagmiddag is de werkplaats vol. Leerlingen van het praktijkonderwijs schroeven aan oude fietsen, een "
    "gepensioneerde lasser kijkt mee. Wie een half jaar blijft, krijgt een certificaat en vaak ook een baan.",
    "Het college besluit:\n1. kennis te nemen van de tussenrapportage;\n2. het restant van het krediet, groot "
    "€ 385.000, beschikbaar te houden voor 2025;\n3. de raad hierover te informeren door middel van bijgaande brief.",
    "Uit de interviews blijkt dat jongeren zelden naar het loket komen. Zij vragen hulp aan iemand die zij al "
    "kennen, zoals een trainer, een docent of een oudere zus. De onderzoekers bevelen daarom aan om hulpverleners "
    "vaste uren op school en bij de sportclub te geven.",
    "Figuur 7. Gemiddelde reistijd naar het ziekenhuis in minuten, met de auto en met het openbaar vervoer. Bron: "
    "eigen berekening op basis van de dienstregeling.",
    "Wij adviseren de minister om de wet niet in deze vorm in te dienen. De toelichting maakt onvoldoende duidelijk "
    "hoe het voorstel zich verhoudt tot artikel 8 en welke waarborgen er zijn voor de verwerking van "
    "persoonsgegevens. Ook ontbreekt een beschouwing over de uitvoerbaarheid.",
    "Samenvatting\nDe rekenkamer onderzocht of het digitale stelsel doelmatig is ingericht. De conclusie luidt dat "
    "de organisatie weinig zicht heeft op de risico's van algoritmen: er is geen register, taken zijn niet belegd en "
    "toezicht vindt pas achteraf plaats.",
    "Wethouder Jan-Willem van der Broek noemt de uitkomst teleurstellend. Hij wijst erop dat het waterschap al in "
    "het voorjaar had gewaarschuwd voor lage grondwaterstanden.",
    "Bent u het niet eens met deze beslissing? Dan kunt u binnen zes weken na de datum van verzending bezwaar maken. "
    "Stuur uw brief naar het postadres dat bovenaan staat, of gebruik het formulier op de website.",
    "The partnership helped twelve companies to test new building materials. According to the final evaluation, "
    "eight of them now employ more staff than before, and two have moved to a larger site near the station.",
    "Geluid, stikstof en verkeer: drie zorgen die op elke bewonersavond terugkwamen. De omgevingsdienst zette "
    "meetpunten neer langs de provinciale weg en publiceert de uitkomsten iedere maand.",
    "Wat hebben we geleerd? Begin klein. Betrek de mensen om wie het gaat voordat het plan af is. Reken op "
    "vertraging, en vier wat wel lukt.",
    "Het zwembad sloot in 2019, maar de vrijwilligers hielden vol. Met een lening van de provincie, giften van "
    "ondernemers en een kwart miljoen aan zelfwerkzaamheid ging het dorpsbad vier jaar later weer open.",
    "Bijlage B – Begrippenlijst\nAfkoppelen: regenwater niet meer via het riool afvoeren.\nMantelzorger: iemand die "
    "langdurig en onbetaald zorgt voor een naaste.\nPeilbesluit: het vastgestelde waterpeil in een gebied.",
    "De heer A. de Vries (ChristenUnie) vraagt of de bezuiniging op de bibliotheek is meegenomen. De voorzitter "
    "antwoordt dat dit bij de begroting aan de orde komt. De motie wordt met 14 stemmen voor en 9 tegen verworpen.",
    "Zonnepanelen op staldaken leveren inmiddels stroom voor 2.300 huishoudens. Omdat het net vol is, mag het "
    "opgewekte vermogen tussen elf en vier uur niet worden teruggeleverd; een buurtbatterij moet dat oplossen.",
    "Patiënten met lichte klachten komen te vaak op de spoedeisende hulp terecht. Huisartsenposten en ziekenhuizen "
    "spraken af dat een verpleegkundige aan de telefoon bepaalt waar iemand het beste terechtkan.",
    "Van:\nVerzonden: dinsdag 14 maart 2023 10:42\nOnderwerp: RE: concept verslag overleg\n\nBeste collega, bijgaand "
    "mijn opmerkingen. Kun je nog even kijken naar de tweede alinea? Groet,",
    "Onderwijs en arbeidsmarkt sluiten slecht op elkaar aan. Van de mbo-studenten techniek vindt 91 procent binnen "
    "drie maanden werk, terwijl er voor zorg en welzijn op elke opleidingsplaats twee aanmeldingen zijn.",
    "Meer weten? Bekijk het filmpje op de projectpagina of bel met het servicepunt, bereikbaar op werkdagen van "
    "9.00 tot 17.00 uur.",
    "Rond 1900 was de haven nog het hart van de stad. Vissers, touwslagers en zeilmakers woonden dicht op elkaar. "
    "Na de aanleg van de dijk verdween het zoute water en daarmee het werk.",
    "Artikel 12. Intrekking\n1. Het bevoegd gezag kan de vergunning intrekken indien de houder de voorschriften niet "
    "naleeft.\n2. Alvorens daartoe over te gaan, wordt de houder in de gelegenheid gesteld te worden gehoord.",
    "Kosten en dekking (x € 1.000): personeel 640, onderzoek 115, communicatie 48, onvoorzien 37. Bijdrage van het "
    "Rijk 420, van de regio 300, van partners 120.",
    "Een op de vijf inwoners voelt zich weleens eenzaam. In de buurtkamer drinken zij koffie, repareren kleding of "
    "leren omgaan met een smartphone. Niemand hoeft zich aan te melden.",
    "Het model voorspelt de kans op een verkeerde toekenning. Bij groepen met weinig waarnemingen is die schatting "
    "onzeker; daarom mag de score nooit de enige grond zijn voor een controle.",
    "Duurzaam bouwen met hennep, vlas en olifantsgras: het klinkt als een hobby, maar bij aannemer Ter Horst is het "
    "dagelijks werk. Vorig jaar gingen er tien prefab gevels de deur uit, dit jaar moeten het er vijftig worden.",
    "Vrouwen van boven de vijftig doen het vaakst mee, jonge vaders het minst. De trainers verplaatsten de lessen "
    "naar de avond en zagen het aantal afmeldingen halveren.",
)
