import { CallError } from '../contract/errors';
import type { CallCommands, HubMethods } from '../contract/hub';
import type { Call, InitiateRequest, Media } from '../contract/model';
import { randomId } from '../device/ids';
import { DeviceError } from '../media/deviceError';
import { relationOf, type Relation } from '../state/relation';
import type { Intent, Person } from '../state/state';
import type { CallClientEvents } from './events';
import type { Core } from './core';

type Command = CallClientEvents['refused']['command'];

/** The user's commands. The screen follows at once; the server is told for as long as it takes. */
export class Commands {
  private readonly leaving = new Set<string>();

  constructor(private readonly core: Core) {}

  /** See `CallClient.call`. */
  async call(peer: Person, media: Media): Promise<Call | undefined> {
    const { dispatch, state } = this.core;
    if (state.get().dialling) return undefined;
    const callId = randomId();
    dispatch({ type: 'dialling', dialling: { callId, others: [peer], media } });
    try {
      return await this.dial({ calleeId: peer.userId, media, callId });
    } finally {
      if (state.get().dialling?.callId === callId) dispatch({ type: 'dialling', dialling: undefined });
      dispatch({ type: 'intent', callId, intent: state.get().calls.has(callId) ? state.get().intents.get(callId) : undefined });
    }
  }

  answer(callId: string): Promise<Call | undefined> {
    return this.enter('answer', 'Answer', callId, 'answering');
  }

  /** See `CallClient.join`. */
  join(callId: string): Promise<Call | undefined> {
    return this.enter('join', 'Join', callId, 'joining');
  }

  /** See `CallClient.command`. */
  run<Name extends keyof CallCommands>(name: Name, ...args: HubMethods[Name]): Promise<Call> {
    return this.send(name, args[0], () => this.core.ask<keyof CallCommands>(name, ...args));
  }

  private async enter(command: Command, method: 'Answer' | 'Join', callId: string, intent: Intent): Promise<Call | undefined> {
    const { dispatch, media, state } = this.core;
    const known = state.get().calls.get(callId);
    if (!known || state.get().intents.has(callId)) return state.get().over.get(callId);

    dispatch({ type: 'intent', callId, intent });
    try {
      // The microphone first: an answered call in which nobody speaks is worse than one that rings a second longer.
      await media.open(callId, known.media);
      if (!state.get().calls.has(callId) || this.isLeaving(callId)) return state.get().over.get(callId);
      return await this.send(command, callId, () => this.core.ask(method, callId));
    } catch (error) {
      if (error instanceof DeviceError) {
        media.release(callId);
        this.core.events.emit('deviceProblem', error);
      }
      throw error;
    } finally {
      if (state.get().intents.get(callId) === intent) dispatch({ type: 'intent', callId, intent: undefined });
    }
  }

  decline(callId: string): Promise<Call | undefined> {
    return this.leave('decline', callId, () => this.core.ask('Reject', callId));
  }

  hangUp(callId: string): Promise<Call | undefined> {
    const { api, dispatch, state } = this.core;
    const call = state.get().calls.get(callId);
    if (!call || this.relation(call) !== 'elsewhere') return this.leave('hangUp', callId, () => this.core.ask('HangUp', callId));
    // Only the device in the call may hang up for itself, so this one asks for the user. If that fails, the call is shown again.
    const forTheUser = async () => {
      const answer = await api.hangUp(callId);
      dispatch({ type: 'call', call: answer });
      return answer;
    };
    return this.leave('hangUp', callId, forTheUser).catch((error: unknown) => {
      dispatch({ type: 'intent', callId, intent: undefined });
      throw error;
    });
  }

  /** Leaves again a call that the user left while the server was out of reach. */
  leaveAgain(callId: string): void {
    if (this.isLeaving(callId) && !this.leaving.has(callId)) void this.hangUp(callId).catch(() => undefined);
  }

  private async dial(request: InitiateRequest): Promise<Call | undefined> {
    const { media } = this.core;
    const { callId } = request;
    // Ring while the devices open if that needs no permission prompt; otherwise open them first.
    const ready = await media.ready(request.media);
    const opening = media.open(callId, request.media).catch((error: unknown) => {
      if (error instanceof DeviceError) this.core.events.emit('deviceProblem', error);
      throw error;
    });
    if (ready) opening.catch(() => void this.hangUp(callId).catch(() => undefined));
    else await opening;
    if (this.isLeaving(callId)) return undefined;

    const call = await this.send('call', callId, () => this.core.ask('Initiate', request));
    if (this.isLeaving(callId) && call.state !== 'ended') return await this.hangUp(call.callId);
    return call;
  }

  private async leave(command: Command, callId: string, ask: () => Promise<Call>): Promise<Call | undefined> {
    const { dispatch, state } = this.core;
    const known = state.get().calls.has(callId);
    if (!known && state.get().dialling?.callId !== callId) return state.get().over.get(callId);

    dispatch({ type: 'intent', callId, intent: 'leaving' });
    if (!known) return undefined; // `dial` hangs up as soon as there is something to hang up
    this.leaving.add(callId);
    try {
      const call = await this.send(command, callId, ask);
      // A cancel that came after the answer finds a call in progress: leave that too.
      return this.isBound(call) ? await this.send(command, callId, () => this.core.ask('HangUp', callId)) : call;
    } finally {
      this.leaving.delete(callId);
    }
  }

  private async send(command: Command, callId: string, ask: () => Promise<Call>): Promise<Call> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof CallError) {
        if (error.code === 'not_found') this.core.dispatch({ type: 'gone', callId });
        this.core.events.emit('refused', { command, callId, error });
      }
      throw error;
    }
  }

  private isLeaving(callId: string): boolean {
    return this.core.state.get().intents.get(callId) === 'leaving';
  }

  private isBound(call: Call): boolean {
    const relation = this.relation(call);
    return relation === 'active' || relation === 'outgoing';
  }

  private relation(call: Call): Relation {
    const { me, deviceId } = this.core.state.get();
    return relationOf(call, me?.id ?? '', deviceId);
  }
}
