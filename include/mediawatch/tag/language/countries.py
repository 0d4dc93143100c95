"""Countries and their adjectives in English, which a stemmer keeps apart and a reader of news takes for one.

`india` finds "Indian navy", `russian` finds "Russia"; `=india` finds that form only. Left out are adjectives that are
everyday words too (polish), and pairs whose country is more often something else (Guinea, Chad, Niger).
"""

from __future__ import annotations

_ADJECTIVES = """
afghanistan afghan, africa african, albania albanian, algeria algerian, america american, angola angolan,
argentina argentine argentinian, armenia armenian, asia asian, australia australian, austria austrian,
azerbaijan azerbaijani, bahrain bahraini, bangladesh bangladeshi, belarus belarusian, belgium belgian,
bolivia bolivian, bosnia bosnian, brazil brazilian, britain british, bulgaria bulgarian, burma burmese,
cambodia cambodian, cameroon cameroonian, canada canadian, chile chilean, china chinese, colombia colombian,
croatia croatian, cuba cuban, cyprus cypriot, denmark danish, ecuador ecuadorian, egypt egyptian, england english,
estonia estonian, ethiopia ethiopian, europe european, finland finnish, france french, germany german,
ghana ghanaian, greece greek, guatemala guatemalan, haiti haitian, honduras honduran, hungary hungarian,
iceland icelandic, india indian, indonesia indonesian, iran iranian, iraq iraqi, ireland irish, israel israeli,
italy italian, jamaica jamaican, japan japanese, jordan jordanian, kashmir kashmiri, kazakhstan kazakh, kenya kenyan,
korea korean, kosovo kosovar, kuwait kuwaiti, kyrgyzstan kyrgyz, laos laotian, latvia latvian, lebanon lebanese,
liberia liberian, libya libyan, lithuania lithuanian, macedonia macedonian, malaysia malaysian, mali malian,
malta maltese, mexico mexican, moldova moldovan, mongolia mongolian, morocco moroccan, nepal nepali nepalese,
netherlands dutch, nicaragua nicaraguan, nigeria nigerian, norway norwegian, oman omani, pakistan pakistani,
palestine palestinian, panama panamanian, paraguay paraguayan, peru peruvian, philippines filipino philippine,
portugal portuguese, qatar qatari, romania romanian, russia russian, rwanda rwandan, scotland scottish,
senegal senegalese, serbia serbian, slovakia slovak, slovenia slovenian, somalia somali, spain spanish, sudan sudanese,
sweden swedish, switzerland swiss, syria syrian, taiwan taiwanese, tajikistan tajik, tanzania tanzanian,
thailand thai, tibet tibetan, tunisia tunisian, turkey turkish, uganda ugandan, ukraine ukrainian, uruguay uruguayan,
uzbekistan uzbek, venezuela venezuelan, vietnam vietnamese, wales welsh, yemen yemeni, zambia zambian,
zimbabwe zimbabwean
"""

COUNTRY_OF: dict[str, str] = {
    adjective: names[0] for line in _ADJECTIVES.split(",") for names in [line.split()] for adjective in names[1:]
}
"""Adjective -> country, both folded: 'indian' -> 'india'."""
