"""Places of datelines: cities known without an agency beside them, and the regions and countries that follow a town."""

from __future__ import annotations

import re

from mediawatch.clean.text import word_set

_NAMES = """
Abidjan; Abu Dhabi; Abuja; Accra; Adana; Addis Ababa; Aden; Agartala; Agra; Ahmedabad; Aizawl; Ajmer;
Aleppo; Alexandria; Algiers; Allahabad; Almaty; Amman; Amritsar; Amsterdam; Anantnag; Ankara; Antananarivo;
Ashgabat; Asmara; Astana; Asuncion; Athens; Atlanta; Auckland; Aurangabad; Ayodhya; Baghdad; Baku; Bamako;
Bangalore; Bangkok; Bangui; Banjul; Baramulla; Barcelona; Bareilly; Basra; Bathinda; Beijing; Beirut;
Belgrade; Belfast; Bengaluru; Berlin; Bern; Bhopal; Bhubaneswar; Bhuj; Birmingham; Bishkek; Bogota; Bonn;
Boston; Brasilia; Bratislava; Brazzaville; Brisbane; Brussels; Bucharest; Budapest; Buenos Aires; Bujumbura;
Busan; Cairo; Calgary; Calicut; Canberra; Cape Town; Caracas; Casablanca; Chandigarh; Chengdu; Chennai;
Chicago; Chisinau; Chittagong; Chongqing; Cleveland; Coimbatore; Colombo; Conakry; Copenhagen; Cuttack;
Dakar; Dallas; Damascus; Dar es Salaam; Davos; Dehradun; Delhi; Denver; Detroit; Dhaka; Dhanbad;
Dharamshala; Dharamsala; Dibrugarh; Djibouti; Doha; Donetsk; Dubai; Dublin; Dushanbe; Edinburgh; Erbil;
Faridabad; Fatehpur; Ferozepur; Frankfurt; Freetown; Gaborone; Gandhinagar; Gangtok; Gaza; Gaza City;
Geneva; Georgetown; Ghaziabad; Goa; Gorakhpur; Greater Noida; Guangzhou; Gurdaspur; Gurgaon; Gurugram;
Guwahati; Gwalior; Hamburg; Hanoi; Harare; Havana; Helsinki; Hiroshima; Ho Chi Minh City; Hong Kong;
Houston; Hyderabad; Imphal; Indianapolis; Indore; Islamabad; Istanbul; Itanagar; Jabalpur; Jaipur; Jaisalmer; Jakarta;
Jalandhar; Jammu; Jamshedpur; Jeddah; Jenin; Jerusalem; Jodhpur; Johannesburg; Juba; Kabul; Kampala;
Kandahar; Kanpur; Karachi; Kargil; Kathmandu; Kathua; Kazan; Kharkiv; Khartoum; Kherson; Kigali; Kinshasa;
Kochi; Kohima; Kolkata; Kota; Kozhikode; Kuala Lumpur; Kupwara; Kuwait City; Kyiv; Kyoto; La Paz; Lagos;
Lahore; Las Vegas; Leh; Libreville; Lilongwe; Lima; Lisbon; Liverpool; Ljubljana; London; Los Angeles;
Luanda; Lucknow; Ludhiana; Lusaka; Luxembourg; Lviv; Madrid; Madurai; Malabo; Male; Managua; Manama;
Manchester; Mangaluru; Manila; Maputo; Mariupol; Marseille; Mathura; Meerut; Melbourne; Mexico City; Miami;
Milan; Minneapolis; Minsk; Mogadishu; Mohali; Monrovia; Monterrey; Montevideo; Montreal; Moradabad; Moscow;
Mumbai; Munich; Muscat; Muzaffarabad; Muzaffarnagar; Muzaffarpur; Mysuru; Nagpur; Nairobi; Nashik; Nassau;
Navi Mumbai; Naypyitaw; Ndjamena; New Delhi; New Orleans; New York; Niamey; Nicosia; Noida; Nouakchott;
Odesa; Osaka; Oslo; Ottawa; Ouagadougou; Pahalgam; Panaji; Panama City; Panchkula; Paris; Pathankot;
Patiala; Patna; Perth; Peshawar; Philadelphia; Phnom Penh; Phoenix; Pittsburgh; Podgorica; Poonch;
Port Blair; Port Louis; Port Moresby; Port-au-Prince; Portland; Prague; Prayagraj; Pretoria; Pristina;
Puducherry; Pulwama; Pune; Puri; Pyongyang; Quetta; Quito; Rabat; Raipur; Rajkot; Rajouri; Ramallah; Ramban;
Ranchi; Rangoon; Rawalpindi; Reykjavik; Riga; Rio de Janeiro; Rishikesh; Riyadh; Rohtak; Rome; Rostov-on-
Don; Rotterdam; Saint Petersburg; Samba; San Diego; San Francisco; San Jose; San Juan; San Salvador; Sanaa;
Santiago; Santo Domingo; Sao Paulo; Sarajevo; Seattle; Seoul; Sevastopol; Shanghai; Sharjah; Shenzhen;
Shillong; Shimla; Shopian; Sialkot; Siliguri; Simferopol; Singapore; Skopje; Sofia; Sonipat; Srinagar;
St Petersburg; St. Petersburg; Stockholm; Strasbourg; Stuttgart; Surat; Suva; Sydney; Taipei; Tallinn;
Tashkent; Tbilisi; Tegucigalpa; Tehran; Tel Aviv; Tel Aviv-Yafo; The Hague; Thimphu; Thiruvananthapuram;
Thrissur; Tirana; Tiruchirappalli; Tirupati; Tokyo; Toronto; Tripoli; Tunis; Turin; Udaipur; Udhampur;
Ujjain; Ulaanbaatar; Uri; Vadodara; Valletta; Vancouver; Varanasi; Vatican City; Venice; Vienna; Vientiane;
Vijayawada; Vilnius; Visakhapatnam; Vladivostok; Warsaw; Washington; Washington DC; Washington D.C.;
Wellington; Windhoek; Winnipeg; Wuhan; Yangon; Yaounde; Yekaterinburg; Yerevan; Zagreb; Zaporizhzhia;
Zurich; Москва; Санкт-Петербург; Киев; Минск; Казань; Нью-Дели; Вашингтон; Пекин; Лондон; Париж; Берлин;
Женева; Стамбул; Анкара; Астана; Ташкент; Ереван; Баку; Тбилиси; Дели; Исламабад; Владивосток; Екатеринбург;
Новосибирск; Київ; Львів; Харків; नई दिल्ली; दिल्ली; मुंबई; कोलकाता; चेन्नई; लखनऊ; पटना; जयपुर; भोपाल;
श्रीनगर; जम्मू; चंडीगढ़; अहमदाबाद; रायपुर; रांची; देहरादून; शिमला; गुवाहाटी; वाराणसी; प्रयागराज; अयोध्या;
नोएडा; गुरुग्राम; नयी दिल्ली; मास्को; काठमांडू; ढाका; बीजिंग; पेरिस; बर्लिन; तेहरान; काबुल; कीव;
इंदौर; हैदराबाद; बेंगलुरु; पहलगाम; मॉस्को; इस्लामाबाद; वाशिंगटन; लंदन; Moskau; Wien;
Zürich; Genf; Brüssel; Warschau; Kiew; Peking; Neu-Delhi; Rom; Mailand; München; Köln; Düsseldorf; Genève;
Bruxelles; Moscou; Londres; Pékin; Lyon; Nueva Delhi; Moscú; Pekín; Bogotá; Ciudad de México; Bruselas;
Ginebra; Roma; Milano; Mosca; Lisboa; Brasília; São Paulo
"""

CITIES = frozenset(name.strip().casefold() for name in _NAMES.replace("\n", " ").split(";"))
"""Names in lower case (casefold), in the languages that write datelines for them."""

AMBIGUOUS = frozenset(("kazan", "male", "phoenix", "samba", "santiago", "sofia", "uri"))
"""Those that are another word, a name or a title too, and alone no dateline unless in capitals."""

_REGION_NAMES = """
Afghanistan; Albania; Algeria; Angola; Argentina; Armenia; Australia; Austria; Azerbaijan; Bahrain; Bangladesh; Belarus;
Belgium; Bhutan; Bolivia; Bosnia; Bosnia and Herzegovina; Botswana; Brazil; Britain; Bulgaria; Burkina Faso; Burundi;
Cambodia; Cameroon; Canada; Chad; Chile; China; Colombia; Congo; Costa Rica; Croatia; Cuba; Cyprus; Czech Republic;
Denmark; Dominican Republic; Ecuador; Egypt; El Salvador; England; Eritrea; Estonia; Ethiopia; Finland; France; Gabon;
Gambia; Georgia; Germany; Ghana; Greece; Guatemala; Guinea; Haiti; Honduras; Hungary; Iceland; India; Indonesia; Iran;
Iraq; Ireland; Israel; Italy; Ivory Coast; Jamaica; Japan; Jordan; Kazakhstan; Kenya; Kosovo; Kuwait; Kyrgyzstan; Laos;
Latvia; Lebanon; Liberia; Libya; Lithuania; Madagascar; Malawi; Malaysia; Maldives; Mali; Malta; Mauritania; Mauritius;
Mexico; Moldova; Mongolia; Montenegro; Morocco; Mozambique; Myanmar; Namibia; Nepal; Netherlands; New Zealand;
Nicaragua; Niger; Nigeria; North Korea; North Macedonia; Northern Ireland; Norway; Oman; Pakistan; Palestine; Panama;
Papua New Guinea; Paraguay; Peru; Philippines; Poland; Portugal; Qatar; Romania; Russia; Rwanda; Saudi Arabia; Scotland;
Senegal; Serbia; Sierra Leone; Slovakia; Slovenia; Somalia; South Africa; South Korea; South Sudan; Spain; Sri Lanka;
Sudan; Sweden; Switzerland; Syria; Taiwan; Tajikistan; Tanzania; Thailand; Togo; Tunisia; Turkey; Türkiye; Turkmenistan;
Uganda; Ukraine; United Arab Emirates; UAE; United Kingdom; UK; United States; US; USA; Uruguay; Uzbekistan; Venezuela;
Vietnam; Wales; West Bank; Gaza Strip; Crimea; Yemen; Zambia; Zimbabwe;
Andhra Pradesh; Arunachal Pradesh; Assam; Bihar; Chhattisgarh; Gujarat; Haryana; Himachal Pradesh; Jammu and Kashmir;
Jammu & Kashmir; J&K; Jharkhand; Karnataka; Kashmir; Kerala; Ladakh; Madhya Pradesh; Maharashtra; Manipur; Meghalaya;
Mizoram; Nagaland; Odisha; Punjab; Rajasthan; Sikkim; Tamil Nadu; Telangana; Tripura; Uttar Pradesh; Uttarakhand; West
Bengal; Sindh; Balochistan; Khyber Pakhtunkhwa;
Alabama; Alaska; Arizona; Arkansas; California; Colorado; Connecticut; Delaware; Florida; Hawaii; Idaho; Illinois;
Indiana; Iowa; Kansas; Kentucky; Louisiana; Maine; Maryland; Massachusetts; Michigan; Minnesota; Mississippi; Missouri;
Montana; Nebraska; Nevada; New Hampshire; New Jersey; New Mexico; North Carolina; North Dakota; Ohio; Oklahoma; Oregon;
Pennsylvania; Puerto Rico; Rhode Island; South Carolina; South Dakota; Tennessee; Texas; Utah; Vermont; Virginia; West
Virginia; Wisconsin; Wyoming; Alberta; British Columbia; Manitoba; New Brunswick; Newfoundland; Nova Scotia; Ontario;
Quebec; Saskatchewan; New South Wales; Queensland; Tasmania; Victoria;
Россия; Украина; Беларусь; Индия; Пакистан; Китай; США; भारत; पाकिस्तान; रूस; चीन; अमेरिका; यूक्रेन; बिहार; उत्तर प्रदेश;
Deutschland; Österreich; Schweiz; Frankreich; Russland; Ukraine; España; Italia; Francia; Rusia; Russie; Ucraina
"""

_REGIONS = frozenset(name.strip().casefold() for name in _REGION_NAMES.replace("\n", " ").split(";"))

_ABBREVIATED = word_set(  # after a town: The Associated Press's abbreviations of states and the postal ones, no dots
    """
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev nh nj nm ny nc nd
    okla ore pa ri sc sd tenn tex vt va wash wva wis wyo dc ont que sask alta bc nb ns al ak az ar ca co ct de fl hi id
    il in ia ks me ma mi mn ms ne nv oh ok or tn tx ut wv wi wy
    """
)


def is_region(name: str) -> bool:
    """Whether `name` is a country, or a state or region that towns are named with."""
    return name.strip(" .").casefold() in _REGIONS


def is_known(place: str, region: str = "") -> bool:
    """Whether `place`, as printed in a dateline, is a known city, alone or with a known region after a comma or in the
    brackets `region`; or some town with such a region. Of `A/B` the first counts. Two cities are no place."""
    town, *more = re.split(r",\s?", re.split(r"\s?/\s?", place)[0])
    named = all(is_region(part) or part.replace(".", "").casefold() in _ABBREVIATED for part in more)
    bracketed = any(is_region(part) for part in re.split(r"[()\[\]]", region))
    if town.casefold() in CITIES:
        return named
    return not is_region(town) and ((named and bool(more)) or bracketed)
