// Trails of chosen customers: from the menu of a point, the key T, or a box in the table of the largest.
(() => {
  window.NineGrid.trailing = (view, { signal }) => {
    const announce = view.figure.querySelector('#announce');
    const table = document.getElementById('largest');
    const most = Number(view.picture.dataset.mostTrails);
    const boxes = new Map();
    view.trails = [];

    const load = async (numbers) => {
      if (numbers.length === 0) return [];
      const answer = await fetch(`${view.source}trails&trail=${encodeURIComponent(numbers.join(','))}`, { signal });
      return answer.ok ? answer.json() : [];
    };
    const show = (trails) => {
      view.trails = trails.filter(({ steps }) => steps.length > 0);
      const numbers = view.trails.map(({ no }) => no);
      boxes.forEach((box, no) => { box.checked = numbers.includes(no); });
      view.keep('trail', numbers.join());
      view.chart?.update('none');
    };
    // One at a time, so that two quick choices do not lose each other.
    let turn = Promise.resolve();
    view.toggleTrail = (no) => {
      if (view.isOfGroups) return;
      turn = turn.then(async () => {
        if (view.trails.some((trail) => trail.no === no)) {
          show(view.trails.filter((trail) => trail.no !== no));
        } else if (view.trails.length >= most) {
          announce.textContent = announce.dataset.full;
          show(view.trails);
        } else {
          const [trail] = await load([no]);
          show([...view.trails, ...(trail ? [trail] : [])]);
          announce.textContent = trail?.steps.length ? [trail.name, ...trail.steps.map(({ text }) => text)].join('; ') : announce.dataset.empty;
        }
      }).catch((failure) => { if (failure.name !== 'AbortError') throw failure; });
    };

    if (table?.dataset.trail) {
      table.querySelectorAll('tbody tr').forEach((row) => {
        const link = row.querySelector('a[href*="/customers/"]');
        const no = link && decodeURIComponent(new URL(link.href).pathname.split('/').pop());
        if (!no) return;
        const box = document.createElement('input');
        box.type = 'checkbox';
        box.className = 'form-check-input trail-box';
        box.setAttribute('aria-label', table.dataset.trail.replace('{0}', link.textContent.trim()));
        box.addEventListener('change', () => view.toggleTrail(no), { signal });
        row.cells[0].prepend(box);
        boxes.set(no, box);
      });
    }

    const wanted = view.picture.dataset.trail.split(',').filter(Boolean);
    view.loadTrails = async () => { if (wanted.length && !view.isOfGroups) show(await load(wanted)); };
    signal.addEventListener('abort', () => boxes.forEach((box) => box.remove()));
  };
})();
