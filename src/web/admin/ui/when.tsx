import { sayMoment } from './say-moment'

/** A moment in a zone, as a time element: `today at 9:05`, `24 November 2026 at 9:05`. */
export const When = ({ at, now, timeZone }: { at: number; now: number; timeZone: string }) => (
  <time datetime={new Date(at).toISOString()}>{sayMoment(at, timeZone, now)}</time>
)
