import type { Child } from 'hono/jsx'

/** What stands where there is nothing yet: a sentence on what will be here, and the way to begin. */
export const Empty = ({ title, action, children }: { title: string; action?: Child; children?: Child }) => (
  <div class="empty">
    <h2>{title}</h2>
    {children}
    {action && <p class="buttons">{action}</p>}
  </div>
)
