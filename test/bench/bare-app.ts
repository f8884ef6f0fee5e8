import path from 'node:path';
import { build } from 'esbuild';
import { folderWith, type AppFolder } from '../chaos/app-folder';

/** The least function with this trigger and this binding: its time is that of the host and the library. */
const sourceOf = (setup: string): string => `
import { app, output } from '@azure/functions';
${setup}
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

const folderOf = (name: string, setup: string): Promise<AppFolder> =>
  folderWith(name, (root) =>
    build({
      stdin: { contents: sourceOf(setup), resolveDir: __dirname },
      outfile: path.join(root, 'dist/main.js'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      external: ['@azure/functions-core'],
      logLevel: 'warning',
    }),
  );

export const bareAppFolder = (): Promise<AppFolder> => folderOf('bare', '');

/** Uses streams, as the gateway does: without them, Microsoft's host hands over a chunked body as an empty one. */
export const streamingAppFolder = (): Promise<AppFolder> =>
  folderOf('streaming', 'app.setup({ enableHttpStream: true });');
