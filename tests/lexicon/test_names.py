"""Names that stand for one another, and words that hold the names of a list."""

import pytest
from jushi.lexicon import known_ratios, member_names, same_names


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("社零额", "社会消费品零售总额"),
        ("规上工业增加值", "规模以上工业增加值"),
        ("CPI", "居民消费价格"),
        ("GDP增速", "地区生产总值增速"),
        ("农林水", "农林水支出"),
    ],
)
def test_the_sheets_name_stands_for_the_texts(name: str, other: str) -> None:
    assert other in same_names(name)
    assert same_names(name)[0] == name


def test_a_name_that_holds_none_stands_for_itself_alone() -> None:
    assert same_names("窗口") == ("窗口",)


def test_names_are_few_however_many_could_be_put_in() -> None:
    assert len(same_names("规上工业社零额GDP社保和就业医保城镇居民乡村外贸固投")) == 12


def test_a_compound_tells_of_its_members_by_their_number() -> None:
    assert ("城镇居民收入", "农村居民收入") in list(member_names("城乡居民收入", 2))
    assert list(member_names("城乡居民收入", 3)) == []


def test_a_known_ratio_names_its_terms() -> None:
    names = {ratio.name: ratio for ratio in known_ratios()}

    assert names["产销率"].kind == "percent"
    assert "销售产值" in names["产销率"].first
    assert all(ratio.first and ratio.second for ratio in known_ratios())
