// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, journeys } from './guard.ts'

const shared = 'src/web/http/shared-page.ts'
const tag = 'src/web/http/entity-tag.ts'
const routes = 'src/web/visitor/routes.tsx'
const pages = (named: string) => journeys('shared-pages', named)

/** Pages that everybody may keep: which they are, by what mark they are known, and what must not stand in them. */
export const sharedPages: Guard[] = [
  guard(
    'a changed setting makes other pages',
    'src/platform/config.ts',
    'names.every((name, i) => Reflect.get(env, name) === cached.given[i])',
    'names.length > 0',
    pages('after a setting has changed'),
  ),
  guard('every page has a mark of its own', tag, '.update(text)', ".update('')", pages('has a mark of its own')),
  guard(
    'whoever has another page gets this one',
    tag,
    "one.trim() === '*' || ",
    "one.trim() !== '' || ",
    pages('to whoever has another'),
  ),
  guard(
    'whoever has the page is not sent it again',
    shared,
    'if (hasEntity(',
    'if (!hasEntity(',
    pages('not sent again'),
  ),
  guard('a mark is known whether it is weak or strong', tag, ".replace(/^W\\//, '')", '', pages('not sent again')),
  guard('a referrer makes the page private', routes, "referrer === '' && ", '', pages('makes the first page hers')),
  guard(
    'a campaign makes the page private',
    routes,
    ' && Object.keys(utm).length === 0',
    '',
    pages('makes the first page hers'),
  ),
  guard(
    'a cache keeps pages apart by where the visitor came from',
    routes,
    "  c.header('Vary', 'Referer')\n",
    '',
    pages('makes the first page hers'),
  ),
  guard(
    'what a visitor brought stands in the form as it is',
    routes,
    'html.replace(PAGE_FIELD, () => `${PAGE_FIELD}${<HiddenFields values={origin} />}`)',
    'html.replace(PAGE_FIELD, `${PAGE_FIELD}${<HiddenFields values={origin} />}`)',
    pages('in no page that others may get'),
  ),
  guard(
    'a shared page asks the database for nothing',
    'src/web/app.tsx',
    "caching: PERSONAL, database: 'none'",
    'caching: PERSONAL, database: CALLER as never',
    pages('asks for nothing'),
  ),
]
