import fc from 'fast-check';
import { hasNode, nodesIn } from '../../../shared/formats/stix/graphql-node';

const name = fc.constantFrom('data', 'node', 'nodes', 'edges', 'indicator', 'indicators', 'entity_type', 'x');

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 9, depthSize: 'large' },
    fc.constantFrom<unknown>(null, 1, 'Indicator'),
    fc.constant({ entity_type: 'Report', standard_id: 'report--1' }),
    fc.array(tie('tree'), { maxLength: 2 }),
    fc.dictionary(name, tie('tree'), { minKeys: 1, maxKeys: 2 }),
  ),
}));

describe('a node of OpenCTI in whatever is sent', () => {
  it('is seen exactly where its place is found', () => {
    const seen = { with: 0, without: 0 };
    fc.assert(
      fc.property(tree, (value) => {
        const isThere = nodesIn(value).length > 0;
        seen[isThere ? 'with' : 'without'] += 1;
        expect(hasNode(value)).toBe(isThere);
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(seen.with, seen.without)).toBeGreaterThan(50);
  });
});
