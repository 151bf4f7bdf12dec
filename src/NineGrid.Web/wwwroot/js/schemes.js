// A draft of a scheme: what it would change follows what is entered; nothing is stored.
(() => {
  const form = document.querySelector('form[data-try]');
  const place = document.getElementById('trial');
  if (!form || !place) return;
  let waiting;
  let asked;
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    place.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(form.dataset.try, { method: 'POST', body: new FormData(form), headers: { 'X-Requested-With': 'fetch' }, signal });
      // Signed out meanwhile: that answer is another page, and what was entered must stay.
      if (answer.ok && !answer.redirected) place.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== 'AbortError' && !(error instanceof TypeError)) throw error;
    } finally {
      if (!signal.aborted) place.removeAttribute('aria-busy');
    }
  };
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400);
  });
  ask();
})();
