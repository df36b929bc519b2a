/** Letters to everyone, written and sent through the practitioner's own pages, as she would. */

type Words = { subject: string; preheader: string; markdown: string }

/** The pages of the practitioner, behind her sign-in. */
export type Desk = { write: (words: Words) => Promise<string>; send: (letter: string, when: Moment) => Promise<void> }

type Moment = { when: 'now' } | { when: 'local'; at: string }

/** Signs in at the development service of this site. */
export async function openDesk(site: string): Promise<Desk> {
  const signedIn = await fetch(`${site}/admin/sign-in/development`, { redirect: 'manual' })
  const cookie = signedIn.headers.getSetCookie().map((one) => one.split(';')[0])
  const post = async (path: string, fields: Record<string, string> = {}) => {
    const headers = { cookie: cookie.join('; '), origin: site }
    const body = new URLSearchParams(fields)
    const answer = await fetch(site + path, { method: 'POST', redirect: 'manual', headers, body })
    if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.headers.get('location') ?? ''
  }
  return {
    async write(words) {
      const letter = new URL(await post('/admin/broadcasts'), site).pathname
      await post(letter, { ...words, version: '1' })
      return letter
    },
    async send(letter, when) {
      await post(`${letter}/audience`, { course: 'any' })
      await post(`${letter}/send`, { ...when, confirm: 'yes' })
    },
  }
}

/** What she wrote: a letter that was read, one that leaves on a morning to come, and one that is not finished. */
export const letters = {
  read: {
    subject: 'What the cold does to a jaw',
    preheader: 'A small thing I noticed this week, and one minute for your hands.',
    markdown: `Good morning%%commaName%%.

Since the first frost, many of you come in with shoulders near the ears and teeth pressed together. Nobody does it on purpose. We brace against the cold, and then we forget to stop.

## A minute for your hands

Lay your fingertips on your temples, close your eyes and let your jaw hang a little. Slide the skin slowly upwards and back, three times, without gliding over the hair. Then let your hands rest there for a breath.

It should feel warm and easy. If it hurts or makes you dizzy, stop.

If you would like to read more about breathing slowly, the [British Heart Foundation](https://www.bhf.org.uk/) has a calm page on it.

[Book a session](<%%bookUrl%%> "button")

Until soon,\\
%%senderName%%`,
  },
  toCome: {
    subject: 'Two evenings in December',
    preheader: 'Small groups, warm hands, and tea afterwards.',
    markdown: `Good morning%%commaName%%.

On two evenings in December I open the practice for a small group. We go through the whole sequence together, slowly, and I look at everybody’s hands.

- Thursday 3 December, 18:30 to 20:00
- Thursday 10 December, 18:30 to 20:00

There are six places each evening, and I keep them in the order in which they are booked.

[Book your place](<%%bookUrl%%> "button")

I look forward to seeing you,\\
%%senderName%%`,
  },
  unfinished: {
    subject: 'How often is often enough?',
    preheader: '',
    markdown: `Good morning%%commaName%%.

Several of you asked how often one should do the practice. The honest answer is short.`,
  },
} satisfies Record<string, Words>
