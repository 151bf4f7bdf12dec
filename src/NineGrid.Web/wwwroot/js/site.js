// What every page does with scripts: theme switch, search shortcut, pickers that close, filters that apply at once and in place.
(() => {
  const order = ['auto', 'light', 'dark'];
  const pickers = 'details.picker, details.filters';

  // Also after a part of the page was replaced.
  const shown = () => {
    const button = document.getElementById('theme-switch');
    const theme = document.documentElement.dataset.theme;
    button.hidden = false;
    button.title = button.dataset[theme];
    button.setAttribute('aria-label', button.dataset[theme]);
    button.querySelector('use').setAttribute('href', `#icon-theme-${theme}`);
  };
  shown();

  const close = (except) => document.querySelectorAll(pickers).forEach((picker) => picker !== except && picker.removeAttribute('open'));
  document.addEventListener('click', (event) => {
    if (event.target.closest('#theme-switch')) {
      const next = order[(order.indexOf(document.documentElement.dataset.theme) + 1) % order.length];
      localStorage.setItem('theme', next);
      window.applyTheme();
      shown();
    }
    close(event.target.closest(pickers));
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, select, textarea, [contenteditable]');
    if (event.key === 'Escape') {
      const open = document.querySelector(':is(details.picker, details.filters)[open]');
      open?.querySelector('summary').focus();
      close(null);
    } else if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      document.getElementById('search')?.focus();
    }
  });

  // An opened picker is ready to be typed in, and one that begins empty asks for its first entries.
  document.addEventListener('toggle', (event) => {
    if (!event.target.matches?.('details.picker[open]')) return;
    event.target.querySelector('.find-form [type=search]')?.focus();
    if (event.target.querySelector('.found[data-ask]')) window.htmx?.trigger(event.target.querySelector('.find-form [type=search]'), 'search');
  }, true);

  // Empty fields would only lengthen the address.
  const trim = (form, off) => {
    for (const field of form.elements) {
      if (field.name && field.type !== 'hidden' && (off ? !field.value : true)) field.disabled = off;
    }
  };
  document.addEventListener('change', (event) => {
    if (event.target.matches('.filters select, select[data-at-once]')) event.target.form.requestSubmit();
  });
  document.addEventListener('submit', (event) => event.target.matches('.filters form') && trim(event.target, true), true);
  // Back from the next page finds the fields enabled again.
  addEventListener('pageshow', () => document.querySelectorAll('.filters form').forEach((form) => trim(form, false)));

  if (!window.htmx) return;

  // A view is replaced in place when only its filters change; everything else is an ordinary way to another page.
  document.addEventListener('htmx:confirm', (event) => {
    const { elt, verb, path } = event.detail;
    const boosted = elt.matches('a, form');
    const to = new URL(path, location.href);
    if (!boosted || elt.hasAttribute('hx-get') || (verb === 'get' && to.pathname === location.pathname && !elt.hasAttribute('download'))) return;
    event.preventDefault();
    if (elt.matches('form')) HTMLFormElement.prototype.submit.call(elt);
    else location.assign(path);
  });
  const inPlace = (event) => event.detail.target?.id === 'main';
  let before;
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (!inPlace(event)) return;
    const { xhr } = event.detail;
    // Signed out, refused or failed: that answer is a page of its own.
    if (xhr.status >= 400 || new URL(xhr.responseURL).pathname !== location.pathname) {
      event.detail.shouldSwap = false;
      location.assign(event.detail.pathInfo?.finalRequestPath ?? xhr.responseURL);
      return;
    }
    const focused = document.activeElement;
    before = {
      focus: focused && focused !== document.body ? { tag: focused.tagName, id: focused.id, text: focused.textContent.trim(), name: focused.name } : null,
      open: [...document.querySelectorAll('#main details[open]:not(.picker)')].map((one) => one.id || one.querySelector('summary').textContent.trim()),
    };
    dispatchEvent(new Event('ng:leaving'));
  });
  document.addEventListener('htmx:responseError', (event) => {
    if (inPlace(event)) location.assign(event.detail.pathInfo.finalRequestPath);
  });
  document.addEventListener('htmx:afterSettle', (event) => {
    if (event.detail.target?.id !== 'main' || !before) return;
    const { focus, open } = before;
    before = undefined;
    document.querySelectorAll('#main details:not(.picker)').forEach((one) => {
      one.open ||= open.includes(one.id || one.querySelector('summary').textContent.trim());
    });
    if (focus) {
      const same = (focus.id && document.getElementById(focus.id))
        || [...document.querySelectorAll(focus.tag)].find((one) => (focus.name ? one.name === focus.name && one.closest('#main') : one.textContent.trim() === focus.text));
      (same ?? document.getElementById('main')).focus({ preventScroll: true });
    }
    shown();
    document.getElementById('updated').textContent = document.title;
    dispatchEvent(new Event('ng:shown'));
  });
})();
