import { keptWords, type Words } from './kept-words'

/** The words of a letter as they were saved elsewhere, and when (ms). */
export type Theirs = Words & { version: number; savedAt: number }

/** How it is with the words of this tab. */
export type SaveState =
  | { is: 'saved'; at: number }
  | { is: 'waiting' | 'saving' | 'offline' | 'signedOut' }
  | { is: 'refused'; sentence: string }
  | { is: 'elsewhere'; theirs: Theirs }

type Parts = {
  /** Where the letter is saved, and the name under which this browser knows it. */
  url: string
  name: string
  version: number
  read: () => Words
  /** Another tab has saved; this one has nothing of its own. */
  take: (words: Words) => void
  say: (state: SaveState) => void
}

const PAUSE_MS = 900
const TIMEOUT_MS = 15_000
const MAX_WAIT_MS = 30_000
/** Browsers send at most 64 KiB after a page is gone (fetch.spec.whatwg.org, "keepalive"). */
const MAX_KEEPALIVE = 60_000

export type Autosave = ReturnType<typeof openAutosave>

/**
 * Saves the words of a letter while they are written: one request at a time, the newest words last, never over words
 * that this tab has not seen. What cannot be saved waits in this browser.
 */
export function openAutosave({ url, name, version, read, take, say }: Parts) {
  let dirty = false
  let busy = false
  let conflict = false
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Sent, and the answer was lost: it is sent again as it was, so that the server can know it by its words. */
  let unanswered: string | undefined
  const kept = keptWords(name)
  const tabs = new BroadcastChannel(`letter:${name}`)

  tabs.onmessage = ({ data }) => {
    // With words of its own this tab asks the server, whose answer brings the others.
    if (data.version <= version || dirty || busy) return
    version = data.version
    take(data.words)
    say({ is: 'saved', at: data.at })
  }

  async function save({ leaving = false } = {}): Promise<void> {
    clearTimeout(timer)
    if (busy || conflict || !(dirty || unanswered)) return
    busy = true
    const again = leaving ? undefined : unanswered
    const body = again ?? JSON.stringify(read())
    if (again === undefined) dirty = false
    unanswered = body
    say({ is: 'saving' })
    const answer = await put(body, leaving).catch(() => null)
    if (answer === null)
      dirty = true // whether or not it arrived
    else unanswered = undefined
    await hear(answer, body)
    busy = false
    if (dirty && !conflict && tries === 0) timer = setTimeout(save, 0)
  }

  // Null when there is no answer that says anything of the words.
  async function put(body: string, leaving: boolean): Promise<Response | null> {
    const answer = await fetch(url, {
      method: 'PUT',
      body,
      headers: { 'content-type': 'application/json', accept: 'application/json', 'if-match': `"${version}"` },
      redirect: 'manual',
      keepalive: body.length < MAX_KEEPALIVE, // the page may be gone before the answer
      ...(leaving ? {} : { signal: AbortSignal.timeout(TIMEOUT_MS) }),
    })
    return answer.status >= 500 || [408, 429].includes(answer.status) ? null : answer
  }

  async function hear(answer: Response | null, body: string): Promise<void> {
    if (answer?.ok) return settled(await answer.json(), body)
    dirty = true
    kept.keep(read())
    if (answer === null) return later({ is: 'offline' })
    if (answer.type === 'opaqueredirect' || answer.status === 401) return later({ is: 'signedOut' })
    const said = await answer.json().catch(() => ({}))
    if (answer.status === 412) {
      conflict = true
      return say({ is: 'elsewhere', theirs: said })
    }
    tries = 1 // words that a letter cannot hold: the next change tries again
    say({ is: 'refused', sentence: said.title ?? 'These words could not be saved.' })
  }

  function settled({ version: newest, savedAt: at }: { version: number; savedAt: number }, body: string): void {
    version = newest
    tries = 0
    if (!dirty) kept.drop()
    tabs.postMessage({ version, at, words: JSON.parse(body) })
    say(dirty ? { is: 'waiting' } : { is: 'saved', at })
  }

  function later(state: SaveState): void {
    tries++
    say(state)
    timer = setTimeout(save, Math.min(MAX_WAIT_MS, 1000 * 2 ** tries))
  }

  const now = () => {
    tries = 0
    return save()
  }
  addEventListener('online', now)
  addEventListener('focus', () => void (tries > 0 && now()))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') return void (tries > 0 && now())
    if (dirty) kept.keep(read())
    void save({ leaving: true })
  })
  addEventListener('beforeunload', (event) => {
    if (dirty || busy) event.preventDefault()
  })

  return {
    kept,
    /** Something was written. */
    changed() {
      dirty = true
      kept.keep(read())
      if (conflict) return
      tries = 0
      say({ is: 'waiting' })
      clearTimeout(timer)
      timer = setTimeout(save, PAUSE_MS)
    },
    /** Saves at once; whether everything is saved then. */
    async flush(): Promise<boolean> {
      for (let rounds = 0; (dirty || busy) && !conflict && rounds < 20; rounds++) {
        if (busy) await new Promise((go) => setTimeout(go, 100))
        else await now()
        if (tries > 0) break
      }
      return !dirty && !busy
    },
    /** Saves these words over those of elsewhere, which the person has seen. */
    keepMine(theirs: Theirs) {
      version = theirs.version
      conflict = false
      dirty = true
      return now()
    },
    /** Goes on with the words of elsewhere, which the page shows now. */
    takeTheirs(theirs: Theirs) {
      version = theirs.version
      conflict = false
      dirty = false
      kept.drop()
      say({ is: 'saved', at: theirs.savedAt })
    },
    /** Nothing of this tab is kept or asked about any more. */
    forget() {
      dirty = false
      conflict = true
      kept.drop()
    },
  }
}
