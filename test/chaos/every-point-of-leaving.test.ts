import { paused } from './stories/pause.ts'
import { bounced, unsubscribed } from './stories/people-leave.ts'
import { tell } from './tell.ts'

tell({
  'a hard bounce while her next letter waits': bounced,
  'somebody unsubscribes during a send': unsubscribed,
  'a broadcast that is paused and goes on': paused,
})
