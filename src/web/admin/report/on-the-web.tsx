import type { Broadcast } from '../../../features/broadcasts/find'
import { Action } from '../ui/button'

/** Whether anybody may read the letter, and changing it. A letter without a document has no words for the web. */
export const OnTheWeb = ({ path, broadcast }: { path: string; broadcast: Broadcast }) => {
  const { doc, slug, publishedAt } = broadcast
  if (doc === null) return null
  return (
    <>
      <h2>On the web</h2>
      {publishedAt === null ? (
        <>
          <p>
            Only your readers have this letter. On the web anyone could read it, without the names of your readers, and
            feed readers would bring it to those who follow you there. You can take it down at any time.
          </p>
          <Action action={`${path}/publish`}>Put it on the web</Action>
        </>
      ) : (
        <>
          <p>
            Anyone can read it at <a href={`/letters/${slug}`}>/letters/{slug}</a>, and it is in your{' '}
            <a href="/letters">list of letters</a>.
          </p>
          <Action action={`${path}/unpublish`}>Take it off the web</Action>
        </>
      )}
    </>
  )
}
