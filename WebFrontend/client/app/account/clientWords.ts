/** Browsers that others claim to be come last. */
const browsers: [pattern: RegExp, name: string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
];

const systems: [pattern: RegExp, name: string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const find = (names: [RegExp, string][], userAgent: string) => names.find(([pattern]) => pattern.test(userAgent))?.[1];

/** A client's name as far as its user agent tells: `Firefox on Linux`. */
export function clientWords(userAgent: string | undefined): string {
  if (!userAgent) return 'Unknown client';
  const [browser, system] = [find(browsers, userAgent), find(systems, userAgent)];
  if (!browser) return system ? `A client on ${system}` : (userAgent.split(/[\s/]/)[0] ?? userAgent);
  return system ? `${browser} on ${system}` : browser;
}

export function isHandheld(userAgent: string | undefined): boolean {
  return /\b(?:iPhone|iPad|Android)\b/.test(userAgent ?? '');
}
