// A job under way: the page asks for itself again until the job has ended.
(() => {
  const rhythm = 1500;

  const look = async () => {
    const shown = document.getElementById('job');
    if (!shown?.dataset.open) return;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const newer = page.getElementById('job');
        // Whoever is about to press a button must not lose it under the finger.
        if (newer && !(shown.contains(document.activeElement) && newer.dataset.open)) shown.replaceWith(newer);
      }
    } catch {
      // The site or the way to it is away for a moment; the next look may find it.
    }
    setTimeout(look, rhythm);
  };

  setTimeout(look, rhythm);
})();
