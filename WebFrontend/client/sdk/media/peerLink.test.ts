import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Signal } from '../contract/model';
import { FakeStream, FakeTrack, stubMediaStream } from '../testing/fakeMedia';
import { fakePeers, type FakePeer } from '../testing/fakePeer';
import { PeerLink, type LinkStatus } from './peerLink';

/** Two links and a wire that can hold signals back, so that they cross. */
class Wire {
  held = false;
  private seq = 0;
  private queue: { to: 'caller' | 'callee'; signal: Signal }[] = [];
  readonly caller = this.side('caller', 'callee', false);
  callee = this.side('callee', 'caller', true);

  side(name: 'caller' | 'callee', other: 'caller' | 'callee', polite: boolean, generation = 0) {
    const peers = fakePeers();
    const statuses: LinkStatus[] = [];
    const link = new PeerLink({
      media: 'audio',
      polite,
      generation,
      local: Promise.resolve(new FakeStream([new FakeTrack('audio')]) as unknown as MediaStream),
      createPeer: peers.create,
      iceServers: () => Promise.resolve([]),
      send: (type, payload, number) => {
        this.queue.push({ to: other, signal: { callId: 'c', seq: ++this.seq, from: name, type, payload, generation: number } });
        if (!this.held) void this.flush();
      },
      onRemote: () => undefined,
      onStatus: (status) => statuses.push(status),
      onGeneration: () => undefined,
    });
    return { link, peers: peers.made, statuses };
  }

  flush(): Promise<void> {
    this.held = false;
    for (const { to, signal } of this.queue.splice(0)) this[to].link.receive(signal);
    return this.settle();
  }

  candidatesFirst(): void {
    this.queue.sort((a, b) => Number(b.signal.type === 'ice') - Number(a.signal.type === 'ice'));
  }

  drop(): void {
    this.queue = [];
    this.held = false;
  }

  async settle(): Promise<void> {
    for (let i = 0; i < 60; i++) await Promise.resolve();
  }

  last(side: { peers: FakePeer[] }): FakePeer {
    const peer = side.peers.at(-1);
    if (!peer) throw new Error('There is no peer.');
    return peer;
  }

  expectConnected(generation: number): void {
    for (const side of [this.caller, this.callee]) {
      expect(this.last(side)).toMatchObject({ connectionState: 'connected', signalingState: 'stable', closed: false });
      expect(side.link.currentGeneration).toBe(generation);
      expect(side.peers.filter((peer) => !peer.closed)).toHaveLength(1);
      expect(side.statuses.at(-1)).toBe('connected');
    }
  }
}

let wire: Wire;
beforeEach(() => {
  stubMediaStream();
  wire = new Wire();
  vi.spyOn(console, 'warn').mockImplementation((...args) => {
    throw new Error(args.join(' '));
  });
});

describe('PeerLink', () => {
  it('connects on the offer of the caller', async () => {
    wire.caller.link.offer();
    await wire.settle();
    wire.expectConnected(1);
    expect(wire.callee.peers).toHaveLength(1);
  });

  it('keeps candidates that arrive before their offer', async () => {
    wire.held = true;
    wire.caller.link.offer();
    await wire.settle();
    wire.candidatesFirst();
    await wire.flush();
    await wire.settle();
    wire.expectConnected(1);
  });

  it('heals by an ICE restart in the same generation when both lose media at once', async () => {
    wire.caller.link.offer();
    await wire.settle();
    wire.held = true;
    wire.last(wire.caller).become('disconnected');
    wire.last(wire.callee).become('disconnected');
    await wire.settle();
    await wire.flush(); // both offers cross; the callee gives way
    await wire.flush();
    wire.expectConnected(1);
    expect(wire.caller.statuses).toEqual(['connected', 'lost', 'connected']);
    expect(wire.last(wire.caller).restarts).toBe(1);
  });

  it('keeps its peer connection through any number of network changes', async () => {
    wire.caller.link.offer();
    await wire.settle();
    for (let change = 1; change <= 3; change++) {
      wire.caller.link.restart();
      await wire.settle();
    }
    wire.expectConnected(1);
    expect(wire.last(wire.caller).restarts).toBe(3);
    expect(wire.caller.peers).toHaveLength(1);
  });

  it('makes a new peer connection when a restart does not help', async () => {
    wire.caller.link.offer();
    await wire.settle();
    wire.held = true;
    wire.last(wire.caller).become('disconnected');
    await wire.settle();
    wire.drop();
    wire.last(wire.caller).become('failed');
    await wire.settle();
    await wire.flush();
    wire.expectConnected(2);
    expect(wire.callee.peers[0]?.closed).toBe(true);
  });

  it('follows a callee who reloaded into a new generation', async () => {
    wire.caller.link.offer();
    await wire.settle();
    wire.callee.link.close();
    wire.callee = wire.side('callee', 'caller', true, 1);
    wire.callee.link.offer();
    await wire.settle();
    wire.expectConnected(2);
  });

  it('ignores what an old peer connection still sends', async () => {
    wire.caller.link.offer();
    await wire.settle();
    wire.callee.link.close();
    wire.callee = wire.side('callee', 'caller', true, 1);
    wire.callee.link.offer();
    await wire.settle();
    const late = { callId: 'c', seq: 99, from: 'callee', generation: 1 };
    wire.caller.link.receive({ ...late, type: 'ice', payload: '{"candidate":"{}"}' });
    wire.caller.link.receive({ ...late, type: 'answer', payload: '{"type":"answer","sdp":"{}"}' });
    wire.caller.link.receive({ ...late, type: 'offer', payload: '{"type":"offer","sdp":"{}"}' });
    await wire.settle();
    wire.expectConnected(2);
  });

  it('meets in one generation when both begin the same one', async () => {
    wire.held = true;
    wire.caller.link.offer();
    wire.callee.link.offer();
    await wire.settle();
    await wire.flush();
    await wire.flush();
    wire.expectConnected(1);
  });

  it('brings a side that has fallen behind up to date', async () => {
    wire.held = true;
    for (let i = 0; i < 3; i++) wire.caller.link.offer();
    await wire.settle();
    wire.drop(); // the callee was away and misses these
    wire.callee.link.offer();
    await wire.settle();
    wire.expectConnected(3);
  });

  it('does nothing more once closed', async () => {
    wire.caller.link.offer();
    wire.caller.link.close();
    await wire.settle();
    expect(wire.caller.peers).toHaveLength(0);
  });
});
