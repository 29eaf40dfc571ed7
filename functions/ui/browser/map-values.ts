import { rowsOf, valueSlider } from './value-slider.ts';

/** The radius of a circle in the map's units, where the styles give it no other. */
const RADIUS = 5;

/**
 * Shows the values of a country under a pointer or a finger, on the map and on its enlarged part, and by the arrow keys in
 * the order of the map's table.
 * @param map its coloured shapes are in the order of the table, after the two of all other countries.
 */
export function showCountries(map: SVGSVGElement): void {
  const figure = map.closest('figure');
  const shapes = [...map.querySelectorAll<SVGGeometryElement>(':is(path, circle):not(defs *, .land, .dots)')];
  const words = figure ? rowsOf(figure).slice(0, shapes.length) : [];
  if (!figure || words.length === 0) return;
  const others = [...map.querySelectorAll<SVGElement>('[data-of]')].flatMap(placesOf);
  const notNamed = figure.querySelector('.legend li:last-child')?.textContent ?? '';
  const whole = plotAround(map);
  const isMirrored = getComputedStyle(whole).direction === 'rtl';
  const acrossOf = (x: number) => {
    const { left, width } = whole.getBoundingClientRect();
    return isMirrored ? 1 - (x - left) / width : (x - left) / width;
  };
  const mark = (shown?: Element) => {
    for (const shape of shapes) shape.classList.toggle('is-shown', shape === shown);
  };
  const { element, label, show, note, leave } = valueSlider(whole, {
    words,
    labelledBy: figure.getAttribute('aria-labelledby') ?? '',
    first: 0,
    // A table has no left and right.
    isMirrored: false,
    onShow(i) {
      mark(shapes[i]);
      const { left, width } = shapes[i]?.getBoundingClientRect() ?? new DOMRect();
      return acrossOf(left + width / 2);
    },
    onHide: mark,
  });
  const near = figure.querySelector<SVGSVGElement>('.world-near');
  for (const [svg, plot] of [[map, whole] as const, ...(near ? [[near, plotAround(near)] as const] : [])]) {
    /** @returns whether there is land at the pointer. The enlarged part is a copy without shapes, so the place decides. */
    const follow = ({ clientX, clientY }: MouseEvent): boolean => {
      const point = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()?.inverse());
      const radius = Number.parseFloat(getComputedStyle(svg).getPropertyValue('--radius')) || RADIUS;
      // The last one is drawn over the others.
      const i = shapes.map((shape) => isAt(shape, point, radius)).lastIndexOf(true);
      const other = i < 0 ? others.find(({ isAt }) => isAt(point, radius)) : undefined;
      if (i < 0 && !other) return false;
      plot.append(label);
      if (i >= 0) show(i);
      else mark();
      // Over the enlarged part, a country is elsewhere than on the map.
      if (i < 0 || plot !== whole) note(other ? withName(other.code, notNamed) : (words[i] ?? ''), acrossOf(clientX));
      return true;
    };
    svg.addEventListener('pointermove', (event) => {
      if (event.pointerType !== 'touch' && !follow(event)) leave();
    });
    svg.addEventListener('pointerleave', ({ pointerType }) => {
      if (pointerType !== 'touch') leave();
    });
    // A finger leaves at once: what it pressed is shown until it presses elsewhere.
    svg.addEventListener('click', (event) => {
      element.focus({ preventScroll: true });
      if (!follow(event)) element.blur();
    });
  }
  for (const type of ['focus', 'keydown']) element.addEventListener(type, () => whole.append(label), { capture: true });
}

/** Puts a picture into a part that a label can lie over. */
function plotAround(svg: SVGSVGElement): HTMLElement {
  const plot = document.createElement('div');
  plot.className = 'chart-plot chart-map';
  svg.replaceWith(plot);
  plot.append(svg);
  return plot;
}

interface Place {
  /** ISO 3166-1 alpha-2, or XK. */
  readonly code: string;
  readonly isAt: (point: DOMPoint, radius: number) => boolean;
}

/** The places of countries without a number. All are in one path, in which each begins with a capital M. */
function placesOf(path: SVGElement): Place[] {
  const codes = path.dataset.of?.split(' ') ?? [];
  const canvas = document.createElement('canvas').getContext('2d');
  const parts = path.getAttribute('d')?.split('M').slice(1) ?? [];
  return parts.map((part, i) => {
    const shape = new Path2D(`M${part}`);
    const [x = 0, y = 0] = part.split(/[ h]/).map(Number);
    const isDot = part.endsWith('h0');
    return {
      code: codes[i] ?? '',
      isAt: (point, radius) =>
        isDot ? Math.hypot(x - point.x, y - point.y) < radius : canvas?.isPointInPath(shape, point.x, point.y) === true,
    };
  });
}

/** The page has no names of these countries. A browser that does not know them in its language says the rest alone. */
function withName(code: string, words: string): string {
  const { lang } = document.documentElement;
  if (Intl.DisplayNames.supportedLocalesOf(lang).length === 0) return words;
  return `${new Intl.DisplayNames(lang, { type: 'region' }).of(code)} · ${words}`;
}

const isAt = (shape: SVGGeometryElement, point: DOMPoint, radius: number): boolean =>
  shape instanceof SVGCircleElement
    ? Math.hypot(shape.cx.baseVal.value - point.x, shape.cy.baseVal.value - point.y) < radius
    : shape.isPointInFill(point);
