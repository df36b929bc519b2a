import { raw } from 'hono/html'
import { figures } from '#pages'

/** One of our drawings, in the colours of the page; without `says` it is decoration. */
export const Figure = ({ name, says, class: kind }: { name: keyof typeof figures; says?: string; class?: string }) =>
  says ? (
    <div class={`figure ${kind ?? ''}`} role="img" aria-label={says}>
      {raw(figures[name])}
    </div>
  ) : (
    <div class={`figure ${kind ?? ''}`} aria-hidden="true">
      {raw(figures[name])}
    </div>
  )
