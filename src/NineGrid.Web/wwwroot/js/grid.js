// Draws the customers over the nine cells. Positions, texts and addresses come ready from the server.
(async () => {
  const picture = document.getElementById('picture');
  const plot = document.getElementById('plot');
  const tip = document.getElementById('tip');
  const announce = document.getElementById('announce');
  const response = await fetch(picture.dataset.source, { headers: { Accept: 'application/json' } });
  if (!response.ok) return; // the tiles and tables below stand on their own
  const data = await response.json();
  if (data.points.length + data.bins.length === 0) return;

  const bandNames = ['low', 'mid', 'high'];
  const largest = Math.max(1, ...data.points.map((point) => point.c));
  const fullest = Math.max(1, ...data.bins.map((bin) => bin.count));
  const binned = data.bins.length > 0;
  const pointSet = binned ? 1 : 0;
  const narrow = matchMedia('(max-width: 599px)');
  let colours;
  let focused = -1; // index of the point under the pointer or the keyboard

  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    const token = (name) => style.getPropertyValue(`--ng-${name}`).trim();
    colours = {
      bands: bandNames.map((name) => token(name)),
      tints: bandNames.map((name) => token(`${name}-tint`)),
      line: token('line'),
      text: token('text'),
      quiet: token('quiet'),
      surface: token('surface'),
    };
  };
  // Tokens are #rrggbb.
  const fade = (colour, share) => colour + Math.round(share * 255).toString(16).padStart(2, '0');

  readColours();
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 11;

  // The largest lie below, so that the small ones stay in sight.
  const points = data.points.map((point, index) => ({ ...point, index })).sort((a, b) => b.c - a.c);
  const radius = (point) => Math.max(narrow.matches ? 2 : 3, (narrow.matches ? 11 : 16) * Math.sqrt(point.c / largest));
  const clipped = (point) => point.e[0] !== 0 || point.e[1] !== 0;
  const turn = ({ e: [x, y] }) => (y > 0 ? 0 : y < 0 ? 180 : x > 0 ? 90 : x < 0 ? 270 : 0);
  const strength = (index, usual) => (focused < 0 ? usual : index === focused ? 1 : usual * 0.35);

  const customers = {
    data: points,
    clip: 12,
    radius: ({ dataIndex }) => (clipped(points[dataIndex]) ? (narrow.matches ? 4 : 6) : radius(points[dataIndex])),
    hoverRadius: ({ dataIndex }) => (clipped(points[dataIndex]) ? 7 : radius(points[dataIndex]) + 1),
    hitRadius: 4,
    pointStyle: ({ dataIndex }) => (clipped(points[dataIndex]) ? 'triangle' : 'circle'),
    rotation: ({ dataIndex }) => turn(points[dataIndex]),
    backgroundColor: ({ dataIndex: i }) =>
      points[i].l ? fade(colours.surface, 0.6) : fade(colours.bands[points[i].b], strength(i, points.length > 400 ? 0.42 : 0.55)),
    borderColor: ({ dataIndex: i }) => fade(colours.bands[points[i].b], strength(i, 0.95)),
    borderWidth: ({ dataIndex: i }) => (i === focused ? 2.5 : points[i].l ? 1.5 : 1),
  };
  const density = {
    data: data.bins,
    clip: 12,
    radius: ({ dataIndex }) => Math.max(1.5, (narrow.matches ? 6 : 13) * Math.sqrt(data.bins[dataIndex].count / fullest)),
    hitRadius: 2,
    backgroundColor: ({ dataIndex }) => fade(colours.bands[data.bins[dataIndex].band], 0.5),
    borderWidth: 0,
  };

  const cutLine = (scaleID, value) => ({
    type: 'line',
    scaleID,
    value,
    borderColor: () => colours.quiet,
    borderWidth: 1.25,
    borderDash: [5, 4],
    drawTime: 'beforeDatasetsDraw',
  });
  const annotations = { x1: cutLine('x', 1), x2: cutLine('x', 2), y1: cutLine('y', 1), y2: cutLine('y', 2) };
  for (let x = 0; x < 3; x++) {
    for (let y = 0; y < 3; y++) {
      const band = x + y < 2 ? 0 : x + y === 2 ? 1 : 2;
      annotations[`cell${x}${y}`] = {
        type: 'box',
        xMin: x,
        xMax: x + 1,
        yMin: y,
        yMax: y + 1,
        backgroundColor: () => colours.tints[band],
        borderWidth: 0,
        drawTime: 'beforeDraw',
      };
    }
  }
  if (data.x.gutter) {
    annotations.gutter = { ...cutLine('x', data.x.gutter), borderDash: [1, 3], borderWidth: 1 };
  }

  // Cut points and marks as one list of ticks; the cut points in bold.
  const axis = (scale, side) => {
    const cuts = [{ at: 1, text: scale.lower }, { at: 2, text: scale.upper }];
    const ticks = [...scale.ticks, ...cuts];
    if (scale.gutter) ticks.push({ at: scale.gutter / 2, text: scale.gutterText });
    return {
      type: 'linear',
      min: 0,
      max: 3,
      grid: { drawOnChartArea: false, drawTicks: true, tickLength: 4, color: () => colours.line },
      border: { color: () => colours.line },
      afterBuildTicks: (own) => { own.ticks = ticks.map(({ at }) => ({ value: at })).sort((a, b) => a.value - b.value); },
      ticks: {
        autoSkip: false,
        maxRotation: 0,
        callback: (value) => (narrow.matches && side === 'x' && value > 0.2 && value !== 1 && value !== 2 ? '' : ticks.find(({ at }) => at === value)?.text),
        color: ({ tick }) => (tick?.value === 1 || tick?.value === 2 ? colours.text : colours.quiet),
        font: ({ tick }) => ({ weight: tick?.value === 1 || tick?.value === 2 ? '600' : '400' }),
        padding: 2,
      },
      // The cells below are laid out with the same insets.
      afterFit: (own) => { if (side === 'x') own.height = 24; else own.width = narrow.matches ? 44 : 56; },
    };
  };

  // Names beside the largest, where there is room.
  const names = {
    id: 'names',
    afterDatasetsDraw(drawn) {
      if (narrow.matches) return;
      const { ctx, chartArea } = drawn;
      const meta = drawn.getDatasetMeta(pointSet);
      const taken = corners(drawn.canvas);
      ctx.save();
      ctx.font = `500 11px ${Chart.defaults.font.family}`;
      ctx.textBaseline = 'middle';
      let count = 0;
      for (let i = 0; i < points.length && i < 40 && count < 8; i++) {
        const { x, y } = meta.data[i].getProps(['x', 'y'], true);
        const width = ctx.measureText(points[i].n).width;
        const gap = (clipped(points[i]) ? 6 : radius(points[i])) + 4;
        const left = x + gap + width < chartArea.right ? x + gap : x - gap - width;
        const box = { left: left - 2, right: left + width + 2, top: y - 8, bottom: y + 8 };
        if (taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) continue;
        taken.push(box);
        count++;
        ctx.strokeStyle = colours.surface;
        ctx.lineWidth = 3;
        ctx.lineJoin = 'round';
        ctx.strokeText(points[i].n, left, y);
        ctx.fillStyle = fade(colours.text, focused < 0 || focused === i ? 0.92 : 0.4);
        ctx.fillText(points[i].n, left, y);
      }
      ctx.restore();
    },
  };
  // Where the counts of the cells stand, in the coordinates of the canvas.
  const corners = (canvas) => {
    const origin = canvas.getBoundingClientRect();
    return [...picture.querySelectorAll('.corner')].map((corner) => {
      const { left, right, top, bottom } = corner.getBoundingClientRect();
      return { left: left - origin.left, right: right - origin.left, top: top - origin.top, bottom: bottom - origin.top };
    });
  };

  plot.hidden = false;
  picture.classList.add('is-drawn');
  const chart = new Chart(document.getElementById('canvas'), {
    type: 'scatter',
    data: { datasets: binned ? [density, customers] : [customers] },
    plugins: [names],
    options: {
      maintainAspectRatio: false,
      animation: false,
      layout: { padding: { right: 12 }, autoPadding: false },
      scales: { x: axis(data.x, 'x'), y: axis(data.y, 'y') },
      interaction: { mode: 'nearest', intersect: true },
      onHover: (event, active) => {
        event.native.target.style.cursor = active.some(({ datasetIndex }) => datasetIndex === pointSet) ? 'pointer' : 'default';
        focus(active.find(({ datasetIndex }) => datasetIndex === pointSet)?.index ?? -1);
      },
      onClick: (_, active) => {
        const point = active.find(({ datasetIndex }) => datasetIndex === pointSet);
        if (point) location.assign(points[point.index].a);
      },
      plugins: {
        legend: { display: false },
        annotation: { annotations, clip: false },
        tooltip: { enabled: false, external: tell },
      },
    },
  });

  // The card beside a point stands above the counts of the cells, so it is no part of the canvas.
  function tell({ chart: own, tooltip }) {
    const item = tooltip.opacity > 0 ? tooltip.dataPoints?.[0] : undefined;
    tip.hidden = !item;
    if (!item) return;
    const point = item.datasetIndex === pointSet ? points[item.dataIndex] : { t: [data.bins[item.dataIndex].text] };
    tip.replaceChildren(...[point.n, ...point.t].filter(Boolean).map((text, line) => {
      const element = document.createElement(point.n && line === 0 ? 'b' : 'span');
      element.textContent = text;
      return element;
    }));
    const { x, y } = item.element;
    const right = x + 14 + tip.offsetWidth < own.width;
    tip.style.left = `${right ? x + 14 : Math.max(0, x - 14 - tip.offsetWidth)}px`;
    tip.style.top = `${Math.min(Math.max(0, y - tip.offsetHeight / 2), own.height - tip.offsetHeight)}px`;
  }

  function focus(index) {
    if (index === focused) return;
    focused = index;
    chart.update('none');
  }

  // The keyboard goes to the nearest point in the direction of the arrow; sideways distance counts double.
  const go = ([dx, dy]) => {
    const from = points[focused];
    let best = -1;
    let least = Infinity;
    points.forEach((point, i) => {
      const along = (point.x - from.x) * dx + (point.y - from.y) * dy;
      const across = Math.abs((point.x - from.x) * dy) + Math.abs((point.y - from.y) * dx);
      if (i !== focused && along > 1e-6 && along + 2 * across < least) {
        best = i;
        least = along + 2 * across;
      }
    });
    return best;
  };
  const show = (index) => {
    if (index < 0) return;
    focus(index);
    const element = chart.getDatasetMeta(pointSet).data[index];
    const active = [{ datasetIndex: pointSet, index }];
    chart.setActiveElements(active);
    chart.tooltip.setActiveElements(active, { x: element.x, y: element.y });
    chart.update('none');
    announce.textContent = [points[index].n, ...points[index].t].join(', ');
  };
  const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  plot.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && focused >= 0) {
      location.assign(points[focused].a);
    } else if (event.key === 'Home' || (arrows[event.key] && focused < 0)) {
      event.preventDefault();
      show(0);
    } else if (arrows[event.key]) {
      event.preventDefault();
      show(go(arrows[event.key]));
    } else if (event.key === 'Escape') {
      leave();
    }
  });
  const leave = () => {
    chart.setActiveElements([]);
    chart.tooltip.setActiveElements([], { x: 0, y: 0 });
    focus(-1);
    chart.update('none');
  };
  plot.addEventListener('blur', leave);
  plot.addEventListener('pointerleave', leave);

  const recolour = () => {
    readColours();
    chart.update('none');
  };
  new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] });
  narrow.addEventListener('change', recolour);
})();
