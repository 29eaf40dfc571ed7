/** A browser without pages: it keeps cookies for each host, as browsers do, and shows each redirect. */
export interface Visitor {
  /** Asks once, without following redirects. */
  ask(address: string | URL, init?: { form?: Record<string, string> }): Promise<Response>;
  /** Follows redirects until an address that begins with `until`, without asking for that one, or until a page. */
  follow(address: string | URL, until?: string): Promise<{ at: URL; page: Response | undefined }>;
  /** The cookies for a host, by name. */
  cookies(host: string): Map<string, string>;
}

type Fetch = (request: Request) => Promise<Response> | Response;

/** @param apps what answers for an origin, instead of the network. */
export function visitor(apps: Readonly<Record<string, Fetch>> = {}): Visitor {
  const jars = new Map<string, Map<string, string>>();
  const jar = (host: string) => {
    const found = jars.get(host) ?? new Map<string, string>();
    jars.set(host, found);
    return found;
  };
  const ask: Visitor['ask'] = async (address, { form } = {}) => {
    const url = new URL(address);
    const kept = jar(url.hostname);
    const headers = new Headers({ cookie: [...kept].map(([name, value]) => `${name}=${value}`).join('; ') });
    if (form) {
      headers.set('content-type', 'application/x-www-form-urlencoded');
      headers.set('sec-fetch-site', 'same-origin');
    }
    const request = new Request(url, {
      method: form ? 'POST' : 'GET',
      headers,
      redirect: 'manual',
      ...(form && { body: new URLSearchParams(form).toString() }),
    });
    const answer = await (apps[url.origin] ?? fetch)(request);
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) kept.delete(name);
      else kept.set(name, value);
    }
    return answer;
  };
  return {
    ask,
    async follow(address, until) {
      let at = new URL(address);
      for (let hops = 0; hops < 12; hops++) {
        if (until !== undefined && at.href.startsWith(until)) return { at, page: undefined };
        const answer = await ask(at);
        const location = answer.headers.get('location');
        if (location === null) return { at, page: answer };
        at = new URL(location, at);
      }
      throw new Error(`Too many redirects at ${at.pathname}`);
    },
    cookies: jar,
  };
}
