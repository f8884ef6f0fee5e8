import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { events, filesOf, folderOf, goldenOf } from './of-event';

/** Writes what each API gets of each event; the difference is for somebody to look at. */
const main = async (): Promise<void> => {
  for (const name of events)
    for (const [fileName, content] of Object.entries(filesOf(await goldenOf(name)))) {
      const file = path.join(folderOf(name), fileName);
      const text = await format(JSON.stringify(content), { ...(await resolveConfig(file)), filepath: file });
      writeFileSync(file, text);
    }
  process.stdout.write('test/golden: written; git diff shows what has changed\n');
};

void main();
