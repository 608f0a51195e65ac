import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Call, OutgoingSignal } from '../contract/model';
import { alice, bob, carol, connected, connecting, participant } from '../testing/calls';
import { FakeStream, stubMediaStream } from '../testing/fakeMedia';
import { fakePeers } from '../testing/fakePeer';
import { pageTimers } from '../time/timers';
import { othersMedia, type OthersMedia } from './mediaState';
import { MediaSession } from './session';

const everybody = [alice, bob, carol].map((user) => participant(user, { deviceId: `${user.id}-1` }));
const without = (userId: string) => everybody.map((one) => (one.userId === userId ? { ...one, status: 'left' as const } : one));

/** People in a call, with a server that hands their signals on. */
class Mesh {
  private readonly people = new Map<string, ReturnType<Mesh['join']>>();
  private seq = 0;

  join(userId: string, call: Call) {
    const peers = fakePeers();
    const held = new Map<string, OutgoingSignal[]>();
    let remotes: OthersMedia['remotes'] = new Map();
    const session = new MediaSession({
      callId: call.callId,
      userId,
      generation: 0,
      local: Promise.resolve({ stream: new FakeStream() as unknown as MediaStream }),
      timers: pageTimers,
      createPeer: peers.create,
      iceServers: () => Promise.resolve([]),
      send: (signal) => this.people.get(signal.to)?.receive(userId, signal),
      takeHeld: (from) => (held.get(from) ?? []).map((signal) => ({ ...signal, from, seq: ++this.seq })),
      onLocal: () => undefined,
      onProblem: () => undefined,
      onRemotes: (next) => (remotes = next),
      onGeneration: () => undefined,
    });
    const receive = (from: string, signal: OutgoingSignal) => {
      if (!session.receive({ ...signal, from, seq: ++this.seq })) held.set(from, [...(held.get(from) ?? []), signal]);
    };
    const links = () => Object.fromEntries([...remotes].map(([id, { link }]) => [id, link]));
    const person = { session, receive, links, peers: peers.made };
    this.people.set(userId, person);
    session.follow(call);
    return person;
  }

  async settle(): Promise<void> {
    await vi.advanceTimersByTimeAsync(100);
  }
}

let mesh: Mesh;
beforeEach(() => {
  vi.useFakeTimers();
  stubMediaStream();
  mesh = new Mesh();
  vi.spyOn(console, 'warn').mockImplementation((...args) => {
    throw new Error(args.join(' '));
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function three(call: Call) {
  const people = [alice, bob, carol].map(({ id }) => mesh.join(id, call)) as [Person, Person, Person];
  await mesh.settle();
  return people;
}
type Person = ReturnType<Mesh['join']>;

it('links everybody with everybody, one peer connection each', async () => {
  const people = await three(connecting({ participants: everybody }));
  expect(people.map(({ links }) => links())).toEqual([
    { bob: 'connected', carol: 'connected' },
    { alice: 'connected', carol: 'connected' },
    { alice: 'connected', bob: 'connected' },
  ]);
  expect(people.map(({ peers }) => peers.filter(({ closed }) => !closed).length)).toEqual([2, 2, 2]);
});

it('links nobody who still rings', async () => {
  const ringing = everybody.map((one) => (one.userId === 'carol' ? { ...one, status: 'ringing' as const } : one));
  const [a] = await three(connecting({ participants: ringing }));
  expect(a.links()).toEqual({ bob: 'connected' });
});

it('goes on with the others when one leaves, and links them again when they come back', async () => {
  const [a, b, c] = await three(connected({ participants: everybody }));
  const stay = [...a.peers];
  const gone = connected({ participants: without('carol') });
  c.session.close();
  for (const { session } of [a, b]) session.follow(gone);
  await mesh.settle();
  expect([a.links(), b.links()]).toEqual([{ bob: 'connected' }, { alice: 'connected' }]);

  const back = connected({ participants: everybody });
  const again = mesh.join('carol', back);
  for (const { session } of [a, b]) session.follow(back);
  await mesh.settle();
  expect(again.links()).toEqual({ alice: 'connected', bob: 'connected' });
  expect(a.links()).toEqual({ bob: 'connected', carol: 'connected' });
  expect(stay.filter(({ closed }) => !closed)).toHaveLength(1);
});

it('follows one to another device and leaves the link to the other alone', async () => {
  const [a, b] = await three(connected({ participants: everybody }));
  const before = a.peers.filter(({ closed }) => !closed).length;
  const moved = connected({ participants: everybody.map((one) => (one.userId === 'carol' ? { ...one, deviceId: 'carol-2' } : one)) });
  mesh.join('carol', moved);
  for (const { session } of [a, b]) session.follow(moved);
  await mesh.settle();
  expect(a.links()).toEqual({ bob: 'connected', carol: 'connected' });
  expect(a.peers.filter(({ closed }) => !closed)).toHaveLength(before);
});

it('is connected while media flows with anybody', () => {
  const link = (...links: ('connecting' | 'connected' | 'lost')[]) =>
    othersMedia(new Map(links.map((one, i) => [`${i}`, { link: one }]))).link;
  expect([link(), link('connecting', 'lost'), link('lost', 'connected'), link('connecting', 'connected')]).toEqual([
    'connecting',
    'lost',
    'connected',
    'connected',
  ]);
});
