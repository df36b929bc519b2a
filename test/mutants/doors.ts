// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, guards, journeys, unit } from './guard.ts'

const otherSites = 'src/web/http/refuse-other-sites.ts'

/** What the outside meets: methods, headers, signatures, and what may come from elsewhere. */
export const doors: Guard[] = [
  guard(
    'who only looks presses nothing',
    'src/web/reader/routes.tsx',
    "if (c.req.raw.method === 'GET') await",
    'await',
    journeys('what-is-stored', 'Book a session'),
  ),
  guard(
    'the first booking keeps its moment',
    'src/features/bookings/booked.ts',
    'on conflict (subscriber_id) do nothing',
    'on conflict (subscriber_id) do update set booked_at = excluded.booked_at',
    journeys('what-is-stored', 'I have booked'),
  ),
  guard(
    'a booking page gets her name only where it may',
    'src/features/bookings/booking-page.ts',
    'none: ({ token }) => ({ ref: token })',
    'none: ({ email, token }) => ({ email, ref: token })',
    journeys('booking', 'none: filled in'),
  ),
  guard(
    'leaving is answered with 200, not with another page',
    'src/web/reader/unsubscribe-routes.tsx',
    'c.var.app.clock.now())\n  return show(',
    "c.var.app.clock.now())\n  return c.redirect('/', 303) ?? show(",
    journeys('leaving', 'urlencoded'),
  ),
  guard(
    'mail programs may leave for her',
    otherSites,
    '(unsubscribe|webhooks)',
    '(webhooks)',
    journeys('leaving', 'urlencoded'),
  ),
  guard(
    'a neighbour on the domain is another site',
    otherSites,
    " || site === 'same-site'",
    '',
    journeys('signing-up', 'a neighbour'),
  ),
  guard(
    'an older browser names its origin',
    otherSites,
    "origin !== 'null' && !own.has(origin)",
    'false',
    journeys('signing-up', 'another origin'),
  ),
  guard(
    'a form goes to this site only',
    'src/web/app.tsx',
    '    formAction: ["\'self\'"],\n',
    '',
    journeys('every-door', 'keep a browser safe'),
  ),
  guard(
    'no frame around our pages',
    'src/web/app.tsx',
    '    frameAncestors: ["\'none\'"],\n',
    '',
    journeys('every-door', 'keep a browser safe'),
  ),
  // What a door says nothing of is kept nowhere either.
  guards(
    'pages behind a token are kept nowhere',
    [
      ['src/web/http/answer.ts', "  c.header('Cache-Control', 'no-store')\n", ''],
      ['src/web/app.tsx', "if (!c.res.headers.has('cache-control')) c.header('Cache-Control', 'no-store')", ''],
    ],
    journeys('every-door', 'kept nowhere'),
  ),
  guard(
    'their address is told to nobody',
    'src/web/http/answer.ts',
    "'Referrer-Policy', 'no-referrer'",
    "'Referrer-Policy', 'origin'",
    journeys('every-door', 'kept nowhere'),
  ),
  guard(
    'whoever is too many hears when to try again',
    'src/web/visitor/give-form-back.tsx',
    "c.header('Retry-After', String(seconds))",
    "c.header('Retry-After', '0')",
    journeys('signing-up', 'a whole town'),
  ),
  guard(
    'a machine that fills in every field signs nobody up',
    'src/web/visitor/sign-up-routes.tsx',
    "if (typed.website !== '') return thank(c, typed)",
    '',
    journeys('signing-up', 'fills in every field'),
  ),
  guard(
    'a check that cannot be made is not passed',
    'src/web/visitor/turnstile.ts',
    '  } catch {\n    return false',
    '  } catch {\n    return true',
    journeys('signing-up', 'Turnstile'),
  ),
  guard(
    'what she typed is for no script',
    'src/web/visitor/visit.ts',
    'httpOnly: true',
    'httpOnly: false',
    journeys('signing-up', 'is told what to do next'),
  ),
  guard(
    'the doors for development stay at home',
    'src/web/dev/routes.ts',
    '|| !isLoopback(new URL(c.req.url).hostname)',
    '',
    journeys('health', 'under a public name'),
  ),
  guard(
    'a pause has an end in sight',
    'src/web/reader/preferences-routes.tsx',
    '/^P([1-9]\\d?D|[1-3]M)$/',
    '/^P(\\d+D|\\d+M)$/',
    journeys('leaving', 'not on the page'),
  ),
  guard(
    'a form of ticks tells by absence',
    'src/web/reader/read-wishes.ts',
    "whole ? field('weekdaysOnly') !== undefined : now.weekdaysOnly",
    'now.weekdaysOnly',
    journeys('consent-ledger', 'she sets her hours'),
  ),
  guard(
    'an hour is said as a person says it',
    'src/web/ui/moment.ts',
    'if (hour < 5)',
    'if (hour <= 5)',
    unit('moment'),
  ),
  guard(
    'eight fields of a campaign',
    'src/web/visitor/read-sign-up.ts',
    'const MAX_UTM = 8',
    'const MAX_UTM = 9',
    journeys('consent-ledger', 'as much of a campaign'),
  ),
  guard(
    'what she typed is not sent in the clear',
    'src/web/visitor/visit.ts',
    "protocol === 'https:'",
    "protocol === 'http:'",
    journeys('signing-up', 'no further than that page'),
  ),
]
