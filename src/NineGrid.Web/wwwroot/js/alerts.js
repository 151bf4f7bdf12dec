// The list of alerts: one box chooses all of the page.
(() => {
  const all = () => document.querySelector('[data-choose-all]');
  const boxes = () => [...document.querySelectorAll('.alerts tbody .choose input')];

  const shown = () => {
    if (all()) all().hidden = boxes().length === 0;
  };
  const follow = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    all().checked = chosen > 0 && chosen === boxes().length;
    all().indeterminate = chosen > 0 && chosen < boxes().length;
  };

  document.addEventListener('change', (event) => {
    if (event.target === all()) boxes().forEach((box) => { box.checked = all().checked; });
    else if (event.target.matches('.alerts .choose input')) follow();
  });
  addEventListener('ng:shown', shown);
  shown();
})();
