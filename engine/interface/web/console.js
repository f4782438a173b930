// Help in the browser, on pages that all work without it (docs/console.md).
'use strict';
(() => {
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const make = (name, attributes, words = '') => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = words;
    return element;
  };

  // Lists with ticks: all of this page at once, and how many there are.
  const countTicks = (form) => {
    const ticks = all('tbody input[name=id]', form);
    const head = form.querySelector('thead th');
    if (!ticks.length || !head) return;
    const every = make('input', {type: 'checkbox', 'aria-label': '全选本页'});
    const count = make('span', {class: 'soft', role: 'status'});
    const show = () => {
      const ticked = ticks.filter((tick) => tick.checked).length;
      every.checked = ticked === ticks.length;
      every.indeterminate = ticked > 0 && !every.checked;
      count.textContent = ticked ? `已选 ${ticked} 条` : '';
    };
    // The head of a table of cards is not to be seen on a phone.
    const label = make('label', {class: 'inline'});
    label.append(every, '全选本页');
    const bar = form.querySelector('.bar:last-of-type');
    bar.prepend(label, count);
    every.addEventListener('change', () => {
      for (const tick of ticks) tick.checked = every.checked;
      show();
    });
    form.addEventListener('change', show);
    show();
  };

  // A form that was changed is not left without a word, and is sent once.
  const text = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
  const watch = (form) => {
    const isList = form.querySelector('tbody input[name=id]') !== null;
    const before = text(form);
    let isSent = false;
    addEventListener('beforeunload', (event) => {
      if (isSent || isList || text(form) === before) return;
      event.preventDefault();
      event.returnValue = '';
    });
    form.addEventListener('submit', (event) => {
      if (isSent) return event.preventDefault();
      isSent = true;
      form.setAttribute('aria-busy', 'true');
      // What the button says goes along; then it is out of use.
      setTimeout(() => all('button', form).forEach((button) => { button.disabled = true; }));
    });
    addEventListener('pageshow', (event) => {
      if (!event.persisted) return;
      isSent = false;
      form.removeAttribute('aria-busy');
      all('button', form).forEach((button) => { button.disabled = false; });
    });
  };

  // What is under way: asked for again, as often as the page says, until it says so no more. Where it leads on, the browser
  // itself goes there.
  const poll = (part) => {
    const again = async () => {
      let fresh = part;
      try {
        const answer = await fetch(location.href, {headers: {Accept: 'text/html'}, redirect: 'manual'});
        if (answer.type === 'opaqueredirect') return location.reload();
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        fresh = page.getElementById(part.id) ?? part;
        document.title = page.title || document.title;
      } catch { /* the next time */ }
      if (fresh !== part) part.replaceWith(fresh);
      poll(fresh);
    };
    const seconds = Number(part.dataset.poll);
    if (seconds > 0) setTimeout(again, seconds * 1000);
  };

  all('form[method=post]').forEach((form) => { countTicks(form); watch(form); });
  all('[data-poll]').forEach(poll);
  document.getElementById('errors')?.focus();
})();
