// A draft of a scheme: what it would change follows what is entered, and cut lines can be moved; nothing is stored.
(() => {
  const form = document.querySelector('form[data-try]');
  const place = document.getElementById('trial');
  if (!form || !place) return;
  const said = document.getElementById('trial-said');
  let waiting;
  let asked;
  let held = null; // the line that is being dragged: the picture is not replaced under the hand
  let late = null;

  const field = (name) => form.elements.namedItem(name);

  const faults = () => {
    form.querySelectorAll('.field-fault').forEach((mark) => mark.remove());
    form.querySelectorAll('[aria-invalid]').forEach((input) => input.removeAttribute('aria-invalid'));
    place.querySelectorAll('[data-fault]').forEach((fault) => {
      const key = fault.dataset.fault;
      const inputs = [field(key), field(`${key}.lo`), field(`${key}.hi`)].filter(Boolean);
      inputs.forEach((input) => input.setAttribute('aria-invalid', 'true'));
      const about = document.getElementById(inputs[0]?.getAttribute('aria-describedby'));
      if (!about) return;
      const mark = document.createElement('em');
      mark.className = 'field-fault';
      mark.textContent = fault.querySelector('span').textContent;
      about.append(mark);
    });
  };

  const show = (html) => {
    const focused = place.contains(document.activeElement) ? document.activeElement.id : null;
    const open = place.querySelector('details')?.open;
    place.innerHTML = html;
    if (open) place.querySelector('details')?.setAttribute('open', '');
    faults();
    lines();
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    said.textContent = place.querySelector('.scheme-said')?.textContent ?? '';
  };

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    place.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(form.dataset.try, { method: 'POST', body: new FormData(form), headers: { 'X-Requested-With': 'fetch' }, signal });
      // Signed out meanwhile: that answer is another page, and what was entered must stay.
      if (answer.ok && !answer.redirected) {
        const html = await answer.text();
        if (held) late = html; else show(html);
      }
    } catch (error) {
      if (error.name !== 'AbortError' && !(error instanceof TypeError)) throw error;
    } finally {
      if (!signal.aborted) place.removeAttribute('aria-busy');
    }
  };

  const soon = (delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, delay);
  };

  // A line: between its place in the picture, the value there, and the number in its field.
  const line = (handle) => {
    const picture = handle.ownerSVGElement;
    const { left, top, width, height } = Object.fromEntries(Object.entries(picture.dataset).map(([name, value]) => [name, Number(value)]));
    const { side, kind, growth, money } = handle.dataset;
    const scale = Number(handle.dataset.scale);
    const [from, to, fold] = JSON.parse(handle.dataset.axis);
    const table = handle.dataset.table ? JSON.parse(handle.dataset.table) : null;
    const bend = (value) => (fold ? Math.asinh(value / fold) : value);
    const unbend = (at) => (fold ? fold * Math.sinh(at) : at);
    const own = field(handle.dataset.field);
    const other = field(handle.dataset.other);
    const isLower = handle.dataset.field.endsWith('.lo');

    // Straight between the neighbours in the table.
    const between = (known, wanted, by) => {
      const rows = [...table].sort((a, b) => a[by] - b[by]);
      if (known <= rows[0][by]) return rows[0][wanted];
      for (let i = 1; i < rows.length; i++) {
        if (known <= rows[i][by]) {
          const [a, b] = [rows[i - 1], rows[i]];
          return a[by] === b[by] ? b[wanted] : a[wanted] + ((b[wanted] - a[wanted]) * (known - a[by])) / (b[by] - a[by]);
        }
      }
      return rows.at(-1)[wanted];
    };
    const numberAt = (value) => (table ? between(value, 0, 1) : (growth ? (2 * value) / (2 - value) : value) / scale);
    const valueOf = (number) => {
      if (table) return between(number, 1, 0);
      const value = number * scale;
      return growth ? (2 * value) / (2 + value) : value;
    };
    const placeOf = (value) => {
      const share = Math.min(1, Math.max(0, (bend(value) - bend(from)) / (bend(to) - bend(from))));
      return side === 'x' ? left + width * share : top + height * (1 - share);
    };
    const valueAt = (at) => {
      const share = side === 'x' ? (at - left) / width : 1 - (at - top) / height;
      return unbend(bend(from) + (bend(to) - bend(from)) * Math.min(1, Math.max(0, share)));
    };
    // As many digits as a hand can mean.
    const round = (number) => (money && !table && number !== 0 ? Number(number.toPrecision(3)) : Math.round(number * 10) / 10);
    const least = 0.1;
    const bounded = (number) => {
      const neighbour = Number(other.value);
      const gap = kind === 'contribution' ? least : 0;
      let result = number;
      if (Number.isFinite(neighbour)) result = isLower ? Math.min(result, neighbour - gap) : Math.max(result, neighbour + gap);
      if (table) result = Math.min(100, Math.max(kind === 'contribution' ? least : 0, result));
      return result;
    };
    const step = () => {
      if (table) return 1;
      if (!money) return 0.5;
      return Math.max(0.01, Number((Math.abs(Number(own.value)) * 0.02).toPrecision(1)));
    };
    const put = (number, delay) => {
      const next = bounded(round(number));
      own.value = String(next);
      const at = placeOf(valueOf(next));
      const by = at - Number(handle.dataset.at);
      handle.setAttribute('transform', side === 'x' ? `translate(${by} 0)` : `translate(0 ${by})`);
      handle.querySelector('text').textContent = `${next}${money && !table ? '' : ' %'}`;
      handle.setAttribute('aria-valuenow', String(next));
      handle.setAttribute('aria-valuetext', handle.querySelector('text').textContent);
      soon(delay);
    };
    const pointer = (event) => {
      const box = picture.getBoundingClientRect();
      const view = picture.viewBox.baseVal;
      return side === 'x' ? ((event.clientX - box.left) / box.width) * view.width : ((event.clientY - box.top) / box.height) * view.height;
    };

    handle.setAttribute('role', 'slider');
    handle.setAttribute('tabindex', '0');
    handle.setAttribute('aria-label', handle.dataset.name);
    handle.setAttribute('aria-orientation', side === 'x' ? 'horizontal' : 'vertical');
    handle.setAttribute('aria-valuemin', table ? '0' : String(round(numberAt(from))));
    handle.setAttribute('aria-valuemax', table ? '100' : String(round(numberAt(to))));
    handle.setAttribute('aria-valuenow', String(Number(own.value) || 0));
    handle.setAttribute('aria-valuetext', table ? `${own.value} %, ${handle.dataset.told}` : handle.dataset.told);
    handle.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      handle.focus({ preventScroll: true });
      handle.setPointerCapture(event.pointerId);
      held = handle;
    });
    handle.addEventListener('pointermove', (event) => {
      if (held === handle) put(numberAt(valueAt(pointer(event))), 250);
    });
    const release = () => {
      if (held !== handle) return;
      held = null;
      if (late) show(late);
      late = null;
    };
    handle.addEventListener('pointerup', release);
    handle.addEventListener('pointercancel', release);
    handle.addEventListener('lostpointercapture', release);
    handle.addEventListener('keydown', (event) => {
      // Up and right are more of the value, which for contribution shares is less of the number.
      const way = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key];
      if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      put((Number(own.value) || 0) + way * step() * (kind === 'contribution' ? -1 : 1), 300);
    });
  };

  const lines = () => {
    place.querySelectorAll('.cut-handle[data-field]').forEach(line);
    place.querySelectorAll('[data-fix]').forEach((button) => {
      button.hidden = false;
      button.addEventListener('click', () => {
        field(`${button.dataset.fix}.kind`).value = 'fixed';
        field(`${button.dataset.fix}.lo`).value = button.dataset.lo;
        field(`${button.dataset.fix}.hi`).value = button.dataset.hi;
        soon(0);
      });
    });
  };

  // The grid shown is chosen outside the form, in a field that belongs to it.
  document.addEventListener('input', ({ target }) => {
    if (target.form === form) soon(target.type === 'radio' ? 0 : 400);
  });
  if (place.children.length > 0) lines(); else ask();
})();
