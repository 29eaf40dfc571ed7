import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseCampaignFile, parseGroupFile } from '../../functions/core/campaigns/file.ts';

const SAMPLE = 'infra/local/sample';

it('copies all files that the commands of the README put, also the pictures', () => {
  const block = /## Run a campaign\n+```sh\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
  const [copying = ''] = block.split('\n');
  const folder = mkdtempSync(join(tmpdir(), 'amparo-readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(SAMPLE, join(folder, SAMPLE), { recursive: true });
  execFileSync('sh', ['-c', copying], { cwd: folder });
  const fileOf = (noun: string) => join(folder, new RegExp(`npm run ${noun} -- put (\\S+)`).exec(block)?.[1] ?? '');

  const { picture } = parseCampaignFile(readFileSync(fileOf('campaign')));
  expect(picture?.file).toBeDefined();
  expect(existsSync(join(dirname(fileOf('campaign')), picture?.file ?? ''))).toBe(true);
  expect(parseGroupFile(readFileSync(fileOf('group'))).name).toBeDefined();
});
