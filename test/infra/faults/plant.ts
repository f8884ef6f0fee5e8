import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Session } from '../compiler';
import { compiled, evaluate, names, paramFiles, snapshots } from '../evaluate';
import { root } from '../infra';
import { declarationFaults, fileFaults } from '../parameters';
import { effectFaults } from '../effects';
import { orderFaults } from '../order';
import { findingsIn } from '../rules';
import { type Fault } from './list';

/** Which part found a fault, and what it said; null where nothing did. */
export type Caught = {
  readonly by: 'compiler' | 'parameters' | 'evaluation' | 'tables';
  readonly said: string;
} | null;

const judge = async (session: Session, copy: string): Promise<Caught> => {
  const found = await compiled(session, copy);
  if (!('parameters' in found)) return { by: 'compiler', said: found[0] ?? '' };
  const file = readFileSync(path.join(copy, 'infra/main.parameters.json'), 'utf8');
  const [wrong] = [...declarationFaults(found), ...fileFaults(file, found)];
  if (wrong !== undefined) return { by: 'parameters', said: wrong };
  const [early] = orderFaults(found.order);
  if (early !== undefined) return { by: 'tables', said: early };
  for (const [name, text] of Object.entries(paramFiles(copy, found)))
    writeFileSync(path.join(copy, snapshots, `${name}.bicepparam`), text);
  for (const name of names) {
    const deployment = await evaluate(session, copy, name);
    if (deployment.diagnostics.length > 0)
      return { by: 'evaluation', said: JSON.stringify(deployment.diagnostics[0]) };
    const [finding] = [
      ...findingsIn(deployment),
      ...(name === 'everything-on' ? effectFaults(deployment) : []),
    ];
    if (finding !== undefined) return { by: 'tables', said: `${name}: ${finding}` };
  }
  return null;
};

/**
 * Plants a fault in a copy of infra/ and looks for it as if the snapshots had been made anew afterwards: stale or different
 * snapshots do not count.
 */
export const plant = async (session: Session, { file, of, by }: Fault): Promise<Caught> => {
  const copy = mkdtempSync(path.join(tmpdir(), 'infra-fault-'));
  try {
    cpSync(path.join(root, 'infra'), path.join(copy, 'infra'), { recursive: true });
    cpSync(path.join(root, snapshots), path.join(copy, snapshots), { recursive: true });
    const place = path.join(copy, 'infra', file);
    const text = readFileSync(place, 'utf8');
    writeFileSync(
      place,
      text.replace(of, () => by),
    );
    return await judge(session, copy);
  } catch (error) {
    return { by: 'evaluation', said: String(error) };
  } finally {
    rmSync(copy, { recursive: true });
  }
};
