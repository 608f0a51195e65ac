import type { OwnSession } from '../contract/account';
import type { Http } from './http';

/** The user's password and sessions. */
export class AccountApi {
  constructor(private readonly http: Http) {}

  /**
   * Ends all other sessions.
   * @throws {CallError} `forbidden` when `current` is wrong, `invalid` when the new one is too short or too long.
   */
  changePassword(current: string, next: string): Promise<void> {
    return this.http.post('/api/auth/password', { current, new: next });
  }

  /** Newest first. */
  sessions(): Promise<{ items: OwnSession[] }> {
    return this.http.get('/api/auth/sessions');
  }

  endSession(id: string): Promise<void> {
    return this.http.delete(`/api/auth/sessions/${encodeURIComponent(id)}`);
  }
}
