/** One of the user's sessions. */
export interface OwnSession {
  id: string;
  createdAt: string;
  /** Accurate to a few minutes. */
  lastUsedAt: string;
  expiresAt: string;
  deviceId?: string;
  userAgent?: string;
  /** The identity provider used to sign in; absent for a local account. */
  provider?: string;
  /** The session of this request. */
  current: boolean;
}
