import { broadcast } from './stories/broadcast.ts'
import { confirm } from './stories/confirm.ts'
import { morning } from './stories/morning.ts'
import { tell } from './tell.ts'

tell({
  'a reader who signs up and confirms': confirm,
  'a tick that advances 15 readers and sends their lesson': morning,
  'a broadcast to 25 readers': broadcast,
})
