import type { Site } from '../../ui/site'

/** The places of the navigation: first what the work is about, then what belongs to the person. */
const PLACES = {
  letters: { href: '/admin/broadcasts', words: 'Letters', group: 'work' },
  pictures: { href: '/admin/media', words: 'Pictures', group: 'work' },
  account: { href: '/admin/account', words: 'Account', group: 'own' },
  operators: { href: '/admin/operators', words: 'Who can sign in', group: 'own' },
  log: { href: '/admin/log', words: 'History', group: 'own' },
} as const

export type Place = keyof typeof PLACES

type NavigationProps = { site: Site; operator: { email: string }; current: Place | undefined }

/** The navigation: beside the page on a wide screen, above it on a narrow one. No script is needed. */
export const Navigation = ({ site, operator, current }: NavigationProps) => (
  <header class="rail">
    <p class="practice">
      <a href="/admin">{site.senderName}</a>
    </p>
    <nav aria-label="Pages">
      <Links group="work" current={current} />
      <Links group="own" current={current} />
    </nav>
    <form class="leave" method="post" action="/admin/sign-out">
      <p>{operator.email}</p>
      <button type="submit" class="link">
        Sign out
      </button>
    </form>
  </header>
)

const Links = ({ group, current }: { group: 'work' | 'own'; current: Place | undefined }) => (
  <ul class={group}>
    {Object.entries(PLACES)
      .filter(([, place]) => place.group === group)
      .map(([name, { href, words }]) => (
        <li>
          <a href={href} aria-current={name === current ? 'page' : undefined}>
            {words}
          </a>
        </li>
      ))}
  </ul>
)
