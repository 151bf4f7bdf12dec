// Draws the points, the cells with their cut lines, the medians and the names on the canvas.
(() => {
  const { palette, fade, colourOf, shapeOf, factorOf, isLine } = window.NineGrid;

  // Cut points and marks as one list of ticks; the cut points in bold, the finer marks only when magnified.
  const axis = (view, side) => {
    const scale = view.data[side];
    const cuts = [{ at: 1, text: scale.lower, isCut: true }, { at: 2, text: scale.upper, isCut: true }];
    const all = [...scale.ticks, ...cuts];
    if (scale.gutter) all.push({ at: scale.gutter / 2, text: scale.gutterText });
    all.sort((a, b) => a.at - b.at);
    const shown = () => {
      const [from, to] = view.range(side);
      const times = 3 / (to - from);
      return all.filter(({ at, depth = 0 }) => at >= from && at <= to && times >= [1, 3, 8][depth]);
    };
    return {
      type: 'linear',
      min: view.range(side)[0],
      max: view.range(side)[1],
      grid: { drawOnChartArea: false, drawTicks: true, tickLength: 4, color: () => view.colours.line },
      border: { color: () => view.colours.line },
      afterBuildTicks: (own) => { own.ticks = shown().map(({ at, text, isCut }) => ({ value: at, label: text, major: Boolean(isCut) })); },
      ticks: {
        autoSkip: false,
        maxRotation: 0,
        callback: (value, index, ticks) => {
          const own = all.find(({ at }) => at === value);
          const crowded = view.narrow.matches && side === 'x' && !own.isCut && value > 0.2 && ticks.length > 4;
          return crowded ? '' : own.text;
        },
        color: ({ tick }) => (tick?.major ? view.colours.text : view.colours.quiet),
        font: ({ tick }) => ({ weight: tick?.major ? '600' : '400' }),
        padding: 2,
      },
      // The cells are laid out with the same insets.
      afterFit: (own) => { if (side === 'x') own.height = 24; else own.width = view.narrow.matches ? 44 : 56; },
    };
  };

  const lines = (view) => {
    const { data } = view;
    const line = (scaleID, value) => ({
      type: 'line',
      scaleID,
      value,
      borderColor: () => view.colours.quiet,
      borderWidth: 1.25,
      borderDash: [5, 4],
      drawTime: 'beforeDatasetsDraw',
    });
    const found = { x1: line('x', 1), x2: line('x', 2), y1: line('y', 1), y2: line('y', 2) };
    for (let x = 0; x < 3; x++) {
      for (let y = 0; y < 3; y++) {
        const band = x + y < 2 ? 0 : x + y === 2 ? 1 : 2;
        found[`cell${x}${y}`] = {
          type: 'box',
          xMin: x,
          xMax: x + 1,
          yMin: y,
          yMax: y + 1,
          backgroundColor: () => view.colours.tints[band],
          borderWidth: 0,
          drawTime: 'beforeDraw',
        };
      }
    }
    if (data.x.gutter) found.gutter = { ...line('x', data.x.gutter), borderDash: [1, 3], borderWidth: 1 };
    for (const side of ['x', 'y']) {
      const { median } = data[side];
      if (!median) continue;
      found[`median-${side}`] = {
        ...line(side, median.at),
        borderDash: [],
        borderWidth: 1,
        drawTime: 'afterDatasetsDraw',
        display: () => median.at >= view.range(side)[0] && median.at <= view.range(side)[1],
        label: {
          display: true,
          content: median.text,
          position: 'end',
          rotation: 0,
          font: { size: 10, weight: '400' },
          padding: { x: 4, y: 1 },
          color: () => view.colours.quiet,
          backgroundColor: () => fade(view.colours.surface, 0.85),
        },
      };
    }
    return found;
  };

  const clipped = (point) => Boolean(point.e);
  const turn = ({ e }) => (!e ? 0 : e[1] > 0 ? 0 : e[1] < 0 ? 180 : e[0] > 0 ? 90 : 270);

  const pointSet = (view) => {
    const { points } = view;
    const mark = (i) => view.markOf(points[i]);
    const colour = (i) => colourOf(view.colours, mark(i));
    const strength = (i, usual) => {
      if (i === view.focused) return 1;
      if (view.lit) return view.lit.has(i) ? 1 : usual * 0.2;
      return view.focused < 0 ? usual : usual * 0.35;
    };
    return {
      data: points,
      clip: view.isWhole() ? 12 : 0,
      radius: ({ dataIndex: i }) => view.radiusOf(points[i]),
      hoverRadius: ({ dataIndex: i }) => view.radiusOf(points[i]) + 1,
      hitRadius: 4,
      pointStyle: ({ dataIndex: i }) => (clipped(points[i]) ? 'triangle' : shapeOf(mark(i))),
      rotation: ({ dataIndex: i }) => turn(points[i]),
      backgroundColor: ({ dataIndex: i }) =>
        points[i].l ? fade(view.colours.surface, 0.6) : fade(colour(i), strength(i, points.length > 400 ? 0.42 : 0.55)),
      borderColor: ({ dataIndex: i }) => fade(view.lit?.has(i) ? view.colours.text : colour(i), strength(i, 0.95)),
      borderWidth: ({ dataIndex: i }) => (i === view.focused || view.lit?.has(i) ? 2.5 : points[i].l || isLine(mark(i)) ? 1.75 : 1),
    };
  };

  const densitySet = (view) => {
    const { across, up, bins } = view.data.density;
    const fullest = Math.max(...bins.map(([, , count]) => count));
    const band = ({ x, y }) => { const sum = Math.floor(x) + Math.floor(y); return sum < 2 ? 0 : sum === 2 ? 1 : 2; };
    const data = bins.map(([column, row, count]) => ({ x: (column + 0.5) / across, y: (row + 0.5) / up, count }));
    return {
      data,
      clip: view.isWhole() ? 12 : 0,
      radius: ({ dataIndex }) => Math.max(1.5, (view.narrow.matches ? 6 : 13) * Math.sqrt(data[dataIndex].count / fullest)),
      hitRadius: 2,
      backgroundColor: ({ dataIndex }) =>
        fade(view.colour === 'band' ? view.colours.bands[band(data[dataIndex])] : view.colours.quiet, view.lit ? 0.2 : 0.5),
      borderWidth: 0,
    };
  };

  // Where the counts of the cells stand, in the coordinates of the canvas.
  const corners = (view) => {
    const origin = view.canvas.getBoundingClientRect();
    return [...view.picture.querySelectorAll('.nine-cell:not([hidden]) .corner')].map((corner) => {
      const { left, right, top, bottom } = corner.getBoundingClientRect();
      return { left: left - origin.left, right: right - origin.left, top: top - origin.top, bottom: bottom - origin.top };
    });
  };

  // Names beside what is looked for and beside the largest, where there is room.
  const names = (view) => ({
    id: 'names',
    afterDatasetsDraw(drawn) {
      const { ctx, chartArea } = drawn;
      const elements = drawn.getDatasetMeta(view.pointSet).data;
      const wanted = [...(view.lit ?? []), ...(view.narrow.matches || view.lit ? [] : view.points.keys())].slice(0, 40);
      const taken = corners(view);
      const named = new Set(view.trails.map(({ no }) => no)); // beside their trail
      let count = 0;
      ctx.save();
      ctx.font = `500 11px ${Chart.defaults.font.family}`;
      ctx.textBaseline = 'middle';
      for (const i of wanted) {
        if (count >= 8) break;
        if (named.has(view.points[i].no)) continue;
        const { x, y } = elements[i].getProps(['x', 'y'], true);
        if (x < chartArea.left || x > chartArea.right || y < chartArea.top || y > chartArea.bottom) continue;
        const width = ctx.measureText(view.points[i].n).width;
        const gap = view.radiusOf(view.points[i]) + 4;
        const left = x + gap + width < chartArea.right ? x + gap : x - gap - width;
        const box = { left: left - 2, right: left + width + 2, top: y - 8, bottom: y + 8 };
        if (taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) continue;
        taken.push(box);
        count++;
        write(ctx, view, view.points[i].n, left, y, view.focused < 0 || view.focused === i ? 0.92 : 0.4);
      }
      ctx.restore();
    },
  });

  const write = (ctx, view, text, left, y, share) => {
    ctx.strokeStyle = view.colours.surface;
    ctx.lineWidth = 3;
    ctx.lineJoin = 'round';
    ctx.strokeText(text, left, y);
    ctx.fillStyle = fade(view.colours.text, share);
    ctx.fillText(text, left, y);
  };

  // A line from quarter to quarter that fades into the past, with a dot for each and the name at the newest.
  const trails = (view) => ({
    id: 'trails',
    afterDatasetsDraw(drawn) {
      const { ctx, chartArea: area, scales } = drawn;
      ctx.save();
      ctx.beginPath();
      ctx.rect(area.left - 8, area.top - 8, area.width + 16, area.height + 16);
      ctx.clip();
      view.trails.forEach(({ name, steps }, index) => {
        const colour = view.colours.marks[index];
        const at = steps.map(({ x, y }) => [scales.x.getPixelForValue(x), scales.y.getPixelForValue(y)]);
        const share = (i) => (at.length < 2 ? 1 : 0.35 + (0.65 * i) / (at.length - 1));
        ctx.lineWidth = 2;
        for (let i = 1; i < at.length; i++) {
          ctx.strokeStyle = fade(colour, share(i));
          ctx.beginPath();
          ctx.moveTo(...at[i - 1]);
          ctx.lineTo(...at[i]);
          ctx.stroke();
        }
        at.forEach(([x, y], i) => {
          ctx.fillStyle = fade(colour, share(i));
          ctx.strokeStyle = view.colours.surface;
          ctx.lineWidth = 1;
          ctx.beginPath();
          ctx.arc(x, y, i === at.length - 1 ? 5 : 3.5, 0, 2 * Math.PI);
          ctx.fill();
          ctx.stroke();
        });
        const [x, y] = at.at(-1);
        if (x < area.left || x > area.right || y < area.top || y > area.bottom) return;
        ctx.font = `600 11px ${Chart.defaults.font.family}`;
        ctx.textBaseline = 'middle';
        const width = ctx.measureText(name).width;
        write(ctx, view, name, x + 9 + width < area.right ? x + 9 : x - 9 - width, y - 12, 1);
      });
      ctx.restore();
    },
  });

  // Puts the counts of the cells where their cells are seen.
  const arrange = (view) => {
    const whole = view.isWhole();
    const [x0, x1, y0, y1] = view.zoom;
    view.picture.querySelectorAll('.nine-cell').forEach((cell, i) => {
      const [x, y] = [i % 3, 2 - Math.floor(i / 3)];
      const [left, right, bottom, top] = [Math.max(x, x0), Math.min(x + 1, x1), Math.max(y, y0), Math.min(y + 1, y1)];
      cell.hidden = right <= left || top <= bottom;
      const place = (value, size) => (whole ? '' : `${((100 * value) / size).toFixed(3)}%`);
      cell.style.position = whole ? '' : 'absolute';
      cell.style.left = place(left - x0, x1 - x0);
      cell.style.width = place(right - left, x1 - x0);
      cell.style.top = place(y1 - top, y1 - y0);
      cell.style.height = place(top - bottom, y1 - y0);
    });
  };

  window.NineGrid.draw = (view) => {
    view.colours = palette();
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 11;
    view.chart?.destroy();
    view.pointSet = view.data.density ? 1 : 0;
    arrange(view);
    view.chart = new Chart(view.canvas, {
      type: 'scatter',
      data: { datasets: view.data.density ? [densitySet(view), pointSet(view)] : [pointSet(view)] },
      plugins: [names(view), trails(view)],
      options: {
        maintainAspectRatio: false,
        animation: false,
        layout: { padding: { right: 12 }, autoPadding: false },
        scales: { x: axis(view, 'x'), y: axis(view, 'y') },
        interaction: { mode: 'nearest', intersect: true },
        onHover: (event, active) => view.hover(event, active),
        onClick: (event, active) => view.click(event, active),
        plugins: {
          legend: { display: false },
          annotation: { annotations: lines(view), clip: true },
          tooltip: { enabled: false, external: (context) => view.tell(context) },
        },
      },
    });
  };

  window.NineGrid.redraw = (view) => {
    view.colours = palette();
    arrange(view);
    for (const side of ['x', 'y']) {
      [view.chart.options.scales[side].min, view.chart.options.scales[side].max] = view.range(side);
    }
    view.chart.data.datasets.forEach((set) => { set.clip = view.isWhole() ? 12 : 0; });
    view.chart.update('none');
  };
})();
