/**
 * The element `<amparo-campaign slug="…">` for pages of other sites (docs/guides/embedding.md). It asks its own service alone, sends
 * no cookie and no referrer, makes no element out of text, and has no style in an attribute: so it works under a strict
 * Content-Security-Policy. What is inside the element is shown until the answer is there, and if there is none.
 */
import { MOST, MOST_QUESTIONS, SETTLES, SPREAD } from './when-to-ask.ts';

/** English words (`ui/embed/words.ts`). The build writes them here; attributes `text-…` replace them. */
declare const WORDS: Readonly<Record<'signatures' | 'goal' | 'sign' | 'won' | 'closed' | 'upcoming' | 'gone', string>>;
/** `styles/amparo.css`, minified. The build writes it here. */
declare const STYLES: string;
/** The height of the form in a frame that does not say its own, in pixels. */
declare const FORM_HEIGHT: number;

interface Campaign {
  readonly title: string;
  readonly goal: number;
  readonly status: 'open' | 'closed' | 'upcoming';
  readonly opensAt: string;
  readonly won: { readonly words: string } | null;
}
interface Counts {
  readonly total: number;
  readonly nextAt: string;
}

const { origin } = new URL(import.meta.url);
/** How it asks, and how its links and its frame do. */
const quiet: RequestInit & { referrerPolicy: string } = { credentials: 'omit', referrerPolicy: 'no-referrer' };
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLES);

/** @returns what the service knows of a campaign; undefined if there is no such campaign. @throws if it does not answer. */
async function ask<Data>(path: string): Promise<Data | undefined> {
  const answer = await fetch(`${origin}/api/campaigns/${path}`, quiet);
  if (answer.ok) return answer.json();
  if (![404, 410].includes(answer.status)) throw answer;
}

/** An element with text and properties. A host page can style it by the name of its part. */
const make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  part: string,
  textContent: string,
  properties?: Omit<Partial<HTMLElementTagNameMap[Tag]>, 'part'>,
) => Object.assign(document.createElement(tag), { part, textContent, ...properties }) as HTMLElementTagNameMap[Tag];

/** Waits until numbers that may move at a time (ISO 8601) have moved. */
const until = (time: string) =>
  new Promise((then) =>
    setTimeout(then, Math.min(Math.max(Date.parse(time) - Date.now(), 0), MOST) + SETTLES + SPREAD * Math.random()),
  );

/** What it reads again when it changes. The frame knows all but the first, and leaves that aside. */
const attributes = ['slug', 'show', 'theme', 'accent', 'compact', 'lang', 'source'];

/** @param signal ends what the element does: it left the page, or begins anew. */
async function show(host: HTMLElement, signal: AbortSignal): Promise<void> {
  const given = (name: string) => host.getAttribute(name) ?? '';
  /** @param value takes the place of what has braces around it. */
  const word = (name: keyof typeof WORDS, value = ''): string =>
    (given(`text-${name}`) || WORDS[name]).replace(/{.+}/, () => value);
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
    const frame = make('iframe', 'frame', '', {
      src: `${origin}/embed/campaigns/${slug}?${new URLSearchParams(attributes.map((name) => [name, given(name)]))}`,
      title: word('sign'),
      height: `${FORM_HEIGHT}`,
      ...quiet,
    });
    addEventListener(
      'message',
      (said) => {
        if (said.origin === origin && said.source === frame.contentWindow && said.data.height > 0)
          frame.height = said.data.height;
      },
      { signal },
    );
    return put(frame);
  }

  const campaign = await ask<Campaign>(slug);
  if (!campaign) return put(make('p', 'note', word('gone')));
  const { goal, status, won } = campaign;
  const lang = given('lang') || [];
  const address = `${origin}/campaigns/${slug}${given('source') && `?source=${given('source')}`}`;
  const link = (part: string, textContent: string, href: string) =>
    make('a', part, textContent, { href, target: '_blank', ...quiet });
  const isOpen = status === 'open';
  let counts: Counts | undefined;
  for (let left = MOST_QUESTIONS; left-- && !signal.aborted; ) {
    // After a failure, the next question tries again.
    counts = await ask<Counts>(`${slug}/counts`).catch(() => counts);
    if (!counts) return;
    const { total } = counts;
    const parts: HTMLElement[] = [link('title', campaign.title, address)];
    const say = (part: string, textContent: string, tag: 'p' | 'b' = 'p') => parts.push(make(tag, part, textContent));
    // While there are few, no number is published.
    if (total > 0) {
      const shown = total.toLocaleString(lang);
      const ofGoal = word('goal', goal.toLocaleString(lang));
      say('number', shown, 'b');
      say('signatures', word('signatures'));
      // A closed campaign has no goal to hope for.
      if (what !== 'count' && (isOpen || total >= goal)) {
        parts.push(make('progress', 'progress', '', { max: goal, value: total, ariaLabel: `${shown} ${ofGoal}` }));
        say('goal', ofGoal);
      }
    }
    if (won) say('note', word('won', won.words));
    else if (!isOpen)
      say('note', word(status, new Date(campaign.opensAt).toLocaleDateString(lang, { dateStyle: 'long' })));
    if (isOpen && what === 'button') parts.push(link('button', word('sign'), `${address}#sign`));
    put(...parts);
    if (!isOpen) return;
    // While nobody looks, it asks nothing.
    do await until(counts.nextAt);
    while (document.hidden);
  }
}

customElements.define(
  'amparo-campaign',
  class extends HTMLElement {
    static readonly observedAttributes = attributes;
    #work?: AbortController;

    connectedCallback(): void {
      this.#work?.abort();
      if (!this.isConnected) return;
      this.#work = new AbortController();
      // What is inside the element stays.
      show(this, this.#work.signal).catch(() => undefined);
    }

    disconnectedCallback(): void {
      this.#work?.abort();
    }

    attributeChangedCallback(): void {
      this.connectedCallback();
    }
  },
);
