import type { StartingPointSource } from './starting-points'

/** An occasion with its dates, its place, its price, and a button. */
export const invitation: StartingPointSource = {
  id: 'invitation',
  title: 'An invitation with dates',
  description: 'A workshop, an open morning, new hours: what it is, when and where, what it costs, and a button.',
  subject: '[What you invite to, and when]',
  preheader: '[Where it is, how long it takes, and how many places there are]',
  markdown: `Good morning%%commaName%%.

I would like to invite you to [what it is: a morning for scalp and face, a small workshop, an open hour].

[Two or three sentences: what we will do together, what it feels like, and what to bring.]

## The dates

- [Tuesday 4 May, 10:00 to 12:00]
- [Saturday 15 May, 10:00 to 12:00]

### Where

[Street and town, and how to find the door]

### What it costs

[The price, how to pay, and until when a place can be given back]

There are [how many] places each time, and I keep them in the order in which they are booked.

[Book your place](%%bookUrl%% "button")

If none of these days suits you, just reply and tell me which one would. I plan the next ones from your answers.

Hands-on work is not for everybody at every time. Who should wait is written on [one page](%%careUrl%%), and if you are unsure, please ask me before you book.

I look forward to seeing you,\\
%%senderName%%`,
}
