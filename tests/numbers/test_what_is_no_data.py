"""Numbers that measure nothing of the report's own: dates, rules, attributes, codes, names."""

from decimal import Decimal

import pytest
from jushi.numbers import Kind, is_document_number, read_mentions


def _data(text: str) -> list[str]:
    return [m.text for m in read_mentions(text) if m.is_data]


def _details(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.detail) for m in read_mentions(text)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("27日，县里召开了会议。", ["27日"]),
        ("据悉，14日上午，专班赴现场。", ["14日"]),
        ("会议于5日开幕，6日闭幕。", ["5日", "6日"]),
        ("记者27日从县政府获悉", ["27日"]),
        ("二十七日晚，暴雨突至。", ["二十七日"]),
        ("八月十五，县里举办庙会。", ["八月十五"]),
        ("正月十五前后，人流较多", ["正月十五"]),
        ("腊月二十三，村里祭灶", ["腊月二十三"]),
        ("五月初五，举办龙舟赛", ["五月初五"]),
        ("06年，全县通了公路", ["06年"]),
        ("08至10年，连续三届", ["08至10年"]),
        ("从98年起，一直坚持", ["从98年起"]),
        ("九八年抗洪以后", ["九八年"]),
        ("11月30日0时起实施", ["11月30日", "0时"]),
        ("截至30日24时，系统在线", ["截至30日", "24时"]),
    ],
)
def test_a_day_or_year_in_short_is_a_date(text: str, dates: list[str]) -> None:
    found = [m.text for m in read_mentions(text) if m.kind in (Kind.DATE, Kind.PERIOD)]

    assert (found, _data(text)) == (dates, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("为期27日，", "27日"),
        ("缩短至15日，", "15日"),
        ("压减到7日，", "7日"),
        ("办理时间缩短12日，", "12日"),
        ("累计停产6日，", "6日"),
        ("建县98年，", "98年"),
        ("法定时限（15日）", "15日"),
        ("工期：15日，", "15日"),
        ("15日", "15日"),
        ("二三年不等", "二三年"),
        ("从50年以上的老厂", "50年以上"),
        ("八月十五个项目开工", "十五个"),
        ("五月二十三户搬迁", "二十三户"),
    ],
)
def test_a_length_of_time_and_a_count_behind_a_month_stay_data(text: str, told: str) -> None:
    assert _data(text) == [told]


def test_parts_of_a_time_that_repeat_it_stay_apart() -> None:
    assert _data("1年12个月，2天24小时，") == ["1年", "12个月", "2天", "24小时"]


def test_a_decade_is_no_year() -> None:
    assert next(m.detail for m in read_mentions("从80年代到九零年代")) == "decade"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("平均用时1小时30分，", "90", "分钟"),
        ("全程耗时2小时15分钟。", "135", "分钟"),
        ("平均接报2分30秒出警", "150", "秒"),
        ("历时3天6小时，", "78", "小时"),
        ("平均刑期2年6个月，", "30", "个月"),
    ],
)
def test_hours_and_minutes_are_one_length_of_time(text: str, value: str, unit: str) -> None:
    (mention,) = read_mentions(text)

    assert (f"{mention.value:f}", mention.unit, mention.detail) == (value, unit, "duration")


@pytest.mark.parametrize(
    "text",
    [
        "证书有效期5年，",
        "热线24小时接听，",
        "承诺24小时内响应，",
        "办理时限为1小时，",
        "接报后2小时内响应，",
        "每季度至少一次，",
        "每年不少于2次，",
        "每半年至少开展1次演练，",
        "每周不超过3次，",
        "5个工作日内办结，",
        "实行限期3个月整改，",
        "试用期6个月，",
        "公示期为7天，",
        "聘期三年，",
        "24小时不间断值守，",
        "十五日内答复，",
        "30分钟以内到达现场，",
        "提前3个工作日告知，",
        "保存期限不少于15年，",
        "办理时限5个工作日，",
        "5年期以上贷款，",
        "1年期LPR",
    ],
)
def test_a_time_or_a_frequency_that_a_rule_sets_is_no_data(text: str) -> None:
    assert (
        _data(text),
        {m.detail for m in read_mentions(text)} & {"rule", "attribute"} != set(),
    ) == (
        [],
        True,
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("平均办理时限3.2天，", "3.2天"),
        ("时限压缩至2.5个工作日，", "2.5个工作日"),
        ("办理时限由10天压缩至3天内，", "3天内"),
        ("培训24小时，", "24小时"),
        ("平均住院日7.8天，", "7.8天"),
        ("控制在3天以内，", "3天以内"),
        ("累计运行24小时，", "24小时"),
        ("全年开展2次，", "2次"),
        ("每月至少为3000名老人送餐", "至少为3000名"),
        ("平均24小时内办结", "24小时内"),
        ("超时限3件，", "3件"),
        ("超时限2天，", "2天"),
    ],
)
def test_a_time_that_was_measured_stays_data(text: str, told: str) -> None:
    assert told in _data(text)


@pytest.mark.parametrize(
    "text",
    [
        "60岁以上老年人，",
        "3岁以下婴幼儿，",
        "65周岁及以上人口，",
        "35岁以下青年教师，",
        "80岁以上的占",
        "收入50万元以上的村，",
        "年销售额500万元以上的网店，",
        "30户以上自然村寨，",
        "亿元以上项目，",
        "200平方米以下商铺，",
        "规模500头以上的养殖场，",
        "100张床位以上的医院，",
        "50人以上的党支部，",
        "3亿元以上重大项目，",
        "500亩以上连片基地，",
        "6至14岁儿童，",
        "10年以上工龄，",
        "5000平方米以上的商业综合体，",
        "500头以上规模猪场，",
        "10蒸吨及以下燃煤锅炉，",
    ],
)
def test_a_bound_that_qualifies_a_noun_is_an_attribute(text: str) -> None:
    (mention,) = [m for m in read_mentions(text) if m.value is not None or m.low is not None]

    assert (mention.is_data, mention.detail) in ((False, "attribute"), (False, "word"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("办结率98%以上，", ["98%以上"]),
        ("新增就业500人以上，", ["500人以上"]),
        ("规模500头以上的养殖场12个", ["12个"]),
        ("65周岁及以上人口12万人", ["12万人"]),
        ("98%以上的群众满意，", ["98%以上"]),
        ("培育50家以上企业，", ["50家以上"]),
        ("节约资金2000万元以上，", ["2000万元以上"]),
        ("新修10公里以上道路，", ["10公里以上"]),
        ("培训500人以上企业职工", ["500人以上"]),
        ("节约2000万元以上的资金，", ["2000万元以上"]),
        ("平均年龄60岁以上，", ["60岁以上"]),
        ("带动3000户以上农户增收", ["3000户以上"]),
        ("拆除200平方米以上，", ["200平方米以上"]),
    ],
)
def test_a_bound_on_what_was_counted_stays_data(text: str, told: list[str]) -> None:
    assert _data(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "拨打12345、12369、12315投诉，",
        "热线4008-126-777，",
        "客服电话800-820-8820。",
        "电话0738-6211350，",
        "分机8016，",
        "转分机号302咨询",
        "邮编737100。",
        "邮政编码：737100",
        "工号：20158",
        "请按2键，",
        "转6号键，",
        "《条例》第二十一条",
        "注：1.数据来自统计局；2.口径不变。",
        "附件：1.关于办公的规定",
        "（1）",
        "附件2",
        "建成5G基站",
        "G60高速",
        "实施240小时过境免签政策",
        "144小时过境免签",
        "落实十八项核心制度",
        "落实18项医疗质量安全核心制度",
        "弘扬二十四节气文化",
        "“四个意识”",
        "1+X",
        "“3+2”产业",
        "7×24服务",
        "5×8小时",
        "无一人脱管，",
        "无1例院感，",
        "没有一起，",
        "未发生一起事故，",
        "没有发生1起，",
        "做到万无一失",
        "帮教120人次以来无一人",
        "15分钟便民生活圈",
        "请拨96110咨询",
        "办理12345工单，",
        "升级2.0版平台",
        "迈入4.0时代",
    ],
)
def test_a_code_a_name_or_an_idiom_of_none_is_no_data(text: str) -> None:
    assert [told for told in _data(text) if told != "120人次"] == []


def test_none_beside_a_count_is_no_count() -> None:
    assert _details("帮教12人，无一人脱管") == [("12人", "count"), ("一人", "none")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("接听电话8210个，", "8210个"),
        ("拨打12件，", "12件"),
        ("出版12版，", "12版"),
        ("使用7×24米场地", "24米"),
        ("无3人以下班组", "3人以下"),
        ("转岗120人，", "120人"),
        ("新增电话：120部", "120部"),
    ],
)
def test_an_amount_behind_a_word_for_a_code_stays_data(text: str, told: str) -> None:
    assert told in _data(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [("举办活动⑨场。", "⑨场"), ("发放手册Ⅻ册。", "Ⅻ册"), ("受理案件⑳件，办结⒆件。", "⑳件")],
)
def test_a_sign_of_lists_before_a_counter_hides_an_amount(text: str, told: str) -> None:
    mention = read_mentions(text)[0]

    assert (mention.text, mention.is_data, mention.detail) == (told, True, "lookalike")


@pytest.mark.parametrize("text", ["①件件有回音。", "一是改进；②家家参与。", "⑴加强领导。"])
def test_a_sign_that_opens_a_line_or_clause_counts_a_list(text: str) -> None:
    assert not any(mention.is_data for mention in read_mentions(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("为企业减负500万元。", 5_000_000),
        ("背负3万元债务。", 30_000),
        ("担负5项任务。", 5),
        ("个人自负30%。", 30),
        ("净利润为负5万元。", -50_000),
        ("增速为负2.1%。", Decimal("-2.1")),
    ],
)
def test_a_word_that_ends_like_a_minus_is_none(text: str, value: Decimal | int) -> None:
    (mention,) = read_mentions(text)

    assert mention.value == value


@pytest.mark.parametrize(
    "text", ["濮政〔2023〕9号", "濮政[2023]第9号", "濮政﹝2023﹞9号", "濮政（2023）９号"]
)
def test_document_numbers_are_known_by_every_bracket(text: str) -> None:
    assert is_document_number(text)
    assert [(m.text, m.kind) for m in read_mentions(text)] == [(text, Kind.DOC_NUMBER)]


@pytest.mark.parametrize(
    "text", ["根据濮政〔2023〕9号文件", "审计公告第9号", "〔2023〕9号", "共9号", ""]
)
def test_what_holds_more_or_less_is_no_document_number(text: str) -> None:
    assert not is_document_number(text)


@pytest.mark.parametrize("word", ["增加", "新增", "增长", "安置"])
def test_what_was_counted_is_no_threshold(word: str) -> None:
    bound, _ = read_mentions(f"{word}50户以上的村有6个。")

    assert (bound.text, bound.is_data) == ("50户以上", True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("There were 547 cases, up 6.8% on 2023, and 99 hearings.", ["547 cases", "6.8%", "99"]),
        ("Compared with 2023, cases rose 6.8%.", ["6.8%"]),
        ("Against 2023 and 2022, cases rose by 35.", ["35"]),
        ("Annual Report on Legal Aid 2024\nCases rose.", []),
        ("# Legal Aid Review, 2024", []),
        ("The centre dealt with 2023 cases.", ["2023 cases"]),
        ("We spent 2023 over 1998 items.", ["2023", "over 1998 items"]),
        ("Applications received 2024", ["2024"]),
        ("The report counts cases. In all 2024", ["2024"]),
    ],
)
def test_a_year_that_is_compared_with_or_ends_a_title_is_no_data(
    text: str, told: list[str]
) -> None:
    assert _data(text) == told
