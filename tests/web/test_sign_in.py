"""Signing in, over real HTTP: who gets in, who is kept out, and whose reports they see."""

from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.client import HTTPConnection

import pytest
from jushi.store import hash_password
from jushi.web.throttle import LONGEST_WAIT_S
from playwright.sync_api import Browser, Page

from tests.web.office import NOW, PASSWORD, Office, open_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    ["/config", "/gradio_api/info", "/en/config", "/files/x/zh/report.docx"],
)
def test_who_is_not_signed_in_gets_nothing(office: Office, path: str) -> None:
    with office.client() as client:
        assert client.get(path).status_code == 401


def test_who_is_not_signed_in_is_sent_to_the_sign_in_page(office: Office) -> None:
    with office.client() as client:
        answer = client.get("/?report=" + office.report)

        page = client.get(answer.headers["location"])

    expected = f"/sign-in?language=zh&report={office.report}"
    assert (answer.status_code, answer.headers["location"]) == (303, expected)
    assert "登录" in page.text
    assert "http" not in page.text.replace("http-equiv", "")


def test_the_session_cookie_is_out_of_reach_of_scripts(office: Office) -> None:
    with office.client() as client:
        cookie = office.sign_in(client, "王").headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


@pytest.mark.parametrize(
    ("name", "status"),
    [("王", 200), ("孙", 200), ("赵", 200), ("李", 404), ("钱", 404)],
    ids=["owner", "administrator", "asked reviewer", "another drafter", "reviewer not asked"],
)
def test_files_are_only_for_those_who_may_read_the_report(
    office: Office, name: str, status: int
) -> None:
    with office.client(name) as client:
        assert client.get(f"/files/{office.report}/zh/check.json").status_code == status


def test_a_wrong_name_and_a_wrong_password_are_told_alike(office: Office) -> None:
    with office.client() as client:
        wrong = office.sign_in(client, "王", "wrong horse")
        nobody = office.sign_in(client, "<b>nobody</b>", "wrong horse")

    assert wrong.status_code == 403
    assert wrong.text == nobody.text


@pytest.mark.slow
def test_twenty_people_sign_in_at_once(office: Office) -> None:
    def enter(_: int) -> int:
        with office.client() as client:
            return office.sign_in(client, "李").status_code

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(enter, range(20))) == [303] * 20


def attack(office: Office, name: str, *, address: str = "", times: int = 12) -> None:
    """Wrong passwords of `name`, from `address` or from many."""
    for number in range(times):
        office.session_manager.throttle.count(name, address or f"10.0.{number}.1")


def test_wrong_passwords_from_elsewhere_shut_nobody_out(office: Office) -> None:
    attack(office, "李")
    begun = office.seconds[0]

    with office.client("李") as client:
        assert client.get("/config").status_code == 200

    assert 0 < office.seconds[0] - begun <= LONGEST_WAIT_S
    office.seconds[0] += 3600


@pytest.mark.parametrize("way", ["page", "token", "basic"])
def test_who_cannot_even_wait_is_told_when_to_come_back(office: Office, way: str) -> None:
    attack(office, "李")
    with office.client() as client, office.session_manager.throttle.place("李", "127.0.0.1"):
        if way == "page":
            answer = office.sign_in(client, "李")
        elif way == "token":
            answer = client.post("/api/v1/token", json={"name": "李", "password": PASSWORD})
        else:
            credentials = b64encode(f"李:{PASSWORD}".encode()).decode()
            answer = client.get(
                "/api/v1/reports", headers={"Authorization": f"Basic {credentials}"}
            )
    office.seconds[0] += 3600

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "8")
    assert "8秒后再试" in answer.text


def test_a_header_that_anybody_can_send_does_not_change_the_address(office: Office) -> None:
    attack(office, "nobody", address="127.0.0.1", times=30)
    begun = office.seconds[0]

    with office.client() as client:
        client.headers["X-Forwarded-For"] = "10.0.0.1"
        assert office.sign_in(client, "李").status_code == 303

    assert office.seconds[0] > begun
    office.seconds[0] += 3600


def test_signing_out_and_a_new_password_end_the_session(office: Office) -> None:
    with office.client("李") as client, office.client("李") as other:
        client.post("/sign-out")
        left = client.get("/config").status_code
        li = office.store.load_users("李")[0]
        office.store.save_user(replace(li, password_hash=hash_password(PASSWORD)), "test", NOW)

        assert (left, other.get("/config").status_code) == (401, 401)


def test_a_page_of_another_site_can_send_nothing(office: Office) -> None:
    with office.client("王") as client:
        answer = client.post("/sign-out", headers={"Origin": "http://elsewhere.example"})

        assert answer.status_code == 403
        assert client.get("/config").status_code == 200


def test_a_request_that_is_too_large_is_refused_before_it_is_read(office: Office) -> None:
    connection = HTTPConnection(office.url.removeprefix("http://"), timeout=60)
    connection.putrequest("POST", "/sign-in")
    connection.putheader("Content-Length", str(1 << 30))
    connection.endheaders()

    status = connection.getresponse().status
    connection.close()

    assert status == 413


def sign_in(office: Office, chromium: Browser, name: str) -> Page:
    """A page of this person's own, at home."""
    page = chromium.new_context().new_page()
    page.set_default_timeout(60_000)
    page.goto(office.url)
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(office.url + "/")
    return page


def open_check(page: Page, office: Office) -> None:
    page.goto(f"{office.url}/?report={office.report}")
    page.get_by_role("tab", name="核数").click()
    page.locator("#check .findings li").first.wait_for()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(("name", "sees"), [("王", True), ("李", False)], ids=["owner", "other"])
def test_the_page_shows_a_report_to_its_owner_alone(
    office: Office, chromium: Browser, name: str, sees: bool
) -> None:
    page = sign_in(office, chromium, name)

    page.goto(f"{office.url}/?report={office.report}")

    shown = page.locator(".paper .n.proven").first if sees else page.locator("#sample")
    shown.wait_for()
    assert page.locator(".paper .n.proven").count() > 0 or not sees
    if not sees:
        assert office.report not in page.content().replace(page.url, "")
    page.context.close()


@pytest.mark.slow
@pytest.mark.browser
def test_the_owner_asks_for_a_review_in_the_page_and_a_reviewer_cannot(
    office: Office, chromium: Browser
) -> None:
    page = sign_in(office, chromium, "王")
    open_check(page, office)
    page.locator("#reviewers input").first.fill("钱")
    page.get_by_role("option", name="钱").click()
    page.get_by_text("审核人已保存").wait_for()
    page.context.close()

    assert office.store.load_reports(office.report)[0].reviewers == ("赵", "钱")
    page = sign_in(office, chromium, "钱")
    open_check(page, office)
    assert page.locator("#reviewers").is_hidden()
    page.context.close()
    report = office.store.load_reports(office.report)[0]
    office.store.save_report(replace(report, reviewers=("赵",)), "王")
