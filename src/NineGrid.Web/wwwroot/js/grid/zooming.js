// Zoom: a rectangle drawn with the mouse, a double click back, buttons and the keys + − 0. The part seen is in the address.
(() => {
  const whole = [0, 3, 0, 3];
  const least = 0.03;

  const sane = ([x0, x1, y0, y1]) => {
    const side = (from, to) => {
      const width = Math.min(3, Math.max(least, to - from));
      const start = Math.min(3 - width, Math.max(0, from));
      return [start, start + width];
    };
    return [...side(x0, x1), ...side(y0, y1)].map((value) => Math.round(value * 1000) / 1000);
  };

  window.NineGrid.zooming = (view, { signal }) => {
    const before = [];
    const box = view.figure.querySelector('#zoom-box');
    const buttons = view.figure.querySelectorAll('[data-zoom-by]');
    const label = () => buttons.forEach((button) => {
      if (button.dataset.zoomBy !== '2') button.disabled = view.isWhole();
    });

    const go = (zoom, remember = true) => {
      if (zoom.join() === view.zoom.join()) return;
      if (remember) before.push(view.zoom);
      const held = document.activeElement;
      view.zoom = zoom;
      label();
      // A button that goes out of use would take the focus with it.
      if (held?.disabled) view.plot.focus({ preventScroll: true });
      view.keep('zoom', view.isWhole() ? '' : zoom.join());
      view.seen();
    };
    const back = () => go(before.pop() ?? whole, false);
    const reset = () => { before.length = 0; go(whole, false); };
    view.reset = reset;
    const by = (times) => {
      const [x0, x1, y0, y1] = view.zoom;
      const middle = view.points[view.focused] ?? { x: (x0 + x1) / 2, y: (y0 + y1) / 2 };
      const [width, height] = [(x1 - x0) / times, (y1 - y0) / times];
      go(sane([middle.x - width / 2, middle.x + width / 2, middle.y - height / 2, middle.y + height / 2]));
    };
    buttons.forEach((button) => button.addEventListener('click', () => {
      const times = Number(button.dataset.zoomBy);
      if (times) by(times); else reset();
    }, { signal }));
    view.plot.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const keys = { '+': () => by(2), '=': () => by(2), '-': () => by(0.5), '−': () => by(0.5), 0: reset };
      if (!keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    }, { signal });

    let from = null;
    const at = (event) => {
      const { left, top } = view.canvas.getBoundingClientRect();
      const area = view.chart.chartArea;
      return [
        Math.min(area.right, Math.max(area.left, event.clientX - left)),
        Math.min(area.bottom, Math.max(area.top, event.clientY - top)),
      ];
    };
    const reach = (to) => [Math.min(from[0], to[0]), Math.max(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[1], to[1])];
    // A finger scrolls the page; it has the buttons.
    view.plot.addEventListener('pointerdown', (event) => {
      if (event.button === 0 && event.pointerType !== 'touch' && view.chart) from = at(event);
    }, { signal });
    addEventListener('pointermove', (event) => {
      if (!from) return;
      const [left, right, top, bottom] = reach(at(event));
      view.dragged = right - left > 5 && bottom - top > 5;
      box.hidden = !view.dragged;
      Object.assign(box.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
    }, { signal });
    addEventListener('pointerup', (event) => {
      if (!from) return;
      const [left, right, top, bottom] = reach(at(event));
      from = null;
      box.hidden = true;
      if (!view.dragged) return;
      const { x, y } = view.chart.scales;
      go(sane([x.getValueForPixel(left), x.getValueForPixel(right), y.getValueForPixel(bottom), y.getValueForPixel(top)]));
      // The click that ends the drag comes after this event.
      setTimeout(() => { view.dragged = false; });
    }, { signal });
    view.plot.addEventListener('dblclick', back, { signal });
    label();
  };
})();
