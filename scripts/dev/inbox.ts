import { createEmulator } from 'emulate'

/**
 * Starts the Resend emulator of development, with its inbox page; letters may come from the domain of `from`. The
 * returned function stops it.
 */
export async function openInbox(port: number, from = '') {
  const domain = from.slice(from.lastIndexOf('@') + 1)
  const emulator = await createEmulator({ service: 'resend', port, seed: { resend: { domains: [{ name: domain }] } } })
  return () => emulator.close()
}
