import { CallError, fromResponse } from '../contract/errors';
import { newTraceparent } from '../tracing/traceparent';

export interface HttpOptions {
  /** Origin of the server, or empty for the page's own. */
  baseUrl: string;
  accessToken?: (() => string | Promise<string>) | undefined;
  /** Called on every 401. */
  onSignedOut?: (() => void) | undefined;
  fetch?: typeof fetch;
}

type Query = Record<string, string | number | undefined | null>;

/** JSON over HTTP, with the session's cookie and antiforgery header or a bearer token. */
export class Http {
  constructor(private readonly options: HttpOptions) {}

  get<T>(path: string, query: Query = {}): Promise<T> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return this.send<T>('GET', search ? `${path}?${search}` : path);
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.send<T>('POST', path, body);
  }

  delete<T>(path: string): Promise<T> {
    return this.send<T>('DELETE', path);
  }

  private async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { baseUrl, accessToken, onSignedOut } = this.options;
    const headers: Record<string, string> = { Accept: 'application/json', traceparent: newTraceparent() };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (accessToken) headers['Authorization'] = `Bearer ${await accessToken()}`;
    const token = method === 'GET' ? undefined : antiforgeryToken();
    if (token) headers['X-CSRF-TOKEN'] = token;

    let response: Response;
    try {
      response = await (this.options.fetch ?? fetch)(baseUrl + path, {
        method,
        headers,
        credentials: baseUrl ? 'include' : 'same-origin',
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new CallError('unreachable', String(error));
    }

    if (response.status === 401) onSignedOut?.();
    if (!response.ok) throw await fromResponse(response);
    const text = await response.text();
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

/** Whether there is a session cookie, judged by the antiforgery cookie set with it. Only the server knows whether it is still valid. */
export function hasSessionCookie(): boolean {
  return antiforgeryToken() !== undefined;
}

/** The server puts the token for the `X-CSRF-TOKEN` header into a cookie that scripts can read. */
function antiforgeryToken(): string | undefined {
  if (typeof document === 'undefined') return undefined;
  const cookie = /(?:^|;\s*)XSRF-TOKEN=([^;]*)/.exec(document.cookie);
  return cookie?.[1] && decodeURIComponent(cookie[1]);
}
