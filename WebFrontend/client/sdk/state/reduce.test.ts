import { describe, expect, it } from 'vitest';
import type { Call } from '../contract/model';
import { alice, bob, connected, connecting, ended, ringing, snapshotFor } from '../testing/calls';
import { reduce } from './reduce';
import { initialState, type ClientState } from './state';

const start = initialState('b1');
const apply = (state: ClientState, ...calls: Call[]) => calls.reduce((now, call) => reduce(now, { type: 'call', call }), state);

describe('calls', () => {
  it('keeps the copy with the highest version', () => {
    const state = apply(start, connecting(), ringing());
    expect(state.calls.get('call-1')).toEqual(connecting());
  });

  it('ignores a copy it already has', () => {
    const state = apply(start, ringing());
    expect(apply(state, ringing())).toBe(state);
  });

  it('never revives an ended call, whatever the version', () => {
    const state = apply(start, ended('completed'), connected({ version: 99 }));
    expect(state.calls.size).toBe(0);
    expect(state.over.get('call-1')?.endReason).toBe('completed');
  });

  it('ends a call it never saw live', () => {
    expect(apply(start, ended('busy')).over.has('call-1')).toBe(true);
  });

  it('forgets the intent for a call that is over', () => {
    const leaving = reduce(apply(start, ringing()), { type: 'intent', callId: 'call-1', intent: 'leaving' });
    expect(apply(leaving, ended('rejected')).intents.size).toBe(0);
  });

  it('remembers a bounded number of ended calls', () => {
    const many = Array.from({ length: 300 }, (_, i) => ended('missed', { callId: `call-${i}` }));
    const { over } = apply(start, ...many);
    expect(over.size).toBe(100);
    expect(over.has('call-299')).toBe(true);
  });

  it('reaches the same state despite lost, repeated and disordered events, as long as the last one arrives', () => {
    const history = [ringing(), connecting(), connected(), ended('completed')];
    const random = seeded(7);
    for (let round = 0; round < 500; round++) {
      const length = 1 + Math.floor(random() * 3);
      const heard = Array.from({ length: 8 }, () => history[Math.floor(random() * length)] ?? ringing());
      const last = heard.reduce((a, b) => (b.version > a.version ? b : a));
      expect(apply(start, ...heard).calls.get('call-1')).toEqual(last);

      heard.splice(Math.floor(random() * heard.length), 0, ended('completed'));
      expect(apply(start, ...heard).calls.size).toBe(0);
    }
  });
});

describe('snapshot', () => {
  const happening = { type: 'snapshot', snapshot: snapshotFor(bob, ringing()), receivedAt: Date.parse('2026-01-01T09:59:50Z') } as const;

  it('sets the user, the call, the settings and the clock offset', () => {
    const state = reduce(start, happening);
    expect(state).toMatchObject({ me: bob, unseen: 0, clockOffsetMs: 10_000, settings: { heartbeatSeconds: 10 } });
    expect(state.calls.has('call-1')).toBe(true);
  });

  it('does not undo what an event has changed meanwhile', () => {
    const state = reduce(apply(start, connecting()), happening);
    expect(state.calls.get('call-1')?.state).toBe('connecting');
  });

  it('falls back to defaults for settings an older server does not send', () => {
    const state = reduce(start, { ...happening, snapshot: { ...happening.snapshot, settings: null } });
    expect(state.settings.heartbeatSeconds).toBe(10);
  });
});

describe('presence', () => {
  it('is replaced person by person', () => {
    const state = reduce(start, {
      type: 'presence',
      presence: [
        { userId: alice.id, status: 'online' },
        { userId: bob.id, status: 'away' },
      ],
    });
    const next = reduce(state, { type: 'presence', presence: [{ userId: alice.id, status: 'in_call' }] });
    expect([...next.presence.values()].map(({ status }) => status)).toEqual(['in_call', 'away']);
    expect(reduce(next, { type: 'presence', presence: [] })).toBe(next);
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
