/** What the page does when scripts may run: filters, search, keys. Without it, everything is there to read. */
export const SCRIPT = `
'use strict';
(() => {
  const form = document.querySelector('.filters');
  if (form === null) return;
  const checks = [...document.querySelectorAll('details.check')];
  const groups = [...document.querySelectorAll('.group')];
  const shown = document.querySelector('#shown');
  const search = form.elements.namedItem('text');
  form.hidden = false;
  const words = checks.map((check) => check.querySelector('summary').textContent.toLowerCase() + ' ' + check.id.toLowerCase());
  function apply() {
    const data = new FormData(form);
    const statuses = new Set(data.getAll('status'));
    const operation = data.get('operation'), level = data.get('level'), requirement = data.get('requirement');
    const wanted = String(data.get('text')).toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    checks.forEach((check, index) => {
      const { status, op, level: own, requirement: of } = check.dataset;
      const fits = statuses.has(status) && (operation === '' || op === operation) && (level === '' || own === level) &&
        (requirement === '' || of === requirement) && wanted.every((word) => words[index].includes(word));
      check.hidden = !fits;
      if (fits) count += 1;
    });
    for (const group of groups) group.hidden = !group.querySelector('details.check:not([hidden])');
    shown.textContent = count + ' of ' + checks.length + ' checks shown';
  }
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.matches('details.check')) {
      if (target.hidden) { form.reset(); for (const box of form.querySelectorAll('[name=status]')) box.checked = true; apply(); }
      target.open = true;
      target.scrollIntoView();
      target.querySelector('summary').focus({ preventScroll: true });
    }
  }
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  document.addEventListener('click', (event) => {
    const cell = event.target.closest('a[data-requirement]');
    if (cell === null) return;
    event.preventDefault();
    for (const box of form.querySelectorAll('[name=status]')) box.checked = true;
    form.elements.namedItem('requirement').value = cell.dataset.requirement;
    form.elements.namedItem('operation').value = cell.dataset.op;
    apply();
    form.scrollIntoView();
    shown.focus({ preventScroll: true });
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches('input[type=search], select');
    if (event.key === 'Escape' && event.target === search) { search.value = ''; apply(); search.blur(); }
    if (typing) return;
    if (event.key === '/') { event.preventDefault(); search.focus(); }
    if (event.key === 'n' || event.key === 'p') {
      const visible = checks.filter((check) => !check.hidden && /failed|errored|warned/.test(check.dataset.status));
      const at = visible.indexOf(document.activeElement.closest?.('details.check'));
      const next = visible[(at + (event.key === 'n' ? 1 : -1) + visible.length) % visible.length];
      if (next) { next.open = true; next.scrollIntoView({ block: 'center' }); next.querySelector('summary').focus({ preventScroll: true }); }
    }
  });
  addEventListener('hashchange', reveal);
  apply();
  if (location.hash) reveal();
})();
`
