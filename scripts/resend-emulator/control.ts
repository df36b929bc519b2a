import { type Box, change, newBox, type Reply } from './box.ts'
import { bareAddress } from './judge.ts'
import type { LastEvent, Order, SettingsChange } from './wire.ts'

/** What tests tell the postman and ask him: `/_postman/<box>/…`, JSON both ways. */
export function control(box: Box, method: string, path: string, query: URLSearchParams, body: unknown): Reply {
  const [, what = '', id = ''] = path.split('/')
  switch (`${method} ${what}`) {
    case 'PATCH ':
      change(box, body as SettingsChange)
      return { status: 200, body: { ...box.settings } }
    case 'DELETE ':
      Object.assign(box, newBox())
      return { status: 200, body: {} }
    case 'POST orders':
      box.orders.push(...([body].flat() as Order[]))
      return { status: 201, body: { pending: box.orders.length } }
    case 'DELETE orders':
      box.orders = []
      return { status: 200, body: {} }
    case 'GET letters':
      return { status: 200, body: lettersTo(box, query.get('to')).slice(Number(query.get('from') ?? 0)) }
    case 'PATCH letters':
      for (const letter of box.letters) {
        if (letter.id === id) letter.lastEvent = (body as { lastEvent: LastEvent }).lastEvent
      }
      return { status: 200, body: {} }
    case 'GET requests':
      return { status: 200, body: box.seen }
    default:
      return { status: 404, body: { message: `The postman does not know ${method} ${path}.` } }
  }
}

function lettersTo(box: Box, address: string | null) {
  if (address === null) return box.letters
  return box.letters.filter((letter) => letter.to.some((to) => bareAddress(to) === address.toLowerCase()))
}
