"""Close relatives told apart by the few words or characters that they do not share.

The lists (clean/words, `close_words`) are common function words and everyday nouns of the standard languages, as
grammars and style guides give them: Croatian `tjedan`, Bosnian `sedmica`; Malay `kerana`, Indonesian `karena`; Nynorsk
`ikkje`, Bokmål `ikke`.
"""

from __future__ import annotations

import re
from functools import cache

from mediawatch.clean.words import phrases


@cache
def _words(language: str, key: str) -> frozenset[str]:
    return frozenset(phrases("close_words", language, key))


_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")

# želi da dođe, mora da bude, da li: clauses where Croatian has an infinitive or `je li`
_MODAL_DA = re.compile(
    r"\b(?:žel[ei]|mog|može|mora|treba|hoće|htje|smije|poče|pokuša|odluči)\w*\s+da\b|\bda li\b", re.IGNORECASE
)

_SIMPLIFIED = frozenset(
    "们这为来说国时会发对进过还经现动开关问题应该机会议团战东车书长门风马龙鸟鱼语读请谢谁调论议认识计订让记许设评词诉试证译变"
    "边达运进远连选适总统将军据报导业产电视头条华为务总与无气历严单卖南厂听启员响叶号变听吗员围园图圆声处备复够头夺奋妇妈学宁"
    "实审宪宫宽宾对导寿将尔尘尝层属岁岛岭币师带帮广庆库应庙废张强归录忆忧怀态怜总恋恶悬惊惯愤愿戏户扑执扩扫扬担拟拥择损换据权"
    "条极构标树样桥梦检楼欢欧欲残毁毕气汇汉汤沟泽洁测济浏浓涛涨渐温湾湿满滤灭灯灵灾炉点炼热爱爷牵犹狱独猪环现电画疗监盖盘着矿"
    "码硕确礼祸离种积称税稳穷窃竞笔筑签简类粮紧红约级纪纯纲纳纷纸纹线练组细终经结绕给络绝统继绩续维综绿编缘缩网罗罚职联胜脏脑"
    "腾舰艺节苏范药莲获营萨虑虽补装规视览觉触订认讨训议讯讲许论设访证评识诉词试诗话诚详语误说请课调谈谋谓谢谱负财责贤败货质贫"
    "购贯贵贸费资赏赔赖赛赞赵赶趋跃践车轨转轮软轻载较辉输辞边达迁过运还进远违连迟适选递逻遗邓邮邻郑释里鉴针钟钢钱铁银铜锁锋错"
    "键镇长门闭问闻阳阴阵阶际陆陈险随难雾静顶项顺须顾预领频题额风飞饭饮馆驱验骗鲁鲜鸡麦黄齐齿龄"
)
_TRADITIONAL = frozenset(
    "們這為來說國時會發對進過還經現動開關問題應該機會議團戰東車書長門風馬龍鳥魚語讀請謝誰調論議認識計訂讓記許設評詞訴試證譯變"
    "邊達運進遠連選適總統將軍據報導業產電視頭條華為務總與無氣歷嚴單賣廠聽啟員響葉號嗎圍園圖圓聲處備復夠奪奮婦媽學寧實審憲宮寬"
    "賓導壽爾塵嘗層屬歲島嶺幣師帶幫廣慶庫廟廢張強歸錄憶憂懷態憐戀惡懸驚慣憤願戲戶撲執擴掃揚擔擬擁擇損換權極構標樹樣橋夢檢樓歡"
    "歐殘毀畢匯漢湯溝澤潔測濟瀏濃濤漲漸溫灣濕滿濾滅燈靈災爐點煉熱愛爺牽猶獄獨豬環畫療監蓋盤著礦碼碩確禮禍離種積稱稅穩窮竊競筆"
    "築簽簡類糧緊紅約級紀純綱納紛紙紋線練組細終結繞給絡絕繼績續維綜綠編緣縮網羅罰職聯勝臟腦騰艦藝節蘇範藥蓮獲營薩慮雖補裝規覽"
    "覺觸討訓訊講訪詩話誠詳誤課談謀謂譜負財責賢敗貨質貧購貫貴貿費資賞賠賴賽贊趙趕趨躍踐軌轉輪軟輕載較輝輸辭遷違遲遞邏遺鄧郵鄰"
    "鄭釋裡鑒針鐘鋼錢鐵銀銅鎖鋒錯鍵鎮閉聞陽陰陣階際陸陳險隨難霧靜頂項順須顧預領頻額飛飯飲館驅驗騙魯鮮雞麥黃齊齒齡"
)
_BOTH = _SIMPLIFIED & _TRADITIONAL
_ONLY_SIMPLIFIED, _ONLY_TRADITIONAL = _SIMPLIFIED - _BOTH, _TRADITIONAL - _BOTH


def chinese_script(sample: str) -> tuple[str, float]:
    """('zh-Hans' | 'zh-Hant' | 'zh', confidence) by the characters that only one of the two scripts has."""
    simplified = sum(char in _ONLY_SIMPLIFIED for char in sample)
    traditional = sum(char in _ONLY_TRADITIONAL for char in sample)
    if simplified == traditional:
        return "zh", 0.9
    return ("zh-Hans" if simplified > traditional else "zh-Hant"), 0.99


def choose_language(tag: str, text: str) -> tuple[str, float] | None:
    """(tag, confidence) of the relative that `text` is in, given the detectors' `tag`; None for one without.

    Serbian in Cyrillic is told by its script, so only Latin letters are looked at.
    """
    if tag in ("nb", "nn"):
        return _weigh(text, {"nb": _words("nb", "own"), "nn": _words("nn", "own")}) or (tag, 0.85)
    if tag in ("id", "ms"):
        return _weigh(text, {"id": _words("id", "own"), "ms": _words("ms", "own")}) or (tag, 0.85)
    if tag in ("bs", "hr", "sr") and not re.search(r"[а-яђћџљњ]{3}", text[:400].lower()):
        return _south_slavic(tag, text)
    return None


def _south_slavic(tag: str, text: str) -> tuple[str, float]:
    """Serbian writes `vreme`, the others `vrijeme`; Croatian says `tisuća` and `želi doći`, the others `hiljada` and
    `želi da dođe`."""
    speech = _weigh(text, {"e": _words("sr", "ekavian"), "ije": _words("bs", "ijekavian")})
    lexis = _weigh(text, {"east": _words("bs", "eastern"), "west": _words("hr", "western")})
    if lexis is None and _MODAL_DA.search(text):
        lexis = ("east", 0.8)
    if speech and speech[0] == "e" and not (lexis and lexis[0] == "west"):
        return "sr", speech[1]
    if lexis and lexis[0] == "west":
        return "hr", lexis[1]
    if speech and speech[0] == "ije":
        if lexis:
            return "bs", min(speech[1], lexis[1])
        return ("hr" if tag == "sr" else tag), 0.8
    return tag, 0.7


def _weigh(text: str, marks: dict[str, frozenset[str]]) -> tuple[str, float] | None:
    """(name, confidence) of the one of two lists that has more of its words in `text`; None for a tie."""
    words = [word.lower() for word in _TOKEN.findall(text)]
    counts = {
        name: sum(word in listed and not all(word in other for other in marks.values()) for word in words)
        for name, listed in marks.items()
    }
    first, second = sorted(counts, key=lambda name: counts[name], reverse=True)
    if counts[first] == counts[second]:
        return None
    sure = counts[first] >= 3 and counts[first] >= 3 * counts[second]
    return first, 0.95 if sure else 0.8
