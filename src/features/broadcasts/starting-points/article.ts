import type { StartingPointSource } from './starting-points'

/** One idea, what is known about it, and what a reader can do. */
export const article: StartingPointSource = {
  id: 'article',
  title: 'An article',
  description: 'One idea in its own time: what is going on, what is known about it, and what a reader can do.',
  subject: '[The question that this letter answers]',
  preheader: '[What your readers will know when they have read it, in one sentence]',
  markdown: `Good morning%%commaName%%.

[Begin with a moment that your readers know: a hand on the brow at four in the afternoon, a hat that leaves its mark. Two or three sentences.]

## What is going on

[The idea in your own words, as you would explain it to somebody on the table. One idea is enough for one letter.]

[What you see in your work, and how it differs from one person to the next.]

## What is known

[One finding, no stronger than it is: how many people took part, for how long, and what was measured.] It is one small study, so I take it as a hint and not as a promise.

[The source: who, where and in which year. Select these words and put the link on them.]

## What you can do

1. [First: where the hands go.]
2. [Then: what they do, how slowly, and for how long.]
3. [At the end: rest, and notice how it feels.]

It should feel warm and easy, and never sore. Stop at pain or dizziness. On [one page](%%careUrl%%) you can read who should leave it for another day.

---

[One sentence to end on.]

%%senderName%%`,
}
