import { rowsOf, valueSlider } from './value-slider.ts';

/**
 * Shows the values of a country on a map under a pointer or a finger, and by the arrow keys in the order of the map's table.
 * @param map its coloured shapes are in the order of the table, after the two of all other countries.
 */
export function showCountries(map: SVGSVGElement): void {
  const figure = map.closest('figure');
  const shapes = [...map.querySelectorAll<SVGGraphicsElement>(':is(path, circle):not(defs *, .land, .dots)')];
  const words = figure ? rowsOf(figure).slice(0, shapes.length) : [];
  if (!figure || words.length === 0) return;
  const plot = document.createElement('div');
  plot.className = 'chart-plot chart-map';
  map.replaceWith(plot);
  plot.append(map);
  const isMirrored = getComputedStyle(plot).direction === 'rtl';
  const unmark = () => {
    for (const shape of shapes) shape.classList.remove('is-shown');
  };
  const { show, leave } = valueSlider(plot, {
    words,
    labelledBy: figure.getAttribute('aria-labelledby') ?? '',
    first: 0,
    // A table has no left and right.
    isMirrored: false,
    onShow(i) {
      unmark();
      const shape = shapes[i];
      shape?.classList.add('is-shown');
      const [box, whole] = [shape?.getBoundingClientRect(), plot.getBoundingClientRect()];
      const across = box ? (box.left + box.width / 2 - whole.left) / whole.width : 0;
      return isMirrored ? 1 - across : across;
    },
    onHide: unmark,
  });
  const follow = ({ target }: Event) => {
    const i = shapes.indexOf(target as SVGGraphicsElement);
    if (i >= 0 && i < words.length) show(i);
    else leave();
  };
  map.addEventListener('pointermove', follow);
  map.addEventListener('pointerdown', follow);
  map.addEventListener('pointerleave', leave);
}
