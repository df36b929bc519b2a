import { borders } from './borders.ts'
import { broadcasts } from './broadcasts.ts'
import { courses } from './courses.ts'
import { database } from './database.ts'
import { delivery } from './delivery.ts'
import { events } from './events.ts'
import type { Guard } from './guard.ts'
import { inputs } from './inputs.ts'
import { isolation } from './isolation.ts'
import { letters } from './letters.ts'
import { links } from './links.ts'
import { operators } from './operators.ts'
import { outbox } from './outbox.ts'
import { sharedPages } from './pages.ts'
import { people } from './people.ts'
import { platform } from './platform.ts'
import { reports } from './report.ts'
import { resend } from './resend.ts'
import { routes } from './routes.ts'
import { sqlRows } from './sql.ts'
import { writing } from './writing.ts'

const layers: Record<string, readonly Guard[]> = {
  platform,
  sql: sqlRows,
  borders,
  inputs,
  database,
  resend,
  outbox,
  isolation,
  delivery,
  events,
  people,
  operators,
  courses,
  broadcasts,
  letters,
  links,
  reports,
  writing,
  routes,
  pages: sharedPages,
}

/** Every guard with its layer. */
export const everyGuard = Object.entries(layers).flatMap(([layer, guards]) =>
  guards.map((guard) => ({ layer, ...guard })),
)
