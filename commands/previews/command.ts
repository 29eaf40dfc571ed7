import { operator } from '../../functions/core/access/actor.ts';
import { previewId, previewPath } from '../../functions/core/campaigns/preview-token.ts';
import { endPreview, makePreview, PREVIEW_DAYS, previewsSeen } from '../../functions/core/campaigns/previews.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { publicUrlOf } from '../campaign/addresses.ts';
import { onOrganised } from '../campaign/deps.ts';
import { defineCommand, stage, verb, yes } from '../command.ts';
import { CommandError } from '../terminal/errors.ts';
import { agreed } from '../terminal/terminal.ts';

const usage = `npm run --silent previews -- make SLUG     makes a link that shows a draft for ${PREVIEW_DAYS} days, and prints it alone, once
npm run previews -- list SLUG              lists the links that work now, by their ids: until when, and who made them
npm run previews -- end SLUG ID            ends a link at once. ID is as \`list\` shows it, or the link itself; with --yes

Everybody who has a link sees the draft, as the public will. \`npm run campaign -- preview FILE\` shows a file on this computer alone.
Works on the Amparo of this machine (\`npm start\`). With --stage NAME: on that AWS stage, with AMPARO_DOMAIN as for its deploy.`;

/** `npm run previews`: links that show a draft to people without an account. docs/guides/organisers.md */
export const previewsCommand = defineCommand({
  name: 'previews',
  usage,
  verbs: {
    make: verb({
      operands: ['SLUG'],
      options: stage,
      run: ([slug], options, terminal) =>
        onOrganised(options, terminal, async (deps, target) => {
          // The link is shown once, so it must be whole.
          const publicUrl = publicUrlOf(target, terminal);
          if (publicUrl === undefined)
            throw new CommandError('Nothing made: set AMPARO_DOMAIN as for the deploy, so that the link is whole.');
          const { link, token } = await makePreview(deps, operator, { slug });
          // A script reads the link from standard output, so all else goes beside it.
          terminal.complain(`${idWords(link)} works until ${minuteOf(link.until)}. Nothing shows this link again:`);
          terminal.print(publicUrl + previewPath(slug, token));
        }),
    }),
    list: verb({
      operands: ['SLUG'],
      options: stage,
      run: ([slug], options, terminal) =>
        onOrganised(options, terminal, async (deps) => {
          const links = await previewsSeen(deps, operator, slug);
          if (links.length === 0) terminal.print(`${slug} has no links to a preview.`);
          for (const link of links) terminal.print(linkLine(link));
        }),
    }),
    end: verb({
      operands: ['SLUG', 'ID'],
      options: { ...yes, ...stage },
      run: ([slug, given], options, terminal) =>
        onOrganised(options, terminal, async (deps) => {
          const id = idIn(given);
          const link = (await previewsSeen(deps, operator, slug)).find((one) => one.id === id);
          if (!link)
            throw new CommandError(
              `${slug} has no such link: it has ended, or never was. \`npm run previews -- list ${slug}\` shows all.`,
            );
          terminal.print(linkLine(link));
          if (!(await agreed('End this link for everybody who has it?', options, terminal))) return;
          await endPreview(deps, operator, { slug, id });
          terminal.print(`Ended: ${idWords({ id })}.`);
        }),
    }),
  },
});

const minuteOf = (moment: number): string => `${isoTime(moment).slice(0, 16)}Z`;

/** An id begins with any letter, also with a hyphen, which a shell's command would take for an option. */
const PREFIX = 'prv_';
const linkLine = (link: Awaited<ReturnType<typeof previewsSeen>>[number]): string =>
  `${idWords(link)}  until ${minuteOf(link.until)}  made on ${link.createdAt.slice(0, 10)} by ${link.by}`;
const idWords = ({ id }: { readonly id: string }): string => `${PREFIX}${id}`;

/** The id of what a person types: an id as \`list\` shows it, or as the API does, or a link. */
function idIn(given: string): string {
  const token = URL.canParse(given) ? new URL(given).searchParams.get('token') : null;
  return token === null ? given.replace(PREFIX, '') : previewId(token);
}
