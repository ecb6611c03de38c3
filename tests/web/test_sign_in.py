"""Signing in, over real HTTP: who gets in, who is kept out, and whose reports they see."""

from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection

import pytest
from playwright.sync_api import Browser

from app.store import hash_password
from tests.web.office import NOW, PASSWORD, Office, open_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


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
    office.seconds[0] += 301

    assert wrong.status_code == 403
    assert wrong.text == nobody.text


def test_five_wrong_passwords_shut_the_gate_for_five_minutes(office: Office) -> None:
    with office.client() as client:
        for _ in range(5):
            office.sign_in(client, "李", "wrong horse")
        refused = office.sign_in(client, "李")
        office.seconds[0] += 301
        taken = office.sign_in(client, "李")

    assert (refused.status_code, taken.status_code) == (403, 303)
    assert "五分钟" in refused.text


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


@pytest.mark.browser
@pytest.mark.parametrize(("name", "sees"), [("王", True), ("李", False)], ids=["owner", "other"])
def test_the_page_shows_a_report_to_its_owner_alone(
    office: Office, chromium: Browser, name: str, sees: bool
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(office.url)
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(office.url + "/")

    page.goto(f"{office.url}/?report={office.report}")

    shown = page.locator(".paper .n.proven").first if sees else page.locator("#sample")
    shown.wait_for()
    assert page.locator(".paper .n.proven").count() > 0 or not sees
    if not sees:
        assert office.report not in page.content().replace(page.url, "")
    context.close()
