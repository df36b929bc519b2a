import { blocks } from '#letters'
import type { Templates } from '../../src/composition'
import { openWorker } from '../../src/index'

const part = (subject: string) => ({
  subject,
  preheader: 'A line for the inbox',
  html: `<p>${subject}%%commaName%%</p>`,
  text: `${subject}%%commaName%%`,
  web: '',
  gaps: [],
})

const letter = (subject: string) => ({
  ...part(subject),
  html: '<a href="%%confirmUrl%%">Confirm</a>',
  text: '%%confirmUrl%%',
})

const lesson = (day: number) => ({
  day,
  title: `Lesson ${day}`,
  practice: `Practice ${day}`,
  minutes: 10,
  opening: '',
  figure: { path: '', alt: '', width: 1, height: 1 },
  open: part(`Lesson ${day}`),
  booked: part(`Lesson ${day}, booked`),
})

/** A course of three lessons of one line: these tests are about delivery, not content. */
export const words = {
  frame: {
    html: '<html><body>%%body%%<a href="%%unsubscribeUrl%%">Leave</a><p>%%reason%%</p></body></html>',
    text: '%%body%%\n%%unsubscribeUrl%%\n%%reason%%',
    gaps: [],
  },
  reasons: { lesson: 'You asked for it.', broadcast: 'You asked for it.' },
  courses: [
    {
      number: 1,
      slug: 'three',
      title: 'Three lessons',
      promise: '',
      confirm: letter('Please confirm'),
      lessons: [1, 2, 3].map(lesson),
    },
    {
      number: 2,
      slug: 'two',
      title: 'Two lessons',
      promise: '',
      confirm: letter('Please confirm two'),
      lessons: [1, 2].map(lesson),
    },
  ],
  blocks,
  letters: {
    alreadyReading: letter('You are reading'),
    alert: { ...part('Alert'), subject: 'Alert: %%alertTitle%%', html: '<p>%%alertText%%</p>', text: '%%alertText%%' },
  },
} as unknown as Templates & { reasons: { broadcast: string }; blocks: typeof blocks }

/** The real Worker with these templates. */
export const worker = openWorker(words)
