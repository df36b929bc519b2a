import type { Child } from 'hono/jsx'
import { assets } from '#pages'
import { Head } from '../../ui/layout'
import type { Site } from '../../ui/site'
import { Navigation, type Place } from './navigation'

type Script = keyof typeof assets.admin.scripts
type Style = keyof typeof assets.admin.styles

export type AdminPageProps = {
  site: Site
  /** Who is signed in. */
  operator: { email: string }
  /** The heading of the page, and the beginning of its title in the browser. */
  title: string
  /** Where in the navigation this page is. */
  current?: Place
  /** The one primary action of the page, beside its heading. */
  action?: Child
  /** Scripts that this page alone loads. */
  scripts?: readonly Script[]
  /** Stylesheets that this page alone loads. */
  styles?: readonly Style[]
  /** `wide` for tables and the composer; else a column that is good to read. */
  shape?: 'column' | 'wide'
  children?: Child
}

/** The frame of every page behind the sign-in: the navigation, the heading with the page's one action, the content. */
export const AdminPage = ({
  site,
  operator,
  title,
  current,
  action,
  scripts = [],
  styles = [],
  shape = 'column',
  children,
}: AdminPageProps) => (
  <html lang="en-GB">
    <Head
      site={site}
      title={`${title} · ${site.senderName}`}
      style={assets.admin.style}
      styles={styles.map((name) => assets.admin.styles[name])}
      scripts={scripts.map((name) => assets.admin.scripts[name])}
    />
    <body class={`desk ${shape}`}>
      <a class="skip" href="#main">
        To the content
      </a>
      <Navigation site={site} operator={operator} current={current} />
      <main id="main">
        <div class="heading">
          <h1>{title}</h1>
          {action}
        </div>
        {children}
      </main>
    </body>
  </html>
)

/** A page before the sign-in: one thing to do, in the middle. */
export const DoorPage = ({
  site,
  title,
  scripts = [],
  children,
}: Pick<AdminPageProps, 'site' | 'title' | 'scripts' | 'children'>) => (
  <html lang="en-GB">
    <Head
      site={site}
      title={`${title} · ${site.senderName}`}
      style={assets.admin.style}
      scripts={scripts.map((name) => assets.admin.scripts[name])}
    />
    <body class="door">
      <main id="main">
        <p class="practice">
          <a href="/">{site.senderName}</a>
        </p>
        <h1>{title}</h1>
        {children}
      </main>
    </body>
  </html>
)
