"""Values as the database holds them: exact, complete, and what is damaged is told."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jushi.errors import StoreError
from jushi.figures import Figure
from jushi.records import Decision, JobStep, Report, SectionVersion, Snapshot
from jushi.store.codec import UnreadableValueError, decode, encode
from jushi.store.faults import told_as_store_error
from jushi.text import Binding, CarriedFrom, Mark, Sentence

from tests.store.samples import BEIJING, at, figure, job, report, section, version

_SENTENCE = section().sentences[0]
VALUES = {
    "report": replace(report(), reviewers=("zhao", "qian"), is_archived=True),
    "figure": figure(),
    "figure without a value": figure(value=None),
    "version": version(),
    "version with marks": version(
        replace(
            section(),
            sentences=(
                replace(
                    _SENTENCE,
                    lock="on",
                    origin="carried",
                    marks=(Mark(0, 2, "共梳", "event", "请核对"),),
                    carried_from=CarriedFrom("2022年报告.docx", "共梳理规范性文件120件。"),
                ),
            ),
        )
    ),
    "job": replace(
        job(), steps=(JobStep("s1", "done", 100, 3, tokens=120, seconds=Decimal("1.50")),)
    ),
    "decision": Decision("r1", "confirmed", "li", at(3), value=Decimal("136")),
    "snapshot": Snapshot("r1", "送审稿", "zhang", at(4), (("s1", 1), ("s2", 3)), 2),
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_a_value_comes_back_as_it_was(value: object) -> None:
    assert decode(type(value), encode(value)) == value


# As Jushi 0.1.0 wrote them before pydantic read and wrote the store.
STORED = {
    "report": (
        (
            '{"id":"r1","title":"濮阳县2023年度报告","subject":"濮阳县","year":2023,"language":"zh",'
            '"owner":"zhang","created":"2026-03-02T12:00:00.000000+00:00",'
            '"updated":"2026-03-02T12:00:00.000000+00:00"}'
        ),
        report(),
    ),
    "figure": (
        (
            '{"id":"norm_total","indicator":"梳理规范性文件","value":"136","unit":"件","approx":"",'
            '"period":{"text":"2023年","start":"2023-01-01","end":"2023-12-31"},"previous":"98.50",'
            '"subject":"濮阳县","section":"高点谋划","aliases":["规范性文件","文件"],"required":true,'
            '"formula":"","source":"县司法局","note":"","cell":{"file":"figures.csv","sheet":"",'
            '"cell":"C9"},"extra":[["科室","法规科"]]}'
        ),
        figure(),
    ),
    "version": (
        (
            '{"report_id":"r1","parent":0,"text":{"key":"s1","title":"高点谋划","sentences":[{"id":"s1",'
            '"text":"共梳理规范性文件136件。","bindings":[{"start":8,"end":12,"expression":"norm_total",'
            '"figures":["norm_total"]}],"starts_paragraph":true}]},"author":"zhang",'
            '"time":"2026-03-02T12:00:00.000000+00:00","cause":"draft","note":"第一稿",'
            '"record":{"writer":"composer","passages":["p1"],"seconds":"0.25"}}'
        ),
        version(),
    ),
    "version with a carried sentence": (
        (
            '{"report_id":"r1","parent":0,"text":{"key":"s1","title":"高点谋划","sentences":[{"id":"s4",'
            '"text":"县长刘锐批示3件。","bindings":[{"start":6,"end":8,"expression":"notes",'
            '"figures":["notes"]}],"template":"县长刘锐批示{{notes}}。","lock":"on",'
            '"is_carried_over":true,"origin":"carried","marks":[{"start":0,"end":4,"text":"县长刘锐",'
            '"kind":"person","reason":"人名只见于上年报告"}],"carried_from":["report-2022.txt",'
            '"县长刘锐批示2件。"]}]},"author":"zhang","time":"2026-03-02T12:00:00.000000+00:00",'
            '"cause":"draft","note":"第一稿","record":{"writer":"composer","passages":["p1"],'
            '"seconds":"0.25"}}'
        ),
        version(
            replace(
                section(),
                sentences=(
                    Sentence(
                        "县长刘锐批示3件。",
                        "县长刘锐批示{{notes}}。",
                        (Binding(6, 8, "notes", ("notes",)),),
                        id="s4",
                        lock="on",
                        is_carried_over=True,
                        origin="carried",
                        marks=(Mark(0, 4, "县长刘锐", "person", "人名只见于上年报告"),),
                        carried_from=CarriedFrom("report-2022.txt", "县长刘锐批示2件。"),
                    ),
                ),
            )
        ),
    ),
    "version with a lone surrogate": (
        (
            '{"report_id":"r1","parent":0,"text":{"key":"s1","title":"\\u9ad8\\u70b9\\u8c0b\\u5212",'
            '"sentences":[{"id":"s1","text":"\\u96f6\\u0000 \\ud800 \\ud840\\udc00\\u3002",'
            '"starts_paragraph":true}]},"author":"zhang","time":"2026-03-02T12:00:00.000000+00:00",'
            '"cause":"draft","note":"\\u7b2c\\u4e00\\u7a3f","record":{"writer":"composer",'
            '"passages":["p1"],"seconds":"0.25"}}'
        ),
        version(section(text="零\x00 \ud800 𠀀。")),
    ),
}


@pytest.mark.parametrize(("text", "value"), STORED.values(), ids=STORED.keys())
def test_what_the_first_version_stored_is_read(text: str, value: object) -> None:
    assert decode(type(value), text) == value


def test_where_a_sentence_was_carried_from_is_stored_as_the_pair_that_it_was() -> None:
    text, value = STORED["version with a carried sentence"]
    stored = json.loads(encode(value))["text"]["sentences"]

    assert stored == json.loads(text)["text"]["sentences"]
    assert isinstance(decode(SectionVersion, text).text.sentences[0].carried_from, CarriedFrom)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_comes_back_with_every_digit(number: Decimal) -> None:
    value = decode(Figure, encode(replace(figure(), value=number))).value

    assert value is not None
    assert value.as_tuple() == number.as_tuple()


@pytest.mark.parametrize(
    "time",
    [
        datetime(2026, 3, 2, 20, 0, tzinfo=BEIJING),
        datetime(2026, 3, 2, 12, 0, 0, 1, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
    ],
    ids=["other zone", "microsecond", "first day"],
)
def test_a_time_comes_back_as_the_same_moment(time: datetime) -> None:
    read = decode(Report, encode(replace(report(), updated=time))).updated

    assert read == time
    assert read.utcoffset() == time.utcoffset()


def test_a_time_without_a_zone_is_not_stored() -> None:
    with pytest.raises(ValueError, match="updated is a time without a zone"):
        encode(replace(report(), updated=datetime(2026, 3, 2, 12, 0)))


@pytest.mark.parametrize("year", ["2023", 2023.5], ids=["text", "fraction"])
def test_a_field_of_another_type_is_not_stored(year: object) -> None:
    with pytest.raises(ValueError, match="year"):
        encode(replace(report(), year=year))  # type: ignore[arg-type]


@given(st.text(st.characters(), max_size=30))
def test_any_text_comes_back_and_is_storable(text: str) -> None:
    stored = encode(replace(report(), title=text))

    assert decode(Report, stored).title == text
    assert "\0" not in stored
    stored.encode()


DAMAGED = {
    "cut off": ('{"id":"r1","title":', "Report"),
    "empty": ("", "Report"),
    "null": ("null", "Report"),
    "list": ("[]", "Report"),
    "missing field": ('{"id":"r1"}', "Report.title"),
    "unknown field": (encode(report())[:-1] + ',"colour":"red"}', "Report.colour"),
    "number for text": (encode(report()).replace('"zhang"', "5"), "Report.owner"),
    "text for a number": (encode(report()).replace("2023,", '"2023",'), "Report.year"),
    "no language of ours": (encode(report()).replace('"zh"', '"fr"'), "Report.language"),
    "no time": (encode(report()).replace("2026-03-02T", "2026-13-02T"), "Report.created"),
    "time without a zone": (encode(report()).replace(":00Z", ":00"), "Report"),
    "surrogate, cut off": ('{"id":"\\ud800"', "Report"),
}


@pytest.mark.parametrize(("text", "place"), DAMAGED.values(), ids=DAMAGED.keys())
def test_what_is_no_value_of_the_type_is_told_with_its_place(text: str, place: str) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        decode(Report, text)

    assert str(caught.value) == place


def test_a_place_inside_names_the_way_to_it() -> None:
    text = encode(version()).replace('"start":8', '"start":"8"')

    with pytest.raises(UnreadableValueError) as caught:
        decode(SectionVersion, text)

    assert str(caught.value) == "SectionVersion.text.sentences.0.bindings.0.start"


def test_a_damaged_row_is_told_as_an_error_of_the_store() -> None:
    with pytest.raises(StoreError) as caught, told_as_store_error("jushi.db"):
        decode(Report, '{"id":"r1"}')

    assert str(caught.value) == (
        "jushi.db: a row in it is damaged or of another version (Report.title); "
        "restore the last backup with jushi restore"
    )
