import type { Call, Participant, Snapshot, User } from '../contract/model';

export const alice: User = { id: 'alice', username: 'alice', displayName: 'Alice', role: 'user' };
export const bob: User = { id: 'bob', username: 'bob', displayName: 'Bob', role: 'user' };
export const carol: User = { id: 'carol', username: 'carol', displayName: 'Carol', role: 'user' };

/** Alice's device in these tests is `a1`, Bob's are `b1` and `b2`. */
export function participant(user: User, change: Partial<Participant> = {}): Participant {
  return { userId: user.id, displayName: user.displayName, status: 'joined', ...change };
}

/** A call from Alice to Bob that rings. */
export function ringing(change: Partial<Call> = {}): Call {
  return {
    callId: 'call-1',
    version: 1,
    state: 'ringing',
    media: 'audio',
    kind: 'direct',
    initiatorId: alice.id,
    createdAt: '2026-01-01T10:00:00Z',
    ringDeadline: '2026-01-01T10:00:30Z',
    participants: [participant(alice, { deviceId: 'a1' }), participant(bob, { status: 'ringing' })],
    ...change,
  };
}

/** Answered on Bob's device. */
export function connecting(change: Partial<Call> = {}, device = 'b1'): Call {
  return ringing({
    version: 2,
    state: 'connecting',
    answeredAt: '2026-01-01T10:00:05Z',
    participants: [participant(alice, { deviceId: 'a1' }), participant(bob, { deviceId: device })],
    ...change,
  });
}

export function connected(change: Partial<Call> = {}, device = 'b1'): Call {
  return connecting({ version: 3, state: 'connected', connectedAt: '2026-01-01T10:00:06Z', ...change }, device);
}

export function ended(endReason: Call['endReason'], change: Partial<Call> = {}): Call {
  return ringing({ version: 9, state: 'ended', endReason: endReason ?? null, endedAt: '2026-01-01T10:01:00Z', ...change });
}

export function snapshotFor(me: User, call?: Call): Snapshot {
  return {
    me,
    call: call ?? null,
    unseen: 0,
    serverTime: '2026-01-01T10:00:00Z',
    settings: { heartbeatSeconds: 10, reconnectGraceSeconds: 5 },
  };
}
