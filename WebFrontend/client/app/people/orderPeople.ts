import type { Call, Contact } from '../../sdk';

/** When the user was last in a call with each person, by user id, from the history. */
export function recentPeople(calls: readonly Call[]): ReadonlyMap<string, string> {
  const recent = new Map<string, string>();
  for (const call of calls) {
    for (const { userId } of call.participants) {
      const known = recent.get(userId);
      if (known === undefined || call.createdAt > known) recent.set(userId, call.createdAt);
    }
  }
  return recent;
}

/**
 * People who can be reached first; then recent contacts, the latest first; then the server's order,
 * by name (FEATURES H5). Ordered on load rather than on every change, so that rows do not jump from under the pointer.
 */
export function orderPeople(people: readonly Contact[], recent: ReadonlyMap<string, string>): Contact[] {
  const isOnline = ({ presence }: Contact) => (presence.status === 'offline' ? 0 : 1);
  const lastCall = ({ user }: Contact) => recent.get(user.id) ?? '';
  return [...people].sort((a, b) => isOnline(b) - isOnline(a) || compare(lastCall(b), lastCall(a)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
