"""设置 in a real browser: what is kept, what is shown of it, and what the model makes of a try."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jushi.settings import KEPT_FILE
from playwright.sync_api import Page, expect

from evals.scripted_server import Script, keep_slots, serve
from tests.web.conftest import serving
from tests.web.office import PASSWORD, Office, open_office

SECRET = "sk-9f3b27-nobody"

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workspace")


@pytest.fixture(scope="module")
def url(home: Path) -> Iterator[str]:
    with serving(home, JUSHI_OFFICE="禾溪县") as address:
        yield address.partition("?")[0]


@pytest.fixture(scope="module")
def model() -> Iterator[str]:
    with serve(Script(keep_slots)) as address:
        yield address


@pytest.mark.slow
def test_model_and_key_are_kept_tried_and_never_shown(
    url: str, home: Path, model: str, clerk: Page
) -> None:
    clerk.goto(url + "?setup")
    expect(clerk.get_by_label("本单位所在地")).to_be_disabled()

    clerk.get_by_label("模型地址").fill(model)
    clerk.get_by_label("模型名称").fill("scripted")
    clerk.locator("#setup-key input").fill(SECRET)
    clerk.get_by_role("button", name="保存", exact=True).click()
    expect(clerk.locator("#setup-sent")).to_contain_text("密钥：已设置")
    expect(clerk.locator("#setup-sent")).to_contain_text(model.split("/")[2])
    clerk.get_by_role("button", name="试写").click()
    expect(clerk.locator("#setup-tried")).to_contain_text("5 个数据占位符保留 5 个")

    clerk.reload()
    expect(clerk.get_by_label("模型名称")).to_have_value("scripted")
    expect(clerk.locator("#setup-key input")).to_have_value("")
    assert SECRET in (home / KEPT_FILE).read_text("utf-8")
    assert (home / KEPT_FILE).stat().st_mode & 0o777 == 0o600
    for sent in (clerk.content(), clerk.request.get(url + "config").text()):
        assert SECRET not in sent


@pytest.mark.slow
def test_a_new_endpoint_asks_for_its_key_and_never_sees_the_old_one(
    tmp_path: Path, clerk: Page
) -> None:
    first, second = Script(keep_slots), Script(keep_slots)
    with (
        serve(first) as first_url,
        serve(second) as second_url,
        serving(tmp_path, OPENAI_API_KEY="sk-of-the-environment") as address,
    ):
        clerk.goto(address.partition("?")[0] + "?setup")
        sent, tried = clerk.locator("#setup-sent"), clerk.locator("#setup-tried")
        expect(sent).to_contain_text("密钥：已设置（不显示），只发往 https://api.openai.com:443")
        expect(clerk.locator("#setup-key")).to_contain_text("只发往填写时的地址")

        clerk.get_by_label("模型地址").fill(first_url)
        clerk.get_by_label("模型名称").fill("scripted")
        clerk.get_by_role("button", name="保存", exact=True).click()
        expect(sent).to_contain_text("环境变量中的密钥属于 https://api.openai.com:443，不会发往")
        expect(clerk.get_by_text("原来的密钥属于旧地址")).to_be_visible()
        clerk.locator("#setup-key input").fill(SECRET)
        clerk.get_by_role("button", name="保存", exact=True).click()
        expect(sent).to_contain_text(f"只发往 {first_url.removesuffix('/v1')}")
        clerk.get_by_role("button", name="试写").click()
        expect(tried).to_contain_text("5 个数据占位符保留 5 个")

        clerk.get_by_label("模型地址").fill(second_url)
        clerk.get_by_role("button", name="保存", exact=True).click()
        expect(sent).to_contain_text(second_url.split("/")[2])
        expect(sent).to_contain_text("密钥：未使用")
        clerk.get_by_role("button", name="试写").click()
        expect(tried).to_contain_text("5 个数据占位符保留 5 个")

    assert first.headers[0]["Authorization"] == f"Bearer {SECRET}"
    assert len(second.headers) == 1
    assert not any("sk-" in str(sent) for sent in (second.headers, second.requests))
    assert SECRET not in (tmp_path / KEPT_FILE).read_text("utf-8")


@pytest.mark.slow
def test_an_address_that_is_none_is_told_in_one_line(url: str, clerk: Page) -> None:
    clerk.goto(url + "?setup")

    clerk.get_by_label("模型地址").fill("<img src=x onerror=alert(1)>")
    clerk.get_by_role("button", name="保存", exact=True).click()

    expect(clerk.get_by_text("'<img src=x onerror=alert(1)>' 不是地址")).to_be_visible()
    clerk.reload()
    expect(clerk.get_by_label("模型地址")).not_to_have_value("<img src=x onerror=alert(1)>")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.mark.slow
def test_only_who_administers_changes_the_setup(office: Office, clerk: Page) -> None:
    # In this order: the drafter must find what the administrator kept.
    for name, told in (("孙", "已保存"), ("王", "只有“管理”角色可以修改")):
        clerk.context.clear_cookies()
        clerk.goto(office.url + "/sign-in")
        clerk.get_by_label("用户名").fill(name)
        clerk.get_by_label("密码").fill(PASSWORD)
        clerk.get_by_role("button", name="登录").click()
        clerk.wait_for_url(office.url + "/")

        clerk.goto(office.url + "/?setup")
        clerk.get_by_label("模型名称").fill(f"model of {name}")
        clerk.get_by_role("button", name="保存", exact=True).click()

        expect(clerk.get_by_text(told)).to_be_visible()
        clerk.reload()
        expect(clerk.get_by_label("模型名称")).to_have_value("model of 孙")
