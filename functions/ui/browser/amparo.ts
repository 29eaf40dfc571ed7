/**
 * The element `<amparo-campaign slug="…">` for pages of other sites (docs/guides/embedding.md). It asks its own service alone, sends
 * no cookie and no referrer, makes no element out of text, and has no style in an attribute: so it works under a strict
 * Content-Security-Policy. What is inside the element is shown until the answer is there, and if there is none.
 */
import type { ElementAnswer } from './embed/parts.ts';
import { MOST, SETTLES, SPREAD } from './when-to-ask.ts';

/** `styles/amparo.css`, minified. The build writes it here. */
declare const STYLES: string;
/** The height of the form in a frame that does not say its own, in pixels. */
declare const FORM_HEIGHT: number;

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

/** An element with properties. A host page can style it by the name of its part. */
const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, part: string, properties: Properties<Tag>) =>
  Object.assign(document.createElement(tag), { part, ...properties }) as HTMLElementTagNameMap[Tag];

/** What it reads again when it changes. The frame knows all but the first, and leaves that aside. */
const attributes = 'slug show theme accent compact lang source'.split(' ');

/** Asks for the campaign, which may have closed or be gone since. @throws if no service answers. */
async function contentOf(host: HTMLElement): Promise<Content> {
  const given = (name: string) => host.getAttribute(name) ?? '';
  host.style.colorScheme = given('theme');
  const slug = given('slug') || '-';
  const show = given('show') || 'button';
  if (show === 'form') {
    const ownTitle = given('text-sign');
    const frame = make('iframe', 'frame', {
      src: `${origin}/embed/campaigns/${slug}?${new URLSearchParams(attributes.map((name) => [name, given(name)]))}`,
      title: ownTitle || slug,
      height: `${FORM_HEIGHT}`,
      ...quiet,
    });
    addEventListener('message', function hear(said) {
      if (!frame.isConnected) removeEventListener('message', hear);
      else if (said.origin === origin && said.source === frame.contentWindow) {
        frame.height = said.data.height || frame.height;
        frame.title = ownTitle || said.data.title || frame.title;
      }
    });
    return [0, frame];
  }

  const lang = given('lang');
  const answer = await fetch(`${origin}/api/campaigns/${slug}/element?lang=${encodeURIComponent(lang)}`, quiet);
  // If a campaign is gone, the answer says so in parts as well.
  if (!answer.ok && ![404, 410].includes(answer.status)) return [1];
  const { path, nextAt, parts }: ElementAnswer = await answer.json();
  const source = given('source');
  const shown = parts
    .filter(({ notIn }) => !notIn?.includes(show))
    .map(({ part, text, lang, dir, word, value = '', rest }) => {
      const own = given(`text-${word}`);
      const isLink = part === 'title' || part === 'button';
      return make(isLink ? 'a' : part === 'number' ? 'b' : part === 'progress' ? 'i' : 'p', part, {
        lang,
        dir: own ? 'auto' : dir,
        textContent: own.replace(/{.*}/, () => value) || text,
        ...(isLink && {
          href: `${origin}${path}${source && `?source=${source}`}${part === 'button' ? '#sign' : ''}`,
          target: '_blank',
          ...quiet,
        }),
        ...(rest != null && { style: `padding-inline-end:${rest}%` }),
      });
    });
  return [Date.parse(nextAt), ...shown];
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
