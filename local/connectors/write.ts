/** `npm run connectors`: writes docs/connectors from the gateway's own document. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { connectorFiles } from './connectors';

for (const [file, content] of connectorFiles())
  writeFileSync(path.resolve(__dirname, '../../docs/connectors', file), content);
