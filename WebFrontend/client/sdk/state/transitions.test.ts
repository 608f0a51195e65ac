import { describe, expect, it } from 'vitest';
import type { Call } from '../contract/model';
import { bob, connected, connecting, ended, ringing, snapshotFor } from '../testing/calls';
import { reduce } from './reduce';
import { initialState } from './state';
import { transitions } from './transitions';

const start = reduce(initialState('b1'), { type: 'snapshot', snapshot: snapshotFor(bob), receivedAt: 0 });

function told(...calls: Call[]): string[] {
  let state = start;
  return calls.flatMap((call) => {
    const next = reduce(state, { type: 'call', call });
    const found = transitions(state, next).map((transition) =>
      transition.type === 'ended' ? `ended ${transition.was ?? 'unheard'}` : transition.type,
    );
    state = next;
    return found;
  });
}

describe('transitions', () => {
  it.each<[string, Call[], string[]]>([
    ['a whole call', [ringing(), connecting(), connected(), ended('completed')], ['incoming', 'connected', 'ended active']],
    ['doubled events', [ringing(), ringing(), connecting(), connecting()], ['incoming']],
    [
      'answered elsewhere',
      [ringing(), connecting({}, 'b2'), connected({}, 'b2'), ended('completed')],
      ['incoming', 'answeredElsewhere', 'ended elsewhere'],
    ],
    ['missed', [ringing(), ended('missed')], ['incoming', 'ended incoming']],
    ['tried while busy', [ended('busy')], ['ended unheard']],
    ['ended twice', [ended('missed'), ended('missed')], ['ended unheard']],
    ['late ring after the end', [ended('cancelled'), ringing()], ['ended unheard']],
    ['the answer was lost', [ringing(), connected()], ['incoming', 'connected']],
  ])('%s', (_, calls, expected) => {
    expect(told(...calls)).toEqual(expected);
  });

  it('does not report "connected" to a page reloaded in a connected call', () => {
    expect(told(connected())).toEqual([]);
  });
});
