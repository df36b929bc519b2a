import type { Child } from 'hono/jsx'

/** `quiet`: a draft, an end. `active`: under way. `good`: done. `waiting`: for her or for a time. `wrong`: needs her. */
export type State = 'quiet' | 'active' | 'good' | 'waiting' | 'wrong'

/** A state in a word or two; its colour only repeats what the words say. */
export const Status = ({ state, children }: { state: State; children?: Child }) => (
  <span class={`status ${state}`}>{children}</span>
)
