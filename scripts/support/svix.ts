/** Signs a webhook as Svix does: HMAC-SHA256 over `id.timestamp.body` (https://docs.svix.com/receiving/verifying-payloads/how-manual). */
export async function sign({ secret, id, at, body }: { secret: string; id: string; at: Date; body: string }) {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const keyBytes = fromBase64(secret.replace(/^whsec_/, ''))
  const key = await crypto.subtle.importKey('raw', keyBytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${id}.${timestamp}.${body}`))
  return { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${toBase64(signature)}` }
}

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
const toBase64 = (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
