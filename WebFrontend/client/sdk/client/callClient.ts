import { CallError } from '../contract/errors';
import type { CallCommands, HubAnswer, HubEvent, HubMethods } from '../contract/hub';
import type { Call, ChosenStatus, Media, Presence } from '../contract/model';
import { Emitter, type Unsubscribe } from '../events/emitter';
import { Store } from '../events/store';
import { Api } from '../http/api';
import type { MediaController } from '../media/controller';
import type { Diagnostics, MediaState } from '../media/mediaState';
import { Heartbeat } from '../presence/heartbeat';
import { WatchList } from '../presence/watchList';
import { Ringer } from '../sound/ringer';
import { reduce } from '../state/reduce';
import { currentCall, needsMedia, type CallView } from '../state/relation';
import { initialState, type ClientState, type Person } from '../state/state';
import { transitions } from '../state/transitions';
import { within } from '../time/timers';
import { Connection, type ConnectionStatus } from '../transport/connection';
import { persist } from '../transport/persist';
import { Commands } from './commands';
import type { Core } from './core';
import { createMedia } from './createMedia';
import type { CallClientEvents } from './events';
import type { CallClientOptions, Surroundings } from './options';
import { Resync } from './resync';

/** The most people the server lets one connection watch. */
const watchLimit = 500;

/** How long signing out waits for the call to end, in milliseconds; the server ends it with the session anyway. */
const leaveMs = 2_000;

/**
 * Presence and calls of the signed-in user on this device. Make one with `createCallClient()`.
 *
 * Everything to show is in {@link state} and {@link media}, both immutable and observable; what happens is reported
 * by {@link on}. Methods that send a command throw `CallError` when the server refuses it or does not answer for
 * 15 s, and leave the client usable.
 */
export class CallClient {
  /** Lists and look-ups over HTTP. */
  readonly api: Api;
  private readonly store: Store<ClientState>;
  private readonly events = new Emitter<CallClientEvents>();
  private readonly connection: Connection;
  private readonly mediaController: MediaController;
  private readonly commands: Commands;
  private readonly resync: Resync;
  private readonly heartbeat: Heartbeat;
  private readonly watchList: WatchList;

  constructor(
    options: CallClientOptions & { deviceId: string },
    private readonly surroundings: Surroundings,
  ) {
    const { timers, random, player } = surroundings;
    this.store = new Store(initialState(options.deviceId));
    this.api = new Api({
      baseUrl: options.baseUrl ?? '',
      accessToken: options.accessToken,
      onSignedOut: () => this.handleSignedOut(),
      fetch: surroundings.fetch,
    });
    this.connection = new Connection({
      timers,
      random,
      open: () => surroundings.openSocket(options.deviceId),
      onEvent: (event) => this.handleEvent(event),
      onStatus: (status) => this.handleStatus(status),
      isSignedOut: () => this.isSignedOut(),
    });
    const shared: Omit<Core, 'media'> = {
      state: this.store,
      dispatch: (happening) => this.store.set(reduce(this.store.get(), happening)),
      events: this.events,
      api: this.api,
      timers,
      ask: (method, ...args) => this.ask(method, ...args),
    };
    this.mediaController = createMedia(surroundings, shared);
    const core: Core = { ...shared, media: this.mediaController };
    this.commands = new Commands(core);
    this.resync = new Resync(core, this.commands);
    this.heartbeat = new Heartbeat({
      timers,
      beat: () => this.connection.invoke('Heartbeat'),
      onSilence: () => this.connection.reconnect(),
    });
    this.watchList = new WatchList(timers, (userIds) => this.tellWatched(userIds));
    const ringer = options.sound === false ? undefined : new Ringer(player, timers);
    this.store.subscribe((next, previous) => this.handleChange(next, previous, ringer));
  }

  /** Connects, and reconnects for ever. Does nothing when already started. */
  start(): void {
    this.connection.start();
  }

  /** Disconnects, closes microphone and camera, and forgets the user. */
  stop(): void {
    this.heartbeat.stop();
    this.connection.stop();
    this.store.set({ ...initialState(this.store.get().deviceId), connection: this.store.get().connection });
  }

  /** Hangs up the call on this device, for signing out; gives up after two seconds. */
  async leave(): Promise<void> {
    const { current } = this;
    if (!current || current.phase === 'incoming') return; // it rings on the user's other devices too
    await within(this.surroundings.timers, leaveMs, this.hangUp(current.callId), () => new Error('late')).catch(() => undefined);
  }

  get state(): ClientState {
    return this.store.get();
  }

  /** Local and remote streams, mute, quality. */
  get media(): MediaState {
    return this.mediaController.state.get();
  }

  /** The call to show on this device, if any. */
  get current(): CallView | undefined {
    return currentCall(this.store.get());
  }

  /** Called after every change of {@link state}. */
  subscribe(listener: () => void): Unsubscribe {
    return this.store.subscribe(listener);
  }

  /** Called after every change of {@link media}. */
  subscribeMedia(listener: () => void): Unsubscribe {
    return this.mediaController.state.subscribe(listener);
  }

  on<Name extends keyof CallClientEvents>(name: Name, listener: (payload: CallClientEvents[Name]) => void): Unsubscribe {
    return this.events.on(name, listener);
  }

  /**
   * Calls a person. Resolves with the call as the server made it, which may have ended at once (`busy`, `offline`,
   * `dnd`) or be another one: that person's call to us at the same moment. Resolves with nothing
   * when it was cancelled before the server knew of it, or when another call is being placed.
   * @throws {DeviceError} when there is no microphone; nobody is called then.
   * @throws {CallError} `rate_limited` (with the seconds to wait), `forbidden`, `in_call`, `not_found`, `unreachable`.
   */
  call(person: Person, media: Media): Promise<Call | undefined> {
    return this.commands.call(person, media);
  }

  /**
   * Opens the microphone and answers a ringing call on this device. Resolves with the call as it now is,
   * which may have ended or been answered by another device.
   * @throws {DeviceError} when there is no microphone; the call rings on.
   */
  answer(callId: string): Promise<Call | undefined> {
    return this.commands.answer(callId);
  }

  /**
   * Opens the microphone and moves the user's call from another tab or device to this one.
   * That device is told; for the other side the call goes on.
   * @throws {DeviceError} when there is no microphone; the call stays where it is.
   */
  join(callId: string): Promise<Call | undefined> {
    return this.commands.join(callId);
  }

  /** Declines on all of the user's devices. @throws {CallError} */
  decline(callId: string): Promise<Call | undefined> {
    return this.commands.decline(callId);
  }

  /** Cancels or ends a call, even one on another of the user's devices; media stops at once. @throws {CallError} */
  hangUp(callId: string): Promise<Call | undefined> {
    return this.commands.hangUp(callId);
  }

  /** Sends a command that has no method of its own. @throws {CallError} */
  command<Name extends keyof CallCommands>(name: Name, ...args: HubMethods[Name]): Promise<Call> {
    return this.commands.run(name, ...args);
  }

  setMuted(muted: boolean): void {
    this.mediaController.setMuted(muted);
  }

  /** Turning it off closes the camera. @throws {DeviceError} when it cannot be opened again. */
  async setCameraOff(cameraOff: boolean): Promise<void> {
    await this.mediaController.setCameraOff(cameraOff);
  }

  /** @throws {CallError} */
  async setStatus(status: ChosenStatus): Promise<void> {
    await this.ask('SetStatus', status);
    const { me, presence } = this.store.get();
    const known = me && presence.get(me.id);
    if (me && !(known && known.callId)) this.learnPresence([{ ...known, userId: me.id, status }]);
  }

  /** Keeps `state.presence` of these people live until the returned function is called. */
  watch(userIds: readonly string[]): Unsubscribe {
    return this.watchList.add(userIds);
  }

  /** Takes over presence found in a list, until the server sends newer. */
  learnPresence(presence: readonly Presence[]): void {
    this.store.set(reduce(this.store.get(), { type: 'presence', presence }));
  }

  /** Sends a heartbeat at once, for instance after the machine woke up. */
  wakeUp(): void {
    this.heartbeat.now();
  }

  /** Tells the media and server connections that the network may have changed. */
  networkChanged(): void {
    this.heartbeat.now();
    this.mediaController.networkChanged();
  }

  /** Totals of `getStats` over the current peer connections. */
  diagnostics(): Promise<Diagnostics> {
    return this.mediaController.diagnostics();
  }

  private handleEvent(event: HubEvent): void {
    switch (event.name) {
      case 'Snapshot':
        this.resync.handleSnapshot(event.payload, this.surroundings.now());
        this.heartbeat.start(this.store.get().settings.heartbeatSeconds);
        break;
      case 'SignalReceived':
        this.mediaController.receive(event.payload);
        break;
      case 'PresenceChanged':
        this.learnPresence([event.payload]);
        break;
      case 'MissedChanged':
        this.store.set(reduce(this.store.get(), { type: 'missed', unseen: event.payload }));
        break;
      case 'Reconnect':
        this.connection.reconnectWithin(event.payload.afterMs);
        break;
      default:
        this.learnCall(event.payload);
    }
  }

  private handleStatus(status: ConnectionStatus): void {
    this.store.set(reduce(this.store.get(), { type: 'connection', status }));
    if (status === 'connected') this.watchList.startOver();
    else this.heartbeat.stop();
    if (status === 'signed_out') this.handleSignedOut();
  }

  private handleChange(next: ClientState, previous: ClientState, ringer: Ringer | undefined): void {
    const view = currentCall(next);
    const { dialling } = next;
    if (dialling && view?.phase === 'active' && view.peer.userId === dialling.others[0]?.userId) {
      this.mediaController.adopt(dialling.callId, view.callId);
    }
    this.mediaController.follow(view, (callId) => needsMedia(next, callId));
    ringer?.follow(view);
    for (const { type, ...told } of transitions(previous, next)) {
      if (type === 'ended') this.events.emit('ended', told);
      else this.events.emit(type, told.call);
    }
  }

  private handleSignedOut(): void {
    if (this.store.get().connection === 'idle') return;
    this.stop();
    this.events.emit('signedOut', undefined);
  }

  private isSignedOut(): Promise<boolean> {
    return this.api.me().then(
      () => false,
      (error: unknown) => error instanceof CallError && error.code === 'unauthenticated',
    );
  }

  private learnCall(call: Call): void {
    this.store.set(reduce(this.store.get(), { type: 'call', call }));
  }

  /** Without a connection there is nobody to tell; the next connection starts over. */
  private async tellWatched(userIds: string[]): Promise<void> {
    if (this.store.get().connection === 'connected') await this.connection.invoke('Watch', userIds.slice(0, watchLimit));
  }

  private async ask<Name extends keyof HubMethods>(method: Name, ...args: HubMethods[Name]): Promise<HubAnswer<Name>> {
    const answer = await persist<HubAnswer<Name>>(this.connection, this.surroundings.timers, method, ...args);
    if (answer) this.learnCall(answer);
    return answer;
  }
}
