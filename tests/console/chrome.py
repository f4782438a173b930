"""Debian's chromium for the tests of the console, with scripts or without, and what a person does in it."""
import pathlib
import time

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

DESK, PHONE = (1366, 768), (390, 844)
PATIENCE = 60  # seconds


def chromium(size=DESK, scripts=True, downloads=None):
    options = webdriver.ChromeOptions()
    for word in ('--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars',
                 f'--window-size={size[0]},{size[1]}'):
        options.add_argument(word)
    phone = size[0] < 500
    options.add_experimental_option('mobileEmulation', {
        'deviceMetrics': {'width': size[0], 'height': size[1], 'pixelRatio': 1.0, 'mobile': phone, 'touch': phone},
        'userAgent': 'Mozilla/5.0 (Linux; Android 14) Chrome Mobile' if phone else 'Mozilla/5.0 (X11; Linux) Chrome'})
    if not scripts:
        options.add_experimental_option('prefs', {'profile.managed_default_content_settings.javascript': 2})
    options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService('/usr/bin/chromedriver')
                              if hasattr(webdriver, 'ChromeService') else None)
    driver.set_page_load_timeout(120)
    driver.page_width = size[0]  # a page that is wider makes a phone's window wider, too
    driver.set_script_timeout(120)
    if downloads:
        driver.execute_cdp_cmd('Browser.setDownloadBehavior', {'behavior': 'allow', 'downloadPath': str(downloads)})
    return driver


class Person:
    """Somebody at a browser of their own, signed in at a site."""

    def __init__(self, site, scripts=True, size=DESK, downloads=None):
        self.site, self.downloads = site, pathlib.Path(downloads) if downloads else None
        self.driver = chromium(size, scripts, downloads)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    @property
    def address(self):
        return self.driver.current_url.removeprefix(self.site)

    @property
    def text(self):
        return self.driver.find_element(By.TAG_NAME, 'body').text

    @property
    def heading(self):
        return self.driver.find_element(By.TAG_NAME, 'h1').text

    def go(self, address):
        self.driver.get(self.site + address)
        return self

    def sign_in(self, login, password):
        return self.go('/login').fill(login=login, password=password).press('登录')

    def become(self, role, password):
        """A role as 切换角色 names it, e.g. 所级管理员; where there is but one, 我的管理 leads there."""
        self.go('/role')
        self.click(self.driver.find_element(By.XPATH, f'//main//form[contains(., "{role}")]//button'))
        if '/admin/enter' in self.address:
            self.fill(password=password)
            self.click(self.driver.find_element(By.CSS_SELECTOR, 'main form button'))
        return self

    def field(self, name):
        """By the name it is sent under, or by its label."""
        found = [each for each in self.driver.find_elements(By.NAME, name) if each.get_attribute('type') != 'hidden']
        if found:
            return found[0]
        label = self.driver.find_element(By.XPATH, f'//main//label[contains(., "{name}")]')
        return self.driver.find_element(By.ID, label.get_attribute('for'))

    def fill(self, values=None, **more):
        for name, value in {**(values or {}), **more}.items():
            field = self.field(name)
            if field.tag_name == 'select':
                Select(field).select_by_visible_text(value)
            elif field.get_attribute('type') == 'file':
                field.send_keys(str(value))
            elif field.get_attribute('type') in ('date', 'datetime-local'):
                self.driver.execute_script('arguments[0].value = arguments[1]', field, value)
            else:
                field.clear()
                field.send_keys(value)
        return self

    def tick(self, *names):
        for name in names:
            self.driver.find_element(By.CSS_SELECTOR, f'input[type=checkbox][aria-label="选择 {name}"]').click()
        return self

    def press(self, words, within='main'):
        """A button or a link with exactly these words: one of the list or the form before one of a row."""
        for way in (f'//{within}//div[@class="bar"]//button[normalize-space(.)="{words}"]',
                    f'//{within}//button[normalize-space(.)="{words}"]', f'//{within}//a[normalize-space(.)="{words}"]'):
            found = self.driver.find_elements(By.XPATH, way)
            if found:
                return self.click(found[0])
        raise NoSuchElementException(f'{self.address}: nothing says {words}')

    def click(self, what):
        """On something that leads to another page; the click may return before this one goes."""
        before = self.driver.find_element(By.TAG_NAME, 'html')
        what.click()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                before.is_enabled()
            except WebDriverException:  # it is stale, or its page is just going
                self.until_there()
                return self
            time.sleep(0.02)
        raise AssertionError(f'{self.address}: it stayed')

    def until_there(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if self.driver.execute_script('return document.readyState') == 'complete':
                    return
            except WebDriverException:
                pass
            time.sleep(0.02)
        raise AssertionError(f'{self.address}: it does not come')

    def download(self, words):
        """The bytes of what a link brings."""
        before = set(self.downloads.iterdir())
        self.driver.find_element(By.XPATH, f'//main//a[normalize-space(.)="{words}"]').click()
        return self.fetched(before)

    def fetched(self, before):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            new = [path for path in set(self.downloads.iterdir()) - before if path.suffix != '.crdownload']
            if new and new[0].stat().st_size:
                return new[0].read_bytes()
            time.sleep(0.05)
        raise AssertionError(f'{self.address}: nothing came')
