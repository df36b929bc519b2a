import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'

// Signing in with a passkey, and adding one: the only things on these pages that need a script.

const post = async (path: string, body: unknown) => {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })
  const said = await answer.json()
  if (!answer.ok) throw new Error(said.title)
  return said
}

const signIn = async () =>
  post(
    '/admin/sign-in/passkey',
    await startAuthentication({ optionsJSON: await post('/admin/sign-in/passkey/options', {}) }),
  )

const add = async () =>
  post(
    '/admin/account/passkeys',
    await startRegistration({ optionsJSON: await post('/admin/account/passkeys/options', {}) }),
  )

// What browsers call the reasons (W3C WebAuthn, section 5.1); other errors are sentences of ours.
const REASONS: Record<string, string> = {
  NotAllowedError: 'Nothing was done: the question of your device was closed, or it has no passkey for this site.',
  InvalidStateError: 'This device has a passkey for this site already.',
  SecurityError: 'A passkey belongs to the public address of this site. Please open the page there.',
  TypeError: 'The site could not be reached. Please try again.',
}

const offer = (name: string, work: () => Promise<{ to: string }>) => {
  const place = document.querySelector<HTMLElement>(`[data-passkey-${name}]`)
  const button = place?.querySelector('button')
  const wrong = place?.querySelector('.wrong')
  if (!place || !button || !wrong) return
  place.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    wrong.textContent = ''
    try {
      location.assign((await work()).to)
    } catch (error) {
      const { name = '', message = '' } = error instanceof Error ? error : {}
      wrong.textContent = REASONS[name] ?? message
      button.disabled = false
    }
  })
}

if (browserSupportsWebAuthn()) {
  offer('sign-in', signIn)
  offer('add', add)
  for (const missing of document.querySelectorAll<HTMLElement>('[data-passkey-missing]')) missing.hidden = true
}
