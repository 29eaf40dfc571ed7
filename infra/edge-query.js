// Runs at CloudFront for each page, before CloudFront looks for a kept answer (runtime cloudfront-js-2.0, at most 10 KB).
// It keeps only the parts of a query that change a page. So a mistyped or decorated link gets the kept answer of all others.
// `infra/edge-query.ts` replaces LANGUAGES by the languages of the interface.
const languages = 'LANGUAGES'.split(' ');
const source = /^[a-z0-9-]{1,20}$/;

// The language that `site` would choose: `de-AT` is `de`, if the interface has no Austrian words.
const languageOf = (tag) => [tag, tag.split('-')[0].toLowerCase()].find((one) => languages.includes(one));
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
const lists = ['/', '/cases'];
// Frames on other sites, and the page that makes their code.
const isEmbed = /^\/embed\/|^\/campaigns\/[^/]+\/embed$/;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it.
function handler(event) {
  const request = event.request;
  const query = {};
  const asked = lists.includes(request.uri) ? keptOfLists : isEmbed.test(request.uri) ? keptOfEmbeds : kept;
  for (const name of Object.keys(asked)) {
    const given = request.querystring[name];
    const value = given && asked[name](given.value);
    if (value) query[name] = { value: value };
  }
  request.querystring = query;
  return request;
}
