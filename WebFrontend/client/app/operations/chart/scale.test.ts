import { expect, it } from 'vitest';
import { niceTicks, runs } from './scale';

it.each([
  [3, [0, 1, 2, 3]],
  [7, [0, 5, 10]],
  [0.8, [0, 0.5, 1]],
  [42, [0, 20, 40, 60]],
  [1320, [0, 500, 1000, 1500]],
])('niceTicks(%d) are %o', (max, ticks) => expect(niceTicks(max)).toEqual(ticks));

it('splits values into runs at the gaps', () =>
  expect(runs([null, 1, 2, null, 3])).toEqual([
    [
      [1, 1],
      [2, 2],
    ],
    [[4, 3]],
  ]));
