import type { Child } from 'hono/jsx'

/** `plain` tells, `good` says that something is done, `wrong` that something needs attention and is read out at once. */
export type Tone = 'plain' | 'good' | 'wrong'

/** A few sentences above the content of a page. */
export const Notice = ({ tone = 'plain', children }: { tone?: Tone; children?: Child }) => (
  <div class={`notice ${tone}`} role={tone === 'wrong' ? 'alert' : 'status'}>
    {children}
  </div>
)
