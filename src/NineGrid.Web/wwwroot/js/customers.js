// The list of customers: says how many rows are ticked for comparison and stops at the most; shortens the address of chosen columns.
(() => {
  let shown;

  const show = () => {
    shown?.abort();
    shown = new AbortController();
    const { signal } = shown;
    const bar = document.getElementById('compare');
    if (bar) comparison(bar, signal);
    const columns = document.querySelector('#columns form');
    if (columns) shortening(columns, signal);
  };

  const comparison = (bar, signal) => {
    const most = Number(bar.dataset.most);
    const boxes = [...document.querySelectorAll('input[name=no][form=compare]')];
    const all = bar.querySelector('.tick-all');
    const status = bar.querySelector('[role=status]');
    const button = bar.querySelector('button');
    const nameOf = (box) => box.closest('tr').querySelector('th').textContent.trim();
    const tell = () => {
      const chosen = boxes.filter((box) => box.checked);
      const full = chosen.length >= most;
      boxes.forEach((box) => { box.disabled = full && !box.checked; });
      all.firstElementChild.checked = chosen.length > 0;
      all.firstElementChild.indeterminate = chosen.length > 0 && !full;
      button.disabled = chosen.length < 2;
      status.textContent = chosen.length === 0
        ? bar.dataset.none
        : bar.dataset.chosen + chosen.map(nameOf).join(' · ') + (full ? ` ${bar.dataset.full}` : '');
    };
    all.hidden = false;
    all.firstElementChild.addEventListener('change', (event) => {
      boxes.forEach((box, i) => { box.checked = event.target.checked && i < most; });
      tell();
    }, { signal });
    boxes.forEach((box) => box.addEventListener('change', tell, { signal }));
    // Back from the comparison finds the rows still ticked.
    addEventListener('pageshow', tell, { signal });
    tell();
  };

  const shortening = (form, signal) => {
    const fields = () => [...form.querySelectorAll('[name=columns]')];
    form.addEventListener('submit', () => {
      const [first, ...rest] = fields();
      const chosen = rest.filter((box) => box.checked).map((box) => box.value);
      if (chosen.length > 0) first.value = chosen.join(',');
      rest.forEach((box) => { box.disabled = true; });
    }, { signal, capture: true });
    addEventListener('pageshow', () => fields().forEach((field) => { field.disabled = false; }), { signal });
  };

  addEventListener('ng:shown', show);
  addEventListener('ng:leaving', () => shown?.abort());
  show();
})();
