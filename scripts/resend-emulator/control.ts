import { change, type EmulatorInbox, newInbox, type Reply } from './inbox.ts'
import type { InjectedFault, LastEvent, SettingsChange } from './protocol.ts'
import { bareAddress } from './validate.ts'

/** What tests tell the emulator and ask it: `/_control/<inbox>/…`, JSON both ways. */
export function control(
  inbox: EmulatorInbox,
  method: string,
  path: string,
  query: URLSearchParams,
  body: unknown,
): Reply {
  const [, what = '', id = ''] = path.split('/')
  switch (`${method} ${what}`) {
    case 'PATCH ':
      change(inbox, body as SettingsChange)
      return { status: 200, body: { ...inbox.settings } }
    case 'DELETE ':
      Object.assign(inbox, newInbox())
      return { status: 200, body: {} }
    case 'POST faults':
      inbox.faults.push(...([body].flat() as InjectedFault[]))
      return { status: 201, body: { pending: inbox.faults.length } }
    case 'DELETE faults':
      inbox.faults = []
      return { status: 200, body: {} }
    case 'GET letters':
      return { status: 200, body: lettersTo(inbox, query.get('to')).slice(Number(query.get('from') ?? 0)) }
    case 'PATCH letters':
      for (const letter of inbox.letters) {
        if (letter.id === id) letter.lastEvent = (body as { lastEvent: LastEvent }).lastEvent
      }
      return { status: 200, body: {} }
    case 'GET requests':
      return { status: 200, body: inbox.seen }
    default:
      return { status: 404, body: { message: `The emulator does not know ${method} ${path}.` } }
  }
}

function lettersTo(inbox: EmulatorInbox, address: string | null) {
  if (address === null) return inbox.letters
  return inbox.letters.filter((letter) => letter.to.some((to) => bareAddress(to) === address.toLowerCase()))
}
