/**
 * The element `<amparo-campaign slug="…">` for pages of other sites (docs/guides/embedding.md). It asks its own service alone, sends
 * no cookie and no referrer, makes no element out of text, and has no style in an attribute: so it works under a strict
 * Content-Security-Policy. What is inside the element is shown until the answer is there, and if there is none.
 */
import { MOST, MOST_QUESTIONS, SETTLES, SPREAD } from './when-to-ask.ts';

/** English words (`ui/embed/words.ts`). The build writes them here; attributes `text-…` replace them. */
declare const WORDS: Readonly<Record<'signatures' | 'goal' | 'sign' | 'closed' | 'upcoming' | 'gone', string>>;
/** `styles/amparo.css`, minified. The build writes it here. */
declare const STYLES: string;
/** The height of the form in a frame that does not say its own, in pixels. */
declare const FORM_HEIGHT: number;

interface Campaign {
  readonly title: string;
  readonly goal: number;
  readonly status: 'open' | 'closed' | 'upcoming';
}
interface Counts {
  readonly total: number;
  readonly nextAt: string;
}

const { origin } = new URL(import.meta.url);
const referrerPolicy = 'no-referrer';
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLES);

/** @returns what the service knows of a campaign; undefined if there is no such campaign. @throws if it does not answer. */
async function ask<Data>(path: string): Promise<Data | undefined> {
  const answer = await fetch(`${origin}/api/campaigns/${path}`, { credentials: 'omit', referrerPolicy });
  if (answer.ok) return answer.json();
  if (answer.status !== 404 && answer.status !== 410) throw answer;
}

/** An element with properties. A host page can style it by the name of its part. */
const make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Omit<Partial<HTMLElementTagNameMap[Tag]>, 'part'> & { part: string },
): HTMLElementTagNameMap[Tag] => Object.assign(document.createElement(tag), properties) as HTMLElementTagNameMap[Tag];

/** Waits until numbers that may move at a time (ISO 8601) have moved. */
const until = (time: string) =>
  new Promise((then) => {
    const left = Math.min(Math.max(Date.parse(time) - Date.now(), 0), MOST);
    setTimeout(then, left + SETTLES + SPREAD * Math.random());
  });

/** The choices that the frame and the links know as well. */
const passedOn = ['show', 'theme', 'accent', 'compact', 'lang', 'source'];

/** @param signal ends what the element does: it left the page, or begins anew. */
async function show(host: HTMLElement, signal: AbortSignal): Promise<void> {
  const given = (name: string) => host.getAttribute(name) ?? '';
  const word = (name: keyof typeof WORDS): string => given(`text-${name}`) || WORDS[name];
  const put = (...parts: Element[]) => {
    if (signal.aborted) return;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(...parts);
  };
  host.style.colorScheme = given('theme');
  const slug = given('slug');
  const what = given('show') || 'button';
  if (what === 'form') {
    const frame = make('iframe', {
      part: 'frame',
      src: `${origin}/embed/campaigns/${slug}?${new URLSearchParams(passedOn.map((name) => [name, given(name)]))}`,
      title: word('sign'),
      height: `${FORM_HEIGHT}`,
      referrerPolicy,
    });
    addEventListener(
      'message',
      ({ source, origin: from, data }) => {
        if (from === origin && source === frame.contentWindow && data.height > 0) frame.height = data.height;
      },
      { signal },
    );
    return put(frame);
  }

  const campaign = await ask<Campaign>(slug);
  if (!campaign) return put(make('p', { part: 'note', textContent: word('gone') }));
  const { goal, status } = campaign;
  const number = new Intl.NumberFormat(given('lang') || []);
  const address = `${origin}/campaigns/${slug}${given('source') && `?source=${given('source')}`}`;
  const link = (part: string, textContent: string, href: string) =>
    make('a', { part, textContent, href, target: '_blank', rel: 'noreferrer' });
  const isOpen = status === 'open';
  let counts: Counts | undefined;
  for (let asked = 0; asked < MOST_QUESTIONS && !signal.aborted; asked++) {
    // After a failure, the next question tries again.
    counts = await ask<Counts>(`${slug}/counts`).catch(() => counts);
    if (!counts) return;
    const { total } = counts;
    const parts: HTMLElement[] = [link('title', campaign.title, address)];
    const say = (part: string, textContent: string, tag: 'p' | 'b' = 'p') =>
      parts.push(make(tag, { part, textContent }));
    // While there are few, no number is published.
    if (total > 0) {
      const shown = number.format(total);
      const ofGoal = word('goal').replace('{goal}', number.format(goal));
      say('number', shown, 'b');
      say('signatures', word('signatures'));
      if (what !== 'count') {
        parts.push(
          make('progress', {
            part: 'progress',
            max: goal,
            value: Math.min(total, goal),
            ariaLabel: `${shown} ${ofGoal}`,
          }),
        );
        say('goal', ofGoal);
      }
    }
    if (!isOpen) say('note', word(status));
    else if (what === 'button') parts.push(link('button', word('sign'), `${address}#sign`));
    put(...parts);
    if (!isOpen) return;
    // While nobody looks, it asks nothing.
    do await until(counts.nextAt);
    while (document.hidden);
  }
}

class AmparoCampaign extends HTMLElement {
  static readonly observedAttributes = ['slug', ...passedOn];
  #work = new AbortController();

  connectedCallback(): void {
    this.#work.abort();
    if (!this.isConnected) return;
    this.#work = new AbortController();
    // What is inside the element stays.
    show(this, this.#work.signal).catch(() => undefined);
  }

  disconnectedCallback(): void {
    this.#work.abort();
  }

  attributeChangedCallback(): void {
    this.connectedCallback();
  }
}

customElements.define('amparo-campaign', AmparoCampaign);
