import { expect, it } from 'vitest';
import { CandidateBuffer } from './candidates';

it('keeps newer generations and forgets older ones', () => {
  const buffer = new CandidateBuffer();
  buffer.hold(1, { candidate: 'old' });
  buffer.hold(3, { candidate: 'new' });
  buffer.hold(2, { candidate: 'now' });
  expect(buffer.take(2)).toEqual([{ candidate: 'now' }]);
  expect(buffer.take(1)).toEqual([]);
  expect(buffer.take(3)).toEqual([{ candidate: 'new' }]);
});

it('is bounded', () => {
  const buffer = new CandidateBuffer();
  for (let i = 0; i < 1000; i++) buffer.hold(1, { candidate: String(i) });
  expect(buffer.take(1)).toHaveLength(256);
});
