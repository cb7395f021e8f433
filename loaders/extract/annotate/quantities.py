"""Quantities: the numbers of a text that measure or count something, with unit, currency and comparator.

The numbers themselves are read by `loaders.text.quantities`, by which the gate re-reads them. Here is decided which of
them are quantities at all (a version, a list number or the 5 of 5G is none) and what their unit is.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from loaders.claims.model import decimal_text
from loaders.extract.annotations import Annotation, Field
from loaders.text.quantities import Quantity, find_quantities
from ontology.terms import Comparator

__all__ = ["find_quantity_annotations"]

_RULE = "quantity-number"
_AFTER = (
    ("percentage-point", re.compile(r"\s*个?百分点|\s*percentage points?\b|\s*pp\b")),
    ("percent", re.compile(r"\s*%|\s*per ?cent\b")),
    ("cny", re.compile(r"元人民币|元(?![宇月旦年])|\s*(?:yuan|RMB|CNY)\b|人民币")),
    ("usd", re.compile(r"美元|美金|\s*(?:US dollars?|U\.S\. dollars?|dollars?|USD)\b")),
    ("eur", re.compile(r"欧元|\s*(?:euros?|EUR)\b")),
    ("krw", re.compile(r"韩元|韩圆|\s*(?:won|KRW)\b")),
    ("jpy", re.compile(r"日元|\s*(?:yen|JPY)\b")),
    ("gbp", re.compile(r"英镑|\s*(?:pounds?|GBP)\b")),
    ("sgd", re.compile(r"新加坡元|新元|新币|\s*(?:Singapore dollars?|SGD)\b")),
    ("hkd", re.compile(r"港元|港币|\s*HKD\b")),
    ("inr", re.compile(r"印度?卢比|卢比|\s*(?:rupees?|INR)\b")),
    ("cad", re.compile(r"加元|加拿大元|\s*CAD\b")),
    ("aud", re.compile(r"澳元|澳大利亚元|\s*AUD\b")),
    ("twd", re.compile(r"新台币")),
    ("chf", re.compile(r"瑞士法郎")),
    ("rub", re.compile(r"卢布")),
    ("aed", re.compile(r"迪拉姆")),
    ("sar", re.compile(r"里亚尔")),
    ("vnd", re.compile(r"越南盾")),
    ("thb", re.compile(r"泰铢")),
    ("myr", re.compile(r"林吉特|令吉")),
    ("idr", re.compile(r"印尼盾|印尼卢比")),
    ("brl", re.compile(r"雷亚尔|\s*(?:reais|BRL)\b")),
    ("ils", re.compile(r"谢克尔")),
    ("try", re.compile(r"土耳其里拉|里拉")),
    ("sek", re.compile(r"瑞典克朗")),
    ("week", re.compile(r"个?(?:星期|周)(?![年岁边围期一二三四五六日])|[\s-]+weeks?\b")),
    ("year", re.compile(r"(?:周|个)?年(?![代级版度月底末初])|[\s-]years?\b")),
    ("month", re.compile(r"个月|[\s-]+months?\b")),
    ("个工作日", re.compile(r"个?工作日")),
    ("day", re.compile(r"天|个?自然日|日(?![本报元])|[\s-]+days?\b")),
    ("hour", re.compile(r"个?小时|[\s-]+hours?\b")),
)  # fmt: skip
_BEFORE = (
    ("sgd", re.compile(r"(?:(?<![A-Z])S\$|SGD)\s?$")),
    ("hkd", re.compile(r"(?:HK\$|HKD)\s?$")),
    ("brl", re.compile(r"(?:R\$|BRL)\s?$")),
    ("nzd", re.compile(r"(?:NZ\$|NZD)\s?$")),
    ("aud", re.compile(r"(?:A\$|AUD)\s?$")),
    ("cad", re.compile(r"(?:C\$|CAD)\s?$")),
    ("usd", re.compile(r"(?:US\$|USD|\$)\s?$")),
    ("eur", re.compile(r"(?:€|EUR)\s?$")),
    ("gbp", re.compile(r"(?:£|GBP)\s?$")),
    ("cny", re.compile(r"(?:¥|RMB|CNY)\s?$")),
    ("inr", re.compile(r"(?:₹|Rs\.?|INR)\s?$")),
    ("krw", re.compile(r"(?:₩|KRW)\s?$")),
    ("percent", re.compile(r"百分之$")),
)
_SPAN_AFTER = re.compile(r"[多余]?\+?")
_LATIN_UNIT = re.compile(
    r"\s?(?:[EPTGM]?FLOPS?|FLOPs|nm|[EPTGM]Flops|[EPTGM]Flop/s|P(?![A-Za-z0-9])|E(?![A-Za-z0-9])|[KMGT]?W(?:h)?|[KMGTP]B(?:ps)?|"
    r"km|kg|nm|tokens?|Token)(?![A-Za-z])"
)
_ENGLISH_UNIT = re.compile(
    r"\s+(?:times|percentage points|tons|tonnes|square met(?:re|er)s|hectares|"
    r"(?:kilo|mega|giga|tera)?watts?(?:-hours?)?|(?:peta|exa|tera)flops|(?:giga|tera|peta)bytes?|miles|kilomet(?:re|er)s|nanomet(?:re|er)s)\b"
)
_CLASSIFIER = re.compile(
    r"个|家|项|条|类|种|座|所|名|位(?![于居列置])|人次|人(?![工类民均才口员们机大形心物])|票|张|篇|件|份|片|款|套|支|台|处|户|部(?!门)|步|倍|成(?![立为功果员熟本都长交就])|"
    r"次|轮|场|批|门|吨|公里|千米|平方米|平方公里|亩|万户|国|省|市|区县|所|架|辆|艘|页|字|级|层|链|方面|层面|大(?=[^陆学型众数幅规厂模连])|"
    r"标准机架|机架|卡|比特|字节|参数|专利|千瓦时|千瓦|度(?=电)|集|例|岁|颗|块|枚|只|对|组|倍|期|届|间|股"
)
_HAN_CLASSIFIER = re.compile(
    r"个(?![人性体别])|国(?![家际内外产])|家(?![庭长])|项|条(?![件例])|类|种|座|所(?![以有])|名|票|张|篇|款|套|支|台|处(?![理于])|户|倍|成(?![立为功果员熟本都长交就])|轮|门|"
    r"地(?=布局|共建|联合|政府|合作|同时|先后|[,。])|位(?![于居列置一])|方面|层面|层|要素|步(?![入走])|大(?:类|方面|领域|板块|任务|举措|行动|工程|重点|方向|体系|平台|原则|目标|支柱)|链(?=融合)"
)
_NOT_BEFORE = re.compile(
    r"(?:第|[A-Za-z]-?|[A-Za-z]\.|〔|\[|[Vv]|No\.|\+|[\d.]-|附件|表|图|[周星]期|[几数上若]|号|其|之|唯|统|同|专|划)$"
)
_CONTACT = re.compile(r"(?:电话|QQ|热线|邮编|传真|手机(?=[号:])|邮箱|微信|编号|备案(?=[号编:])|ICP)[^\n]{0,6}$")
_ORDINAL = re.compile(
    r"(?:第|排名|排第|位居|位列|居|列|前|\b(?:[Aa]rticles?|[Ss]ections?|[Ff]igures?|[Tt]ables?|[Pp]ages?|[Ll]evels?|[Pp]hases?|"
    r"[Vv]ersions?|[Nn]os?\.?|[Nn]umbers?|[Cc]hapters?|[Aa]nnex(?:es)?|[Rr]ecitals?|[Tt]iers?|[Ss]teps?|[Pp]arts?|[Pp]aragraphs?|[Qq]uestions?|"
    r"[Ss]tages?|[Gg]rades?|[Cc]lass|[Tt]op|[Rr]anks?|[Rr]anked|[Rr]ooms?|[Nn]otes?|[Aa]ppendix|[Pp]rinciples?|[Rr]ule|[Cc]lause|[Gg]oal|[Dd]ay|"
    r"[Ww]eek|[Pp]illars?|[Aa]ge|ISO|IEC|DGX|GPT|Llama|Gemini|Claude|H|A|B) )$"
)
_NAME_AFTER = re.compile(
    r"[A-Za-z](?![A-Za-z]*\s?(?:参数|tokens?))|\+[A-Z]|\.\d|[〕\]]|号(?:文|令|公告)?(?=[)）,。;\s]|$)|热线"
)
_ENGLISH_AFTER = re.compile(
    r"(?=[ ][A-Za-z(\uFFFC]|[,;:.)](?:[ \n\"”]|$)|[ ]\||\n|$)(?![ ](?:am|pm|a\.m|p\.m|GHz|MHz)\b)"
)
_ENGLISH_BEFORE = re.compile(
    r"(?:(?:[.!?:;]|[a-z),][\"”’]?|[(—–“\"]|\b(?:The|Over|About|Some|Nearly|More|At|Under|Within|Only|All|"
    r"Another|These|Of|In|By|With|Up|From|To|For|And|But|Its|Their|Almost|Around|Roughly|Least|Than|Most|Those))[ ]|"
    r"[^\s|].*[|][ ]*|[“\"(])$"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_FRACTION = re.compile(
    r"/|分之|一半|^one (?:in|out of) |(?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?$", re.IGNORECASE
)
_STATING = re.compile(r"(?:为|达到?|至|到|约|超过?|仅|共|近|数量|总数|total of|some|about|over|than|of)\s*$")
_IDIOM = re.compile(
    r"双一流|[三四五]位一体|十[一二三四五六]五|一带一路|千家万户|千方百计|三农|两会|两岸|二十[大国]|十[七八九]大|"
    r"三中全会|[四五六]中全会|百强|千行百业|百花齐放|万物互联|一百|三者|二者|两者|四川|三星|三亚|三明|六盘水|九江|五四|"
    r"万众|百姓|万维|百科|百度|千年|百年|三次产业|第[一二三四五六七八九十百]+|[一二三四五六七八九十]+是|十[一二三四五六七八九]届|二次|再三|"
    r"三峡|四库|八达|百川|千帆|两化融合|两业融合|两用|三大运营商|三角|二战|二维|三维|二手|三方(?!面)|两院|一二三四"
)


def find_quantity_annotations(document: str, masked: str) -> tuple[Annotation, ...]:
    """Return the quantities of a view whose titles, dates and names are blanked out.

    Fields: `value` and `max` in the base unit (decimal), `unit` (a slug such as `eur`, or the unit's words),
    `comparator` (the term's local name), `number` (where the bare number stands).
    """
    idioms = [match.span() for match in _IDIOM.finditer(masked)]
    blocked = {place for start, end in idioms for place in range(start, end)}
    return tuple(_annotations(document, masked, blocked))


def _annotations(document: str, masked: str, blocked: set[int]) -> Iterator[Annotation]:
    for quantity in find_quantities(masked):
        end = quantity.end
        while masked[end - 1].isspace():
            end -= 1
        if blocked.isdisjoint(range(quantity.start, end)) and (found := _annotated(document, masked, quantity, end)):
            yield found


def _annotated(document: str, masked: str, quantity: Quantity, end: int) -> Annotation | None:
    start = quantity.start
    figure = masked[start].isascii() and masked[start].isalnum()
    before = masked[max(0, start - 12) : start]
    if _NOT_BEFORE.search(before) and not any(sign.search(before) for _, sign in _BEFORE):
        return None
    if quantity.comparator is Comparator.ORDER_OF_MAGNITUDE:
        return _magnitude(document, masked, quantity, end)
    ends = _SPAN_AFTER.match(masked, end)
    tail = ends.end() if ends else end
    unit, unit_start, unit_end = _unit(masked, tail, figure=figure)
    for name, sign in _BEFORE:
        if found := sign.search(before):
            unit, start = name, start - len(found[0])
            unit_start, unit_end = start, max(tail, unit_end if name == unit else tail)
            break
    words = masked[quantity.start : end]
    if _FRACTION.search(words):
        unit, unit_end = unit or "ratio", max(unit_end, tail)
    elif not figure and ("成" in words or words == "半年"):
        unit, unit_start, unit_end = "percent" if "成" in words else "month", end - 1, end
    if not _counts(masked, quantity, end, unit, figure=figure) or (unit == "year" and _is_year(quantity)):
        return None
    return _made(document, quantity, start, unit_end if unit else tail, unit, (unit_start, unit_end))


def _is_year(quantity: Quantity) -> bool:
    """Say whether a number of 年 is a year of the calendar, which no date took: of a title without its marks."""
    return quantity.value is not None and _FIRST_YEAR <= quantity.value <= _LAST_YEAR


def _made(
    document: str, quantity: Quantity, start: int, end: int, unit: str | None, place: tuple[int, int]
) -> Annotation:
    fields = {
        "comparator": Field(quantity.comparator.value, start, start),
        "number": Field("", quantity.start, quantity.end),
    }
    if quantity.value is not None:
        fields["value"] = Field(decimal_text(quantity.value), quantity.start, quantity.end)
    if quantity.value_max is not None:
        fields["max"] = Field(decimal_text(quantity.value_max), quantity.start, quantity.end)
    if unit:
        fields["unit"] = Field(unit, *place)
    return Annotation(document, start, end, "quantity", _RULE, 1, fields)


def _magnitude(document: str, masked: str, quantity: Quantity, end: int) -> Annotation | None:
    stop = masked.index("级", end) + 1
    unit = masked[end : stop - 1]
    if quantity.end - quantity.start == 1 and not unit and masked[quantity.start] not in "EPTZ":
        return None
    if quantity.start and masked[quantity.start - 1] in "国省市县区":
        return None
    return _made(document, quantity, quantity.start, stop, unit or None, (end, stop - 1))


def _unit(masked: str, at: int, *, figure: bool) -> tuple[str | None, int, int]:
    for name, sign in _AFTER:
        if found := sign.match(masked, at):
            return name, at, found.end()
    if figure and (found := _LATIN_UNIT.match(masked, at) or _ENGLISH_UNIT.match(masked, at)):
        return found[0].strip(), at, found.end()
    if found := (_CLASSIFIER if figure else _HAN_CLASSIFIER).match(masked, at):
        return found[0], at, found.end()
    return None, at, at


def _counts(masked: str, quantity: Quantity, end: int, unit: str | None, *, figure: bool) -> bool:
    """Say whether a number measures or counts; one without a unit does so only after words such as 为 or 达."""
    line = masked[masked.rfind("\n", 0, quantity.start) + 1 : quantity.start]
    before = masked[max(0, quantity.start - 16) : quantity.start]
    if _CONTACT.search(before) or _ORDINAL.search(before):
        return False
    if unit == "ratio":
        return True
    if not figure:
        scaled = any(sign in masked[quantity.start : end] for sign in "百千万亿")
        alone = quantity.value is not None and quantity.value < Decimal(2)
        return not alone and (unit is not None and (scaled or unit not in {"day"}))
    if unit:
        return bool(line.strip()) or unit not in {"E", "P"}
    if _NAME_AFTER.match(masked, end):
        return False
    if masked.startswith("部门", end):
        return True
    spelled = masked[quantity.start].isascii() and masked[quantity.start].isalpha()
    if _ENGLISH_AFTER.match(masked, end) and (spelled or _ENGLISH_BEFORE.search(line)):
        return True
    if not line.strip():
        return False
    ends = end >= len(masked) or not masked[end].isalpha()
    return quantity.scaled or (ends and bool(_STATING.search(before)))
