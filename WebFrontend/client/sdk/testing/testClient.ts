import { vi } from 'vitest';
import { CallClient } from '../client/callClient';
import type { CallClientEvents } from '../client/events';
import type { Call, Snapshot, User } from '../contract/model';
import { TonePlayer } from '../sound/player';
import { pageTimers } from '../time/timers';
import { snapshotFor } from './calls';
import { FakeDevices, stubMediaStream } from './fakeMedia';
import { fakePeers } from './fakePeer';
import { FakeServer, hubError } from './fakeSocket';

const silence = new TonePlayer();

/** A complete client in fake surroundings. */
export class TestClient {
  readonly server = new FakeServer();
  readonly devices = new FakeDevices();
  readonly peers = fakePeers();
  /** Bodies or statuses of HTTP answers, by path. */
  readonly http = new Map<string, unknown>();
  readonly told: [name: string, payload: unknown][] = [];
  readonly client: CallClient;

  private constructor(
    private readonly me: User,
    deviceId: string,
    storage: Map<string, string>,
  ) {
    stubMediaStream();
    this.http.set('/api/ice-servers', { iceServers: [] }).set('/api/me', me).set('/api/call/signals', { items: [] });
    this.client = new CallClient(
      { deviceId, sound: false },
      {
        timers: pageTimers,
        devices: this.devices,
        player: silence,
        openSocket: this.server.open,
        createPeer: this.peers.create,
        fetch: (input) => Promise.resolve(this.respond(input as string)),
        storage: { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => void storage.set(key, value) },
        now: () => Date.parse('2026-01-01T10:00:00Z'),
        random: () => 0.5,
      },
    );
    for (const name of ['incoming', 'answeredElsewhere', 'connected', 'ended', 'deviceProblem', 'refused', 'signedOut'] as const) {
      this.client.on(name, (payload: CallClientEvents[typeof name]) => this.told.push([name, payload]));
    }
  }

  static async start(me: User, deviceId: string, call?: Call, storage = new Map<string, string>()): Promise<TestClient> {
    const test = new TestClient(me, deviceId, storage);
    test.server.greeting = test.snapshot(call);
    test.client.start();
    await vi.advanceTimersByTimeAsync(0);
    test.told.length = 0;
    return test;
  }

  snapshot(call?: Call): () => Snapshot {
    return () => snapshotFor(this.me, call);
  }

  names(): string[] {
    return this.told.map(([name]) => name);
  }

  /** Records every phase shown from now on. */
  phases(): string[] {
    const seen: string[] = [];
    this.client.subscribe(() => seen.push(this.client.current?.phase ?? 'none'));
    return seen;
  }

  refuse(message: string): () => never {
    return () => {
      throw hubError(message);
    };
  }

  /** Lets time pass until `work` is done. */
  async finish<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(50);
    return work;
  }

  private respond(url: string): Response {
    const answer = this.http.get(url.split('?')[0] ?? url);
    if (typeof answer === 'number' || answer === undefined) return new Response('{}', { status: answer ?? 404 });
    return new Response(JSON.stringify(answer));
  }
}
