/** A process that is busy with an endless expression. It says so on its output; whoever started it has to end it. */
import { expressionPool } from '../../shared/expressions/pool';

const [, , script = ''] = process.argv;

const question = (mapping: string) => ({
  formats: [{ match: null, mapping }],
  payload: `${'a'.repeat(60)}!`,
  now: new Date('2030-01-01T00:00:00Z'),
  maxMs: 600_000,
});

const main = async (): Promise<void> => {
  const { evaluate } = expressionPool({ script, expressionMs: 600_000 });
  await evaluate(question('1'))();
  void evaluate(question('$match($, /^(a+)+$/)'))();
  process.stdout.write('busy\n');
};

void main();
