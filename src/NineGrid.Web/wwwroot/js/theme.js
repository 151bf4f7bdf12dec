// Runs before the page is drawn, so that the theme does not flash.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  const apply = () => {
    const chosen = localStorage.getItem('theme') ?? 'auto';
    root.dataset.bsTheme = chosen === 'auto' ? (dark.matches ? 'dark' : 'light') : chosen;
    root.dataset.theme = chosen;
  };
  root.classList.add('js');
  apply();
  dark.addEventListener('change', apply);
  addEventListener('storage', apply);
  window.applyTheme = apply;
})();
