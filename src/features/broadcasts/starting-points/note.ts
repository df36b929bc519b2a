import type { StartingPointSource } from './starting-points'

/** A short personal letter: one thing noticed, one thing to try, one question. */
export const note: StartingPointSource = {
  id: 'note',
  title: 'A note from the practice',
  description: 'Short and personal: something you noticed, one minute for the hands, and a question.',
  subject: '[What you noticed, in a few words]',
  preheader: 'A short note from the treatment room, and one minute for your hands.',
  markdown: `Good morning%%commaName%%.

[One thing you noticed in the treatment room this week, in two or three sentences: a place that many people hold, a question that came up twice, the first cold morning of the year.]

[What you make of it, and where it might meet your readers in their own day.]

## A minute for your hands

Lay your fingertips on your temples, close your eyes and let your jaw hang a little. Slide the skin itself slowly upwards and back, three times, without gliding over the hair. Then let your hands rest there for a breath, and notice whether anything feels different.

It should feel warm and easy. If it hurts or makes you dizzy, stop. On [one page](%%careUrl%%) you can read who should leave it for another day.

## And you?

[One question that can be answered in a sentence.] Just reply to this letter. Your answer comes to me.

Until soon,\\
%%senderName%%`,
}
