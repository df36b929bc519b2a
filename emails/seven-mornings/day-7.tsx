/** @jsxImportSource react */
import { Booked, BookingButton, Open } from '../_components/booking'
import type { LessonSource } from '../_components/course'
import { Finding } from '../_components/known'
import { previewLesson } from '../_components/preview'
import { P, Subheading } from '../_components/prose'
import { Prepare } from './prepare'
import { sources } from './sources'

export const day7: LessonSource = {
  day: 7,
  title: 'A ritual of your own',
  subject: 'Six minutes that are yours now',
  preheader: 'The whole sequence in order, and what another pair of hands can add to it.',
  minutes: 6,
  opening: (
    <>
      <P>
        On the first day you looked for the place where your scalp moved least. Put a finger on it now, before anything
        else, and slide. Perhaps it is just as it was. Perhaps it goes a little further, or has only become familiar.
        Any of these is an honest result after a week.
      </P>
      <P>
        You know enough to carry on alone. You can check a scalp. You have the lift and the glide, a jaw that remembers
        how to hang, a crown that goes forwards and back, and a head that may be heavy. One minute for each, and one to
        rest: that is six, and they are yours to keep.
      </P>
    </>
  ),
  idea: (
    <>
      <P>
        Keep what your head enjoyed and drop the rest. Three minutes that happen are worth more than twenty that are
        planned. On a bad day lay both palms on your crown for one breath and call it done, so that the thread does not
        break.
      </P>
      <P>
        Two things remain that your own hands cannot do. They cannot be busy at the back of your head and at rest in the
        same moment, and they cannot surprise you. Someone else’s can. On the table your arms have nothing to do, and
        scalp, face, neck and nervous system are treated as one. I can follow a line of tension from the base of the
        skull to the brow, where you would have needed a third hand. Integrated work of this kind can change how a face
        moves, how it rests and how it shows up in a room. How much, differs from person to person.
      </P>
    </>
  ),
  practice: {
    name: 'The whole sequence',
    steps: [
      {
        seconds: 60,
        words:
          'Check. Slide the scalp at the front, above the ears, on the crown and at the back. Find today’s quiet place.',
      },
      {
        seconds: 60,
        words:
          'Lift and glide. Palms above the ears, up with the breath and down; then ten fingertips at the crown, gather and let go.',
      },
      {
        seconds: 60,
        words: 'Temples and jaw. Teeth apart, slow circles backwards, following the fan up into the hair.',
      },
      {
        seconds: 60,
        words: 'Crown. Towards the brow, and wait a breath. Away from the brow, and wait a breath.',
      },
      {
        seconds: 60,
        words: 'Base of the skull. Fingertips under the ridge, and the head grows heavy on them.',
      },
      {
        seconds: 60,
        words: 'Rest. Both palms on the crown, eyes closed, nothing to do. The brows are the last to fall.',
      },
    ],
    feel: 'Warm, easy, alive, and nowhere sore. By the end you may find it hard to say, with your eyes shut, where your face stops and your scalp begins.',
  },
  known: (
    <Finding {...sources.calm}>
      In one small study of 34 women who work in offices, scalp massage of 15 or 25 minutes, twice a week for ten weeks,
      went with lower cortisol, noradrenaline and blood pressure. It suggests that the whole system listens, and it
      proves no treatment.
    </Finding>
  ),
  question: 'What is different since day 1? “Nothing” is a useful answer too.',
  invitation: (
    <>
      <Open>
        <Subheading>If you would like another pair of hands</Subheading>
        <P>
          These seven mornings end here, and a session can begin where they stop. You lie down, I start at the scalp,
          and we take the time it takes to let face, neck and breath join in.
        </P>
        <BookingButton />
      </Open>
      <Booked>
        <Prepare />
      </Booked>
    </>
  ),
  lastWord: 'Your face begins at your scalp.',
  signOff: 'Thank you for your seven mornings,',
}

export default previewLesson(day7, { of: 7, slug: 'seven-mornings' })
