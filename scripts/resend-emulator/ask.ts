import type { LastEvent, Letter, Order, Seen, SettingsChange } from './wire.ts'

/** A line to one box of the postman, from a test in Node or in workerd. */
export function askPostman(url: string, box: string) {
  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const response = await fetch(`${url}/_postman/${box}${path}`, init)
    if (!response.ok) throw new Error(`The postman answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as Answer
  }

  return {
    /** What `RESEND_BASE_URL` must be for letters to come into this box. */
    baseUrl: `${url}/${box}`,
    /** Makes trouble for the requests that come next. */
    orders: (...orders: Order[]) => call<{ pending: number }>('POST', '/orders', orders),
    /** Forgets the orders that have not been met. */
    relent: () => call('DELETE', '/orders'),
    change: (settings: SettingsChange) => call('PATCH', '', settings),
    /** Every accepted letter in the order of acceptance; with an address, those to it. */
    letters: (to?: string) => call<Letter[]>('GET', `/letters${to ? `?to=${encodeURIComponent(to)}` : ''}`),
    /** The accepted letters but the first so many. */
    lettersFrom: (count: number) => call<Letter[]>('GET', `/letters?from=${count}`),
    requests: () => call<Seen[]>('GET', '/requests'),
    /** What `GET /emails` says became of a letter. */
    became: (id: string, lastEvent: LastEvent) => call('PATCH', `/letters/${id}`, { lastEvent }),
    empty: () => call('DELETE', ''),
  }
}

export type Postman = ReturnType<typeof askPostman>
