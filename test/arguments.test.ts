import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '..');

const files = ['shared', 'functions', 'cli', 'local']
  .flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(room, file),
    ),
  )
  .filter((file) => file.endsWith('.ts'))
  .map((file) =>
    ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true),
  );

const most = 3;

/** Whose arguments are not ours to put together, and why. */
const prescribed: ReadonlyMap<string, string> = new Map([
  ['local/host/invisibility.ts updateMessage', 'the client of a queue has it so (@azure/storage-queue)'],
]);

const nameOf = (node: ts.SignatureDeclaration): string =>
  node.name?.getText() ??
  (ts.isVariableDeclaration(node.parent) ||
  ts.isPropertyAssignment(node.parent) ||
  ts.isPropertySignature(node.parent) ||
  ts.isTypeAliasDeclaration(node.parent)
    ? node.parent.name.getText()
    : 'a function without a name');

/** A list at the end (`...names`) is one more thing however long it is, and stands where it is read as one. */
const countOf = ({ parameters }: ts.SignatureDeclaration): number =>
  parameters.filter(({ dotDotDotToken }) => dotDotDotToken === undefined).length;

/** Every function, and every type of one, with how many arguments it takes one by one. */
const signatures = files.flatMap((file) => {
  const found: { readonly at: string; readonly count: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) found.push({ at: `${file.fileName} ${nameOf(node)}`, count: countOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
});

const long = signatures.filter(({ count }) => count > most).map(({ at }) => at);

describe('the arguments of a function', () => {
  it('are found', () => {
    expect(signatures.length).toBeGreaterThan(3_000);
  });

  it('are three at the most, and more stand in an object by their names', () => {
    expect(long.filter((at) => !prescribed.has(at))).toEqual([]);
  });

  it('are more only where somebody else has them so', () => {
    expect([...prescribed.keys()].filter((at) => !long.includes(at))).toEqual([]);
  });
});
