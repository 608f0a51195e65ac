import { expect, it } from 'vitest';
import { hueOf, initialsOf } from './initials';

it.each([
  ['Alice Andersson', 'AA'],
  ['bob', 'B'],
  ['Jean-Baptiste de la Tour', 'JT'],
  ['  Éva   Ólafsdóttir ', 'ÉÓ'],
  ['🦊 Fox', '🦊F'],
  ['', ''],
])('of %j are %j', (name, initials) => expect(initialsOf(name)).toBe(initials));

it('gives a person the same colour every time', () => {
  expect(hueOf('u-1')).toBe(hueOf('u-1'));
  expect(new Set(Array.from({ length: 100 }, (_, i) => hueOf(`u-${i}`))).size).toBe(8);
});
