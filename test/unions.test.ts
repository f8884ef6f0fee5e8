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
    ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.ES2022),
  );

const isFixed = (type: ts.TypeNode): boolean =>
  ts.isLiteralTypeNode(type) || (ts.isUnionTypeNode(type) && type.types.every(isFixed));

/** The names of members that are one text each or one of a few, such as `_tag: 'Created'`. */
const fixedMembers = (members: ts.NodeArray<ts.TypeElement>): readonly string[] =>
  members.flatMap((member) =>
    ts.isPropertySignature(member) &&
    member.type !== undefined &&
    isFixed(member.type) &&
    ts.isIdentifier(member.name)
      ? [member.name.text]
      : [],
  );

/** By file and name: a name may stand for something else in another file. */
const interfaces = new Map(
  files.flatMap((file) =>
    file.statements
      .filter(ts.isInterfaceDeclaration)
      .map((one) => [`${file.fileName} ${one.name.text}`, fixedMembers(one.members)] as const),
  ),
);

/** Of a kind of a union that is an object; undefined: it is something else, or not of this file. */
const membersOf = (file: ts.SourceFile, type: ts.TypeNode): readonly string[] | undefined => {
  if (ts.isParenthesizedTypeNode(type)) return membersOf(file, type.type);
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap((one) => membersOf(file, one) ?? []);
  if (ts.isTypeLiteralNode(type)) return fixedMembers(type.members);
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)
    ? interfaces.get(`${file.fileName} ${type.typeName.text}`)
    : undefined;
};

/** Words of the field that are read and written as they are; see the decision record. */
const tellsApart: readonly string[] = ['_tag', 'kind', 'by', 'scheme', 'type'];

const unions = files.flatMap((file) =>
  file.statements.filter(ts.isTypeAliasDeclaration).flatMap(({ name, type }) => {
    const types = ts.isUnionTypeNode(type) ? type.types : [];
    const objects = types.flatMap((one) => {
      const members = membersOf(file, one);
      return members === undefined ? [] : [members];
    });
    const isTold = tellsApart.some((member) => objects.every((members) => members.includes(member)));
    return objects.length > 1 ? [{ at: `${file.fileName} ${name.text}`, isTold }] : [];
  }),
);

describe('the unions of objects', () => {
  it('are found', () => {
    expect(unions.length).toBeGreaterThan(30);
  });

  it('are told apart by a member that says which it is', () => {
    expect(unions.filter(({ isTold }) => !isTold)).toEqual([]);
  });
});
