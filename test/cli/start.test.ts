import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(__dirname, '../..');

/** The packages that the command loads from its sources, as `npm run gateway` runs it. */
const loadedBy = async (...args: readonly string[]): Promise<readonly string[]> => {
  const preloads = ['--require', path.join(__dirname, 'packages-loaded.cjs'), '--import', 'tsx'];
  const { stderr } = await promisify(execFile)(process.execPath, [...preloads, 'cli/main.ts', ...args], {
    cwd: root,
  });
  return JSON.parse(/^loaded: (.*)$/m.exec(stderr)?.[1] ?? 'null') as readonly string[];
};

describe('when a command starts', () => {
  it('loads neither the SDKs of Azure nor their credential: those that need them load them later', async () => {
    const loaded = await loadedBy('--help');
    expect(loaded).toContain('commander');
    expect(loaded.filter((name) => name.startsWith('@azure/'))).toEqual([]);
  });
});
