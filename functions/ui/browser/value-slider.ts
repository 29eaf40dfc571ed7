/** What a slider goes through. */
export interface Values {
  /** Each value in words. */
  readonly words: readonly string[];
  /** The id of what names the slider. */
  readonly labelledBy: string;
  /** The one that it begins with. */
  readonly first: number;
  /** Whether the arrow to the right goes back. */
  readonly isMirrored: boolean;
  /** Shows where a value is. @returns its place from the side where lines of text begin, as a share of the width. */
  readonly onShow: (i: number) => number;
  readonly onHide?: () => void;
}

export interface ValueSlider {
  readonly element: HTMLElement;
  readonly label: HTMLElement;
  readonly show: (i: number) => void;
  /** Shows words that are none of the values. @param at their place, as a share of the width. */
  readonly note: (words: string, at: number) => void;
  /** Hides the value, unless the arrow keys are in use. */
  readonly leave: () => void;
}

/** Lets the arrow keys go through the values of a picture, with a label over it. A screen reader reads the value out. */
export function valueSlider(plot: HTMLElement, values: Values): ValueSlider {
  const { words, isMirrored } = values;
  const slider = document.createElement('div');
  const label = document.createElement('p');
  let now = values.first;
  slider.className = 'chart-slider';
  label.className = 'chart-value';
  label.hidden = true;
  label.ariaHidden = 'true';
  slider.tabIndex = 0;
  slider.role = 'slider';
  slider.ariaValueMin = '1';
  slider.ariaValueMax = String(words.length);
  slider.setAttribute('aria-labelledby', values.labelledBy);
  plot.append(slider, label);

  const say = () => {
    slider.ariaValueNow = String(now + 1);
    slider.ariaValueText = words[now] ?? '';
  };
  const note = (text: string, at: number) => {
    label.textContent = text;
    label.hidden = false;
    slider.style.setProperty('--at', `${at * 100}%`);
    // The label stays within the picture.
    const [width, whole] = [label.offsetWidth, plot.offsetWidth];
    label.style.insetInlineStart = `${Math.max(0, Math.min(whole - width, at * whole - width / 2))}px`;
    plot.dataset.shown = '';
  };
  const show = (i: number) => {
    now = Math.max(0, Math.min(words.length - 1, i));
    const at = values.onShow(now);
    say();
    note(words[now] ?? '', at);
  };
  const hide = () => {
    label.hidden = true;
    delete plot.dataset.shown;
    values.onHide?.();
  };
  say();
  slider.addEventListener('focus', () => show(now));
  slider.addEventListener('blur', hide);
  slider.addEventListener('keydown', (event) => {
    const forward = isMirrored ? -1 : 1;
    const steps: Record<string, number> = {
      ArrowRight: now + forward,
      ArrowLeft: now - forward,
      ArrowUp: now + 1,
      ArrowDown: now - 1,
      PageUp: now + 7,
      PageDown: now - 7,
      Home: 0,
      End: words.length - 1,
    };
    if (event.key === 'Escape') hide();
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(to);
  });
  const leave = () => {
    if (document.activeElement !== slider) hide();
  };
  return { element: slider, label, show, note, leave };
}

/** The rows of a figure's table as words: the name and the cells of each, with the headings of their columns if there are several. */
export function rowsOf(figure: Element): string[] {
  const heads = [...figure.querySelectorAll('thead th')].map((head) => head.textContent ?? '');
  return [...figure.querySelectorAll('tbody tr')].map((row) => {
    const [name, ...cells] = [...row.children].map((cell) => cell.textContent ?? '');
    const values = cells.length > 1 ? cells.map((cell, i) => `${heads[i + 1]} ${cell}`) : cells;
    return `${name}: ${values.join(' · ')}`;
  });
}
