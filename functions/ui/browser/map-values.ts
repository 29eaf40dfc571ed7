/**
 * Shows the numbers of a country where a pointer is on the map, and what its row in the table says. A row and a coloured shape
 * belong together by their order.
 * @param figure has a map, and a table of the same countries.
 */
export function showMapValues(figure: HTMLElement): void {
  const shapes = [...figure.querySelectorAll('.world [class^="p"]')];
  const rows = [...figure.querySelectorAll<HTMLTableRowElement>('tbody tr')];
  const heads = [...figure.querySelectorAll('thead th')].map((head) => head.textContent);
  const note = document.createElement('p');
  note.className = 'map-values';
  note.hidden = true;
  // People who do not see the picture have the table.
  note.setAttribute('aria-hidden', 'true');
  figure.append(note);

  const linesOf = (row: HTMLTableRowElement) =>
    [...row.cells].map(({ textContent }, i) => (i === 0 ? textContent : `${heads[i]}: ${textContent}`));
  const place = ({ clientX, clientY }: PointerEvent) => {
    const around = figure.getBoundingClientRect();
    const most = around.width - note.offsetWidth;
    note.style.left = `${Math.max(0, Math.min(most, clientX - around.left + 12))}px`;
    note.style.top = `${clientY - around.top - note.offsetHeight - 12}px`;
  };
  const map = figure.querySelector<SVGElement>('.world');
  for (const kind of ['pointermove', 'pointerdown'] as const)
    map?.addEventListener(kind, (event) => {
      const row = rows[shapes.indexOf(event.target as SVGElement)];
      note.hidden = row === undefined;
      if (!row) return;
      note.textContent = linesOf(row).join('\n');
      place(event);
    });
  map?.addEventListener('pointerleave', () => {
    note.hidden = true;
  });
}
