// The what-if: slider and field follow each other, and the answer is asked for in place while one moves.
(() => {
  const follow = (slider, field) => {
    slider.value = field.value.trim() === '' ? slider.dataset.today : field.value;
  };

  const shown = () => {
    const form = document.getElementById('what-if');
    if (!form || form.dataset.ready) return;
    form.dataset.ready = 'true';
    for (const slider of form.querySelectorAll('input[type=range]')) {
      const field = form.elements[slider.dataset.of];
      slider.hidden = false;
      follow(slider, field);
      // Before the form hears of it, so that what it sends is what the slider says. Back where it began means unchanged.
      slider.addEventListener('input', () => {
        field.value = slider.dataset.today !== '' && Math.abs(slider.value - slider.dataset.today) < slider.step / 2 ? '' : slider.value;
      });
      field.addEventListener('input', () => follow(slider, field));
    }
  };
  shown();
  addEventListener('ng:shown', shown);

  // What is left alone does not lengthen the address.
  document.addEventListener('htmx:configRequest', (event) => {
    if (event.detail.elt.id !== 'what-if') return;
    for (const [name, value] of [...event.detail.formData.entries()]) {
      if (value === '') event.detail.formData.delete(name);
    }
  });
})();
