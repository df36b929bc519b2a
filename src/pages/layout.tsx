import type { Child } from 'hono/jsx'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Site } from './site'

export type PageProps = {
  site: Site
  title: string
  /** One or two sentences for search results and link previews; only pages that may be found have one. */
  description?: string
  /** Path of this page for its canonical address; only pages that may be found have one. */
  path?: string
  children?: Child
}

/** The frame of every page. A page without `path` asks search engines to pass by. */
export const Page = ({ site, title, description, path, children }: PageProps) => (
  <html lang="en-GB">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      {description && <meta name="description" content={description} />}
      {path ? <link rel="canonical" href={`${site.publicUrl}${path}`} /> : <meta name="robots" content="noindex" />}
    </head>
    <body>
      <main id="main">{children}</main>
      <footer>
        <p>{site.senderName}</p>
      </footer>
    </body>
  </html>
)

/** A whole page as the string that goes over the wire, with the doctype that JSX cannot write. */
export const document = (page: HtmlEscapedString | Promise<HtmlEscapedString>): string => `<!doctype html>${page}`
