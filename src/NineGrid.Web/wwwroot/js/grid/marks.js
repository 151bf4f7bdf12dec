// The colours and shapes of points. Colours are the tokens of the theme; a category has a shape as well.
(() => {
  const bands = ['low', 'mid', 'high'];
  const shapes = ['circle', 'rect', 'rectRot', 'cross', 'crossRot', 'star', 'dash', 'circle', 'line'];
  // Every shape covers about the area of a circle of the same radius.
  const factors = [1, 1.25, 1.25, 1.2, 1.2, 1.2, 1.2, 0.7, 1];
  const paths = [
    'M9.5 5a4.5 4.5 0 1 1-9 0a4.5 4.5 0 0 1 9 0z', 'M1 1h8v8h-8z', 'M5 0l5 5l-5 5l-5-5z', 'M5 0v10M0 5h10', 'M1.2 1.2l7.6 7.6M8.8 1.2l-7.6 7.6',
    'M5 0v10M0 5h10M1.5 1.5l7 7M8.5 1.5l-7 7', 'M5 5h5', 'M8 5a3 3 0 1 1-6 0a3 3 0 0 1 6 0z', 'M0 5h10',
  ];
  const drawnAsLines = (mark) => mark === 3 || mark === 4 || mark === 5 || mark === 6 || mark === 8;

  const palette = () => {
    const style = getComputedStyle(document.documentElement);
    const token = (name) => style.getPropertyValue(`--ng-${name}`).trim();
    return {
      bands: bands.map(token),
      tints: bands.map((name) => token(`${name}-tint`)),
      marks: [1, 2, 3, 4, 5, 6, 7].map((i) => token(`mark-${i}`)).concat(token('mid'), token('quiet')),
      line: token('line'),
      text: token('text'),
      quiet: token('quiet'),
      surface: token('surface'),
      accent: token('accent'),
    };
  };

  const legend = (meaning) => {
    const ns = 'http://www.w3.org/2000/svg';
    return [...meaning.categories].sort((a, b) => (meaning.name === 'band' ? b.mark - a.mark : a.mark - b.mark)).map(({ text, mark }) => {
      const entry = document.createElement('span');
      const key = document.createElementNS(ns, 'svg');
      const path = document.createElementNS(ns, 'path');
      key.setAttribute('class', 'key');
      key.setAttribute('viewBox', '0 0 10 10');
      key.setAttribute('aria-hidden', 'true');
      path.setAttribute('d', paths[mark < 0 ? 0 : mark]);
      path.setAttribute('class', `${mark < 0 ? `band-${bands[mark + 3]}` : `mark-${mark + 1}`}${drawnAsLines(mark) ? ' is-line' : ''}`);
      key.append(path);
      entry.append(key, text);
      return entry;
    });
  };

  window.NineGrid = Object.assign(window.NineGrid ?? {}, {
    palette,
    legend,
    // Tokens are #rrggbb.
    fade: (colour, share) => colour + Math.round(share * 255).toString(16).padStart(2, '0'),
    colourOf: (colours, mark) => (mark < 0 ? colours.bands[mark + 3] : colours.marks[mark]),
    shapeOf: (mark) => (mark < 0 ? 'circle' : shapes[mark]),
    factorOf: (mark) => (mark < 0 ? 1 : factors[mark]),
    isLine: drawnAsLines,
  });
})();
