import { expect, it } from 'vitest';
import { incomingTone, outgoingTone, samplesOf } from './tones';

it.each([incomingTone, outgoingTone])('makes one clean loop', (tone) => {
  const samples = samplesOf(tone, 8_000);
  expect(samples).toHaveLength(tone.seconds * 8_000);
  expect(samples.some((sample) => Math.abs(sample) > 0.05)).toBe(true);
  expect(samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
  // No click where the loop closes.
  expect(Math.abs(samples.at(0) ?? 1)).toBeLessThan(0.01);
  expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.02);
});
