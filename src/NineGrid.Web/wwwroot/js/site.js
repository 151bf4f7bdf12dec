// What every page does with scripts: theme switch, search shortcut, pickers that close, filters that apply at once.
(() => {
  const order = ['auto', 'light', 'dark'];
  const button = document.getElementById('theme-switch');
  const label = () => {
    const theme = document.documentElement.dataset.theme;
    button.title = button.dataset[theme];
    button.setAttribute('aria-label', button.dataset[theme]);
    button.querySelector('use').setAttribute('href', `#icon-theme-${theme}`);
  };
  button.hidden = false;
  label();
  button.addEventListener('click', () => {
    const next = order[(order.indexOf(document.documentElement.dataset.theme) + 1) % order.length];
    localStorage.setItem('theme', next);
    window.applyTheme();
    label();
  });

  const pickers = document.querySelectorAll('details.picker, details.filters');
  const close = (except) => pickers.forEach((picker) => picker !== except && picker.removeAttribute('open'));
  document.addEventListener('click', (event) => close(event.target.closest('details.picker, details.filters')));
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, select, textarea, [contenteditable]');
    if (event.key === 'Escape') {
      const open = document.querySelector('details.picker[open], details.filters[open]');
      open?.querySelector('summary').focus();
      close(null);
    } else if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      document.getElementById('search')?.focus();
    }
  });

  // Empty fields would only lengthen the address.
  document.querySelectorAll('.filters form').forEach((form) => {
    form.addEventListener('submit', () => {
      for (const field of form.elements) {
        if (field.name && !field.value) field.disabled = true;
      }
    });
    form.querySelectorAll('select').forEach((select) => select.addEventListener('change', () => form.requestSubmit()));
  });
  // Back from the next page finds the fields enabled again.
  addEventListener('pageshow', () => {
    document.querySelectorAll('.filters form :disabled').forEach((field) => { field.disabled = false; });
  });
})();
