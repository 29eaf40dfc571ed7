// Runs at CloudFront for each page, before CloudFront looks for a kept answer (runtime cloudfront-js-2.0, at most 10 KB).
// It keeps only the parts of a query that change a page. So a mistyped or decorated link gets the kept answer of all others.
// It leads a browser from an address without a language to the page in the language that it prefers. So caches never vary.
// `infra/edge-query.ts` replaces LANGUAGES by the languages of the installation, each with its script: `en:Latn az:Latn`.
const languages = 'LANGUAGES'.split(' ').map((one) => ({ tag: one.split(':')[0], script: one.split(':')[1] }));
const source = /^[a-z0-9-]{1,20}$/;

// The language that `site` would choose: `de-AT` is `de`, if the interface has no Austrian words. `az-Cyrl` is not `az`.
const languageOf = (tag) => {
  const asked = tag.toLowerCase().split('-');
  const script = asked.find((part, i) => i > 0 && /^[a-z]{4}$/.test(part));
  const same = languages.filter(
    (one) => one.tag.split('-')[0] === asked[0] && (!script || one.script.toLowerCase() === script),
  );
  const nearest = same.find((one) => one.tag.toLowerCase() === asked.join('-')) || same[0];
  return nearest ? nearest.tag : undefined;
};
const only = (form) => (value) => (form.test(value) ? value : undefined);
const kept = { lang: languageOf, source: only(source) };
// What a list may be asked for. These pages are made anew for each value, so they are few. A text that is too long is cut
// where no encoded letter is left in half, and is still too long for the site, which says so: a letter has up to nine characters.
const word = /^[a-z]{1,12}$/;
const keptOfLists = {
  lang: languageOf,
  q: (value) => value.slice(0, 936).replace(/%.?$/, ''),
  status: only(word),
  country: only(/^[A-Za-z]{2}$/),
  sort: only(word),
  page: only(/^[1-9][0-9]{0,4}$/),
};
const choice = only(/^[a-z0-9]{1,10}$/);
const keptOfEmbeds = Object.assign({ show: choice, theme: choice, accent: choice, compact: choice }, kept);
// The dashboard leads to the list that it is asked for.
const lists = ['/', '/cases', '/dashboard'];
// Frames on other sites, and the page that makes their code.
const isEmbed = /^\/embed\/|^\/campaigns\/[^/]+\/embed$/;
// Pages that have an address in each language. Files have a dot in their names.
const isPage = /^\/(?:(?:campaigns|cases|dashboard|docs)(?:\/[^.]*)?)?$/;

// The path without a language.
const bare = (uri) => {
  const tag = uri.split('/')[1];
  return languages.length > 1 && languages.some((one) => one.tag === tag) ? uri.slice(tag.length + 1) || '/' : uri;
};

// The language that a browser prefers, of those that there are. Undefined if it is none of them, or any.
const preferred = (header) => {
  const wanted = header
    .slice(0, 300)
    .split(',', 20)
    .map((part, at) => {
      const q = /;\s*q=([^;]*)/i.exec(part);
      return { tag: part.split(';')[0].trim(), q: q ? Number(q[1]) : 1, at: at };
    })
    .filter((one) => one.q > 0 && (one.tag === '*' || languageOf(one.tag)))
    .sort((a, b) => b.q - a.q || a.at - b.at);
  return wanted.length > 0 ? languageOf(wanted[0].tag) : undefined;
};

const redirectTo = (address) => ({
  statusCode: 302,
  statusDescription: 'Found',
  headers: {
    location: { value: address },
    'cache-control': { value: 'no-store' },
    vary: { value: 'accept-language' },
  },
});

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it.
function handler(event) {
  const request = event.request;
  const path = bare(request.uri);
  const query = {};
  const asked = lists.includes(path) ? keptOfLists : isEmbed.test(path) ? keptOfEmbeds : kept;
  for (const name of Object.keys(asked)) {
    const given = request.querystring[name];
    const value = given && asked[name](given.value);
    if (value) query[name] = { value: value };
  }
  if (languages.length > 1 && path === request.uri && isPage.test(path) && /^(GET|HEAD)$/.test(request.method)) {
    const header = request.headers['accept-language'];
    // For an embed, `lang` is one of its choices.
    const named = !isEmbed.test(path) && query.lang ? query.lang.value : undefined;
    const language = named || preferred(header ? header.value : '');
    if (named || (language && language !== languages[0].tag)) {
      if (named) delete query.lang;
      const rest = Object.keys(query).map((name) => `${name}=${query[name].value}`);
      return redirectTo(`/${language}${path}${rest.length > 0 ? `?${rest.join('&')}` : ''}`);
    }
  }
  request.querystring = query;
  return request;
}
