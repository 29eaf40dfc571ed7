/**
 * The element `<amparo-campaign slug="…">` for pages of other sites (docs/guides/embedding.md). It asks its own service alone, sends
 * no cookie and no referrer, makes no element out of text, and has no style in an attribute: so it works under a strict
 * Content-Security-Policy. What is inside the element is shown until the answer is there, and if there is none.
 */
import { MOST, SETTLES, SPREAD } from './when-to-ask.ts';

/** English words (`ui/embed/words.ts`). The build writes them here, with `{}` for a value; attributes `text-…` replace them. */
declare const WORDS: Readonly<
  Record<'signatures' | 'goal' | 'few' | 'sign' | 'won' | 'closed' | 'upcoming' | 'gone', string>
>;
/** `styles/amparo.css`, minified. The build writes it here. */
declare const STYLES: string;
/** The height of the form in a frame that does not say its own, in pixels. */
declare const FORM_HEIGHT: number;

/** What the service answers of a campaign. Times are ISO 8601. */
interface Campaign {
  readonly title: string;
  readonly goal: number;
  readonly signatures: number;
  readonly status: 'open' | 'closed' | 'upcoming';
  readonly opensAt: string;
  readonly nextAt: string;
  readonly won: { readonly words: string } | null;
}

/**
 * When to ask again (milliseconds since the epoch; 0 is never), and what an element shows then. Without parts it goes on to show
 * what it showed before.
 */
type Content = readonly [askAt: number, ...parts: Element[]];

const { origin } = new URL(import.meta.url);
/** How it asks, and how its links and its frame do. */
const quiet: RequestInit & { referrerPolicy: string } = { credentials: 'omit', referrerPolicy: 'no-referrer' };
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLES);

/** Properties of an element that can be written, and its style as text. */
type Properties<Tag extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[Tag], 'part' | 'style'>
> & {
  readonly style?: string;
};

/** An element with text and properties. A host page can style it by the name of its part. */
const make = <Tag extends keyof HTMLElementTagNameMap = 'p'>(
  part: string,
  textContent: string,
  tag = 'p' as Tag,
  properties?: Properties<Tag>,
) => Object.assign(document.createElement(tag), { part, textContent, ...properties }) as HTMLElementTagNameMap[Tag];

/** What it reads again when it changes. The frame knows all but the first, and leaves that aside. */
const attributes = 'slug show theme accent compact lang source'.split(' ');

/** Asks for the campaign, which may have closed or be gone since. @throws if no service answers. */
async function contentOf(host: HTMLElement): Promise<Content> {
  const given = (name: string) => host.getAttribute(name) ?? '';
  /** @param value takes the place of what has braces around it. */
  const word = (name: keyof typeof WORDS, value = ''): string =>
    (given(`text-${name}`) || WORDS[name]).replace(/{.*}/, () => value);
  host.style.colorScheme = given('theme');
  const slug = given('slug');
  const what = given('show') || 'button';
  if (what === 'form') {
    const frame = make('frame', '', 'iframe', {
      src: `${origin}/embed/campaigns/${slug}?${new URLSearchParams(attributes.map((name) => [name, given(name)]))}`,
      title: word('sign'),
      height: `${FORM_HEIGHT}`,
      ...quiet,
    });
    addEventListener('message', function hear(said) {
      if (!frame.isConnected) removeEventListener('message', hear);
      else if (said.origin === origin && said.source === frame.contentWindow)
        frame.height = said.data.height || frame.height;
    });
    return [0, frame];
  }

  const answer = await fetch(`${origin}/api/campaigns/${slug}`, quiet);
  if (!answer.ok) return [404, 410].includes(answer.status) ? [0, make('note', word('gone'))] : [1];
  const { title, goal, signatures, status, opensAt, nextAt, won }: Campaign = await answer.json();
  let lang: Intl.Locale | undefined;
  try {
    lang = new Intl.Locale(given('lang'));
  } catch {
    // The visitor's own.
  }
  const source = given('source');
  const parts: Element[] = [];
  const say = <Tag extends keyof HTMLElementTagNameMap = 'p'>(...what: Parameters<typeof make<Tag>>) =>
    parts.push(make(...what));
  const link = (part: string, textContent: string, anchor = '') =>
    say(part, textContent, 'a', {
      href: `${origin}/campaigns/${slug}${source && `?source=${source}`}${anchor}`,
      target: '_blank',
      ...quiet,
    });
  const isOpen = status === 'open';
  link('title', title);
  if (signatures || isOpen) {
    // While there are few, no number is published.
    say('number', signatures ? signatures.toLocaleString(lang) : word('few'), 'b');
    say('signatures', word('signatures'));
    // A closed campaign has no goal to hope for.
    if (what !== 'count' && (isOpen || signatures >= goal)) {
      // The words beside it say the same. Beyond the goal, the style is not valid, and the bar is full.
      say('progress', '', 'i', { style: `padding-inline-end:${100 - (100 * signatures) / goal}%` });
      say('goal', word('goal', goal.toLocaleString(lang)));
    }
  }
  if (won) say('note', word('won', won.words));
  else if (!isOpen) say('note', word(status, new Date(opensAt).toLocaleDateString(lang, { dateStyle: 'long' })));
  if (isOpen && what === 'button') link('button', word('sign'), '#sign');
  return [Date.parse(nextAt), ...parts];
}

customElements.define(
  'amparo-campaign',
  class extends HTMLElement {
    static readonly observedAttributes = attributes;
    /** The next question. A new one takes the place of one that waits, and of one that has no answer yet. */
    #next: unknown;

    /**
     * @param asked how often it has asked since it began anew, or since somebody came back to it: it asks ever more slowly.
     * @param askAt when an answer may be another.
     */
    #plan(asked = 0, askAt = 0): void {
      clearTimeout(this.#next as number);
      const own =
        this.isConnected &&
        setTimeout(
          async () => {
            // While nobody looks, it asks nothing.
            if (asked && document.hidden) return this.#plan(1);
            // After a failure, the next question tries again.
            const [next, ...parts] = await contentOf(this).catch((): Content => [1]);
            if (own !== this.#next) return;
            if (parts[0]) {
              const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
              root.adoptedStyleSheets = [sheet];
              root.replaceChildren(...parts);
            }
            if (next) this.#plan(asked + 1, next);
          },
          asked && Math.min(Math.max(askAt - Date.now(), 0), MOST) + asked * (SETTLES + SPREAD * Math.random()),
        );
      this.#next = own;
    }

    connectedCallback(): void {
      this.#plan();
    }

    disconnectedCallback(): void {
      this.#plan();
    }

    attributeChangedCallback(): void {
      this.#plan();
    }
  },
);
