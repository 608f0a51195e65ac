import { expect, it } from 'vitest';
import type { Contact, PresenceStatus } from '../../sdk';
import { bob, ended } from '../../sdk/testing/calls';
import { orderPeople, recentPeople } from './orderPeople';

function contact(id: string, status: PresenceStatus = 'offline'): Contact {
  return { user: { id, username: id, displayName: id, role: 'user' }, presence: { userId: id, status } };
}

it('puts online people first, then recent calls, then the given order', () => {
  const people = [contact('ann'), contact('bea', 'online'), contact('cy'), contact('dan', 'in_call'), contact('eve')];
  const recent = new Map([
    ['eve', '2026-01-02T00:00:00Z'],
    ['cy', '2026-01-01T00:00:00Z'],
    ['dan', '2026-01-01T00:00:00Z'],
  ]);
  expect(orderPeople(people, recent).map(({ user }) => user.id)).toEqual(['dan', 'bea', 'eve', 'cy', 'ann']);
});

it('finds the last call with each person', () => {
  const calls = [ended('missed', { createdAt: '2026-01-02T00:00:00Z' }), ended('completed', { createdAt: '2026-01-01T00:00:00Z' })];
  expect(recentPeople(calls).get(bob.id)).toBe('2026-01-02T00:00:00Z');
});
