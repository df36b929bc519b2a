import type { InjectedFault, LastEvent, Letter, SeenRequest, SettingsChange } from './protocol.ts'

/** A client for one inbox of the emulator, for Node and workerd alike. */
export function emulatorClient(url: string, inbox: string) {
  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const response = await fetch(`${url}/_control/${inbox}${path}`, init)
    if (!response.ok) throw new Error(`The emulator answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as Answer
  }

  return {
    /** What `RESEND_BASE_URL` must be for letters to come into this inbox. */
    baseUrl: `${url}/${inbox}`,
    /** Makes the next requests fail. */
    injectFaults: (...faults: InjectedFault[]) => call<{ pending: number }>('POST', '/faults', faults),
    /** Forgets the faults that have not been met. */
    clearFaults: () => call('DELETE', '/faults'),
    change: (settings: SettingsChange) => call('PATCH', '', settings),
    /** Every accepted letter in the order of acceptance; with an address, those to it. */
    letters: (to?: string) => call<Letter[]>('GET', `/letters${to ? `?to=${encodeURIComponent(to)}` : ''}`),
    /** The accepted letters but the first so many. */
    lettersFrom: (count: number) => call<Letter[]>('GET', `/letters?from=${count}`),
    requests: () => call<SeenRequest[]>('GET', '/requests'),
    /** What `GET /emails` says became of a letter. */
    setLastEvent: (id: string, lastEvent: LastEvent) => call('PATCH', `/letters/${id}`, { lastEvent }),
    empty: () => call('DELETE', ''),
  }
}

export type EmulatorClient = ReturnType<typeof emulatorClient>
