#!/usr/bin/env python3
"""The one script of the console in a real browser: what it helps with, and that the same works without it.

    tests/console/script.py [--program build/xueshi]

The last line is `N passed, N failed`.
"""
import argparse
import pathlib
import sys

from selenium.webdriver.common.by import By

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import PASSWORD, Academy  # noqa: E402
from chrome import Person  # noqa: E402
from tally import Tally  # noqa: E402

MOST_BYTES = 6 * 1024


def ticked(person):
    return len(person.driver.find_elements(By.CSS_SELECTOR, 'tbody input[name=id]:checked'))


def is_held_back(person):
    """Whether the page would have the browser ask before it is left. (A browser that is driven answers by itself.)"""
    return person.driver.execute_script("const leaving = new Event('beforeunload', {cancelable: true}); window.dispatchEvent(leaving);"
                                        'return leaving.defaultPrevented')


def ticks(person, scripts, check):
    person.go('/admin/people')
    every = person.driver.find_elements(By.CSS_SELECTOR, 'input[aria-label=全选本页]')
    check('tick all is there with scripts alone', len(every), int(scripts))
    if scripts:
        rows = len(person.driver.find_elements(By.CSS_SELECTOR, 'tbody input[name=id]'))
        every[0].click()
        check('all of this page', (ticked(person), f'已选 {rows} 条' in person.text), (rows, True))
        person.tick('苏见微')
        check('all but one', (ticked(person), f'已选 {rows - 1} 条' in person.text, every[0].is_selected()), (rows - 1, True, False))
        every[0].click()
        every[0].click()
        check('none', (ticked(person), '已选' in person.text), (0, False))
    person.tick('苏见微', '温如玉').fill({'是否有学时要求': '否'}).press('标记')
    check('two at once', '已办理：编辑（2 项）' in person.text, True)


def errors(person, scripts, check):
    person.go('/me/settings').fill({'联系电话': '见名片', '手机号码': '12'}).press('确定')
    focus = person.driver.switch_to.active_element.get_attribute('id')
    check('what is wrong has the focus', focus, 'errors' if scripts else '')
    check('and says everything', ('不是电话号码' in person.text, '不是手机号码' in person.text, '错误' in person.heading),
          (True, True, True))
    check('as it was typed', person.field('联系电话').get_attribute('value'), '见名片')


def leaving(person, scripts, check):
    person.go('/me/settings')
    check('an untouched form is left', is_held_back(person), False)
    person.fill({'联系电话': '010-58812020'})
    check('a changed one is not without a word', is_held_back(person), scripts)
    person.press('确定')
    check('what was sent is no longer changed', (is_held_back(person), '已保存' in person.text), (False, True))


def once(person, academy, scripts, check):
    person.go('/me/external/new').fill({'年度': '2024', '培训名称': f'只登记一次{int(scripts)}', '开始时间': '2024-02-01',
                                        '结束时间': '2024-02-02', '学时': '8', '类别': '线下培训'})
    person.driver.execute_script(
        "const form = document.querySelector('main form.form'); const b = form.querySelector('button'); b.click(); b.click();")
    person.go('/me/external')
    check('two clicks, one record', person.text.count(f'只登记一次{int(scripts)}'), 1)


# A page says how often it is to be asked for again; what comes takes the place of what stood there.
POLL = """
const part = document.createElement('p'); part.id = 'under-way'; part.dataset.poll = '0.2'; part.textContent = 'old';
const answers = ['<p id="under-way" data-poll="0.2">half</p>', '<p id="under-way">done</p>'];
window.asked = 0;
window.fetch = async () => { asked += 1; return {type: 'basic', text: async () => answers.shift() ?? '<p id="under-way">too often</p>'}; };
document.querySelector('main').append(part);
const again = document.createElement('script'); again.src = document.querySelector('script').src; document.head.append(again);
"""


def progress(person, check):
    person.go('/me')
    person.driver.execute_script(POLL)
    person.driver.execute_async_script('setTimeout(arguments[0], 2000)')
    check('asked for again until it is done', (person.driver.find_element(By.ID, 'under-way').text,
                                               person.driver.execute_script('return asked')), ('done', 2))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=HERE.parent.parent / 'build/xueshi')
    options = parser.parse_args()
    tally = Tally()
    size = (HERE.parent.parent / 'engine/interface/web/console.js').stat().st_size
    tally.check('it is small', '' if size <= MOST_BYTES else f'{size} bytes')
    for scripts in (True, False):
        def check(what, found, wanted):
            with_what = 'with scripts' if scripts else 'without scripts'
            tally.check(f'{with_what}: {what}', '' if found == wanted else f'{found!r}, not {wanted!r}')
        with Academy(options.program) as academy:
            academy.give_passwords('2001', '2007')
            academy.serve()
            site = f'http://127.0.0.1:{academy.port}'
            with Person(site, scripts) as su:
                su.sign_in('su', PASSWORD)
                errors(su, scripts, check)
                leaving(su, scripts, check)
                once(su, academy, scripts, check)
                if scripts:
                    progress(su, check)
                refused = [entry['message'] for entry in su.driver.get_log('browser')
                           if 'Content Security Policy' in entry['message']]
                check('nothing is refused by the content policy', refused, [])
            with Person(site, scripts) as lin:
                lin.sign_in('lin', PASSWORD).become('所级管理员', PASSWORD)
                ticks(lin, scripts, check)
    print(f'the script of the console: {tally.passed} passed, {tally.failed} failed')
    sys.exit(1 if tally.failed else 0)


main()
