/**
 * Forms of the console load this (`docs/decisions/064`), and all pages that answer one. The browser puts nothing back into them: it would
 * put old words over what others wrote meanwhile, beside a mark that says their writer has seen it. This keeps what was typed in the history
 * of the tab, together with what the page said that its writer has seen. So the server still compares. It is sealed there: who uses the tab
 * next needs a page of the same account to read it.
 */
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A field as it was left. `isOn` is of boxes and radio buttons alone. */
type Field = readonly [name: string, value: string, isOn?: boolean];

/** What an entry of the history has of a page. */
interface Kept {
  readonly nonce: Uint8Array<ArrayBuffer>;
  /** `Typed` as JSON, by AES-GCM. */
  readonly sealed: ArrayBuffer;
}

/** The fields of each form, by where it is sent. */
type Typed = Readonly<Record<string, readonly Field[]>>;

/** Which form it is, and what its writer has seen. */
const OF_THE_PAGE: ReadonlySet<string> = new Set(['seen', 'was', 'form-id']);

/** Who has signed in, and the proof of it: each page has its own. */
const OF_THE_SESSION: ReadonlySet<string> = new Set(['csrf', 'by']);

const UNKEPT: ReadonlySet<string> = new Set(['password', 'file', 'submit', 'button', 'reset', 'image']);

/** No page repeats a private key. */
const PRIVATE = /AGE-SECRET-KEY-/i;

/** Milliseconds between two notes: Safari takes 100 in half a minute. */
const PAUSE = 400;

const keyOf = (form: HTMLFormElement): string => form.getAttribute('action') ?? '';

const isControl = (one: Element): one is Control =>
  one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement;

const hasState = (one: Control): one is HTMLInputElement => one.type === 'checkbox' || one.type === 'radio';

const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.elements]
    .filter(isControl)
    .filter(
      ({ name, type, autocomplete }) =>
        name !== '' && !OF_THE_SESSION.has(name) && !UNKEPT.has(type) && autocomplete !== 'one-time-code',
    );

const fieldOf = (one: Control): Field =>
  hasState(one) ? [one.name, one.value, one.checked] : [one.name, PRIVATE.test(one.value) ? '' : one.value];

const fieldsOf = (form: HTMLFormElement): Field[] => controlsOf(form).map(fieldOf);

/** What two forms must share to say the same. The server takes blanks away, and browsers write line ends in two ways. */
const contentOf = (fields: readonly Field[]): string =>
  JSON.stringify(
    fields.filter(([name]) => !OF_THE_PAGE.has(name)).map(([name, value, isOn]) => [name, plain(value), isOn ?? null]),
  );

const plain = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

/** Which fields a form has, and what the page itself says in them. */
const shapeOf = (form: HTMLFormElement): string =>
  JSON.stringify(
    controlsOf(form)
      .filter(({ name }) => !OF_THE_PAGE.has(name))
      .map((one) => [one.name, hasState(one) || one.type === 'hidden' ? one.value : '']),
  );

/** A field of the session, as the page has it. */
function ownIn(form: HTMLFormElement, name: string): string {
  return form.querySelector<HTMLInputElement>(`input[name=${name}]`)?.value ?? '';
}

const stateNow = (): { typed?: Kept } => (history.state as { typed?: Kept } | null) ?? {};

const forms = [...document.querySelectorAll<HTMLFormElement>('form[data-put-back]')].filter((form) =>
  controlsOf(form).some(({ type }) => type !== 'hidden'),
);
/** Forms in which somebody has typed. */
const typedIn = new Set<HTMLFormElement>();

/** Of pages of this account alone. Undefined also where browsers seal nothing: over HTTP, but for the computer itself. Then nothing is kept. */
const key = keyFrom(forms[0]?.dataset.typedKey);

function keyFrom(words: string | undefined): Promise<CryptoKey> | undefined {
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  return words === undefined
    ? undefined
    : subtle?.importKey('jwk', { kty: 'oct', k: words }, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** What stands in the forms. It is sealed as somebody types: no page that goes away waits for it. */
let kept: Kept | undefined;
let isDue = false;
let sealing: Promise<void> = Promise.resolve();
function seal(): Promise<void> {
  if (key && !isDue) {
    isDue = true;
    sealing = sealing.then(() => sealNow(key));
  }
  return sealing;
}

async function sealNow(by: Promise<CryptoKey>): Promise<void> {
  const withKey = await by;
  isDue = false;
  const typed: Typed = Object.fromEntries([...typedIn].map((form) => [keyOf(form), fieldsOf(form)]));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(typed));
  kept = { nonce, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, withKey, bytes) };
}

/** @returns undefined if somebody else has typed it, on a computer that several people use. */
async function opened({ nonce, sealed }: Kept, by: Promise<CryptoKey>): Promise<Typed | undefined> {
  try {
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, await by, sealed);
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** Notes with this entry of the history what was sealed. A browser that takes no more notes of a page keeps the last one. */
function note(): void {
  if (typedIn.size === 0 || !kept) return;
  try {
    history.replaceState({ ...stateNow(), typed: kept }, '');
  } catch {}
}

/** Leaves out of this entry what was typed. */
function forget(): void {
  typedIn.clear();
  kept = undefined;
  const { typed: _, ...others } = stateNow();
  history.replaceState(others, '');
}

let isWaiting = false;
function noteSoon(): void {
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(() => {
    isWaiting = false;
    note();
  }, PAUSE);
}

for (const form of forms) {
  form.addEventListener('input', () => {
    typedIn.add(form);
    void seal();
    noteSoon();
  });
  // Leaving a field comes before any way to leave the page.
  form.addEventListener('change', () => {
    typedIn.add(form);
    void seal().then(note);
  });
  form.addEventListener('submit', note);
}
addEventListener('pagehide', note);

function putBack(form: HTMLFormElement, fields: readonly Field[] | undefined): void {
  // What is saved as it was typed needs no older mark: what is typed from now on goes over just this.
  if (!fields || contentOf(fields) === contentOf(fieldsOf(form))) return;
  const shape = shapeOf(form);
  fill(form, fields, controlsOf(form));
  typedIn.add(form);
  say(form);
  if (shapeOf(form) !== shape || hasOthers(form, fields)) void askForLists(form, fields);
}

/** Whether fields have no place on the page, such as those of an entry that was added, or a place has no field. */
function hasOthers(form: HTMLFormElement, fields: readonly Field[]): boolean {
  const [here, left] = [namesIn(fieldsOf(form)), namesIn(fields)];
  return [...here].some((name) => !left.has(name)) || [...left].some((name) => !here.has(name));
}

const namesIn = (fields: readonly Field[]): Set<string> => new Set(fields.map(([name]) => name));

/** Puts fields into controls of a form, each where it was. A form has several controls of one name, such as radio buttons. */
function fill(form: HTMLFormElement, fields: readonly Field[], controls: readonly Control[]): void {
  const left = new Map<string, Field[]>();
  for (const field of fields) left.set(field[0], [...(left.get(field[0]) ?? []), field]);
  for (const control of controls) {
    const same = left.get(control.name) ?? [];
    const field = hasState(control) ? same.find(([, value]) => value === control.value) : same.shift();
    if (!field) continue;
    const [, value, isOn = false] = field;
    const before = hasState(control) ? String(control.checked) : control.value;
    if (hasState(control)) control.checked = isOn;
    else if (!(control instanceof HTMLSelectElement) || [...control.options].some((one) => one.value === value))
      control.value = value;
    const details = control.closest('details');
    if (details && before !== (hasState(control) ? String(control.checked) : control.value)) details.open = true;
  }
  // What has no place now is sent all the same: then the page shows it beside what others wrote.
  const here = namesIn(controlsOf(form).map(fieldOf));
  for (const [name, value, isOn = true] of fields) {
    if (here.has(name) || !isOn || value === '') continue;
    const carried = document.createElement('input');
    Object.assign(carried, { type: 'hidden', name, value });
    carried.dataset.carried = '';
    form.append(carried);
  }
}

/**
 * Lists may have other entries now. The server draws them as they were left: it answers a button that saves nothing. Without an answer, what
 * has no place is sent as it is.
 */
function askForLists(form: HTMLFormElement, fields: readonly Field[]): Promise<void> | undefined {
  const lists = [...form.querySelectorAll<HTMLElement>('[data-list]')];
  if (lists.length === 0) return undefined;
  const sent = new URLSearchParams();
  for (const name of OF_THE_SESSION) sent.set(name, ownIn(form, name));
  for (const [name, value, isOn = true] of fields) if (isOn) sent.append(name, value);
  // Names no field: so no text is shown as it will look.
  sent.set('preview', '-');
  // Somebody may type on meanwhile. A focus alone says nothing: an address may lead into a list.
  const typedOn = new Set<Element>();
  for (const list of lists) list.addEventListener('input', () => typedOn.add(list));
  return new Promise((resolve) => {
    // A document, not markup: pages take no markup from a script (Trusted Types).
    const request = new XMLHttpRequest();
    request.open('POST', keyOf(form));
    request.responseType = 'document';
    request.addEventListener('loadend', () => {
      const answer: Document | null = request.status === 200 ? request.response : null;
      for (const list of lists) {
        const drawn = answer?.getElementById(list.id);
        if (!drawn || typedOn.has(list)) continue;
        const fresh = document.importNode(drawn, true);
        const focused = list.contains(document.activeElement) ? document.activeElement?.id : undefined;
        list.replaceWith(fresh);
        if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
        fill(
          form,
          fields,
          controlsOf(form).filter((control) => fresh.contains(control)),
        );
        for (const carried of form.querySelectorAll<HTMLInputElement>('[data-carried]'))
          if (controlsOf(form).some((one) => one !== carried && one.name === carried.name)) carried.remove();
      }
      resolve();
    });
    request.send(sent);
  });
}

/** Says above the form that it has older words, and leads to the page without them. */
function say(form: HTMLFormElement): void {
  const line = document.createElement('p');
  line.className = 'hint';
  line.setAttribute('role', 'status');
  const afresh = document.createElement('a');
  afresh.href = location.href.split('#')[0] ?? '';
  afresh.textContent = form.dataset.afresh ?? '';
  // The same address stays the same entry.
  afresh.addEventListener('click', forget);
  line.append(form.dataset.putBack ?? '', ' ', afresh);
  form.prepend(line);
}

async function putBackAll(typed: Kept, by: Promise<CryptoKey>): Promise<void> {
  const left = await opened(typed, by);
  // Somebody may type already.
  for (const form of forms) if (left && !typedIn.has(form)) putBack(form, left[keyOf(form)]);
  if (typedIn.size === 0) forget();
}

const { typed } = stateNow();
if (key && typed) void putBackAll(typed, key);

/**
 * A page that answers a form is the answer to nothing else: browsers would send the form again, or show an error, when somebody comes back
 * to it. So the history has a page in its place that can be asked for, with what stands in the forms of this one.
 */
const { page } = document.querySelector<HTMLElement>('main[data-page]')?.dataset ?? {};
if (page !== undefined) {
  history.replaceState(stateNow(), '', page + location.hash);
  for (const form of forms) typedIn.add(form);
  void seal().then(note);
}
