import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, textOf } from '../infra';
import { catalogue, withRemedies } from './remedies';
import { workbookFile } from './workbook';

// Puts the reason codes of docs/outcomes.md, with cause and remedy, into the queries of the workbook.
const remedies = catalogue();
writeFileSync(path.join(root, workbookFile), withRemedies(textOf(workbookFile), remedies));
process.stdout.write(`${workbookFile}: ${remedies.length} reason codes\n`);
