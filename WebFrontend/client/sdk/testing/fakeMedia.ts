import { vi } from 'vitest';
import type { Media } from '../contract/model';
import type { Devices, LocalMedia } from '../media/devices';

export class FakeTrack {
  enabled = true;
  readyState: 'live' | 'ended' = 'live';

  constructor(readonly kind: 'audio' | 'video') {}

  stop(): void {
    this.readyState = 'ended';
  }
}

export class FakeStream {
  constructor(private tracks: FakeTrack[] = []) {}

  getTracks(): FakeTrack[] {
    return [...this.tracks];
  }

  getAudioTracks(): FakeTrack[] {
    return this.tracks.filter((track) => track.kind === 'audio');
  }

  getVideoTracks(): FakeTrack[] {
    return this.tracks.filter((track) => track.kind === 'video');
  }

  addTrack(track: FakeTrack): void {
    this.tracks.push(track);
  }

  removeTrack(track: FakeTrack): void {
    this.tracks = this.tracks.filter((known) => known !== track);
  }
}

/** The browser's `MediaStream`, which Node lacks. */
export function stubMediaStream(): void {
  vi.stubGlobal('MediaStream', FakeStream);
}

/** Microphone and camera that open at once, or fail as told. */
export class FakeDevices implements Devices {
  readonly streams: FakeStream[] = [];
  failure: Error | undefined;
  asksUser = false;
  /** Held back until it resolves. */
  gate: Promise<void> = Promise.resolve();

  async open(media: Media): Promise<LocalMedia> {
    await this.gate;
    if (this.failure) throw this.failure;
    const stream = new FakeStream([new FakeTrack('audio'), ...(media === 'video' ? [new FakeTrack('video')] : [])]);
    this.streams.push(stream);
    return { stream: stream as unknown as MediaStream };
  }

  openCamera(): Promise<MediaStreamTrack> {
    return Promise.resolve(new FakeTrack('video') as unknown as MediaStreamTrack);
  }

  ready(): Promise<boolean> {
    return Promise.resolve(!this.asksUser);
  }

  /** Tracks not stopped: the browser would show that it is recording. */
  get live(): number {
    return this.streams.flatMap((stream) => stream.getTracks()).filter((track) => track.readyState === 'live').length;
  }
}
