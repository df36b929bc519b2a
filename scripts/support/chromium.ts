/** The Chromium that npm brings on Linux x64; elsewhere none, and Playwright takes its own (`npx playwright install chromium`). */
export async function findChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const { default: chromium } = await import('@sparticuz/chromium')
  // Its `args` are not for us: they switch off web security. `--no-sandbox` is all that a container needs.
  return await chromium.executablePath()
}
