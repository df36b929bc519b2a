import { createEmulator } from 'emulate'

/** Starts the Resend emulator of development, with its inbox page; the returned function stops it. */
export async function openInbox(port: number) {
  const emulator = await createEmulator({ service: 'resend', port })
  return () => emulator.close()
}
