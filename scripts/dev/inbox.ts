import { createEmulator } from 'emulate'

/** Opens the Resend of development, with its inbox page; the answer closes it. */
export async function openInbox(port: number) {
  const emulator = await createEmulator({ service: 'resend', port })
  return () => emulator.close()
}
