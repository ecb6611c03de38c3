"""Sign-off by three people: in a real browser, over HTTP, and the people themselves."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from jushi.errors import ConflictError, InvalidError, RefusalError
from jushi.revision import User
from jushi.services.workspace import Actor, Workspace
from jushi.store import has_password
from jushi.web.authorised_store import GuardedStore
from jushi.web.people import Person, keep_person
from playwright.sync_api import Browser, Page, expect

from tests.web.office import NOW, PASSWORD, Office, open_office

expect.set_options(timeout=60_000)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


def as_seen_by(office: Office, name: str) -> Workspace:
    user = office.store.load_users(name)[0]
    guarded = GuardedStore(office.store, lambda: user)
    return Workspace(guarded, office.report, Actor(name, lambda: NOW))


@pytest.mark.slow
def test_a_reviewer_can_neither_send_a_report_nor_call_it_back(office: Office) -> None:
    as_seen_by(office, "王").reviewers.ask(["赵"], "孙")
    zhao = as_seen_by(office, "赵")

    with pytest.raises(InvalidError):
        zhao.sign_off.send()
    as_seen_by(office, "王").sign_off.send()
    with pytest.raises(RefusalError):
        zhao.sign_off.withdraw()

    assert as_seen_by(office, "王").sign_off.withdraw().stage == "drafting"


def test_an_approver_who_was_asked_may_read_the_report_and_others_may_not(office: Office) -> None:
    as_seen_by(office, "王").reviewers.ask([], "钱")

    assert as_seen_by(office, "钱").open().report.id == office.report
    as_seen_by(office, "王").reviewers.ask(["赵"], "孙")
    assert as_seen_by(office, "钱").store.load_reports() == ()


@pytest.mark.slow
def test_the_api_gives_and_takes_each_turn(office: Office) -> None:
    as_seen_by(office, "王").reviewers.ask(["赵"], "孙")
    path = f"/api/v1/reports/{office.report}/sign-off"
    with office.client("王") as wang, office.client("赵") as zhao, office.client("孙") as sun:
        sent = wang.post(path, json={"act": "send"}).json()
        too_soon = sun.post(path, json={"act": "approve"})
        zhao.post(path, json={"act": "pass"}).raise_for_status()
        done = sun.post(path, json={"act": "approve", "note": "同意"}).json()
        package = wang.get(f"/api/v1/reports/{office.report}/export/package.zip").content

    assert (sent["stage"], sent["waiting"]) == ("reviewing", ["赵"])
    assert too_soon.status_code == 403
    assert (done["stage"], done["steps"][-1]["note"]) == ("approved", "同意")
    manifest = zipfile.ZipFile(io.BytesIO(package)).read("manifest-sha256.txt").decode()
    assert f"# text sha256: {done['digest']}" in manifest
    assert "# sign-off: approved" in manifest
    assert "approve; 孙" in manifest


def test_the_last_administrator_stays(office: Office) -> None:
    with pytest.raises(ConflictError):
        keep_person(office.store, Person("孙", "起草"), "孙")
    with pytest.raises(ConflictError):
        keep_person(office.store, Person("孙", "管理", is_active=False), "孙")

    assert office.store.load_users("孙")[0].may("administer")


@pytest.mark.parametrize(
    "person",
    [Person(" ", "起草", PASSWORD), Person("周", "起草"), Person("周", "起草", "short")],
    ids=["no-name", "no-password", "short-password"],
)
def test_a_person_who_could_not_sign_in_is_not_kept(office: Office, person: Person) -> None:
    with pytest.raises(InvalidError):
        keep_person(office.store, person, "孙")

    assert office.store.load_users("周") == ()


def test_a_known_person_keeps_the_password_that_is_not_typed(office: Office) -> None:
    keep_person(office.store, Person("吴", "起草", PASSWORD), "孙")

    changed = keep_person(office.store, Person("吴", "审核"), "孙")

    assert has_password(changed, PASSWORD)
    assert changed.role == "审核"


@contextmanager
def at_check(office: Office, chromium: Browser, name: str) -> Iterator[Page]:
    """A page of this person at 核数 of the report."""
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{office.url}/?report={office.report}")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(re.compile(office.report))
    page.get_by_role("tab", name="核数", exact=True).click()
    page.locator("#check .findings li").first.wait_for()
    yield page
    context.close()


def open_panel(page: Page) -> None:
    if not page.locator("#sign-off-told").is_visible():
        page.get_by_role("button", name=re.compile("送审签发")).click()
    expect(page.locator("#sign-off-told")).to_be_visible()


@pytest.mark.browser
@pytest.mark.slow
def test_three_people_take_a_report_to_its_approval(office: Office, chromium: Browser) -> None:
    wang = as_seen_by(office, "王")
    wang.reviewers.ask(["赵"], "孙")
    if wang.sign_off.state().stage == "approved":
        version = next(v for v in wang.open().versions if v.text.sentences)
        wang.sections.edit(
            version.key, "".join(s.text for s in version.text) + "特此报告。", base=version.number
        )
    with at_check(office, chromium, "王") as page:
        open_panel(page)
        page.locator("#sign-off-send").click()
        expect(page.locator("#sign-off-told")).to_contain_text("轮到：赵")
    with at_check(office, chromium, "赵") as page:
        page.locator("#comment-on input").click()
        page.get_by_role("option").nth(1).click()
        page.locator("#comment-words textarea, #comment-words input").first.fill("请再核一遍")
        page.locator("#comment-do").click()
        expect(page.locator("#sign-off-told .comments")).to_contain_text("请再核一遍")
        page.locator("#sign-off-return").click()
        expect(page.locator("#sign-off-told")).to_contain_text("已退回")
    with at_check(office, chromium, "王") as page:
        open_panel(page)
        expect(page.locator("#sign-off-told .comments")).to_contain_text("未改")
        page.locator("#sign-off-send").click()
        expect(page.locator("#sign-off-told")).to_contain_text("轮到：赵")
    with at_check(office, chromium, "赵") as page:
        page.locator("#sign-off-pass").click()
        expect(page.locator("#sign-off-told")).to_contain_text("轮到：孙")
    with at_check(office, chromium, "孙") as page:
        page.locator("#sign-off-approve").click()
        expect(page.locator("#sign-off-told .state")).to_contain_text("已签发")

    assert wang.sign_off.state().stage == "approved"


@pytest.mark.slow
@pytest.mark.browser
def test_an_administrator_adds_a_person_in_the_page(office: Office, chromium: Browser) -> None:
    with at_check(office, chromium, "孙") as page:
        page.goto(f"{office.url}/?setup")
        page.locator("#people-name textarea, #people-name input").first.fill("郑")
        page.locator("#people-password input").fill(PASSWORD)
        page.get_by_label("审核", exact=True).check()
        page.locator("#people-save").click()
        expect(page.locator("#people-list")).to_contain_text("郑")

    added: User = office.store.load_users("郑")[0]
    assert (added.role, has_password(added, PASSWORD)) == ("审核", True)
