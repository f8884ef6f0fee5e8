import { createsAll } from '../pipeline/graph-script';
import { inMemoryWorld, routeTo, startOfTime } from '../pipeline/in-memory-environment';
import { indicatorOf } from '../pipeline/planned';
import { brief } from './deliverer-world';

describe('two instances of one kind', () => {
  it('know what they hold by their own names, and not by that of their kind', async () => {
    const { environment, ledger, deadline } = inMemoryWorld(
      [routeTo(createsAll, 'contoso'), routeTo(createsAll, 'fabrikam')],
      { ledger: 'on' },
    );
    const items = [{ indicator: indicatorOf('a'), sourceTime: startOfTime }];
    const [contoso, fabrikam] = environment.routes.map(
      ({ deliverer }) =>
        () =>
          deliverer(items, deadline(60))(),
    );
    expect(brief((await contoso?.()) ?? [])).toEqual(['Created graph-a']);
    expect([...ledger.keys()]).toEqual(['contoso a']);
    expect(brief((await fabrikam?.()) ?? [])).toEqual(['Created graph-a']);
    expect(brief((await contoso?.()) ?? [])).toEqual(['Duplicate graph-a']);
    expect([...ledger.keys()]).toEqual(['contoso a', 'fabrikam a']);
  });
});
