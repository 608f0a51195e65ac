import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeviceError } from '../media/deviceError';
import { callElsewhere } from '../state/relation';
import { alice, bob, connected, connecting, ended, participant, ringing } from '../testing/calls';
import { TestClient } from '../testing/testClient';
import type { Call, InitiateRequest } from '../contract/model';

let client: TestClient;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  client.client.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const asCaller = async (call?: Call) => (client = await TestClient.start(alice, 'a1', call));
const asCallee = async (call?: Call) => (client = await TestClient.start(bob, 'b1', call));

/** The server makes the call that is asked for. */
function accept(change: Partial<Call> = {}): void {
  client.server.answer('Initiate', (request: InitiateRequest) => ringing({ callId: request.callId, media: request.media, ...change }));
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe('placing a call', () => {
  it('rings, and connects when it is answered', async () => {
    await asCaller();
    accept();
    const placed = client.client.call({ userId: 'bob', displayName: 'Bob' }, 'audio');
    expect(client.client.current).toMatchObject({ phase: 'outgoing', peer: { displayName: 'Bob' } });
    const callId = (await client.finish(placed))?.callId ?? '';
    client.server.send('CallAnswered', connecting({ callId }));
    await settle();
    expect(client.client.current?.phase).toBe('active');
    expect(client.server.said('Signal')[0]?.[0]).toMatchObject({ callId, type: 'offer', generation: 1, to: 'bob' });
  });

  it.each(['busy', 'offline', 'dnd'] as const)('learns at once that the callee is %s, and closes the microphone', async (reason) => {
    await asCaller();
    client.server.answer('Initiate', (request: InitiateRequest) => ended(reason, { callId: request.callId }));
    await client.finish(client.client.call({ userId: 'bob', displayName: 'Bob' }, 'audio'));
    expect(client.client.current).toBeUndefined();
    expect(client.told).toContainEqual([
      'ended',
      expect.objectContaining({ call: expect.objectContaining({ endReason: reason }) as unknown }),
    ]);
    expect(client.devices.live).toBe(0);
  });

  it('calls nobody when the microphone is denied', async () => {
    await asCaller();
    client.devices.asksUser = true;
    client.devices.failure = new DeviceError('permission_denied');
    await expect(client.finish(client.client.call({ userId: 'bob', displayName: 'Bob' }, 'audio'))).rejects.toMatchObject({
      code: 'permission_denied',
    });
    expect(client.server.said('Initiate')).toEqual([]);
    expect(client.client.current).toBeUndefined();
    expect(client.told).toContainEqual(['deviceProblem', expect.objectContaining({ code: 'permission_denied' })]);
  });

  it('says how long to wait after too many calls, and is usable again', async () => {
    await asCaller();
    client.server.answer('Initiate', client.refuse('rate_limited: Too many. retryAfter=200'));
    await expect(client.finish(client.client.call({ userId: 'bob', displayName: 'Bob' }, 'audio'))).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: 200,
    });
    expect(client.devices.live).toBe(0);
    accept();
    await client.finish(client.client.call({ userId: 'bob', displayName: 'Bob' }, 'audio'));
    expect(client.client.current?.phase).toBe('outgoing');
  });

  it('repeats the same call id when the connection breaks meanwhile', async () => {
    await asCaller();
    accept();
    const current = client.server.current;
    if (current) current.deaf = true;
    const placed = client.client.call({ userId: 'bob', displayName: 'Bob' }, 'audio');
    await settle(100);
    client.server.die();
    client.server.mode = 'accept';
    await settle(8_000);
    const call = await placed;
    expect(client.server.said('Initiate')).toHaveLength(1);
    expect(call?.callId).toBe((client.server.said('Initiate')[0]?.[0] as InitiateRequest).callId);
  });

  it('is hung up as soon as the server knows of it when cancelled before', async () => {
    await asCaller();
    accept();
    client.server.answer('HangUp', (callId: string) => ended('cancelled', { callId }));
    const placed = client.client.call({ userId: 'bob', displayName: 'Bob' }, 'audio');
    const { callId } = client.client.current ?? { callId: '' };
    void client.client.hangUp(callId);
    expect(client.client.current).toBeUndefined();
    await client.finish(placed);
    const heard = client.server.heard.map(({ method }) => method);
    expect(heard.filter((method) => method === 'Initiate').length).toBe(heard.filter((method) => method === 'HangUp').length);
    expect(client.client.state.calls.size).toBe(0);
    expect(client.devices.live).toBe(0);
  });

  it('cancel_after_answer: hangs up the answered call', async () => {
    await asCaller();
    accept();
    const callId = (await client.finish(client.client.call({ userId: 'bob', displayName: 'Bob' }, 'audio')))?.callId ?? '';
    const answers = [connecting({ callId }), ended('completed', { callId })];
    client.server.answer('HangUp', () => answers.shift());
    const call = await client.finish(client.client.hangUp(callId));
    expect(call?.state).toBe('ended');
    expect(client.server.said('HangUp')).toHaveLength(2);
  });
});

describe('glare', () => {
  const theirs = (callId: string) =>
    connecting({
      callId,
      initiatorId: 'bob',
      participants: [participant(bob, { deviceId: 'b1' }), participant(alice, { deviceId: 'a1' })],
    });

  it('turns the call placed into the answer to theirs, reusing the open microphone', async () => {
    await asCaller();
    client.server.answer('Initiate', () => theirs('their-call'));
    await client.finish(client.client.call({ userId: 'bob', displayName: 'Bob' }, 'audio'));
    await settle();
    expect(client.client.current).toMatchObject({ callId: 'their-call', phase: 'active' });
    expect(client.devices.streams).toHaveLength(1);
    expect(client.devices.live).toBe(1);
    // As the callee we wait for their offer.
    expect(client.server.said('Signal')).toEqual([]);
  });

  it('does not ring for their call while ours is being placed, even if the event precedes the reply', async () => {
    await asCaller();
    client.server.answer('Initiate', () => {
      client.server.send('CallInitiated', { ...theirs('their-call'), state: 'ringing', version: 1 });
      client.server.send('CallAnswered', theirs('their-call'));
      return theirs('their-call');
    });
    const phases = client.phases();
    await client.finish(client.client.call({ userId: 'bob', displayName: 'Bob' }, 'audio'));
    expect(phases).not.toContain('incoming');
    expect(client.client.current?.callId).toBe('their-call');
    expect(client.devices.streams).toHaveLength(1);
  });
});

describe('being called', () => {
  it('is not declined for the other devices by signing out', async () => {
    await asCallee(ringing());
    await client.finish(client.client.leave());
    expect(client.server.heard.map(({ method }) => method)).not.toContain('HangUp');
  });

  it('answers with an open microphone', async () => {
    await asCallee();
    client.server.send('CallInitiated', ringing());
    client.server.answer('Answer', () => connecting());
    await client.finish(client.client.answer('call-1'));
    expect(client.client.current?.phase).toBe('active');
    expect(client.devices.live).toBe(1);
  });

  it('stops ringing when another device answers', async () => {
    await asCallee();
    client.server.send('CallInitiated', ringing());
    client.server.send('CallAnswered', connecting({}, 'b2'));
    expect(client.client.current).toBeUndefined();
    expect(client.names()).toEqual(['incoming', 'answeredElsewhere']);
  });

  it('learns that another device answered first', async () => {
    await asCallee(ringing());
    client.server.answer('Answer', () => connecting({}, 'b2'));
    await client.finish(client.client.answer('call-1'));
    expect(client.client.current).toBeUndefined();
    expect(client.devices.live).toBe(0);
    expect(client.names()).toContain('answeredElsewhere');
  });

  it('answer_after_cancel: answers nothing and closes the microphone', async () => {
    await asCallee(ringing());
    let open: () => void = () => undefined;
    client.devices.gate = new Promise((resolve) => (open = resolve));
    const answering = client.client.answer('call-1');
    expect(client.client.current?.answering).toBe(true);
    client.server.send('CallEnded', ended('cancelled'));
    open();
    await client.finish(answering);
    expect(client.server.said('Answer')).toEqual([]);
    expect(client.devices.live).toBe(0);
  });

  it('rings on when the microphone is denied', async () => {
    await asCallee(ringing());
    client.devices.failure = new DeviceError('permission_denied');
    await expect(client.finish(client.client.answer('call-1'))).rejects.toMatchObject({ code: 'permission_denied' });
    expect(client.client.current).toMatchObject({ phase: 'incoming', answering: false });

    client.devices.failure = undefined;
    client.server.answer('Answer', () => connecting());
    await client.finish(client.client.answer('call-1'));
    expect(client.client.current?.phase).toBe('active');
  });

  it('declines at once, and tells the server when it is reachable again', async () => {
    await asCallee(ringing());
    client.server.die();
    client.server.answer('Reject', () => ended('rejected'));
    const declining = client.client.decline('call-1');
    expect(client.client.current).toBeUndefined();
    await settle(2_000);
    client.server.mode = 'accept';
    await settle(6_000);
    await declining;
    expect(client.server.said('Reject')).toHaveLength(1);
    expect(client.names()).not.toContain('answeredElsewhere');
  });

  it('shows who tried to call while busy', async () => {
    await asCallee(connected());
    client.server.send('CallEnded', ended('busy', { callId: 'call-2' }));
    client.server.send('MissedChanged', 1);
    expect(client.client.current?.callId).toBe('call-1');
    expect(client.client.state.unseen).toBe(1);
    expect(client.names()).toEqual(['ended']);
  });
});

describe('in a call', () => {
  it('reports when media flows, is lost, and flows again', async () => {
    await asCaller(connecting());
    await settle();
    const [peer] = client.peers.made;
    const answer = { type: 'answer', sdp: JSON.stringify({ peer: 99, offer: 1 }) };
    const signal = { callId: 'call-1', seq: 1, from: 'bob', type: 'answer', payload: JSON.stringify(answer), generation: 1 } as const;
    client.server.send('SignalReceived', signal);
    await settle();
    peer?.become('connected');
    await settle();
    expect(client.server.said('Connected')).toEqual([['call-1']]);
    peer?.become('disconnected');
    await settle();
    expect(client.server.said('MediaLost')).toEqual([['call-1']]);
    expect(client.client.media.link).toBe('lost');
    peer?.become('connected');
    await settle();
    expect(client.server.said('Connected')).toHaveLength(2);
  });

  it('starts the next generation with fresh media after a reload', async () => {
    const storage = new Map([['orleansCalls.generation', 'call-1 2']]);
    client = await TestClient.start(bob, 'b1', connected(), storage);
    await settle();
    expect(client.server.said('Signal')[0]?.[0]).toMatchObject({ type: 'offer', generation: 3 });
    expect(client.devices.live).toBe(1);
    expect(storage.get('orleansCalls.generation')).toBe('call-1 3');
  });

  it('survives a lost server, and reports again when it is back', async () => {
    await asCaller(connecting());
    await settle();
    client.peers.made[0]?.become('connected');
    await settle();
    client.server.die();
    await settle(5_000);
    expect(client.client.current?.phase).toBe('active');
    client.server.greeting = client.snapshot(connected());
    client.server.mode = 'accept';
    await settle(10_000);
    expect(client.client.state.connection).toBe('connected');
    expect(client.server.said('Connected')).toHaveLength(2);
    expect(client.peers.made).toHaveLength(1);
  });

  it('asks how a call ended that is missing from the snapshot', async () => {
    await asCaller(connected());
    client.server.die();
    client.http.set('/api/call/status', ended('dropped'));
    client.server.greeting = client.snapshot();
    client.server.mode = 'accept';
    await settle(10_000);
    expect(client.client.current).toBeUndefined();
    expect(client.told).toContainEqual(['ended', expect.objectContaining({ was: 'active' })]);
    expect(client.devices.live).toBe(0);
  });

  it('hangs up at once, and again later if the server was out of reach', async () => {
    await asCaller(connected());
    await settle();
    client.server.die();
    const hangingUp = client.client.hangUp('call-1').catch(() => undefined);
    expect(client.client.current).toBeUndefined();
    await settle();
    expect(client.devices.live).toBe(0);
    await settle(60_000);
    await hangingUp;

    client.server.greeting = client.snapshot(connected());
    client.server.answer('HangUp', () => ended('completed'));
    client.server.mode = 'accept';
    await settle(10_000);
    expect(client.server.said('HangUp')).toEqual([['call-1']]);
    expect(client.client.current).toBeUndefined();
    expect(client.client.state.calls.size).toBe(0);
  });

  it('tells the other side of a muted microphone', async () => {
    await asCaller(connected());
    await settle();
    client.client.setMuted(true);
    await settle();
    expect(client.server.said('Mute')).toEqual([['call-1', true, false]]);
    expect(client.devices.streams[0]?.getAudioTracks()[0]?.enabled).toBe(false);
  });

  it('sends any command and takes over its answer', async () => {
    await asCaller(connected());
    client.server.answer('Mute', (_: string, muted: boolean) =>
      connected({ version: 4, participants: [participant(alice, { deviceId: 'a1', muted }), participant(bob, { deviceId: 'b1' })] }),
    );
    await client.finish(client.client.command('Mute', 'call-1', true, false));
    expect(client.client.current?.me?.muted).toBe(true);

    client.server.answer('Mute', client.refuse('not_bound: no'));
    await expect(client.finish(client.client.command('Mute', 'call-1', false, false))).rejects.toMatchObject({ code: 'not_bound' });
    expect(client.told.at(-1)).toEqual(['refused', expect.objectContaining({ command: 'Mute', callId: 'call-1' })]);
  });

  it('closes the camera when it is switched off, and opens it again', async () => {
    await asCaller(connected({ media: 'video' }));
    await settle();
    await client.client.setCameraOff(true);
    expect(client.devices.live).toBe(1);
    await client.client.setCameraOff(false);
    expect(client.client.media).toMatchObject({ cameraOff: false });
    expect(client.devices.streams[0]?.getVideoTracks()).toHaveLength(1);
  });

  it('stays muted after a reload', async () => {
    const muted = connected({ participants: [participant(alice, { deviceId: 'a1', muted: true }), participant(bob, { deviceId: 'b1' })] });
    await asCaller(muted);
    await settle();
    expect(client.client.media.muted).toBe(true);
    expect(client.devices.streams[0]?.getAudioTracks()[0]?.enabled).toBe(false);
  });

  it('is hung up before the user signs out', async () => {
    await asCaller(connected());
    client.server.answer('HangUp', () => ended('completed'));
    await client.finish(client.client.leave());
    expect(client.server.said('HangUp')).toEqual([['call-1']]);
    expect(client.devices.live).toBe(0);
  });

  it('does not keep the user from signing out when the server is out of reach', async () => {
    await asCaller(connected());
    client.server.die();
    const leaving = client.client.leave();
    await settle(2_000);
    await leaving;
    expect(client.devices.live).toBe(0);
  });

  it('moves to the call that replaces it', async () => {
    await asCallee(connected());
    await settle();
    client.server.send('CallEnded', ended('superseded'));
    client.server.send('CallInitiated', ringing({ callId: 'call-2' }));
    expect(client.client.current).toMatchObject({ callId: 'call-2', phase: 'incoming' });
    await settle();
    expect(client.devices.live).toBe(0);
  });
});

describe('a call on another device', () => {
  it('is brought here with an open microphone', async () => {
    await asCallee(connected({}, 'b2'));
    expect(client.client.current).toBeUndefined();
    expect(callElsewhere(client.client.state)?.callId).toBe('call-1');
    client.server.answer('Join', () => connected({ version: 4 }));
    await client.finish(client.client.join('call-1'));
    expect(client.server.said('Join')).toEqual([['call-1']]);
    expect(client.client.current?.phase).toBe('active');
    expect(callElsewhere(client.client.state)).toBeUndefined();
    expect(client.devices.live).toBe(1);
  });

  it('stays where it is when there is no microphone here', async () => {
    await asCallee(connected({}, 'b2'));
    client.devices.failure = new DeviceError('no_microphone');
    await expect(client.finish(client.client.join('call-1'))).rejects.toMatchObject({ code: 'no_microphone' });
    expect(client.server.said('Join')).toEqual([]);
    expect(callElsewhere(client.client.state)?.callId).toBe('call-1');
  });

  it('closes the microphone again when joining is refused', async () => {
    await asCallee(connected({}, 'b2'));
    client.server.answer('Join', client.refuse('unavailable_here: no'));
    await expect(client.finish(client.client.join('call-1'))).rejects.toThrow();
    expect(client.devices.live).toBe(0);
  });

  it('is hung up for the user, and shown again when that failed', async () => {
    await asCallee(connected({}, 'b2'));
    client.http.set('/api/call/hangup', 503);
    await expect(client.finish(client.client.hangUp('call-1'))).rejects.toThrow();
    expect(callElsewhere(client.client.state)?.callId).toBe('call-1');

    client.http.set('/api/call/hangup', ended('completed'));
    await client.finish(client.client.hangUp('call-1'));
    expect(client.client.state.calls.size).toBe(0);
    expect(client.server.said('HangUp')).toEqual([]);
  });

  it('leaves nothing open here when moved away', async () => {
    await asCallee(connected());
    await settle();
    client.server.send('CallUpdated', connected({ version: 4 }, 'b2'));
    expect(client.client.current).toBeUndefined();
    await settle();
    expect(client.devices.live).toBe(0);
    expect(client.names()).toEqual([]);
  });

  it('is followed by a new peer connection of the next generation when the other side moves', async () => {
    await asCaller(connected());
    await settle();
    client.peers.made[0]?.become('connected');
    await settle();
    client.server.send('CallUpdated', connected({ version: 4 }, 'b2'));
    await settle();
    expect(client.peers.made.map(({ closed }) => closed)).toEqual([true, false]);
    expect(client.server.said('Signal').at(-1)?.[0]).toMatchObject({ generation: 2 });
    expect(client.client.media).toMatchObject({ link: 'connecting', quality: undefined });
    expect(client.devices.live).toBe(1);
  });
});

describe('the session', () => {
  it('ends with everything closed', async () => {
    await asCaller(connected());
    await settle();
    client.http.set('/api/me', 401);
    client.server.die();
    await settle(5_000);
    expect(client.names()).toContain('signedOut');
    expect(client.client.state.me).toBeUndefined();
    expect(client.devices.live).toBe(0);
  });

  it('watches people again after a lost connection', async () => {
    await asCaller();
    client.client.watch(['bob']);
    await settle(100);
    client.server.die();
    client.server.mode = 'accept';
    await settle(10_000);
    expect(client.server.said('Watch').at(-1)).toEqual([['bob']]);
    client.server.send('PresenceChanged', { userId: 'bob', status: 'away' });
    expect(client.client.state.presence.get('bob')?.status).toBe('away');
  });

  it('abandons a socket on which nobody answers', async () => {
    await asCaller();
    const { current } = client.server;
    if (current) current.deaf = true;
    await settle(21_000);
    expect(client.server.current).not.toBe(current);
    expect(client.client.state.connection).toBe('connected');
  });
});
