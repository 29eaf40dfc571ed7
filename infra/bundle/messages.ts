import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allOf, languagesThereAre, messagesFolder, readLanguage } from '../messages/folders.ts';

/**
 * Writes a folder for each language but English, which is part of the code. Each has one file with all messages, because
 * to open a file takes a function longer than to read it.
 */
export async function bundleMessages(outDir: string, folder = messagesFolder): Promise<void> {
  for (const tag of languagesThereAre(folder)) {
    if (tag === 'en') continue;
    await mkdir(join(outDir, tag), { recursive: true });
    await writeFile(join(outDir, tag, 'messages.json'), JSON.stringify(allOf(readLanguage(tag, folder))));
  }
}
