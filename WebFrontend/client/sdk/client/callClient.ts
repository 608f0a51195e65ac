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
import { currentCall, isHere, type CallView } from '../state/relation';
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

/** The most people a server lets one connection watch. */
const watchLimit = 500;

/** How long signing out waits for the call to be hung up, in milliseconds; the server ends it with the session anyway. */
const leaveMs = 2_000;

/**
 * Presence and calls of the signed-in user on this device. Make one with `createCallClient()`.
 *
 * All that can be shown is in {@link state} and {@link media}, both immutable and observable; what happens is told
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

  /** Connects, and stays connected for ever. Does nothing when already started. */
  start(): void {
    this.connection.start();
  }

  /** Disconnects, closes microphone and camera and forgets the user. */
  stop(): void {
    this.heartbeat.stop();
    this.connection.stop();
    this.store.set({ ...initialState(this.store.get().deviceId), connection: this.store.get().connection });
  }

  /** Hangs up what is on this device, so that nobody is left behind when the user signs out; gives up after two seconds. */
  async leave(): Promise<void> {
    const { current } = this;
    if (!current || current.phase === 'incoming') return; // what rings is for the user's other devices too
    const late = () => new CallError('unreachable', 'Hanging up was not answered in time.');
    await within(this.surroundings.timers, leaveMs, this.hangUp(current.callId), late).catch(() => undefined);
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
   * `dnd`) or be another one: the call by which that person called us at the same moment. Resolves with nothing
   * when it was cancelled before the server knew of it, or when a call is being placed already.
   * @throws {DeviceError} when there is no microphone; nobody is called then.
   * @throws {CallError} `rate_limited` (with the seconds to wait), `forbidden`, `in_call`, `not_found`, `unreachable`.
   */
  call(person: Person, media: Media): Promise<Call | undefined> {
    return this.commands.call(person, media);
  }

  /**
   * Answers a ringing call on this device, after opening its microphone. Resolves with the call as it now is,
   * which may have been won by another device or have ended.
   * @throws {DeviceError} when there is no microphone; the call rings on.
   * @throws {CallError}
   */
  answer(callId: string): Promise<Call | undefined> {
    return this.commands.answer(callId);
  }

  /**
   * Brings the user's call that is on another tab or device to this one, after opening the microphone here.
   * The other device is told, and the other side hears no end.
   * @throws {DeviceError} when there is no microphone; the call stays where it is.
   * @throws {CallError}
   */
  join(callId: string): Promise<Call | undefined> {
    return this.commands.join(callId);
  }

  /** Declines for the user, on all devices. @throws {CallError} */
  decline(callId: string): Promise<Call | undefined> {
    return this.commands.decline(callId);
  }

  /** Cancels or ends a call, also one that is on another device of the user's; media stops at once. @throws {CallError} */
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

  /** Off closes the camera. @throws {DeviceError} when it cannot be opened again. */
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

  /** Takes over presence learnt from a list, until the server tells better. */
  learnPresence(presence: readonly Presence[]): void {
    this.store.set(reduce(this.store.get(), { type: 'presence', presence }));
  }

  /** Says at once that this device is there; for instance after the machine woke up. */
  wakeUp(): void {
    this.heartbeat.now();
  }

  /** Tells media and server connection that the network may be another one. */
  networkChanged(): void {
    this.heartbeat.now();
    this.mediaController.networkChanged();
  }

  /** Totals of `getStats` over the present peer connection. */
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
    this.mediaController.follow(view, (callId) => {
      const intent = next.intents.get(callId);
      if (intent === 'leaving' || intent === 'joining') return intent === 'joining';
      const call = next.calls.get(callId);
      return call ? isHere(call, next) : dialling?.callId === callId;
    });
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

  private async isSignedOut(): Promise<boolean> {
    const code = await this.api.me().then(
      () => undefined,
      (error: unknown) => (error as { code?: string }).code,
    );
    return code === 'unauthenticated';
  }

  private learnCall(call: Call): void {
    this.store.set(reduce(this.store.get(), { type: 'call', call }));
  }

  /** Without a connection there is nobody to tell; the next one is told. */
  private async tellWatched(userIds: string[]): Promise<void> {
    if (this.store.get().connection === 'connected') await this.connection.invoke('Watch', userIds.slice(0, watchLimit));
  }

  private async ask<Name extends keyof HubMethods>(method: Name, ...args: HubMethods[Name]): Promise<HubAnswer<Name>> {
    const answer = await persist<HubAnswer<Name>>(this.connection, this.surroundings.timers, method, ...args);
    if (answer) this.learnCall(answer);
    return answer;
  }
}
