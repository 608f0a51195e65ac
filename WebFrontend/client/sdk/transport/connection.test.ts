import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ringing, snapshotFor, bob } from '../testing/calls';
import { FakeServer, hubError } from '../testing/fakeSocket';
import { pageTimers } from '../time/timers';
import { Connection, type ConnectionStatus } from './connection';

const server = { current: new FakeServer() };
let statuses: ConnectionStatus[];
let events: string[];
let signedOut: boolean;
let isSignedOut: () => Promise<boolean>;

function connect(random = () => 1): Connection {
  const connection = new Connection({
    open: server.current.open,
    timers: pageTimers,
    random,
    onEvent: ({ name }) => events.push(name),
    onStatus: (status) => statuses.push(status),
    isSignedOut: () => isSignedOut(),
  });
  connection.start();
  return connection;
}

beforeEach(() => {
  vi.useFakeTimers();
  server.current = new FakeServer();
  statuses = [];
  events = [];
  signedOut = false;
  isSignedOut = () => Promise.resolve(signedOut);
});
afterEach(() => vi.useRealTimers());

describe('Connection', () => {
  it('connects and passes on events, even one sent before it reports "connected"', async () => {
    server.current.greeting = () => snapshotFor(bob);
    connect();
    await vi.advanceTimersByTimeAsync(0);
    server.current.send('CallInitiated', ringing());
    expect(events).toEqual(['Snapshot', 'CallInitiated']);
    expect(statuses).toEqual(['connecting', 'connected']);
  });

  it('is back within ten seconds of the server, however long the outage', async () => {
    connect();
    await vi.advanceTimersByTimeAsync(0);
    server.current.die();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(statuses.at(-1)).toBe('reconnecting');

    server.current.mode = 'accept';
    await vi.advanceTimersByTimeAsync(10_000);
    expect(statuses.at(-1)).toBe('connected');
  });

  it('gives up an attempt that nobody answers', async () => {
    server.current.mode = 'hang';
    connect();
    await vi.advanceTimersByTimeAsync(4_000);
    server.current.mode = 'accept';
    await vi.advanceTimersByTimeAsync(6_000);
    expect(statuses.at(-1)).toBe('connected');
  });

  it('does not wait for a server that accepts a request and never answers', async () => {
    server.current.mode = 'refuse';
    isSignedOut = () => new Promise(() => undefined);
    connect();
    await vi.advanceTimersByTimeAsync(3_000);
    server.current.mode = 'accept';
    await vi.advanceTimersByTimeAsync(2_000);
    expect(statuses.at(-1)).toBe('connected');
  });

  it('stays away for as long as the server asks', async () => {
    connect();
    await vi.advanceTimersByTimeAsync(0);
    server.current.current?.breakOff(hubError('rate_limited: At most 50 devices at once. retryAfter=12'));
    await vi.advanceTimersByTimeAsync(11_900);
    expect(server.current.sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(statuses.at(-1)).toBe('connected');

    server.current.current?.breakOff();
    await vi.advanceTimersByTimeAsync(300);
    expect(statuses.at(-1)).toBe('connected');
  });

  it('stops when the session is over, and starts again when told', async () => {
    server.current.mode = 'refuse';
    signedOut = true;
    const connection = connect();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(statuses).toEqual(['connecting', 'signed_out']);
    expect(server.current.sockets).toHaveLength(1);

    server.current.mode = 'accept';
    connection.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(statuses.at(-1)).toBe('connected');
  });

  it('leaves a draining server at a random moment within the time given', async () => {
    connect(() => 0.5);
    await vi.advanceTimersByTimeAsync(0);
    const connection = connect(() => 0.5);
    await vi.advanceTimersByTimeAsync(0);
    connection.reconnectWithin(4_000);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(statuses.at(-1)).toBe('connected');
    const before = server.current.sockets.length;
    await vi.advanceTimersByTimeAsync(10);
    expect(server.current.sockets.length).toBe(before + 1);
    expect(statuses.slice(-2)).toEqual(['reconnecting', 'connected']);
  });

  it('stays stopped when stopped while waiting', async () => {
    server.current.mode = 'refuse';
    const connection = connect();
    await vi.advanceTimersByTimeAsync(1_000);
    connection.stop();
    server.current.mode = 'accept';
    await vi.advanceTimersByTimeAsync(60_000);
    expect(statuses.at(-1)).toBe('idle');
  });

  it('rejects a failed command with its code', async () => {
    const connection = connect();
    await expect(connection.invoke('Answer', 'x')).rejects.toMatchObject({ code: 'unreachable' });
    await vi.advanceTimersByTimeAsync(0);
    server.current.answer('Answer', () => {
      throw hubError('not_found: No such call.');
    });
    await expect(connection.invoke('Answer', 'x')).rejects.toMatchObject({ code: 'not_found' });
  });
});
