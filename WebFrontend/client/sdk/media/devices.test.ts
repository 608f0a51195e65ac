import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeStream, FakeTrack } from '../testing/fakeMedia';
import { browserDevices } from './devices';

type Constraints = { audio?: unknown; video?: unknown };

function stubDevices(getUserMedia: (constraints: Constraints) => Promise<unknown>): void {
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('RTCPeerConnection', vi.fn());
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
}

const fail = (name: string) => Promise.reject(Object.assign(new Error(name), { name }));
const sound = () => Promise.resolve(new FakeStream([new FakeTrack('audio')]));

beforeEach(() => vi.stubGlobal('isSecureContext', true));
afterEach(() => vi.unstubAllGlobals());

describe('open', () => {
  it.each([
    ['NotAllowedError', 'permission_denied'],
    ['NotFoundError', 'no_microphone'],
    ['NotReadableError', 'device_busy'],
  ])('%s of the microphone is %s', async (name, code) => {
    stubDevices(() => fail(name));
    await expect(browserDevices.open('audio')).rejects.toMatchObject({ code });
  });

  it.each([
    ['NotAllowedError', 'camera_denied'],
    ['NotFoundError', 'no_camera'],
    ['NotReadableError', 'camera_busy'],
  ])('%s of the camera falls back to sound and says %s', async (name, code) => {
    stubDevices((constraints) => (constraints.video ? fail(name) : sound()));
    const { stream, cameraProblem } = await browserDevices.open('video');
    expect(stream.getTracks()).toHaveLength(1);
    expect(cameraProblem?.code).toBe(code);
  });

  it('needs a secure page', async () => {
    vi.stubGlobal('isSecureContext', false);
    await expect(browserDevices.open('audio')).rejects.toMatchObject({ code: 'insecure_page' });
  });

  it('needs a browser with WebRTC', async () => {
    vi.stubGlobal('navigator', {});
    await expect(browserDevices.open('audio')).rejects.toMatchObject({ code: 'unsupported_browser' });
  });
});

it('is not ready when the browser does not say', async () => {
  stubDevices(sound);
  await expect(browserDevices.ready('audio')).resolves.toBe(false);
});
