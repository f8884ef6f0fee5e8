import { textOf } from '../infra';
import { faults } from './list';

// What catches them: npm run infra-faults.
describe('the faults to plant', () => {
  it.each(faults)('can be planted: $what', ({ file, of }) => {
    expect(textOf(`infra/${file}`).split(of)).toHaveLength(2);
  });
});
