/** `npm run settings`: writes local.settings.sample.json and the table of docs/settings.md from the declared settings. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sampleFile, withSettings } from './files';

const root = path.resolve(__dirname, '../..');
const page = path.join(root, 'docs/settings.md');

writeFileSync(path.join(root, 'local.settings.sample.json'), sampleFile());
writeFileSync(page, withSettings(readFileSync(page, 'utf8')));
