// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InputGuard } from './inputGuard';

let guard: InputGuard;
let detach: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<button id="call"></button><button id="cancel"></button><input id="search"><textarea id="note"></textarea>';
  guard = new InputGuard();
  detach = guard.attach();
});
afterEach(() => {
  detach();
  vi.useRealTimers();
});

/** Whether the key has its usual effect on the element. */
function key(type: 'keydown' | 'keyup', name: string, id: string, more: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent(type, { key: name, code: name, bubbles: true, cancelable: true, ...more });
  return document.getElementById(id)?.dispatchEvent(event) ?? false;
}

describe('a key that is held down', () => {
  it.each(['Enter', ' '])('%j presses a button once', (name) => {
    expect(key('keydown', name, 'call')).toBe(true);
    expect(key('keydown', name, 'call', { repeat: true })).toBe(false);
    expect(key('keydown', name, 'cancel', { repeat: true })).toBe(false);
  });

  it.each([
    [' ', 'search', true],
    ['a', 'search', true],
    ['Enter', 'search', false],
    ['Enter', 'note', true],
    ['ArrowDown', 'call', true],
  ])('writes and moves on: %j in #%s is %s', (name, id, has) => {
    key('keydown', name, id);
    expect(key('keydown', name, id, { repeat: true })).toBe(has);
  });

  it('does not act on what has the focus when it is released', () => {
    key('keydown', ' ', 'call');
    expect(key('keyup', ' ', 'cancel')).toBe(false);
    key('keydown', ' ', 'call');
    expect(key('keyup', ' ', 'call')).toBe(true);
  });
});

describe('after the screen changed', () => {
  it('drops keys for a second, on press and on release', () => {
    guard.settle();
    expect(key('keydown', ' ', 'call')).toBe(false);
    expect(key('keyup', ' ', 'call')).toBe(false);
    vi.advanceTimersByTime(1_000);
    expect(key('keydown', ' ', 'call')).toBe(true);
    expect(key('keyup', ' ', 'call')).toBe(true);
  });

  it('allows typing, moving the focus and browser shortcuts', () => {
    guard.settle();
    expect(key('keydown', 'a', 'search')).toBe(true);
    expect(key('keydown', 'Tab', 'call')).toBe(true);
    expect(key('keydown', 'r', 'call', { ctrlKey: true })).toBe(true);
  });

  it('ignores the pointer for a moment', () => {
    guard.settle();
    expect(document.documentElement.dataset).toHaveProperty('settling');
    vi.advanceTimersByTime(400);
    expect(document.documentElement.dataset).not.toHaveProperty('settling');
  });
});
