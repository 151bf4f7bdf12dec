// The flows of the picture: whichever is pointed at or focused is told in words below it, and the others fade.
(() => {
  const shown = () => {
    const picture = document.querySelector('.flow-picture');
    if (!picture || picture.dataset.ready) return;
    picture.dataset.ready = 'true';
    const told = document.querySelector('.flow-told');
    const tell = (event) => {
      const flow = event.target.closest('a');
      if (!flow) return;
      told.textContent = flow.getAttribute('aria-label');
      picture.classList.add('is-telling');
      picture.querySelector('a.is-told')?.classList.remove('is-told');
      flow.classList.add('is-told');
    };
    const forget = () => {
      if (picture.contains(document.activeElement)) return;
      told.textContent = told.dataset.hint;
      picture.classList.remove('is-telling');
      picture.querySelector('a.is-told')?.classList.remove('is-told');
    };
    picture.addEventListener('pointerover', tell);
    picture.addEventListener('focusin', tell);
    picture.addEventListener('pointerleave', forget);
    picture.addEventListener('focusout', () => setTimeout(forget));
  };
  shown();
  addEventListener('ng:shown', shown);
})();
