// Runs at CloudFront for each page, before CloudFront looks for a kept answer (runtime cloudfront-js-2.0, at most 10 KB).
// It keeps only the parts of a query that change a page. So a mistyped or decorated link gets the kept answer of all others.
// `infra/edge-query.ts` replaces LANGUAGES by the languages of the interface.
const languages = 'LANGUAGES'.split(' ');
const source = /^[a-z0-9-]{1,20}$/;

// The language that `site` would choose: `de-AT` is `de`, if the interface has no Austrian words.
const languageOf = (tag) => [tag, tag.split('-')[0].toLowerCase()].find((one) => languages.includes(one));
const kept = {
  lang: languageOf,
  source: (value) => (source.test(value) ? value : undefined),
};
const choices = /^[a-z0-9]{1,10}$/;
const choice = (value) => (choices.test(value) ? value : undefined);
const ofEmbeds = Object.assign({ show: choice, theme: choice, accent: choice, compact: choice }, kept);
// Frames on other sites, and the page that makes their code.
const isEmbed = /^\/embed\/|^\/campaigns\/[^/]+\/embed$/;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it.
function handler(event) {
  const request = event.request;
  const query = {};
  const known = isEmbed.test(request.uri) ? ofEmbeds : kept;
  for (const name of Object.keys(known)) {
    const given = request.querystring[name];
    const value = given && known[name](given.value);
    if (value) query[name] = { value: value };
  }
  request.querystring = query;
  return request;
}
