/** `unreachable` is the client's own: the server did not answer at all. Codes of a newer server pass through as text. */
export type CallErrorCode =
  | 'not_found'
  | 'forbidden'
  | 'rate_limited'
  | 'in_call'
  | 'not_bound'
  | 'invalid'
  | 'too_large'
  | 'unauthenticated'
  | 'unavailable'
  | 'unreachable'
  | (string & {});

/** A refusal by the server, or no answer from it. The `code` is stable, the `message` is for logs. */
export class CallError extends Error {
  override readonly name = 'CallError';

  constructor(
    readonly code: CallErrorCode,
    message: string,
    /** Seconds to wait before trying again, with `rate_limited`. */
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }

  /** Whether the same command may succeed if sent again; all commands are safe to repeat. */
  get transient(): boolean {
    return this.code === 'unreachable' || this.code === 'unavailable';
  }
}

/** Parses what SignalR makes of a `HubException`: `… HubException: rate_limited: Too many calls. retryAfter=42`. */
export function fromHubError(error: unknown): CallError {
  const text = error instanceof Error ? error.message : String(error);
  const refusal = /HubException:\s*([a-z_]+)\b:?\s*(.*)$/s.exec(text);
  if (refusal) {
    const wait = /retryAfter=(\d+)/.exec(text);
    return new CallError(refusal[1] ?? 'invalid', refusal[2] ?? text, wait ? Number(wait[1]) : undefined);
  }

  // An exception without a code is a fault of the server's, for instance of a silo that just died.
  const fault = text.includes('on the server');
  return new CallError(fault ? 'unavailable' : 'unreachable', text);
}

/** Parses an RFC 9457 problem document. */
export async function fromResponse(response: Response): Promise<CallError> {
  const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string; title?: string };
  const wait = Number(response.headers.get('Retry-After'));
  return new CallError(
    problem.code ?? codeOf(response.status),
    problem.detail ?? problem.title ?? `The server answered ${response.status}.`,
    response.status === 429 && Number.isFinite(wait) && wait > 0 ? wait : undefined,
  );
}

function codeOf(status: number): CallErrorCode {
  switch (status) {
    case 401:
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
      return 'not_found';
    case 413:
      return 'too_large';
    case 429:
      return 'rate_limited';
    default:
      return status >= 500 ? 'unavailable' : 'invalid';
  }
}
