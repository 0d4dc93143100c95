"""Cities that datelines name with neither a day nor an agency beside them: capitals, large and often reported ones."""

from __future__ import annotations

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
Houston; Hyderabad; Imphal; Indore; Islamabad; Istanbul; Itanagar; Jabalpur; Jaipur; Jaisalmer; Jakarta;
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
