import type { Child } from 'hono/jsx'
import type { HtmlEscapedString } from 'hono/utils/html'
import { assets, ground } from '#pages'
import type { Site } from './site'

export type PageProps = {
  site: Site
  title: string
  /** One or two sentences for search results and link previews; only pages that may be found have one. */
  description?: string
  /** Path of this page for its canonical address; a page without one is `noindex`. */
  path?: string
  /** What link previews say of a page that is a letter: when it was sent (ms), and a picture on this host. */
  article?: { sentAt: number; picture?: string | undefined }
  /** Path of the feed that this page belongs to. */
  feed?: string
  /** `sheet`: one thing to read or do, in the middle of the page. `book`: a longer page with headings in the margin. */
  shape?: 'sheet' | 'book'
  /** Loads the check of Cloudflare Turnstile; only pages with that check ask for it. */
  turnstile?: boolean
  children?: Child
}

/** The frame of every page: the practitioner's name above, care and privacy below. */
export const Page = ({ site, title, shape = 'sheet', children, ...meta }: PageProps) => (
  <html lang="en-GB">
    <Head site={site} title={title} {...meta} />
    <body class={shape}>
      <a class="skip" href="#main">
        To the content
      </a>
      <header>
        <a href="/">{site.senderName}</a>
      </header>
      <main id="main">{children}</main>
      <Footer site={site} />
    </body>
  </html>
)

/** A whole page as the string that is sent, with the doctype that JSX cannot write. */
export const document = (page: HtmlEscapedString | Promise<HtmlEscapedString>): string => `<!doctype html>${page}`

type HeadProps = Omit<PageProps, 'shape' | 'children'> & {
  /** The stylesheet, where it is not that of the public pages; and what is loaded beside it and the script of all pages. */
  style?: string
  styles?: readonly string[]
  scripts?: readonly string[]
}

/** The head of every page, public or not. */
export const Head = ({ site, style, styles = [], scripts = [], ...page }: HeadProps) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{page.title}</title>
    {assets.fonts.map((font) => (
      <link rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
    ))}
    {[style ?? assets.style, ...styles].map((sheet) => (
      <link rel="stylesheet" href={sheet} />
    ))}
    <link rel="icon" href={assets.icon} type="image/svg+xml" />
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" content={ground.light} media="(prefers-color-scheme: light)" />
    <meta name="theme-color" content={ground.dark} media="(prefers-color-scheme: dark)" />
    {page.path ? <Findable site={site} {...page} path={page.path} /> : <meta name="robots" content="noindex" />}
    {page.feed && <link rel="alternate" type="application/atom+xml" title={site.senderName} href={page.feed} />}
    <script type="module" src={assets.script} />
    {scripts.map((script) => (
      <script type="module" src={script} />
    ))}
    {page.turnstile && <script src="https://challenges.cloudflare.com/turnstile/v0/api.js" async defer />}
  </head>
)

type FindableProps = Pick<PageProps, 'site' | 'title' | 'description' | 'article'> & { path: string }

const Findable = ({ site, title, description, path, article }: FindableProps) => (
  <>
    <meta name="description" content={description} />
    <link rel="canonical" href={`${site.publicUrl}${path}`} />
    <meta property="og:type" content={article ? 'article' : 'website'} />
    {article && <meta property="article:published_time" content={new Date(article.sentAt).toISOString()} />}
    {article?.picture && <meta property="og:image" content={`${site.publicUrl}${article.picture}`} />}
    <meta property="og:site_name" content={site.senderName} />
    <meta property="og:title" content={title} />
    <meta property="og:description" content={description} />
    <meta property="og:url" content={`${site.publicUrl}${path}`} />
    <meta property="og:locale" content="en_GB" />
  </>
)

const Footer = ({ site }: { site: Site }) => (
  <footer>
    <nav aria-label="More">
      <a href="/care">Care</a>
      <a href="/privacy">Privacy</a>
      <a href={`mailto:${site.replyTo}`}>Write to me</a>
    </nav>
    <p>
      {site.senderName}, {site.postalAddress}
    </p>
    <p class="made">Made with Galea</p>
  </footer>
)
