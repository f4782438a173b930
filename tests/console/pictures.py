#!/usr/bin/env python3
"""Every page of the console in a real browser, at 1366×768 and 390×844: nothing sticks out at the side, nothing is refused by the
content policy, the page says what it is about, and what is typed by keyboard arrives.

    tests/console/pictures.py [--program build/xueshi] [--out FOLDER] [--only PATTERN] [--axe [FILE]]

With --out the pictures are kept, to be looked at; with --axe the rules of WCAG 2.2 AA are asked of every page, by the file
axe.min.js of axe-core, from npm (package.json) where none is named. The last line is `N passed, N failed`.
"""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import PASSWORD, Academy  # noqa: E402
from chrome import DESK, PHONE, chromium  # noqa: E402
from tally import Tally  # noqa: E402
from table import address_of, routes  # noqa: E402

# What axe reads off a page; what it cannot decide ("incomplete") is for eyes.
AXE = """const [rules, done] = arguments;
axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(
  found => done(found.passes.length === 0 ? ['axe asked for nothing'] : found.violations.map(v => v.id + ' (' + v.help + '): ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | '))),
  wrong => done(['axe: ' + wrong]));"""
WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
SIZES = {'desk': DESK, 'phone': PHONE}


def sign_in(driver, site, login, role):
    """By keyboard alone."""
    driver.get(site + '/login')
    driver.find_element(By.NAME, 'login').send_keys(login + Keys.TAB + PASSWORD + Keys.ENTER)
    if role:
        driver.get(site + '/admin')
        driver.find_element(By.NAME, 'password').send_keys(PASSWORD + Keys.ENTER)


def read_axe(file):
    if file:
        return pathlib.Path(file).read_text(encoding='utf-8')
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(HERE / 'package.json', folder)
        subprocess.run(['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts'], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)
        return (pathlib.Path(folder) / 'node_modules/axe-core/axe.min.js').read_text(encoding='utf-8')


def ask_axe(driver, axe):
    driver.execute_script(axe)
    return driver.execute_async_script(AXE, WCAG)


def look(driver, site, address, path, axe, check):
    driver.get(site + address)
    width = driver.execute_script('return document.documentElement.scrollWidth')
    check('nothing sticks out', width <= driver.page_width, f'{width} of {driver.page_width} pixels')
    # Nor is anything wider where the home lies deeper.
    shown = driver.find_element(By.TAG_NAME, 'body').text
    check('no folder of the server is shown', str(HERE.parents[1]) not in shown, address)
    check('one heading', len(driver.find_elements(By.TAG_NAME, 'h1')) == 1, 'none, or several')
    # What the browser only advises ([DOM] …) is no refusal.
    wrong = [entry['message'] for entry in driver.get_log('browser') if 'favicon' not in entry['message'] and
             not entry['message'].split(' - ', 1)[-1].startswith(('Failed to load resource', '[DOM] '))]
    check('nothing is refused', not wrong, wrong)
    unlabelled = driver.execute_script(
        "return [...document.querySelectorAll('input:not([type=hidden]),select,textarea')].filter(e => !e.labels.length && "
        "!e.getAttribute('aria-label')).map(e => e.name)")
    check('every field has a label', not unlabelled, unlabelled)
    if axe:
        wrong = ask_axe(driver, axe)
        check('axe finds nothing', not wrong, '; '.join(wrong))
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        driver.save_screenshot(str(path))


def checker(tally, what):
    return lambda words, holds, why: tally.check(f'{what}: {words}', '' if holds else str(why))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=HERE.parent.parent / 'build/xueshi')
    parser.add_argument('--out')
    parser.add_argument('--only', default='')
    parser.add_argument('--axe', nargs='?', const='')
    options = parser.parse_args()
    axe = '' if options.axe is None else read_axe(options.axe)
    tally = Tally()
    with Academy(options.program) as academy:
        academy.give_passwords('1001', '2001', '2007')
        # Items that moved show the way that they took.
        academy.run('act', 'plan', 'N1', 'submit', '--as', 'tao')
        academy.run('learning', 'create', '--set', '年度=2024', '--set', '类别=线下培训', '--set', '培训名称=数据分析', '--set', '开始时间=2024-02-01', '--set',
                    '结束时间=2024-02-02', '--set', '学时=8', '--as', 'su')
        academy.run('act', 'learning', '2007-001', 'return', '--comment', '请补充主办单位', '--as', 'tao')
        academy.serve()
        site = f'http://127.0.0.1:{academy.port}'
        for name, size in SIZES.items():
            for login, role, rank in (('su', None, 0), ('lin', 'institute_admin', 3), ('fang', 'academy_admin', 4)):
                driver = chromium(size)
                try:
                    for address in ('/login', '/no-such-page'):
                        look(driver, site, address, None, axe, checker(tally, f'{name} {address}'))
                    if axe:
                        driver.execute_script('document.body.append(document.createElement("img"))')
                        tally.check('axe tells what is wrong', '' if ask_axe(driver, axe) else 'a picture without words')
                    sign_in(driver, site, login, role)
                    for route in routes():
                        mine = route.step in ('kSignedIn', 'kLearner')
                        if (route.method != 'kGet' or options.only not in route.pattern or route.step in ('kOpen', 'kFirst') or
                                '.' in route.pattern or mine != (role is None) or rank < route.rank):
                            continue
                        what = f'{name} {login} {route.pattern}'
                        path = options.out and pathlib.Path(options.out) / name / (
                            f'{login}{route.pattern}'.replace('/', '-').replace('{', '').replace('}', '') + '.png')
                        look(driver, site, address_of(route.pattern), path, axe, checker(tally, what))
                finally:
                    driver.quit()
    print(f'console in a browser: {tally.passed} passed, {tally.failed} failed')
    sys.exit(1 if tally.failed else 0)


main()
