import { events } from './stories/events.ts'
import { paused } from './stories/pause.ts'
import { bounced, unsubscribed } from './stories/people-leave.ts'
import { tell } from './tell.ts'

tell({
  'what the provider tells of a broadcast, by the events queue': events,
  'a hard bounce while her next letter waits': bounced,
  'somebody unsubscribes during a send': unsubscribed,
  'a broadcast that is paused and goes on': paused,
})
