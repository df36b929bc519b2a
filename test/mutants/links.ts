// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, journeys, unit } from './guard.ts'

const click = 'src/features/broadcasts/links/count-click.ts'
const counted = 'src/features/broadcasts/links/counted-links.ts'
const says = 'src/web/reader/says-machine.ts'
const go = 'src/web/reader/go-routes.ts'
const byWhatItSays = journeys('links-of-letters', 'by what it says')
const byThree = journeys('links-of-letters', 'three links at once')
const byScript = journeys('links-of-letters', 'one token and a script')

/** Links of letters to everyone, and who opened them. */
export const links: Guard[] = [
  guard(
    'a link of another letter leads nowhere',
    'src/features/broadcasts/links/where-it-leads.ts',
    'where broadcast_id = ${broadcastId} and key = ${key}',
    'where key = ${key}',
    journeys('links-of-letters', 'leads nowhere else'),
  ),
  guard(
    'where a link leads is remembered',
    'src/features/broadcasts/links/where-it-leads.ts',
    'remembered.set(name, row.href)',
    '',
    journeys('links-of-letters', 'while the database is away'),
  ),
  guard(
    'a link that was stored stays',
    'src/features/broadcasts/schedule.ts',
    '      links: storeLinks(db, id, links),\n',
    '',
    journeys('links-of-letters', 'leads where the practitioner said'),
  ),
  guard(
    'the booking page opens without a database',
    go,
    '.catch(unlessAway)',
    '',
    journeys('links-of-letters', 'while the database is away'),
  ),
  guard(
    'the booking button of a letter counts for booking too',
    go,
    "if (href === BOOK.href && c.req.raw.method === 'GET')",
    'if (false)',
    journeys('links-of-letters', 'leads where the practitioner said'),
  ),
  guard('a link with a gap in it is left alone', counted, '(?:(?!%%)[^"])+', '[^"]+', unit('counted-links')),
  guard(
    'a longer address is another link',
    counted,
    '[^\\s<>"]+|%%bookUrl',
    '[\\w:/.]+?\\b|%%bookUrl',
    unit('counted-links'),
  ),
  guard(
    'a sign at the end of a sentence is no part',
    counted,
    ", address.replace(CLOSING, '')]",
    ']',
    unit('counted-links'),
  ),
  guard('HEAD is no person', says, "if (method === 'HEAD') return true\n", '', byWhatItSays),
  guard('what is fetched ahead is not read', says, 'prefetch|prerender|preview/', 'nothing/', byWhatItSays),
  guard('a scanner that says so is no person', says, "'barracuda|", "'", byWhatItSays),
  guard('a crawler that says so is no person', says, "'(?<!cu)bot\\\\b|", "'", byWhatItSays),
  guard('a telephone is not a crawler', says, '(?<!cu)', '', byWhatItSays),
  guard(
    'nobody reads a letter in the second in which it left',
    click,
    'SOON_MS = 10_000',
    'SOON_MS = 9_000',
    byWhatItSays,
  ),
  guard('and after ten seconds somebody may', click, 'SOON_MS = 10_000', 'SOON_MS = 12_000', byWhatItSays),
  guard('nobody reads it before it was delivered', click, 'coalesce(d.delivered_at, 0)', '0', byWhatItSays),
  guard('three links at once are a machine', click, 'const AT_ONCE = 3', 'const AT_ONCE = 4', byThree),
  guard('two are a person', click, 'const AT_ONCE = 3', 'const AT_ONCE = 2', byThree),
  guard('within ten seconds', click, 'AT_ONCE_MS = 10_000', 'AT_ONCE_MS = 9_000', byThree),
  guard('and no longer', click, 'AT_ONCE_MS = 10_000', 'AT_ONCE_MS = 12_000', byThree),
  guard('a person may come after a machine', click, 'human_at = coalesce(human_at, excluded.human_at),', '', byThree),
  guard('a link is noted fifty times at most', click, "sql.raw('50')", "sql.raw('52')", byScript),
]
