// The picture of the grid page: loads what the server says of it, and puts its parts together.
// Positions, texts and addresses come ready from the server.
(() => {
  const { draw, redraw, legend } = window.NineGrid;

  // Writes a setting into the address, and into the links and forms of the page that keep its settings.
  const keep = (name, value) => {
    const changed = (address) => {
      const url = new URL(address, location);
      if (value) url.searchParams.set(name, value); else url.searchParams.delete(name);
      return url.pathname + url.search;
    };
    const own = location.pathname;
    history.replaceState(history.state, '', changed(location.href));
    document.querySelectorAll('a[href]').forEach((link) => {
      const url = new URL(link.href);
      if (url.origin !== location.origin) return;
      if (url.pathname === own && !(name === 'view' && link.dataset.look) && !link.getAttribute('href').startsWith('#')) {
        link.setAttribute('href', changed(link.href));
      } else if (url.searchParams.get('back')?.startsWith(own)) {
        url.searchParams.set('back', changed(url.searchParams.get('back')));
        link.setAttribute('href', url.pathname + url.search);
      }
    });
    document.querySelectorAll('form').forEach((form) => {
      const leadsHere = new URL(form.getAttribute('action'), location).pathname === own || form.elements.to?.value === own;
      if (form.method !== 'get' || !leadsHere) return;
      form.querySelector(`input[type=hidden][name=${name}]`)?.remove();
      if (!value) return;
      const field = document.createElement('input');
      Object.assign(field, { type: 'hidden', name, value });
      form.append(field);
    });
  };

  // A link that is followed in place was read when the page was shown.
  document.addEventListener('htmx:configRequest', ({ detail }) => {
    if (detail.elt.matches('a[href]')) detail.path = detail.elt.getAttribute('href');
  });

  const open = (figure) => {
    const stop = new AbortController();
    const { signal } = stop;
    const part = (id) => figure.querySelector(`#${id}`);
    const picture = part('picture');
    const note = part('note');
    const colour = part('colour');
    const view = {
      figure,
      picture,
      plot: part('plot'),
      canvas: part('canvas'),
      source: picture.dataset.source,
      narrow: matchMedia('(max-width: 599px)'),
      colour: colour ? picture.dataset.colour : 'band',
      isOfGroups: !colour,
      zoom: picture.dataset.zoom ? picture.dataset.zoom.split(',').map(Number) : [0, 3, 0, 3],
      points: [],
      trails: [],
      focused: -1,
      lit: null,
      dragged: false,
      keep,
    };
    const meaning = () => view.data.colours.findIndex(({ name }) => name === view.colour);
    Object.assign(view, {
      range: (side) => (side === 'x' ? view.zoom.slice(0, 2) : view.zoom.slice(2)),
      categoryOf: (point) => view.data.colours[meaning()].categories[point.k[meaning()]],
      markOf: (point) => view.categoryOf(point).mark,
      radiusOf: (point) => {
        if (point.e) return view.narrow.matches ? 4 : 6;
        const area = Math.sqrt(Math.min(1, point.c / Math.max(1, view.data.largest)));
        return Math.max(view.narrow.matches ? 2 : 3, (view.narrow.matches ? 11 : 16) * area) * window.NineGrid.factorOf(view.markOf(point));
      },
      isWhole: () => view.zoom.join() === '0,3,0,3',
      isPartial: () => view.data.total > view.points.length,
      // Points that a search brought, besides those of the picture.
      add: (points) => {
        const here = new Set(view.points.map(({ no }) => no));
        const fresh = points.filter(({ no }) => !here.has(no));
        if (fresh.length === 0) return;
        view.points.push(...fresh);
        draw(view);
      },
      // The part seen has changed: what is here is drawn again, and what is missing is fetched.
      seen: () => {
        view.closeMenu();
        redraw(view);
        if (view.data.total > view.loaded) load();
      },
    });

    let asked = new AbortController();
    const load = async () => {
      asked.abort();
      asked = new AbortController();
      picture.setAttribute('aria-busy', 'true');
      try {
        const answer = await fetch(`${view.source}points${view.isWhole() ? '' : `&zoom=${view.zoom.join()}`}`, {
          signal: asked.signal,
          headers: { Accept: 'application/json' },
        });
        if (!answer.ok) throw new Error(`${answer.status}`);
        const data = await answer.json();
        if (signal.aborted) return;
        view.data = data;
        // The largest lie below, so that the small ones stay in sight.
        view.points = data.points.sort((a, b) => b.c - a.c);
        view.loaded = view.points.length;
        view.focused = -1;
        view.lit = null;
        note.textContent = data.note;
        if (data.total === 0) return;
        view.plot.hidden = false;
        picture.classList.add('is-drawn');
        draw(view);
        part('legend').replaceChildren(...legend(data.colours[meaning()]));
        view.findAgain();
      } catch (failure) {
        if (failure.name === 'AbortError') return;
        // The tiles and tables stand on their own.
        if (!view.chart) figure.classList.add('is-failed');
        note.textContent = note.dataset.failed;
      } finally {
        picture.removeAttribute('aria-busy');
      }
    };

    window.NineGrid.zooming(view, { signal });
    window.NineGrid.pointing(view, { signal });
    window.NineGrid.trailing(view, { signal });

    const show = async () => {
      await load();
      if (!signal.aborted) await view.loadTrails().catch(() => {});
    };
    const looks = figure.querySelectorAll('[data-look]');
    looks.forEach((link) => link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      const tiles = link.dataset.look === 'tiles';
      figure.classList.toggle('is-tiles', tiles);
      looks.forEach((other) => (other === link ? other.setAttribute('aria-current', 'true') : other.removeAttribute('aria-current')));
      keep('view', tiles ? 'tiles' : '');
      if (tiles) {
        view.closeMenu();
        picture.classList.remove('is-drawn');
        view.plot.hidden = true;
        picture.querySelectorAll('.nine-cell').forEach((cell) => { cell.hidden = false; cell.removeAttribute('style'); });
      } else if (view.chart) {
        view.plot.hidden = false;
        picture.classList.add('is-drawn');
        view.chart.resize();
        redraw(view);
      } else {
        show();
      }
    }, { signal }));
    colour?.addEventListener('change', () => {
      view.colour = colour.value;
      keep('colour', colour.value === 'band' ? '' : colour.value);
      if (!view.chart) return;
      part('legend').replaceChildren(...legend(view.data.colours[meaning()]));
      draw(view);
    }, { signal });

    const recolour = () => { if (view.chart && picture.classList.contains('is-drawn')) redraw(view); };
    const theme = new MutationObserver(recolour);
    theme.observe(document.documentElement, { attributeFilter: ['data-bs-theme'] });
    view.narrow.addEventListener('change', recolour, { signal });

    // On paper the picture has the size that the styles give it there, before there is a layout to read it from.
    const fit = (...size) => {
      if (!view.chart || !picture.classList.contains('is-drawn')) return;
      view.chart.resize(...size);
      redraw(view);
    };
    addEventListener('beforeprint', () => fit(640, 453), { signal });
    addEventListener('afterprint', () => fit(), { signal });

    if (!figure.classList.contains('is-tiles')) show();
    return () => {
      stop.abort();
      asked.abort();
      theme.disconnect();
      view.chart?.destroy();
      // What comes next takes over attributes for a moment, and a style may not be taken over.
      figure.querySelectorAll('[style]').forEach((element) => element.removeAttribute('style'));
    };
  };

  let leave = () => {};
  const enter = () => {
    leave();
    const figure = document.getElementById('figure');
    leave = figure ? open(figure) : () => {};
  };
  // The content of the page can be exchanged without loading it again.
  addEventListener('ng:shown', enter);
  addEventListener('ng:leaving', () => {
    leave();
    leave = () => {};
  });
  enter();
})();
