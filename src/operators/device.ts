/**
 * A browser and its machine in plain words, as far as a User-Agent header tells: `Firefox on Windows`. What it says is
 * for people to recognise, and nothing is decided by it.
 */
export function sayDevice(userAgent: string | undefined): string {
  const browser = first(BROWSERS, userAgent)
  const machine = first(MACHINES, userAgent)
  if (browser && machine) return `${browser} on ${machine}`
  return browser ?? (machine ? `A browser on ${machine}` : 'An unknown browser')
}

type Signs = readonly (readonly [sign: RegExp, name: string])[]

// Most browsers also name those they descend from, so the order matters.
const BROWSERS: Signs = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\/|\bOPiOS\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bChromium\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
]

const MACHINES: Signs = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'a Chromebook'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'a Mac'],
  [/\bLinux\b/, 'Linux'],
]

const first = (signs: Signs, text = '') => signs.find(([sign]) => sign.test(text))?.[1]
