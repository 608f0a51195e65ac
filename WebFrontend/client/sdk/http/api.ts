import type { Call, Channel, Contact, HistoryFilter, Page, Presence, Signal, User } from '../contract/model';
import { AccountApi } from './accountApi';
import { hasSessionCookie, Http, type HttpOptions } from './http';
import { OperationsApi } from './operationsApi';

export interface MissedCalls {
  /** The last missed calls, seen ones too, newest first. */
  items: Call[];
  unseen: number;
  /** Which of `items` have not been seen. */
  unseenIds: string[];
}

/**
 * What is asked for rather than told. Every method throws `CallError`; none of them retries.
 */
export class Api {
  private readonly http: Http;

  /** One's own password and sessions. */
  readonly account: AccountApi;

  /** For administrators. */
  readonly operations: OperationsApi;

  constructor(options: HttpOptions) {
    this.http = new Http(options);
    this.account = new AccountApi(this.http);
    this.operations = new OperationsApi(this.http);
  }

  login(username: string, password: string): Promise<{ user: User }> {
    return this.http.post('/api/auth/login', { username, password });
  }

  logout(): Promise<void> {
    return this.http.post('/api/auth/logout');
  }

  /** False when nobody can be signed in by cookie here, so that `me` need not be asked. */
  mayBeSignedIn(): boolean {
    return hasSessionCookie();
  }

  me(): Promise<User> {
    return this.http.get('/api/me');
  }

  /** People the user may call; `search` is words in any order, of names, e-mail and organisation; `limit` is the size of a page, at most 100. */
  users(search?: string, cursor?: string, limit?: number): Promise<Page<Contact>> {
    return this.http.get('/api/users', { search, cursor, limit });
  }

  /** The user's channels with their members. */
  channels(): Promise<Page<Channel>> {
    return this.http.get('/api/channels');
  }

  presence(userId: string): Promise<Presence> {
    return this.http.get(`/api/status/user/${encodeURIComponent(userId)}`);
  }

  call(callId: string): Promise<Call> {
    return this.http.get('/api/call/status', { callId });
  }

  /** Ends the user's call on whichever device has it. */
  hangUp(callId: string): Promise<Call> {
    return this.http.post('/api/call/hangup', { callId });
  }

  /** Signals of a call sent to the user after `after`, the highest `seq` seen. */
  signals(callId: string, after: number): Promise<Page<Signal>> {
    return this.http.get('/api/call/signals', { callId, after });
  }

  missed(): Promise<MissedCalls> {
    return this.http.get('/api/call/missed');
  }

  /** Marks one missed call as seen, or all of them. */
  markSeen(callId?: string): Promise<void> {
    return this.http.post(callId ? `/api/call/mark-seen/${encodeURIComponent(callId)}` : '/api/call/mark-seen');
  }

  /** Newest first; `filter` says which calls, `limit` is the size of a page. */
  history(cursor?: string, filter: HistoryFilter = 'all', limit = 30): Promise<Page<Call>> {
    return this.http.get('/api/call/history', { cursor, filter, limit });
  }

  async iceServers(): Promise<RTCIceServer[]> {
    const answer = await this.http.get<{ iceServers: RTCIceServer[] }>('/api/ice-servers');
    return answer.iceServers;
  }
}
