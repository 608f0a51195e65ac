/**
 * The `traceparent` (W3C Trace Context) of one request: its trace begins here in the browser and continues through
 * front-end, grain and database. The servers decide whether it is sampled.
 */
export function newTraceparent(): string {
  return `00-${randomHex(16)}-${randomHex(8)}-01`;
}

function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
