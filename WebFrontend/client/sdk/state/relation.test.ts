import { describe, expect, it } from 'vitest';
import type { Call } from '../contract/model';
import { alice, bob, connected, connecting, ended, participant, ringing, snapshotFor } from '../testing/calls';
import { reduce } from './reduce';
import { currentCall, isMissedBy, peerOf, relationOf } from './relation';
import { initialState } from './state';

const declined = ringing({ participants: [participant(alice, { deviceId: 'a1' }), participant(bob, { status: 'declined' })] });

describe('relationOf', () => {
  it.each<[string, Call, string, string, string]>([
    ['the dialling device', ringing(), 'alice', 'a1', 'outgoing'],
    ['another device of the caller', ringing(), 'alice', 'a2', 'elsewhere'],
    ['a device of the callee', ringing(), 'bob', 'b1', 'incoming'],
    ['another device of the callee', ringing(), 'bob', 'b2', 'incoming'],
    ['the answering device', connecting(), 'bob', 'b1', 'active'],
    ['a device that lost the answer', connecting(), 'bob', 'b2', 'elsewhere'],
    ['the caller of an answered call', connecting(), 'alice', 'a1', 'active'],
    ['both sides of a connected call', connected(), 'bob', 'b1', 'active'],
    ['a callee who declined', declined, 'bob', 'b1', 'left'],
    ['a stranger', ringing(), 'carol', 'c1', 'elsewhere'],
    ['anybody, once ended', ended('missed'), 'bob', 'b1', 'ended'],
  ])('to %s', (_, call, userId, deviceId, relation) => {
    expect(relationOf(call, userId, deviceId)).toBe(relation);
  });
});

describe('currentCall', () => {
  const asBob = reduce(initialState('b1'), { type: 'snapshot', snapshot: snapshotFor(bob), receivedAt: 0 });
  const withCall = (call: Call) => reduce(asBob, { type: 'call', call });

  it('shows an incoming call with the caller', () => {
    expect(currentCall(withCall(ringing()))).toMatchObject({ phase: 'incoming', peer: { userId: 'alice' }, answering: false });
  });

  it('hides a call on another device', () => {
    expect(currentCall(withCall(connecting({}, 'b2')))).toBeUndefined();
  });

  it('hides a call the user has left before the server knows', () => {
    const state = reduce(withCall(ringing()), { type: 'intent', callId: 'call-1', intent: 'leaving' });
    expect(currentCall(state)).toBeUndefined();
  });

  it('shows a call being placed before the server knows of it, even while another one rings', () => {
    const dialling = { callId: 'mine', others: [participant(alice)], media: 'video' } as const;
    const state = reduce(withCall(ringing()), { type: 'dialling', dialling });
    expect(currentCall(state)).toMatchObject({ callId: 'mine', phase: 'outgoing', media: 'video', peer: { userId: 'alice' } });
  });

  it('prefers the call in progress', () => {
    const state = reduce(withCall(connected()), { type: 'call', call: ringing({ callId: 'call-2', createdAt: '2026-01-01T11:00:00Z' }) });
    expect(currentCall(state)?.callId).toBe('call-1');
  });
});

it('peerOf finds the other person', () => {
  expect(peerOf(ringing(), 'bob').userId).toBe('alice');
  expect(peerOf(ringing(), 'alice').userId).toBe('bob');
  expect(peerOf(ringing({ participants: [] }), 'alice').displayName).toBe('Unknown');
});

describe('a missed call', () => {
  const endedWith = (status: Call['participants'][number]['status']) =>
    ended('completed', { participants: [participant(alice, { status: 'left' }), participant(bob, { status })] });

  it.each(['missed', 'busy', 'offline', 'dnd'] as const)('is one in which the user was %s, however it went for others', (status) => {
    expect(isMissedBy(endedWith(status), 'bob')).toBe(true);
    expect(isMissedBy(endedWith(status), 'alice')).toBe(false);
  });

  it.each(['declined', 'left', 'joined'] as const)('is none in which the user was %s', (status) => {
    expect(isMissedBy(endedWith(status), 'bob')).toBe(false);
  });

  it('has ended', () => {
    expect(isMissedBy({ ...endedWith('missed'), state: 'connected' }, 'bob')).toBe(false);
  });
});
