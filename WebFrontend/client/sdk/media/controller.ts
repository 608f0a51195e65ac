import type { Media, OutgoingSignal, Signal } from '../contract/model';
import { Store } from '../events/store';
import type { CallView } from '../state/relation';
import type { Timers } from '../time/timers';
import { fromMediaError, type DeviceError } from './deviceError';
import { stopTracks, type Devices, type LocalMedia } from './devices';
import { GenerationMemory } from './generationMemory';
import { noMedia, othersMedia, type Diagnostics, type MediaState, type OthersMedia } from './mediaState';
import type { LinkStatus } from './peerLink';
import { totalsOf } from './quality';
import { MediaSession } from './session';
import { SignalInbox } from './signalInbox';

export interface MediaOptions {
  userId: () => string;
  devices: Devices;
  timers: Timers;
  createPeer: (configuration: RTCConfiguration) => RTCPeerConnection;
  iceServers: () => Promise<RTCIceServer[]>;
  storage?: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  send: (signal: OutgoingSignal) => void;
  /** Media flows (again) or has stopped. */
  report: (callId: string, status: LinkStatus) => void;
  tellFlags: (callId: string, muted: boolean, cameraOff: boolean) => void;
  onProblem: (error: DeviceError) => void;
}

/** Opens microphone and camera, keeps the session of the current call, and closes all of it at the end. */
export class MediaController {
  readonly state = new Store<MediaState>(noMedia);
  private readonly opened = new Map<string, Promise<LocalMedia>>();
  private readonly inbox = new SignalInbox();
  private readonly memory: GenerationMemory;
  private session: MediaSession | undefined;

  constructor(private readonly options: MediaOptions) {
    this.memory = new GenerationMemory(options.storage);
  }

  /** @throws {DeviceError} when there is no microphone to be had. */
  async open(callId: string, media: Media): Promise<void> {
    await this.localOf(callId, media);
  }

  /** Whether {@link open} will succeed at once, without asking the user. */
  ready(media: Media): Promise<boolean> {
    return this.options.devices.ready(media);
  }

  /** Glare: the call we placed became the answer to another, which takes over the open media. */
  adopt(from: string, to: string): void {
    const local = this.opened.get(from);
    if (!local || from === to || this.opened.has(to)) return;
    this.opened.delete(from);
    this.opened.set(to, local);
    if (this.state.get().callId === from) this.update({ callId: to });
  }

  /** Brings media in line with the call shown, on every change of the state. Closes what is not `wanted`. */
  follow(view: CallView | undefined, wanted: (callId: string) => boolean): void {
    if (this.session && this.session.callId !== view?.callId) this.release(this.session.callId);
    for (const callId of [...this.opened.keys()]) if (!wanted(callId)) this.release(callId);
    if (view?.phase !== 'active' || !view.call) return;
    this.session ??= this.begin(view, view.call.media);
    this.session.follow(view.call);
  }

  receive(signal: Signal): void {
    if (!this.inbox.admit(signal)) return;
    if (this.session?.callId !== signal.callId || !this.session.receive(signal)) this.inbox.hold(signal);
  }

  lastSeq(callId: string): number {
    return this.inbox.lastSeq(callId);
  }

  setMuted(muted: boolean): void {
    for (const track of this.state.get().local?.getAudioTracks() ?? []) track.enabled = !muted;
    this.update({ muted });
    this.tellFlags();
  }

  /** Turning it off closes the camera, so that its light goes out. */
  async setCameraOff(cameraOff: boolean): Promise<void> {
    const { local, callId } = this.state.get();
    if (!local) return;
    if (cameraOff) {
      this.session?.replaceTrack('video', null);
      closeCamera(local);
      this.update({ cameraOff });
    } else {
      const track = await this.options.devices.openCamera();
      if (this.state.get().callId !== callId || local.getVideoTracks().length > 0) {
        track.stop();
        return;
      }
      local.addTrack(track);
      this.session?.replaceTrack('video', track);
      this.update({ cameraOff, cameraProblem: undefined });
    }
    this.tellFlags();
  }

  networkChanged(): void {
    this.session?.restart();
  }

  /** After a lost connection to the server, which may have missed the last report. */
  reportAgain(): void {
    const { link } = this.state.get();
    if (this.session && link !== 'connecting') this.options.report(this.session.callId, link);
  }

  async diagnostics(): Promise<Diagnostics> {
    const connections = this.session?.connections ?? [];
    const reports = await Promise.all(connections.map((connection) => connection.getStats()));
    const entries = reports.flatMap((report) => [...(report.values() as Iterable<unknown>)]);
    const { bytesSent, bytesReceived, framesDecoded, audioBytesReceived } = totalsOf(entries);
    const states = connections.map(({ connectionState }) => connectionState);
    return {
      bytesSent,
      bytesReceived,
      framesDecoded,
      audioBytesReceived,
      pcState: states.find((state) => state === 'connected') ?? states[0] ?? 'none',
      generation: this.session?.generation ?? 0,
    };
  }

  release(callId: string): void {
    if (this.session?.callId === callId) {
      this.session.close();
      this.session = undefined;
    }
    const local = this.opened.get(callId);
    this.opened.delete(callId);
    this.inbox.forget(callId);
    local?.then(
      ({ stream }) => stopTracks(stream),
      () => undefined,
    );
    if (this.state.get().callId === callId) this.state.set(noMedia);
  }

  private begin({ callId, me }: CallView, media: Media): MediaSession {
    const flags = { muted: me?.muted === true, cameraOff: me?.cameraOff === true };
    const known = this.state.get().callId === callId ? this.state.get() : { ...noMedia, ...flags };
    this.state.set({ ...known, callId });
    return new MediaSession({
      ...this.options,
      callId,
      userId: this.options.userId(),
      generation: this.memory.of(callId),
      local: this.localOf(callId, media),
      takeHeld: (from) => this.inbox.take(callId, from),
      onLocal: (local) => this.show(callId, local),
      onProblem: (error) => this.options.onProblem(fromMediaError(error, 'microphone')),
      onRemotes: (remotes) => this.handleRemotes(callId, remotes),
      onGeneration: (generation) => this.memory.keep(callId, generation),
    });
  }

  private handleRemotes(callId: string, remotes: OthersMedia['remotes']): void {
    const before = this.state.get().link;
    this.update(othersMedia(remotes));
    const { link, muted, cameraOff } = this.state.get();
    if (link === before || link === 'connecting') return;
    this.options.report(callId, link);
    if (link === 'connected' && (muted || cameraOff)) this.tellFlags();
  }

  private localOf(callId: string, media: Media): Promise<LocalMedia> {
    const known = this.opened.get(callId);
    if (known) return known;

    const opening = this.options.devices.open(media);
    this.opened.set(callId, opening);
    opening.then(
      (local) => this.handleOpened(local, opening),
      () => undefined,
    );
    return opening;
  }

  private handleOpened(local: LocalMedia, opening: Promise<LocalMedia>): void {
    const callId = [...this.opened].find(([, known]) => known === opening)?.[0];
    if (callId === undefined) return; // released and stopped meanwhile
    if (local.cameraProblem) this.options.onProblem(local.cameraProblem);
    // While another call is in progress, its media stays on show.
    if (!this.session || this.session.callId === callId) this.show(callId, local);
  }

  private show(callId: string, { stream, cameraProblem }: LocalMedia): void {
    const known = this.state.get().callId === callId ? this.state.get() : noMedia;
    for (const track of stream.getAudioTracks()) track.enabled = !known.muted;
    if (known.cameraOff) closeCamera(stream);
    this.state.set({
      ...known,
      callId,
      local: stream,
      cameraProblem: cameraProblem?.code,
      cameraOff: known.cameraOff || cameraProblem !== undefined,
    });
  }

  private tellFlags(): void {
    const { callId, muted, cameraOff } = this.state.get();
    if (callId) this.options.tellFlags(callId, muted, cameraOff);
  }

  private update(change: Partial<MediaState>): void {
    this.state.set({ ...this.state.get(), ...change });
  }
}

function closeCamera(stream: MediaStream): void {
  for (const track of stream.getVideoTracks()) {
    track.stop();
    stream.removeTrack(track);
  }
}
