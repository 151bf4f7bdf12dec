// Hover, keyboard, the menu of a point, and the search on the picture.
(() => {
  const compared = new Map(); // number → name; kept when the filters change
  const mostCompared = 5;

  window.NineGrid.pointing = (view, { signal }) => {
    const part = (id) => view.figure.querySelector(`#${id}`);
    const [tip, announce, menu, field, status, compare] = ['tip', 'announce', 'point-menu', 'find', 'found', 'compare'].map(part);
    let opened = -1; // the point whose menu is open

    const linesOf = (point) => [
      ...point.t,
      ...(point.s ? [view.data.strategies[point.s]] : []),
      ...(view.colour === 'size' || view.colour === 'manager' || view.colour === 'consistency' ? [view.categoryOf(point).text] : []),
      ...(point.l ? [view.data.light] : []),
    ];

    // The card beside a point stands above the counts of the cells, so it is no part of the canvas.
    view.tell = ({ chart, tooltip }) => {
      const item = tooltip.opacity > 0 && opened < 0 ? tooltip.dataPoints?.[0] : undefined;
      tip.hidden = !item;
      if (!item) return;
      const point = item.datasetIndex === view.pointSet ? view.points[item.dataIndex] : undefined;
      const texts = point ? [point.n, ...linesOf(point)] : [view.data.density.texts[item.raw.count]];
      tip.replaceChildren(...texts.map((text, line) => {
        const element = document.createElement(point && line === 0 ? 'b' : 'span');
        element.textContent = text;
        return element;
      }));
      beside(tip, item.element, chart);
    };
    const beside = (card, { x, y }, chart) => {
      const right = x + 14 + card.offsetWidth < chart.width;
      card.style.left = `${right ? x + 14 : Math.max(0, x - 14 - card.offsetWidth)}px`;
      card.style.top = `${Math.min(Math.max(0, y - card.offsetHeight / 2), Math.max(0, chart.height - card.offsetHeight))}px`;
    };

    const focus = (index) => {
      if (index === view.focused) return;
      view.focused = index;
      view.chart.update('none');
    };
    view.hover = (event, active) => {
      const point = active.find(({ datasetIndex }) => datasetIndex === view.pointSet);
      event.native.target.style.cursor = point ? 'pointer' : 'crosshair';
      if (opened < 0) focus(point?.index ?? -1);
    };
    view.click = (_, active) => {
      const point = active.find(({ datasetIndex }) => datasetIndex === view.pointSet);
      if (view.dragged) return;
      if (point) open(point.index); else close();
    };

    const show = (index) => {
      if (index < 0 || !view.points[index]) return;
      focus(index);
      const element = view.chart.getDatasetMeta(view.pointSet).data[index];
      const active = [{ datasetIndex: view.pointSet, index }];
      view.chart.setActiveElements(active);
      view.chart.tooltip.setActiveElements(active, { x: element.x, y: element.y });
      view.chart.update('none');
      announce.textContent = [view.points[index].n, ...linesOf(view.points[index])].join(', ');
    };
    const leave = () => {
      if (!view.chart || opened >= 0) return;
      view.chart.setActiveElements([]);
      view.chart.tooltip.setActiveElements([], { x: 0, y: 0 });
      focus(-1);
      view.chart.update('none');
    };
    const visible = ({ x, y }) => x >= view.zoom[0] && x <= view.zoom[1] && y >= view.zoom[2] && y <= view.zoom[3];

    // The keyboard goes to the nearest point in the direction of the arrow; sideways distance counts double.
    const next = ([dx, dy]) => {
      const from = view.points[view.focused];
      let best = -1;
      let least = Infinity;
      view.points.forEach((point, i) => {
        const along = (point.x - from.x) * dx + (point.y - from.y) * dy;
        const across = Math.abs((point.x - from.x) * dy) + Math.abs((point.y - from.y) * dx);
        if (i !== view.focused && visible(point) && along > 1e-6 && along + 2 * across < least) {
          best = i;
          least = along + 2 * across;
        }
      });
      return best;
    };
    const first = () => view.points.findIndex((point, i) => visible(point) && (!view.lit || view.lit.has(i)));
    const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    view.plot.addEventListener('keydown', (event) => {
      if (!view.chart || event.ctrlKey || event.metaKey || event.altKey) return;
      const keys = {
        Enter: () => open(view.focused),
        t: () => view.focused >= 0 && view.toggleTrail(view.points[view.focused].no, view.points[view.focused].n),
        Home: () => show(first()),
        Escape: leave,
      };
      const act = keys[event.key] ?? (arrows[event.key] && (() => show(view.focused < 0 ? first() : next(arrows[event.key]))));
      if (!act) return;
      event.preventDefault();
      act();
    }, { signal });
    view.plot.addEventListener('blur', leave, { signal });
    view.plot.addEventListener('pointerleave', leave, { signal });

    // The menu of a point.
    const item = (tag, text, checked) => {
      const element = document.createElement(tag);
      element.setAttribute('role', checked === undefined ? 'menuitem' : 'menuitemcheckbox');
      if (checked !== undefined) element.setAttribute('aria-checked', String(checked));
      if (tag === 'button') element.type = 'button';
      element.tabIndex = -1;
      element.textContent = text;
      return element;
    };
    const open = (index) => {
      const point = view.points[index];
      if (!point) return;
      focus(index);
      opened = index;
      tip.hidden = true;
      const title = document.createElement('b');
      title.setAttribute('role', 'presentation');
      title.textContent = point.n;
      const go = item('a', menu.dataset.open);
      go.href = view.data.address.replace('{no}', encodeURIComponent(point.no));
      const items = [go];
      if (menu.dataset.trail) {
        const trail = item('button', menu.dataset.trail, view.trails.some(({ no }) => no === point.no));
        trail.addEventListener('click', () => { close(true); view.toggleTrail(point.no, point.n); });
        items.push(trail);
      }
      if (menu.dataset.compare) {
        const chosen = item('button', menu.dataset.compare, compared.has(point.no));
        chosen.disabled = !compared.has(point.no) && compared.size >= mostCompared;
        chosen.addEventListener('click', () => {
          if (!compared.delete(point.no)) compared.set(point.no, point.n);
          close(true);
          offer();
        });
        items.push(chosen);
      }
      menu.setAttribute('aria-label', menu.dataset.label.replace('{0}', point.n));
      menu.replaceChildren(title, ...items);
      menu.hidden = false;
      beside(menu, view.chart.getDatasetMeta(view.pointSet).data[index], view.chart);
      go.focus({ preventScroll: true });
    };
    const close = (returns) => {
      if (opened < 0) return;
      const index = opened;
      opened = -1;
      menu.hidden = true;
      if (returns) {
        view.plot.focus({ preventScroll: true });
        show(index);
      } else {
        leave();
      }
    };
    menu.addEventListener('keydown', (event) => {
      const items = [...menu.querySelectorAll('a, button:not(:disabled)')];
      const own = items.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) items[(own + step + items.length) % items.length].focus();
      else if (event.key === 'Home') items[0].focus();
      else if (event.key === 'End') items.at(-1).focus();
      else if (event.key === 'Escape') close(true);
      else if (event.key === 'Tab') close();
      else if (event.key === ' ' && document.activeElement.tagName === 'A') document.activeElement.click();
      else return;
      event.stopPropagation();
      if (event.key !== 'Tab') event.preventDefault();
    }, { signal });
    document.addEventListener('pointerdown', (event) => {
      if (!event.target.closest('#point-menu, #plot')) close();
    }, { signal });
    view.closeMenu = () => close();

    const offer = () => {
      compare.hidden = compared.size === 0;
      const address = new URL(compare.getAttribute('href'), location);
      address.searchParams.delete('no');
      for (const no of compared.keys()) address.searchParams.append('no', no);
      compare.href = address.pathname + address.search;
      compare.textContent = compare.dataset.text.replace('{0}', String(compared.size));
      compare.title = [...compared.values()].join(', ');
    };
    offer();

    // What is looked for lights up, the rest fades. Where not all points are here, the server says where it lies.
    let asked = new AbortController();
    let waiting;
    const light = (text) => {
      const wanted = text.toLowerCase();
      const found = new Set();
      view.points.forEach((point, i) => {
        if (point.no.toLowerCase().includes(wanted) || point.n.toLowerCase().includes(wanted)) found.add(i);
      });
      // What lies outside the part seen is worth going back for.
      if (text && found.size && ![...found].some((i) => visible(view.points[i]))) {
        view.reset();
        if (view.data.total > view.loaded) return; // looked for again when the rest has come
      }
      view.lit = text && found.size ? found : null;
      view.chart.update('none');
      status.textContent = !text ? '' : found.size ? status.dataset.found.replace('{0}', String(found.size)) : status.dataset.none;
      if (found.size && text) show([...found].find((i) => visible(view.points[i])) ?? [...found][0]);
      else leave();
    };
    const find = async () => {
      const text = field.value.trim();
      asked.abort();
      asked = new AbortController();
      if (!view.chart) return;
      if (text && view.isPartial()) {
        try {
          const answer = await fetch(`${view.source}find&text=${encodeURIComponent(text)}`, { signal: asked.signal });
          if (answer.ok) view.add(await answer.json());
        } catch (failure) {
          if (failure.name === 'AbortError') return;
        }
      }
      light(text);
    };
    view.findAgain = () => { if (field.value.trim()) find(); };
    field.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(find, 150);
    }, { signal });
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && view.focused >= 0) {
        event.preventDefault();
        const index = view.focused;
        view.plot.focus({ preventScroll: true });
        show(index);
      }
    }, { signal });
    signal.addEventListener('abort', () => { clearTimeout(waiting); asked.abort(); });
  };
})();
