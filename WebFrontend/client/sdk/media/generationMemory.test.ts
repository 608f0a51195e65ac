import { expect, it } from 'vitest';
import { GenerationMemory } from './generationMemory';

it('remembers the last call only', () => {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  new GenerationMemory(storage).keep('call-1', 3);
  expect(new GenerationMemory(storage).of('call-1')).toBe(3);
  expect(new GenerationMemory(storage).of('call-2')).toBe(0);
  expect(new GenerationMemory(undefined).of('call-1')).toBe(0);
});
