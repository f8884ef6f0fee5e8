import { parseArgs } from 'node:util';
import { startHost } from './host';
import { wholeMessageOf } from './message-of';

const { values } = parseArgs({
  options: {
    root: { type: 'string', default: '.' },
    port: { type: 'string', default: '7071' },
    key: { type: 'string' },
    master: { type: 'string' },
    grace: { type: 'string', default: '10' },
    invisibility: { type: 'string', default: '600' },
    quiet: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

const main = async (): Promise<void> => {
  const functionKey = values.key ?? process.env.LOCAL_FUNCTION_KEY;
  const host = await startHost({
    root: values.root,
    port: Number(values.port),
    ...(functionKey === undefined ? {} : { functionKey }),
    ...(values.master === undefined ? {} : { masterKey: values.master }),
    verbosity: values.quiet ? 'quiet' : values.verbose ? 'verbose' : 'normal',
    graceMs: Number(values.grace) * 1000,
    invisibilitySeconds: Number(values.invisibility),
  });

  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    void host.stop().finally(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
  const { url, functionKey: key, masterKey, functions } = host;
  process.stdout.write(`${JSON.stringify({ url, functionKey: key, masterKey, functions })}\n`);
};

main().catch((error: unknown) => {
  console.error(wholeMessageOf(error));
  process.exit(1);
});
