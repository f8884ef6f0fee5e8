import path from 'node:path';
import { build } from 'esbuild';
import { folderWith, type AppFolder } from '../chaos/app-folder';

/** The least that a function with this trigger and this binding can be: what it takes is the host's and the library's. */
const source = `
import { app, output } from '@azure/functions';
const outcomes = output.storageQueue({ queueName: 'indicator-outcomes', connection: 'AzureWebJobsStorage' });
app.http('bare', {
  route: 'indicators',
  methods: ['POST'],
  authLevel: 'function',
  extraOutputs: [outcomes],
  handler: async (request, context) => {
    const body = await request.json();
    context.extraOutputs.set(outcomes, JSON.stringify(body));
    return { status: 201, jsonBody: body };
  },
});
`;

export const bareAppFolder = (): Promise<AppFolder> =>
  folderWith((root) =>
    build({
      stdin: { contents: source, resolveDir: __dirname },
      outfile: path.join(root, 'dist/main.js'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      external: ['@azure/functions-core'],
      logLevel: 'warning',
    }),
  );
